"""What is agreed: goals in the household's own words, who does what, and whether it worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.clock import new_id
from app.conversation.plain import near_home_sentence
from app.model import rules
from app.model.plan import Action, Goal, HeavierHelp, Plan, PlanAgreed
from app.model.team import Household
from app.model.words import Progress, Resort, Status, Worked
from app.services.records import first_name, maybe, need, persons, rows
from app.services.undoing import together
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session


@dataclass(frozen=True, slots=True)
class ActionView:
    """One agreement. `own_step` = a worker's own next step: on no paper and in no count."""

    id: str
    goal: str
    what: str
    resort: Resort | None
    who: str
    member: str
    person: str
    due: str
    status: Progress
    worked: Worked | None
    order: int
    own_step: bool


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal with its actions, nearest help first."""

    id: str
    title: str
    area: str
    area_title: str
    person: str
    person_name: str
    status: Progress
    result: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan of a household, there or not yet: `id` is the same on every laptop."""

    id: str
    goals: tuple[GoalView, ...]
    loose: tuple[ActionView, ...]
    near_home: str
    evaluation_on: str
    ends_on: str
    agreed: PlanAgreed | None
    evaluation: str
    heavier_help: HeavierHelp | None


def is_own_step(action: Action) -> bool:
    """Whether only the team does it and nobody of the household was named: not for their paper."""
    return bool(action.member) and not action.who and not action.goal and not action.person


def plan(s: Session, household: str) -> PlanView:
    """Goals and agreements as they stand; what was dropped stays in sight of its goal only."""
    entity = rules.plan_id(household)
    made = maybe(s, Plan, entity) or Plan(id=entity, household=household)
    called = {person.id: first_name(person) for person in persons(s, household)}
    actions = rules.in_order_of_resort(rows(s, Action, {"household": household}))
    goals = sorted(rows(s, Goal, {"household": household}), key=lambda goal: (goal.order, goal.id))
    known = {goal.id for goal in goals}
    counted = [
        action
        for action in actions
        if action.status is not Progress.DROPPED and not is_own_step(action)
    ]
    return PlanView(
        id=entity,
        goals=tuple(_goal(s, goal, called, actions) for goal in goals),
        loose=tuple(_action(action) for action in actions if action.goal not in known),
        near_home=near_home_sentence(*rules.near_home(counted), s.language),
        evaluation_on=made.evaluation_on,
        ends_on=made.ends_on,
        agreed=made.agreed,
        evaluation=made.evaluation,
        heavier_help=made.heavier_help,
    )


def _goal(s: Session, goal: Goal, called: dict[str, str], actions: list[Action]) -> GoalView:
    area = s.areas.get(goal.area)
    return GoalView(
        id=goal.id,
        title=goal.title,
        area=goal.area,
        area_title=s.say(area.title) if area else "",
        person=goal.person,
        person_name=called.get(goal.person, ""),
        status=goal.status,
        result=goal.result,
        actions=tuple(_action(action) for action in actions if action.goal == goal.id),
    )


def _action(action: Action) -> ActionView:
    return ActionView(
        id=action.id,
        goal=action.goal,
        what=action.what,
        resort=action.resort,
        who=action.who,
        member=action.member,
        person=action.person,
        due=action.due,
        status=action.status,
        worked=action.worked,
        order=action.order,
        own_step=is_own_step(action),
    )


def add_goal(
    s: Session, household: str, title: str, area: str = "", person: str = "", goal: str = ""
) -> str:
    """A new goal, last in the row; returns its id. The first one begins the plan.

    `goal` is the id under which its words were typed; what was typed goes with it.
    """
    order = len(rows(s, Goal, {"household": household}))
    goal = goal or new_id(s.clock)
    typed = s.vault.commit_draft("goal", goal)
    fields = {
        "household": household,
        "plan": rules.plan_id(household),
        "title": title,
        "area": area or None,
        "person": person or None,
        "order": order,
    }
    edits = [*_begin_plan(s, household), Edit("goal", goal, _filled(fields))]
    together(s, [*typed, *reversed(s.vault.record(edits))])
    return goal


def _begin_plan(s: Session, household: str) -> list[Edit]:
    """Plan, the day to look back together, and the status; none of it when there is a plan."""
    entity = rules.plan_id(household)
    if maybe(s, Plan, entity) is not None:
        return []
    card = need(s, Household, household)
    ahead = s.clock.today() + timedelta(weeks=s.organisation.evaluation_weeks)
    day = card.evaluation_on or ahead.isoformat()
    fields: dict[str, Any] = {"household": household, "evaluation_on": day}
    if card.help_ends and card.help_ends.on:
        fields["ends_on"] = card.help_ends.on
    known = {"evaluation_on": day, "status": rules.step_to(card.status, Status.PLAN).value}
    return [Edit("household", household, known), Edit("plan", entity, fields)]


def add_action(  # noqa: PLR0913, PLR0917 - an agreement as the screen says it
    s: Session,
    household: str,
    what: str,
    resort: str | None = None,
    who: str = "",
    due: str = "",
    visit: str = "",
    goal: str = "",
    person: str = "",
    member: str = "",
    action: str = "",
) -> str:
    """A new agreement, last in its row; returns its id. What is not known yet stays empty.

    `action` is the id under which its words were typed; what was typed goes with it.
    """
    action = action or new_id(s.clock)
    beside = [one for one in rows(s, Action, {"household": household}) if one.goal == goal]
    fields = {
        "household": household,
        "what": what,
        "resort": resort,
        "who": who,
        "due": due,
        "visit": visit,
        "goal": goal,
        "person": person,
        "member": member,
        "order": len(beside),
    }
    typed = s.vault.commit_draft("action", action)
    together(s, [*typed, *s.vault.record([Edit("action", action, _filled(fields))])])
    return action


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None)}


def done(s: Session, action: str, done: bool) -> None:  # noqa: FBT001 - what the tick says
    """Ticks an action, or opens it again."""
    need(s, Action, action)
    today = s.clock.today().isoformat()
    fields = (
        {"status": Progress.DONE.value, "done_on": today}
        if done
        else {"status": Progress.OPEN.value, "done_on": None}
    )
    s.vault.record([Edit("action", action, fields)])


def worked(s: Session, action: str, worked: str | None) -> None:
    """Whether it helped; None = not said."""
    need(s, Action, action)
    s.vault.record([Edit("action", action, {"worked": worked or None})])


def set_plan(s: Session, household: str, field: str, value: object) -> None:
    """Sets one field of the plan; makes the plan when there is none.

    The days stand on the card of the household too, so that the whole team can plan with them.
    Once the household agreed, the plan is being carried out.
    """
    card = need(s, Household, household)
    entity = rules.plan_id(household)
    known = None if value == "" else value
    fields: dict[str, Any] = {"household": household, field: known}
    on_card: dict[str, Any] = {}
    if field == "evaluation_on":
        on_card["evaluation_on"] = known
    if field == "ends_on":
        reason = card.help_ends.reason if card.help_ends else ""
        ends = {"on": known or "", "reason": reason}
        on_card["help_ends"] = ends if known or reason else None
    if field == "agreed" and isinstance(value, dict) and value.get("on"):
        on_card["status"] = rules.step_to(card.status, Status.RUNNING).value
    card_too = [Edit("household", household, on_card)] if on_card else []
    together(s, s.vault.record([Edit("plan", entity, fields), *card_too]))
