"""From a passphrase to a key, slowly on purpose (Argon2id)."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
MAX_MEMORY_KIB: Final = 1 << 22
"""A header may ask for at most 4 GiB: a planted one must not bring the laptop down."""
MAX_ITERATIONS: Final = 64
MAX_LANES: Final = 16
MIN_MEMORY_KIB: Final = 8
"""The least that Argon2 allows for each lane."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int = 128 * 1024
    iterations: int = 4
    lanes: int = 2

    def __post_init__(self) -> None:
        """Refuse costs that Argon2 or a laptop cannot carry (ValueError)."""
        sound = (
            1 <= self.lanes <= MAX_LANES
            and MIN_MEMORY_KIB * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
            and 1 <= self.iterations <= MAX_ITERATIONS
        )
        if not sound:
            raise ValueError("Argon2id cost out of bounds")


DEFAULT_COST: Final = KdfCost()
"""About half a second on a two-core laptop, twice the memory that OWASP asks at the least."""


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def new_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def derive_key(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """32 bytes; the same passphrase typed on another keyboard (NFC or NFD) gives the same key."""
    words = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return argon.derive(words)
