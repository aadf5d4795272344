"""Kinds that the whole team reads: members, cards of cases, agenda, directory."""

from typing import Annotated, ClassVar

from pydantic import StrictBool

from app.model.base import (
    LOOSE,
    Day,
    Id,
    Ids,
    Line,
    Lines,
    Record,
    Register,
    SpaceRule,
    Text,
    TimeOfDay,
    Whole,
)
from app.model.words import Quadrant, Role, Source, Status


class Address(Register):
    """Street, number and place belong together: half of two addresses is nobody's house."""

    street: Line = ""
    number: Line = ""
    postcode: Line = ""
    city: Line = ""

    def line(self) -> str:
        """`Korenstraat 41, Groningen`; what is unknown stays out."""
        house = " ".join(part for part in (self.street, self.number) if part)
        return ", ".join(part for part in (house, self.city) if part)


class HelpEnds(Register):
    """Until when the team helps, and why then."""

    on: Day = ""
    reason: Line = ""


class Retention(Register):
    """Which law says how long the dossier is kept, and from when."""

    regime: Line = ""
    since: Day = ""


class Team(Record):
    """The team itself: one record, made by who founded it."""

    kind: ClassVar = "team"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("name",)

    name: Line = ""


class Member(Record):
    """Someone of the team, seconded by an organisation."""

    kind: ClassVar = "member"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("name",)
    searchable: ClassVar = ("name", "organisation")

    name: Line = ""
    organisation: Line = ""
    role: Annotated[Role, LOOSE] = Role.MEMBER
    expertise: Lines = ()
    phone: Line = ""
    active: StrictBool = True


class Household(Record):
    """The card of a household: what the whole team may see of it."""

    kind: ClassVar = "household"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("name",)
    searchable: ClassVar = ("name", "address", "phone", "help_ends")

    name: Line = ""
    address: Address | None = None
    neighbourhood: Line = ""
    phone: Line = ""
    status: Annotated[Status, LOOSE] = Status.REFERRED
    case_lead: Id = ""
    pair: Ids = ()
    stand_in: Id = ""
    opened_on: Day = ""
    help_ends: HelpEnds | None = None
    evaluation_on: Day = ""
    retention: Retention | None = None
    same_as: Id = ""


class Referral(Record):
    """A melding: someone is worried, or asks for help."""

    kind: ClassVar = "referral"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("name",)
    searchable: ClassVar = (
        "name", "address", "reason", "already_involved", "source_name", "not_taken_reason",
    )  # fmt: skip

    name: Line = ""
    address: Address | None = None
    phone: Line = ""
    neighbourhood: Line = ""
    received_on: Day = ""
    source: Annotated[Source, LOOSE] | None = None
    source_name: Line = ""
    reason: Text = ""
    themes: Lines = ()
    already_involved: Text = ""
    status: Annotated[Status, LOOSE] = Status.REFERRED
    pair: Ids = ()
    assigned_on: Day = ""
    household: Id = ""
    not_taken_reason: Line = ""
    legal: StrictBool = False
    """Marked as a melding in the sense of Wmo 2015, art. 2.3.2."""
    confirmed_on: Day = ""
    """The day that its receipt was confirmed, as the same article asks (first paragraph)."""


class Signal(Record):
    """A theme that returns in a street or neighbourhood; says nothing of who."""

    kind: ClassVar = "signal"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("theme",)
    searchable: ClassVar = ("note",)

    theme: Line = ""
    neighbourhood: Line = ""
    noted_on: Day = ""
    note: Text = ""
    initiative: Id = ""


class Initiative(Record):
    """A collective answer to questions that return."""

    kind: ClassVar = "initiative"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("title",)
    searchable: ClassVar = ("title", "description")

    title: Line = ""
    description: Text = ""
    quadrant: Annotated[Quadrant, LOOSE] | None = None
    started_on: Day = ""
    lead: Id = ""


class Meeting(Record):
    """The two-weekly overleg."""

    kind: ClassVar = "meeting"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("on",)
    searchable: ClassVar = ("minutes",)

    on: Day = ""
    at: TimeOfDay = ""
    place: Line = ""
    present: Ids = ()
    minutes: Text = ""


class AgendaItem(Record):
    """One point of an overleg."""

    kind: ClassVar = "agenda_item"
    space: ClassVar = SpaceRule.TEAM
    parent: ClassVar = "meeting"
    required: ClassVar = ("title",)
    searchable: ClassVar = ("title", "decision")

    meeting: Id = ""
    household: Id = ""
    title: Line = ""
    decision: Text = ""
    order: Whole = 0


class DirectoryEntry(Record):
    """An offer on the sociale kaart."""

    kind: ClassVar = "directory_entry"
    space: ClassVar = SpaceRule.TEAM
    required: ClassVar = ("name",)
    searchable: ClassVar = ("name", "offer", "audience")

    name: Line = ""
    offer: Text = ""
    audience: Line = ""
    place: Line = ""
    phone: Line = ""
    quadrant: Annotated[Quadrant, LOOSE] | None = None
    areas: Lines = ()
