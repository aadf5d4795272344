"""Files of `member/`, with the names they have there."""

from __future__ import annotations

from typing import NamedTuple

from app.sync.signed import file_id


class Named(NamedTuple):
    """A file as it goes into the share."""

    name: str
    data: bytes

    @property
    def id(self) -> str:
        return file_id(self.data)


def named(ending: str, data: bytes) -> Named:
    """A request, successor or proposal."""
    return Named(f"{file_id(data)}.{ending}", data)


def entry_named(number: int, data: bytes) -> Named:
    """A membership entry."""
    return Named(f"{number:06d}-{file_id(data)}.entry", data)
