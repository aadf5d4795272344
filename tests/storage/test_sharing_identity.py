"""Who a laptop is: one device at a time, one member, and a new device wherever a copy goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.model.sealed import Identity
from app.storage import identity
from app.storage.edits import Edit
from app.storage.files import HEADERS, beside
from app.storage.vault import Vault, restore_vault
from tests.helpers.vaults import PASSPHRASE, a_clock, a_vault, exchange, reopened

SIGN, BOX = b"s" * 32, b"b" * 80


def moved_vault(path: Path, to: Path) -> Path:
    to.parent.mkdir(parents=True, exist_ok=True)
    for suffix in ("", *HEADERS):
        shutil.copy(beside(path, suffix), beside(to, suffix))
    return to


def restored(path: Path) -> Vault:
    """The vault of `path`, out of a backup made just now."""
    vault = reopened(path)
    vault.backup(path.with_name("kopie"))
    vault.close()
    restore_vault(path, path.with_name("kopie"), PASSPHRASE, a_clock())
    path.with_name("kopie").unlink()
    return reopened(path)


def test_that_a_laptop_has_keys_once_it_was_given_them(opened: Vault) -> None:
    sharing = opened.sharing
    assert sharing.identity() is None
    sharing.set_identity(SIGN, BOX)
    assert sharing.identity() == Identity(opened.device_id, opened.member_id, SIGN, BOX)
    assert sharing.predecessor_keys() == {}


def test_that_keys_are_in_no_repr(opened: Vault) -> None:
    opened.sharing.set_identity(SIGN, BOX)
    assert "sss" not in repr(opened.sharing.identity())


def test_that_a_restored_backup_has_keys_and_signs_its_successor_with_the_old_one(
    path: Path,
) -> None:
    vault = reopened(path)
    old = vault.device_id
    vault.sharing.set_identity(SIGN, BOX)
    vault.sharing.join_team("t" * 40)
    vault.close()
    vault = restored(path)
    assert vault.device_id != old
    me = vault.sharing.identity()
    assert me is not None
    assert me.sign != SIGN
    assert me.predecessors == (old,)
    assert vault.sharing.team() == "t" * 40
    assert vault.sharing.predecessor_keys() == {old: SIGN}
    assert vault.sharing.predecessor_boxes() == {old: BOX}
    assert not vault.sharing.moved()
    vault.close()


def test_that_each_of_a_line_of_restored_vaults_can_name_the_next(path: Path) -> None:
    vault = reopened(path)
    first = vault.device_id
    vault.close()
    between = restored(path)
    second, me = between.device_id, between.sharing.identity()
    between.close()
    vault = restored(path)
    assert vault.sharing.predecessors() == (second, first)
    assert me is not None
    assert vault.sharing.predecessor_keys() == {second: me.sign}
    assert vault.sharing.predecessor_boxes() == {second: me.box}
    vault.close()


def test_that_a_device_without_words_or_keys_leaves_no_trace(tmp_path: Path) -> None:
    vault = a_vault(tmp_path / "a")
    first = vault.device_id
    vault.sharing.succeed("D" * 26)
    vault.sharing.succeed("E" * 26, SIGN, BOX)
    assert vault.sharing.predecessors() == (first,)
    vault.close()


def test_that_changes_from_before_a_restore_are_sent_by_who_goes_on(path: Path) -> None:
    vault = restored(path)
    vault.record([Edit("household", "H2", {"name": "na het terugzetten"})])
    unsent = vault.sharing.unsent()
    assert unsent.count == len(list(vault.changes()))
    vault.close()


def test_that_a_copied_vault_knows_that_it_moved(path: Path, tmp_path: Path) -> None:
    copy = moved_vault(path, tmp_path / "elders" / "kluis.drempel")
    first, second = reopened(path), reopened(copy)
    assert not first.sharing.moved()
    assert second.sharing.moved()
    old = second.device_id
    second.sharing.succeed("D" * 26, SIGN, BOX)
    assert not second.sharing.moved()
    assert second.device_id == "D" * 26
    assert second.sharing.predecessors() == (old,)
    assert second.authors()["D" * 26] == second.member_id
    assert second.record([Edit("household", "H2", {"name": "x"})])[0].device == "D" * 26
    first.close()
    second.close()
    again = reopened(copy)
    assert not again.sharing.moved()
    again.close()


def test_that_another_machine_is_another_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = reopened(path)
    monkeypatch.setattr(identity, "_machine_id", lambda: "een andere laptop")
    assert vault.sharing.moved()
    vault.close()


def test_that_a_machine_without_a_name_of_its_own_has_one_in_the_network(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(identity, "_MACHINE_FILES", (str(tmp_path / "geen"),))
    assert identity.fingerprint(tmp_path) == identity.fingerprint(tmp_path)


def test_that_succeeding_oneself_changes_nothing(opened: Vault) -> None:
    opened.sharing.succeed(opened.device_id, SIGN, BOX)
    assert opened.sharing.predecessors() == ()


def test_that_a_further_laptop_becomes_the_members_and_forgets_its_own_record(
    tmp_path: Path,
) -> None:
    first = a_vault(tmp_path / "a", "Nuñez Iglesias")
    second = a_vault(tmp_path / "b", "Nuñez, laptop")
    mine = second.member_id
    second.record([Edit("household", "H1", {"name": "Ğazi"})])
    second.sharing.take_member(first.member_id)
    second.sharing.take_member(first.member_id)
    assert second.member_id == first.member_id
    assert set(second.authors().values()) == {first.member_id}
    assert second.get("member", mine) is None
    exchange(first, second)
    assert [one.id for one in first.rows("member")] == [first.member_id]
    assert second.heads("household", "H1")["name"][0].author == first.member_id
    first.close()
    second.close()


def test_that_a_member_whom_others_know_stays_on_record(tmp_path: Path) -> None:
    a, b = a_vault(tmp_path / "a"), a_vault(tmp_path / "b")
    exchange(a, b)
    a.record([Edit("member", b.member_id, {"phone": "06"})])
    exchange(a, b)
    old = b.member_id
    b.sharing.take_member(a.member_id)
    assert b.get("member", old) is not None
    a.close()
    b.close()
