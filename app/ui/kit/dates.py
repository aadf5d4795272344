"""Dates and times as people write them, in Dutch or English, to and from."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, time, timedelta
from typing import Final

from app.model.days import MONTHS, SHORT_MONTHS, WEEKDAYS
from app.ui.dates import long_day, short_day

PAST_DAYS: Final = 60
"""A date without a year lies at most so many days back; further back it means next year."""

_NEAR: Final = {
    "gisteren": -1, "vandaag": 0, "nu": 0, "morgen": 1, "overmorgen": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_ENGLISH_DAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_ENGLISH_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_STEP: Final = re.compile(
    r"([+-])\s*(\d{1,3})\s*(d|dag|dagen|w|wk|week|weken|m|mnd|maand|maanden)?"
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")
_WORDS: Final = re.compile(r"(\d{1,2})[- .]?([a-z]{3,9})\.?(?:[- ](\d{4}|\d{2}))?")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.u ]?(\d{2}))?\s*(?:uur|u)?")
_WEEKDAY_LETTERS: Final = 2
_MONTH_LETTERS: Final = 3
_TWO_DIGITS: Final = 100
_AHEAD: Final = 20


def short_date(day: date) -> str:
    """`do 12 mrt 2026`, in the language of the screens."""
    return short_day(day.isoformat())


def full_date(day: date) -> str:
    """`donderdag 12 maart 2026`, in the language of the screens."""
    return long_day(day, year=True)


def parse_date(text: str, today: date) -> date | None:
    """The day that a person means, or None when no day can be made of it.

    Knows `12 mrt`, `12-3`, `12-3-26`, `2026-03-12`, `vr` (the next one after today), `+2w`,
    `+3d`, `+1m`, `morgen`, and its own `do 12 mrt 2026`; names in Dutch or English.
    """
    words = " ".join(text.casefold().split())
    if words in _NEAR:
        return _shift(today, _NEAR[words])
    step = _STEP.fullmatch(words)
    if step:
        return _stepped(today, step)
    name, _, rest = words.partition(" ")
    number = _weekday(name)
    if number is not None and not rest:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return _calendar_date(rest if number is not None else words, today)


def parse_time(text: str) -> time | None:
    """`15.30`, `15:30`, `1530`, `15u30`, `9 uur`; None for what is no time of day."""
    words = text.strip().casefold()
    match = _CLOCK.fullmatch(words)
    if not match and words.isdigit() and len(words) == _MONTH_LETTERS:
        match = _CLOCK.fullmatch(f"0{words}")
    if not match:
        return None
    try:
        return time(int(match[1]), int(match[2] or 0))
    except ValueError:
        return None


def _weekday(word: str) -> int | None:
    word = word.rstrip(".,")
    if len(word) < _WEEKDAY_LETTERS:
        return None
    both = (*enumerate(WEEKDAYS), *enumerate(_ENGLISH_DAYS))
    return next((i for i, day in both if day.startswith(word)), None)


def _month(word: str) -> int | None:
    if word in SHORT_MONTHS:
        return SHORT_MONTHS.index(word) + 1
    if len(word) < _MONTH_LETTERS:
        return None
    both = (*enumerate(MONTHS, start=1), *enumerate(_ENGLISH_MONTHS, start=1))
    return next((number for number, name in both if name.startswith(word)), None)


def _stepped(today: date, step: re.Match[str]) -> date | None:
    count = int(step[2]) * (-1 if step[1] == "-" else 1)
    unit = (step[3] or "d")[0]
    if unit != "m":
        return _shift(today, count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    return _made(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _calendar_date(words: str, today: date) -> date | None:
    iso = _ISO.fullmatch(words)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _NUMBERS.fullmatch(words)
    month: int | None = None
    if found:
        month = int(found[2])
    else:
        found = _WORDS.fullmatch(words)
        month = _month(found[2]) if found else None
    if not found or month is None:
        return None
    if found[3]:
        return _made(_century(int(found[3]), today), month, int(found[1]))
    return _without_year(month, int(found[1]), today)


def _without_year(month: int, day: int, today: date) -> date | None:
    floor = today - timedelta(days=PAST_DAYS)
    years = range(floor.year, floor.year + 9)
    made = (_made(year, month, day) for year in years)
    return next((d for d in made if d is not None and d >= floor), None)


def _century(year: int, today: date) -> int:
    if year >= _TWO_DIGITS:
        return year
    this = today.year - today.year % _TWO_DIGITS
    return this + year if year <= today.year % _TWO_DIGITS + _AHEAD else this - _TWO_DIGITS + year


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
