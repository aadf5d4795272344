"""Dates and outcomes as people say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.words import Resort, Worked
from app.ui.dates import month_day, short_day
from app.ui.text import tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.visits import PersonLine
    from app.ui.kit.labels import Ink


def called(person: PersonLine) -> str:
    """What a person is called at the table."""
    return person.called or tr("Zonder naam")


def named(person: PersonLine) -> str:
    """The same in full."""
    return person.name or called(person)


def stored(day: date | None) -> str:
    """A date as it is stored; empty for none."""
    return day.isoformat() if day else ""


def day_words(day: str, *, weekday: bool = False) -> str:
    """`2026-02-26` as `26 feb`, or with the weekday `do 26 feb 2026`; unknown stays as it is."""
    return short_day(day) if weekday else month_day(day)


def worked_words(worked: str | None) -> str:
    """Whether what was agreed helped, in one word."""
    words = {
        Worked.YES: tr("gelukt"),
        Worked.PARTLY: tr("deels gelukt"),
        Worked.NO: tr("niet gelukt"),
    }
    return words[Worked(worked)] if worked else ""


def worked_ink(worked: str | None) -> Ink:
    """The colour that goes with it, never without the word."""
    return "good" if worked == Worked.YES else "care" if worked == Worked.NO else "ink2"


def undone_words(kind: str) -> str:
    """What was taken back, as a person calls it."""
    return {
        "visit_area": tr("hoe het ervoor staat"),
        "domain_note": tr("je notitie"),
        "closed_note": tr("je gesloten notitie"),
        "goal": tr("een doel"),
        "action": tr("een afspraak"),
        "visit": tr("de gegevens van dit bezoek"),
        "household": tr("tot wanneer we helpen"),
        "plan": tr("het plan"),
        "visit_summary": tr("het papier"),
        "summary_line": tr("een stukje van het papier"),
        "assessment_score": tr("een score"),
        "own_figure": tr("een eigen cijfer"),
        "person": tr("de gegevens van een bewoner"),
    }.get(kind, tr("de laatste wijziging"))


def resort_choices() -> list[tuple[str, str]]:
    """Who does it, nearest first; ids as stored."""
    names = (
        tr("Zelf"),
        tr("Eigen kring"),
        tr("Vrijwilliger"),
        tr("In de buurt"),
        tr("Wijkteam"),
        tr("Eerste lijn"),
        tr("Tweede lijn"),
    )
    return [(resort.value, name) for resort, name in zip(Resort, names, strict=True)]
