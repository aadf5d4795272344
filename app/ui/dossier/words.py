"""How the stored words of a dossier read on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.model.words import Interpreter, Progress, Resort, Status, VisitStatus
from app.ui.contact.words import ways
from app.ui.dates import short_day
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from datetime import date

    from app.model.dossier import Person, SafeContact
    from app.ui.kit.labels import Ink


def statuses() -> dict[str, str]:
    """Where a household stands."""
    return {
        Status.REFERRED.value: tr("Melding"),
        Status.ASSIGNED.value: tr("Toegewezen"),
        Status.APPOINTMENT.value: tr("Afspraak gemaakt"),
        Status.CONVERSATION.value: tr("In gesprek"),
        Status.PLAN.value: tr("Plan"),
        Status.RUNNING.value: tr("Uitvoering"),
        Status.CLOSED.value: tr("Afgesloten"),
        Status.AFTERCARE.value: tr("Nazorg"),
        Status.REOPENED.value: tr("Heropend"),
        Status.NOT_TAKEN.value: tr("Niet opgepakt"),
    }


def resorts() -> dict[str, str]:
    """Who does it, nearest help first."""
    return {
        Resort.SELF.value: tr("bewoner zelf"),
        Resort.NETWORK.value: tr("eigen kring"),
        Resort.VOLUNTEER.value: tr("vrijwilliger"),
        Resort.COLLECTIVE.value: tr("in de buurt"),
        Resort.TEAM.value: tr("wijkteam"),
        Resort.FIRST_LINE.value: tr("eerste lijn"),
        Resort.SECOND_LINE.value: tr("tweede lijn"),
    }


def resort_ink(resort: str) -> Ink:
    """Own strength green, the neighbourhood blue, professionals quiet; never without the word."""
    own = {Resort.SELF.value, Resort.NETWORK.value}
    near = {Resort.VOLUNTEER.value, Resort.COLLECTIVE.value}
    return "good" if resort in own else "info" if resort in near else "ink2"


def interpreters() -> dict[str, str]:
    """Who interprets."""
    return {
        Interpreter.NONE.value: tr("geen tolk nodig"),
        Interpreter.PHONE.value: tr("telefonische tolk"),
        Interpreter.PRESENT.value: tr("tolk erbij"),
        Interpreter.ACQUAINTANCE.value: tr("een bekende tolkt"),
    }


def carriers() -> dict[str, str]:
    """Who carries a domain now."""
    return {
        "eigen_kracht": tr("eigen kracht"),
        "netwerk": tr("netwerk"),
        "professionals": tr("professionals"),
    }


def visit_states() -> dict[str, str]:
    """What became of a visit."""
    return {
        VisitStatus.PLANNED.value: tr("gepland"),
        VisitStatus.HELD.value: "",
        VisitStatus.NOT_HOME.value: tr("niet thuis"),
        VisitStatus.CANCELLED.value: tr("afgezegd"),
    }


def progress() -> dict[str, str]:
    """How far a goal or action is."""
    return {
        Progress.OPEN.value: tr("open"),
        Progress.DONE.value: tr("gedaan"),
        Progress.DROPPED.value: tr("vervallen"),
    }


def safe_words(safe: SafeContact | None) -> tuple[str, ...]:
    """How this person may be reached, as short lines; empty when it was not asked yet."""
    if safe is None:
        return ()
    marks = ((getattr(safe, way), yes, no) for way, yes, no in ways())
    said = [yes if mark else no for mark, yes, no in marks if mark is not None]
    return tuple(word for word in (*said, safe.when, safe.note) if word)


def person_line(person: Person, today: date) -> str:
    """`vader, 50 jaar · Nederlands, Turks · telefonische tolk`."""
    age = years(person.born, today)
    aged = tr("{age} jaar", age=age) if age is not None else ""
    interpreter = str(person.interpreter or "")
    spoken = interpreters().get(interpreter, "") if interpreter != Interpreter.NONE else ""
    return joined(joined(person.position, aged, sign=", "), person.language, spoken, person.phone)


def years(born: str, today: date) -> int | None:
    """Age in whole years; None when the day of birth is unknown."""
    parts = born.split("-")
    if len(parts) != 3:  # noqa: PLR2004 - year, month, day
        return None
    year, month, day = (int(part) for part in parts)
    return today.year - year - ((today.month, today.day) < (month, day))


def value_words(value: Any, names: dict[str, str]) -> str:  # noqa: ANN401 - any stored value
    """A stored value as people read it; `names` are the words of ids and parts."""
    if value is None or value in ("", [], {}):
        return tr("leeg")
    if isinstance(value, bool):
        return tr("ja") if value else tr("nee")
    if isinstance(value, dict):
        told = [
            f"{names.get(part, part)}: {value_words(kept, names)}"
            for part, kept in value.items()
            if kept not in (None, "")
        ]
        return joined(*told) or tr("leeg")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(part, names) for part in value)
    text = str(value)
    return names.get(text) or short_day(text)
