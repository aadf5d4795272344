"""Another passphrase, another key, backup and restore: never a moment without a vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import DamagedError, UserError
from app.storage import opening
from app.storage.edits import Edit
from app.storage.files import HEADERS, beside, kept_aside
from app.storage.vault import Vault, put_back_vault, restore_vault
from tests.helpers.vaults import PASSPHRASE, a_clock, reopened
from tests.storage.given import NAME, name_in, told


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
