"""Reading: records, rows, heads, differences, history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.clock import derived_id
from app.storage.drafts import overlay
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.model.base import Record
    from app.storage.registry import KindSpec
    from app.storage.store import Store

_DIFFERENCES: Final = (
    "SELECT e.space, e.kind, e.id, c.field, e.household, e.key FROM contested c"
    " JOIN entities e ON e.key = c.entity WHERE NOT e.deleted AND c.field <> '_deleted'"
    " UNION SELECT e.space, e.kind, e.id, h.field, e.household, e.key FROM heads h"
    " JOIN entities e ON e.key = h.entity JOIN changes c ON c.seq = h.seq"
    " WHERE h.field = '_deleted' AND NOT e.deleted"
    " AND json_type(c.fields, '$._deleted') = 'object'"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A value that no other change replaces. `author` is None for a device nobody vouches for."""

    id: str
    value: Any
    author: str | None
    device: str
    when: str
    shown: bool

    def __repr__(self) -> str:
        return f"<head {self.id}>"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people filled in apart, or a delete that did not see everything."""

    id: str
    space: str
    kind: str
    entity: str
    field: str
    household: str | None
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """One value that a field had or has."""

    change: str
    kind: str
    field: str
    value: Any
    author: str | None
    device: str
    when: str
    current: bool

    def __repr__(self) -> str:
        return f"<past of {self.kind}>"


def get(store: Store, kind: str, entity: str, *, with_drafts: bool) -> Record | None:
    """The record as it stands; None when it is unknown or deleted."""
    spec = store.spec(kind)
    key = store.key(kind, entity)
    typed = overlay(store, kind, entity) if with_drafts else {}
    if not typed:
        found = _load(store, spec, "entity = ?", (key,))
        return found[0] if found else None
    stored = _stored(store, spec, key)
    context = {n: v for d in _contexts(store, kind, entity) for n, v in d.items()}
    known = {name: value for name, value in stored.items() if value is not None}
    return spec.load(entity, {**context, **known, **typed})


def _stored(store: Store, spec: KindSpec, key: int | None) -> dict[str, Any]:
    rows = store.db.named(f'SELECT * FROM "v_{spec.kind}" WHERE entity = ?', (key,))
    return {
        name: spec.fields[name].read(value)
        for row in rows
        for name, value in row.items()
        if name in spec.fields
    }


def _contexts(store: Store, kind: str, entity: str) -> list[dict[str, Any]]:
    rows = store.db.all("SELECT context FROM drafts WHERE kind = ? AND entity = ?", (kind, entity))
    return [json.loads(context) for (context,) in rows]


def rows(
    store: Store,
    kind: str,
    where: Mapping[str, Any],
    order: Sequence[str],
    limit: int | None,
) -> list[Record]:
    """Records that are not deleted. `where`: equal, or one of a list or tuple; None = no value.

    `order`: field names, `-` in front for highest first; then by id.
    """
    spec = store.spec(kind)
    tests, values = [], []
    for name, wanted in where.items():
        if wanted is None:
            tests.append(f"{_column(spec, name)} IS NULL")
        elif isinstance(wanted, (list, tuple, set, frozenset)):
            tests.append(_where(spec, name, "IN (SELECT value FROM json_each(?))"))
            values.append(json.dumps(list(wanted)))
        else:
            tests.append(_where(spec, name, "= ?"))
            values.append(wanted)
    sorting = [
        f"{_column(spec, name.removeprefix('-'))} {'DESC' if name.startswith('-') else 'ASC'}"
        for name in order
    ]
    tail = f" ORDER BY {', '.join([*sorting, 'id'])}" + (f" LIMIT {limit:d}" if limit else "")
    return _load(store, spec, " AND ".join(tests or ["1"]) + tail, values)


def _where(spec: KindSpec, name: str, test: str) -> str:
    """By id and parent `entities` finds the row: that index is written anyway."""
    link = {spec.parent: "parent", "id": "id"}.get(name)
    if link is None or name in spec.indexed:
        return f"{_column(spec, name)} {test}"
    return f"entity IN (SELECT key FROM entities WHERE kind = '{spec.kind}' AND {link} {test})"


def _column(spec: KindSpec, name: str) -> str:
    if name not in spec.fields and name not in ("id", "space"):
        raise KeyError(name)
    return f'"{name}"'


def _load(store: Store, spec: KindSpec, where: str, values: Sequence[Any]) -> list[Record]:
    fields = list(spec.fields.values())
    names = "".join(f', "{field.name}"' for field in fields)
    found = store.db.all(f'SELECT id{names} FROM "v_{spec.kind}" WHERE {where}', values)
    return [
        spec.load(row[0], {f.name: f.read(v) for f, v in zip(fields, row[1:], strict=True)})
        for row in found
    ]


def heads(store: Store, kind: str, entity: str) -> dict[str, list[Head]]:
    """Per field all heads, the shown one first."""
    key = store.key(kind, entity)
    return {} if key is None else _heads(store, key)


def _heads(store: Store, key: int) -> dict[str, list[Head]]:
    found: dict[str, list[Head]] = {}
    for name, change, fields, member, device, wall in store.db.all(
        "SELECT h.field, c.id, c.fields, d.member, c.device, c.wall FROM heads h"
        " JOIN changes c ON c.seq = h.seq LEFT JOIN devices d ON d.device = c.device"
        " WHERE h.entity = ? ORDER BY h.field, c.counter DESC, c.device DESC, c.id DESC",
        (key,),
    ):
        of_field = found.setdefault(name, [])
        value = json.loads(fields)[name]
        of_field.append(Head(change, value, member, device, wall, shown=not of_field))
    return found


def differences(store: Store) -> list[Difference]:
    """All that people have yet to settle, in the order of space, kind, entity, field."""
    rows_ = store.db.all(f"{_DIFFERENCES} ORDER BY 1, 2, 3, 4")
    return [
        Difference(
            derived_id(space, kind, entity, name), space, kind, entity, name, household,
            tuple(_heads(store, key)[name]),
        )
        for space, kind, entity, name, household, key in rows_
    ]  # fmt: skip


def count_differences(store: Store) -> int:
    """How many `differences` would give."""
    return int(store.db.value(f"SELECT count(*) FROM ({_DIFFERENCES})"))


def history(store: Store, entity: str, field: str | None) -> list[Past]:
    """Every value ever set, oldest first, the same on every laptop."""
    found: list[Past] = []
    for key, kind, _space in store.key_any(entity):
        current = {
            tuple(row)
            for row in store.db.all("SELECT field, seq FROM heads WHERE entity = ?", (key,))
        }
        for seq, change, fields, member, device, wall in store.db.all(
            "SELECT c.seq, c.id, c.fields, d.member, c.device, c.wall FROM changes c"
            " LEFT JOIN devices d ON d.device = c.device WHERE c.entity = ?"
            " ORDER BY c.counter, c.device, c.id",
            (key,),
        ):
            found.extend(
                Past(change, kind, name, value, member, device, wall, (name, seq) in current)
                for name, value in json.loads(fields).items()
                if field in (None, name)
            )
    return found


def deleted(store: Store, kind: str) -> list[tuple[str, str]]:
    """(id, moment) of what was deleted and can be brought back, newest delete first."""
    return store.db.all(
        "SELECT e.id, max(c.wall) FROM entities e JOIN heads h ON h.entity = e.key"
        " JOIN changes c ON c.seq = h.seq WHERE e.kind = ? AND e.deleted AND h.field = ?"
        " GROUP BY e.key ORDER BY 2 DESC, 1",
        (kind, DELETED),
    )
