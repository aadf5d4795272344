"""Taking back: exactly what one service did, or what this laptop did last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.errors import UserError
from app.services import removing
from app.storage.edits import Edit
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from app.services.session import Session
    from app.storage.changes import Change

_TOGETHER: Final = "changes that go back together"
_GROUPS: Final = 50
_UNDONE: Final = "undone changes"
_REMEMBERED: Final = 400
_FOR_GOOD: Final = frozenset({"undo_too_late", "household_stays"})
"""What asking again does not change."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person did at once, as the changes that it made here, oldest first."""

    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The answer of a service, and what it did."""

    answer: Any
    step: Step


@dataclass(frozen=True, slots=True)
class UndoDone:
    """Of which record something was taken back."""

    kind: str
    entity: str


def noted(session: Session, service: Callable[..., Any], *args: object) -> Noted:
    """Calls a changing service, and says what it did, to be taken back by `take_back`.

    What it did in several changes is one step back for `undo_last` too.
    """
    after = session.vault.position()
    answer = service(session, *args)
    rows = session.vault.query(
        "SELECT id FROM changes WHERE device = ? AND seq > ? ORDER BY seq",
        (session.vault.device_id, after),
    )
    made = [row["id"] for row in rows]
    if len(made) > 1:
        _group(session, made)
    return Noted(answer, Step(tuple(made)))


def whole(session: Session, kind: str, entity: str) -> Step:
    """All that this laptop wrote of a record: taken back, the record is gone."""
    return Step(_written(session, kind, entity, 0))


def since(session: Session, kind: str, entity: str, after: int) -> Step:
    """What this laptop wrote of a record after a position of the vault, field by field.

    From now on it is one step back for `undo_last` too.
    """
    made = _written(session, kind, entity, after)
    if len(made) > 1:
        _group(session, [*made])
    return Step(made)


def _written(session: Session, kind: str, entity: str, after: int) -> tuple[str, ...]:
    rows = session.vault.query(
        "SELECT c.id FROM changes c JOIN entities e ON e.key = c.entity"
        " WHERE e.kind = ? AND e.id = ? AND c.device = ? AND c.seq > ? ORDER BY c.seq",
        (kind, entity, session.vault.device_id, after),
    )
    return tuple(row["id"] for row in rows)


def take_back(session: Session, step: Step) -> UndoDone | None:
    """Takes back exactly this, whatever was done or typed since; None where nothing is left of it.

    Raises UserError("undo_too_late"), and takes nothing back, where something newer stands on it.
    """
    _commit_recorded(session)
    taken = _taken(session)
    left = [one for one in step.changes if one not in taken]
    made = _step_back(session, left) if left else []
    return _undone(session, left[0]) if made else None


def undo_last(session: Session, after: int = 0) -> UndoDone | None:
    """Takes back what this laptop did last in this session, one step further at each call.

    With `after` nothing from before that position of the vault.

    A slip of the hand on Monday leaves alone what was written on Friday.
    What was never more than a draft was not done yet, and what is gone has nothing to take back.
    """
    _commit_recorded(session)
    rows = session.vault.query(
        "SELECT c.id, c.fields, e.deleted FROM changes c JOIN entities e ON e.key = c.entity"
        " WHERE c.device = ? AND c.seq > ? ORDER BY c.seq DESC LIMIT 200",
        (session.vault.device_id, max(session.began, after)),
    )
    groups = {one: group for group in session.vault.setting(_TOGETHER) or () for one in group}
    for row in rows:
        change, taken = row["id"], _taken(session)
        gone = row["deleted"] or json.loads(row["fields"]).keys() == {DELETED}
        if change in taken or (gone and change not in groups):
            continue
        left = [one for one in groups.get(change, [change]) if one not in taken]
        try:
            made = _step_back(session, left)
        except UserError as error:
            if error.id in _FOR_GOOD:  # said once; the next step goes on behind it
                _remember(session, left)
            raise
        if made:
            return _undone(session, left[0])
    return None


def _commit_recorded(session: Session) -> None:
    for kind, entity in sorted({(one.kind, one.entity) for one in session.vault.drafts()}):
        if session.vault.heads(kind, entity):
            session.vault.commit_draft(kind, entity)


def _step_back(session: Session, changes: Sequence[str]) -> list[Change]:
    """Takes these back, the newest first, all or none.

    A record that began with them goes whole: UserError("undo_too_late") where more stands on it.
    """
    made: list[Change] = []
    with session.vault.sharing.together():
        begun = _begun(session, changes)
        for one in reversed(changes):
            if one in begun:
                back = _let_go(session, begun[one])
            else:
                back = _take_back(session, one, _taken(session))
            _remember(session, [one, *(change.id for change in back)])
            made += back
    return made


def _begun(session: Session, changes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """{change: (kind, id)} of those that made, or went on with, a record that they began.

    Raises UserError("undo_too_late") for one on which something else stands, or hangs under it.
    """
    rows = session.vault.query(
        "SELECT c.id AS change, e.key, e.kind, e.id FROM changes c"
        " JOIN entities e ON e.key = c.entity WHERE NOT e.deleted"
        " AND c.id IN (SELECT value FROM json_each(:changes)) AND EXISTS (SELECT 1 FROM changes f"
        " WHERE f.entity = e.key AND f.id IN (SELECT value FROM json_each(:changes))"
        " AND (json_type(f.fields, '$._deleted') = 'null' AND f.fields <> '{\"_deleted\":null}'"
        " OR f.replaces = '{}' AND f.seq = (SELECT min(seq) FROM changes WHERE entity = e.key)))",
        {"changes": json.dumps([*changes])},
    )
    ours, known = {*changes, *_taken(session)}, json.dumps([row["key"] for row in rows])
    under = session.vault.query(
        "SELECT 1 FROM entities e JOIN entities c ON c.parent = e.id AND NOT c.deleted"
        " WHERE e.key IN (SELECT value FROM json_each(:known))"
        " AND c.key NOT IN (SELECT value FROM json_each(:known)) LIMIT 1",
        {"known": known},
    )
    fields = [session.vault.heads(row["kind"], row["id"]).values() for row in rows]
    if under or any(head.id not in ours for one in fields for heads in one for head in heads):
        raise UserError("undo_too_late")
    return {row["change"]: (row["kind"], row["id"]) for row in rows}


def _let_go(session: Session, record: tuple[str, str]) -> list[Change]:
    """Deletes what began with a step, unless it went along with what it hangs under."""
    gone = session.vault.get(*record) is None
    return [] if gone else removing.delete(session, *record)


def _take_back(session: Session, change: str, taken: Collection[str]) -> list[Change]:
    """Undoes a change, also when what stands on top of it has been undone before.

    A delete, or a choice between what several wrote, lets stand again what it replaced.
    Raises UserError("undo_too_late") where somebody else, or a step not taken back, stands on it.
    """
    row = session.vault.query(
        "SELECT e.kind, e.id, e.deleted, c.fields, c.replaces, NOT EXISTS ("
        "SELECT 1 FROM changes o WHERE o.entity = c.entity AND o.seq < c.seq) AS first"
        " FROM changes c JOIN entities e ON e.key = c.entity WHERE c.id = ?",
        (change,),
    )[0]
    replaced: dict[str, list[str]] = json.loads(row["replaces"])
    names, ours = json.loads(row["fields"]).keys(), {change, *taken}
    if DELETED in names or any(len(heads) > 1 for heads in replaced.values()):
        return session.vault.reopen([change])
    if row["deleted"]:
        raise UserError("undo_too_late")
    known, begins = session.vault.heads(row["kind"], row["id"]), row["first"] and not replaced
    about = [heads for name, heads in known.items() if name in names or begins]
    if not any(head.id in taken for heads in about for head in heads):
        return session.vault.undo(change)
    if any(head.id not in ours for heads in about for head in heads):
        raise UserError("undo_too_late")
    if begins:
        return removing.delete(session, row["kind"], row["id"])
    past = {(one.change, one.field): one.value for one in session.vault.history(row["id"])}
    before = {
        name: past.get((replaced[name][0], name)) if name in replaced else None for name in names
    }
    return session.vault.record([Edit(row["kind"], row["id"], before)])


def _taken(session: Session) -> list[str]:
    """What was undone, and what undid it."""
    return session.vault.setting(_UNDONE) or []


def _remember(session: Session, taken: list[str]) -> None:
    session.vault.set_setting(_UNDONE, [*_taken(session)[-_REMEMBERED:], *taken])


def together(session: Session, made: list[Change]) -> None:
    """These changes were one thing that a person did: they go back together."""
    _group(session, [change.id for change in made])


def _group(session: Session, made: list[str]) -> None:
    kept = session.vault.setting(_TOGETHER) or []
    if made not in kept:
        session.vault.set_setting(_TOGETHER, [*kept[-_GROUPS:], made])


def _undone(session: Session, oldest: str) -> UndoDone:
    (row,) = session.vault.query(
        "SELECT e.kind, e.id FROM changes c JOIN entities e ON e.key = c.entity WHERE c.id = ?",
        (oldest,),
    )
    return UndoDone(row["kind"], row["id"])
