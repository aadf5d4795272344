"""Erasures as proposed: `DRE1` files (docs/sharing-format.md, section 7)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from app.crypto.signing import SIGNATURE_BYTES, SigningKey
from app.model.base import TEAM_SPACE
from app.model.sealed import Erasure, Identity
from app.sync import signed
from app.sync.fields import (
    DEVICE,
    FILE,
    MEMBER,
    NONCE_BYTES,
    SPACE,
    WORD,
    Fields,
    spelled,
)
from app.sync.files import Named, named
from app.sync.signed import TornError
from app.sync.team import Team

MAGIC: Final = b"DRE1"
_SIZE: Final = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member asks to be erased for ever: whole spaces, and (space, kind, id)."""

    id: str
    team: str
    by: str
    device: str
    spaces: frozenset[str]
    entities: frozenset[tuple[str, str, str]]
    body: dict[str, Any] = field(repr=False, compare=False)
    signature: bytes = field(repr=False)

    def erasure(self, entry: str) -> Erasure:
        """What the entry that confirms it erases."""
        return Erasure(entry, self.spaces, self.entities)


def propose(
    team: Team,
    me: Identity,
    spaces: Iterable[str] = (),
    entities: Iterable[tuple[str, str, str]] = (),
) -> Named:
    """The file that asks for it; `entities` as (space, kind, id)."""
    body = {
        "by": me.member,
        "changes": sorted([space, entity, kind] for space, kind, entity in entities),
        "device": me.device,
        "nonce": spelled(secrets.token_bytes(NONCE_BYTES)),
        "spaces": sorted(spaces),
        "team": team.id,
    }
    return named("proposal", signed.write(MAGIC, body, b"", SigningKey(me.sign)))


def read_proposal(data: bytes) -> Proposal:
    """Raises TornError; whether a member signed it is for `signed_by` to say."""
    return _proposal(signed.read(MAGIC, data))


def rebuild(body: dict[str, Any], signature: bytes) -> bytes:
    """The file that had this body and this signature; raises TornError."""
    try:
        text = signed.canonical(body)
    except ValueError as error:
        raise TornError("body is no JSON") from error
    return MAGIC + len(text).to_bytes(_SIZE, "big") + text + signature


def signed_by(proposal: Proposal, public: bytes) -> bool:
    """Whether this key signed it."""
    return signed.read(MAGIC, rebuild(proposal.body, proposal.signature)).signed_by(public)


def _proposal(file: signed.SignedFile) -> Proposal:
    fields = Fields(file.body)
    spaces = frozenset(fields.texts("spaces", SPACE))
    entities = frozenset(_entity(one) for one in fields.list("changes"))
    if file.payload or len(file.signature) != SIGNATURE_BYTES or not (spaces or entities):
        raise TornError("nothing to erase")
    if TEAM_SPACE in spaces:
        raise TornError("the space of the team is never erased as a whole")
    fields.raw("nonce", NONCE_BYTES)
    return Proposal(
        file.id, fields.text("team", FILE), fields.text("by", MEMBER),
        fields.text("device", DEVICE), spaces, entities, file.body, file.signature,
    )  # fmt: skip


def _entity(value: object) -> tuple[str, str, str]:
    forms: tuple[re.Pattern[str], ...] = (SPACE, MEMBER, WORD)
    if (
        not isinstance(value, list)
        or len(value) != len(forms)
        or not all(isinstance(one, str) and form.fullmatch(one)
                   for one, form in zip(value, forms, strict=True))
    ):  # fmt: skip
        raise TornError("wrong field: changes")
    space, entity, kind = value
    return space, kind, entity
