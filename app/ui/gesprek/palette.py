"""Ctrl+K: to another leefgebied by the words that people use."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from app.ui.kit import Found
from app.ui.theme.icons import icon_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.visits import AreaView


def plain(text: str) -> str:
    """Lower case without accents, as people type in a hurry."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def find_areas(areas: Sequence[AreaView], words: str) -> list[tuple[AreaView, str]]:
    """The leefgebieden for what was typed, best first, each with the word that led to it.

    A whole word beats one that begins so, and that one beats a word that contains it. Titles
    beat search words. Nothing typed: all of them.
    """
    wanted = plain(words).split()
    if not wanted:
        return [(area, "") for area in areas]
    found = []
    for order, area in enumerate(areas):
        ranked = [_rank(area, word) for word in wanted]
        if all(rank is not None for rank in ranked):
            score = sum(rank[0] for rank in ranked if rank)
            why = next((rank[1] for rank in ranked if rank and rank[1]), "")
            found.append((score, order, area, why))
    return [(area, why) for _score, _order, area, why in sorted(found, key=lambda f: f[:2])]


def _rank(area: AreaView, word: str) -> tuple[int, str] | None:
    title = plain(area.title)
    if word in title.split() or word in map(plain, area.words):
        return -1, "" if word in title.split() else word
    if any(part.startswith(word) for part in title.split()):
        return 0, ""
    starts = [w for w in area.words if plain(w).startswith(word)]
    if starts:
        return 1, starts[0]
    if word in title:
        return 2, ""
    inside = [w for w in area.words if word in plain(w)]
    return (3, inside[0]) if inside else None


def places(areas: Sequence[AreaView], words: str) -> list[Found]:
    """The same as rows of the palette."""
    known = icon_names()
    return [
        Found(area.id, area.title, why, area.icon if area.icon in known else "")
        for area, why in find_areas(areas, words)
    ]
