"""Sentences about a difference: who, when, on which laptop, what about, and what to press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeGuard

from app.model.assessment import AGREED
from app.model.base import TEAM_SPACE
from app.model.days import day_of
from app.services.text import first_name
from app.ui.dates import long_day, moment, short_day
from app.ui.differences.labels import field_label
from app.ui.differences.sentences import free_words, tell
from app.ui.kinds import kind_label
from app.ui.text import joined, listed, tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.services.difference_trails import Writer
    from app.services.differences import OpenDifference, Side

LONGEST_CHOICE: Final = 24
"""Letters of a value that still fit in a button."""
DAY: Final = 10
"""Letters of a stored day."""


def heading(one: OpenDifference) -> str:
    """`Hulp stopt`, or what happened to something that was taken away."""
    if not one.deleted:
        return field_label(one.kind, one.field)
    away = people(writer for side in one.sides for writer in side.writers)
    after = people(told.writer for told in one.later)
    if not after and one.stays:
        return tr("{name} verwijderde dit, maar het blijft", name=away)
    if not after:
        return tr("{name} verwijderde dit, een ander haalde het terug", name=away)
    return tr("{name} verwijderde dit, {other} schreef daarna nog iets", name=away, other=after)


def about(one: OpenDifference, today: date) -> str:
    """`Notitie · Geld, over Mehmet · gesprek van do 26 feb`."""
    told = one.subject
    kind = kind_label(one.kind)
    if kind == heading(one) or (one.kind == "household" and not one.deleted):
        kind = ""
    area = told.area
    person = tr("over {name}", name=told.person) if told.person != told.title else ""
    day = day_phrase(one, today)
    what = ", ".join(part for part in (area, told.title, person if told.person else "") if part)
    return joined(kind, what, _by(one), day)


def day_phrase(one: OpenDifference, today: date) -> str:
    """`gesprek van do 26 feb`; empty for what has no day."""
    if not day_of(one.subject.on):
        return ""
    day = short_day(one.subject.on, today)
    visit = {"domain_note", "visit_area", "closed_note", "visit_summary", "summary_line"}
    return tr("gesprek van {day}", day=day) if one.kind in visit else day


def _by(one: OpenDifference) -> str:
    """Who scored or wrote it; empty where nobody in particular did."""
    name = one.subject.by
    if name == AGREED:
        return tr("jullie samen")
    scored = one.kind == "assessment_score"
    said = tr("ingevuld door {name}") if scored else tr("geschreven door {name}")
    return said.format(name=name) if name else ""


def people(writers: Iterable[Writer]) -> str:
    """`Sanne en Fenna`; each once."""
    return listed(dict.fromkeys(called(writer) for writer in writers))


def called(writer: Writer) -> str:
    """First name; a laptop that nobody vouches for is nobody."""
    return first_name(writer.name) or tr("iemand")


def signed(writer: Writer, today: date) -> str:
    """`Fenna Łukasz · eigen laptop · vandaag 14:03`."""
    name = writer.name or tr("Iemand die deze laptop niet kent")
    return " · ".join((name, laptop(writer), moment(writer.when, today)))


def laptop(writer: Writer) -> str:
    """Which laptop it was written on."""
    if writer.here:
        return tr("deze laptop")
    if writer.laptop:
        return tr("eigen laptop {number}", number=writer.laptop)
    return tr("eigen laptop") if writer.name else tr("onbekende laptop")


def take_words(one: OpenDifference, number: int) -> str:
    """What the button of a side says: its value when that is short, else whose it is."""
    choices = [_choice(one, side) for side in one.sides]
    if choices[number] and choices.count(choices[number]) == 1:
        return tr("Neem {value}", value=choices[number])
    writers = [people(side.writers) for side in one.sides]
    if writers.count(writers[number]) == 1:
        return tr("Neem die van {name}", name=writers[number])
    return tr("Neem nummer {number}", number=number + 1)


def take_name(one: OpenDifference, number: int) -> str:
    """The same for a screen reader: which value, of whom."""
    side = one.sides[number]
    told = tell(one, side.value).whole()
    return tr("Neem {value}, van {name}", value=told, name=people(side.writers))


def before_words(one: OpenDifference, today: date) -> str:
    """What it was before people began to differ."""
    if one.before is None:
        return tr("Hier stond nog niets.")
    value = tell(one, one.before.value).whole()
    return tr("{meta} {value}", meta=before_meta(one, today), value=value)


def before_meta(one: OpenDifference, today: date) -> str:
    """`Eerst, van Sanne (do 26 feb 10:00):`."""
    if one.before is None:
        return ""
    writer = one.before.writer
    return tr("Eerst, van {name} ({moment}):", name=called(writer),
              moment=moment(writer.when, today))  # fmt: skip


def agenda_title(one: OpenDifference) -> str:
    """The point on the team's agenda: of a dossier it says no more than that there is one."""
    if one.space != TEAM_SPACE:
        return tr("Verschil in het dossier samen bekijken")
    what = kind_label(one.kind) if one.deleted else field_label(one.kind, one.field)
    return tr("Verschil: {what}", what=what.lower())


def agenda_words(day: str, today: date) -> str:
    """Where it will be talked about."""
    if not day:
        return tr("Staat op de agenda van het volgende overleg")
    return tr("Staat op de agenda van {day}", day=short_day(day, today))


def is_day(stored: object) -> TypeGuard[str]:
    """Whether a stored value is a day, `YYYY-MM-DD`."""
    return isinstance(stored, str) and len(stored) == DAY and day_of(stored) is not None


def _choice(one: OpenDifference, side: Side) -> str:
    """`12 juni`, `ja`, `De Linde`; empty where a few letters do not say it."""
    stored = side.value.get("on") if isinstance(side.value, dict) else side.value
    day = day_of(stored) if is_day(stored) else None
    if day is not None:
        return long_day(day).split(" ", 1)[1]
    if isinstance(side.value, dict) and side.value.get("level"):
        return str(side.value["level"])
    told = tell(one, side.value)
    if told.words and free_words(one.kind, one.field) == "text":
        return ""
    return told.main if len(told.main) <= LONGEST_CHOICE else ""
