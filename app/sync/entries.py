"""Writing membership entries; each is made for the team as it stands, and hangs under its head."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from app.crypto.boxes import BoxKey
from app.crypto.recovery import RecoveryKeys
from app.crypto.signing import SigningKey
from app.errors import UserError
from app.model.sealed import Identity
from app.sync import signed
from app.sync.chain import FOUND, MAGIC, RECOVERY
from app.sync.fields import MAX_NUMBER, NONCE_BYTES, spelled
from app.sync.files import Named, entry_named
from app.sync.proposal import Proposal, signed_by
from app.sync.requests import Request
from app.sync.team import Team

Cut = Mapping[str, Iterable[str]]
"""{device: the last segments of it that count}."""
Signer = Identity | RecoveryKeys


def found(me: Identity, secret: bytes) -> Named:
    """The entry that makes a team, with `me.member` as its coordinator; its id is the team's.

    `secret` is that of the recovery sheet.
    """
    sign, recovery = SigningKey(me.sign), RecoveryKeys.of(secret)
    body = {
        "action": FOUND,
        "box": spelled(BoxKey(me.box).public),
        "by": me.device,
        "device": me.device,
        "member": me.member,
        "nonce": spelled(secrets.token_bytes(NONCE_BYTES)),
        "number": 0,
        "previous": None,
        "recovery_box": spelled(recovery.box.public),
        "recovery_sign": spelled(recovery.sign.public),
        "sign": spelled(sign.public),
    }
    return entry_named(0, signed.write(MAGIC, body, b"", sign))


def admit(team: Team, me: Identity, request: Request, member: str) -> Named:
    """The requesting laptop is `member`'s; raises UserError("device_taken", "request_elsewhere").

    Only after the six words were read aloud and were equal.
    """
    if request.team != team.id:
        raise UserError("request_elsewhere")
    known = [*team.devices.values(), *team.removed.values()]
    taken = {part for one in known for part in one.parts}
    if {request.device, request.sign, request.box} & taken:
        raise UserError("device_taken")
    return _entry(
        team, me, "admit",
        box=spelled(request.box), device=request.device, member=member, request=request.id,
        sign=spelled(request.sign),
    )  # fmt: skip


def remove(team: Team, by: Signer, cut: Cut, *, member: str = "", device: str = "") -> Named:
    """A member, or one device, may write no longer; `cut` names what is accepted of each device.

    Raises UserError("last_coordinator_device") for what would leave nobody to coordinate.
    """
    out = set(team.members().get(member, ())) if member else {device}
    left = set(team.members().get(team.coordinator, ())) - out - team.successors.keys()
    if not left:
        raise UserError("last_coordinator_device")
    what = {"member": member} if member else {"device": device}
    return _entry(team, by, "remove", cut=_spelled_cut(cut), **what)


def recut(team: Team, me: Identity, cut: Cut) -> Named:
    """The cut of removed devices is another one from now on."""
    return _entry(team, me, "recut", cut=_spelled_cut(cut))


def hand_over(team: Team, by: Signer, member: str) -> Named:
    """`member` coordinates from now on; raises UserError("not_a_member")."""
    if member not in team.members():
        raise UserError("not_a_member")
    return _entry(team, by, "hand_over", member=member)


def recover(team: Team, secret: bytes, member: str) -> Named:
    """With the recovery sheet: `member` coordinates from now on, whoever did.

    Raises UserError("sheet_of_other_team", "not_a_member").
    """
    return hand_over(team, RecoveryKeys.of(secret), member)


def erase(team: Team, me: Identity, proposal: Proposal) -> Named:
    """What another member proposed is erased for ever.

    Raises UserError: "own_proposal", or "proposal_invalid" when no member signed it.
    """
    proposer = team.devices.get(proposal.device)
    if proposal.by == team.coordinator:
        raise UserError("own_proposal")
    if (
        proposer is None
        or proposer.member != proposal.by
        or proposal.team != team.id
        or not signed_by(proposal, proposer.sign)
    ):
        raise UserError("proposal_invalid")
    return _entry(team, me, "erase", proposal=proposal.body, second=spelled(proposal.signature))


def _entry(team: Team, by: Signer, action: str, **more: Any) -> Named:  # noqa: ANN401
    """Raises UserError("not_coordinator", "sheet_of_other_team")."""
    sign = _key(team, by)
    number = team.number + 1
    if number > MAX_NUMBER:
        raise ValueError("a chain holds a million entries")
    body = {
        "action": action,
        "by": by.device if isinstance(by, Identity) else RECOVERY,
        "number": number,
        "previous": team.head,
        "team": team.id,
        **more,
    }
    return entry_named(number, signed.write(MAGIC, body, b"", sign))


def _key(team: Team, by: Signer) -> SigningKey:
    if isinstance(by, RecoveryKeys):
        if by.sign.public != team.recovery_sign:
            raise UserError("sheet_of_other_team")
        return by.sign
    device = team.devices.get(by.device)
    if device is None or not team.is_coordinator(device.member):
        raise UserError("not_coordinator")
    return SigningKey(by.sign)


def _spelled_cut(cut: Cut) -> dict[str, list[str]]:
    return {device: sorted(ids) for device, ids in cut.items()}
