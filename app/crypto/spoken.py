"""Keys as words: six to read aloud at a meeting, twenty-four on paper in a safe."""

from __future__ import annotations

import base64
import difflib
import hashlib
import json
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from app.crypto.kdf import SALT_BYTES, KdfCost, derive_key
from app.crypto.recovery import SECRET_BYTES
from app.errors import UserError
from app.model.folding import fold

BITS: Final = 11
"""Per word: the list holds 2,048."""
SIX: Final = 6
TWENTY_FOUR: Final = 24
_COST: Final = KdfCost(memory_kib=64 * 1024, iterations=3, lanes=1)
_SALT: Final = hashlib.sha256(b"drempel six words 1").digest()[:SALT_BYTES]
_CHECK_BYTES: Final = 1
_NO_LETTER: Final = re.compile("[^a-z]+")


@cache
def words() -> tuple[str, ...]:
    """The list, in its order."""
    text = files("resources").joinpath("wordlists", "spoken.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def six_words(
    *, box: bytes, device: str, member: str | None, nonce: bytes, sign: bytes, team: str
) -> tuple[str, ...]:
    """Equal on two screens only for equal keys, person and team; takes a good part of a second."""
    what = {
        "box": base64.b64encode(box).decode(),
        "device": device,
        "member": member,
        "nonce": base64.b64encode(nonce).decode(),
        "sign": base64.b64encode(sign).decode(),
        "team": team,
    }
    text = json.dumps(what, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _six(text)


@lru_cache(maxsize=64)
def _six(text: str) -> tuple[str, ...]:
    """A screen asks again and again; the words of a request never change."""
    return _spell(derive_key(text, _SALT, _COST), SIX)


def twenty_four(secret: bytes) -> tuple[str, ...]:
    """The secret of a recovery sheet in words; raises ValueError unless it is 32 bytes."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("the secret of a recovery sheet is 32 bytes")
    return _spell(secret + _check(secret), TWENTY_FOUR)


def from_twenty_four(text: str) -> bytes:
    """The secret, from words as people type them (see `typed_words`).

    Raises UserError: `recovery_word` (which place, and the word that is nearest),
    `recovery_count` or `recovery_check` (one word is another one of the list).
    """
    typed = typed_words(text)
    known = _places()
    for place, word in enumerate(typed, start=1):
        if word not in known:
            raise UserError("recovery_word", place=place, nearest=nearest(word))
    if len(typed) != TWENTY_FOUR:
        raise UserError("recovery_count", count=len(typed))
    number = 0
    for word in typed:
        number = number << BITS | known[word]
    data = number.to_bytes(SECRET_BYTES + _CHECK_BYTES, "big")
    secret = data[:SECRET_BYTES]
    if _check(secret) != data[SECRET_BYTES:]:
        raise UserError("recovery_check")
    return secret


def typed_words(text: str) -> tuple[str, ...]:
    """What people type as words of the list: capitals, accents, commas, numbers are ignored."""
    return tuple(word for word in _NO_LETTER.split(fold(text)) if word)


def nearest(word: str) -> str:
    """The word of the list that looks most like this one."""
    return difflib.get_close_matches(word, words(), n=1, cutoff=0.0)[0]


@cache
def _places() -> dict[str, int]:
    return {word: index for index, word in enumerate(words())}


def _spell(data: bytes, count: int) -> tuple[str, ...]:
    number = int.from_bytes(data, "big") >> (len(data) * 8 - count * BITS)
    mask = (1 << BITS) - 1
    shifts = range((count - 1) * BITS, -1, -BITS)
    return tuple(words()[number >> shift & mask] for shift in shifts)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:_CHECK_BYTES]
