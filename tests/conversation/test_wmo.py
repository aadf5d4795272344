"""The terms of the Wmo 2015, art. 2.3.2: seven days, six weeks, in days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import wmo


@pytest.mark.parametrize(
    ("received", "own_plan", "investigation"),
    [
        (date(2026, 11, 23), date(2026, 11, 30), date(2027, 1, 4)),
        (date(2026, 2, 25), date(2026, 3, 4), date(2026, 4, 8)),
        (date(2028, 2, 25), date(2028, 3, 3), date(2028, 4, 7)),
        (date(2028, 2, 29), date(2028, 3, 7), date(2028, 4, 11)),
        (date(2025, 12, 31), date(2026, 1, 7), date(2026, 2, 11)),
    ],
)
def test_that_terms_run_over_months_years_and_leap_days(
    received: date, own_plan: date, investigation: date
) -> None:
    found = wmo.terms(received, received)
    assert (found.own_plan.last, found.investigation.last) == (own_plan, investigation)
    assert (found.own_plan.days_left, found.investigation.days_left) == (7, 42)


def test_that_the_last_day_itself_is_not_past() -> None:
    received = date(2026, 3, 12)
    on_the_day = wmo.terms(received, date(2026, 3, 19)).own_plan
    assert (on_the_day.days_left, on_the_day.past) == (0, False)
    after = wmo.terms(received, date(2026, 3, 20)).own_plan
    assert (after.days_left, after.past) == (-1, True)


@given(st.dates(), st.dates())
def test_that_any_day_has_terms_on_its_own_weekday(received: date, today: date) -> None:
    found = wmo.terms(received, today)
    assert found.own_plan.last <= found.investigation.last
    for term in (found.own_plan, found.investigation):
        assert today + timedelta(days=term.days_left) == term.last
        assert term.last.weekday() == received.weekday() or term.last == date.max
