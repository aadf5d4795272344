"""Letters as people type them: ş is s, ı is i, ł is l, capitals do not count."""

from __future__ import annotations

import codecs
import unicodedata
from functools import cache
from typing import Final

_ODD: Final = str.maketrans(
    {
        "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe",
        "þ": "th", "ħ": "h", "ŧ": "t", "’": "'", "‘": "'",
    }
)  # fmt: skip
_BEYOND_ASCII: Final = "drempel.fold"


def fold(text: str) -> str:
    """Small letters without marks, for comparing; never for showing. Folding twice adds nothing."""
    if text.isascii():
        return text.lower()
    # The codec runs through plain letters at the speed of C, and asks only about the others.
    return text.encode("ascii", _BEYOND_ASCII).lower().decode("utf-8", "surrogatepass")


def _fold_run(run: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(run, UnicodeEncodeError)  # noqa: S101  (nothing else asks)
    letters = run.object[run.start : run.end]
    return "".join(map(_fold_letter, letters)).encode("utf-8", "surrogatepass"), run.end


@cache
def _fold_letter(letter: str) -> str:
    # Letter by letter is enough: marks, whatever their order, fall away.
    apart = unicodedata.normalize("NFKD", letter).casefold()
    bare = (c for c in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(c))
    return "".join(bare).translate(_ODD)


codecs.register_error(_BEYOND_ASCII, _fold_run)
