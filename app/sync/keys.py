"""Keys of spaces: made for a set of devices, given in boxes (docs/sharing-format.md, section 5)."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final

from app.crypto.boxes import seal_box
from app.crypto.frames import key_id
from app.crypto.kdf import KEY_BYTES, new_key
from app.model.sealed import SpaceKey
from app.sync.fields import DEVICE
from app.sync.segment import Box, pack_lines, unpack
from app.sync.signed import TornError, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.crypto.boxes import BoxKey
    from app.sync.segment import Segment

MAX_SPACE: Final = 200
"""Longest name of a space, in characters."""
MAX_DEVICES: Final = 1_000
"""Devices that one key is made for."""
MAX_PLAIN: Final = 16 * 1024 * 1024
"""Largest box after unpacking, in bytes."""


def make(space: str, devices: frozenset[str], me: str) -> SpaceKey:
    """A fresh key for exactly these devices."""
    key = new_key()
    return SpaceKey(key_id(key, space), space, key, me, devices, me)


def info(team: str, giver: str, to: str, what: str = "keys") -> bytes:
    """What a box is bound to."""
    return canonical({"from": giver, "team": team, "to": to, "what": what})


def seal_keys(team: str, giver: str, to: str, public: bytes, given: Sequence[SpaceKey]) -> Box:
    """One box with all of these keys for one receiver."""
    text = canonical(
        {
            "keys": [
                {
                    "by": one.by,
                    "devices": sorted(one.devices),
                    "key": base64.b64encode(one.key).decode(),
                    "space": one.space,
                }
                for one in sorted(given, key=lambda one: (one.space, one.id))
            ]
        }
    )
    return Box(to, seal_box(public, pack_lines([text]), info(team, giver, to)))


def open_box(box: Box, found: Segment, mine: BoxKey) -> list[SpaceKey]:
    """The keys in a box of a segment; raises SealBrokenError or TornError."""
    plain = unpack(mine.open(box.sealed, info(found.team, found.origin, box.to)), MAX_PLAIN)
    try:
        return [_read(one, found.device) for one in json.loads(plain)["keys"]]
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise TornError("a box without sound keys") from error


def _read(raw: dict[str, Any], giver: str) -> SpaceKey:
    key = base64.b64decode(raw["key"], validate=True)
    space, by, devices = raw["space"], raw["by"], raw["devices"]
    if len(key) != KEY_BYTES or not _is_text(space) or not isinstance(devices, list):
        raise ValueError("not a key")
    if len(devices) > MAX_DEVICES or not all(map(_is_device, (by, *devices))):
        raise ValueError("not a device")
    return SpaceKey(key_id(key, space), space, key, by, frozenset(devices), giver)


def _is_device(value: object) -> bool:
    return isinstance(value, str) and DEVICE.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_SPACE and "\0" not in value
