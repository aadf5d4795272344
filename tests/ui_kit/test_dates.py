"""Dates and times as people write them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.kit import full_date, parse_date, parse_time, short_date
from app.ui.text import set_language

TODAY = date(2026, 3, 12)  # a Thursday


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12 mrt", date(2026, 3, 12)),
        ("12 maart 2027", date(2027, 3, 12)),
        ("12-3", date(2026, 3, 12)),
        ("1/6", date(2026, 6, 1)),
        ("3-1", date(2027, 1, 3)),
        ("20 feb", date(2026, 2, 20)),
        ("3-8-54", date(1954, 8, 3)),
        ("2026-04-09", date(2026, 4, 9)),
        ("vr", date(2026, 3, 13)),
        ("do", date(2026, 3, 19)),
        ("maandag", date(2026, 3, 16)),
        ("+2w", date(2026, 3, 26)),
        ("+3d", date(2026, 3, 15)),
        ("+1m", date(2026, 4, 12)),
        ("Morgen", date(2026, 3, 13)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_that_a_date_is_understood(written: str, meant: date) -> None:
    assert parse_date(written, TODAY) == meant


@pytest.mark.parametrize("written", ["", "x", "32-1", "12 foo", "31-2-2026", "+", "v", "13-13"])
def test_that_what_is_no_date_is_none(written: str) -> None:
    assert parse_date(written, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_that_what_the_field_writes_it_reads_back(day: date) -> None:
    assert parse_date(full_date(day), TODAY) == day
    assert parse_date(short_date(day), TODAY) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_that_an_english_screen_writes_english_dates_and_reads_them_back(day: date) -> None:
    set_language("en")
    assert full_date(date(2026, 3, 26)) == "Thursday 26 March 2026"
    assert parse_date(full_date(day), TODAY) == day
    assert parse_date(short_date(day), TODAY) == day


@pytest.mark.parametrize(
    ("english", "dutch"),
    [("Fr", "vr"), ("12 Oct", "12 okt"), ("3 may", "3 mei"), ("tomorrow", "morgen")],
)
def test_that_days_and_months_may_be_named_in_english(english: str, dutch: str) -> None:
    assert parse_date(english, TODAY) == parse_date(dutch, TODAY) is not None


@given(st.text(max_size=20))
def test_that_no_text_breaks_the_reader(text: str) -> None:
    parse_date(text, TODAY)
    parse_time(text)


@given(st.integers(-60, 300))
def test_that_a_date_without_a_year_lies_near(days: int) -> None:
    day = TODAY + timedelta(days=days)
    assert parse_date(f"{day.day}-{day.month}", TODAY) == day


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15.30", time(15, 30)),
        ("15:30", time(15, 30)),
        ("1530", time(15, 30)),
        ("930", time(9, 30)),
        ("9 uur", time(9)),
        ("15u30", time(15, 30)),
        ("25.00", None),
        ("straks", None),
    ],
)
def test_that_a_time_is_understood(written: str, meant: time | None) -> None:
    assert parse_time(written) == meant
