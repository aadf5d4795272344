"""Attachments come into the vault a piece at a time, and count when they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import STOPPED, UserError
from app.storage.told import PIECE
from tests.helpers.vaults import reopened

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.vault import Vault


def test_that_other_work_goes_between_the_pieces_of_a_large_attachment(opened: Vault) -> None:
    sharing, sealed = opened.sharing, bytes(range(256)) * (3 * PIECE // 256) + b"end"
    seen: list[bytes | None] = []

    def typing() -> None:
        opened.draft("agenda_item", "A1", "title", f"Woord {len(seen)}")
        seen.append(sharing.blob("f1"))

    sharing.put_blob("f1", sealed, len(sealed), typing)
    assert seen == [None, None, None]
    assert [draft.value for draft in opened.drafts()] == ["Woord 2"]
    assert sharing.blob("f1") == sealed
    assert sharing.blobs() == [("f1", len(sealed), True)]


def test_that_half_an_attachment_is_never_kept(path: Path) -> None:
    vault = reopened(path)
    vault.sharing.put_blob("f0", b"heel", 4)

    def stop() -> None:
        raise UserError(STOPPED)

    with pytest.raises(UserError, match=STOPPED):
        vault.sharing.put_blob("f1", bytes(2 * PIECE), 2 * PIECE, stop)
    assert _pieces(vault) == [("f0", 0)]
    # As the power leaves it: a later piece is there, the first is not.
    vault._store.db.run(  # noqa: SLF001
        "INSERT INTO blob_bytes(id, part, bytes) VALUES ('f2', 1, 'half')"
    )
    assert vault.sharing.blob("f2") is None
    vault.close()
    again = reopened(path)
    assert _pieces(again) == [("f0", 0)]
    again.close()


def test_that_a_disk_that_lets_nothing_go_does_not_hide_what_went_wrong_first(
    opened: Vault,
) -> None:
    db = opened._store.db  # noqa: SLF001

    def stop() -> None:
        db.value("PRAGMA query_only = ON")
        raise UserError(STOPPED)

    with pytest.raises(UserError, match=STOPPED):
        opened.sharing.put_blob("f1", bytes(2 * PIECE), 2 * PIECE, stop)
    db.value("PRAGMA query_only = OFF")
    assert _pieces(opened) == [("f1", 1)]
    assert opened.sharing.blobs() == []


def _pieces(vault: Vault) -> list[tuple[str, int]]:
    rows = vault.query("SELECT id, part FROM blob_bytes ORDER BY id, part")
    return [(row["id"], row["part"]) for row in rows]
