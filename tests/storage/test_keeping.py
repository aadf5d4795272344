"""Another passphrase, another key, backup and restore: never a moment without a vault."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import DamagedError, UserError
from app.storage import opening
from app.storage.edits import Edit
from app.storage.files import HEADERS, beside, kept_aside, remove
from app.storage.vault import Vault, put_back_vault, restore_vault
from tests.helpers.vaults import PASSPHRASE, a_clock, a_vault, reopened
from tests.storage.given import NAME, name_in, told

if TYPE_CHECKING:
    from collections.abc import Callable


def test_that_a_changed_passphrase_opens_and_the_old_one_does_not(path: Path) -> None:
    vault = reopened(path)
    vault.change_passphrase(PASSPHRASE, "nieuw en lang")
    with pytest.raises(UserError, match="wrong_passphrase"):
        vault.change_passphrase(PASSPHRASE, "nog eens")
    vault.close()
    assert name_in(path, "nieuw en lang") == NAME
    with pytest.raises(UserError, match="wrong_passphrase"):
        reopened(path)


def test_that_a_crash_between_two_headers_leaves_a_vault_that_opens(path: Path) -> None:
    old = beside(path, HEADERS[1]).read_bytes()
    vault = reopened(path)
    vault.change_passphrase(PASSPHRASE, "nieuw en lang")
    vault.close()
    beside(path, HEADERS[1]).write_bytes(old)
    assert name_in(path, "nieuw en lang") == NAME
    assert beside(path, HEADERS[1]).read_bytes() == beside(path, HEADERS[0]).read_bytes()


def test_that_after_a_rekey_the_old_header_opens_nothing(path: Path) -> None:
    old = {suffix: beside(path, suffix).read_bytes() for suffix in HEADERS}
    vault = reopened(path)
    vault.rekey(PASSPHRASE)
    vault.record([Edit("household", "H2", {"name": "na de nieuwe sleutel"})])
    assert vault.check()["ok"]
    vault.close()
    assert name_in(path) == NAME
    for suffix in HEADERS:
        beside(path, suffix).write_bytes(old[suffix])
    with pytest.raises(DamagedError, match="vault_damaged"):
        reopened(path)


@pytest.mark.parametrize("moment", ["write_headers", "replace", "remove"])
def test_that_a_crash_while_rekeying_leaves_a_vault_that_opens(
    path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = reopened(path)

    def crash(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if moment == "write_headers":
            patched.setattr(opening, "write_headers", crash)
        elif moment == "replace":
            patched.setattr(Path, "replace", crash)
        else:
            patched.setattr("app.storage.keeping._continue", crash)
        with pytest.raises(KeyboardInterrupt):
            vault.rekey(PASSPHRASE)
    if not vault._store.db.closed:  # noqa: SLF001
        vault._store.db.close()  # noqa: SLF001
    assert name_in(path) == NAME
    assert name_in(path) == NAME


def test_that_a_restored_backup_is_a_device_of_its_own(path: Path, tmp_path: Path) -> None:
    vault = reopened(path)
    device, member = vault.device_id, vault.member_id
    vault.backup(tmp_path / "kopie")
    vault.record([Edit("household", "H1", {"name": "na de kopie"})])
    vault.close()
    kept = restore_vault(path, tmp_path / "kopie", PASSPHRASE, a_clock())
    assert kept is not None
    assert name_in(path) == NAME
    assert name_in(kept) == "na de kopie"
    restored = reopened(path)
    assert restored.device_id != device
    assert restored.member_id == member
    assert restored.authors()[restored.device_id] == member
    restored.close()


@pytest.mark.parametrize("headers", [True, False])
def test_that_what_a_lost_vault_left_is_not_read_into_a_backup(
    path: Path, tmp_path: Path, *, headers: bool
) -> None:
    vault = reopened(path)
    vault.backup(tmp_path / "kopie")
    vault.record([Edit("household", "H1", {"name": "na de kopie"})])
    left = beside(path, "-wal").read_bytes()
    assert left
    vault.close()
    path.unlink()
    beside(path, "-wal").write_bytes(left)
    if not headers:
        remove(*(beside(path, suffix) for suffix in HEADERS))
    assert restore_vault(path, tmp_path / "kopie", PASSPHRASE, a_clock()) is None
    restored = reopened(path)
    assert restored.check()["ok"]
    restored.close()
    assert name_in(path) == NAME
    assert not kept_aside(path)
    (aside,) = tmp_path.rglob("*.before-*-wal")
    assert aside.read_bytes() == left


@pytest.mark.parametrize("damage", ["cut", "flip", "other", "passphrase", "missing"])
def test_that_a_backup_that_does_not_open_replaces_nothing(
    path: Path, tmp_path: Path, damage: str
) -> None:
    vault = reopened(path)
    backup = tmp_path / "kopie"
    vault.backup(backup)
    vault.close()
    data = bytearray(backup.read_bytes())
    if damage == "cut":
        backup.write_bytes(data[: len(data) // 2])
    elif damage == "flip":
        data[len(data) // 2] ^= 1
        backup.write_bytes(data)
    elif damage == "other":
        backup.write_text("boodschappen")
    elif damage == "missing":
        backup.unlink()
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if file != backup}
    passphrase = "fout" if damage == "passphrase" else PASSPHRASE
    with pytest.raises(UserError) as failure:
        restore_vault(path, backup, passphrase, a_clock())
    assert told(failure.value)
    after = {file.name: file.read_bytes() for file in path.parent.iterdir() if file != backup}
    assert after == before


def test_that_a_backup_never_overwrites_another_file(opened: Vault, tmp_path: Path) -> None:
    precious = tmp_path / "foto.jpg"
    precious.write_bytes(b"vakantie")
    with pytest.raises(UserError, match="backup_exists"):
        opened.backup(precious)
    assert precious.read_bytes() == b"vakantie"
    opened.backup(tmp_path / "kopie")
    opened.backup(tmp_path / "kopie")


def test_that_a_vault_put_aside_comes_back_as_the_device_it_was(path: Path, tmp_path: Path) -> None:
    vault = reopened(path)
    device = vault.device_id
    vault.backup(tmp_path / "kopie")
    vault.record([Edit("household", "H1", {"name": "na de kopie"})])
    vault.close()
    kept = restore_vault(path, tmp_path / "kopie", PASSPHRASE, a_clock())
    assert kept is not None
    assert [one for one, _moment in kept_aside(path)] == [kept]
    aside = put_back_vault(path, kept, PASSPHRASE, a_clock())
    assert aside is not None
    assert [one for one, _moment in kept_aside(path)] == [aside]
    assert (name_in(path), name_in(aside)) == ("na de kopie", NAME)
    back = reopened(path)
    assert back.device_id == device
    back.close()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`held(name)`: from now on the file of this name keeps it, as on Windows while it is open."""

    def hold(name: str) -> None:
        replace = Path.replace

        def refused(file: Path, target: Path) -> Path:
            if file.name == name:
                raise PermissionError(errno.EACCES, "used by another process")
            return replace(file, target)

        monkeypatch.setattr(Path, "replace", refused)

    return hold


@pytest.mark.parametrize("name", ["kluis", "kluis.key2", "kluis.restored", "kluis.restored.key2"])
def test_that_a_restore_that_somebody_holds_up_leaves_the_vault_that_was(
    tmp_path: Path, held: Callable[[str], None], name: str
) -> None:
    path, copy = tmp_path / "kluis", tmp_path / "kopie"
    vault = a_vault(path, NAME)
    vault.backup(copy)
    vault.close()
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    held(name)
    with pytest.raises(UserError, match="vault_read_only"):
        restore_vault(path, copy, PASSPHRASE, a_clock())
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_that_a_restore_that_somebody_holds_up_leaves_no_half_vault_where_none_was(
    path: Path, tmp_path: Path, held: Callable[[str], None]
) -> None:
    vault = reopened(path)
    vault.backup(tmp_path / "kopie")
    vault.close()
    new = tmp_path / "nieuw" / "kluis"
    new.parent.mkdir()
    held("kluis.restored")
    with pytest.raises(UserError, match="vault_read_only"):
        restore_vault(new, tmp_path / "kopie", PASSPHRASE, a_clock())
    assert list(new.parent.iterdir()) == []


@pytest.mark.parametrize("which", ["path", "kept"])
def test_that_vaults_of_which_one_is_held_do_not_change_places(
    path: Path, tmp_path: Path, held: Callable[[str], None], which: str
) -> None:
    vault = reopened(path)
    vault.backup(tmp_path / "kopie")
    vault.close()
    kept = restore_vault(path, tmp_path / "kopie", PASSPHRASE, a_clock())
    assert kept is not None
    before = {one.name for one in path.parent.iterdir()}
    held({"path": path, "kept": kept}[which].name)
    with pytest.raises(UserError, match="vault_read_only"):
        put_back_vault(path, kept, PASSPHRASE, a_clock())
    assert {one.name for one in path.parent.iterdir()} == before
    assert name_in(path) == name_in(kept) == NAME


@pytest.mark.skipif(sys.platform != "linux", reason="nobody tells what is open")
def test_that_a_vault_that_cannot_be_made_is_closed_before_it_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is open cannot be removed on Windows."""
    path = tmp_path / "kluis"

    def while_closed(*paths: Path) -> None:
        opened = {one.readlink() for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}
        assert not opened & set(paths)
        remove(*paths)

    def full(*_all: object) -> None:
        raise UserError("disk_full")

    monkeypatch.setattr(opening, "remove", while_closed)
    monkeypatch.setattr(opening, "record", full)
    with pytest.raises(UserError, match="disk_full"):
        a_vault(path)
    assert list(tmp_path.iterdir()) == []


def test_that_other_files_beside_a_vault_are_no_vaults_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "kluis.drempel"
    for name in (
        "kluis.drempel.before-20260312T140300.key", "kluis.drempel.before-20269999T999999",
        "ander.drempel.before-20260312T140300", "kluis.drempel.before-gisteren",
    ):  # fmt: skip
        (tmp_path / name).touch()
    assert kept_aside(path) == []
    for name in ("20260312T140300", "20260312T140300-10", "20260312T140300-2"):
        (tmp_path / f"kluis.drempel.before-{name}").touch()
    found = [one.name.rpartition("before-")[2] for one, _moment in kept_aside(path)]
    assert found == ["20260312T140300-10", "20260312T140300-2", "20260312T140300"]
