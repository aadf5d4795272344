"""The keys of the recovery sheet: one secret, from which both are made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.crypto.boxes import PRIVATE_BYTES, BoxKey
from app.crypto.signing import SigningKey

SECRET_BYTES: Final = 32
_SIGN: Final = b"drempel recovery sign 1"
_BOX: Final = b"drempel recovery box 1"
_SIGN_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class RecoveryKeys:
    """Decide who coordinates, and open every key that was ever granted."""

    sign: SigningKey = field(repr=False)
    box: BoxKey = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> RecoveryKeys:
        """Raises ValueError unless `secret` is 32 bytes."""
        if len(secret) != SECRET_BYTES:
            raise ValueError("the secret of a recovery sheet is 32 bytes")
        return cls(
            SigningKey(_derive(secret, _SIGN, _SIGN_BYTES)),
            BoxKey(_derive(secret, _BOX, PRIVATE_BYTES)),
        )


def new_secret() -> bytes:
    """256 random bits; they stand on paper only."""
    return secrets.token_bytes(SECRET_BYTES)


def _derive(secret: bytes, info: bytes, size: int) -> bytes:
    return HKDF(hashes.SHA256(), size, None, info).derive(secret)
