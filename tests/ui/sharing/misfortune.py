"""What becomes of a folder that a sync client and people keep: away, emptied, old, half, twice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random


class Folder:
    """The folder in the middle. Whatever happened to it, `back` makes it one that can be used."""

    def __init__(self, path: Path, chance: Random) -> None:
        self.path, self._chance = path, chance
        self._away = path.with_name("weg")
        self._copies: list[Path] = []

    def misfortune(self) -> str:
        """One thing goes wrong; its name."""
        ways = (self.goes_away, self.is_emptied, self.is_copied, self.goes_back, self.is_half,
                self.is_twice, self.loses_some)  # fmt: skip
        way = self._chance.choice(ways)
        if self.path.exists():
            way()
        return way.__name__

    def back(self) -> None:
        """It is there again."""
        if self._away.exists() and not self.path.exists():
            self._away.rename(self.path)

    def goes_away(self) -> None:
        self.path.rename(self._away)

    def is_emptied(self) -> None:
        for one in self.path.iterdir():
            shutil.rmtree(one) if one.is_dir() else one.unlink()

    def is_copied(self) -> None:
        """As a backup of the folder, to which somebody may go back."""
        copy = self.path.with_name(f"kopie{len(self._copies)}")
        shutil.copytree(self.path, copy)
        self._copies.append(copy)

    def goes_back(self) -> None:
        if self._copies:
            shutil.rmtree(self.path)
            shutil.copytree(self._chance.choice(self._copies), self.path)

    def is_half(self) -> None:
        """A file that another program is still copying."""
        for one in self._some(1):
            data = one.read_bytes()
            one.write_bytes(data[: self._chance.randrange(len(data) + 1)])

    def is_twice(self) -> None:
        for one in self._some(3):
            twin = one.with_name(f"{one.stem} (1){one.suffix}")
            shutil.copyfile(one, twin)

    def loses_some(self) -> None:
        for one in self._some(3):
            one.unlink()

    def _some(self, most: int) -> list[Path]:
        files = sorted(one for one in self.path.rglob("*") if one.is_file())
        return self._chance.sample(files, min(most, len(files)))
