"""Letters as people type them: ş is s, ı is i, ł is l, capitals do not count."""

from __future__ import annotations

import unicodedata
from typing import Final

_ODD: Final = str.maketrans(
    {
        "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe",
        "þ": "th", "ħ": "h", "ŧ": "t", "’": "'", "‘": "'",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Small letters without marks, for comparing; never for showing. Folding twice adds nothing."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = (c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return "".join(bare).translate(_ODD)
