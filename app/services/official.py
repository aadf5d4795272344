"""Papers of the whole household or for the own organisation: plan, ZRM, one visit as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import reports
from app.conversation import content, zrm
from app.conversation.plain import full, full_with_year
from app.model import rules
from app.model.assessment import AGREED, Assessment, AssessmentScore
from app.model.days import day_of
from app.model.plan import Action, Goal, Plan
from app.model.team import Household
from app.model.visit import Visit
from app.model.words import Progress, Resort
from app.services.agreements import is_own_step
from app.services.paper_lines import strengths
from app.services.papers import agreement_line, contact, letterhead
from app.services.records import (
    first_name,
    maybe,
    moment,
    need,
    persons,
    rows,
    visit_day,
)
from app.services.visit_reading import notes
from app.services.zrm import profile
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session
    from app.services.visit_parts import VisitAreaNotes

_STATES = {"goed": "gaat goed", "aandacht": "aandacht", "liever_niet": "liever niet"}


def plan_pdf(s: Session, household: str, large_print: bool = False) -> bytes:  # noqa: FBT001, FBT002
    """The plan that the household signs; a worker's own next steps are no part of it."""
    card = need(s, Household, household)
    made = maybe(s, Plan, rules.plan_id(household)) or Plan(id=rules.plan_id(household))
    name, phone = contact(s, household)
    people = tuple(person.name for person in persons(s, household))
    agreed = day_of(made.agreed.on) if made.agreed else None
    said = (full(agreed) if agreed else "", made.agreed.how if made.agreed else "")
    ends = made.ends_on or (card.help_ends.on if card.help_ends else "")
    document = reports.PlanDocument(
        organisation=letterhead(s),
        date=s.clock.today(),
        persons=people or (card.name,),
        strengths=strengths(s, household),
        goals=_goals(s, household),
        evaluation=day_of(made.evaluation_on or card.evaluation_on),
        end=day_of(ends),
        contact=name,
        phone=phone,
        agreed=", ".join(part for part in said if part),
    )
    return reports.render(document, large_print=large_print)


def plan_printed(s: Session, household: str) -> None:
    """The plan lies on the printer or stands in a file; looking at it is no printing."""
    made = maybe(s, Plan, rules.plan_id(household))
    if made is not None:
        s.vault.record([Edit(Plan.kind, made.id, {"printed_at": moment(s)})])


def _goals(s: Session, household: str) -> tuple[reports.PlanGoal, ...]:
    actions = [
        action
        for action in rules.in_order_of_resort(rows(s, Action, {"household": household}))
        if action.status is not Progress.DROPPED and not is_own_step(action)
    ]
    goals = sorted(rows(s, Goal, {"household": household}), key=lambda goal: (goal.order, goal.id))
    made = [
        reports.PlanGoal(
            words=goal.title,
            result=goal.result,
            actions=tuple(_action(one) for one in actions if one.goal == goal.id),
        )
        for goal in goals
        if goal.status is not Progress.DROPPED
    ]
    known = {goal.id for goal in goals}
    loose = tuple(_action(one) for one in actions if one.goal not in known)
    if loose:
        made.append(reports.PlanGoal(words="Andere afspraken", actions=loose))
    return tuple(made)


def _action(action: Action) -> reports.PlanAction:
    return reports.PlanAction(
        what=action.what,
        who=action.who,
        resort=list(Resort).index(action.resort) if action.resort else None,
        when=day_of(action.due),
        done=action.status is Progress.DONE,
    )


def area_text(area: VisitAreaNotes) -> tuple[str, str]:
    """One leefgebied of a visit, and what everyone wrote of it; no closed notes."""
    state = _STATES.get(str(area.state), "") if area.state else ""
    lines = []
    for note in area.notes:
        said = (
            note.text.strip(),
            f"“{note.own_words.strip()}”" if note.own_words.strip() else "",
            f"Eigen kring: {note.own_circle.strip()}" if note.own_circle.strip() else "",
            f"Wens: {note.wish.strip()}" if note.wish.strip() else "",
        )
        head = f"{note.author}, over {note.about}: " if note.about else f"{note.author}: "
        lines.append(head + " ".join(part for part in said if part))
    return f"{area.title} ({state})" if state else area.title, "\n".join(lines)


def visit_text(s: Session, visit: str) -> str:
    """One visit as plain text for the own organisation's system; no closed notes, no levels."""
    known = need(s, Visit, visit)
    card = need(s, Household, known.household)
    on = full_with_year(day_of(visit_day(known)))
    called = {person.id: first_name(person) for person in persons(s, known.household)}
    there = [called[one] for one in known.present if one in called]
    team = [name for name in map(s.member_name, known.members) if name]
    head = [
        card.name,
        f"Huisbezoek {on}" if on else "Huisbezoek",
        f"Aanwezig: {', '.join(there)}" if there else "",
        f"Team: {', '.join(team)}" if team else "",
    ]
    parts = ["\n".join(line for line in head if line)]
    parts += ["\n".join(filter(None, area_text(area))) for area in notes(s.in_dutch(), visit)]
    agreed = [
        agreement_line(action)
        for action in rules.in_order_of_resort(rows(s, Action, {"visit": visit}))
        if action.status is not Progress.DROPPED
    ]
    if agreed:
        parts.append("\n".join(["Afspraken", *(f"- {line}" for line in agreed)]))
    back = day_of(known.return_on.on) if known.return_on else None
    if known.return_on and back:
        parts.append(f"We komen terug: {full(back)} {known.return_on.at}".rstrip())
    if card.help_ends and (ends := day_of(card.help_ends.on)):
        parts.append(f"Hulp tot en met: {full_with_year(ends)}")
    return "\n\n".join(parts) + "\n"


def zrm_pdf(s: Session, assessment: str) -> bytes:
    """The ZRM profile for the professional's own file, as far as I may see the scores."""
    known = need(s, Assessment, assessment)
    seen = profile(s.in_dutch(), assessment)
    names = content.choices("dragers")
    baseline = seen.baseline or (None,) * len(seen.axes)
    names_of, agreed = scored_by(s, assessment)
    domains = tuple(
        reports.ZrmDomain(
            name=axis[2],
            level=seen.levels[place],
            baseline=baseline[place],
            carriers=tuple(names.name(one) for one in seen.carriers[place]),
            not_judged=seen.reasons[place] if seen.levels[place] is None else "",
        )
        for place, axis in enumerate(seen.axes)
    )
    return reports.render(
        reports.ZrmProfile(
            organisation=letterhead(s),
            date=day_of(known.on) or s.clock.today(),
            person=seen.person_name,
            version=str(content.instrument(known.instrument).label),
            scorers=names_of,
            agreed=agreed,
            baseline_date=day_of(seen.baseline_on) if seen.baseline else None,
            domains=domains,
        )
    )


def scored_by(s: Session, assessment: str) -> tuple[tuple[str, ...], bool]:
    """Names of who scored, and whether every domain that was scored is settled."""
    scores = rows(s, AssessmentScore, {"assessment": assessment})
    grouped = zrm.by_domain(scores)
    settled = all(any(one.scorer == AGREED for one in domain) for domain in grouped.values())
    scorers = dict.fromkeys(one.scorer for one in scores if one.scorer != AGREED)
    names = sorted(filter(None, map(s.member_name, scorers)))
    return tuple(names), bool(grouped) and settled
