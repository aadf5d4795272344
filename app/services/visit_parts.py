"""What a conversation looks like to a screen: frozen values, names instead of ids to look up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.model.team import HelpEnds
    from app.model.visit import Appointment
    from app.model.words import AreaState, Worked
    from app.services.fields import FieldState
    from app.services.target import Target


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person to choose; `informal` is addressed with *je*, `called` is what they are called.

    Both names are empty of who has none.
    """

    id: str
    name: str
    called: str
    informal: bool


@dataclass(frozen=True, slots=True)
class AreaView:
    """One leefgebied in the rail. `reminder` stands at sensitive ones only."""

    id: str
    title: str
    name: str
    icon: str
    question: str
    state: AreaState | None
    sensitive: bool
    reminder: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visit. `number` counts the visits to this household; `me` is a member's id."""

    visit: str
    household: str
    household_name: str
    number: int
    me: str
    persons: tuple[PersonLine, ...]
    present: tuple[str, ...]
    speaker: str
    colleagues: tuple[tuple[str, str], ...]
    areas: tuple[AreaView, ...]
    return_on: Appointment | None
    help_ends: HelpEnds | None
    started_at: str
    position: int = 0
    """Of the vault when this was read."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note to read, not to change: a colleague's, or one's own about somebody else."""

    author: str
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier visit found."""

    on: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed earlier, and whether it worked."""

    on: str
    text: str
    worked: Worked | None


@dataclass(frozen=True, slots=True)
class AreaDetail:
    """One leefgebied of one visit, about one person or (empty) the household as a whole."""

    area: str
    about: str
    state: AreaState | None
    fields: dict[str, tuple[FieldState, Target]]
    colleagues: tuple[NoteLine, ...]
    themes: tuple[str, ...]
    theme_choices: tuple[tuple[str, str], ...]
    closed: tuple[FieldState, Target] | None
    closed_readers: tuple[str, ...]
    known: tuple[Known, ...]
    agreed: tuple[Agreed, ...]


@dataclass(frozen=True, slots=True)
class VisitNote:
    """What one author wrote in a past visit; `author` and `about` are names."""

    id: str
    author: str
    about: str
    text: str
    own_words: str
    own_circle: str
    wish: str


@dataclass(frozen=True, slots=True)
class VisitAreaNotes:
    """A leefgebied of a past visit, with what each author wrote."""

    area: str
    title: str
    icon: str
    state: AreaState | None
    notes: tuple[VisitNote, ...]
