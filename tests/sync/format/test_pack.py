"""Packs: what goes in comes out, byte for byte, or nothing does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import pack
from app.sync.names import PackName
from app.sync.signed import MAX_FILE, NewerError, TornError, file_id
from tests.sync.format.keyring import DEVICE, mutations

PARTS = [b"one", b"two and more", b"", b"four"]
WHOLE = pack.write(PARTS)


def name_of(parts: list[bytes]) -> PackName:
    return PackName(DEVICE, 5, 4 + len(parts), pack.hash_of([file_id(one) for one in parts]))


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=9))
def test_that_what_was_packed_comes_out(parts: list[bytes]) -> None:
    assert pack.read(pack.write(parts), name_of(parts)) == parts


@given(mutations(WHOLE) | st.binary(max_size=100))
def test_that_other_bytes_are_torn(data: bytes) -> None:
    with pytest.raises(TornError):
        pack.read(data, name_of(PARTS))


@pytest.mark.parametrize(("first", "last"), [(5, 9), (6, 8), (1, 1)])
def test_that_a_name_says_how_many_it_holds(first: int, last: int) -> None:
    with pytest.raises(TornError):
        pack.read(WHOLE, PackName(DEVICE, first, last, name_of(PARTS).hash))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"DRP1", b"DRP1\0\0\0\0", b"DRP1\xff\xff\xff\xff", b"DRP1\0\0\0\1",
        b"DRP1\0\0\0\1\xff\xff\xff\xff", b"DRP1\0\0\0\1\0\0\0\1", b"DRP0" + WHOLE[4:],
        WHOLE + b"x", b"DRPx" + WHOLE[4:], bytes(MAX_FILE + 1),
    ],
    ids=lambda data: repr(data[:12]),
)  # fmt: skip
def test_that_sizes_and_counts_that_are_not_there_are_torn(data: bytes) -> None:
    with pytest.raises(TornError) as caught:
        pack.read(data, name_of(PARTS))
    assert not isinstance(caught.value, NewerError)


def test_that_a_newer_version_is_told_apart() -> None:
    with pytest.raises(NewerError):
        pack.read(b"DRP2" + WHOLE[4:], name_of(PARTS))
