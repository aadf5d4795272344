"""Days and moments as people say them: `do 12 mrt 2026`, `vandaag`, `over 13 weken`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from app.model.days import day_of
from app.ui.text import tr

_WEEK: Final = 7
_WEEKS_UNTIL: Final = 21
"""From this many days away a distance is told in weeks."""


def _days() -> tuple[str, ...]:
    return (
        tr("maandag"),
        tr("dinsdag"),
        tr("woensdag"),
        tr("donderdag"),
        tr("vrijdag"),
        tr("zaterdag"),
        tr("zondag"),
    )


def _months() -> tuple[str, ...]:
    return (
        tr("januari"),
        tr("februari"),
        tr("maart"),
        tr("april"),
        tr("mei"),
        tr("juni"),
        tr("juli"),
        tr("augustus"),
        tr("september"),
        tr("oktober"),
        tr("november"),
        tr("december"),
    )


def _short_months() -> tuple[str, ...]:
    return tuple(tr("jan feb mrt apr mei jun jul aug sep okt nov dec").split())


def _short_days() -> tuple[str, ...]:
    return tuple(tr("ma di wo do vr za zo").split())


def short_day(day: str, today: date | None = None) -> str:
    """`di 10 mrt`, with the year when it is not this one; what is no day comes back as it is."""
    parsed = day_of(day)
    if parsed is None:
        return day
    month = _short_months()[parsed.month - 1]
    text = f"{_short_days()[parsed.weekday()]} {parsed.day} {month}"
    return text if today and parsed.year == today.year else f"{text} {parsed.year}"


def month_day(day: str) -> str:
    """`10 mrt`; what is no day comes back as it is."""
    parsed = day_of(day)
    return f"{parsed.day} {_short_months()[parsed.month - 1]}" if parsed else day


def long_day(day: date, *, year: bool = False) -> str:
    """`donderdag 12 maart`, with `year` also the year."""
    text = f"{_days()[day.weekday()]} {day.day} {_months()[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def near_day(day: str, today: date) -> str:
    """`vandaag`, `morgen`, `gisteren`, else the short day."""
    parsed = day_of(day)
    if parsed is None:
        return day
    near = {-1: tr("gisteren"), 0: tr("vandaag"), 1: tr("morgen")}
    return near.get((parsed - today).days, short_day(day, today))


def short_weekday(day: str) -> str:
    """`vr`; empty when it is no day."""
    parsed = day_of(day)
    return _short_days()[parsed.weekday()] if parsed else ""


def until(day: str, today: date) -> str:
    """How far away: `over 3 dagen`, `over 13 weken`, `4 dagen geleden`; empty for no day."""
    parsed = day_of(day)
    if parsed is None:
        return ""
    distance = (parsed - today).days
    if distance == 0:
        return tr("vandaag")
    number, many = abs(distance), abs(distance) >= _WEEKS_UNTIL
    if many:
        amount = tr("{number} weken", number=number // _WEEK)
    else:
        amount = tr("1 dag") if number == 1 else tr("{number} dagen", number=number)
    return (
        tr("over {amount}", amount=amount)
        if distance > 0
        else tr("{amount} geleden", amount=amount)
    )


def moment(text: str, today: date) -> str:
    """`vandaag 14:03` or `di 10 mrt 14:03` of `YYYY-MM-DDTHH:MM`."""
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{near_day(text, today)} {parsed:%H:%M}"
