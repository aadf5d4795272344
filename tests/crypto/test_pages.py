"""The seal of a page is the one that SQLCipher writes, and stands for that page at that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.crypto.kdf import new_key
from app.crypto.pages import PAGE_BYTES, SALT_BYTES, first_broken, key_of_seals
from app.storage.database import Database

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The key of its seals, and the bytes of a small database of SQLCipher."""
    path: Path = tmp_path_factory.mktemp("pagina") / "kluis"
    key = new_key()
    db = Database(path, key)
    db.run("CREATE TABLE t(w BLOB)")
    for _ in range(20):
        db.run("INSERT INTO t VALUES (randomblob(5000))")
    db.close()
    data = path.read_bytes()
    return key_of_seals(key, data[:SALT_BYTES]), data


def test_that_what_sqlcipher_wrote_is_whole_from_whichever_page_on(
    file: tuple[bytes, bytes],
) -> None:
    key, data = file
    assert first_broken(key, data, 1) is None
    assert first_broken(key, data[3 * PAGE_BYTES :], 4) is None


@pytest.mark.parametrize("place", [20, 4020, 4095, 5 * PAGE_BYTES, 6 * PAGE_BYTES - 1])
def test_that_one_bit_breaks_its_page(file: tuple[bytes, bytes], place: int) -> None:
    key, data = file[0], bytearray(file[1])
    data[place] ^= 1
    assert first_broken(key, bytes(data), 1) == place // PAGE_BYTES + 1


def test_that_half_a_page_a_swapped_one_an_empty_one_and_another_key_are_broken(
    file: tuple[bytes, bytes],
) -> None:
    key, data = file
    pages = [data[at : at + PAGE_BYTES] for at in range(0, len(data), PAGE_BYTES)]
    assert first_broken(key, data[:-1], 1) == len(pages)
    assert first_broken(key, data[: PAGE_BYTES + 10], 1) == 2
    assert first_broken(key, pages[3] + pages[2], 3) == 3
    assert first_broken(key, bytes(PAGE_BYTES), 2) == 2
    assert first_broken(new_key(), data, 1) == 1
