"""Packs: the same signed bytes of many segments of one device in one file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from app.sync.names import PackName
from app.sync.signed import ID_DIGITS, MAX_FILE, NewerError, TornError, file_id

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC: Final = b"DRP1"
_SIZE: Final = 4
MAX_COUNT: Final = 1_000_000


def hash_of(ids: Sequence[str]) -> str:
    """What the name of a pack says of the segments in it: who holds them need not fetch it."""
    return hashlib.sha256(b"".join(bytes.fromhex(one) for one in ids)).hexdigest()[:ID_DIGITS]


def write(segments: Sequence[bytes]) -> bytes:
    """The same segments give the same bytes, whoever writes them."""
    parts = [MAGIC, len(segments).to_bytes(_SIZE, "big")]
    for data in segments:
        parts += (len(data).to_bytes(_SIZE, "big"), data)
    return b"".join(parts)


def size_of(sizes: Sequence[int]) -> int:
    """Bytes of a pack of segments of these sizes."""
    return 2 * _SIZE + sum(sizes) + _SIZE * len(sizes)


def read(data: bytes, name: PackName) -> list[bytes]:
    """The segments' bytes, each still to be checked; raises TornError (NewerError)."""
    found = _split(data)
    if len(found) != name.last - name.first + 1:
        raise TornError("more or fewer segments than its name says")
    if hash_of([file_id(one) for one in found]) != name.hash:
        raise TornError("other segments than its name says")
    return found


def _split(data: bytes) -> list[bytes]:
    if len(data) > MAX_FILE or len(data) < 2 * _SIZE or data[:3] != MAGIC[:3]:
        raise TornError("not a pack, or not whole")
    if data[3:4] != MAGIC[3:]:
        raise (
            NewerError("newer version")
            if data[3:4].isdigit() and data[3:4] > MAGIC[3:]
            else TornError("unknown version")
        )
    count = int.from_bytes(data[_SIZE : 2 * _SIZE], "big")
    if not 0 < count <= MAX_COUNT:
        raise TornError("a count that a pack cannot have")
    found, start = [], 2 * _SIZE
    for _ in range(count):
        size = int.from_bytes(data[start : start + _SIZE], "big")
        end = start + _SIZE + size
        if start + _SIZE > len(data) or end > len(data):
            raise TornError("not whole")
        found.append(data[start + _SIZE : end])
        start = end
    if start != len(data):
        raise TornError("more than its segments")
    return found
