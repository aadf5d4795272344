"""Erasing for ever: nothing of what an erasure names stays in the vault."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.clock import derived_id
from app.model.sealed import Erasure
from app.model.visit import ClosedNote
from app.storage import arriving, derive, drafts, exchange, segments, sending

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from app.storage.store import Store

_WORDS: Final = ("changes", "entities", "drafts", "set_asides", "settings")
"""Tables, beside those that follow from them, that hold what people wrote."""


class _Erased(NamedTuple):
    """A change that goes."""

    id: str
    space: str
    kind: str
    entity: str
    fields: dict[str, Any]


def erase(store: Store, erasures: Sequence[Erasure]) -> None:
    """Changes, rows, words, drafts, what was set aside, attachments, and keys of whole spaces.

    No byte of them remains in the vault when this returns: sealed segments are the share's
    matter. Takes as long as `rebuild` when there was something; else it is quick.
    """
    gone = arriving.all_of(erasures)
    with store.db.roomy(), store.db.transaction():
        changes = _changes(store, gone)
        found = [
            len(changes),
            _erase_drafts(store, gone),
            _erase_set_asides(store, gone),
            _erase_blobs(store, changes),
            _erase_settings(store, changes),
        ]
        if any(found):
            _erase_changes(store, [one.id for one in changes])
            exchange.left(store, {one.kind for one in changes})
        found.extend(segments.drop_space(store, space) for space in gone.spaces)
    if any(found):
        store.db.checkpoint()


def closed_about(store: Store, households: Collection[str]) -> dict[str, frozenset[str]]:
    """{household: spaces of the closed notes here that were never about any other than these}.

    So one reader alone, who files a note under a household that is erased, erases it for nobody.
    """
    if not households:
        return {}
    said: dict[str, set[str]] = defaultdict(set)
    for space, household in store.db.all(
        "SELECT e.space, c.fields ->> '$.household' FROM entities n"
        " JOIN entities e ON e.space = n.space JOIN changes c ON c.entity = e.key"
        " WHERE n.household IN (SELECT value FROM json_each(?)) AND n.kind = ?",
        (json.dumps(sorted(households)), ClosedNote.kind),
    ):
        if household:
            said[space].add(household)
    found: dict[str, set[str]] = defaultdict(set)
    for space, about in said.items():
        if about <= set(households):
            for household in about:
                found[household].add(space)
    return {household: frozenset(spaces) for household, spaces in found.items()}


def _erase_changes(store: Store, changes: list[str]) -> None:
    """Out of the log; then all that holds words is written again.

    `secure_delete` wipes what is deleted, but not what an earlier move of rows between pages left
    in the room between them.
    """
    store.db.many("DELETE FROM changes WHERE id = ?", [(change,) for change in changes])
    store.db.run("DELETE FROM entities WHERE key NOT IN (SELECT entity FROM changes)")
    sending.forget_places(store)
    for table in _WORDS:
        store.db.run(f"CREATE TEMP TABLE again AS SELECT * FROM main.{table}")
        store.db.run(f"DELETE FROM main.{table}")
        store.db.run(f"INSERT INTO main.{table} SELECT * FROM temp.again")
        store.db.run("DROP TABLE temp.again")
    derive.rebuild(store.db, store.registry)


def _changes(store: Store, gone: Erasure) -> list[_Erased]:
    """Every change of what an erasure names."""
    rows = store.db.all(
        "SELECT c.id, e.space, e.kind, e.id, c.fields"
        " FROM entities e JOIN changes c ON c.entity = e.key"
        " WHERE e.space IN (SELECT value FROM json_each(:spaces))"
        " OR (e.space, e.kind, e.id) IN (SELECT value ->> 0, value ->> 1, value ->> 2"
        " FROM json_each(:entities))",
        {"spaces": json.dumps(sorted(gone.spaces)), "entities": json.dumps(sorted(gone.entities))},
    )
    return [
        _Erased(id_, space, kind, entity, json.loads(fields))
        for id_, space, kind, entity, fields in rows
    ]


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


def _erase_blobs(store: Store, changes: list[_Erased]) -> int:
    """Attachments that are named here and nowhere else."""
    erased = {one.id for one in changes}
    named = {_blob(one.fields) for one in changes if one.kind == "attachment"} - {None}
    if not named:
        return 0
    for change, fields in store.db.all(
        "SELECT c.id, c.fields FROM entities e JOIN changes c ON c.entity = e.key"
        " WHERE e.kind = 'attachment'"
    ):
        if change not in erased:
            named.discard(_blob(json.loads(fields)))
    store.db.many("DELETE FROM blob_bytes WHERE id = ?", [(blob,) for blob in named])
    # Without a size it is one that has to go from the share too.
    store.db.many(
        "INSERT OR REPLACE INTO blobs(id, size) VALUES (?, 0)", [(blob,) for blob in named]
    )
    return len(named)


def _blob(fields: dict[str, Any]) -> str | None:
    """The id of the sealed file that a change of an attachment names."""
    value = fields.get("blob")
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def _erase_settings(store: Store, changes: list[_Erased]) -> int:
    """Words that this laptop keeps for itself under the id of a difference."""
    names = {
        derived_id(one.space, one.kind, one.entity, field)
        for one in changes
        for field in one.fields
    }
    count = 0
    for name, text in store.db.all("SELECT name, value FROM settings") if names else ():
        kept = json.loads(text)
        if isinstance(kept, dict) and names & kept.keys():
            left = {key: value for key, value in kept.items() if key not in names}
            store.db.run("UPDATE settings SET value = ? WHERE name = ?", (json.dumps(left), name))
            count += 1
    return count
