"""What one round of sharing did, in numbers and names of files; never people's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

INSIDE: Final = frozenset({"frame_does_not_open", "keys_do_not_open", "note_not_understood"})
"""Reasons that speak of something inside a file that is kept: nobody fetches it again."""
MOST_NAMED: Final = 1_000
"""Refused files that are named: a share may hold a hundred thousand planted ones."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of the share that could not be used, and why, as an id of a sentence."""

    file: str
    reason: str


@dataclass(slots=True)
class Report:
    """Counts are of changes, unless they say otherwise."""

    sent: int = 0
    received: int = 0
    set_aside: int = 0
    differences: int = 0
    refused: list[Refused] = field(default_factory=list)
    up_to_date: dict[str, bool] = field(default_factory=dict)
    put_back: int = 0
    """Segments that the share had lost."""
    strangers: int = 0
    """Segments of devices that this vault does not know (yet)."""
    apart: int = 0
    """Segments kept and not merged: after the cut of a removed device."""
    sealed: int = 0
    """Frames that this vault cannot open: not its dossiers."""
    gaps: dict[str, list[int]] = field(default_factory=dict)
    """{device: numbers that others have seen and this vault lacks}."""
    forks: list[str] = field(default_factory=list)
    """Devices of which two laptops wrote on."""
    rivals: int = 0
    """Entries of the membership that would count as well, beside those that do."""
    erasing: dict[str, list[str]] = field(default_factory=dict)
    """{erasure: devices that did not confirm it yet}."""
    _named: set[Refused] = field(default_factory=set, repr=False, compare=False)
    """The same as `refused`."""

    def look_again(self) -> None:
        """Forgets the files that are tried again now."""
        self.refused = [one for one in self.refused if one.reason in INSIDE]
        self._named = set(self.refused)

    def waits(self) -> bool:
        """Whether a file is to be tried again."""
        return any(one.reason not in INSIDE for one in self.refused)

    def refuse(self, file: str, reason: str) -> None:
        found = Refused(file, reason)
        if found not in self._named and len(self.refused) < MOST_NAMED:
            self._named.add(found)
            self.refused.append(found)
