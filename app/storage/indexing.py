"""The words that search finds: of a few records at once, of many when there is time."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.database import Database
    from app.storage.registry import KindSpec, Registry

AT_ONCE: Final = 200
"""Records of which the words are written with the records; those of more wait in `to_index`."""
ALL: Final = sys.maxsize
CARD: Final = "household"
"""Kind of which the words also stand in `cards`: found without reading through all notes."""
SLICE: Final = 5_000
"""Records indexed in one go while a search waits: bounds memory."""


def follow(db: Database, specs: Iterable[KindSpec]) -> None:
    """Words of `temp.touched`, or that they wait; none of what is deleted."""
    some = int(db.value("SELECT count(*) FROM touched")) <= AT_ONCE
    for spec in specs:
        if spec.searchable:
            for statement in _written(spec) if some else (_noted(spec),):
                db.run(statement)
    gone = db.all(
        "SELECT t.entity FROM touched t CROSS JOIN entities e ON e.key = t.entity WHERE e.deleted"
    )
    if gone:
        forget(db, [key for (key,) in gone])


def again(db: Database, registry: Registry, key: int, kind: str) -> None:
    """Words of one record that was deleted or came back."""
    forget(db, [key])
    spec = registry[kind]
    for table in _tables(spec):
        db.run(
            f"INSERT INTO {table}(rowid, body) SELECT entity, {_words(spec)}"
            f' FROM "{kind}" WHERE entity = ? AND NOT deleted',
            (key,),
        )


def forget(db: Database, keys: Iterable[int]) -> None:
    """No word of these records is found any more, nor waits."""
    rows = [(key,) for key in keys]
    db.many("DELETE FROM to_index WHERE entity = ?", rows)
    for table in ("words", "cards"):
        db.many(
            f"DELETE FROM {table} WHERE rowid = ?1"
            f" AND EXISTS (SELECT 1 FROM {table}_docsize WHERE id = ?1)",
            rows,
        )


def waits(db: Database) -> bool:
    """Whether words of records wait."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM to_index)"))


def finish(db: Database, registry: Registry, most: int) -> bool:
    """Writes the words of up to `most` records that wait; whether more wait. One transaction."""
    if not waits(db):
        return False
    with db.transaction():
        while most > 0 and waits(db):
            _some(db, registry, min(most, SLICE))
            most -= SLICE
        return waits(db)


def _some(db: Database, registry: Registry, count: int) -> None:
    db.run("DELETE FROM touched")
    db.run(
        "INSERT INTO touched(entity) SELECT entity FROM to_index ORDER BY entity LIMIT ?", (count,)
    )
    for (kind,) in db.all(
        "SELECT DISTINCT e.kind FROM touched t CROSS JOIN entities e ON e.key = t.entity"
    ):
        for statement in _written(registry[kind]):
            db.run(statement)
    db.run("DELETE FROM to_index WHERE entity IN (SELECT entity FROM touched)")


@cache
def _written(spec: KindSpec) -> tuple[str, ...]:
    return tuple(
        f"INSERT OR REPLACE INTO {table}(rowid, body) SELECT r.entity, {_words(spec)}"
        f' FROM touched t CROSS JOIN "{spec.kind}" r ON r.entity = t.entity AND NOT r.deleted'
        for table in _tables(spec)
    )


def _noted(spec: KindSpec) -> str:
    return (
        "INSERT OR IGNORE INTO to_index(entity) SELECT r.entity"
        f' FROM touched t CROSS JOIN "{spec.kind}" r ON r.entity = t.entity AND NOT r.deleted'
    )


def _tables(spec: KindSpec) -> tuple[str, ...]:
    if not spec.searchable:
        return ()
    return ("words", "cards") if spec.kind == CARD else ("words",)


def _words(spec: KindSpec) -> str:
    columns = ", ".join(f'"{name}"' for name in spec.searchable)
    return f"words_of({columns})"
