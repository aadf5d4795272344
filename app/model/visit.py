"""Kinds of one visit: the conversation, its notes and its summary."""

from typing import Annotated, ClassVar

from pydantic import StrictBool

from app.model.base import (
    LOOSE,
    Day,
    Id,
    Ids,
    Line,
    Lines,
    Moment,
    Record,
    Register,
    SpaceRule,
    Text,
    TimeOfDay,
)
from app.model.words import AreaState, Paper, VisitStatus


class Appointment(Register):
    """A day and a time that were agreed together."""

    on: Day = ""
    at: TimeOfDay = ""


class Visit(Record):
    """One huisbezoek by a duo."""

    kind: ClassVar = "visit"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household",)
    searchable: ClassVar = ("place", "remark")

    household: Id = ""
    planned: Appointment | None = None
    status: Annotated[VisitStatus, LOOSE] = VisitStatus.PLANNED
    members: Ids = ()
    present: Ids = ()
    """Persons of the household who took part."""
    speaker: Id = ""
    """Who speaks now: the default of *over wie*."""
    started_at: Moment = ""
    ended_at: Moment = ""
    place: Line = ""
    remark: Text = ""
    return_on: Appointment | None = None
    content: Line = ""
    """Version of the leefgebieden with which the conversation was held."""
    same_as: Id = ""


class VisitArea(Record):
    """What the resident said of one leefgebied; one per visit and area (derived id)."""

    kind: ClassVar = "visit_area"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "visit"
    required: ClassVar = ("household", "visit", "area")

    household: Id = ""
    visit: Id = ""
    area: Id = ""
    state: Annotated[AreaState, LOOSE] | None = None


class DomainNote(Record):
    """What one author wrote about one leefgebied in one visit (derived id)."""

    kind: ClassVar = "domain_note"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "visit"
    required: ClassVar = ("household", "visit", "area", "author")
    searchable: ClassVar = ("text", "own_words", "own_circle", "wish")

    household: Id = ""
    visit: Id = ""
    area: Id = ""
    author: Id = ""
    about: Id = ""
    """The person it is about; empty = the household as a whole."""
    text: Text = ""
    own_words: Text = ""
    own_circle: Text = ""
    wish: Text = ""
    themes: Lines = ()


class ClosedNote(Record):
    """A note for named people only, in a space of its own."""

    kind: ClassVar = "closed_note"
    space: ClassVar = SpaceRule.CLOSED
    parent: ClassVar = "visit"
    required: ClassVar = ("household", "author")
    searchable: ClassVar = ("text",)

    household: Id = ""
    visit: Id = ""
    area: Id = ""
    author: Id = ""
    about: Id = ""
    readers: Ids = ()
    text: Text = ""


class Agreed(Register):
    """Answer to *klopt dit?*: None = not asked yet."""

    yes: StrictBool | None = None
    no_because: Text = ""


class VisitSummary(Record):
    """The paper of one person after one visit (derived id)."""

    kind: ClassVar = "visit_summary"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "visit"
    required: ClassVar = ("household", "visit", "person")
    searchable: ClassVar = ("quote", "agreed")

    household: Id = ""
    visit: Id = ""
    person: Id = ""
    quote: Text = ""
    agreed: Agreed | None = None
    paper: Annotated[Paper, LOOSE] | None = None
    large_print: StrictBool = False
    printed_at: Moment = ""


class SummaryLine(Record):
    """One leefgebied on one person's paper, as read back at the table (derived id)."""

    kind: ClassVar = "summary_line"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "visit"
    required: ClassVar = ("household", "visit", "person", "area")
    searchable: ClassVar = ("text",)

    household: Id = ""
    visit: Id = ""
    person: Id = ""
    area: Id = ""
    good: StrictBool = False
    """Stands under *Wat gaat goed* instead of *Dit hebben we besproken*."""
    text: Text = ""
    left_out: StrictBool = False
