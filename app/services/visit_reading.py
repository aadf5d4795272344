"""Reading one visit: everything of its household is asked once, then put per leefgebied."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.clock import derived_id
from app.conversation import content, flow
from app.conversation.content import Label
from app.model import rules
from app.model.plan import Action, Goal
from app.model.team import Household, Member
from app.model.visit import ClosedNote, DomainNote, Visit, VisitArea
from app.model.words import Progress
from app.services import fields
from app.services.records import (
    first_name,
    need,
    persons,
    rows,
    visit_day,
    visit_moment,
    visits_in_order,
)
from app.services.target import Target
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.model.dossier import Person
    from app.model.words import AreaState
    from app.services.session import Session

NOTE_FIELDS: Final = ("text", "own_words", "own_circle", "wish")
_OWN_CIRCLE: Final = Label(nl="Eigen kring", en="Own circle")
_WISH: Final = Label(nl="Wens", en="Wish")


def areas_of(s: Session, visit: Visit) -> content.Areas:
    """The leefgebieden with which a visit was held; the team's own when that version is gone."""
    if visit.content in {"", s.areas.version}:
        return s.areas
    try:
        found = content.areas(visit.content)
    except (OSError, ValueError):
        return s.areas
    closed = s.organisation.closed_areas
    kept = tuple(area for area in found.areas if area.id not in closed)
    return found.model_copy(update={"areas": kept})


def states_of(s: Session, visit: str) -> dict[str, AreaState | None]:
    """{area: what the resident said of it}, of every area that was touched."""
    return {row.area: row.state for row in rows(s, VisitArea, {"visit": visit})}


def theme_choices(s: Session) -> tuple[tuple[str, str], ...]:
    """The field's own themes, then those of the organisation."""
    shipped = tuple((item.id, s.say(item.name)) for item in content.choices("themas").items)
    return shipped + tuple((theme, theme) for theme in s.organisation.extra_themes)


def note_target(s: Session, visit: str, area: str, about: str, name: str) -> Target:
    """Where a field of my note on this area about this person is kept."""
    return _note_target(s, need(s, Visit, visit), area, about, name)


def _note_target(s: Session, visit: Visit, area: str, about: str, name: str) -> Target:
    context = (
        ("household", visit.household),
        ("visit", visit.id),
        ("area", area),
        ("author", s.vault.member_id),
        ("about", about),
    )
    return Target(
        "domain_note", rules.note_id(visit.id, area, s.vault.member_id, about), name, context
    )


def closed_note_target(
    s: Session, visit: str, area: str, about: str, readers: Sequence[str]
) -> Target:
    """Where my closed note for exactly these readers is kept; I always read along.

    Other readers, another note: whom a note was written for does not change under it.
    """
    known = need(s, Visit, visit)
    chosen = tuple(sorted({*readers, s.vault.member_id}))
    for note in _closed_notes(s, visit):
        if (note.area, note.about, tuple(sorted({*note.readers, s.vault.member_id}))) == (
            area,
            about,
            chosen,
        ):
            return _closed_target(note)
    entity = derived_id("closed_note", visit, area, about, *chosen, s.vault.member_id)
    return _closed_target(
        ClosedNote(
            id=entity,
            household=known.household,
            visit=visit,
            area=area,
            author=s.vault.member_id,
            about=about,
            readers=chosen,
        )
    )


def _closed_target(note: ClosedNote) -> Target:
    context = (
        ("household", note.household),
        ("visit", note.visit),
        ("area", note.area),
        ("author", note.author),
        ("about", note.about),
        ("readers", tuple(note.readers)),
    )
    return Target("closed_note", note.id, "text", context)


def _closed_notes(s: Session, visit: str) -> list[ClosedNote]:
    """My closed notes of a visit, those that are still being typed too; only with words."""
    ids = {note.id for note in rows(s, ClosedNote, {"visit": visit, "author": s.vault.member_id})}
    ids |= {
        draft.entity
        for draft in s.vault.drafts()
        if draft.kind == ClosedNote.kind and draft.context.get("visit") == visit
    }
    found = (s.vault.get(ClosedNote.kind, entity, drafts=True) for entity in sorted(ids))
    return [note for note in found if isinstance(note, ClosedNote) and note.text.strip()]


def has_words(note: DomainNote) -> bool:
    """Whether anybody wrote anything in it."""
    return any(getattr(note, name).strip() for name in NOTE_FIELDS)


def words_of(s: Session, note: DomainNote) -> str:
    """A whole note to read on a screen: text, own words between quotes, own circle, wish."""
    own, circle, wish = note.own_words.strip(), note.own_circle.strip(), note.wish.strip()
    parts = (
        note.text.strip(),
        f"“{own}”" if own else "",
        f"{s.say(_OWN_CIRCLE)}: {circle}" if circle else "",
        f"{s.say(_WISH)}: {wish}" if wish else "",
    )
    return "\n".join(part for part in parts if part)


@dataclass(slots=True)
class _Table:
    """What one household's conversations hold, read once."""

    s: Session
    visit: Visit
    persons: list[Person]
    states: dict[str, AreaState | None]
    notes: dict[str, list[DomainNote]] = field(default_factory=lambda: defaultdict(list))
    earlier: dict[str, list[DomainNote]] = field(default_factory=lambda: defaultdict(list))
    days: dict[str, str] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    goals: dict[str, Goal] = field(default_factory=dict)
    closed: list[ClosedNote] = field(default_factory=list)

    def name(self, person: str) -> str:
        return next((first_name(one) for one in self.persons if one.id == person), "")


def _table(s: Session, visit_id: str) -> _Table:
    visit = need(s, Visit, visit_id)
    household = {"household": visit.household}
    table = _Table(s, visit, persons(s, visit.household), states_of(s, visit_id))
    held = rows(s, Visit, household)
    table.days = {one.id: visit_day(one) for one in held}
    before = {one.id for one in held if visit_moment(one) < (visit_moment(visit) or "9999")}
    for note in rows(s, DomainNote, household):
        if note.visit == visit_id:
            table.notes[note.area].append(note)
        elif note.visit in before:
            table.earlier[note.area].append(note)
    table.actions = rows(s, Action, household)
    table.goals = {goal.id: goal for goal in rows(s, Goal, household)}
    table.closed = _closed_notes(s, visit_id)
    return table


def conversation(s: Session, visit: str) -> Conversation:
    """A visit with its leefgebieden and how each stands."""
    known = need(s, Visit, visit)
    household = need(s, Household, known.household)
    people = persons(s, known.household)
    states = states_of(s, visit)
    areas = areas_of(s, known)
    about = rules.default_about(known.speaker, known.present)
    informal = any(person.id == about and person.informal for person in people)
    order = [one.id for one in visits_in_order(s, known.household)]
    team = sorted(rows(s, Member), key=lambda member: member.name)
    return Conversation(
        visit=visit,
        household=known.household,
        household_name=household.name,
        number=order.index(visit) + 1 if visit in order else len(order) + 1,
        me=s.vault.member_id,
        persons=tuple(
            PersonLine(one.id, one.name, first_name(one), one.informal) for one in people
        ),
        present=tuple(known.present),
        speaker=known.speaker,
        colleagues=tuple((m.id, m.name) for m in team if m.id != s.vault.member_id and m.active),
        areas=tuple(
            AreaView(
                area.id,
                s.say(area.title),
                s.say(area.name),
                area.icon,
                s.say(area.question_young if informal else area.question),
                states.get(area.id),
                area.sensitive,
                s.say(areas.reminder) if area.sensitive else "",
                area.words,
            )
            for area in areas.areas
        ),
        return_on=known.return_on,
        help_ends=household.help_ends,
        started_at=known.started_at,
        position=s.vault.position(),
    )


def find_areas(areas: Sequence[AreaView], words: str) -> list[tuple[AreaView, str]]:
    """Leefgebieden that fit what was typed, best first, each with the word that led to it.

    Needs no vault: a palette asks it at each key press.
    """
    return [(area, flow.leads_to(area, words)) for area in flow.find_areas(areas, words)]


def next_open(areas: Sequence[AreaView], current: str) -> str:
    """The leefgebied after the current one that nothing was said of; else simply the next."""
    touched = {area.id for area in areas if area.state is not None}
    return flow.next_area([area.id for area in areas], current, touched)


def area(s: Session, visit: str, area: str, about: str | None = None) -> AreaDetail:
    """One leefgebied about one person; None = whoever speaks now."""
    return _detail(_table(s, visit), area, about)


def everything(s: Session, visit: str) -> dict[str, AreaDetail]:
    """Every leefgebied of a visit, about whoever speaks now."""
    table = _table(s, visit)
    return {one.id: _detail(table, one.id, None) for one in areas_of(s, table.visit).areas}


def _detail(table: _Table, area: str, about: str | None) -> AreaDetail:
    s, visit = table.s, table.visit
    if about is None:
        about = rules.default_about(visit.speaker, visit.present)
    mine = rules.note_id(visit.id, area, s.vault.member_id, about)
    states = fields.states(s, "domain_note", mine, NOTE_FIELDS)
    own = next((note for note in table.notes[area] if note.id == mine), None)
    themes = tuple(own.themes) if own else ()
    choices = theme_choices(s)
    named = {key for key, _label in choices}
    closed = next((note for note in table.closed if (note.area, note.about) == (area, about)), None)
    target = _closed_target(closed) if closed else None
    return AreaDetail(
        area=area,
        about=about,
        state=table.states.get(area),
        fields={
            name: (states[name], _note_target(s, visit, area, about, name)) for name in NOTE_FIELDS
        },
        colleagues=_others(table, area, mine),
        themes=themes,
        theme_choices=choices + tuple((key, key) for key in themes if key not in named),
        closed=(fields.read(s, target), target) if target else None,
        closed_readers=tuple(one for one in closed.readers if one != s.vault.member_id)
        if closed
        else (),
        known=_known(table, area, about),
        agreed=_agreed(table, area, about),
    )


def _readers(note: ClosedNote | None, me: str) -> tuple[str, ...]:
    return tuple(one for one in note.readers if one != me) if note else ()


def _others(table: _Table, area: str, mine: str) -> tuple[NoteLine, ...]:
    return tuple(
        NoteLine(table.s.member_name(note.author), words_of(table.s, note), table.name(note.about))
        for note in table.notes[area]
        if note.id != mine and has_words(note)
    )


def _known(table: _Table, area: str, about: str) -> tuple[Known, ...]:
    """Of the person it is about and the household as a whole; of everyone for the household."""
    found = [
        Known(table.days.get(note.visit, ""), table.s.member_name(note.author), _told(table, note))
        for note in table.earlier[area]
        if (not about or note.about in {about, ""}) and has_words(note)
    ]
    return tuple(sorted(found, key=lambda known: known.on, reverse=True))


def _told(table: _Table, note: DomainNote) -> str:
    name = table.name(note.about) if len(table.persons) > 1 else ""
    words = words_of(table.s, note)
    return f"{name}: {words}" if name else words


def _agreed(table: _Table, area: str, about: str) -> tuple[Agreed, ...]:
    found = []
    for action in table.actions:
        goal = table.goals.get(action.goal)
        if goal is None or goal.area != area or action.visit == table.visit.id:
            continue
        person = action.person or goal.person
        if action.status is Progress.DROPPED or (about and person not in {about, ""}):
            continue
        on = table.days.get(action.visit, "") or action.due
        found.append(Agreed(on, action.what, action.worked))
    return tuple(sorted(found, key=lambda agreed: agreed.on, reverse=True))


def notes(s: Session, visit: str) -> tuple[VisitAreaNotes, ...]:
    """Leefgebieden of a visit that were touched, with what everyone wrote; no closed notes."""
    table = _table(s, visit)
    areas = areas_of(s, table.visit)
    touched = {key for key, state in table.states.items() if state is not None}
    touched |= {key for key, of_area in table.notes.items() if any(map(has_words, of_area))}
    order = [one.id for one in areas.areas]
    keys = [key for key in order if key in touched] + sorted(touched - set(order))
    return tuple(_area_notes(table, areas.get(key), key) for key in keys)


def _area_notes(table: _Table, known: content.Area | None, key: str) -> VisitAreaNotes:
    return VisitAreaNotes(
        area=key,
        title=table.s.say(known.title) if known else key,
        icon=known.icon if known else "circle",
        state=table.states.get(key),
        notes=tuple(
            VisitNote(
                note.id,
                table.s.member_name(note.author),
                table.name(note.about),
                note.text,
                note.own_words,
                note.own_circle,
                note.wish,
            )
            for note in table.notes[key]
            if has_words(note)
        ),
    )
