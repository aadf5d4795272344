"""What a vault said is not read again, and is never what was true before something was written."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from app.storage.edits import Edit
from app.storage.store import remembered

if TYPE_CHECKING:
    from app.storage.store import Store
    from app.storage.vault import Vault


class _FellOverError(Exception):
    pass


def store_of(vault: Vault) -> Store:
    return vault._store  # noqa: SLF001 - no method tells what is remembered


def test_that_nothing_is_read_twice_while_nothing_was_written(opened: Vault) -> None:
    store, asked = store_of(opened), []

    @remembered("drafts")
    def drafts(store: Store) -> int:
        asked.append(store)
        return int(store.db.value("SELECT count(*) FROM drafts"))

    assert [drafts(store), drafts(store)] == [0, 0]
    assert len(asked) == 1
    opened.draft("household", "H1", "phone", "06")
    assert [drafts(store), drafts(store)] == [1, 1]
    opened.commit_drafts()
    assert drafts(store) == 0
    assert len(asked) == 3


def test_that_writing_elsewhere_makes_nobody_read_again(opened: Vault) -> None:
    store, sent = store_of(opened), list[str]()
    opened.sharing.keep_member_files({"een": b"bestand"})
    opened.sharing.member_files()
    store.db.connection.set_trace_callback(sent.append)
    opened.sharing.set_place("file:///deel", "0" * 32, "{}", "2026-03-02T09:00")
    opened.record([Edit("household", "H1", {"phone": "06"})])
    assert list(opened.sharing.member_files()) == ["een"]
    assert not [sql for sql in sent if "FROM member_files" in sql]


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO drafts SELECT * FROM drafts WHERE 0",
        "INSERT OR IGNORE INTO drafts SELECT * FROM drafts WHERE 0",
        "INSERT OR REPLACE INTO main.drafts SELECT * FROM drafts WHERE 0",
        "UPDATE drafts SET value = value",
        'DELETE FROM main."drafts"',
        "CREATE TEMP TABLE besides (a)",
        "WITH one AS (SELECT 1) DELETE FROM drafts",
    ],
)
def test_that_whatever_writes_a_table_makes_it_read_again(opened: Vault, sql: str) -> None:
    db = store_of(opened).db
    before = db.stamp(("drafts",))
    assert db.stamp(("drafts",)) == before
    db.run(sql)
    assert db.stamp(("drafts",)) != before


def test_that_what_is_kept_is_read_again_when_its_tables_were_written(opened: Vault) -> None:
    def names() -> list[Any]:
        return opened.query("SELECT name FROM v_household WHERE id = 'H9'")

    assert opened.kept("namen", ("household",), names) == []
    opened.sharing.keep_member_files({"een": b"bestand"})
    assert opened.kept("namen", ("household",), lambda: [{"name": "nooit"}]) == []
    opened.record([Edit("household", "H9", {"name": "Familie Őz"})])
    assert opened.kept("namen", ("household",), names) == [{"name": "Familie Őz"}]


def test_that_what_was_undone_was_never_true(opened: Vault) -> None:
    store = store_of(opened)
    store.set_meta("proef", "eerst")
    held = len(opened.sharing.member_files())
    with suppress(_FellOverError), store.db.transaction():
        store.set_meta("proef", "later")
        opened.sharing.keep_member_files({"een": b"bestand"})
        assert store.meta("proef") == "later"
        assert len(opened.sharing.member_files()) == held + 1
        raise _FellOverError
    assert store.meta("proef") == "eerst"
    assert len(opened.sharing.member_files()) == held
    with store.db.tried():
        store.set_meta("proef", "geprobeerd")
        assert store.meta("proef") == "geprobeerd"
    assert store.meta("proef") == "eerst"


def test_that_who_is_told_may_change_what_he_was_told(opened: Vault) -> None:
    sharing = opened.sharing
    sharing.keep_member_files({"een": b"bestand"})
    sharing.member_files().clear()
    sharing.segments().append(None)  # type: ignore[arg-type]
    assert list(sharing.member_files()) == ["een"]
    assert sharing.segments() == []


def test_that_reading_keeps_statements_ready(opened: Vault) -> None:
    """A pragma that forbids writing makes SQLite prepare all of them anew."""
    sent: list[str] = []
    store_of(opened).db.connection.set_trace_callback(sent.append)
    opened.query("SELECT id FROM v_household")
    opened.record([Edit("household", "H1", {"phone": "06"})])
    assert opened.query("SELECT phone FROM v_household WHERE id = 'H1'") == [{"phone": "06"}]
    assert sent
    assert not [sql for sql in sent if "query_only" in sql]


def test_that_nothing_that_was_typed_stays_in_memory_after_closing(opened: Vault) -> None:
    store = store_of(opened)
    opened.draft("signal", "S1", "note", "Onder ons", {"theme": "geld"})
    store.db.value("PRAGMA query_only = ON")  # as a disk that takes no more: it stays a draft
    opened.close()
    assert store.typing == {}
