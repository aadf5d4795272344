"""The first durable tables: change log, drafts, authors, local settings."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE devices(device TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE entities(
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        space TEXT NOT NULL,
        parent TEXT,
        household TEXT,
        deleted INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE UNIQUE INDEX entities_id ON entities(id, kind, space)",
    "CREATE INDEX entities_parent ON entities(parent) WHERE parent IS NOT NULL",
    "CREATE INDEX entities_household ON entities(household) WHERE household IS NOT NULL",
    """CREATE TABLE changes(
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        entity INTEGER NOT NULL,
        device TEXT NOT NULL,
        counter INTEGER NOT NULL,
        wall TEXT NOT NULL,
        fields TEXT NOT NULL,
        replaces TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX changes_id ON changes(id)",
    "CREATE INDEX changes_entity ON changes(entity)",
    """CREATE TABLE drafts(
        kind TEXT NOT NULL,
        entity TEXT NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        longest TEXT,
        context TEXT NOT NULL,
        seen TEXT,
        PRIMARY KEY(kind, entity, field)
    )""",
    """CREATE TABLE set_asides(
        digest TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        reason TEXT NOT NULL
    )""",
)
