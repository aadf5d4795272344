"""When an entity counts as deleted: only while everything it holds was seen by who deleted it.

For each entity X that can be reached from E by way of children and that carries a delete: all
deletes of X stand (none was taken back), they cover every head of X, and each child of X was
named by them or carries a delete itself. Only then E is deleted.

The card of a household is read by the team, and what hangs under it by few: so a delete of it
stands only while its device alone ever wrote to that card, which all see alike.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from app.storage import indexing
from app.storage.registry import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.database import Database
    from app.storage.registry import Registry

_ABOVE: Final = """
    INSERT OR IGNORE INTO above(entity)
    WITH RECURSIVE up(key, parent) AS (
        SELECT e.key, e.parent FROM touched t JOIN entities e ON e.key = t.entity
        UNION
        SELECT e.key, e.parent FROM up JOIN entities e ON e.id = up.parent
    )
    SELECT key FROM up
    WHERE EXISTS (SELECT 1 FROM heads h WHERE h.entity = up.key AND h.field = '_deleted')
"""


_SEVERAL: Final = (
    "SELECT count(DISTINCT c.device) > 1 FROM entities e JOIN changes c ON c.entity = e.key"
    " WHERE e.key = ? AND e.kind = 'household'"
)


def note_ancestors(db: Database) -> None:
    """Remembers who may become deleted or come back through what was touched.

    Called before and after the rows follow, so that a child that moves reaches both parents.
    """
    if db.value("SELECT EXISTS (SELECT 1 FROM heads WHERE field = '_deleted')"):
        db.run(_ABOVE)


def decide(db: Database, registry: Registry) -> None:
    """Sets `deleted` for all that was noted; who flips is touched, so that its words follow."""
    for key, kind, was in db.all(
        "SELECT e.key, e.kind, e.deleted FROM above a JOIN entities e ON e.key = a.entity"
    ):
        now = int(is_deleted(db, key))
        if now == was:
            continue
        db.run("UPDATE entities SET deleted = ? WHERE key = ?", (now, key))
        spec = registry.get(kind)
        if spec is None:
            continue
        db.run(f'UPDATE "{kind}" SET deleted = ? WHERE entity = ?', (now, key))
        indexing.again(db, registry, key, kind)
    db.run("DELETE FROM above")


def is_deleted(db: Database, key: int) -> bool:
    """See the head of this module."""
    if not _deletes(db, key):
        return False
    todo, seen = [key], {key}
    while todo:
        here = todo.pop()
        children = _children(db, here)
        if not _stands(db, here, children):
            return False
        fresh = [child for child, _id in children if child not in seen]
        seen.update(fresh)
        todo.extend(fresh)
    return True


def may_delete(db: Database, key: int, device: str) -> bool:
    """Whether a delete that this device writes now can stand; see the head of this module."""
    return not db.value(
        "SELECT EXISTS (SELECT 1 FROM entities e JOIN changes c ON c.entity = e.key"
        " WHERE e.key = ? AND e.kind = 'household' AND c.device <> ?)",
        (key, device),
    )


def _stands(db: Database, key: int, children: list[tuple[int, str]]) -> bool:
    """No delete at all, or one that covers every head and names every child."""
    deletes = _deletes(db, key)
    if not deletes:
        return True
    if not all(isinstance(seen, dict) for seen in deletes) or db.value(_SEVERAL, (key,)):
        return False
    covered, named = seen_by(deletes)
    for field, change in db.all(
        "SELECT h.field, c.id FROM heads h JOIN changes c ON c.seq = h.seq"
        " WHERE h.entity = ? AND h.field <> '_deleted'",
        (key,),
    ):
        if (field, change) not in covered:
            return False
    return all(name in named or _deletes(db, child) for child, name in children)


def seen_by(deletes: Iterable[Any]) -> tuple[set[tuple[str, str]], set[str]]:
    """Heads (field, change) and children that these deletes name, whatever else they hold."""
    covered: set[tuple[str, str]] = set()
    named: set[str] = set()
    for seen in deletes:
        if not isinstance(seen, dict):
            continue
        heads, children = seen.get("heads"), seen.get("children")
        if isinstance(heads, dict):
            covered.update(
                (field, change)
                for field, ids in heads.items()
                if isinstance(ids, list)
                for change in ids
                if isinstance(change, str)
            )
        if isinstance(children, list):
            named.update(child for child in children if isinstance(child, str))
    return covered, named


def _deletes(db: Database, key: int) -> list[Any]:
    return [
        json.loads(fields)[DELETED]
        for (fields,) in db.all(
            "SELECT c.fields FROM heads h JOIN changes c ON c.seq = h.seq"
            " WHERE h.entity = ? AND h.field = '_deleted'",
            (key,),
        )
    ]


def _children(db: Database, key: int) -> list[tuple[int, str]]:
    return db.all(
        "SELECT c.key, c.id FROM entities e JOIN entities c ON c.parent = e.id WHERE e.key = ?",
        (key,),
    )
