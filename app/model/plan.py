"""Kinds of the one plan that the household owns."""

from typing import Annotated, ClassVar

from pydantic import StrictBool

from app.model.base import LOOSE, Day, Id, Line, Moment, Record, Register, SpaceRule, Text, Whole
from app.model.words import Progress, Resort, Worked


class PlanAgreed(Register):
    """When and how the household agreed with its plan."""

    on: Day = ""
    how: Line = ""


class HeavierHelp(Register):
    """Whether heavier help was prevented; asked once, at evaluation."""

    prevented: StrictBool | None = None
    why: Text = ""


class Plan(Record):
    """The plan of a household; there is one (derived id)."""

    kind: ClassVar = "plan"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household",)
    searchable: ClassVar = ("evaluation", "agreed", "heavier_help")

    household: Id = ""
    agreed: PlanAgreed | None = None
    evaluation_on: Day = ""
    ends_on: Day = ""
    evaluation: Text = ""
    heavier_help: HeavierHelp | None = None
    printed_at: Moment = ""


class Goal(Record):
    """What the household wants to reach, in its own words."""

    kind: ClassVar = "goal"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "plan"
    required: ClassVar = ("household", "plan", "title")
    searchable: ClassVar = ("title", "result")

    household: Id = ""
    plan: Id = ""
    title: Line = ""
    area: Id = ""
    person: Id = ""
    """Whose goal it is; empty = of the household together."""
    status: Annotated[Progress, LOOSE] = Progress.OPEN
    result: Text = ""
    order: Whole = 0


class Action(Record):
    """Who does what, when; part of a goal or an agreement of its own."""

    kind: ClassVar = "action"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "what")
    searchable: ClassVar = ("what", "who", "result")

    household: Id = ""
    goal: Id = ""
    visit: Id = ""
    what: Line = ""
    resort: Annotated[Resort, LOOSE] | None = None
    who: Line = ""
    """In words: *Mehmet en Hakan*."""
    member: Id = ""
    """The team member who sees to it."""
    person: Id = ""
    """On whose paper it stands; empty = of everyone in the household."""
    due: Day = ""
    status: Annotated[Progress, LOOSE] = Progress.OPEN
    done_on: Day = ""
    worked: Annotated[Worked, LOOSE] | None = None
    result: Text = ""
    order: Whole = 0
