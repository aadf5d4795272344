"""Time and ids."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import ALPHABET, FixedClock, SystemClock, derived_id, encode_id, new_id

ID = re.compile(f"[0-7][{ALPHABET}]{{25}}")
parts = st.lists(st.text(), max_size=4)


def test_that_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
    assert abs(SystemClock().today() - SystemClock().now().date()) <= timedelta(days=1)


def test_that_a_fixed_clock_moves_only_when_told(clock: FixedClock) -> None:
    first = clock.now()
    assert clock.now() == first
    clock.advance(90)
    assert clock.now() == first + timedelta(seconds=90)


def test_that_today_is_the_day_of_the_laptop_and_not_of_utc() -> None:
    amsterdam = timezone(timedelta(hours=1))
    fixed = FixedClock(datetime(2026, 11, 24, 0, 30, tzinfo=amsterdam))
    assert fixed.today() == date(2026, 11, 24)
    assert fixed.now() == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)


def test_that_a_fixed_clock_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        FixedClock(datetime(2026, 11, 23))  # noqa: DTZ001 - that is the point


def test_that_new_ids_never_repeat_and_sort_by_time(clock: FixedClock) -> None:
    ids = []
    for _ in range(200):
        ids.append(new_id(clock))
        clock.advance(0.001)
    assert len(set(ids)) == 200
    assert ids == sorted(ids)
    assert all(ID.fullmatch(made) for made in ids)


def test_that_two_ids_of_one_moment_differ(clock: FixedClock) -> None:
    assert new_id(clock) != new_id(clock)


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_that_ids_sort_as_their_bytes(one: bytes, other: bytes) -> None:
    assert (encode_id(one) < encode_id(other)) == (one < other)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_that_an_id_is_sixteen_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        encode_id(bytes(length))


@given(parts, parts)
def test_that_only_the_same_parts_give_the_same_derived_id(
    one: list[str], other: list[str]
) -> None:
    assert (derived_id(*one) == derived_id(*other)) == (one == other)
    assert ID.fullmatch(derived_id(*one))


def test_that_parts_cut_elsewhere_are_other_parts() -> None:
    assert derived_id("ab", "c") != derived_id("a", "bc")


def test_that_a_derived_id_is_the_same_in_every_release() -> None:
    assert derived_id("plan", "01J00000000000000000000000") == "73AAH50HCPCDCEKX3GF3YEZ0VR"
