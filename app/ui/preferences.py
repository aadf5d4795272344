"""How this laptop shows things: a small file without anything about people."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from app import disk

if TYPE_CHECKING:
    from pathlib import Path

Look = Literal["light", "dark", "system"]
Language = Literal["nl", "en"]
LOCK_MINUTES: Final = (5, 10, 20)
SMALLEST_TEXT: Final = 1.0
LARGEST_TEXT: Final = 2.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """Plain on purpose: loading a validation library here would double the time to the start.

    Raises ValueError for a value that no settings panel offers.
    """

    look: Look = "light"
    text_scale: float = SMALLEST_TEXT
    language: Language = "nl"
    lock_after_minutes: int = 10
    share_by_itself: bool = True

    def __post_init__(self) -> None:
        right = (
            self.look in get_args(Look)
            and self.language in get_args(Language)
            and SMALLEST_TEXT <= self.text_scale <= LARGEST_TEXT
            and self.lock_after_minutes in LOCK_MINUTES
            and isinstance(self.share_by_itself, bool)
        )
        if not right:
            raise ValueError("a preference that the settings do not offer")


def load(path: Path) -> Preferences:
    """What was saved, or the defaults: a damaged file never keeps the program from starting."""
    try:
        found: Any = json.loads(path.read_bytes())
        names = {field.name for field in fields(Preferences)}
        return Preferences(**{name: found[name] for name in names & set(found)})
    except (OSError, ValueError, TypeError):
        return Preferences()


def save(path: Path, preferences: Preferences) -> None:
    """Replace the file as a whole. A folder that cannot be written leaves things as they are."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(preferences), indent=1), encoding="utf-8")
        disk.replace(beside, path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
