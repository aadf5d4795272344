"""A team that lives through one seed: what people do, and all that goes wrong at once."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.services import team
from tests.sync.simulation import deciding, people, trouble
from tests.sync.simulation.fate import fated
from tests.sync.simulation.laptops import (
    Laptop,
    copy_files,
    new_laptop,
    opened_again,
    template,
)
from tests.sync.simulation.places import Door, Luck, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from app.storage.changes import Change
    from app.storage.edits import Edit
    from tests.sync.simulation.places import Files

MOST_QUIET: Final = 16
"""Rounds after which everybody must be level, once nothing goes wrong any more."""
SIZES: Final = (2, 2, 3, 3, 3, 4, 5)
LARGER: Final = (6, 9, 12)
LARGEST: Final = 15
CLOCKS: Final = (2001, 2026, 2026, 2026, 2040)
OFFICE: Final = "sim://office"
FAULTS: Final = (0.0, 0.2, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Begun:
    """Vaults, files of the office, secret of the sheet, and ids of what was written."""

    vaults: list[Path]
    files: Files
    secret: bytes
    written: frozenset[str]


@dataclass(slots=True)
class Made:
    """What many lives begin with: an empty vault, and teams that just began."""

    folder: Path
    vault: Path
    teams: dict[int, Begun] = field(default_factory=dict)

    def team(self, size: int) -> Begun:
        """A team of this size that just began."""
        if size not in self.teams:
            folder = self.folder / f"team{size}"
            folder.mkdir()
            with fated(-size):
                world = World(-size, folder, self)
                world.found(size)
            for laptop in world.laptops:
                laptop.db.close()
            vaults = [one.path for one in world.laptops]
            files = world.places[0].files
            self.teams[size] = Begun(vaults, files, world.secret, frozenset(world.written))
        return self.teams[size]


def made_in(folder: Path) -> Made:
    with fated(0):
        return Made(folder, template(folder))


class World:
    """The team, its shares, and what was written: `run` lives, `heal` ends all faults."""

    def __init__(self, seed: int, folder: Path, made: Made) -> None:
        self.chance = Random(f"life {seed}")
        self.folder, self.team_made = folder, made
        self.tally: Counter[str] = Counter()
        self.luck = Luck(self.chance, self.tally, self.chance.choice(FAULTS))
        self.good = Luck(self.chance, self.tally)
        self.places = [Place(OFFICE), Place("sim://stick")]
        self.quiet: list[Place] = []
        """Where all shared at the end."""
        self.laptops: list[Laptop] = []
        self.written: dict[str, Change] = {}
        self.began: frozenset[str] = frozenset()
        """Written before this life."""
        self.made: set[str] = set()
        """Of what was written: by this program, not by a hostile or a newer one."""
        self.edits: set[str] = set()
        """Of these: what settles nothing."""
        self.typed: dict[str, people.Typing] = {}
        self.closed: dict[str, frozenset[str]] = {}
        """{space of a closed note: who may read it}."""
        self.about: dict[str, str] = {}
        """{space of a closed note: space of the dossier that it is about}."""
        self.forbidden: set[str] = set()
        """Changes that nobody may ever merge."""
        self.lost: set[str] = set()
        """Written on a laptop whose disk died before it shared them."""
        self.came_back: dict[str, set[str]] = {}
        """{device that goes on from a backup: changes that it can only have from a share}."""
        self.gone: set[str] = set()
        """Names of laptops that are out of the team, or whose admission went with a disk."""
        self.copies_of_who_removed: set[str] = set()
        """Devices that were removed by a laptop of the same vault: their older keys stay."""
        self.erases = self.chance.random() < 0.6
        """Then one laptop coordinates from beginning to end: an erasure on a side of a fork that
        loses cannot be undone where it was carried out, so laptops may differ by it."""
        self.copies = self.removals = self.joined = 0
        self.recovered = False
        self.secret = b""
        """Of the recovery sheet."""

    # ------------------------------------------------------------ the beginning

    def found(self, size: int) -> None:
        """A team of `size` laptops that all have been let in, from nothing."""
        for number in range(size):
            when = datetime(self.chance.choice(CLOCKS), 3, 2, 9, 0, tzinfo=UTC)
            name = f"laptop{number}"
            self.laptops.append(new_laptop(self.folder, self.team_made.vault, name, when))
        first = self.laptops[0]
        team.start(first.session, "Team Ğ", Door(self.places[0], self.good))
        self.secret = bytes.fromhex(first.vault.setting(team.RECOVERY) or "")
        for laptop in self.laptops[1:]:
            deciding.lets_in(laptop, first)
        people.opens_a_household(self, first)
        for laptop in self.laptops * 2:
            people.begins_a_goal(self, laptop)
            laptop.sync(Door(self.places[0], self.good), self.good)

    def begin(self, size: int) -> None:
        """The same, out of copies of a team that was founded before."""
        begun = self.team_made.team(size)
        self.secret, self.began = begun.secret, begun.written
        self.places[0].files = dict(begun.files)
        for number, source in enumerate(begun.vaults):
            path = self.folder / f"laptop{number}"
            copy_files(source, path)
            year = self.chance.choice(CLOCKS)
            self.tally[f"clock at {year}"] += 1
            when = datetime(year, 3, 2, 9, 0, tzinfo=UTC)
            self.laptops.append(opened_again(path, path.name, when))

    # ------------------------------------------------------------ living

    def run(self, steps: int) -> None:
        acts: dict[Callable[[World, Laptop], bool], float] = {
            share: 12, **people.ACTS, **trouble.ACTS, **deciding.ACTS,
        }  # fmt: skip
        for act in self.chance.choices(list(acts), list(acts.values()), k=steps):
            if act(self, self.chance.choice(self.laptops)):
                self.tally[act.__name__.replace("_", " ")] += 1

    def members(self) -> list[str]:
        return sorted({laptop.member for laptop in self.laptops})

    def coordinating(self) -> Laptop | None:
        """A laptop that believes to be the coordinator's."""
        found = [
            one
            for one in (self.laptops[:1] if self.erases else self.laptops)
            if (known := team.the_team(one.session)).is_coordinator(one.member)
            and one.vault.device_id in known.devices
        ]
        return self.chance.choice(found) if found else None

    def must_stay(self, laptop: Laptop) -> bool:
        """No second laptop may write for the one coordinator of this life."""
        return self.erases and laptop.member == self.laptops[0].member

    # ------------------------------------------------------------ the end

    def heal(self) -> int:
        """Nothing goes wrong any more: rounds until nobody had anything to say."""
        places = self.quiet = self.places if self.chance.random() < 0.2 else self.places[:1]
        quiet = 0
        for turn in range(1, MOST_QUIET + 1):
            for laptop in self.laptops:
                before = [dict(place.files) for place in places]
                for place in places:
                    self._healed(laptop, place)
                quiet = quiet + 1 if [place.files for place in places] == before else 0
                if quiet == len(self.laptops):
                    self.tally["rounds until quiet"] += turn
                    return turn
        raise AssertionError(f"never quiet: {MOST_QUIET} rounds")

    def _healed(self, laptop: Laptop, place: Place) -> None:
        self.gone.discard(laptop.name)
        try:
            laptop.sync(Door(place, self.good), self.good)
        except UserError as error:
            if error.id not in ("removed_from_team", "not_admitted_yet"):
                raise
            self.gone.add(laptop.name)

    def end(self) -> None:
        for laptop in self.laptops:
            laptop.off()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ keeping books

    def record(self, laptop: Laptop, *edits: Edit) -> bool:
        with suppress(UserError):
            changes = laptop.vault.record(edits)
            self.note(changes)
            self.edits.update(change.id for change in changes)
            return True
        return False

    def note(self, changes: Sequence[Change]) -> None:
        """What this program wrote because somebody asked."""
        self.written.update((change.id, change) for change in changes)
        self.made.update(change.id for change in changes)


def share(world: World, laptop: Laptop) -> bool:
    door = Door(world.chance.choice(world.places), world.luck)
    with suppress(UserError):
        laptop.sync(door, world.luck)
    return True


__all__ = ["TEAM_SPACE", "Made", "World", "made_in"]
