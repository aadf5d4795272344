"""Taking changes out of the log, as if they had never come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from app.model.sealed import Standing
from app.storage import deletes, derive, exchange, indexing, segments, sending

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.storage.database import Database
    from app.storage.registry import Registry
    from app.storage.store import Store

_TOUCHED: Final = """
    INSERT INTO touched(entity)
    SELECT DISTINCT c.entity FROM removed r CROSS JOIN changes c ON c.id = r.id
"""
_KINDS: Final = "SELECT DISTINCT e.kind FROM touched t JOIN entities e ON e.key = t.entity"
_HEADS: Final = """
    INSERT INTO heads(entity, field, seq)
    SELECT c.entity, f.key, c.seq
    FROM touched t CROSS JOIN changes c ON c.entity = t.entity, json_each(c.fields) f
"""
_SAYS: Final = "EXISTS (SELECT 1 FROM json_each(c.fields) f WHERE f.key = r.key)"
_EDGES: Final = f"""
    INSERT INTO edge(target, entity, field, counter, seq)
    SELECT n.value, c.entity, r.key, c.counter, o.seq
    FROM touched t CROSS JOIN changes c ON c.entity = t.entity,
    json_each(c.replaces) r, json_each(r.value) n LEFT JOIN changes o ON o.id = n.value
    WHERE c.replaces <> '{{}}' AND {_SAYS}
"""
_STRAY: Final = f"""
    INSERT OR IGNORE INTO pending(target, entity, field, counter)
    SELECT n.value, c.entity, r.key, c.counter
    FROM changes c, json_each(c.replaces) r, json_each(r.value) n
    WHERE c.replaces <> '{{}}' AND n.value IN (SELECT id FROM removed) AND {_SAYS}
"""
"""Changes of any entity that name what was removed: they wait for it again."""
_VANISHED: Final = """
    SELECT t.entity, e.kind FROM touched t CROSS JOIN entities e ON e.key = t.entity
    WHERE NOT EXISTS (SELECT 1 FROM changes c WHERE c.entity = t.entity)
"""


def retract(store: Store, ids: Collection[str], changes: Collection[str]) -> None:
    """Segments after a cut stay, apart; these changes of theirs leave the log."""
    with store.db.roomy(), store.db.transaction():
        segments.stand(store, ids, Standing.APART)
        remove(store, changes)


def remove(store: Store, changes: Collection[str]) -> None:
    """What is derived is as if the changes had never come; part of the caller's transaction.

    An entity of which nothing is said any more is not there any more.
    """
    db = store.db
    for table in ("removed", "touched"):
        db.run(f"DELETE FROM {table}")
    db.many("INSERT OR IGNORE INTO removed(id) VALUES (?)", [(change,) for change in changes])
    db.run(_TOUCHED)
    kinds = [kind for (kind,) in db.all(_KINDS)]
    deletes.note_ancestors(db)
    db.run("DELETE FROM changes WHERE id IN (SELECT id FROM removed)")
    _heads_again(db)
    _vanish(db, store.registry)
    derive.follow(db, store.registry)
    sending.forget_places(store)
    exchange.left(store, kinds)


def _heads_again(db: Database) -> None:
    """Of all that was touched, out of the changes that stay."""
    for table in ("heads", "pending"):
        db.run(f"DELETE FROM {table} WHERE entity IN (SELECT entity FROM touched)")
    db.run(_HEADS)
    db.run("DELETE FROM edge")
    db.run(_EDGES)
    derive.replace_heads(db)
    db.run(_STRAY)


def _vanish(db: Database, registry: Registry) -> None:
    rows = db.all(_VANISHED)
    keys = json.dumps([key for key, _kind in rows])
    for kind in {kind for _key, kind in rows} & registry.kinds.keys():
        db.run(f'DELETE FROM "{kind}" WHERE entity IN (SELECT value FROM json_each(?))', (keys,))
    for table, column in (("contested", "entity"), ("touched", "entity"), ("entities", "key")):
        db.run(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (keys,))
    indexing.forget(db, [key for key, _kind in rows])
