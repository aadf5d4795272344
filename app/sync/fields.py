"""Reading the bodies of signed files that anyone may have written."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Final

from app.sync.signed import TornError

DEVICE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
MEMBER: Final = re.compile(r"[0-9A-Za-z:_.-]{1,64}")
FILE: Final = re.compile(r"[0-9a-f]{40}")
WORD: Final = re.compile(r"[a-z_]{1,40}")
SPACE: Final = re.compile(r"[0-9A-Za-z:_.-]{1,80}")
SIGN_BYTES: Final = 32
BOX_BYTES: Final = 1216
NONCE_BYTES: Final = 32
MAX_NUMBER: Final = 999_999
"""Highest number of an entry: six digits in its name."""


class Fields:
    """The fields of one body; each question raises TornError for what is not of its form."""

    __slots__ = ("_body",)

    def __init__(self, body: dict[str, Any]) -> None:
        self._body = body

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._body.get(name) is not None

    def text(self, name: str, form: re.Pattern[str]) -> str:
        return _text(self._body.get(name), form, name)

    def maybe(self, name: str, form: re.Pattern[str]) -> str | None:
        """None for a field that is null or not there."""
        return self.text(name, form) if self.has(name) else None

    def raw(self, name: str, size: int) -> bytes:
        """Exactly `size` bytes, written as base64 in the one way that there is."""
        value = self._body.get(name)
        try:
            data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
        except (binascii.Error, ValueError):
            data = b""
        if len(data) != size or spelled(data) != value:
            raise TornError(f"wrong field: {name}")
        return data

    def number(self, name: str, most: int = MAX_NUMBER) -> int:
        value = self._body.get(name)
        if type(value) is not int or not 0 <= value <= most:
            raise TornError(f"wrong field: {name}")
        return value

    def texts(self, name: str, form: re.Pattern[str]) -> tuple[str, ...]:
        return tuple(_text(one, form, name) for one in self.list(name))

    def list(self, name: str) -> list[Any]:
        value = self._body.get(name)
        if not isinstance(value, list):
            raise TornError(f"wrong field: {name}")
        return value

    def object(self, name: str) -> dict[str, Any]:
        value = self._body.get(name)
        if not isinstance(value, dict):
            raise TornError(f"wrong field: {name}")
        return value

    def cut(self, name: str) -> dict[str, frozenset[str]]:
        """{device: segment ids}."""
        found = {}
        for device, ids in self.object(name).items():
            if not isinstance(ids, list):
                raise TornError(f"wrong field: {name}")
            named = frozenset(_text(one, FILE, name) for one in ids)
            found[_text(device, DEVICE, name)] = named
        return found


def spelled(data: bytes) -> str:
    """Bytes as they stand in a body."""
    return base64.b64encode(data).decode()


def _text(value: object, form: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise TornError(f"wrong field: {name}")
    return value
