"""Households and who belongs to them, made at once; what was said of contact with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.clock import new_id
from app.model.dossier import Contact
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session


def new_household(s: Session, name: str, **fields: Any) -> str:
    """A household without a melding; returns its id."""
    entity = new_id(s.clock)
    today = s.clock.today().isoformat()
    card = {"name": name, "opened_on": today, "retention": {"regime": "wmo", "since": today}}
    s.vault.record([Edit("household", entity, {**card, **fields})])
    return entity


def add(s: Session, kind: str, household: str, fields: dict[str, Any]) -> str:
    """A record of a dossier with these fields; returns its id."""
    entity = new_id(s.clock)
    s.vault.record([Edit(kind, entity, {"household": household, **fields})])
    return entity


def contacts_of(s: Session, household: str) -> tuple[Contact, ...]:
    """Newest first."""
    found = s.vault.rows("contact", {"household": household}, order=("at",))
    return tuple(one for one in reversed(found) if isinstance(one, Contact))
