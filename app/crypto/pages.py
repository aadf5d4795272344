"""The seal of each page of a vault file, as SQLCipher 4 writes it."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

PAGE_BYTES: Final = 4096
SALT_BYTES: Final = 16
"""At the head of the first page, in the open."""
_SEAL_BYTES: Final = 64
_MASK: Final = 0x3A
_ROUNDS: Final = 2


def key_of_seals(key: bytes, salt: bytes) -> bytes:
    """From the raw key and the salt of the file."""
    masked = bytes(byte ^ _MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))


def first_broken(key: bytes, pages: bytes, first: int) -> int | None:
    """Number of the first page, from `first` on, whose seal does not fit; None when all do.

    Half a page is a broken one. `key` is that of `key_of_seals`; the number of a page begins at 1.
    """
    for place in range(0, len(pages), PAGE_BYTES):
        number = first + place // PAGE_BYTES
        page = memoryview(pages)[place : place + PAGE_BYTES]
        body = page[SALT_BYTES if number == 1 else 0 : -_SEAL_BYTES]
        seal = hmac.digest(key, bytes(body) + number.to_bytes(4, "little"), "sha512")
        if len(page) < PAGE_BYTES or not hmac.compare_digest(seal, page[-_SEAL_BYTES:]):
            return number
    return None
