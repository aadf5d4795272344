"""A laptop whose backup was put back before it ever shared."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.services.session import Session, unlock
from app.storage.edits import Edit
from app.storage.vault import open_vault, restore_vault
from tests.helpers.vaults import PASSPHRASE
from tests.sync.rounds.conftest import Office, export

if TYPE_CHECKING:
    from pathlib import Path


def restored(session: Session, path: Path) -> Session:
    """The same vault from its backup, as a device of its own."""
    backup = path.with_suffix(".backup")
    session.vault.backup(backup)
    restore_vault(path, backup, PASSPHRASE, session.clock)
    vault = open_vault(path, PASSPHRASE, session.clock)
    return Session(vault, session.clock, session.organisation, session.areas, session.zrm_texts)


def test_that_what_was_written_before_a_backup_was_put_back_counts_for_the_founder(
    office: Office, tmp_path: Path
) -> None:
    lost = office.laptop("Ayşe Ğazi")
    lost.vault.record([Edit("household", "H0", {"name": "Familie Ő"})])
    founder = restored(lost, tmp_path / "weer.drempel")
    office.sessions.append(founder)
    office.found(founder)
    other = office.laptop("Łukasz Wójcik")
    office.admit(founder, other)
    office.level_of(founder, other)
    assert export(other) == export(founder)
    assert "Familie Ő" in "".join(export(other))


def test_that_what_was_written_before_a_backup_was_put_back_counts_for_a_newcomer(
    office: Office, tmp_path: Path
) -> None:
    founder = office.laptop("Ayşe Ğazi")
    office.found(founder)
    lost = office.laptop("Łukasz Wójcik")
    lost.vault.record([Edit("household", "H0", {"name": "Familie Ő"})])
    newcomer = restored(lost, tmp_path / "weer.drempel")
    office.sessions.append(newcomer)
    office.admit(founder, newcomer)
    office.level_of(founder, newcomer)
    assert not founder.vault.set_aside()
    assert export(founder) == export(newcomer)
    assert "Familie Ő" in "".join(export(founder))


def test_that_a_copied_vault_is_another_device_before_it_writes_anything(
    office: Office, tmp_path: Path
) -> None:
    founder = office.laptop("Ayşe Ğazi")
    office.found(founder)
    founder.lock()
    office.sessions.clear()
    for file in tmp_path.glob("Ayşe Ğazi.drempel*"):
        shutil.copy(file, tmp_path / file.name.replace("Ayşe Ğazi", "kopie"))
    own, copy = (
        unlock(tmp_path / name, PASSPHRASE, founder.clock)
        for name in ("Ayşe Ğazi.drempel", "kopie.drempel")
    )
    office.sessions += [own, copy]
    assert own.vault.device_id != copy.vault.device_id
    own.vault.record([Edit("household", "H1", {"name": "Familie Ş"})])
    copy.vault.record([Edit("household", "H2", {"name": "Familie Ł"})])
    office.level()
    assert export(own) == export(copy)
    assert {"H1", "H2"} <= {row["id"] for row in own.vault.query("SELECT id FROM v_household")}
