"""The signed file: magic, body, payload, signature (docs/sharing-format.md, section 1)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from app.crypto.signing import SIGNATURE_BYTES, SigningKey, verify

ID_DIGITS: Final = 40
MAX_BODY: Final = 4 * 1024 * 1024
"""Largest body, in bytes."""
MAX_FILE: Final = 80 * 1024 * 1024
"""Largest file of the share, in bytes."""
_MAGIC: Final = 4
_SIZE: Final = 4
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


class TornError(ValueError):
    """The bytes are no whole file of this type; `reason` never holds people's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NewerError(TornError):
    """A newer major version wrote this."""


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file of sound shape. Nothing in it counts before `signed_by` says so."""

    magic: bytes
    id: str
    body: dict[str, Any] = field(repr=False)
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    """What the signature is over."""

    def signed_by(self, public: bytes) -> bool:
        return verify(public, self.signature, self.signed)

    def parts(self, sizes: list[int]) -> list[bytes]:
        """The payload cut into parts that fill it exactly; raises TornError."""
        if any(size < 0 for size in sizes) or sum(sizes) != len(self.payload):
            raise TornError("the parts do not fill the file")
        found, start = [], 0
        for size in sizes:
            found.append(self.payload[start : start + size])
            start += size
        return found


def canonical(value: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    """The one spelling of a JSON value."""
    return _ENCODER.encode(value).encode()


def file_id(data: bytes) -> str:
    """What stands in the name of the file."""
    return hashlib.sha256(data).hexdigest()[:ID_DIGITS]


@lru_cache(maxsize=4096)
def mark(public: bytes) -> str:
    """By which a public key is known again: 128 bits of its hash, hexadecimal."""
    return hashlib.sha256(public).digest()[:16].hex()


def write(magic: bytes, body: dict[str, Any], payload: bytes, key: SigningKey) -> bytes:
    """The bytes of a file of this type."""
    text = canonical(body)
    if len(text) > MAX_BODY:
        raise ValueError("body too large")
    unsigned = magic + len(text).to_bytes(_SIZE, "big") + text + payload
    return unsigned + key.sign(_digest(magic, unsigned))


def read(magic: bytes, data: bytes) -> SignedFile:
    """Raises TornError or NewerError, whatever the bytes are."""
    if len(data) > MAX_FILE:
        raise TornError("too large")
    if data[: _MAGIC - 1] != magic[:-1] or len(data) < _MAGIC + _SIZE + SIGNATURE_BYTES:
        raise TornError("not a file of this kind, or not whole")
    if data[_MAGIC - 1 : _MAGIC] != magic[-1:]:
        newer = data[_MAGIC - 1 : _MAGIC].isdigit() and data[_MAGIC - 1] > magic[-1]
        raise NewerError("newer version") if newer else TornError("unknown version")
    size = int.from_bytes(data[_MAGIC : _MAGIC + _SIZE], "big")
    start, end = _MAGIC + _SIZE + size, len(data) - SIGNATURE_BYTES
    if size > MAX_BODY or start > end:
        raise TornError("not whole")
    body = _body(data[_MAGIC + _SIZE : start])
    unsigned = data[:end]
    return SignedFile(
        magic, file_id(data), body, data[start:end], data[end:], _digest(magic, unsigned)
    )


def _body(text: bytes) -> dict[str, Any]:
    try:
        body = json.loads(text)
        sound = isinstance(body, dict) and canonical(body) == text
    except (ValueError, RecursionError) as error:
        raise TornError("body is no JSON") from error
    if not sound:
        raise TornError("body is not spelled canonically")
    return dict(body)


def _digest(magic: bytes, unsigned: bytes) -> bytes:
    return b"drempel " + magic + hashlib.sha256(unsigned).digest()
