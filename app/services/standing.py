"""What this laptop is in its team: the membership it knows, and the keys it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.errors import UserError
from app.sync import membership, successor

if TYPE_CHECKING:
    from app.model.sealed import Identity
    from app.services.session import Session
    from app.sync.team import Team


def the_team(session: Session) -> Team:
    """The membership as this vault knows it; raises UserError("no_team")."""
    ledger = session.vault.sharing
    team = ledger.team()
    if team is None:
        raise UserError("no_team")
    return membership.evaluate(team, ledger.member_files().values())


def is_member(session: Session) -> bool:
    """Whether this laptop was let in, and not let go since; raises UserError("no_team").

    One that goes on from a restored backup stands on the laptop from before.
    """
    own = {session.vault.device_id, *session.vault.sharing.predecessors()}
    return bool(own & the_team(session).devices.keys())


def as_coordinator(session: Session) -> Team:
    """The membership; raises UserError("no_team"), ("not_coordinator")."""
    team = the_team(session)
    if not team.is_coordinator(session.vault.member_id):
        raise UserError("not_coordinator")
    return team


def identity(session: Session) -> Identity:
    """The keys of this laptop, made when they are first needed."""
    ledger = session.vault.sharing
    successor.vouch(ledger)
    if ledger.identity() is None:
        ledger.set_identity(SigningKey.generate().private, BoxKey.generate().private)
    me = ledger.identity()
    if me is None:
        raise UserError("no_team")
    return me
