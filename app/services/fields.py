"""Everything saves itself: reading, typing and choosing one field at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from app.errors import UserError
from app.model import KINDS, load
from app.model.base import Register
from app.storage.drafts import SHOWN
from app.storage.edits import Edit
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.session import Session
    from app.services.target import Target
    from app.storage.changes import Change
    from app.storage.reading import Head

LEFT_TO_VAULT: Final = SHOWN
"""`seen` of a caller that has nothing on the screen."""
OWN: Final = "own"
"""`seen` of a caller that goes on from what it just asked to be made, whatever came in since."""


def in_dossier(household: str) -> tuple[tuple[str, Any], ...]:
    """The context of a record that stands in this dossier: a twin elsewhere has other readers."""
    return (("household", household),) if household else ()


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What somebody else wrote in the same field; `when` as YYYY-MM-DDTHH:MM."""

    value: Any
    author: str
    when: str


@dataclass(frozen=True, slots=True)
class FieldState:
    """What the screen shows of a field; `seen` is the head that an edit replaces."""

    value: Any = None
    seen: str | None = None
    draft: bool = False
    others: tuple[OtherValue, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedAt:
    """Local time of the commit that made it durable, `14:03`.

    `head`: after `commit`, what the words on the screen stand on.
    """

    text: str
    head: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One value that a field had; `label` is the field's name in the model."""

    change: str
    field: str
    value: Any
    author: str
    when: str
    current: bool


def read(session: Session, target: Target) -> FieldState:
    """The field as its editor shows it: the draft over the shown head."""
    return states(session, target.kind, target.entity, (target.field,))[target.field]


def states(session: Session, kind: str, entity: str, names: Iterable[str]) -> dict[str, FieldState]:
    """Several fields of one record at once."""
    heads = session.vault.heads(kind, entity)
    typed = {
        draft.field: draft
        for draft in session.vault.drafts()
        if draft.kind == kind and draft.entity == entity
    }
    model, gone = KINDS[kind], _gone(session, kind, entity, heads)
    found = {}
    for name in names:
        known = heads.get(name, [])
        shown = known[0] if known else None
        told = {name: shown.value} if shown and not gone else {}
        value = getattr(load(model, entity, told), name)
        others = tuple(
            OtherValue(head.value, session.member_name(head.author), local(head.when))
            for head in known[1:]
            if shown is not None and head.value != shown.value and not gone
        )
        seen = shown.id if shown else None
        if name in typed:
            value, seen = typed[name].value, typed[name].seen
        found[name] = FieldState(value, seen, name in typed, others)
    return found


def _gone(session: Session, kind: str, entity: str, heads: dict[str, list[Head]]) -> bool:
    """Whether this laptop deleted it; what a colleague did stays in sight of who is in it."""
    deletes = heads.get(DELETED, ())
    own = session.vault.device_id
    return (
        any(head.value is not None for head in deletes)
        and all(head.device == own for head in deletes)
        and session.vault.get(kind, entity) is None
    )


def type(  # noqa: A001 - what a person does
    session: Session, target: Target, text: str, seen: str | None = LEFT_TO_VAULT
) -> SavedAt:
    """Typed words are on the disk when this returns; they become a change at `commit`."""
    seen = _own_head(session, target) if seen == OWN else seen
    session.vault.draft(target.kind, target.entity, target.field, text, dict(target.context), seen)
    return saved_now(session)


def parts_of(value: object) -> dict[str, Any]:
    """A register as its parts, without those that say nothing; empty for no register."""
    if isinstance(value, Register):
        return value.model_dump(mode="json", exclude_defaults=True)
    return dict(value) if isinstance(value, dict) else {}


def type_part(
    session: Session, target: Target, part: str, text: str, seen: str | None = LEFT_TO_VAULT
) -> SavedAt:
    """As `type`, for words that are one part of a register.

    The other parts stay as they were on the screen, or as this laptop made them since. Words that
    do not stand alone, of a score that was taken back meanwhile, bring back the parts that were
    there last.
    """
    now = read(session, target)
    seen = _own_head(session, target) if seen == OWN else seen
    base, value = now.seen, now.value
    if not now.draft and seen != LEFT_TO_VAULT and not _own_since(session, target, seen):
        past = session.vault.history(target.entity, target.field)
        base, value = seen, next((one.value for one in past if one.change == seen), None)
    try:
        _draft_parts(session, target, {**parts_of(value), part: text}, base)
    except UserError as error:
        last = _last_parts(session, target)
        if error.id != "invalid_value" or not last:
            raise
        _draft_parts(session, target, {**last, part: text}, base)
    return saved_now(session)


def _draft_parts(session: Session, target: Target, parts: dict[str, Any], seen: str | None) -> None:
    whole = parts if any(one not in {"", None} for one in parts.values()) else None
    context = dict(target.context)
    session.vault.draft(target.kind, target.entity, target.field, whole, context, seen)


def _last_parts(session: Session, target: Target) -> dict[str, Any]:
    """Of the register as it was before it was emptied; none where it never said anything."""
    past = [parts_of(one.value) for one in session.vault.history(target.entity, target.field)]
    return next((parts for parts in reversed(past) if parts), {})


def stands_on(session: Session, target: Target, seen: str | None) -> str | None:
    """What words typed on `seen` replace by now: what this laptop alone made of it since."""
    if seen in {OWN, LEFT_TO_VAULT}:
        return _own_head(session, target) if seen == OWN else seen
    return read(session, target).seen if _own_since(session, target, seen) else seen


def _own_head(session: Session, target: Target) -> str | None:
    """What this laptop said last, where that still stands; else it is left to the vault."""
    heads = session.vault.heads(target.kind, target.entity).get(target.field, [])
    own = session.vault.device_id
    return next((head.id for head in heads if head.device == own), LEFT_TO_VAULT)


def _own_since(session: Session, target: Target, seen: str | None) -> bool:
    """Whether the shown head is `seen`, or stands on it by changes of this laptop alone."""
    heads = session.vault.heads(target.kind, target.entity).get(target.field, [])
    head = heads[0].id if heads else None
    while head is not None and head != seen:
        row = session.vault.query("SELECT device, replaces FROM changes WHERE id = ?", (head,))[0]
        if row["device"] != session.vault.device_id:
            return False
        head = next(iter(json.loads(row["replaces"]).get(target.field, [])), None)
    return head == seen


def put_parts(session: Session, target: Target, parts: dict[str, Any]) -> Change | None:
    """Choices that are parts of a register: one change, with what is being typed in it."""
    session.vault.commit_draft(target.kind, target.entity, target.field)
    return put(session, target, {**parts_of(read(session, target).value), **parts})


def commit(session: Session, target: Target) -> SavedAt:
    """The focus left the field: what was typed becomes one change."""
    before = read(session, target).seen
    made = session.vault.commit_draft(target.kind, target.entity, target.field)
    return SavedAt(saved_now(session).text, made[-1].id if made else before)


def commit_all(session: Session) -> SavedAt:
    """Every draft becomes a change: before locking, printing and sharing."""
    session.vault.commit_drafts()
    return saved_now(session)


def put(
    session: Session, target: Target, value: object, seen: str | None = LEFT_TO_VAULT
) -> Change | None:
    """A choice: one change at once. None when it said so already."""
    fields = {target.field: value}
    if session.vault.get(target.kind, target.entity) is None:
        fields = {**dict(target.context), **fields}
    known = {} if seen == LEFT_TO_VAULT else {target.field: seen}
    home = dict(target.context)
    made = session.vault.record([Edit(target.kind, target.entity, fields, seen=known, home=home)])
    return made[0] if made else None


def put_many(
    session: Session,
    kind: str,
    entity: str,
    fields: dict[str, Any],
    context: tuple[tuple[str, Any], ...] = (),
) -> Change | None:
    """Several fields of one record as one change."""
    if session.vault.get(kind, entity) is None:
        fields = {**dict(context), **fields}
    made = session.vault.record([Edit(kind, entity, fields, home=dict(context))])
    return made[0] if made else None


def history(
    session: Session, kind: str, entity: str, field: str | None = None
) -> tuple[HistoryLine, ...]:
    """Every value ever set, newest first."""
    past = session.vault.history(entity, field)
    return tuple(
        HistoryLine(
            one.change, one.field, one.value, session.member_name(one.author), local(one.when),
            one.current,
        )
        for one in reversed(past)
        if one.kind == kind
    )  # fmt: skip


def saved_now(session: Session) -> SavedAt:
    """For the status line; called after the commit returned, never before."""
    now = session.clock.now().astimezone()
    return SavedAt(f"{now.hour:02}:{now.minute:02}")  # `strftime` takes a tenth of a key press


def local(when: str) -> str:
    """A stored moment as local wall time, `YYYY-MM-DDTHH:MM`.

    As it was written where this system has no such time: clocks of laptops stand at any year, and
    Windows knows no local time before 1970.
    """
    try:
        moment = datetime.fromisoformat(when).astimezone()
    except (ValueError, OverflowError, OSError):
        return when
    return moment.replace(tzinfo=None).isoformat(timespec="minutes")
