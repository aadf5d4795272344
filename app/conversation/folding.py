"""Letters as people type them: ş is s, ı is i, ł is l, capitals do not count."""

from __future__ import annotations

import unicodedata
from typing import Final

_ODD: Final = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)


def fold(text: str) -> str:
    """Small letters without marks, for comparing; never for showing."""
    if text.isascii():
        return text.lower()
    lower = text.replace("İ", "i").lower().translate(_ODD)
    return "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
