"""What sharing keeps: keys of this laptop and of spaces, sealed segments, notes of others."""

from __future__ import annotations

from typing import Final

STATEMENTS: Final = (
    """CREATE TABLE identities(
        device TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        sign BLOB,
        box BLOB
    ) WITHOUT ROWID""",
    """CREATE TABLE places(
        url TEXT PRIMARY KEY,
        share TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE member_files(name TEXT PRIMARY KEY, body BLOB NOT NULL)",
    """CREATE TABLE segments(
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        device TEXT NOT NULL,
        number INTEGER NOT NULL,
        previous TEXT,
        size INTEGER NOT NULL,
        standing INTEGER NOT NULL,
        carries INTEGER NOT NULL,
        follows TEXT NOT NULL,
        signer TEXT NOT NULL,
        frames TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX segments_id ON segments(id)",
    "CREATE TABLE sealed(segment INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
    "CREATE TABLE gone(segment TEXT PRIMARY KEY, instead TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE erased_keys(key TEXT PRIMARY KEY, space TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE erasing(
        entry TEXT NOT NULL,
        segment TEXT NOT NULL,
        PRIMARY KEY(entry, segment)
    ) WITHOUT ROWID""",
    """CREATE TABLE waiting(
        segment INTEGER NOT NULL,
        frame INTEGER NOT NULL,
        key TEXT NOT NULL,
        ready INTEGER NOT NULL,
        PRIMARY KEY(segment, frame)
    ) WITHOUT ROWID""",
    "CREATE INDEX waiting_key ON waiting(key)",
    "CREATE INDEX waiting_ready ON waiting(segment, frame) WHERE ready",
    """CREATE TABLE space_keys(
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        space TEXT NOT NULL,
        key BLOB NOT NULL,
        made_by TEXT NOT NULL,
        devices TEXT NOT NULL,
        giver TEXT NOT NULL
    )""",
    "CREATE UNIQUE INDEX space_keys_id ON space_keys(id, giver)",
    "CREATE INDEX space_keys_space ON space_keys(space)",
    """CREATE TABLE granted(
        key TEXT NOT NULL,
        space TEXT NOT NULL,
        device TEXT NOT NULL,
        PRIMARY KEY(key, space, device)
    ) WITHOUT ROWID""",
    """CREATE TABLE seen(
        device TEXT PRIMARY KEY,
        number INTEGER NOT NULL,
        devices TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE erased_by(
        entry TEXT NOT NULL,
        device TEXT NOT NULL,
        PRIMARY KEY(entry, device)
    ) WITHOUT ROWID""",
    "CREATE TABLE echoes(seq INTEGER PRIMARY KEY)",
    "CREATE TABLE blobs(id TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE blob_bytes(id TEXT, part INTEGER, bytes BLOB NOT NULL, PRIMARY KEY(id, part))",
    "ALTER TABLE set_asides ADD COLUMN segment TEXT",
    "ALTER TABLE set_asides ADD COLUMN frame INTEGER",
    "ALTER TABLE set_asides ADD COLUMN space TEXT",
    "CREATE INDEX set_asides_segment ON set_asides(segment) WHERE segment IS NOT NULL",
)
