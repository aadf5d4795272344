"""Recording what a person did: edits, settling, deleting, bringing back, undoing."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.storage import deletes, derive
from app.storage.changes import MAX_COUNTER, Change, canonical, make_change
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.storage.registry import KindSpec
    from app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Edit:
    """Fields of one entity, set together.

    Of one that is deleted they make a new one where they say all that it needs; not when they were
    typed, and a colleague's delete may have come meanwhile.

    `seen` names, per field, the head that was on the screen (None = the field was empty); a field
    that it leaves out replaces the head that is shown now. `space` is for what the model's rule
    cannot tell. `home` holds fields that say where it stands on the screen: one id may lie in two
    dossiers, each with its own readers.
    """

    kind: str
    entity: str
    fields: Mapping[str, Any]
    space: str | None = None
    seen: Mapping[str, str | None] = field(default_factory=dict)
    home: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Step:
    """A change to be: everything but device, counter and moment."""

    space: str
    kind: str
    entity: str
    fields: dict[str, Any]
    replaces: dict[str, list[str]]


def record(
    store: Store, edits: Iterable[Edit], space_for: Callable[[Edit], str | None] | None = None
) -> list[Change]:
    """One change per edit that sets something new, in one durable transaction.

    Raises UserError when a kind, field or value is none of the model's; then nothing is recorded.
    """
    with store.db.transaction():
        made = []
        for edit in edits:
            step = _step(store, edit, space_for)
            if step is not None:
                made.extend(write(store, [step]))
        return made


def write(store: Store, steps: Iterable[_Step]) -> list[Change]:
    """Signs steps with device, counter and moment and lets the state follow."""
    device, wall, counter = store.device_id, store.wall(), store.counter()
    changes = []
    for step in steps:
        counter = min(counter + 1, MAX_COUNTER)
        changes.append(
            make_change(
                space=step.space,
                kind=step.kind,
                entity=step.entity,
                fields=step.fields,
                replaces=step.replaces,
                device=device,
                counter=counter,
                wall=wall,
            )
        )
    if changes:
        with store.db.transaction():
            derive.derive(store.db, store.registry, derive.append(store.db, changes))
            store.see_counter(counter)
    return changes


def _step(store: Store, edit: Edit, space_for: Callable[[Edit], str | None] | None) -> _Step | None:
    spec = store.spec(edit.kind)
    values = checked_values(spec, edit.entity, edit.fields)
    key = _place(store, spec, edit)
    shown = store.shown(key) if key is not None else {}
    gone = key is not None and DELETED in shown and _is_made_anew(store, spec, key, edit)
    if key is not None and gone and (not edit.seen or _deleted_here(store, key)):
        return _anew(store, edit, key, spec, shown)
    fields: dict[str, Any] = {}
    replaces: dict[str, list[str]] = {}
    for name, value in values.items():
        head = edit.seen[name] if name in edit.seen else shown.get(name, (None, None))[0]
        if not gone and head is not None and _says(store, head, name, value, shown):
            continue
        fields[name] = value
        if head:
            replaces[name] = [head]
    if not fields:
        return None
    space = _space(store, edit, key, spec, space_for)
    return _Step(space, edit.kind, edit.entity, fields, replaces)


def _is_made_anew(store: Store, spec: KindSpec, key: int, edit: Edit) -> bool:
    """Whether an edit says all that a new record needs, of one that is deleted."""
    given = {**edit.home, **edit.fields}
    named = all(given.get(name) not in (None, "") for name in spec.model.required)
    return named and bool(store.db.value("SELECT deleted FROM entities WHERE key = ?", (key,)))


def _deleted_here(store: Store, key: int) -> bool:
    """Whether this laptop alone deleted it: who types in it knows that it is gone."""
    return not store.db.value(
        "SELECT EXISTS (SELECT 1 FROM heads h JOIN changes c ON c.seq = h.seq"
        " WHERE h.entity = ? AND h.field = '_deleted' AND c.device <> ?)",
        (key, store.device_id),
    )


def _anew(
    store: Store, edit: Edit, key: int, spec: KindSpec, shown: dict[str, tuple[str, Any]]
) -> _Step:
    values = checked_values(spec, edit.entity, {**edit.home, **edit.fields})
    fields = anew(values, shown)
    replaces = {name: [shown[name][0]] for name in fields if name in shown}
    replaces[DELETED] = head_ids(store, key)[DELETED]
    return _Step(_space_of(store, key), edit.kind, edit.entity, fields, replaces)


def anew(values: Mapping[str, Any], shown: Mapping[str, tuple[str, Any]]) -> dict[str, Any]:
    """Fields of a deleted record with these values alone: what it said before stays deleted.

    `shown`: {field: (head, value)} of what it said (docs/decisions/0023).
    """
    old = {name: None for name, (_head, value) in shown.items() if value is not None}
    return {**old, **values, DELETED: None}


def _place(store: Store, spec: KindSpec, edit: Edit) -> int | None:
    """The entity of that id in the space that is meant: another dossier has other readers."""
    space = edit.space or spec.space(edit.entity, {**edit.home, **edit.fields})
    key: int | None = store.db.value(
        "SELECT key FROM entities WHERE id = ? AND kind = ? AND space = ?",
        (edit.entity, edit.kind, space),
    )
    return store.key(edit.kind, edit.entity) if key is None and edit.space is None else key


def _says(
    store: Store, head: str, name: str, value: object, shown: dict[str, tuple[str, Any]]
) -> bool:
    """Whether the seen head already has this value, so that nothing was changed."""
    if shown.get(name, ("", None))[0] == head:
        return canonical(shown[name][1]) == canonical(value)
    fields = store.db.value("SELECT fields FROM changes WHERE id = ?", (head,))
    return fields is not None and canonical(json.loads(fields).get(name)) == canonical(value)


def _space(
    store: Store,
    edit: Edit,
    key: int | None,
    spec: KindSpec,
    space_for: Callable[[Edit], str | None] | None,
) -> str:
    if key is not None:
        return str(store.db.value("SELECT space FROM entities WHERE key = ?", (key,)))
    chosen = edit.space or (space_for(edit) if space_for else None)
    space = chosen or spec.space(edit.entity, edit.fields)
    if space is None:
        raise UserError("missing_household", kind=edit.kind, id=edit.entity)
    return space


def checked_values(spec: KindSpec, entity: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the model spells them; null takes a value away.

    Raises UserError("unknown_field") or UserError("invalid_value"), also for a record of no id.
    """
    if not entity:
        raise UserError("invalid_value", kind=spec.kind, field="id", reason="missing")
    for name in fields:
        if name not in spec.fields:
            raise UserError("unknown_field", kind=spec.kind, field=name)
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        loaded = spec.model.model_validate({"id": entity, **given})
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        where = str(problem["loc"][0]) if problem["loc"] else ""
        raise UserError(
            "invalid_value", kind=spec.kind, field=where, reason=problem["type"]
        ) from None
    dumped = loaded.model_dump(mode="json", include=set(given))
    return {name: dumped.get(name) for name in fields}


def settle_value(store: Store, kind: str, entity: str, name: str, value: object) -> list[Change]:
    """One value for a field in difference: the only thing that replaces several heads."""
    key = _existing(store, kind, entity)
    heads = head_ids(store, key).get(name, [])
    if not heads:
        raise UserError("no_difference")
    if name != DELETED:
        value = checked_values(store.spec(kind), entity, {name: value})[name]
    return write(store, [_Step(_space_of(store, key), kind, entity, {name: value}, {name: heads})])


def settle_take(store: Store, kind: str, entity: str, name: str, head: str) -> list[Change]:
    """Settles on the value of one of the heads; raises UserError("no_such_head")."""
    _existing(store, kind, entity)
    key = store.db.value(
        "SELECT e.key FROM changes c JOIN entities e ON e.key = c.entity"
        " WHERE c.id = ? AND e.kind = ? AND e.id = ?",
        (head, kind, entity),
    )
    if key is None or head not in head_ids(store, key).get(name, []):
        raise UserError("no_such_head")
    value = json.loads(store.db.value("SELECT fields FROM changes WHERE id = ?", (head,)))[name]
    if name == DELETED:
        return delete(store, kind, entity) if value is not None else bring_back(store, kind, entity)
    heads = head_ids(store, key)[name]
    return write(store, [_Step(_space_of(store, key), kind, entity, {name: value}, {name: heads})])


def delete(store: Store, kind: str, entity: str) -> list[Change]:
    """Deletes an entity and what hangs under it, naming all that was seen; one transaction.

    Raises UserError("household_stays") where that would not stand.
    """
    with store.db.transaction():
        if not may_delete(store, kind, entity):
            raise UserError("household_stays")
        return write(store, _delete_steps(store, _existing(store, kind, entity), set()))


def may_delete(store: Store, kind: str, entity: str) -> bool:
    """Whether a delete by this laptop can stand; see `deletes`."""
    return deletes.may_delete(store.db, _existing(store, kind, entity), store.device_id)


def _delete_steps(store: Store, key: int, done: set[int]) -> list[_Step]:
    if key in done:
        return []
    done.add(key)
    kind, entity, space = _identity(store, key)
    children = store.db.all(
        "SELECT key, id, deleted FROM entities WHERE parent = ? ORDER BY id", (entity,)
    )
    heads = head_ids(store, key)
    replaced = heads.pop(DELETED, [])
    value = {"heads": heads, "children": sorted({child for _key, child, _gone in children})}
    steps = [_Step(space, kind, entity, {DELETED: value}, {DELETED: replaced})]
    for child, _id, gone in children:
        if not gone:
            steps.extend(_delete_steps(store, child, done))
    return steps


def bring_back(store: Store, kind: str, entity: str) -> list[Change]:
    """Brings an entity back, with what was deleted along with it."""
    with store.db.transaction():
        return write(store, _back_steps(store, _existing(store, kind, entity), set()))


def _back_steps(store: Store, key: int, done: set[int]) -> list[_Step]:
    done.add(key)
    kind, entity, space = _identity(store, key)
    replaced = head_ids(store, key).get(DELETED, [])
    if not replaced:
        return []
    said = store.db.all(
        "SELECT fields FROM changes WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(replaced),),
    )
    _heads, named = deletes.seen_by(json.loads(fields)[DELETED] for (fields,) in said)
    steps = [_Step(space, kind, entity, {DELETED: None}, {DELETED: replaced})]
    for child, child_id in store.db.all(
        "SELECT key, id FROM entities WHERE parent = ? ORDER BY id", (entity,)
    ):
        if child_id in named and child not in done:
            steps.extend(_back_steps(store, child, done))
    return steps


def undo(store: Store, change_id: str) -> list[Change]:
    """A new change with the values from before; of what it began, it takes the whole back.

    Raises UserError("undo_too_late") once another change stands on top of it.
    """
    row = store.db.one("SELECT entity, fields, replaces FROM changes WHERE id = ?", (change_id,))
    if row is None:
        raise UserError("no_such_change")
    key, fields, replaces = row[0], json.loads(row[1]), json.loads(row[2])
    kind, entity, space = _identity(store, key)
    heads = head_ids(store, key)
    open_fields = [name for name in fields if change_id in heads.get(name, [])]
    if not open_fields:
        raise UserError("undo_too_late")
    if DELETED in open_fields:
        back = fields[DELETED] is not None
        return bring_back(store, kind, entity) if back else delete(store, kind, entity)
    if not any(replaces.values()) and all(ids == [change_id] for ids in heads.values()):
        return delete(store, kind, entity)
    spec = store.registry.get(kind)
    first = {name for name in open_fields if not replaces.get(name)}
    home = "household" if space != TEAM_SPACE else None
    if first & {home, spec.parent if spec else None}:
        raise UserError("undo_too_late")  # a record without its place is seen nowhere
    before = {name: _before(store, replaces.get(name, []), name) for name in open_fields}
    named = {name: [change_id] for name in open_fields}
    return write(store, [_Step(space, kind, entity, before, named)])


def reopen(store: Store, change_ids: Iterable[str]) -> list[Change]:
    """Takes a settling back: each value that it replaced stands again, as a head of its own.

    Raises UserError("undo_too_late") once another change stands on top of it.
    """
    with store.db.transaction():
        return write(store, [step for one in change_ids for step in _reopening(store, one)])


def _reopening(store: Store, change_id: str) -> list[_Step]:
    """One step per replaced head, the one that was shown last; so it is shown again."""
    row = store.db.one("SELECT entity, fields, replaces FROM changes WHERE id = ?", (change_id,))
    if row is None:
        raise UserError("no_such_change")
    kind, entity, space = _identity(store, row[0])
    heads, replaces = head_ids(store, row[0]), json.loads(row[2])
    steps = []
    for name in json.loads(row[1]):
        if heads.get(name) != [change_id]:
            raise UserError("undo_too_late")
        old = _replaced(store, replaces.get(name, []), name) or [None]
        steps += [_Step(space, kind, entity, {name: value}, {name: [change_id]}) for value in old]
    return steps


def _before(store: Store, replaced: list[str], name: str) -> object:
    """The value that was shown before; null when there was none."""
    return next(reversed(_replaced(store, replaced, name)), None)


def _replaced(store: Store, replaced: list[str], name: str) -> list[object]:
    """The values of these changes for one field, the one that was shown last."""
    rows = store.db.all(
        "SELECT fields FROM changes WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY counter, device, id",
        (json.dumps(replaced),),
    )
    found = [json.loads(fields) for (fields,) in rows]
    return [values[name] for values in found if name in values]


def head_ids(store: Store, key: int) -> dict[str, list[str]]:
    """{field: ids of all heads, sorted}."""
    found: dict[str, list[str]] = {}
    for name, change in store.db.all(
        "SELECT h.field, c.id FROM heads h JOIN changes c ON c.seq = h.seq"
        " WHERE h.entity = ? ORDER BY h.field, c.id",
        (key,),
    ):
        found.setdefault(name, []).append(change)
    return found


def _existing(store: Store, kind: str, entity: str) -> int:
    key = store.key(kind, entity)
    if key is None:
        raise UserError("no_such_record", kind=kind, id=entity)
    return key


def _identity(store: Store, key: int) -> tuple[str, str, str]:
    row = store.db.one("SELECT kind, id, space FROM entities WHERE key = ?", (key,))
    assert row is not None  # noqa: S101  (keys never go)
    return row[0], row[1], row[2]


def _space_of(store: Store, key: int) -> str:
    return _identity(store, key)[2]
