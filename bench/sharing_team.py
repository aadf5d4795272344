"""Teams that are measured: real laptops, real keys, and the same records for a peer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import bothy

from app.clock import SystemClock, derived_id
from app.crypto.kdf import KdfCost
from app.model.base import dossier_space
from app.services import session as sessions
from app.services import team as teams
from app.services.sharing import sync
from app.storage.changes import make_change
from app.storage.edits import Edit
from app.sync.share.opening import open_share
from bench import stock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.session import Session
    from app.sync.share.contract import Share

CHEAP: Final = KdfCost(memory_kib=64, iterations=1, lanes=1)
"""A passphrase is no part of what is measured."""
NOTES_A_VISIT: Final = 5
WALL: Final = "2026-03-02T09:00:00.000+00:00"
APP: Final = "nl.drempel.bench"
SOME: Final = 5_000


@dataclass
class Sharing:
    """A founder who has the vault open, laptops that were let in, and the folder between them."""

    founder: Session
    share: Share
    folder: Path
    laptops: list[Path]
    dossiers: int
    count: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(stock.SEED))

    def grow(self, count: int) -> None:
        """Records notes until there are `count`; nothing is sent yet."""
        vault = self.founder.vault
        made = notes(self.chance, self.count, count, self.dossiers, vault.member_id)
        lines = [
            make_change(space=dossier_space(fields["household"]), kind="domain_note", entity=id_,
                        fields=fields, replaces={}, device=vault.device_id,
                        counter=1_000 + number, wall=WALL)
            for number, (id_, fields) in enumerate(made, start=self.count)
        ]  # fmt: skip
        for begin in range(0, len(lines), SOME):
            vault.apply(lines[begin : begin + SOME])
        self.count = count

    def change(self, count: int) -> None:
        """Writes other words in the first notes."""
        self.founder.vault.record(
            [
                Edit("domain_note", note_id(n), {"text": stock.words(self.chance)})
                for n in range(count)
            ]
        )

    def send(self) -> None:
        """One round of the founder."""
        sync(self.founder, self.share)

    def reopen(self) -> Session:
        """The founder's vault, closed and opened again."""
        path = self.founder.vault.path
        self.founder.lock()
        self.founder = reopened(path)
        return self.founder

    def close(self) -> None:
        """Lets go of the vault."""
        self.founder.lock()
        self.share.close()


@dataclass
class Peer:
    """The same records in the library beside which sharing is timed: sealed, in a folder."""

    folder: Path
    base: Any
    count: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(stock.SEED))

    def grow(self, count: int, dossiers: int) -> None:
        """As `Sharing.grow`."""
        collection = self.base.collection("domain_note")
        for id_, fields in notes(self.chance, self.count, count, dossiers, "A" * 26):
            collection.put(id_, fields)
        self.count = count

    def change(self, count: int) -> None:
        """As `Sharing.change`."""
        collection = self.base.collection("domain_note")
        for number in range(count):
            collection.patch(note_id(number), {"text": stock.words(self.chance)})

    @property
    def key(self) -> str:
        """What opens it without a password, which would cost time on purpose."""
        found: bytes = self.base.export_key()
        return found.hex()


def note_id(number: int) -> str:
    """The id of a note, on both sides."""
    return derived_id("sharing", "note", str(number))


def notes(
    chance: random.Random, first: int, last: int, dossiers: int, author: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Notes of 1 kB, five a visit, visits to one dossier after the other."""
    for number in range(first, last):
        visit = number // NOTES_A_VISIT
        yield note_id(number), {
            "household": derived_id("sharing", str(visit % dossiers)),
            "visit": derived_id("sharing", "visit", str(visit)),
            "area": "geld", "author": author, "text": stock.words(chance),
            "themes": ["schulden", "post"],
        }  # fmt: skip


def found(folder: Path, laptops: int, dossiers: int) -> Sharing:
    """A team whose members all read every dossier; each of them was let in and has nothing yet."""
    place = folder / "share"
    place.mkdir(parents=True)
    founder = laptop(folder / "founder", "Sevgi Yılmaz")
    share = open_share(str(place))
    teams.start(founder, "Wijkteam Őszi", share)
    members, paths = [founder.vault.member_id], []
    for number in range(laptops):
        path = folder / f"laptop-{number}"
        newcomer = laptop(path, f"Łukasz Núñez {number}")
        let_in(founder, newcomer, share)
        members.append(newcomer.vault.member_id)
        paths.append(path)
        newcomer.lock()
    homes = [derived_id("sharing", str(number)) for number in range(dossiers)]
    founder.vault.record(
        [Edit("household", home, {"name": "Familie Őz", "pair": members}) for home in homes]
    )
    sync(founder, share)
    return Sharing(founder, share, place, paths, dossiers)


def laptop(path: Path, name: str) -> Session:
    """A new vault, open."""
    return sessions.create(path, stock.PASSPHRASE, {"name": name}, SystemClock(), CHEAP)


def reopened(path: Path) -> Session:
    """A vault of the team, open again."""
    return sessions.unlock(path, stock.PASSPHRASE, SystemClock())


def let_in(founder: Session, newcomer: Session, share: Share) -> None:
    """Asked, approved."""
    asked = teams.ask(newcomer, share)
    sync(founder, share)
    teams.admit(founder, asked, newcomer.vault.member_id, share)


def peer(folder: Path) -> Peer:
    """A database of the peer that founds its share."""
    place = folder / "peer"
    place.mkdir(parents=True)
    base = bothy.Database.open(
        str(folder / "peer.db"), app_id=APP, remote=bothy.FolderRemote(str(place)),
        encrypt=True, password=stock.PASSPHRASE,
    )  # fmt: skip
    base.init_or_join()
    return Peer(place, base)
