"""Contact: who was reached, how, one line, what next; ten seconds from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.clock import new_id
from app.model.dossier import Contact, Person, SafeContact
from app.model.words import Resort
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person to choose; `safe_contact` warns in one line, empty when there is no need."""

    id: str
    name: str
    safe_contact: str


def persons(session: Session, household: str) -> tuple[PersonChoice, ...]:
    """Persons of a household, with how they may be reached."""
    return tuple(
        PersonChoice(one.id, one.call_name or one.name, safe_line(one.safe_contact))
        for one in session.vault.rows("person", {"household": household}, order=("born", "id"))
        if isinstance(one, Person)
    )


def safe_line(safe: SafeContact | None) -> str:
    """`niet bellen, geen voicemail, na vijf uur`; only what one must not do, and when."""
    if safe is None:
        return ""
    never = (
        ("niet bellen", safe.call),
        ("geen voicemail", safe.voicemail),
        ("geen app", safe.app),
        ("geen post", safe.post),
    )
    parts = [words for words, allowed in never if allowed is False]
    return ", ".join([*parts, *(part for part in (safe.when, safe.note) if part)])


def log(
    session: Session,
    household: str,
    person: str,
    how: str,
    line: str,
    next: dict[str, Any] | None = None,  # noqa: A002 - the field's name
) -> str:
    """Writes down a contact of now; what follows becomes an action of mine. Returns its id."""
    entity = new_id(session.clock)
    moment = session.clock.now().astimezone().replace(tzinfo=None).isoformat(timespec="minutes")
    fields: dict[str, Any] = {"household": household, "how": how, "line": line, "at": moment}
    if person:
        fields["person"] = person
    edits = []
    if next and next.get("what"):
        mine = {"member": session.vault.member_id, **{k: v for k, v in next.items() if v}}
        fields["next"] = mine
        action = {
            "household": household,
            "what": mine["what"],
            "resort": Resort.TEAM.value,
            "who": session.me.name,
            "member": mine["member"],
            "due": mine.get("due", ""),
        }
        edits.append(Edit("action", new_id(session.clock), action))
    session.vault.record([Edit("contact", entity, fields), *edits])
    return entity


def recent(session: Session, household: str) -> tuple[Contact, ...]:
    """Contacts of a household, newest first."""
    found = session.vault.rows("contact", {"household": household}, order=("at",))
    return tuple(one for one in reversed(found) if isinstance(one, Contact))
