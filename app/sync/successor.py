"""Going on under a device id of its own: after a restored backup, for a copied vault (`DRN1`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.model.sealed import Identity
from app.sync import signed
from app.sync.fields import spelled
from app.sync.files import Named, named
from app.sync.heirs import MAGIC
from app.sync.known import team_of

if TYPE_CHECKING:
    from app.sync.ledger import Ledger


def make_successor(team: str, member: str, old: tuple[str, bytes], new: Identity) -> Named:
    """The file in which `old` (device, private signing key) names who goes on from it."""
    device, private = old
    body = {
        "box": spelled(BoxKey(new.box).public),
        "by": device,
        "device": new.device,
        "member": member,
        "sign": spelled(SigningKey(new.sign).public),
        "team": team,
    }
    return named("successor", signed.write(MAGIC, body, b"", SigningKey(private)))


def go_on(ledger: Ledger) -> None:
    """This laptop goes on as another device of the same member, before it writes anything."""
    ledger.go_on()
    vouch(ledger)


def vouch(ledger: Ledger) -> None:
    """Sees to it that the team can know the device of a restored or copied vault.

    The vault holds its keys before the team knows them, so that a crash in between leaves nothing
    that stands in the way. Each device since the last one that the team knows names the next: what
    was written under any of them then counts. Where the team knows none, it must ask to join.
    """
    me = ledger.identity()
    team = team_of(ledger)
    if me is None or team.device(me.device) is not None:
        return
    signs, boxes = ledger.predecessor_keys(), ledger.predecessor_boxes()
    line = [old for old in me.predecessors if old in signs]
    known = next((old for old in line if team.device(old) is not None), None)
    member = team.author(known) if known else None
    if known is None or member is None:
        return
    since = [
        Identity(old, member, signs[old], boxes[old], ()) for old in line[: line.index(known)][::-1]
    ]
    giver = (known, signs[known])
    for heir in (*since, me):
        file = make_successor(team.id, member, giver, heir)
        ledger.keep_member_files({file.name: file.data})
        giver = (heir.device, heir.sign)
