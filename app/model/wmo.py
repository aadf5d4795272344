"""The terms that run from a melding in the sense of the Wmo 2015."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.model.words import Status

OWN_PLAN_DAYS: Final = 7
"""Days in which a resident may hand in a personal plan: Wmo 2015, art. 2.3.2, second paragraph."""
INVESTIGATION_DAYS: Final = 6 * 7
"""Days in which the investigation is done, six weeks: Wmo 2015, art. 2.3.2, first paragraph."""
UNDER_WAY: Final = frozenset({
    Status.REFERRED, Status.ASSIGNED, Status.APPOINTMENT, Status.CONVERSATION, Status.PLAN,
})  # fmt: skip
"""Where a case stands while its terms run; after that what was found is agreed or left."""


@dataclass(frozen=True, slots=True)
class Term:
    """`last` still counts; `days_left` from today to it, negative when it is past."""

    last: date
    days_left: int

    @property
    def past(self) -> bool:
        """Whether the last day has gone by."""
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class Terms:
    """Until when a personal plan may come, and the investigation may take."""

    own_plan: Term
    investigation: Term


def terms(received: date, today: date) -> Terms:
    """Counted in calendar days from the day after `received`.

    A last day in a weekend or on a holiday is not moved on, as the Algemene termijnenwet may do:
    never later than the law. To be checked by the organisation's own lawyer.
    """
    return Terms(_term(received, OWN_PLAN_DAYS, today), _term(received, INVESTIGATION_DAYS, today))


def _term(received: date, days: int, today: date) -> Term:
    last = date.fromordinal(min(received.toordinal() + days, date.max.toordinal()))
    return Term(last, (last - today).days)
