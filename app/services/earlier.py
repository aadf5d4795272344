"""Vaults that a restore put aside on this laptop: which there are, before any is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.storage.files import kept_aside

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of them; `since` is when it was put aside, local time."""

    file: Path
    since: datetime


def beside(vault: Path) -> tuple[Earlier, ...]:
    """The last three, the newest first. Reads names only."""
    found = kept_aside(vault)[:MOST]
    return tuple(Earlier(file, moment.astimezone()) for file, moment in found)
