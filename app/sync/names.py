"""Names of files in a share; whatever is not exactly such a name is somebody else's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

LOG: Final = "log"
MEMBER: Final = "member"
BLOB: Final = "blob"
ROOT: Final = ""
_DEVICE: Final = r"[0-9a-hjkmnp-tv-z]{26}"
_ID: Final = r"[0-9a-f]{40}"
_SEGMENT: Final = re.compile(rf"({_DEVICE})-([0-9]{{8}})-({_ID})\.seg")
_PACK: Final = re.compile(rf"({_DEVICE})-([0-9]{{8}})-([0-9]{{8}})-({_ID})\.pack")
_MEMBER: Final = re.compile(
    rf"(?:(?P<number>[0-9]{{6}})-(?P<entry>{_ID})\.entry)|(?:(?P<id>{_ID})\.(?:request|successor|proposal))"
)
_MARKER: Final = re.compile(r"share-([0-9a-f]{32})\.json")
_BLOB: Final = re.compile(_ID)
_MANY: Final = 8192
"""Names that are not taken apart again at each look at a share."""


class SegmentName(NamedTuple):
    """One segment: `device` in upper case, as in the records."""

    device: str
    number: int
    id: str

    def __str__(self) -> str:
        return f"{self.device.lower()}-{self.number:08d}-{self.id}.seg"


class PackName(NamedTuple):
    """Segments `first` to `last` of one device; `hash` is over their ids."""

    device: str
    first: int
    last: int
    hash: str

    def __str__(self) -> str:
        return f"{self.device.lower()}-{self.first:08d}-{self.last:08d}-{self.hash}.pack"


LogName = SegmentName | PackName


@lru_cache(maxsize=_MANY)
def log_name(name: str) -> LogName | None:
    """What a name in `log` says; None for a name that is none of ours."""
    if found := _SEGMENT.fullmatch(name):
        return SegmentName(found[1].upper(), int(found[2]), found[3])
    if found := _PACK.fullmatch(name):
        pack = PackName(found[1].upper(), int(found[2]), int(found[3]), found[4])
        return pack if pack.first <= pack.last else None
    return None


def member_id(name: str) -> str | None:
    """The file id in a name in `member`; None for a name that is none of ours."""
    found = _MEMBER.fullmatch(name)
    return (found["entry"] or found["id"]) if found else None


def entry_number(name: str) -> int | None:
    """The number in the name of an entry; None for any other name."""
    found = _MEMBER.fullmatch(name)
    return int(found["number"]) if found and found["number"] else None


def marker_id(name: str) -> str | None:
    """The share's id in the name of its marker."""
    found = _MARKER.fullmatch(name)
    return found[1] if found else None


def marker_name(share: str) -> str:
    return f"share-{share}.json"


def is_blob(name: str) -> bool:
    return _BLOB.fullmatch(name) is not None
