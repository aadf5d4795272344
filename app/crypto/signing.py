"""Signatures of devices: Ed25519."""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_BYTES: Final = 64
PUBLIC_BYTES: Final = 32


class SigningKey:
    """The private half; never shown."""

    __slots__ = ("_key", "private", "public")

    def __init__(self, private: bytes) -> None:
        """Raises ValueError unless `private` is 32 bytes."""
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self.private = private
        self.public = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> SigningKey:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(data)

    def __repr__(self) -> str:
        return "<signing key>"


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """False for anything that is not this key's signature over exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
