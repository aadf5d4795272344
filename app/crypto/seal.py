"""Sealing small secrets: AES-256-GCM under a random nonce, bound to what stands beside it."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES: Final = 12


class SealBrokenError(Exception):
    """The key is another one, or the sealed bytes or what they are bound to were changed."""


def key_for(purpose: bytes, key: bytes) -> bytes:
    """A key of its own for one purpose; it tells nothing of the key that it comes from."""
    return HKDF(hashes.SHA256(), len(key), None, purpose).derive(key)


def seal(key: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """Nonce and AES-256-GCM box; opens only with the same key and the same `bound_to`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Raises SealBrokenError; never returns part of a secret."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError from error
