"""Ctrl+K: to another leefgebied by the words that people use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import visits
from app.ui.kit import Found
from app.ui.theme.icons import icon_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.visits import AreaView


def places(areas: Sequence[AreaView], words: str) -> list[Found]:
    """The leefgebieden for what was typed, best first, as rows of the palette."""
    known = icon_names()
    return [
        Found(area.id, area.title, why, area.icon if area.icon in known else "")
        for area, why in visits.find_areas(areas, words)
    ]
