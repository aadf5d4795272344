"""The visit lock: six digits that keep curious eyes out for a moment; held in memory only."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

DIGITS: Final = 6
TRIES: Final = 5
_ROUNDS: Final = 200_000


class VisitPin:
    """One PIN for one visit. After five wrong tries it never opens again: ask the passphrase.

    The key of the vault stays in memory behind it: this is no defence against theft of an
    open laptop, and the program says so.
    """

    def __init__(self, pin: str) -> None:
        """Raises ValueError unless `pin` is six digits."""
        if not is_pin(pin):
            raise ValueError("a PIN is six digits")
        self._salt = secrets.token_bytes(16)
        self._proof = self._prove(pin)
        self._left = TRIES

    @property
    def tries_left(self) -> int:
        return self._left

    @property
    def spent(self) -> bool:
        """True once only the passphrase can open the vault."""
        return self._left == 0

    def opens(self, pin: str) -> bool:
        """True for the right PIN, which also gives back the five tries; a wrong one costs one."""
        if self.spent:
            return False
        self._left -= 1
        right = hmac.compare_digest(self._prove(pin), self._proof)
        if right:
            self._left = TRIES
        return right

    def _prove(self, pin: str) -> bytes:
        return hashlib.pbkdf2_hmac("sha256", pin.encode(), self._salt, _ROUNDS)


def is_pin(text: str) -> bool:
    """True for six ASCII digits."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()
