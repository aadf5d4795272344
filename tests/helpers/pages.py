"""The plain bytes of a vault's file, as somebody with the key and a hex editor sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

if TYPE_CHECKING:
    from pathlib import Path

PAGE: Final = 4096
SALT: Final = 16
IV: Final = 16
MAC: Final = 64
EMPTY: Final = bytes(PAGE)


def plain_pages(path: Path, key: bytes) -> bytes:
    """Every page of the file, free ones and the unused parts of others too."""
    data = path.read_bytes()
    assert len(data) % PAGE == 0
    return b"".join(
        _plain(data[start : start + PAGE], SALT if start == 0 else 0, key)
        for start in range(0, len(data), PAGE)
    )


def _plain(page: bytes, skip: int, key: bytes) -> bytes:
    if page == EMPTY:
        return page
    end = PAGE - IV - MAC
    opened = Cipher(algorithms.AES(key), modes.CBC(page[end : end + IV])).decryptor()
    return opened.update(page[skip:end])
