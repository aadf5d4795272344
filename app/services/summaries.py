"""The paper of one person after one visit: read back at the table, and that alone is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from app import reports
from app.conversation.summary import propose_quote
from app.errors import UserError
from app.model import rules
from app.model.days import day_of
from app.model.dossier import Person
from app.model.plan import Action, Goal
from app.model.team import Household
from app.model.visit import Agreed, Visit, VisitSummary
from app.model.words import Paper as PaperAnswer
from app.model.words import Progress
from app.services import fields
from app.services.agreements import is_own_step
from app.services.dossier_paper import dossier_pdf
from app.services.fields import FieldState
from app.services.official import plan_pdf, plan_printed, visit_text, zrm_pdf
from app.services.paper_lines import SummaryItem, good_words, lines_for, notes_typed
from app.services.papers import (
    agreement_line,
    card_pdf,
    comes_back,
    contact,
    letterhead,
    neutral_pdf,
    who_does,
)
from app.services.records import first_name, moment, need, rows, visit_day
from app.services.target import Target
from app.storage.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.session import Session

__all__ = [
    "Paper",
    "SummaryItem",
    "agree",
    "card_pdf",
    "dossier_pdf",
    "neutral_pdf",
    "paper",
    "pdf",
    "plan_pdf",
    "plan_printed",
    "printed",
    "set_large_print",
    "set_paper",
    "visit_text",
    "zrm_pdf",
]

_PLACES: Final[dict[str, Literal["home", "office", "phone", "elsewhere"]]] = {
    "": "home",
    "thuis": "home",
    "kantoor": "office",
    "telefoon": "phone",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that one person takes home, and what that person said of it."""

    person: str
    name: str
    informal: bool
    lines: tuple[SummaryItem, ...]
    quote: tuple[FieldState, Target]
    agreements: tuple[str, ...]
    agreed: Agreed | None
    answer: tuple[FieldState, Target]
    """Where `agreed` is kept, with what is being typed under *nee, want*."""
    paper: PaperAnswer | None
    large_print: bool


def paper(s: Session, visit: str, person: str) -> Paper:
    """The paper as it would be printed now, with what was left out still in sight."""
    known = need(s, Visit, visit)
    who = need(s, Person, person)
    if who.household != known.household:
        raise UserError("no_such_record", kind=Person.kind, id=person)
    lines = lines_for(s, known, person)
    saved = _summary(s, visit, person)
    return Paper(
        person=person,
        name=first_name(who),
        informal=who.informal,
        lines=lines,
        quote=_quote(s, known, person, lines),
        agreements=tuple(agreement_line(action) for action in _agreements(s, known, person)),
        agreed=saved.agreed,
        answer=_answer(s, known, person),
        paper=saved.paper,
        large_print=saved.large_print,
    )


def _summary(s: Session, visit: str, person: str) -> VisitSummary:
    entity = rules.summary_id(visit, person)
    found = s.vault.get(VisitSummary.kind, entity, drafts=True)
    return found if isinstance(found, VisitSummary) else VisitSummary(id=entity)


def _answer(s: Session, visit: Visit, person: str) -> tuple[FieldState, Target]:
    context = (("household", visit.household), ("visit", visit.id), ("person", person))
    target = Target(VisitSummary.kind, rules.summary_id(visit.id, person), "agreed", context)
    return fields.read(s, target), target


def _quote(
    s: Session, visit: Visit, person: str, lines: Sequence[SummaryItem]
) -> tuple[FieldState, Target]:
    """The words at the top; proposed from what stands on the paper, never from elsewhere."""
    context = (("household", visit.household), ("visit", visit.id), ("person", person))
    target = Target(VisitSummary.kind, rules.summary_id(visit.id, person), "quote", context)
    state = fields.read(s, target)
    if state.seen is None and not state.draft:
        shown = {line.area for line in lines if not line.left_out}
        said = [note for note in notes_typed(s, visit) if note.area in shown]
        state = FieldState(value=propose_quote(said, person), others=state.others)
    return state, target


def _agreements(s: Session, visit: Visit, person: str) -> list[Action]:
    """Of this visit, or still open in the plan; of this person or of everyone in the household."""
    goals = {goal.id: goal for goal in rows(s, Goal, {"household": visit.household})}
    found = []
    for action in rows(s, Action, {"household": visit.household}):
        goal = goals.get(action.goal)
        whose = action.person or (goal.person if goal else _whose_was(s, action.goal))
        now = action.visit == visit.id or (
            goal is not None and goal.status is Progress.OPEN and action.status is Progress.OPEN
        )
        if (
            now
            and whose in {person, ""}
            and action.status is not Progress.DROPPED
            and not is_own_step(action)
        ):
            found.append(action)
    return rules.in_order_of_resort(found)


def _whose_was(s: Session, goal: str) -> str | None:
    """Whose a deleted goal was: what hung under it does not become everyone's. None = unknown."""
    if not goal:
        return ""
    heads = s.vault.heads(Goal.kind, goal)
    if not heads:
        return None
    return str(heads["person"][0].value or "") if "person" in heads else ""


def _put(s: Session, visit: str, person: str, values: dict[str, Any]) -> None:
    known = need(s, Visit, visit)
    context = {"household": known.household, "visit": visit, "person": person}
    edit = Edit(VisitSummary.kind, rules.summary_id(visit, person), {**context, **values})
    s.vault.record([edit])


def agree(
    s: Session,
    visit: str,
    person: str,
    yes: bool | None,  # noqa: FBT001 - the answer itself
    no_because: str = "",
) -> None:
    """The answer to *klopt dit?*; None = not asked after all."""
    s.vault.commit_draft(VisitSummary.kind, rules.summary_id(visit, person), "agreed")
    _put(s, visit, person, {"agreed": {"yes": yes, "no_because": no_because}})


def set_paper(s: Session, visit: str, person: str, paper: str | None) -> None:
    """The answer to *mag dit papier in huis blijven?*; None = not asked."""
    _put(s, visit, person, {"paper": paper or None})


def set_large_print(s: Session, visit: str, person: str, on: bool) -> None:  # noqa: FBT001
    """Whether this person reads large letters."""
    _put(s, visit, person, {"large_print": on})


def printed(s: Session, visit: str, person: str) -> None:
    """The paper lies on the printer or stands in a file; looking at it is no printing."""
    _put(s, visit, person, {"printed_at": moment(s)})


def pdf(
    s: Session,
    visit: str,
    person: str,
    large_print: bool | None = None,  # noqa: FBT001 - as the screen calls it
) -> bytes:
    """The paper as PDF; without `large_print` as this person asked for it before."""
    known = need(s, Visit, visit)
    found = paper(s, visit, person)
    large = found.large_print if large_print is None else large_print
    return reports.render(_document(s, known, found), large_print=large)


def _document(s: Session, visit: Visit, found: Paper) -> reports.VisitSummary:
    card = need(s, Household, visit.household)
    name, phone = contact(s, visit.household)
    shown = [line for line in found.lines if not line.left_out and line.text.strip()]
    quote = found.quote[0].value
    person = need(s, Person, found.person)
    return reports.VisitSummary(
        organisation=letterhead(s),
        date=day_of(visit_day(visit)) or s.clock.today(),
        person=person.name,
        visitors=tuple(filter(None, (s.member_name(member) for member in visit.members))),
        place=_PLACES.get(visit.place.strip().lower(), "elsewhere"),
        quotes=(quote,) if isinstance(quote, str) and quote.strip() else (),
        good=tuple(good_words(line) for line in shown if line.good),
        discussed=tuple(
            reports.Topic(title=line.title, text=line.text) for line in shown if not line.good
        ),
        agreements=tuple(
            reports.Agreement(what=action.what, who=who_does(action), when=day_of(action.due))
            for action in _agreements(s, visit, found.person)
        ),
        comes_back=comes_back(visit.return_on),
        help_until=day_of(card.help_ends.on) if card.help_ends else None,
        contact=name,
        phone=phone,
        correct=found.agreed.yes if found.agreed else None,
        objection=found.agreed.no_because if found.agreed else "",
    )
