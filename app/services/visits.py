"""A huisbezoek: planning, holding and closing it, and what is written during it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from app.clock import derived_id, new_id
from app.model import rules
from app.model.days import day_of
from app.model.dossier import Person
from app.model.plan import Plan
from app.model.team import HelpEnds, Household
from app.model.visit import DomainNote, Visit, VisitArea
from app.model.words import Status, VisitStatus
from app.services.records import maybe, moment, need, persons, rows, visit_day
from app.services.visit_parts import (
    Agreed,
    AreaDetail,
    AreaView,
    Conversation,
    Known,
    NoteLine,
    PersonLine,
    VisitAreaNotes,
    VisitNote,
)
from app.services.visit_reading import (
    area,
    closed_note_target,
    conversation,
    everything,
    find_areas,
    next_open,
    note_target,
    notes,
)
from app.storage.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.session import Session

__all__ = [
    "Agreed",
    "AreaDetail",
    "AreaView",
    "Conversation",
    "Known",
    "NoteLine",
    "PersonLine",
    "VisitAreaNotes",
    "VisitNote",
    "add_present",
    "area",
    "closed_note_target",
    "conversation",
    "everything",
    "find_areas",
    "finish",
    "next_open",
    "note_target",
    "notes",
    "plan",
    "set_help_ends",
    "set_present",
    "set_return",
    "set_speaker",
    "set_state",
    "set_theme",
    "start",
]

NEAR: Final = timedelta(days=7)
"""A visit that was planned this near is the one that is held now."""


def plan(s: Session, household: str, on: str, at: str = "", members: Sequence[str] = ()) -> str:
    """Plans a visit; returns its id. Without `members` the duo of the household goes."""
    card = need(s, Household, household)
    visit = new_id(s.clock)
    fields = {
        "household": household,
        "planned": {"on": on, "at": at},
        "members": list(members or card.pair or (s.vault.member_id,)),
    }
    s.vault.record([*status_step(card, Status.APPOINTMENT), Edit("visit", visit, fields)])
    return visit


def status_step(card: Household, then: Status) -> list[Edit]:
    """The edit that moves a household on; none when it stays where it is."""
    now = rules.step_to(card.status, then)
    return [] if now is card.status else [Edit("household", card.id, {"status": now.value})]


def start(s: Session, household: str) -> str:
    """Begins or goes on with today's visit; returns its id.

    That is the one under way today, else the planned one nearest within a week, else one that
    was closed earlier today, else a new one.
    """
    card = need(s, Household, household)
    found = _visit_for_now(s, household)
    visit = found.id if found else new_id(s.clock)
    fields: dict[str, Any] = {"household": household}
    if found is None or not found.started_at:
        fields |= {"started_at": moment(s), "content": s.areas.version}
    if found is None or not found.members:
        fields["members"] = _duo(s, card)
    people = persons(s, household)
    if len(people) == 1 and not (found and found.present):
        fields |= {"present": [people[0].id], "speaker": people[0].id}
    s.vault.record([*status_step(card, Status.CONVERSATION), Edit("visit", visit, fields)])
    return visit


def _duo(s: Session, card: Household) -> list[str]:
    """The duo of the household, and whoever starts the visit."""
    me = s.vault.member_id
    return [*card.pair, *(() if me in card.pair else (me,))]


def _visit_for_now(s: Session, household: str) -> Visit | None:
    today = s.clock.today()
    known = [visit for visit in rows(s, Visit, {"household": household}) if not visit.same_as]
    begun = [visit for visit in known if visit.started_at[:10] == today.isoformat()]
    under_way = [visit for visit in begun if not visit.ended_at]
    if under_way:
        return max(under_way, key=lambda visit: visit.started_at)
    near = []
    for visit in known:
        on = day_of(visit.planned.on) if visit.planned else None
        waits = visit.status is VisitStatus.PLANNED and not visit.started_at
        if waits and on is not None and abs(on - today) <= NEAR:
            near.append((abs(on - today), on, visit.id, visit))
    if near:
        return min(near, key=lambda one: one[:3])[3]
    return max(begun, key=lambda visit: visit.started_at, default=None)


def there(s: Session, visit: str) -> Conversation | None:
    """As `conversation`; None for a visit that is not there any more: the team erased it."""
    return conversation(s, visit) if maybe(s, Visit, visit) is not None else None


def finish(s: Session, visit: str) -> None:
    """Leaves a visit: what was typed becomes changes, and the visit was held.

    A visit that was only looked at stays as it was; one of an earlier day keeps its end. One that
    the team erased meanwhile is left too.
    """
    s.vault.commit_drafts()
    known = maybe(s, Visit, visit)
    if known is None or (not known.started_at and not _touched(s, visit)):
        return
    fields: dict[str, Any] = {"status": VisitStatus.HELD.value}
    if not known.ended_at or visit_day(known) == s.clock.today().isoformat():
        fields["ended_at"] = moment(s)
    s.vault.record([Edit("visit", visit, fields)])


def _touched(s: Session, visit: str) -> bool:
    return any(
        s.vault.rows(kind, {"visit": visit}, limit=1) for kind in ("visit_area", "domain_note")
    )


def set_state(s: Session, visit: str, area: str, state: str | None) -> None:
    """What the resident says of a leefgebied; None = not discussed after all."""
    known = need(s, Visit, visit)
    entity = rules.visit_area_id(visit, area)
    if state is None and maybe(s, VisitArea, entity) is None:
        return
    fields = {"household": known.household, "visit": visit, "area": area, "state": state or None}
    s.vault.record([Edit("visit_area", entity, fields)])


def set_present(s: Session, visit: str, present: Sequence[str]) -> None:
    """Who takes part; a speaker who is not there speaks no longer."""
    known = need(s, Visit, visit)
    fields: dict[str, Any] = {"present": list(present)}
    if known.speaker and known.speaker not in present:
        fields["speaker"] = None
    s.vault.record([Edit("visit", visit, fields)])


def add_present(s: Session, visit: str, names: Sequence[str]) -> tuple[str, ...]:
    """New persons of the household, present from now on; the first speaks when nobody does.

    Returns their ids. Empty names are left out.
    """
    known = need(s, Visit, visit)
    people = [(new_id(s.clock), name.strip()) for name in names if name.strip()]
    if not people:
        return ()
    ids = tuple(key for key, _name in people)
    fields: dict[str, Any] = {"present": [*known.present, *ids]}
    if not known.speaker:
        fields["speaker"] = ids[0]
    made = [
        Edit(Person.kind, key, {"household": known.household, "name": name}) for key, name in people
    ]
    s.vault.record([*made, Edit("visit", visit, fields)])
    return ids


def set_speaker(s: Session, visit: str, person: str) -> None:
    """Who speaks now, and so is present; empty = nobody in particular."""
    known = need(s, Visit, visit)
    fields: dict[str, Any] = {"speaker": person or None}
    if person and person not in known.present:
        fields["present"] = [*known.present, person]
    s.vault.record([Edit("visit", visit, fields)])


def set_theme(
    s: Session,
    visit: str,
    area: str,
    about: str,
    theme: str,
    on: bool,  # noqa: FBT001
) -> None:
    """Puts a theme to my note on this area, or takes it away; nothing where it is so already."""
    target = note_target(s, visit, area, about, "themes")
    note = s.vault.get("domain_note", target.entity, drafts=True)
    now = list(note.themes) if isinstance(note, DomainNote) else []
    if (theme in now) == on:
        return
    themes = [*now, theme] if on else [one for one in now if one != theme]
    fields = {**dict(target.context), "themes": themes}
    s.vault.record([Edit("domain_note", target.entity, fields)])


def set_return(s: Session, visit: str, on: str, at: str = "") -> None:
    """When we come back. That visit stands planned for the same duo, and moves along."""
    known = need(s, Visit, visit)
    appointment = {"on": on, "at": at} if on else None
    following = _planned_return(s, known, appointment)
    s.vault.record([*following, Edit("visit", visit, {"return_on": appointment})])


def _planned_return(s: Session, visit: Visit, appointment: dict[str, str] | None) -> list[Edit]:
    entity = derived_id("return", visit.id)
    following = maybe(s, Visit, entity)
    if following is not None and following.started_at:
        return []
    if appointment is None:
        gone = {"status": VisitStatus.CANCELLED.value}
        return [Edit("visit", entity, gone)] if following else []
    others = rows(s, Visit, {"household": visit.household})
    if any(
        one.planned and one.planned.on == appointment["on"] and one.id not in {entity, visit.id}
        for one in others
    ):
        return []
    fields = {
        "household": visit.household,
        "planned": appointment,
        "members": list(visit.members),
        "status": VisitStatus.PLANNED.value,
    }
    return [Edit("visit", entity, fields)]


def set_help_ends(s: Session, household: str, on: str, reason: str = "") -> None:
    """Until when the team helps, and why then; the plan says the same day."""
    s.vault.commit_draft(Household.kind, household, "help_ends")
    ends = HelpEnds(on=on, reason=reason).model_dump() if on or reason else None
    edits = [Edit("household", household, {"help_ends": ends})]
    made = maybe(s, Plan, rules.plan_id(household))
    if made is not None and made.ends_on != on:
        edits.insert(0, Edit("plan", made.id, {"ends_on": on or None}))
    s.vault.record(edits)
