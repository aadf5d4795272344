"""A disk without room: each time one clear sentence, nothing lost, and on it goes after."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import STOPPED, UserError, catalogue, sentence
from app.services import session
from app.storage.edits import Edit
from app.storage.told import PIECE
from app.storage.vault import restore_vault
from tests.disk.conftest import DISK_KIB
from tests.helpers.vaults import PASSPHRASE, a_clock, a_vault, reopened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.storage.vault import Vault
    from tests.helpers.volumes import SmallDisk

FULL = ("disk_full", "disk_refuses")
NAME = "Familie Ağaoğlu-Łoś"
MOST = 3000
"""Tries before a small disk must have said no."""


def until_refused(act: Callable[[int], object]) -> int:
    """How often it went well; then exactly one sentence that says the disk is full."""
    done = iter(range(MOST))
    with pytest.raises(UserError) as failure:
        _again_and_again(act, done)
    assert failure.value.id in FULL
    assert failure.value.id in catalogue()
    assert "schijf" in sentence(failure.value)
    assert "vol" in sentence(failure.value)
    return next(done) - 1


def _again_and_again(act: Callable[[int], object], numbers: Iterator[int]) -> None:
    for number in numbers:
        act(number)


def words(vault: Vault) -> list[Any]:
    """All that the note says or ever said."""
    return [d.value for d in vault.drafts()] + [p.value for p in vault.history("S1", "note")]


def sound_at(path: Path) -> Vault:
    """Opened again, checked page by page."""
    vault = reopened(path)
    assert vault.check()["ok"]
    return vault


def type_note(vault: Vault, number: int) -> str:
    text = f"De huur is betaald. {'x' * 3000} w{number}"
    vault.draft("signal", "S1", "note", text, {"theme": "geld"})
    return text


def test_that_typing_on_a_full_disk_keeps_what_was_saved_and_goes_on(disk: SmallDisk) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    disk.fill()
    typed: list[str] = []
    until_refused(lambda number: typed.append(type_note(vault, number)))
    assert not typed or typed[-1] in words(vault)
    disk.free()
    after = type_note(vault, MOST)
    vault.commit_drafts()
    vault.close()
    again = sound_at(path)
    assert after in words(again)
    again.close()


def test_that_leaving_a_field_on_a_full_disk_keeps_the_draft(disk: SmallDisk) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    text = type_note(vault, 1)
    disk.fill()
    until_refused(lambda n: vault.record([Edit("household", f"H{n}", {"name": NAME})]))
    until_refused(lambda _n: (type_note(vault, 1), vault.commit_drafts()))
    assert text in words(vault)
    vault.close()
    disk.free()
    again = sound_at(path)
    again.commit_drafts()
    assert again.drafts() == []
    assert text in words(again)
    again.close()


def test_that_closing_on_a_full_disk_loses_nothing_and_that_it_opens_again(
    disk: SmallDisk,
) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    saved: list[str] = []

    def record(number: int) -> None:
        vault.record([Edit("household", f"H{number}", {"name": f"{NAME} {number}"})])
        saved.append(f"H{number}")

    for number in range(20):
        record(MOST + number)
    disk.fill()
    until_refused(record)
    vault.close()
    again = reopened(path)
    assert set(saved) <= {row["id"] for row in again.query("SELECT id FROM v_household")}
    again.close()
    disk.free()
    last = sound_at(path)
    last.record([Edit("household", "NA", {"name": NAME})])
    assert {*saved, "NA"} <= {row["id"] for row in last.query("SELECT id FROM v_household")}
    last.close()


def test_that_a_full_disk_keeps_nobody_from_reading_and_what_was_typed_waits(
    disk: SmallDisk,
) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    vault.record([Edit("household", "H1", {"name": NAME})])
    text = type_note(vault, 1)
    disk.fill()
    vault.close()
    opened = session.unlock(path, PASSPHRASE, a_clock())
    assert [row["name"] for row in opened.vault.query("SELECT name FROM v_household")] == [NAME]
    assert [draft.value for draft in opened.vault.drafts()] == [text]
    opened.lock()
    disk.free()
    again = session.unlock(path, PASSPHRASE, a_clock())
    assert again.vault.drafts() == []
    assert words(again.vault) == [text]
    again.lock()


def test_that_an_import_onto_a_full_disk_leaves_nothing_half(
    disk: SmallDisk, tmp_path: Path
) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    vault.record([Edit("household", "H1", {"name": NAME})])
    lines = tmp_path / "sociale-kaart.jsonl"
    lines.write_text(
        "".join(
            json.dumps({"kind": "directory_entry", "id": f"I{n}", "fields": {"name": "x" * 300}})
            + "\n"
            for n in range(2000)
        )
    )
    disk.fill(leave=64 * 1024)
    before = list(vault.export_lines())
    until_refused(lambda _number: vault.import_jsonl(lines))
    assert list(vault.export_lines()) == before
    disk.free()
    assert vault.import_jsonl(lines).changes == 2000
    vault.close()
    sound_at(path).close()


def test_that_a_backup_that_does_not_fit_leaves_the_earlier_one(
    disk: SmallDisk, tmp_path: Path
) -> None:
    vault = a_vault(tmp_path / "kluis.drempel")
    vault.record([Edit("household", "H1", {"name": NAME})])
    kept = disk.folder / "kopie.drempel-backup"
    vault.backup(kept)
    earlier = kept.read_bytes()
    disk.fill(leave=64 * 1024)
    assert until_refused(lambda _n: vault.backup(kept)) == 0
    assert until_refused(lambda _n: vault.backup(disk.folder / "nieuw")) == 0
    assert kept.read_bytes() == earlier
    assert {one.name for one in disk.folder.iterdir()} == {kept.name, "vakantiefoto.raw"}
    disk.free()
    vault.record([Edit("household", "H2", {"name": NAME})])
    vault.backup(kept)
    vault.close()
    restore_vault(tmp_path / "terug.drempel", kept, PASSPHRASE, a_clock())
    back = sound_at(tmp_path / "terug.drempel")
    assert {row["id"] for row in back.query("SELECT id FROM v_household")} == {"H1", "H2"}
    back.close()


@pytest.mark.parametrize("leave", [0, 4096, 300 * 1024])
def test_that_a_new_passphrase_or_key_that_does_not_fit_leaves_the_old_one(
    disk: SmallDisk, leave: int
) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    vault.record([Edit("household", "H1", {"name": NAME})])
    disk.fill(leave=leave)
    until_refused(lambda _number: vault.rekey(PASSPHRASE))
    vault.close()
    disk.free()
    again = sound_at(path)
    assert [row["id"] for row in again.query("SELECT id FROM v_household")] == ["H1"]
    again.rekey(PASSPHRASE)
    again.close()
    sound_at(path).close()


def test_that_a_vault_that_does_not_fit_is_not_made_at_all(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(UserError) as failure:
        a_vault(disk.folder / "kluis.drempel")
    assert failure.value.id in FULL
    assert [one.name for one in disk.folder.iterdir()] == ["vakantiefoto.raw"]
    disk.free()
    a_vault(disk.folder / "kluis.drempel").close()


def test_that_an_attachment_that_fills_the_disk_locks_nobody_out(disk: SmallDisk) -> None:
    path = disk.folder / "kluis.drempel"
    vault = a_vault(path)
    vault.record([Edit("household", "H1", {"name": NAME})])
    large = bytes(DISK_KIB * 1024 + PIECE)
    until_refused(lambda _number: vault.sharing.put_blob("f1", large, len(large)))
    assert halves(vault) != []
    vault.close()
    again = reopened(path)
    assert [row["id"] for row in again.query("SELECT id FROM v_household")] == ["H1"]
    assert again.sharing.blob("f1") is None
    assert again.sharing.blobs() == []
    again.close()
    disk.larger(4 * DISK_KIB)
    last = sound_at(path)
    assert halves(last) == []
    last.sharing.put_blob("f1", large, len(large))
    assert last.sharing.blob("f1") == large
    last.close()


def test_that_what_was_stopped_on_a_disk_that_is_full_by_then_is_let_go_all_the_same(
    disk: SmallDisk,
) -> None:
    vault = a_vault(disk.folder / "kluis.drempel")

    def stop() -> None:
        if len(halves(vault)) == 3:
            disk.fill()
            raise UserError(STOPPED)

    with pytest.raises(UserError, match=STOPPED):
        vault.sharing.put_blob("f1", bytes(5 * PIECE), 5 * PIECE, stop)
    assert halves(vault) == []
    vault.record([Edit("household", "H1", {"name": NAME})])
    vault.close()


def halves(vault: Vault) -> list[dict[str, Any]]:
    """Pieces of attachments that are not whole."""
    return vault.query(
        "SELECT id, part FROM blob_bytes WHERE id NOT IN (SELECT id FROM blob_bytes WHERE part = 0)"
    )
