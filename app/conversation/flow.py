"""The conversation as pure functions: any order, nothing required, found by words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from app.model.folding import fold
from app.model.words import AreaState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.conversation.content import Area

STEPS: Final = ("gesprek", "afspraken", "teruglezen", "na_afloop")
FORGIVING_LENGTH: Final = 5
"""From this many letters on, one wrong letter still finds the area."""

_TITLE, _WORD, _PREFIX, _INSIDE, _TYPO, _UNLIKE = 0, 1, 2, 3, 4, 5


class Findable(Protocol):
    """What an area is found by: its two titles, and the words that people use."""

    @property
    def title(self) -> object: ...

    @property
    def name(self) -> object: ...

    @property
    def words(self) -> tuple[str, ...]: ...


F = TypeVar("F", bound=Findable)


def next_area(areas: Sequence[str], current: str, touched: Collection[str]) -> str:
    """The next area that was not touched, from the current one on; else simply the next."""
    at = areas.index(current)
    after = [*areas[at + 1 :], *areas[:at]]
    return next((area for area in after if area not in touched), after[0] if after else current)


def find_areas(areas: Sequence[F], words: str) -> list[F]:
    """Areas that fit what was typed, best first; all of them in order for no words."""
    wanted = fold(words).split()
    if not wanted:
        return list(areas)
    ranked = []
    for place, area in enumerate(areas):
        ranks = [_rank(area, word) for word in wanted]
        if all(rank is not None for rank in ranks):
            ranked.append((sum(rank or 0 for rank in ranks), place, area))
    return [area for _rank_, _place, area in sorted(ranked, key=lambda found: found[:2])]


def leads_to(area: Findable, words: str) -> str:
    """The word of people's own by which an area was found; empty when its title says so."""
    titles, known = _folded(f"{area.title} {area.name}", area.words)
    for word in fold(words).split():
        if any(word in one for one in titles):
            continue
        near = [_distance(word, one) for one in known]
        if near and min(near) < _UNLIKE:
            return area.words[near.index(min(near))]
    return ""


@cache
def _folded(title: str, words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(fold(title).split()), tuple(fold(one) for one in words)


def _distance(word: str, known: str) -> int:
    if word == known:
        return _WORD
    if known.startswith(word):
        return _PREFIX
    if word in known:
        return _INSIDE
    return _TYPO if len(word) >= FORGIVING_LENGTH and _one_off(word, known) else _UNLIKE


def _rank(area: Findable, word: str) -> int | None:
    titles, known = _folded(f"{area.title} {area.name}", area.words)
    if word in titles:
        return _TITLE
    found = min((_distance(word, one) for one in (*titles, *known)), default=_UNLIKE)
    return found if found < _UNLIKE else None


def _one_off(first: str, second: str) -> bool:
    """Whether one letter changed, added or left out makes them equal."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :]
    return short[at:] == long[at + 1 :]


def discussed(states: Mapping[str, AreaState | None], written: Collection[str]) -> set[str]:
    """Areas that were talked about: marked good or attention, or written about."""
    spoken = {
        area for area, state in states.items() if state in {AreaState.GOOD, AreaState.ATTENTION}
    }
    refused = {area for area, state in states.items() if state is AreaState.RATHER_NOT}
    return (spoken | set(written)) - refused


def domains_to_score(areas: Sequence[Area], talked: Collection[str]) -> set[str]:
    """Domains of the ZRM that may be scored: only what was discussed."""
    return {domain for area in areas if area.id in talked for domain in area.zrm}
