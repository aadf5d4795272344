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
    """One action; `resort` counts from 0 (resident) to 6 (second line), None is unknown.

    `outcome` says what came of it; only the dossier tells that.
    """

    what: str
    who: str = ""
    resort: Annotated[int, Field(ge=0, le=6)] | None = None
    when: dt.date | None = None
    when_words: str = ""
    done: bool = False
    outcome: str = ""


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


Level = Annotated[int, Field(strict=True, ge=1, le=5)]
Third = Annotated[int, Field(strict=True, ge=1, le=3)]


class DossierPerson(_Part):
    """A person of the household; `safe_contact` says how that person may be reached."""

    name: str
    call_name: str = ""
    relation: str = ""
    born: dt.date | None = None
    phone: str = ""
    email: str = ""
    language: str = ""
    interpreter: str = ""
    safe_contact: str = ""
    safety: str = ""


class DossierCustody(_Part):
    """Whether one holder has *gezag* over one child; None is not known yet."""

    child: str
    holder: str
    held: bool | None = None
    source: str = ""
    on: dt.date | None = None


class DossierFriend(_Part):
    """Somebody of the own circle; `closeness` 1 is near by, `strength` 3 is a strong tie."""

    name: str
    relation: str = ""
    closeness: Third | None = None
    strength: Third | None = None
    harmful: bool = False
    may_be_asked: bool | None = None
    phone: str = ""
    note: str = ""


class DossierParty(_Part):
    """An organisation or professional already at work; `inner` sits at the table."""

    name: str
    organisation: str = ""
    does: str = ""
    phone: str = ""
    inner: bool = False


class DossierConsent(_Part):
    """What somebody said yes to, and whether that was taken back."""

    purpose: str
    person: str = ""
    with_whom: str = ""
    on: dt.date | None = None
    how: str = ""
    withdrawn: dt.date | None = None


class DossierReader(_Part):
    """Who reads this dossier along, or (`active` false) no longer does."""

    name: str
    role: str = ""
    since: dt.date | None = None
    reason: str = ""
    active: bool = True


class DossierScore(_Part):
    """One domain that was scored, with its reason; no level = it could not be judged."""

    name: str
    level: Level | None = None
    own_figure: Annotated[int, Field(strict=True, ge=1, le=10)] | None = None
    carriers: tuple[str, ...] = ()
    reason: str = ""


class DossierAssessment(_Part):
    """One ZRM of one person; `rest` names the domains that were not judged."""

    person: str
    date: dt.date | None = None
    version: str = ""
    scorers: tuple[str, ...] = ()
    agreed: bool = False
    scores: tuple[DossierScore, ...] = ()
    rest: tuple[str, ...] = ()


class DossierEntry(_Part):
    """Something that happened: its day, kind ("huisbezoek"), authors, text, and text per topic."""

    date: dt.date | None
    kind: str
    authors: tuple[str, ...] = ()
    text: str = ""
    topics: tuple[Topic, ...] = ()


class DossierFile(_Part):
    """An attachment, by name; the file itself is not printed."""

    name: str
    on: dt.date | None = None
    by: str = ""
    about: str = ""


class DossierPlan(_Part):
    """What is agreed about the plan as a whole, and how it went."""

    agreed: str = ""
    evaluation: dt.date | None = None
    ends: dt.date | None = None
    changed: str = ""
    prevented: bool | None = None
    why: str = ""
    goals: tuple[PlanGoal, ...] = ()


class DossierDocument(_Part):
    """The whole dossier for the own file: all that its readers may read but closed notes."""

    organisation: Organisation
    date: dt.date
    household: str
    address: str = ""
    neighbourhood: str = ""
    phone: str = ""
    language: str = ""
    regisseur: str = ""
    duo: tuple[str, ...] = ()
    stand_in: str = ""
    status: str = ""
    opened: dt.date | None = None
    help_until: dt.date | None = None
    help_reason: str = ""
    retention: str = ""
    made_by: str = ""
    recipient: str = ""
    persons: tuple[DossierPerson, ...] = ()
    custody: tuple[DossierCustody, ...] = ()
    circle: tuple[DossierFriend, ...] = ()
    parties: tuple[DossierParty, ...] = ()
    consents: tuple[DossierConsent, ...] = ()
    readers: tuple[DossierReader, ...] = ()
    plan: DossierPlan = DossierPlan()
    assessments: tuple[DossierAssessment, ...] = ()
    timeline: tuple[DossierEntry, ...] = ()
    files: tuple[DossierFile, ...] = ()


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
