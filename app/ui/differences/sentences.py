"""How a stored value reads: a few words that stand out, and what belongs to them under it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, get_args

from app.model import KINDS
from app.model.assessment import AGREED
from app.model.base import MAX_ID, MAX_LINE, MAX_TEXT
from app.model.days import day_of
from app.ui.dates import long_day, short_day
from app.ui.differences.choices import choice_word
from app.ui.differences.registers import register_words
from app.ui.text import file_size, tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.differences import OpenDifference

LONGEST_MAIN: Final = 60
"""Longer words are read, not glanced at: they stand in the letter of a note."""
_DAY: Final = 10
_MOMENT: Final = 16
_CODED: Final = frozenset({"theme", "instrument", "content", "media_type"})
"""Lines that hold a word of a list."""


@dataclass(frozen=True, slots=True)
class Told:
    """`main` is seen at a glance, `more` is read; `words`: it is a text that people wrote."""

    main: str
    more: str = ""
    words: bool = False

    def whole(self) -> str:
        """On one line."""
        return f"{self.main}, {self.more}" if self.more else self.main


def tell(one: OpenDifference, value: object) -> Told:
    """A value of this difference."""
    return tell_value(one.kind, one.field, value, one.names)


def tell_value(kind: str, field: str, value: object, names: Mapping[str, str]) -> Told:
    """A value of any field; never an id, never a stored word, whatever came in."""
    if value is None or value in ("", [], {}):
        return Told(tr("niets ingevuld"))
    if isinstance(value, dict):
        main, more = register_words(kind, field, value, names)
        return Told(main or tr("niets ingevuld"), more)
    if isinstance(value, list):
        return Told(", ".join(_word(kind, field, item, names) for item in value))
    return Told(_word(kind, field, value, names), words=free_words(kind, field) != "")


def free_words(kind: str, field: str) -> str:
    """`text` or `line` where people write what they like, else empty."""
    if field in _CODED:
        return ""
    return {MAX_TEXT: "text", MAX_LINE: "line"}.get(_limits(kind, field, listed=False), "")


def _word(kind: str, field: str, value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return tr("ja") if value else tr("nee")
    if isinstance(value, int | float):
        return _number(field, value)
    if not isinstance(value, str):
        return tr("iets dat deze versie van Drempel nog niet kent")
    word = choice_word(kind, field, value)
    if word is None:
        word = value if free_words(kind, field) else _reference(kind, field, value, names)
    return word


def _reference(kind: str, field: str, value: str, names: Mapping[str, str]) -> str:
    """A name for an id, a day in words for a day."""
    if value == AGREED:
        return tr("samen")
    named = names.get(value)
    if named is None and _limits(kind, field, listed=True) == MAX_ID:
        return tr("iemand of iets dat deze laptop niet kent")
    return day_words(named or value)


def day_words(text: str) -> str:
    """`vrijdag 12 juni 2026` of a day, with the time of a moment; other words as they are."""
    day = day_of(text) if len(text) in {_DAY, _MOMENT} else None
    if day is None:
        return text
    if len(text) == _MOMENT:
        return tr("{day} om {time}", day=short_day(text), time=text[-5:])
    return long_day(day, year=True)


def _number(field: str, value: float) -> str:
    if field == "size":
        return file_size(int(value))
    if field == "figure":
        return tr("een {figure}", figure=value)
    return tr("plek {place}", place=value) if field == "order" else str(value)


@cache
def _limits(kind: str, field: str, *, listed: bool) -> int:
    """How long a text of this field may be, in characters; 0 where it is none."""
    model = KINDS.get(kind)
    known = model.model_fields.get(field) if model else None
    if known is None:
        return 0
    found = _longest(known.metadata) if known.annotation is str else 0
    if found or not listed:
        return found
    inside: tuple[Any, ...] = get_args(known.annotation)
    return next((_longest(getattr(one, "__metadata__", ())) for one in inside), 0)


def _longest(metadata: Any) -> int:  # noqa: ANN401 - what pydantic keeps
    for one in metadata:
        inner = getattr(one, "metadata", ())
        found = getattr(one, "max_length", None) or (_longest(inner) if inner else 0)
        if found:
            return int(found)
    return 0
