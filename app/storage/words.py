"""Words as search sees them: without case, accents and letters that keyboards lack."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from app.model.folding import fold

_OPENING: Final = ("{", "[")
_NO_WORDS: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?|[0-9A-HJKMNP-TV-Z]{26}")


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, per character of it, its place in `text`; no list = the same place."""
    if text.isascii():
        return text.lower(), []
    pieces = [fold(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _character in piece]
    return "".join(pieces), places


def fold_stored(*columns: Any) -> str:  # noqa: ANN401  (columns of any kind)
    """All words of some columns of a typed row; lists and registers give what is inside."""
    texts = [column if isinstance(column, str) else "" for column in columns if column is not None]
    return fold("\n".join([_inside(text) if text[:1] in _OPENING else text for text in texts]))


def plain_text(value: Any) -> str:  # noqa: ANN401  (any JSON value)
    """What a person wrote in a value; of a register without keys, days and ids."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        texts = (plain_text(part) for part in value.values())
        return " ".join(text for text in texts if text and not _NO_WORDS.fullmatch(text))
    if isinstance(value, list):
        return " ".join(filter(None, (plain_text(part) for part in value)))
    return ""


def _inside(column: str) -> str:
    """What a person wrote in a list or register; text that only begins like one, as it is."""
    try:
        return plain_text(json.loads(column))
    except ValueError:
        return column
