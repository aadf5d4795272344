"""The six-digit PIN that brings a blanked visit back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

DIGITS: Final = 6
TRIES: Final = 5
_SALT_BYTES: Final = 16
# About 50 ms: an open vault stands behind it, so the PIN only has to slow a passer-by.
_COST: Final = 2**14
_BLOCK: Final = 8


class VisitPin:
    """A PIN in memory only; gone with the process and after `TRIES` wrong ones in a row."""

    def __init__(self) -> None:
        self._salt = b""
        self._sealed = b""
        self._wrong = 0

    @property
    def is_set(self) -> bool:
        """Whether a PIN can be tried now."""
        return bool(self._sealed)

    @property
    def left(self) -> int:
        """Tries that are left before only the passphrase helps."""
        return TRIES - self._wrong

    def choose(self, digits: str) -> bool:
        """Take a PIN of exactly six digits; False when it is anything else."""
        if not is_pin(digits):
            return False
        self._salt = secrets.token_bytes(_SALT_BYTES)
        self._sealed = self._seal(digits)
        self._wrong = 0
        return True

    def matches(self, digits: str) -> bool:
        """Whether this is the PIN. The fifth wrong one in a row forgets it."""
        if not self._sealed:
            return False
        if hmac.compare_digest(self._seal(digits), self._sealed):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= TRIES:
            self.forget()
        return False

    def forget(self) -> None:
        """From now on only the passphrase helps."""
        self._salt, self._sealed, self._wrong = b"", b"", 0

    def _seal(self, digits: str) -> bytes:
        return hashlib.scrypt(digits.encode(), salt=self._salt, n=_COST, r=_BLOCK, p=1)


def is_pin(digits: str) -> bool:
    """Six digits 0-9, and not all the same."""
    plain = len(digits) == DIGITS and digits.isascii() and digits.isdigit()
    return plain and len(set(digits)) > 1
