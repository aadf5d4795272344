"""The membership as a vault knows it: its files, and whom the segments that it holds follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.signing import SigningKey
from app.sync import membership
from app.sync.votes import Heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.model.sealed import Vote
    from app.sync.keeper import Ledger
    from app.sync.team import Team


def team_of(ledger: Ledger, team: str | None = None, overheard: Iterable[Vote] = ()) -> Team:
    """Of the team that this vault is in, or of `team`; nobody is in it when there is none.

    `overheard` are votes of segments that it does not hold.
    """
    return membership.evaluate(
        team or ledger.team() or "",
        ledger.member_files().values(),
        lambda: _heard(ledger, [*ledger.votes(), *overheard]),
    )


def _heard(ledger: Ledger, votes: Sequence[Vote]) -> Heard:
    me = ledger.identity()
    if me is None:
        return Heard(votes)
    signs = {me.device: me.sign, **ledger.predecessor_keys()}
    own = {
        device: SigningKey(signs[device]).public
        for device in (me.device, *me.predecessors)
        if device in signs
    }
    return Heard(votes, own)
