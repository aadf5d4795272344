"""Notes to laptops inside a frame, as anyone of the team may have written them."""

from __future__ import annotations

import re
from typing import Any, Final

from app.model.sealed import Seen
from app.sync.fields import DEVICE, FILE
from app.sync.segment import MAX_NUMBER
from app.sync.signed import TornError

MOST_DEVICES: Final = 10_000
"""Devices in one note."""
MOST_EXTRAS: Final = 100_000
"""Numbers in one note, beside the prefixes."""
MOST_GRANTS: Final = 200_000
"""Keys times devices in one note."""
_KEY: Final = re.compile(r"[0-9a-f]{32}")


def seen_in(note: dict[str, Any]) -> dict[str, Seen]:
    """{device: what the writer holds of it}; raises TornError."""
    devices = note.get("devices")
    if not isinstance(devices, dict) or len(devices) > MOST_DEVICES:
        raise TornError("wrong field: devices")
    found = {device: _seen(said) for device, said in devices.items() if _is(DEVICE, device)}
    if len(found) != len(devices) or sum(len(one.extras) for one in found.values()) > MOST_EXTRAS:
        raise TornError("wrong field: devices")
    return found


def granted_in(note: dict[str, Any]) -> tuple[list[str], list[str]]:
    """(ids of keys, devices that have them); raises TornError."""
    keys, to = _texts(note, "keys", _KEY), _texts(note, "to", DEVICE)
    if len(keys) * len(to) > MOST_GRANTS:
        raise TornError("wrong field: to")
    return keys, to


def erased_in(note: dict[str, Any]) -> list[str]:
    """Ids of the erasures that the writer carried out; raises TornError."""
    return _texts(note, "entries", FILE)


def _seen(said: object) -> Seen:
    if not isinstance(said, list) or len(said) != 2:  # noqa: PLR2004  (prefix and extras)
        raise TornError("wrong field: devices")
    prefix, extras = said
    if not isinstance(extras, list) or not _is_number(prefix) or not all(map(_is_number, extras)):
        raise TornError("wrong field: devices")
    return Seen(prefix, frozenset(extras))


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_NUMBER


def _texts(note: dict[str, Any], name: str, form: re.Pattern[str]) -> list[str]:
    found = note.get(name)
    if not isinstance(found, list) or len(found) > MOST_GRANTS:
        raise TornError(f"wrong field: {name}")
    if not all(_is(form, one) for one in found):
        raise TornError(f"wrong field: {name}")
    return found


def _is(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None
