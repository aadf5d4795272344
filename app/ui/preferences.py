"""How this laptop shows things: a small file without anything about people."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from pathlib import Path

LOCK_MINUTES: Final = (5, 10, 20)


class Preferences(BaseModel):
    """Validated on load; a damaged file means the defaults, never a program that won't start."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    look: Literal["light", "dark", "system"] = "light"
    text_scale: float = Field(default=1.0, ge=1.0, le=2.0)
    language: Literal["nl", "en"] = "nl"
    lock_after_minutes: int = Field(default=10, ge=1, le=60)


def load(path: Path) -> Preferences:
    """What was saved, or the defaults when there is nothing that can be read."""
    try:
        return Preferences.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Preferences()


def save(path: Path, preferences: Preferences) -> None:
    """Replace the file as a whole. A folder that cannot be written leaves things as they are."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(preferences.model_dump_json(indent=1), encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - replaces on Windows too, in one step
    except OSError:
        beside.unlink(missing_ok=True)
