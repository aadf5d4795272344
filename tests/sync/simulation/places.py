"""A share that misbehaves in every way that a provider, a stick or a disk can."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.errors import UserError
from app.sync.share.contract import Entry, Missing

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator
    from random import Random

Files = dict[tuple[str, str], bytes]


class Crash(BaseException):
    """The laptop dies here."""


@dataclass(slots=True)
class Place:
    """What lies in one shared place, earlier states of it, and what is away for a while."""

    url: str
    files: Files = field(default_factory=dict)
    before: list[Files] = field(default_factory=list)
    away: Files = field(default_factory=dict)

    def remember(self) -> None:
        """A state to which a provider may roll back."""
        self.before.append(dict(self.files))


@dataclass(slots=True)
class Luck:
    """How often things go wrong, and how often they did."""

    chance: Random
    tally: Counter[str]
    faults: float = 0.0

    def bad(self, what: str, often: float = 1.0) -> bool:
        """Whether it goes wrong now; then it is counted as `what`."""
        if not self.faults or self.chance.random() >= self.faults * often:
            return False
        self.tally[what] += 1
        return True


class Door:
    """One laptop's way to a place during one round."""

    def __init__(self, place: Place, luck: Luck) -> None:
        self.url = place.url
        self._place, self._luck = place, luck
        self._crash_in = luck.chance.randrange(60) if luck.bad("", 0.5) else -1

    def _step(self) -> None:
        self._crash_in -= 1
        if self._crash_in == 0:
            self._luck.tally["crash between files"] += 1
            raise Crash
        if self._luck.bad("share away", 0.02):
            raise UserError("share_away", place="sim")

    def listing(self, folder: str) -> list[Entry]:
        self._step()
        files = self._place.files
        if self._place.before and self._luck.bad("stale listing", 0.2):
            files = self._luck.chance.choice(self._place.before)
        found = [Entry(name, len(data)) for (where, name), data in files.items() if where == folder]
        if self._luck.faults:
            found = [one for one in found if not self._luck.bad("not listed yet", 0.03)]
        self._luck.chance.shuffle(found)
        return found

    def read(self, folder: str, name: str, limit: int) -> bytes:
        self._step()
        data = self._place.files.get((folder, name))
        if data is None or self._luck.bad("vanishes while read", 0.05):
            raise Missing
        if data and self._luck.bad("damaged while read", 0.05):
            return self._damaged(data)
        return data[:limit]

    def _damaged(self, data: bytes) -> bytes:
        at = self._luck.chance.randrange(len(data))
        if self._luck.chance.random() < 0.5:
            return data[:at]
        flipped = data[at] ^ (1 << self._luck.chance.randrange(8))
        return data[:at] + bytes([flipped]) + data[at + 1 :]

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        for name in names:
            try:
                yield name, self.read(folder, name, limit)
            except Missing as error:
                yield name, error

    def write(self, folder: str, name: str, data: bytes) -> None:
        self._step()
        files, chance = self._place.files, self._luck.chance
        if self._luck.bad("share full", 0.02):
            raise UserError("share_full", place="sim")
        if self._luck.bad("copies of a synchroniser", 0.05):
            files[folder, f"{name}.sync-conflict-20401231"] = data
            files[folder, name.replace(".", " (1).", 1)] = data[: len(data) // 2]
        if self._luck.bad("half copied", 0.08):
            files[folder, name] = data[: chance.randrange(len(data))]
            if chance.random() < 0.5:
                raise Crash
            return
        files[folder, name] = data
        if self._luck.bad("crash after upload", 0.03):
            raise Crash
        self._step()

    def remove(self, folder: str, name: str) -> None:
        self._step()
        self._place.files.pop((folder, name), None)

    def close(self) -> None:
        """Nothing to close."""
