"""Boxes for one receiver: HPKE (RFC 9180) with ML-KEM-768 + X25519, HKDF-SHA256, AES-256-GCM."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from app.crypto.seal import SealBrokenError

_ML_KEM_SEED: Final = 64
_ML_KEM_PUBLIC: Final = 1184
_X25519: Final = 32
PRIVATE_BYTES: Final = _ML_KEM_SEED + _X25519
PUBLIC_BYTES: Final = _ML_KEM_PUBLIC + _X25519
_SUITE: Final = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class BoxKey:
    """The private half: 64 bytes of ML-KEM-768 seed, 32 of X25519; never shown."""

    __slots__ = ("_key", "private", "public")

    def __init__(self, private: bytes) -> None:
        """Raises ValueError unless `private` is 96 bytes."""
        if len(private) != PRIVATE_BYTES:
            raise ValueError("a private box key is 96 bytes")
        quantum = MLKEM768PrivateKey.from_seed_bytes(private[:_ML_KEM_SEED])
        curve = X25519PrivateKey.from_private_bytes(private[_ML_KEM_SEED:])
        self._key = MLKEM768X25519PrivateKey(quantum, curve)
        self.private = private
        self.public = (
            quantum.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        )

    @classmethod
    def generate(cls) -> BoxKey:
        quantum = MLKEM768PrivateKey.generate().private_bytes_raw()
        return cls(quantum + X25519PrivateKey.generate().private_bytes_raw())

    def open(self, box: bytes, info: bytes) -> bytes:
        """What was sealed for this key with this `info`; raises SealBrokenError."""
        try:
            return _SUITE.decrypt(box, self._key, info=info)
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error

    def __repr__(self) -> str:
        return "<box key>"


def seal_box(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Only the holder of the private half can open it; raises ValueError for a key that is none."""
    if len(public) != PUBLIC_BYTES:
        raise ValueError("a public box key is 1216 bytes")
    quantum = MLKEM768PublicKey.from_public_bytes(public[:_ML_KEM_PUBLIC])
    curve = X25519PublicKey.from_public_bytes(public[_ML_KEM_PUBLIC:])
    return _SUITE.encrypt(plaintext, MLKEM768X25519PublicKey(quantum, curve), info=info)
