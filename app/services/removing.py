"""Deleting: what a person may take away alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.model.team import Household
from app.services import circle

if TYPE_CHECKING:
    from app.services.session import Session
    from app.storage.changes import Change


def delete(s: Session, kind: str, entity: str) -> list[Change]:
    """Deletes a record with what hangs under it; it can be brought back.

    Raises UserError("household_stays") for a household of which others wrote the card, or of
    which they may have begun a dossier that this laptop does not read.
    """
    if kind == Household.kind and s.vault.get(kind, entity) is not None:
        sent = s.vault.sharing.team() is not None and s.vault.sharing.is_sent(kind, entity)
        if sent and not circle.of(s, entity).reads:
            raise UserError("household_stays")
    return s.vault.delete(kind, entity)
