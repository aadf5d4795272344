"""Plain Dutch: dates and counts as people say them, the same on every laptop."""

from __future__ import annotations

from datetime import date

from app.model.days import MONTHS, SHORT_MONTHS, WEEKDAYS


def short(on: date) -> str:
    """`do 12 mrt 2026`."""
    return f"{WEEKDAYS[on.weekday()][:2]} {on.day} {SHORT_MONTHS[on.month - 1]} {on.year}"


def full(on: date) -> str:
    """`donderdag 12 maart`: no year, a resident knows which."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def full_with_year(on: date | None) -> str:
    """`donderdag 12 maart 2026`; empty without a day."""
    return f"{full(on)} {on.year}" if on else ""


def near_home_sentence(near: int, total: int, language: str = "nl") -> str:
    """`3 van 4 acties doen zij zelf, met eigen kring of in de buurt`; empty without actions."""
    if not total:
        return ""
    if language == "en":
        acts = "action is" if total == 1 else "actions are"
        return (
            f"{near} of {total} {acts} done by themselves, their own circle or the neighbourhood."
        )
    acts = "actie doen" if total == 1 else "acties doen"
    return f"{near} van {total} {acts} zij zelf, met eigen kring of in de buurt."
