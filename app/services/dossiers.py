"""One dossier as its screen shows it: card, people, visits, timeline, plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from app.errors import UserError
from app.model import rules
from app.model.assessment import Assessment
from app.model.dossier import Consent, Contact, Custody, InvolvedParty, NetworkMember, Person
from app.model.team import HelpEnds, Household, Referral
from app.model.visit import Visit
from app.services import agreements, attachments, circle, closed_notes, fields, referrals
from app.services.households import count_differences
from app.services.records import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.model.base import Record
    from app.model.wmo import Terms
    from app.model.words import Interpreter
    from app.services.agreements import PlanView
    from app.services.attachments import AttachmentLine
    from app.services.circle import Circle
    from app.services.closed_notes import ClosedLine
    from app.services.session import Session

_Kind = TypeVar("_Kind", bound="Record")
REMOVABLE: Final = (
    "person", "custody", "contact", "network_member", "involved_party", "consent", "visit",
    "goal", "action", "assessment", "attachment",
)  # fmt: skip
LONGEST_QUOTE: Final = 160


@dataclass(frozen=True, slots=True)
class DossierHeader:
    """What stands on top of every dossier."""

    id: str
    name: str
    address: str
    phone: str
    language: str
    interpreter: Interpreter | None
    case_lead: str
    case_lead_name: str
    pair: tuple[str, ...]
    status: str
    help_ends: HelpEnds | None
    safety: tuple[tuple[str, str], ...]
    terms: Terms | None
    next_statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list; `areas` counts the leefgebieden that were touched."""

    id: str
    number: int
    on: str
    at: str
    status: str
    members: tuple[str, ...]
    present: tuple[str, ...]
    quote: str
    areas: int


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """Something that happened; `kind`: visit, contact, referral, meeting.

    `what` is as stored: the number of a visit, how a contact went, who brought a melding.
    """

    id: str
    kind: str
    what: str
    on: str
    who: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """A ZRM-meting in a list."""

    id: str
    person: str
    person_name: str
    on: str
    visit: str


@dataclass(frozen=True, slots=True)
class DeletedLine:
    """Something that can be brought back; `title` is its name or its first words."""

    kind: str
    id: str
    title: str
    author: str
    when: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole dossier, with the circle that reads it."""

    header: DossierHeader
    persons: tuple[Person, ...]
    visits: tuple[VisitLine, ...]
    timeline: tuple[TimelineItem, ...]
    network: tuple[NetworkMember, ...]
    parties: tuple[InvolvedParty, ...]
    consents: tuple[Consent, ...]
    custody: tuple[Custody, ...]
    contacts: tuple[Contact, ...]
    assessments: tuple[AssessmentLine, ...]
    attachments: tuple[AttachmentLine, ...]
    plan: PlanView
    circle: Circle
    differences: int
    today: date
    members: tuple[tuple[str, str], ...]
    deleted: tuple[DeletedLine, ...]
    closed_notes: tuple[ClosedLine, ...]

    @property
    def readable(self) -> bool:
        """Whether the dossier is open on this laptop."""
        return self.circle.readable


def look(session: Session, household: str) -> Dossier | None:
    """Everything of one household; None where that is not there any more."""
    here = session.vault.get("household", household) is not None
    return dossier(session, household) if here else None


def dossier(session: Session, household: str) -> Dossier:
    """Everything of one household that this vault can read."""
    card = session.vault.get("household", household)
    if not isinstance(card, Household):
        raise UserError("no_such_record", kind="household", id=household)

    def rows(kind: type[_Kind], *order: str) -> tuple[_Kind, ...]:
        return cast(
            "tuple[_Kind, ...]",
            tuple(session.vault.rows(kind.kind, {"household": household}, order=order)),
        )

    persons = rows(Person, "born")
    called = {one.id: one.call_name or one.name for one in persons}
    contacts = tuple(reversed(rows(Contact, "at")))
    visits = _visits(session, household, rows(Visit), called)
    return Dossier(
        header=_header(session, card, persons),
        persons=persons,
        visits=visits,
        timeline=_timeline(session, card, visits, contacts, called),
        network=rows(NetworkMember, "name"),
        parties=rows(InvolvedParty, "name"),
        consents=rows(Consent),
        custody=rows(Custody),
        contacts=contacts,
        assessments=tuple(
            AssessmentLine(one.id, one.person, called.get(one.person, ""), one.on, one.visit)
            for one in rows(Assessment, "on")
        ),
        attachments=attachments.of(session, household),
        plan=agreements.plan(session, household),
        circle=circle.of(session, household),
        differences=count_differences(session, household),
        today=session.clock.today(),
        members=_members(session),
        deleted=_deleted(session, household),
        closed_notes=closed_notes.readable(session, household),
    )


def anyone(session: Session) -> Dossier | None:
    """The dossier of some household, with a plan if any has one; None where there is nobody."""
    for kind, column in (("goal", "household"), ("visit", "household"), ("household", "id")):
        found = session.vault.query(f"SELECT {column} FROM v_{kind} LIMIT 1")
        if found:
            return dossier(session, found[0][column])
    return None


def _header(session: Session, card: Household, persons: Sequence[Person]) -> DossierHeader:
    interpreters = [one.interpreter for one in persons if one.interpreter]
    languages = dict.fromkeys(
        word.strip() for one in persons for word in one.language.split(",") if word.strip()
    )
    return DossierHeader(
        id=card.id,
        name=card.name,
        address=card.address.line() if card.address else "",
        phone=card.phone,
        language=", ".join(languages),
        interpreter=next((one for one in interpreters if one != "geen"), None),
        case_lead=card.case_lead,
        case_lead_name=session.member_name(card.case_lead),
        pair=tuple(session.member_name(one) for one in card.pair),
        status=card.status.value,
        help_ends=card.help_ends,
        safety=tuple((one.call_name or one.name, one.safety_note) for one in persons
                     if one.safety_note),
        terms=referrals.terms_of(session, card.id),
        next_statuses=tuple(
            one.value for one in rules.TRANSITIONS if one in rules.TRANSITIONS[card.status]
        ),
    )  # fmt: skip


def _when(visit: Visit) -> tuple[str, str]:
    if visit.started_at:
        return visit.started_at[:10], visit.started_at[11:]
    return (visit.planned.on, visit.planned.at) if visit.planned else ("", "")


def _visits(
    session: Session, household: str, visits: Sequence[Visit], called: dict[str, str]
) -> tuple[VisitLine, ...]:
    touched: dict[str, set[str]] = {}
    quotes: dict[str, list[str]] = {}
    # A dossier of years holds hundreds of notes, and of each only this is wanted.
    for visit, area, own_words in session.vault.tuples(
        "SELECT visit, area, own_words FROM v_domain_note WHERE household = :household"
        " UNION ALL SELECT visit, area, NULL FROM v_visit_area"
        " WHERE household = :household AND coalesce(state, '') <> ''",
        {"household": household},
    ):
        touched.setdefault(visit, set()).add(area)
        if own_words:
            quotes.setdefault(visit, []).append(own_words)
    kept = sorted((one for one in visits if not one.same_as), key=lambda one: (_when(one), one.id))
    return tuple(
        VisitLine(
            id=one.id,
            number=number,
            on=_when(one)[0],
            at=_when(one)[1],
            status=one.status.value,
            members=tuple(session.member_name(member) for member in one.members),
            present=tuple(called.get(person, "") for person in one.present),
            quote=min(quotes.get(one.id, [""]), key=len)[:LONGEST_QUOTE],
            areas=len(touched.get(one.id, ())),
        )
        for number, one in enumerate(kept, start=1)
    )


def _timeline(
    session: Session,
    card: Household,
    visits: Sequence[VisitLine],
    contacts: Sequence[Contact],
    called: dict[str, str],
) -> tuple[TimelineItem, ...]:
    items = [
        TimelineItem(one.id, "visit", str(one.number), one.on, one.members,
                     f"“{one.quote}”" if one.quote else "")
        for one in visits
        if one.status == "gehouden"
    ]  # fmt: skip
    items += [
        TimelineItem(one.id, "contact", one.how.value if one.how else "", one.at[:10],
                     (called.get(one.person, ""),), one.line)
        for one in contacts
    ]  # fmt: skip
    for found in session.vault.rows("referral", {"household": card.id}):
        if isinstance(found, Referral):
            source = found.source.value if found.source else ""
            items.append(TimelineItem(found.id, "referral", source, found.received_on, (),
                                      found.reason))  # fmt: skip
    discussed = session.vault.query(
        'SELECT a.id, a.decision, m."on" FROM v_agenda_item a JOIN v_meeting m ON m.id = a.meeting'
        " WHERE a.household = ? AND coalesce(a.decision, '') <> ''",
        (card.id,),
    )
    items.extend(
        TimelineItem(row["id"], "meeting", "", row["on"] or "", (), row["decision"])
        for row in discussed
    )
    return tuple(sorted(items, key=lambda item: (item.on, item.id), reverse=True))


def _members(session: Session) -> tuple[tuple[str, str], ...]:
    rows = session.vault.query(
        "SELECT id, name FROM v_member WHERE coalesce(active, 1) ORDER BY name, id"
    )
    return tuple((row["id"], row["name"] or "") for row in rows)


def _deleted(session: Session, household: str) -> tuple[DeletedLine, ...]:
    marks = ",".join("?" * len(REMOVABLE))
    rows: list[dict[str, Any]] = session.vault.query(
        "SELECT e.kind, e.id, d.member, c.wall FROM entities e"
        " JOIN heads h ON h.entity = e.key AND h.field = '_deleted'"
        " JOIN changes c ON c.seq = h.seq LEFT JOIN devices d ON d.device = c.device"
        f" WHERE e.deleted AND e.household = ? AND e.kind IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM entities p WHERE p.id = e.parent AND p.deleted)"
        " ORDER BY c.seq DESC",
        (household, *REMOVABLE),
    )
    return tuple(
        DeletedLine(row["kind"], row["id"], title_of(session, row["kind"], row["id"]),
                    session.member_name(row["member"]), fields.local(row["wall"]))
        for row in rows
    )  # fmt: skip
