"""What this laptop is in its team: the membership it knows, and the keys it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.model.sealed import Identity
from app.sync import successor
from app.sync.known import team_of

if TYPE_CHECKING:
    from app.services.session import Session
    from app.sync.team import Team


def the_team(session: Session) -> Team:
    """The membership as this vault knows it; raises UserError("no_team")."""
    ledger = session.vault.sharing
    if ledger.team() is None:
        raise UserError("no_team")
    return team_of(ledger)


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
    ledger.complete()
    successor.vouch(ledger)
    me = ledger.identity()
    if me is None:
        raise UserError("no_team")
    return me


def enrolling(session: Session) -> Identity:
    """Under which device this laptop founds a team or asks to join: the first of its line.

    What it wrote before a backup was put back then counts too, since each names the next.
    """
    me = identity(session)
    if not me.predecessors:
        return me
    ledger, first = session.vault.sharing, me.predecessors[-1]
    sign, box = ledger.predecessor_keys()[first], ledger.predecessor_boxes()[first]
    return Identity(first, me.member, sign, box)
