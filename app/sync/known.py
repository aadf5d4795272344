"""The membership as a vault knows it: its files, and whom the segments that it holds follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.signing import SigningKey
from app.sync import membership
from app.sync.votes import Heard

if TYPE_CHECKING:
    from app.sync.keeper import Ledger
    from app.sync.team import Team


def team_of(ledger: Ledger, team: str | None = None) -> Team:
    """Of the team that this vault is in, or of `team`; nobody is in it when there is none."""
    return membership.evaluate(
        team or ledger.team() or "", ledger.member_files().values(), lambda: heard(ledger)
    )


def heard(ledger: Ledger) -> Heard:
    """Votes, and the devices of this laptop."""
    me = ledger.identity()
    if me is None:
        return Heard(ledger.votes())
    signs = {me.device: me.sign, **ledger.predecessor_keys()}
    own = {
        device: SigningKey(signs[device]).public
        for device in (me.device, *me.predecessors)
        if device in signs
    }
    return Heard(ledger.votes(), own)
