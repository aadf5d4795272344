"""The key header of a vault: data keys sealed under a passphrase, with how to derive its key.

Written as one JSON object: `format`, `vault`, `kdf`, `salt`, `keys` (each sealed on its own) and
`sum`, a checksum that tells damage from a wrong passphrase.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

from app.crypto.kdf import KEY_BYTES, SALT_BYTES, KdfCost, derive_key, new_salt
from app.crypto.seal import SealBrokenError, seal, unseal

FORMAT: Final = 1
"""Major version of the header; a reader refuses a higher one."""


class HeaderDamagedError(Exception):
    """The bytes are no whole header."""


class HeaderNewerError(Exception):
    """The header was written by a newer major version of the program."""


class WrongPassphraseError(Exception):
    """No sealed key opens with this passphrase."""


@dataclass(frozen=True, slots=True)
class Header:
    """`keys` holds one sealed data key, or two while a re-key is under way (old, new)."""

    vault: str
    cost: KdfCost
    salt: bytes
    keys: tuple[bytes, ...]


def seal_header(vault: str, passphrase: str, keys: tuple[bytes, ...], cost: KdfCost) -> Header:
    """A header under a fresh salt."""
    salt = new_salt()
    lock = derive_key(passphrase, salt, cost)
    bound = _bound(vault, cost, salt)
    return Header(vault, cost, salt, tuple(seal(lock, key, bound) for key in keys))


def open_header(header: Header, passphrase: str) -> tuple[bytes, ...]:
    """The data keys, each 32 bytes; raises WrongPassphraseError."""
    lock = derive_key(passphrase, header.salt, header.cost)
    bound = _bound(header.vault, header.cost, header.salt)
    try:
        return tuple(unseal(lock, sealed, bound) for sealed in header.keys)
    except SealBrokenError as error:
        raise WrongPassphraseError from error


def write_header(header: Header) -> bytes:
    """The bytes of a header file."""
    body = _body(header)
    return _canonical({**body, "sum": _sum(body)}) + b"\n"


def read_header(data: bytes) -> Header:
    """Raises HeaderDamagedError or HeaderNewerError."""
    try:
        body = json.loads(data)
        found = body.pop("sum")
        if found != _sum(body):
            raise HeaderDamagedError
        if body["format"] > FORMAT:
            raise HeaderNewerError
        return _header(body)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise HeaderDamagedError from error


def _header(body: dict[str, Any]) -> Header:
    kdf = body["kdf"]
    salt = _bytes(body["salt"])
    keys = tuple(_bytes(text) for text in body["keys"])
    if kdf["name"] != "argon2id" or len(salt) != SALT_BYTES or not keys:
        raise HeaderDamagedError
    if any(len(key) <= KEY_BYTES for key in keys):
        raise HeaderDamagedError
    cost = KdfCost(kdf["memory_kib"], kdf["iterations"], kdf["lanes"])
    return Header(str(body["vault"]), cost, salt, keys)


def _body(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kdf": _kdf(header.cost),
        "keys": [_text(key) for key in header.keys],
        "salt": _text(header.salt),
        "vault": header.vault,
    }


def _kdf(cost: KdfCost) -> dict[str, Any]:
    return {
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "memory_kib": cost.memory_kib,
        "name": "argon2id",
    }


def _bound(vault: str, cost: KdfCost, salt: bytes) -> bytes:
    return _canonical({"format": FORMAT, "kdf": _kdf(cost), "salt": _text(salt), "vault": vault})


def _sum(body: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise HeaderDamagedError from error
