"""Joining at the meeting: the newcomer's request, and the six words (`DRQ1`)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from app.crypto.boxes import BoxKey, seal_box
from app.crypto.seal import SealBrokenError
from app.crypto.signing import SigningKey
from app.crypto.spoken import six_words
from app.errors import UserError
from app.model.sealed import Identity
from app.sync import signed
from app.sync.fields import (
    BOX_BYTES,
    DEVICE,
    FILE,
    MEMBER,
    NONCE_BYTES,
    SIGN_BYTES,
    Fields,
    spelled,
)
from app.sync.files import Named, named
from app.sync.signed import TornError
from app.sync.team import Device

MAGIC: Final = b"DRQ1"
MAX_TEXT: Final = 200
"""Letters of a name, or of an organisation's."""
MAX_BOXES: Final = 64
_MAX_BOX: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """A laptop that asks to join; signed with the key inside it, so it says nothing of the person.

    `member` is None for a further laptop of somebody who is a member already.
    """

    id: str
    team: str
    device: str
    member: str | None
    nonce: bytes = field(repr=False)
    sign: bytes = field(repr=False)
    box: bytes = field(repr=False)
    boxes: Mapping[str, bytes] = field(repr=False, default_factory=dict)
    """{device of the coordinator: sealed introduction}."""

    @property
    def asks(self) -> tuple[str, str, str | None, bytes, bytes]:
        """What is asked, with which keys; with the nonce all that the six words are made of."""
        return self.team, self.device, self.member, self.sign, self.box


def make_request(
    team: str,
    me: Identity,
    name: str,
    organisation: str,
    coordinator: Iterable[Device],
    *,
    further_laptop: bool = False,
    before: Iterable[Request] = (),
) -> Named:
    """The file that asks to join; only the devices of the coordinator can read the names.

    `further_laptop`: of somebody who is a member already; the coordinator says of whom. Who asks
    the same again keeps the six words: the nonce is that of the last one `before`.
    """
    sign, box = SigningKey(me.sign), BoxKey(me.box)
    told = {"name": name[:MAX_TEXT], "organisation": organisation[:MAX_TEXT]}
    boxes = {
        one.id: seal_box(one.box, signed.canonical(told), _info(team, me.device, one.id))
        for one in sorted(coordinator, key=lambda one: one.id)[:MAX_BOXES]
    }
    member = None if further_laptop else me.member
    asks = team, me.device, member, sign.public, box.public
    nonces = [one.nonce for one in before if one.asks == asks]
    body = {
        "box": spelled(box.public),
        "device": me.device,
        "member": member,
        "nonce": spelled(nonces[-1] if nonces else secrets.token_bytes(NONCE_BYTES)),
        "sign": spelled(sign.public),
        "team": team,
        "to": [{"device": device, "size": len(sealed)} for device, sealed in boxes.items()],
    }
    return named("request", signed.write(MAGIC, body, b"".join(boxes.values()), sign))


def read_request(data: bytes) -> Request:
    """Raises TornError, also when it is not signed with the key inside it."""
    file = signed.read(MAGIC, data)
    fields = Fields(file.body)
    sizes: dict[str, int] = {}
    for one in fields.list("to"):
        if not isinstance(one, dict) or len(sizes) == MAX_BOXES:
            raise TornError("wrong field: to")
        to = Fields(one)
        sizes[to.text("device", DEVICE)] = to.number("size", _MAX_BOX)
    parts = file.parts(list(sizes.values()))
    sign = fields.raw("sign", SIGN_BYTES)
    if not file.signed_by(sign):
        raise TornError("not signed with the key inside it")
    return Request(
        file.id, fields.text("team", FILE), fields.text("device", DEVICE),
        fields.maybe("member", MEMBER), fields.raw("nonce", NONCE_BYTES), sign,
        fields.raw("box", BOX_BYTES), dict(zip(sizes, parts, strict=True)),
    )  # fmt: skip


def open_introduction(request: Request, me: Identity) -> tuple[str, str]:
    """(name, organisation), as the newcomer says; raises UserError("request_unreadable")."""
    try:
        info = _info(request.team, request.device, me.device)
        told = json.loads(BoxKey(me.box).open(request.boxes[me.device], info))
        name, organisation = told["name"], told["organisation"]
    except (KeyError, TypeError, ValueError, RecursionError, SealBrokenError) as error:
        raise UserError("request_unreadable") from error
    if not isinstance(name, str) or not isinstance(organisation, str):
        raise UserError("request_unreadable")
    return name[:MAX_TEXT], organisation[:MAX_TEXT]


def words_of(request: Request, team: str) -> tuple[str, ...]:
    """Six words for this request and the team as *this* laptop knows it."""
    return six_words(
        box=request.box, device=request.device, member=request.member, nonce=request.nonce,
        sign=request.sign, team=team,
    )  # fmt: skip


def read_requests(files: Mapping[str, bytes]) -> list[Request]:
    """The sound requests among {name: bytes} of `member/`, in that order; others are left out."""
    found: dict[str, Request] = {}
    for data in files.values():
        if data[: len(MAGIC)] == MAGIC:
            with suppress(TornError):
                request = read_request(data)
                found[request.id] = request
    return list(found.values())


def newest_first(found: list[Request]) -> list[Request]:
    """Requests that came oldest first, turned round; of those with the same words the last one."""
    last = set({(one.asks, one.nonce): one.id for one in found}.values())
    return [one for one in found[::-1] if one.id in last]


def _info(team: str, newcomer: str, to: str) -> bytes:
    return signed.canonical({"from": newcomer, "team": team, "to": to, "what": "request"})
