"""A share that misbehaves in every way that a provider, a stick or a disk can."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.sync.share.contract import Entry, Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

Files = dict[tuple[str, str], bytes]


class Crash(BaseException):
    """The laptop dies here."""


class Place:
    """What lies in one shared place: files, and earlier states of them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.files: Files = {}
        self.before: list[Files] = []

    def remember(self) -> None:
        """A state to which a provider may roll back."""
        self.before.append(dict(self.files))


class Door:
    """One laptop's way to a place during one round; `faults` is how often things go wrong."""

    def __init__(self, place: Place, chance: Random, faults: float = 0.0) -> None:
        self.url = place.url
        self._place, self._chance, self._faults = place, chance, faults
        self._crash_in = chance.randrange(60) if chance.random() < faults else -1

    def _wrong(self, often: float = 1.0) -> bool:
        return self._chance.random() < self._faults * often

    def _step(self) -> None:
        self._crash_in -= 1
        if self._crash_in == 0:
            raise Crash
        if self._wrong(0.02):
            raise UserError("share_away", place="sim")

    def listing(self, folder: str) -> list[Entry]:
        self._step()
        files = self._place.files
        if self._place.before and self._wrong(0.2):
            files = self._chance.choice(self._place.before)
        found = [
            Entry(name, len(data))
            for (where, name), data in files.items()
            if where == folder and data and not self._wrong(0.03)
        ]
        self._chance.shuffle(found)
        return found

    def read(self, folder: str, name: str, limit: int) -> bytes:
        self._step()
        data = self._place.files.get((folder, name))
        if data is None or self._wrong(0.05):
            raise Missing
        if self._wrong(0.05):
            return self._damaged(data)
        return data[:limit]

    def _damaged(self, data: bytes) -> bytes:
        at = self._chance.randrange(len(data))
        if self._chance.random() < 0.5:
            return data[:at]
        return data[:at] + bytes([data[at] ^ (1 << self._chance.randrange(8))]) + data[at + 1 :]

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
        if self._wrong(0.02):
            raise UserError("share_full", place="sim")
        if self._wrong(0.05):  # a half copied file, under the name of a synchroniser
            self._place.files[folder, f"{name}.sync-conflict-20401231"] = data
            self._place.files[folder, name.replace(".", " (1).", 1)] = data[: len(data) // 2]
        if self._wrong(0.02):
            self._place.files[folder, name] = data[: self._chance.randrange(1, len(data))]
            raise Crash
        self._place.files[folder, name] = data
        self._step()

    def remove(self, folder: str, name: str) -> None:
        self._step()
        self._place.files.pop((folder, name), None)

    def close(self) -> None:
        """Nothing to close."""
