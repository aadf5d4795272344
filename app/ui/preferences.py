"""How this laptop shows things: a small file without anything about people."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from app import disk

if TYPE_CHECKING:
    from pathlib import Path

Look = Literal["light", "dark", "system"]
Language = Literal["nl", "en"]
LOCK_MINUTES: Final = (5, 10, 20)
TEXT_SCALES: Final = (1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Preferences:
    """Plain on purpose: loading a validation library here would double the time to the start.

    Raises ValueError for a value that no settings panel offers.
    """

    look: Look = "light"
    text_scale: float = TEXT_SCALES[0]
    language: Language = "nl"
    lock_after_minutes: int = 10
    share_by_itself: bool = True

    def __post_init__(self) -> None:
        right = (
            self.look in get_args(Look)
            and self.language in get_args(Language)
            and _is_one_of(TEXT_SCALES, self.text_scale)
            and _is_one_of(LOCK_MINUTES, self.lock_after_minutes)
            and isinstance(self.share_by_itself, bool)
        )
        if not right:
            raise ValueError("a preference that the settings do not offer")


def _is_one_of(offered: tuple[float, ...], value: object) -> bool:
    """Of the same type as well: 1 and True are 1.0, but no choice of the panel is called so."""
    return any(value == one and type(value) is type(one) for one in offered)


def load(path: Path) -> Preferences:
    """What was saved; what the panel does not offer is the default, whatever else is right.

    A damaged file never keeps the program from starting.
    """
    try:
        found: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        found = None
    loaded = Preferences()
    for field in fields(Preferences) if isinstance(found, dict) else ():
        if field.name in found:
            with suppress(ValueError):
                loaded = replace(loaded, **{field.name: found[field.name]})
    return loaded


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
