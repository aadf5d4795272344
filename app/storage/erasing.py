"""Erasing for ever: nothing of what an erasure names stays in the vault."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.model.sealed import Erasure
from app.storage import arriving, drafts, retracting, segments, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.storage.store import Store


def erase(store: Store, erasures: Sequence[Erasure]) -> None:
    """Changes, rows, words, drafts, what was set aside, attachments, and keys of whole spaces.

    No byte of it remains in the vault when this returns. Sealed segments are the share's matter.
    """
    gone = arriving.all_of(erasures)
    with store.db.roomy(), store.db.transaction():
        changes = _changes(store, gone)
        found = [
            _erase_drafts(store, gone),
            _erase_set_asides(store, gone),
            _erase_blobs(store, changes),
        ]
        if changes:
            retracting.remove(store, [change for change, _kind, _fields in changes])
            store.db.run("INSERT INTO words(words) VALUES ('optimize')")
        for space in gone.spaces:
            segments.drop_space(store, space)
    if changes or any(found):
        store.db.checkpoint()


def _changes(store: Store, gone: Erasure) -> list[tuple[str, str, str]]:
    """(id, kind, fields) of every change that an erasure names."""
    return store.db.all(
        "SELECT c.id, e.kind, c.fields FROM entities e JOIN changes c ON c.entity = e.key"
        " WHERE e.space IN (SELECT value FROM json_each(:spaces))"
        " OR (e.space, e.kind, e.id) IN (SELECT value ->> 0, value ->> 1, value ->> 2"
        " FROM json_each(:entities))",
        {"spaces": json.dumps(sorted(gone.spaces)), "entities": json.dumps(sorted(gone.entities))},
    )


def _erase_drafts(store: Store, gone: Erasure) -> int:
    covered = [
        draft
        for draft in drafts.all_drafts(store)
        if gone.covers(_space(store, draft) or "", draft.kind, draft.entity)
    ]
    drafts.remove(store, covered)
    return len(covered)


def _space(store: Store, draft: drafts.Draft) -> str | None:
    """Where the draft will be recorded."""
    key = store.key(draft.kind, draft.entity)
    if key is not None:
        found: str = store.db.value("SELECT space FROM entities WHERE key = ?", (key,))
        return found
    spec = store.registry.get(draft.kind)
    return spec.space(draft.entity, draft.context) if spec else None


def _erase_set_asides(store: Store, gone: Erasure) -> int:
    rows = [
        (digest,)
        for digest, space, body in store.db.all("SELECT digest, space, body FROM set_asides")
        if space in gone.spaces or gone.covers(*_named(body))
    ]
    store.db.many("DELETE FROM set_asides WHERE digest = ?", rows)
    return len(rows)


def _named(body: str) -> tuple[str, str, str]:
    """What a line that is no change says that it is about."""
    try:
        said = json.loads(body)
        return str(said["space"]), str(said["kind"]), str(said["entity"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "", "", ""


def _erase_blobs(store: Store, changes: list[tuple[str, str, str]]) -> int:
    """Attachments that are named here and nowhere else."""
    erased = {change for change, _kind, _fields in changes}
    named = {
        blob
        for _change, kind, fields in changes
        if kind == "attachment" and (blob := _blob(fields))
    }
    if not named:
        return 0
    for change, fields in store.db.all(
        "SELECT c.id, c.fields FROM entities e JOIN changes c ON c.entity = e.key"
        " WHERE e.kind = 'attachment'"
    ):
        if change not in erased:
            named.discard(_blob(fields) or "")
    for blob in named:
        told.delete_blob(store, blob)
    return len(named)


def _blob(fields: str) -> str | None:
    """The id of the sealed file that a change of an attachment names."""
    value: Any = json.loads(fields).get("blob")
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
