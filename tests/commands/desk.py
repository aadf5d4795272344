"""Laptops of a team at one folder, each a vault that only commands open."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.commands.running import Ran, here, refused
from tests.helpers.sessions import a_new_vault
from tests.helpers.vaults import PASSPHRASE, a_clock, make_quick

if TYPE_CHECKING:
    from pathlib import Path


SIX: Final = 6
HOUSEHOLD: Final = "01J00000000000000000000H01"
PLAN: Final = "01J00000000000000000000P01"
GOAL: Final = "01J00000000000000000000G01"


@dataclass
class Laptop:
    """One vault, and the commands on it."""

    vault: Path
    passphrase: str = PASSPHRASE

    def runs(self, *words: str | Path, front: tuple[str | Path, ...] = ()) -> Ran:
        """In this process, with the passphrase from a file."""
        passphrase = self.vault.parent / "wachtzin"
        passphrase.write_text(self.passphrase + "\n", encoding="utf-8")
        return here(*front, *words, vault=self.vault, passphrase=passphrase)

    def says(self, *words: str | Path, front: tuple[str | Path, ...] = ()) -> Any:
        """The one document of a run that went well."""
        ran = self.runs(*words, front=front)
        assert ran.code == 0, ran.err
        return ran.document

    def may_not(self, *words: str | Path, code: int = 1) -> str:
        """The one sentence of a run that could not do it."""
        return refused(self.runs(*words), code)

    def asks(self, *words: str | Path) -> str:
        """The six words of its request."""
        ran = self.runs("team", "request", *words)
        assert ran.code == 0, ran.err
        spoken = ran.out.decode().strip()
        assert len(spoken.split()) == SIX
        return spoken

    def writes(self, kind: str, entity: str, **fields: object) -> None:
        file = self.vault.with_suffix(".jsonl")
        line = {"kind": kind, "id": entity, "fields": fields}
        file.write_text(json.dumps(line) + "\n", encoding="utf-8")
        ran = self.runs("import", file)
        assert ran.code == 0, ran.err

    def exports(self) -> bytes:
        ran = self.runs("export", "--closed")
        assert ran.code == 0, ran.err
        return ran.out

    @property
    def device(self) -> str:
        told: str = self.says("vault", "info")["device"]
        return told

    @property
    def member(self) -> str:
        told: str = self.says("vault", "info")["member"]
        return told


@dataclass
class Desk:
    """A folder with a space and a ş in its name, and who shares through it."""

    folder: Path
    work: Path
    laptops: list[Laptop] = field(default_factory=list)

    def laptop(self, name: str) -> Laptop:
        """A new vault, in no team."""
        clock = a_clock()
        clock.advance(60.0 * len(self.laptops))
        path = self.work / f"{len(self.laptops)}" / "kluis.drempel"
        path.parent.mkdir()
        a_new_vault(path, name, clock).close()
        self.laptops.append(Laptop(path))
        return self.laptops[-1]

    def create(self, name: str, organisation: str) -> Laptop:
        """As `laptop`, by `vault create`."""
        path = self.work / f"{len(self.laptops)}" / "kluis.drempel"
        path.parent.mkdir()
        self.laptops.append(Laptop(path))
        words = ("vault", "create", "--name", name, "--organisation", organisation)
        made = self.laptops[-1].runs(*words)
        assert (made.code, made.out, made.err) == (0, b"", "")
        make_quick(path)
        return self.laptops[-1]

    def team(self, *names: str) -> list[Laptop]:
        """The first founds, the others are let in by their six words; all are level."""
        first, *others = [self.laptop(name) for name in names]
        first.says("team", "start", "--name", "Team Oost", "--share", self.folder)
        for other in others:
            first.says("team", "approve", other.asks("--share", self.folder))
        self.level()
        return [first, *others]

    def level(self) -> None:
        for _turn in range(2):
            for laptop in self.laptops:
                laptop.says("sync")

    def dossier(self, first: Laptop, *readers: Laptop) -> None:
        """A household of these readers, with one goal that the first wrote."""
        pair = [one.member for one in (first, *readers)]
        first.writes("household", HOUSEHOLD, name="Familie Şahin", pair=pair)
        first.writes("plan", PLAN, household=HOUSEHOLD)
        title = "De post open durven maken"
        first.writes("goal", GOAL, household=HOUSEHOLD, plan=PLAN, title=title)
        self.level()

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file()
        }
