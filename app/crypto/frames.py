"""Frames and blobs: AES-256-GCM under a key of their own, from a long-lived key and a random salt.

Because every salt is random and every derived key is used once, a copied laptop repeats no nonce.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.crypto.seal import SealBrokenError

SALT_BYTES: Final = 32
TAG_BYTES: Final = 16
OVERHEAD: Final = SALT_BYTES + TAG_BYTES
"""Bytes that sealing adds."""
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
FRAME: Final = b"drempel frame 1"
BLOB: Final = b"drempel blob 1"
_KEY_ID: Final = b"drempel space key 1"
_ID_BYTES: Final = 16


def seal_frame(
    key: bytes, plaintext: bytes, bound_to: bytes, purpose: bytes = FRAME, salt: bytes | None = None
) -> bytes:
    """Salt and box; opens only with the same key, `bound_to` and `purpose`.

    `salt` is for test vectors; otherwise 32 random bytes.
    """
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    once, nonce = _derive(key, salt, purpose)
    return salt + AESGCM(once).encrypt(nonce, plaintext, bound_to)


def open_frame(key: bytes, sealed: bytes, bound_to: bytes, purpose: bytes = FRAME) -> bytes:
    """Raises SealBrokenError; never returns part of what was sealed."""
    if len(sealed) < OVERHEAD:
        raise SealBrokenError
    once, nonce = _derive(key, sealed[:SALT_BYTES], purpose)
    try:
        return AESGCM(once).decrypt(nonce, sealed[SALT_BYTES:], bound_to)
    except InvalidTag as error:
        raise SealBrokenError from error


def key_id(key: bytes, space: str) -> str:
    """32 hexadecimal digits; another key, or the same for another space, has another id."""
    return hashlib.sha256(_KEY_ID + key + space.encode()).digest()[:_ID_BYTES].hex()


def _derive(key: bytes, salt: bytes, purpose: bytes) -> tuple[bytes, bytes]:
    made = HKDF(hashes.SHA256(), _KEY_BYTES + _NONCE_BYTES, salt, purpose).derive(key)
    return made[:_KEY_BYTES], made[_KEY_BYTES:]
