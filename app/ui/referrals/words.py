"""Words for what a melding holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.days import day_of
from app.model.words import Source, Status
from app.ui.dates import long_day
from app.ui.text import tr

if TYPE_CHECKING:
    from app.model.wmo import Term, Terms

NEAR_DAYS: Final = 183
"""A day this near is known without its year."""


def sources() -> list[tuple[str, str]]:
    """Who may bring a melding: stored id and label."""
    return [
        (Source.RESIDENT.value, tr("Bewoner")),
        (Source.FAMILY.value, tr("Familie")),
        (Source.NEIGHBOUR.value, tr("Buur")),
        (Source.GP.value, tr("Huisarts")),
        (Source.HOUSING.value, tr("Woningcorporatie")),
        (Source.SCHOOL.value, tr("School")),
        (Source.POLICE.value, tr("Politie of wijkagent")),
        (Source.DESK.value, tr("Wmo-loket")),
        (Source.VOLUNTEERS.value, tr("Vrijwilligerspunt")),
        (Source.HOTLINE.value, tr("Meldpunt")),
        (Source.OWN_EYES.value, tr("Zelf gezien")),
    ]


def status_word(status: str) -> str:
    """Where a household or melding stands, as a person says it."""
    words = {
        Status.REFERRED: tr("nieuw"),
        Status.ASSIGNED: tr("toegewezen"),
        Status.APPOINTMENT: tr("afspraak gemaakt"),
        Status.CONVERSATION: tr("in gesprek"),
        Status.PLAN: tr("plan maken"),
        Status.RUNNING: tr("in uitvoering"),
        Status.CLOSED: tr("afgesloten"),
        Status.AFTERCARE: tr("nazorg"),
        Status.REOPENED: tr("heropend"),
        Status.NOT_TAKEN: tr("niet opgepakt"),
    }
    return words.get(Status(status), status) if status in set(Status) else status


def own_plan_words(terms: Terms) -> str:
    """Until when the resident may hand in a personal plan; past it, until when that was."""
    day = _day(terms.own_plan)
    if terms.own_plan.past:
        return tr("Persoonlijk plan was tot en met {day}", day=day)
    return tr("Persoonlijk plan tot en met {day}", day=day)


def investigation_words(terms: Terms) -> str:
    """Until when the investigation may take; past it, until when that was."""
    day = _day(terms.investigation)
    if terms.investigation.past:
        return tr("Onderzoek was tot en met {day}", day=day)
    return tr("Onderzoek tot en met {day}", day=day)


def confirmed_words(day: str) -> str:
    """When the receipt was confirmed; that it was not, for no day."""
    known = day_of(day)
    if known is None:
        return tr("De ontvangst is nog niet bevestigd.")
    return tr("Ontvangst bevestigd op {day}", day=long_day(known, year=True))


def _day(term: Term) -> str:
    return long_day(term.last, year=abs(term.days_left) > NEAR_DAYS)
