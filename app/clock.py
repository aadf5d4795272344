"""Time and identity, injected: nothing else in the program asks the machine what time it is."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that an id can be read aloud."""

ID_BYTES: Final = 16
_PAIRS: Final = [first + second for first in ALPHABET for second in ALPHABET]
_SHIFTS: Final = range(120, -1, -10)
_RANDOM_BYTES: Final = 10


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, in UTC."""
        ...

    def today(self) -> date:
        """The calendar day where the laptop is."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(UTC).astimezone().date()


class FixedClock:
    """Stands still until it is told to advance; `today` is the day in the zone of `start`.

    Raises ValueError for a start without a time zone.
    """

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a fixed clock needs an aware start")
        self._now = start

    def now(self) -> datetime:
        return self._now.astimezone(UTC)

    def today(self) -> date:
        return self._now.date()

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def encode_id(data: bytes) -> str:
    """16 bytes as 26 characters that sort as the bytes do; ValueError for another length."""
    if len(data) != ID_BYTES:
        raise ValueError(f"an id is {ID_BYTES} bytes, not {len(data)}")
    number = int.from_bytes(data, "big")
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in _SHIFTS])


def new_id(clock: Clock) -> str:
    """A ULID: sorts by the millisecond it was made in, and no two are ever the same (80 bits)."""
    milliseconds = int(clock.now().timestamp() * 1000)
    return encode_id(milliseconds.to_bytes(6, "big") + secrets.token_bytes(_RANDOM_BYTES))


def derived_id(*parts: str) -> str:
    """The same parts give the same id everywhere; other parts, or parts cut elsewhere, do not."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return encode_id(digest.digest()[:ID_BYTES])
