"""Kinds of one dossier, about people: persons, custody, network, consent."""

from typing import Annotated, ClassVar

from pydantic import Field, StrictBool

from app.model.base import LOOSE, Day, Id, Line, Moment, Record, Register, Size, SpaceRule, Text
from app.model.words import ContactKind, Interpreter


class SafeContact(Register):
    """How a person may be reached without danger; None = not asked yet."""

    call: StrictBool | None = None
    voicemail: StrictBool | None = None
    app: StrictBool | None = None
    post: StrictBool | None = None
    when: Line = ""
    note: Text = ""


class Person(Record):
    """Someone who lives in the household or belongs to it."""

    kind: ClassVar = "person"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "name")
    searchable: ClassVar = ("name", "call_name", "position", "phone", "safety_note", "safe_contact")

    household: Id = ""
    name: Line = ""
    call_name: Line = ""
    position: Line = ""
    """Place in the household: *moeder*, *zoon*, *oma*."""
    born: Day = ""
    phone: Line = ""
    email: Line = ""
    language: Line = ""
    interpreter: Annotated[Interpreter, LOOSE] | None = None
    informal: StrictBool = False
    """Addressed with *je*; prints for residents otherwise say *u*."""
    safe_contact: SafeContact | None = None
    safety_note: Text = ""


class CustodyHeld(Register):
    """Whether this parent has *gezag*, who says so and since when."""

    held: StrictBool | None = None
    source: Line = ""
    on: Day = ""


class Custody(Record):
    """*Gezag* of one parent over one child."""

    kind: ClassVar = "custody"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "child"
    required: ClassVar = ("household", "child", "holder")

    household: Id = ""
    child: Id = ""
    holder: Id = ""
    custody: CustodyHeld | None = None


class ContactNext(Register):
    """What follows from a contact, by whom and when."""

    what: Line = ""
    member: Id = ""
    due: Day = ""


class Contact(Record):
    """The commonest thing of all: who was reached, how, one line."""

    kind: ClassVar = "contact"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household",)
    searchable: ClassVar = ("line", "next")

    household: Id = ""
    person: Id = ""
    at: Moment = ""
    how: Annotated[ContactKind, LOOSE] | None = None
    line: Text = ""
    next: ContactNext | None = None


class NetworkTie(Register):
    """How a network person stands to the household; one judgement, one register."""

    closeness: Annotated[int, Field(ge=1, le=3)] | None = None
    strength: Annotated[int, Field(ge=1, le=3)] | None = None
    harmful: StrictBool = False


class NetworkMember(Record):
    """Someone of the household's own circle."""

    kind: ClassVar = "network_member"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "name")
    searchable: ClassVar = ("name", "relation", "note")

    household: Id = ""
    name: Line = ""
    relation: Line = ""
    tie: NetworkTie | None = None
    may_be_asked: StrictBool | None = None
    phone: Line = ""
    note: Text = ""


class InvolvedParty(Record):
    """An organisation or professional already *achter de voordeur*."""

    kind: ClassVar = "involved_party"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "name")
    searchable: ClassVar = ("name", "organisation", "does")

    household: Id = ""
    name: Line = ""
    organisation: Line = ""
    does: Line = ""
    phone: Line = ""
    inner_ring: StrictBool = False


class ConsentGiven(Register):
    """When and how a person said yes; withdrawn when that day is filled in."""

    on: Day = ""
    how: Line = ""
    withdrawn_on: Day = ""


class Consent(Record):
    """Permission of one person to share something with someone."""

    kind: ClassVar = "consent"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "purpose")
    searchable: ClassVar = ("purpose", "with_whom", "given")

    household: Id = ""
    person: Id = ""
    purpose: Line = ""
    with_whom: Line = ""
    given: ConsentGiven | None = None


class Reader(Record):
    """A member who reads this dossier, or no longer does (derived id); the reason is recorded."""

    kind: ClassVar = "reader"
    space: ClassVar = SpaceRule.DOSSIER
    required: ClassVar = ("household", "member")

    household: Id = ""
    member: Id = ""
    reason: Text = ""
    since: Day = ""
    active: StrictBool = False


class AttachmentBlob(Register):
    """Which sealed file it is, and the key that opens it; a new file is a new key."""

    id: Line = ""
    key: Line = ""
    """32 bytes in base64."""
    size: Size = 0
    """Bytes of the sealed file."""


class Attachment(Record):
    """A file that belongs to the dossier; its bytes lie sealed beside the records."""

    kind: ClassVar = "attachment"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "name", "blob")
    searchable: ClassVar = ("name",)

    household: Id = ""
    visit: Id = ""
    person: Id = ""
    name: Line = ""
    media_type: Line = ""
    size: Size = 0
    """Bytes of the file itself."""
    added_on: Day = ""
    blob: AttachmentBlob | None = None
