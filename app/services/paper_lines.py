"""The lines of one person's paper: what was read back at the table, else what is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.conversation.summary import ProposedLine, propose
from app.model import rules
from app.model.visit import ClosedNote, DomainNote, SummaryLine, Visit, VisitSummary
from app.model.words import AreaState, Paper
from app.services import fields
from app.services.fields import FieldState
from app.services.records import maybe, persons, rows, visits_in_order
from app.services.target import Target
from app.services.visit_reading import areas_of, states_of

if TYPE_CHECKING:
    from app.services.session import Session

GOES_WELL: Final = "Dit gaat goed."
_DISCUSSED: Final = frozenset({AreaState.GOOD, AreaState.ATTENTION})


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """One leefgebied on the paper: words corrected at the table, else what is proposed."""

    area: str
    title: str
    text: str
    target: Target
    state: FieldState
    good: bool
    left_out: bool


def notes_typed(s: Session, visit: Visit) -> list[DomainNote]:
    """Notes as their boxes show them: what is being typed counts too."""
    stored = {note.id for note in rows(s, DomainNote, {"visit": visit.id})}
    typed = {
        draft.entity
        for draft in s.vault.drafts()
        if draft.kind == DomainNote.kind and draft.context.get("visit") == visit.id
    }
    found = (s.vault.get(DomainNote.kind, one, drafts=True) for one in sorted(stored | typed))
    return [note for note in found if isinstance(note, DomainNote)]


def _closed_about(s: Session, visit: Visit) -> list[DomainNote]:
    """Closed notes without a word: only whom they are about, which keeps an area off other papers.

    Those that this vault cannot open cannot be heeded.
    """
    stored = {note.id for note in rows(s, ClosedNote, {"visit": visit.id})}
    typed = {
        draft.entity
        for draft in s.vault.drafts()
        if draft.kind == ClosedNote.kind and draft.context.get("visit") == visit.id
    }
    found = (s.vault.get(ClosedNote.kind, one, drafts=True) for one in sorted(stored | typed))
    return [
        DomainNote(id=note.id, area=note.area, about=note.about)
        for note in found
        if isinstance(note, ClosedNote) and note.text.strip()
    ]


def lines_for(s: Session, visit: Visit, person: str) -> tuple[SummaryItem, ...]:
    """Leefgebieden that were discussed: what was read back wins over what is proposed."""
    areas, states = areas_of(s, visit), states_of(s, visit.id)
    told = [*notes_typed(s, visit), *_closed_about(s, visit)]
    proposed = {line.area: line for line in propose(areas, states, told, person)}
    saved = {
        line.area: line for line in rows(s, SummaryLine, {"visit": visit.id, "person": person})
    }
    items = []
    for area in areas.areas:
        state = states.get(area.id)
        if state not in _DISCUSSED or (area.id not in proposed and area.id not in saved):
            continue
        good = state is AreaState.GOOD
        line = proposed.get(area.id) or ProposedLine(area.id, str(area.title), "", good)
        left_out = saved[area.id].left_out if area.id in saved else False
        items.append(_item(s, visit, person, line, left_out=left_out))
    return tuple(items)


def _item(
    s: Session, visit: Visit, person: str, line: ProposedLine, *, left_out: bool
) -> SummaryItem:
    context = (
        ("household", visit.household),
        ("visit", visit.id),
        ("person", person),
        ("area", line.area),
        ("good", line.good),
    )
    entity = rules.summary_line_id(visit.id, person, line.area)
    target = Target(SummaryLine.kind, entity, "text", context)
    state = fields.read(s, target)
    if state.seen is None and not state.draft:
        state = FieldState(value=line.text, others=state.others)
    text = state.value if isinstance(state.value, str) else ""
    return SummaryItem(line.area, line.title, text, target, state, line.good, left_out)


def good_words(line: SummaryItem) -> str:
    """As it stands under *Wat gaat goed*: the title alone when nothing more was said."""
    text = line.text.strip()
    return f"{line.title}." if text == GOES_WELL else f"{line.title}: {text}"


def strengths(s: Session, household: str) -> tuple[str, ...]:
    """What goes well in a household, for its plan, in the order of the leefgebieden.

    Of each leefgebied the last visit that touched it counts. The plan is for everybody's eyes, so
    a line stands in it only when whoever said it found it right and let that paper stay in the
    house, or when it stands on the paper of all who were there; sensitive leefgebieden never do.
    """
    decided: dict[str, str] = {}
    order = [area.id for area in s.areas.areas]
    for visit in reversed(visits_in_order(s, household)):
        touched = {key for key, state in states_of(s, visit.id).items() if state is not None}
        fresh = touched - decided.keys()
        if fresh:
            open_words = _for_everyone(s, visit)
            decided |= {key: open_words.get(key, "") for key in fresh}
    known = [*order, *sorted(decided.keys() - set(order))]
    return tuple(decided[key] for key in known if decided.get(key))


def _for_everyone(s: Session, visit: Visit) -> dict[str, str]:
    """{leefgebied: words} of what goes well and nobody there keeps from the others."""
    sensitive = {area.id for area in areas_of(s, visit).areas if area.sensitive}
    there = list(visit.present) or [person.id for person in persons(s, visit.household)]
    papers = {
        person: {
            line.area: line
            for line in lines_for(s, visit, person)
            if line.good and not line.left_out and line.text.strip() and line.area not in sensitive
        }
        for person in there
    }
    if not papers:
        return {}
    lists = list(papers.values())
    shared = set(lists[0]).intersection(*lists[1:])
    words = {key: f"{lists[0][key].title}." for key in shared}
    for key in shared:
        if len({paper[key].text.strip() for paper in lists}) == 1:
            words[key] = good_words(lists[0][key])
    for person in filter(lambda one: _is_open(s, visit, one), there):
        words |= {key: good_words(line) for key, line in papers[person].items()}
    return words


def _is_open(s: Session, visit: Visit, person: str) -> bool:
    """Whether this person said that the paper is right and may stay in the house."""
    saved = maybe(s, VisitSummary, rules.summary_id(visit.id, person))
    return bool(saved and saved.agreed and saved.agreed.yes and saved.paper is Paper.STAYS)
