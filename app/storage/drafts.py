"""Typing: a durable local row per field, which becomes a change when the thought is finished."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.errors import UserError
from app.storage.changes import canonical
from app.storage.edits import Edit, checked_values, record
from app.storage.store import Store, Typed, remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.storage.changes import Change
    from app.storage.registry import KindSpec

MUCH: Final = 40
"""Characters that a draft may lose; when more go, what was there first becomes a change."""
REFUSED: Final = ("unknown_kind", "unknown_field", "invalid_value", "missing_household")
"""What the model says no to: no other disk, and no other moment, makes that a yes."""
SHOWN: Final = ""
"""`seen` when the caller leaves it to the vault: the head that is shown at the first key press."""
_PUT: Final = """
    INSERT INTO drafts(kind, entity, field, value, longest, context, seen)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
    value = excluded.value, longest = excluded.longest, context = excluded.context,
    seen = excluded.seen
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that is saved and not yet a change. `seen` = None: the field was empty."""

    kind: str
    entity: str
    field: str
    value: Any
    context: dict[str, Any]
    seen: str | None

    def __repr__(self) -> str:
        """Never what people wrote."""
        return f"<draft of {self.kind}>"


def save(
    store: Store, draft: tuple[str, str, str], value: object, context: Mapping[str, Any],
    seen: str | None,
) -> None:  # fmt: skip
    """Durable when it returns; `draft` is (kind, entity, field).

    `context` holds the fields that a new entity needs (its household, author…); it is used for
    fields that nothing was ever said of. The first `seen` counts until the draft is committed.
    With an empty `household` in it the draft waits, and stays a draft, until one is chosen.
    """
    spec = store.spec(draft[0])
    typed = _typed(store, draft)
    if typed is None or not spec.takes_text(draft[2], value):
        value = checked_values(spec, draft[1], {draft[2]: value})[draft[2]]
    if typed is None:
        _check_home(store, spec, draft, context)
        first = _shown_head(store, draft) if seen == SHOWN else seen
        typed = Typed(value, value, first)
    elif _length(typed.fullest) - _length(value) >= MUCH:
        with store.db.transaction():
            first = _keep(store, draft, typed.fullest) or typed.seen
            _put(store, draft, Typed(value, value, first), context)
        return
    else:
        grown = _length(value) >= _length(typed.fullest)
        typed = Typed(value, value if grown else typed.fullest, typed.seen)
    _put(store, draft, typed, context)
    store.typing[draft] = typed


def _typed(store: Store, draft: tuple[str, str, str]) -> Typed | None:
    """What the row of this draft says; asked of the disk at the first key press only."""
    if draft not in store.typing:
        row = store.db.one(
            "SELECT value, longest, seen FROM drafts WHERE kind = ? AND entity = ? AND field = ?",
            draft,
        )
        if row is None:
            return None
        value = json.loads(row[0])
        fullest = value if row[1] is None else json.loads(row[1])
        store.typing[draft] = Typed(value, fullest, row[2])
    return store.typing[draft]


def _put(
    store: Store, draft: tuple[str, str, str], typed: Typed, context: Mapping[str, Any]
) -> None:
    """One statement, one commit: this is what a person who types waits for."""
    store.typing.pop(draft, None)
    longest = None if typed.fullest is typed.value else canonical(typed.fullest)
    store.db.run(_PUT, (*draft, canonical(typed.value), longest, canonical(context), typed.seen))


@remembered("drafts")
def some(store: Store) -> bool:
    """Whether there is any draft."""
    return bool(store.db.value("SELECT EXISTS (SELECT 1 FROM drafts)"))


def all_drafts(store: Store) -> list[Draft]:
    """In a fixed order: kind, entity, field."""
    return [
        Draft(kind, entity, name, json.loads(value), json.loads(context), seen)
        for kind, entity, name, value, context, seen in store.db.all(
            "SELECT kind, entity, field, value, context, seen FROM drafts"
            " ORDER BY kind, entity, field"
        )
    ]


def overlay(store: Store, kind: str, entity: str) -> dict[str, Any]:
    """{field: value} of the drafts of one entity."""
    rows = store.db.all(
        "SELECT field, value FROM drafts WHERE kind = ? AND entity = ?", (kind, entity)
    )
    return {name: json.loads(value) for name, value in rows}


def commit(
    store: Store, kind: str | None = None, entity: str | None = None, field: str | None = None
) -> list[Change]:
    """Drafts become changes, one per entity; typing that came back to what was there makes none."""
    if not some(store):
        return []
    with store.db.transaction():
        chosen = [
            draft
            for draft in all_drafts(store)
            if kind in (None, draft.kind)
            and entity in (None, draft.entity)
            and field in (None, draft.field)
        ]
        groups: dict[tuple[str, str], list[Draft]] = {}
        for draft in chosen:
            groups.setdefault((draft.kind, draft.entity), []).append(draft)
        return [change for group in groups.values() for change in _commit_group(store, group)]


def _commit_group(store: Store, drafts: list[Draft]) -> list[Change]:
    """Drafts that today's model refuses stay drafts, and never block the others."""
    try:
        changes = _commit(store, drafts)
    except UserError as error:
        if error.id not in REFUSED:
            raise
        return []
    remove(store, drafts)
    return changes


def drop(store: Store, kind: str, entity: str) -> None:
    """Nothing becomes of what was typed for this entity; who calls has its words elsewhere."""
    with store.db.transaction():
        typed = [one for one in all_drafts(store) if (one.kind, one.entity) == (kind, entity)]
        remove(store, typed)


def remove(store: Store, drafts: Iterable[Draft]) -> None:
    """Part of the transaction of the caller."""
    store.typing.clear()
    store.db.many(
        "DELETE FROM drafts WHERE kind = ? AND entity = ? AND field = ?",
        [(draft.kind, draft.entity, draft.field) for draft in drafts],
    )


def _commit(store: Store, drafts: Iterable[Draft]) -> list[Change]:
    drafts = list(drafts)
    kind, entity = drafts[0].kind, drafts[0].entity
    home = {name: value for draft in drafts for name, value in draft.context.items()}
    key = store.key(kind, entity)
    known = store.shown(key) if key is not None else {}
    typed = {
        draft.field: draft.value
        for draft in drafts
        if draft.seen is not None or draft.value not in ("", None)
    }
    if not typed:
        return []
    context = {n: v for n, v in home.items() if n not in known and n not in typed}
    seen = {draft.field: draft.seen for draft in drafts}
    return record(store, [Edit(kind, entity, {**context, **typed}, seen=seen, home=home)])


def _keep(store: Store, draft: tuple[str, str, str], value: object) -> str | None:
    """Makes a change of the fullest text so far; its id is what the draft goes on from."""
    store.db.run(
        "UPDATE drafts SET value = ? WHERE kind = ? AND entity = ? AND field = ?",
        (canonical(value), *draft),
    )
    changes = commit(store, *draft)
    return changes[-1].id if changes else None


def _check_home(
    store: Store, spec: KindSpec, draft: tuple[str, str, str], context: Mapping[str, Any]
) -> None:
    """A draft that could never become a change is refused at the first key press."""
    checked_values(spec, draft[1], context)
    if context.get("household") == "":
        return
    if store.key(draft[0], draft[1]) is None and spec.space(draft[1], context) is None:
        raise UserError("missing_household", kind=draft[0], id=draft[1])


def _shown_head(store: Store, draft: tuple[str, str, str]) -> str | None:
    key = store.key(draft[0], draft[1])
    if key is None:
        return None
    head: str | None = store.shown(key).get(draft[2], (None, None))[0]
    return head


def _length(value: object) -> int:
    return len(value) if isinstance(value, str) else 0
