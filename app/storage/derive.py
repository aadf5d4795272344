"""From changes to heads, typed rows and words: set-based, and the same in whatever order.

`temp.incoming` holds what is new; every statement works on all of it at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.storage import deletes
from app.storage.changes import MAX_COUNTER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.changes import Change
    from app.storage.database import Database
    from app.storage.registry import KindSpec, Registry

BATCH: Final = 20_000
"""Changes worked on at once while rebuilding: bounds memory."""

_LOG: Final = """
    INSERT INTO changes(seq, id, entity, device, counter, wall, fields, replaces)
    SELECT seq, id, entity, device, counter, wall, fields, replaces FROM incoming ORDER BY seq
"""
_ENTITIES: Final = """
    INSERT OR IGNORE INTO entities(id, kind, space)
    SELECT name, kind, space FROM incoming ORDER BY seq
"""
_IDENTIFY: Final = """
    UPDATE incoming SET entity = (
        SELECT e.key FROM entities e WHERE e.id = name AND e.kind = incoming.kind
        AND e.space = incoming.space)
"""
_EDGES: Final = """
    INSERT INTO edge(target, entity, field, counter, seq)
    SELECT t.value, i.entity, r.key, i.counter, c.seq
    FROM incoming i, json_each(i.replaces) r, json_each(r.value) t
    LEFT JOIN changes c ON c.id = t.value
    WHERE i.replaces <> '{}' AND EXISTS (SELECT 1 FROM json_each(i.fields) f WHERE f.key = r.key)
"""
_HEADS: Final = """
    INSERT INTO heads(entity, field, seq)
    SELECT i.entity, f.key, i.seq FROM incoming i, json_each(i.fields) f
"""
_ALREADY_REPLACED: Final = f"""
    DELETE FROM heads WHERE (entity, field, seq) IN (
        SELECT i.entity, p.field, i.seq FROM incoming i JOIN pending p ON p.target = i.id
        WHERE p.entity = i.entity AND (i.counter < p.counter OR p.counter = {MAX_COUNTER}))
"""
_REPLACED: Final = f"""
    DELETE FROM heads WHERE (entity, field, seq) IN (
        SELECT g.entity, g.field, g.seq FROM edge g JOIN changes c ON c.seq = g.seq
        WHERE c.entity = g.entity AND (c.counter < g.counter OR g.counter = {MAX_COUNTER}))
"""
_PENDING: Final = """
    INSERT OR IGNORE INTO pending(target, entity, field, counter)
    SELECT target, entity, field, counter FROM edge WHERE seq IS NULL
"""
_WON: Final = """
    INSERT INTO won(entity, field, seq, n)
    SELECT h.entity, h.field, max(h.seq), count(*)
    FROM touched t CROSS JOIN heads h ON h.entity = t.entity GROUP BY h.entity, h.field
"""
_WON_CONTESTED: Final = """
    UPDATE won SET seq = (
        SELECT c.seq FROM heads h JOIN changes c ON c.seq = h.seq
        WHERE h.entity = won.entity AND h.field = won.field
        ORDER BY c.counter DESC, c.device DESC, c.id DESC LIMIT 1)
    WHERE n > 1
"""


def append(db: Database, changes: Iterable[Change]) -> set[str]:
    """Adds changes to the log and lets the state follow; returns the ids that were new.

    Part of the transaction of the caller. What is already there is skipped.
    """
    start = int(db.value("SELECT coalesce(max(seq), 0) FROM changes")) + 1
    db.run("DELETE FROM incoming")
    db.many(
        "INSERT INTO incoming(seq, id, space, kind, name, device, counter, wall, fields, replaces)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (start + n, c.id, c.space, c.kind, c.entity, c.device, c.counter, c.wall, c.fields,
             c.replaces)
            for n, c in enumerate({c.id: c for c in changes}.values())
        ),
    )  # fmt: skip
    db.run("DELETE FROM incoming WHERE id IN (SELECT id FROM changes)")
    db.run(_ENTITIES)
    db.run(_IDENTIFY)
    db.run(_LOG)
    return {row[0] for row in db.all("SELECT id FROM incoming")}


def derive(db: Database, registry: Registry) -> None:
    """Heads, typed rows, deletions and words of all that `temp.incoming` touches."""
    _derive_heads(db)
    db.run("DELETE FROM touched")
    db.run("INSERT INTO touched(entity) SELECT DISTINCT entity FROM incoming")
    kinds = [
        row[0]
        for row in db.all(
            "SELECT DISTINCT e.kind FROM touched t JOIN entities e ON e.key = t.entity"
        )
    ]
    specs = [spec for kind in kinds if (spec := registry.get(kind)) is not None]
    deletes.note_ancestors(db)
    _derive_rows(db, specs)
    deletes.note_ancestors(db)
    deletes.decide(db, registry)
    _derive_words(db, specs)


def rebuild(db: Database, registry: Registry) -> None:
    """Empties what is derived and makes it again from the log."""
    for spec in registry.kinds.values():
        db.run(f'DELETE FROM "{spec.kind}"')
    for table in ("heads", "contested", "pending"):
        db.run(f"DELETE FROM {table}")
    db.run("INSERT INTO words(words) VALUES ('delete-all')")
    db.run("UPDATE entities SET parent = NULL, household = NULL, deleted = 0")
    last = int(db.value("SELECT coalesce(max(seq), 0) FROM changes"))
    for start in range(0, last, BATCH):
        db.run("DELETE FROM incoming")
        db.run(
            "INSERT INTO incoming(seq, id, counter, fields, replaces, entity)"
            " SELECT seq, id, counter, fields, replaces, entity FROM changes"
            " WHERE seq > ? AND seq <= ? ORDER BY seq",
            (start, start + BATCH),
        )
        derive(db, registry)


def _derive_heads(db: Database) -> None:
    db.run("DELETE FROM edge")
    db.run(_EDGES)
    db.run(_HEADS)
    if db.value("SELECT EXISTS (SELECT 1 FROM pending)"):
        db.run(_ALREADY_REPLACED)
        db.run("DELETE FROM pending WHERE target IN (SELECT id FROM incoming)")
    if db.value("SELECT EXISTS (SELECT 1 FROM edge)"):
        db.run(_REPLACED)
        db.run(_PENDING)


def _derive_rows(db: Database, specs: list[KindSpec]) -> None:
    db.run("DELETE FROM won")
    db.run(_WON)
    if db.value("SELECT EXISTS (SELECT 1 FROM won WHERE n > 1)"):
        db.run(_WON_CONTESTED)
    db.run("DELETE FROM contested WHERE entity IN (SELECT entity FROM touched)")
    db.run("INSERT INTO contested(entity, field) SELECT entity, field FROM won WHERE n > 1")
    for spec in specs:
        db.run(_rows_sql(spec))
        db.run(_links_sql(spec))


def _rows_sql(spec: KindSpec) -> str:
    names = "".join(f', "{name}"' for name in spec.fields)
    cells = "".join(
        f",\n max(CASE WHEN j.key = '{field.name}' AND {field.fits} THEN j.value END)"
        for field in spec.fields.values()
    )
    return f"""
        INSERT OR REPLACE INTO "{spec.kind}"(entity, id, space, deleted{names})
        SELECT e.key, e.id, e.space, e.deleted{cells}
        FROM touched t
        CROSS JOIN entities e ON e.key = t.entity AND e.kind = '{spec.kind}'
        CROSS JOIN (SELECT DISTINCT entity, seq FROM won) s ON s.entity = t.entity
        CROSS JOIN changes c ON c.seq = s.seq
        CROSS JOIN json_each(c.fields) j
        JOIN won w ON w.entity = t.entity AND w.field = j.key AND w.seq = s.seq
        GROUP BY e.key
    """


def _links_sql(spec: KindSpec) -> str:
    parent = f'r."{spec.parent}"' if spec.parent in spec.fields else "NULL"
    household = 'r."household"' if "household" in spec.fields else "NULL"
    if spec.kind == "household":
        household = "r.id"
    return f"""
        UPDATE entities SET (parent, household) = (
            SELECT {parent}, {household} FROM "{spec.kind}" r WHERE r.entity = entities.key)
        WHERE key IN (SELECT entity FROM touched) AND kind = '{spec.kind}'
    """


def _derive_words(db: Database, specs: list[KindSpec]) -> None:
    for spec in specs:
        if not spec.searchable:
            continue
        columns = ", ".join(f'"{name}"' for name in spec.searchable)
        db.run(
            f"INSERT OR REPLACE INTO words(rowid, body) SELECT entity, words_of({columns})"
            f' FROM "{spec.kind}" WHERE entity IN (SELECT entity FROM touched) AND NOT deleted'
        )
    gone = db.all(
        "SELECT t.entity FROM touched t CROSS JOIN entities e ON e.key = t.entity WHERE e.deleted"
    )
    if gone:
        db.many("DELETE FROM words WHERE rowid = ?", gone)
