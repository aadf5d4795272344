"""What each printed document is made of: the only words that can come onto paper."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    """A frozen value whose `repr` tells no word of anybody, so that no log can."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr_args__(self) -> list[tuple[str | None, object]]:
        return []


class Organisation(_Part):
    """Who hands out the paper; `logo` holds the bytes of a PNG or JPEG picture."""

    team: str
    address: str = ""
    phone: str = ""
    logo: bytes | None = Field(default=None, repr=False)


class Topic(_Part):
    """A leefgebied that was discussed, in the words read back at the table."""

    title: str
    text: str


class Agreement(_Part):
    """Who does what, and when; `when_words` stands before the day ("vanaf", "elke week")."""

    what: str
    who: str = ""
    when: dt.date | None = None
    when_words: str = ""


class Return(_Part):
    """When the team comes back; the time may be unknown still."""

    day: dt.date
    time: dt.time | None = None


class VisitSummary(_Part):
    """The paper that stays with one person after a visit.

    There is no place for levels, notes, closed notes, other persons or areas that were not
    discussed: what has no field cannot be printed.
    """

    organisation: Organisation
    date: dt.date
    person: str
    visitors: tuple[str, ...] = ()
    place: Literal["home", "office", "phone", "elsewhere"] = "home"
    quotes: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    discussed: tuple[Topic, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    comes_back: Return | None = None
    help_until: dt.date | None = None
    contact: str = ""
    phone: str = ""
    correct: bool | None = None
    objection: str = ""


class PlanAction(_Part):
    """One action; `resort` counts from 0 (resident) to 6 (second line), None is unknown."""

    what: str
    who: str = ""
    resort: Annotated[int, Field(ge=0, le=6)] | None = None
    when: dt.date | None = None
    when_words: str = ""
    done: bool = False


class PlanGoal(_Part):
    """A goal in the household's own words."""

    words: str
    result: str = ""
    actions: tuple[PlanAction, ...] = ()


class PlanDocument(_Part):
    """The plan that the household signs."""

    organisation: Organisation
    date: dt.date
    persons: tuple[str, ...]
    goals: tuple[PlanGoal, ...] = ()
    strengths: tuple[str, ...] = ()
    evaluation: dt.date | None = None
    end: dt.date | None = None
    contact: str = ""
    phone: str = ""
    signers: tuple[str, ...] = ()
    agreed: str = ""


class DossierPerson(_Part):
    """A person of the household; `safe_contact` says how that person may be reached."""

    name: str
    relation: str = ""
    born: dt.date | None = None
    phone: str = ""
    language: str = ""
    safe_contact: str = ""


class DossierEntry(_Part):
    """Something that happened: its day, kind ("huisbezoek"), authors and text."""

    date: dt.date
    kind: str
    authors: tuple[str, ...] = ()
    text: str = ""


class DossierDocument(_Part):
    """A clean copy of a dossier for the own organisation."""

    organisation: Organisation
    date: dt.date
    household: str
    address: str = ""
    phone: str = ""
    language: str = ""
    regisseur: str = ""
    duo: tuple[str, ...] = ()
    status: str = ""
    help_until: dt.date | None = None
    made_by: str = ""
    recipient: str = ""
    persons: tuple[DossierPerson, ...] = ()
    timeline: tuple[DossierEntry, ...] = ()
    goals: tuple[PlanGoal, ...] = ()


Level = Annotated[int, Field(strict=True, ge=1, le=5)]


class ZrmDomain(_Part):
    """One domain; without a level it was not judged, and `not_judged` says why."""

    name: str
    level: Level | None = None
    baseline: Level | None = None
    carriers: tuple[str, ...] = ()
    not_judged: str = ""


class ZrmProfile(_Part):
    """The ZRM of one person for the professional's own file, never for the resident's table."""

    organisation: Organisation
    date: dt.date
    person: str
    version: str = "ZRM 2017"
    scorers: tuple[str, ...] = ()
    agreed: bool = False
    baseline_date: dt.date | None = None
    domains: tuple[ZrmDomain, ...] = ()


class CardArea(_Part):
    """One leefgebied on the blank card, numbered as on the screen."""

    number: int
    title: str
    question: str = ""
    hint: str = ""


class ConversationCard(_Part):
    """The blank paper variant of the conversation; it names no household."""

    organisation: Organisation
    areas: tuple[CardArea, ...]
    version: str = ""


class NeutralCard(_Part):
    """A card with a number and nothing else, for a home where a paper may not be found."""

    phone: str


class ContactCard(_Part):
    """The small card that stays: whom to call, and when we come back."""

    organisation: Organisation
    contact: str
    phone: str
    role: str = ""
    email: str = ""
    reachable: str = ""
    comes_back: Return | None = None


class ClosingLetter(_Part):
    """The letter with the date on which help ends and the way back."""

    organisation: Organisation
    date: dt.date
    person: str
    address: tuple[str, ...] = ()
    ends: dt.date | None = None
    good: tuple[str, ...] = ()
    remarks: str = ""
    aftercare: Return | None = None
    contact: str = ""
    phone: str = ""
    signers: tuple[str, ...] = ()


class RecoverySheet(_Part):
    """What lies in the safe: whose sheet it is, of which day, and its words in their order."""

    organisation: Organisation
    date: dt.date
    team: str
    words: tuple[str, ...]


Document = (
    VisitSummary
    | PlanDocument
    | DossierDocument
    | ZrmProfile
    | ConversationCard
    | NeutralCard
    | ContactCard
    | ClosingLetter
    | RecoverySheet
)
