"""Days as they are stored, and the Dutch names of days and months, in one place."""

from __future__ import annotations

from datetime import date
from typing import Final

WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS: Final = (
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)  # fmt: skip


def day_of(text: str) -> date | None:
    """The calendar day of a stored day or moment; None when there is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
