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
    from app.model.sealed import Identity
    from app.sync.keeper import Ledger


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
    """This laptop goes on as another device of the same member, before it writes anything.

    The id follows from the key, so that nobody else's device can have it.
    """
    sign, box = SigningKey.generate(), BoxKey.generate()
    ledger.succeed(derived_id("device", sign.public.hex()), sign.private, box.private)
    vouch(ledger)


def vouch(ledger: Ledger) -> None:
    """Sees to it that the device of a restored or copied vault has keys, and who it goes on from.

    The vault holds the keys before the team can know them, so that a crash in between leaves
    nothing that stands in the way. A device whose predecessors the team does not know must ask to
    join.
    """
    if ledger.identity() is None and ledger.predecessors():
        ledger.set_identity(SigningKey.generate().private, BoxKey.generate().private)
    me = ledger.identity()
    team = evaluate(ledger.team() or "", ledger.member_files().values())
    if me is None or team.device(me.device) is not None:
        return
    keys = ledger.predecessor_keys()
    for old in me.predecessors:
        member = team.author(old)
        if member is not None and old in keys:
            file = make_successor(team.id, member, (old, keys[old]), me)
            ledger.keep_member_files({file.name: file.data})
            return
