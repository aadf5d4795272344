"""What happened in a household, as its dossier on paper tells it; no closed notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import reports
from app.conversation import content
from app.conversation.plain import full_with_year
from app.model.days import day_of
from app.model.dossier import Contact
from app.model.team import AgendaItem, Meeting, Referral
from app.model.visit import DomainNote, SummaryLine, Visit, VisitSummary
from app.model.words import VisitStatus
from app.services.official import area_text
from app.services.records import maybe, rows, visit_day, visit_moment
from app.services.visit_reading import areas_of, notes, theme_choices

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.model.visit import Agreed, Appointment
    from app.services.session import Session

    Name = Callable[[str], str]

_STATES = {
    VisitStatus.NOT_HOME: "huisbezoek, niet thuis",
    VisitStatus.CANCELLED: "huisbezoek, afgezegd",
}


def timeline(s: Session, household: str, name: Name) -> tuple[reports.DossierEntry, ...]:
    """Meldingen, visits, contacts and what the team decided, oldest first."""
    mine = {"household": household}
    visits = sorted(rows(s, Visit, mine), key=lambda one: (visit_moment(one), one.id))
    contacts = sorted(rows(s, Contact, mine), key=lambda one: (one.at, one.id))
    found = [_referral(s, one) for one in rows(s, Referral, mine, ("id",))]
    found += [_visit(s, visit, name) for visit in visits]
    found += [_contact(s, one, name) for one in contacts]
    found += [_decided(s, one) for one in rows(s, AgendaItem, mine, ("id",)) if one.decision]
    return tuple(found)


def _referral(s: Session, one: Referral) -> reports.DossierEntry:
    source = content.choices("bronnen").name(one.source) if one.source else ""
    by = ", ".join(part for part in (source, one.source_name) if part)
    themes = ", ".join(_themes(s, one.themes))
    lines = (
        one.reason,
        f"Al betrokken: {one.already_involved}" if one.already_involved else "",
        f"Thema’s: {themes}" if themes else "",
        _legal(one),
        f"Niet opgepakt: {one.not_taken_reason}" if one.not_taken_reason else "",
    )
    return reports.DossierEntry(
        date=day_of(one.received_on),
        kind=f"melding van {by}" if by else "melding",
        text="\n".join(line for line in lines if line),
    )


def _legal(one: Referral) -> str:
    if not one.legal:
        return ""
    confirmed = full_with_year(day_of(one.confirmed_on))
    rest = f"; ontvangst bevestigd op {confirmed}" if confirmed else ""
    return f"Melding in de zin van de Wmo 2015{rest}."


def _visit(s: Session, visit: Visit, name: Name) -> reports.DossierEntry:
    there = ", ".join(filter(None, map(name, visit.present)))
    written = rows(s, DomainNote, {"visit": visit.id}, ("id",))
    themes = ", ".join(_themes(s, [theme for note in written for theme in note.themes]))
    facts = (
        f"Aanwezig: {there}" if there else "",
        f"Plaats: {visit.place}" if visit.place else "",
        visit.remark,
        f"Thema’s: {themes}" if themes else "",
        f"We komen terug: {_appointment(visit.return_on)}" if visit.return_on else "",
    )
    topics = [*map(area_text, notes(s, visit.id)), *_read_back(s, visit, name)]
    held = visit.started_at or visit.status is VisitStatus.HELD
    kind = _STATES.get(visit.status) or ("huisbezoek" if held else "gepland huisbezoek")
    return reports.DossierEntry(
        date=day_of(visit_day(visit)),
        kind=f"{kind}, hetzelfde als een ander" if visit.same_as else kind,
        authors=tuple(filter(None, map(s.member_name, visit.members))),
        text="\n".join(fact for fact in facts if fact),
        topics=tuple(reports.Topic(title=title, text=text) for title, text in topics),
    )


def _read_back(s: Session, visit: Visit, name: Name) -> list[tuple[str, str]]:
    """What was read back at the table and stands on each person's paper."""
    titles = {area.id: str(area.title) for area in areas_of(s, visit).areas}
    lines = [one for one in rows(s, SummaryLine, {"visit": visit.id}, ("id",)) if one.text]
    found = {one.person: one for one in rows(s, VisitSummary, {"visit": visit.id}, ("id",))}
    told = []
    for person in sorted(
        {*found, *(line.person for line in lines)}, key=lambda one: (name(one), one)
    ):
        summary = found.get(person)
        parts = (
            f"“{summary.quote}”" if summary and summary.quote else "",
            *(
                f"{titles.get(line.area, line.area)}: {line.text}"
                for line in lines
                if line.person == person and not line.left_out
            ),
            _answer(summary.agreed) if summary and summary.agreed else "",
        )
        if any(parts):
            head = f"Teruggelezen met {name(person)}" if name(person) else "Teruggelezen"
            told.append((head, "\n".join(part for part in parts if part)))
    return told


def _answer(agreed: Agreed) -> str:
    if agreed.yes is None:
        return ""
    because = f", want {agreed.no_because}" if agreed.no_because else ""
    return "Klopt dit? " + ("ja" if agreed.yes else f"nee{because}")


def _appointment(one: Appointment) -> str:
    return " ".join(part for part in (full_with_year(day_of(one.on)), one.at) if part)


def _contact(s: Session, one: Contact, name: Name) -> reports.DossierEntry:
    how = content.choices("contactsoorten").name(one.how) if one.how else "contact"
    heads = s.vault.heads("contact", one.id).get("line", [])
    author = s.member_name(heads[0].author) if heads else ""
    who = name(one.person)
    text = f"{who}: {one.line}" if who and one.line else who or one.line
    if one.next is not None:
        due = full_with_year(day_of(one.next.due))
        parts = (one.next.what, s.member_name(one.next.member), due)
        after = " · ".join(part for part in parts if part)
        text += f"\nVervolg: {after}" if after else ""
    return reports.DossierEntry(
        date=day_of(one.at), kind=how, authors=(author,) if author else (), text=text
    )


def _decided(s: Session, one: AgendaItem) -> reports.DossierEntry:
    meeting = maybe(s, Meeting, one.meeting)
    text = f"{one.title}: {one.decision}" if one.title else one.decision
    return reports.DossierEntry(
        date=day_of(meeting.on) if meeting else None, kind="besproken in overleg", text=text
    )


def _themes(s: Session, found: list[str] | tuple[str, ...]) -> list[str]:
    known = dict(theme_choices(s))
    return [known.get(theme, theme) for theme in dict.fromkeys(found)]
