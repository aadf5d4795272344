"""Going on under a device id of its own: after a restored backup, for a copied vault (`DRN1`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.clock import derived_id
from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.sync import signed
from app.sync.fields import spelled
from app.sync.files import Named, named
from app.sync.heirs import MAGIC
from app.sync.membership import evaluate

if TYPE_CHECKING:
    from app.sync.keeper import Ledger


def make_successor(team: str, member: str, old: tuple[str, bytes], new: NewDevice) -> Named:
    """The file in which `old` (device, private signing key) names who goes on from it."""
    device, private = old
    body = {
        "box": spelled(new.box.public),
        "by": device,
        "device": new.id,
        "member": member,
        "sign": spelled(new.sign.public),
        "team": team,
    }
    return named("successor", signed.write(MAGIC, body, b"", SigningKey(private)))


class NewDevice:
    """Fresh keys, and the id that follows from them."""

    def __init__(self) -> None:
        self.sign = SigningKey.generate()
        self.box = BoxKey.generate()
        self.id = derived_id("device", self.sign.public.hex())


def go_on(ledger: Ledger) -> None:
    """This laptop goes on as another device of the same member, before it writes anything.

    A device that the team does not know goes on alone: it must ask to join.
    """
    new = NewDevice()
    team = evaluate(ledger.team() or "", ledger.member_files().values())
    keys = ledger.predecessor_keys()
    if me := ledger.identity():
        keys = {**keys, me.device: me.sign}
    order = [me.device] if me else []
    known = [device for device in (*order, *ledger.predecessors()) if device in keys]
    for old in known:
        if (member := team.author(old)) is not None:
            file = make_successor(team.id, member, (old, keys[old]), new)
            ledger.keep_member_files({file.name: file.data})
            break
    ledger.succeed(new.id, new.sign.private, new.box.private)
