"""What this laptop is in its team: the membership it knows, and the keys it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.model.sealed import Identity
from app.model.team import Member
from app.storage.edits import Edit
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


def known_member(session: Session, team: Team, member: str | None) -> None:
    """Raises UserError("not_a_member") for somebody of whom this vault knows nothing."""
    if member and member not in team.members() and session.vault.get("member", member) is None:
        raise UserError("not_a_member")


def count_again(session: Session, member: str) -> None:
    """Who was let go and is let in again is a member in the records too."""
    record = session.vault.get("member", member)
    if isinstance(record, Member) and not record.active:
        session.vault.record([Edit("member", member, {"active": True})])


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
