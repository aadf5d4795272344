"""Names of files: exactly ours, or somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import names
from app.sync.names import PackName, SegmentName
from tests.sync.format.keyring import devices, ids

SEGMENT = str(SegmentName("01J00000000000000000000D01", 7, "a" * 40))
PACK = str(PackName("01J00000000000000000000D01", 1, 8, "b" * 40))
ENTRY = f"000007-{'c' * 40}.entry"


@given(devices, st.integers(1, 99_999_999), st.integers(0, 9), ids)
def test_that_a_name_says_what_it_said(device: str, first: int, more: int, id_: str) -> None:
    one = SegmentName(device, first, id_)
    many = PackName(device, first, min(first + more, 99_999_999), id_)
    assert names.log_name(str(one)) == one
    assert names.log_name(str(many)) == many


@given(st.text(max_size=90) | st.from_regex(r"[0-9a-z]{26}-[0-9]{8}-[0-9a-f]{40}\.(seg|pack)\n?"))
def test_that_a_name_that_is_ours_is_spelled_in_one_way(name: str) -> None:
    found = names.log_name(name)
    assert found is None or str(found) == name


@pytest.mark.parametrize("name", [SEGMENT, PACK])
@pytest.mark.parametrize(
    "other",
    ["{} (1)", "{}\n", " {}", "{}.tmp", "./{}", "{}.sync-conflict-20260302-090000-ABC", "x{}", ""],
)
def test_that_a_name_with_anything_beside_it_is_not_ours(name: str, other: str) -> None:
    assert names.log_name(other.format(name)) is None
    assert names.log_name(name.upper()) is None
    assert names.log_name(name.replace("7", "٧").replace("8", "٨")) is None


def test_that_a_pack_does_not_end_before_it_begins() -> None:
    assert names.log_name(PACK.replace("-00000008-", "-00000000-")) is None


def test_that_names_in_the_other_folders_hold_their_id() -> None:
    assert (names.member_id(ENTRY), names.entry_number(ENTRY)) == ("c" * 40, 7)
    assert names.entry_number(f"{'d' * 40}.request") is None
    assert names.entry_number("x") is None
    for kind in ("request", "successor", "proposal"):
        assert names.member_id(f"{'d' * 40}.{kind}") == "d" * 40
    for name in (f"{'d' * 40}.entry", f"00007-{'c' * 40}.entry", ENTRY + "\n", "", ".entry"):
        assert names.member_id(name) is None
    assert names.marker_id(names.marker_name("e" * 32)) == "e" * 32
    assert names.marker_id("share-E.json") is None
    assert names.is_blob("f" * 40)
    assert not names.is_blob("f" * 40 + "\n")
