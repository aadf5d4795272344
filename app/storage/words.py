"""Words as search sees them: without case, accents and letters that keyboards lack."""

from __future__ import annotations

import json
from typing import Any

from app.model.folding import fold


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text and, per character of it, its place in `text`; no list = the same place."""
    if text.isascii():
        return text.lower(), []
    pieces = [fold(character) for character in text]
    places = [place for place, piece in enumerate(pieces) for _character in piece]
    return "".join(pieces), places


def fold_stored(*columns: Any) -> str:  # noqa: ANN401  (columns of any kind)
    """All words of some columns of a typed row; lists and registers give what is inside."""
    return fold("\n".join([_text(column) for column in columns if column is not None]))


def plain_text(value: Any) -> str:  # noqa: ANN401  (any JSON value)
    """What a person wrote in a value, without keys."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(filter(None, (plain_text(part) for part in value.values())))
    if isinstance(value, list):
        return " ".join(filter(None, (plain_text(part) for part in value)))
    return ""


def _text(column: Any) -> str:  # noqa: ANN401
    if not isinstance(column, str):
        return ""
    if column[:1] in ("{", "["):
        try:
            return plain_text(json.loads(column))
        except ValueError:
            return column
    return column
