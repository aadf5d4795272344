"""The tables of a vault: durable ones from the migrations, derived ones from the model.

`python -m app.storage.schema` prints the whole schema; a test compares it with schema.sql.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from app.storage.migrations import STEPS
from app.storage.registry import DREMPEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.registry import KindSpec, Registry

FTS_PREFIXES: Final = "2 3"
"""Lengths, in characters, for which a half-typed word has an index of its own."""
FTS_BUFFER: Final = 16 * 1024 * 1024
"""Bytes of words gathered in memory before they are written: fewer pieces to merge."""


def _found_in(name: str) -> str:
    return f"""CREATE VIRTUAL TABLE {name} USING fts5(
        body, content='', contentless_delete=1, detail=none,
        prefix='{FTS_PREFIXES}', tokenize='unicode61 remove_diacritics 2'
    )"""


_GOING_ON: Final = "same_as IS NULL AND coalesce(status, '') NOT IN ('afgesloten', 'niet_opgepakt')"
_CLOSED: Final = "same_as IS NULL AND status IN ('afgesloten', 'niet_opgepakt')"
_OPEN: Final = "coalesce(status, 'open') = 'open'"
_LOOKED_UP: Final = (
    ("list", {"name", "same_as"}, "name COLLATE NOCASE, id", "same_as IS NULL"),
    ("card", {"same_as", "pair"}, "pair, case_lead, stand_in", _GOING_ON),
    ("closed", {"same_as", "pair"}, "id", _CLOSED),
    ("day", {"planned"}, "planned ->> 'on'", "planned IS NOT NULL"),
    ("begun", {"started_at"}, "household", "started_at IS NOT NULL AND ended_at IS NULL"),
    ("open", {"goal", "worked"}, "member, household", _OPEN),
    ("open", {"plan", "title"}, "household", _OPEN),
)
"""(name, fields that a kind must have, order, what counts): tens of thousands by name, what is
planned on a day, and what does not fit together (`app.services.attention`) without reading all."""
_NAMED: Final = ("household", "meeting", "member")
"""Kinds to which a query joins others by id. Rows of any kind are found by id and by parent in
`entities`: an index of ids in no order is written nearly whole by each merge, so one is enough."""
_FIXED: Final = (
    """CREATE TABLE heads(
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY(entity, field, seq)
    ) WITHOUT ROWID""",
    "CREATE INDEX heads_deleted ON heads(entity) WHERE field = '_deleted'",
    """CREATE TABLE contested(
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        PRIMARY KEY(entity, field)
    ) WITHOUT ROWID""",
    """CREATE TABLE pending(
        target TEXT NOT NULL,
        entity INTEGER NOT NULL,
        field TEXT NOT NULL,
        counter INTEGER NOT NULL,
        PRIMARY KEY(target, entity, field, counter)
    ) WITHOUT ROWID""",
    _found_in("words"),
    _found_in("cards"),
    "CREATE TABLE to_index(entity INTEGER PRIMARY KEY)",
    f"INSERT INTO words(words, rank) VALUES ('hashsize', {FTS_BUFFER})",
)

TEMPORARY: Final = (
    "CREATE TEMP TABLE touched(entity INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE sources(entity INTEGER PRIMARY KEY, seq INTEGER, many INTEGER)",
    """CREATE TEMP TABLE won(
        entity INTEGER, field TEXT, seq INTEGER, n INTEGER, PRIMARY KEY(entity, field)
    ) WITHOUT ROWID""",
    """CREATE TEMP TABLE edge(
        target TEXT, entity INTEGER, field TEXT, counter INTEGER, seq INTEGER
    )""",
    "CREATE TEMP TABLE above(entity INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE removed(id TEXT PRIMARY KEY) WITHOUT ROWID",
)
"""Where a batch of changes is worked on; in memory (`temp_store`)."""


def derived_names(registry: Registry) -> list[tuple[str, str]]:
    """(VIEW or TABLE, name) of all that `rebuild` makes, views first."""
    kinds = list(registry.kinds)
    fixed = ("heads", "contested", "pending", "words", "cards", "to_index")
    return [
        *(("VIEW", f"v_{kind}") for kind in kinds),
        *(("TABLE", name) for name in (*kinds, *fixed)),
    ]


def derived_statements(registry: Registry) -> Iterator[str]:
    """Everything that can be rebuilt from the log: heads, typed rows, views, words."""
    yield from _FIXED
    for spec in registry.kinds.values():
        yield from _kind_statements(spec)


def _kind_statements(spec: KindSpec) -> Iterator[str]:
    columns = "".join(f",\n    {field.column}" for field in spec.fields.values())
    yield (
        f'CREATE TABLE "{spec.kind}"(\n    entity INTEGER PRIMARY KEY,\n    id TEXT NOT NULL,\n'
        f"    space TEXT NOT NULL,\n    deleted INTEGER NOT NULL{columns}\n)"
    )
    if spec.kind in _NAMED:
        yield f'CREATE INDEX "{spec.kind}_id" ON "{spec.kind}"(id)'
    for column in spec.indexed:
        yield f'CREATE INDEX "{spec.kind}_{column}" ON "{spec.kind}"("{column}")'
    for name, needed, order, counts in _LOOKED_UP:
        if needed <= spec.fields.keys():
            yield (
                f'CREATE INDEX "{spec.kind}_{name}" ON "{spec.kind}"({order})'
                f" WHERE NOT deleted AND {counts}"
            )
    names = ", ".join(f'"{name}"' for name in ("entity", "id", "space", *spec.fields))
    yield f'CREATE VIEW "v_{spec.kind}" AS SELECT {names} FROM "{spec.kind}" WHERE NOT deleted'


def schema_sql(registry: Registry = DREMPEL) -> str:
    """Every statement of a fresh vault, as schema.sql shows it."""
    durable = [statement for step in STEPS for statement in step]
    everything = [*durable, *derived_statements(registry)]
    return "-- Generated: python -m app.storage.schema > app/storage/schema.sql\n\n" + "".join(
        f"{statement};\n\n" for statement in everything
    ).replace("\n\n\n", "\n\n")


if __name__ == "__main__":
    sys.stdout.write(schema_sql())
