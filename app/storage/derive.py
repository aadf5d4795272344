"""From changes to heads, typed rows and words: set-based, and the same in whatever order.

Every statement works on a whole stretch of the log at once: `:first` to `:last`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from app.storage import deletes, indexing
from app.storage.changes import MAX_COUNTER

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.storage.changes import Change
    from app.storage.database import Database
    from app.storage.registry import FieldSpec, KindSpec, Registry

BATCH: Final = 20_000
"""Changes worked on at once while rebuilding: bounds memory."""

_ENTITIES: Final = "INSERT OR IGNORE INTO entities(id, kind, space) VALUES (?, ?, ?)"
_LOG: Final = """
    INSERT OR IGNORE INTO changes(id, entity, device, counter, wall, fields, replaces)
    VALUES (?, (SELECT key FROM entities WHERE id = ? AND kind = ? AND space = ?), ?, ?, ?, ?, ?)
"""
_EDGES: Final = """
    INSERT INTO edge(target, entity, field, counter, seq)
    SELECT t.value, i.entity, r.key, i.counter, c.seq
    FROM changes i, json_each(i.replaces) r, json_each(r.value) t
    LEFT JOIN changes c ON c.id = t.value AND c.seq <= :last
    WHERE i.seq BETWEEN :first AND :last AND i.replaces <> '{}'
    AND EXISTS (SELECT 1 FROM json_each(i.fields) f WHERE f.key = r.key)
"""
_HEADS: Final = """
    INSERT INTO heads(entity, field, seq)
    SELECT i.entity, f.key, i.seq FROM changes i, json_each(i.fields) f
    WHERE i.seq BETWEEN :first AND :last
"""
_ALREADY_REPLACED: Final = f"""
    DELETE FROM heads WHERE (entity, field, seq) IN (
        SELECT i.entity, p.field, i.seq FROM changes i CROSS JOIN pending p ON p.target = i.id
        WHERE i.seq BETWEEN :first AND :last
        AND p.entity = i.entity AND (i.counter < p.counter OR p.counter = {MAX_COUNTER}))
"""
_NO_LONGER_PENDING: Final = """
    DELETE FROM pending
    WHERE target IN (SELECT id FROM changes WHERE seq BETWEEN :first AND :last)
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
_TOUCHED: Final = """
    INSERT INTO touched(entity)
    SELECT DISTINCT entity FROM changes WHERE seq BETWEEN :first AND :last
"""
_SOURCES: Final = """
    INSERT INTO sources(entity, seq, many)
    SELECT t.entity, max(h.seq), min(h.seq) <> max(h.seq)
    FROM touched t CROSS JOIN heads h ON h.entity = t.entity GROUP BY t.entity
"""
_WON: Final = """
    INSERT INTO won(entity, field, seq, n)
    SELECT s.entity, h.field, max(h.seq), count(*)
    FROM sources s CROSS JOIN heads h ON h.entity = s.entity
    WHERE s.many GROUP BY s.entity, h.field
"""
_WON_CONTESTED: Final = """
    UPDATE won SET seq = (
        SELECT c.seq FROM heads h JOIN changes c ON c.seq = h.seq
        WHERE h.entity = won.entity AND h.field = won.field
        ORDER BY c.counter DESC, c.device DESC, c.id DESC LIMIT 1)
    WHERE n > 1
"""


def append(db: Database, changes: Collection[Change]) -> range:
    """Adds changes to the log; returns the places of those that were new.

    Part of the transaction of the caller. What is already there is skipped.
    """
    last = _last(db)
    db.many(_ENTITIES, dict.fromkeys((c.entity, c.kind, c.space) for c in changes))
    db.many(
        _LOG,
        (
            (c.id, c.entity, c.kind, c.space, c.device, c.counter, c.wall, c.fields, c.replaces)
            for c in changes
        ),
    )
    return range(last + 1, _last(db) + 1)


def derive(db: Database, registry: Registry, places: range) -> None:
    """Heads, typed rows, deletions and words of all that the changes at `places` touch."""
    stretch = {"first": places.start, "last": places.stop - 1}
    _derive_heads(db, stretch)
    db.run("DELETE FROM touched")
    db.run(_TOUCHED, stretch)
    follow(db, registry)


def follow(db: Database, registry: Registry) -> None:
    """Typed rows, deletions and words of `temp.touched`, out of its heads."""
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
    indexing.follow(db, specs)


def rebuild(db: Database, registry: Registry) -> None:
    """Empties what is derived and makes it again from the log."""
    for spec in registry.kinds.values():
        db.run(f'DELETE FROM "{spec.kind}"')
    for table in ("heads", "contested", "pending", "to_index"):
        db.run(f"DELETE FROM {table}")
    for table in ("words", "cards"):
        db.run(f"INSERT INTO {table}({table}) VALUES ('delete-all')")
    db.run("UPDATE entities SET parent = NULL, household = NULL, deleted = 0")
    for start in range(1, _last(db) + 1, BATCH):
        derive(db, registry, range(start, start + BATCH))


def _last(db: Database) -> int:
    return int(db.value("SELECT coalesce(max(seq), 0) FROM changes"))


def _derive_heads(db: Database, stretch: dict[str, int]) -> None:
    db.run("DELETE FROM edge")
    db.run(_EDGES, stretch)
    db.run(_HEADS, stretch)
    if db.value("SELECT EXISTS (SELECT 1 FROM pending)"):
        db.run(_ALREADY_REPLACED, stretch)
        db.run(_NO_LONGER_PENDING, stretch)
    replace_heads(db)


def replace_heads(db: Database) -> None:
    """Takes away the heads that `temp.edge` replaces; what it names and is not here yet, waits."""
    if db.value("SELECT EXISTS (SELECT 1 FROM edge)"):
        db.run(_REPLACED)
        db.run(_PENDING)


def _derive_rows(db: Database, specs: list[KindSpec]) -> None:
    db.run("DELETE FROM sources")
    db.run(_SOURCES)
    db.run("DELETE FROM won")
    db.run(_WON)
    if db.value("SELECT EXISTS (SELECT 1 FROM won WHERE n > 1)"):
        db.run(_WON_CONTESTED)
    db.run("DELETE FROM contested WHERE entity IN (SELECT entity FROM touched)")
    db.run("INSERT INTO contested(entity, field) SELECT entity, field FROM won WHERE n > 1")
    for spec in specs:
        if spec.indexed:
            db.run(_looked_up_sql(spec))
        db.run(_rows_sql(spec))
        db.run(_links_sql(spec))


@cache
def _looked_up_sql(spec: KindSpec) -> str:
    """What rows that are there are looked up by, where it is another value now.

    By itself: SQLite writes the index of every column that a statement sets, to the same value too.
    """
    names = ", ".join(f'"{name}"' for name in spec.indexed)
    cells = ", ".join(_cell(spec.fields[name]) for name in spec.indexed)
    values = f"""(
        SELECT {cells} FROM sources s CROSS JOIN changes c ON c.seq = s.seq
        WHERE s.entity = "{spec.kind}".entity)"""
    return f"""
        UPDATE "{spec.kind}" SET ({names}) = {values}
        WHERE entity IN (SELECT entity FROM sources) AND ({names}) IS NOT {values}
    """


@cache
def _rows_sql(spec: KindSpec) -> str:
    """New rows whole; in those that are there, what they are not looked up by."""
    names = "".join(f', "{name}"' for name in spec.fields)
    cells = "".join(f",\n{_cell(field)}" for field in spec.fields.values())
    rest = ("space", *(name for name in spec.fields if name not in spec.indexed))
    return f"""
        INSERT INTO "{spec.kind}"(entity, id, space, deleted{names})
        SELECT e.key, e.id, e.space, e.deleted{cells}
        FROM sources s
        CROSS JOIN entities e ON e.key = s.entity AND e.kind = '{spec.kind}'
        CROSS JOIN changes c ON c.seq = s.seq
        WHERE true
        ON CONFLICT(entity) DO UPDATE SET {", ".join(f'"{n}" = excluded."{n}"' for n in rest)}
    """


def _cell(field: FieldSpec) -> str:
    """The value that is shown: of the only change that has heads, or of the one that won."""
    return f"""
        CASE WHEN NOT s.many THEN {field.value_in("c.fields")} ELSE (
            SELECT {field.value_in("o.fields")}
            FROM won w CROSS JOIN changes o ON o.seq = w.seq
            WHERE w.entity = s.entity AND w.field = '{field.name}') END"""


@cache
def _links_sql(spec: KindSpec) -> str:
    parent = f'r."{spec.parent}"' if spec.parent in spec.fields else "NULL"
    household = 'r."household"' if "household" in spec.fields else "NULL"
    if spec.kind == "household":
        household = "r.id"
    links = f'(SELECT {parent}, {household} FROM "{spec.kind}" r WHERE r.entity = entities.key)'
    return f"""
        UPDATE entities SET (parent, household) = {links}
        WHERE key IN (SELECT entity FROM touched) AND kind = '{spec.kind}'
        AND (parent, household) IS NOT {links}
    """
