"""Is the vault whole: pages, structure, and rows that follow from the history."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from app.crypto.pages import PAGE_BYTES, SALT_BYTES, first_broken, key_of_seals
from app.errors import DamagedError
from app.storage import derive, indexing
from app.storage.reading import count_differences

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.storage.database import Database
    from app.storage.store import Store

_AT_ONCE: Final = 256
"""Pages whose seals are looked at in one step: some milliseconds."""
_LOCK_PAGE: Final = 0x40000000 // PAGE_BYTES + 1
"""SQLite locks it and never writes it; the first of a step."""
_CARDS: Final = f"""
    SELECT id FROM cards_docsize UNION SELECT i.entity FROM to_index i
    JOIN entities e ON e.key = i.entity WHERE e.kind = '{indexing.CARD}' ORDER BY 1
"""


def check(store: Store) -> dict[str, Any]:
    """What was looked at, as numbers; raises DamagedError("vault_damaged" or "rows_differ")."""
    check_pages(store.db)
    stored = digest(store)
    with store.db.tried():
        derive.rebuild(store.db, store.registry)
        rebuilt = digest(store)
    if stored != rebuilt:
        raise DamagedError("rows_differ")
    return {
        "pages": int(store.db.value("PRAGMA page_count")),
        "changes": int(store.db.value("SELECT count(*) FROM changes")),
        "ok": True,
    }


def check_seals(db: Database) -> None:
    """Every page carries its own seal; four seconds for a vault of a gigabyte."""
    db.checkpoint()
    if db.all("PRAGMA cipher_integrity_check"):
        raise DamagedError("vault_damaged")


def check_seals_in_steps(db: Database, key: bytes, step: Callable[[int, int], None]) -> None:
    """As `check_seals`, of what the file held at the beginning.

    `step` hears how many bytes of how many, and may read and write the vault: what is written
    meanwhile has its seal, and pages are looked at as they lie there by then.
    """
    db.checkpoint()
    total = int(db.value("PRAGMA page_count"))
    seals = key_of_seals(key, db.pages(1, 1)[:SALT_BYTES])
    for start in range(1, total + 1, _AT_ONCE):
        first = start + 1 if start == _LOCK_PAGE else start
        number = min(start + _AT_ONCE, total + 1) - first
        pages = db.pages(first, number)
        if len(pages) < number * PAGE_BYTES or first_broken(seals, pages, first):
            raise DamagedError("vault_damaged")
        step((first + number - 1) * PAGE_BYTES, total * PAGE_BYTES)


def check_pages(db: Database) -> None:
    """Every page carries its own seal, and the tables hang together."""
    check_seals(db)
    if db.all("PRAGMA quick_check(1)") != [("ok",)]:
        raise DamagedError("vault_damaged")


def rebuild(store: Store) -> None:
    """Makes rows, heads and words again from the history, in one transaction."""
    with store.db.transaction():
        derive.rebuild(store.db, store.registry)


def digest(store: Store) -> str:
    """A fingerprint of all derived rows."""
    found = hashlib.sha256()
    tables = [f'SELECT * FROM "{kind}" ORDER BY entity' for kind in store.registry.kinds]
    for sql in (
        *tables,
        "SELECT * FROM heads ORDER BY entity, field, seq",
        "SELECT * FROM contested ORDER BY entity, field",
        "SELECT * FROM pending ORDER BY target, entity, field, counter",
        "SELECT key, parent, household, deleted FROM entities ORDER BY key",
        "SELECT id FROM words_docsize UNION SELECT entity FROM to_index ORDER BY 1",
        _CARDS,
    ):
        found.update(sql.encode())
        for row in store.db.all(sql):
            found.update(repr(row).encode())
    return found.hexdigest()


def info(store: Store) -> dict[str, Any]:
    """What `drempel vault info` prints."""
    counts = {
        kind: store.db.value(f'SELECT count(*) FROM "v_{kind}"') for kind in store.registry.kinds
    }
    return {
        "format": int(store.meta("major") or 0),
        "vault": store.meta("vault"),
        "member": store.member_id,
        "device": store.device_id,
        "counts": counts,
        "changes": store.db.value("SELECT count(*) FROM changes"),
        "drafts": store.db.value("SELECT count(*) FROM drafts"),
        "differences": count_differences(store),
        "set_aside": store.db.value("SELECT count(*) FROM set_asides"),
    }
