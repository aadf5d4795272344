"""The membership as a vault knows it: its files, and whom the segments that it holds follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.crypto.signing import SigningKey
from app.sync import membership
from app.sync.votes import Heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.model.sealed import SpaceKey, Vote
    from app.sync.circle import Readers
    from app.sync.ledger import Ledger
    from app.sync.team import Team


@dataclass(slots=True)
class Worked:
    """What a round worked out, each beside what it follows from; the next has it ready."""

    team: tuple[object, str, Team] | None = field(default=None, repr=False)
    readers: tuple[object, list[SpaceKey], Readers] | None = field(default=None, repr=False)


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
