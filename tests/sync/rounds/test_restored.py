"""A laptop whose backup was put back before it ever shared."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.services import sharing_view, team
from app.services.session import Session, unlock
from app.storage.edits import Edit
from app.storage.vault import open_vault, restore_vault
from tests.helpers.vaults import PASSPHRASE
from tests.sync.rounds.conftest import HOUSEHOLD, Office, export, write

if TYPE_CHECKING:
    from pathlib import Path

    Duo = tuple[Session, Session]


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


def moved(office: Office, session: Session, path: Path) -> Session:
    """The vault goes on elsewhere; where it was, nobody opens it again."""
    there = restored(session, path)
    office.sessions[office.sessions.index(session)] = there
    session.lock()
    return there


def test_that_a_lost_laptop_takes_along_what_its_vault_was_before(
    office: Office, duo: Duo, tmp_path: Path
) -> None:
    """It holds the keys of those devices too; what it wrote as each of them stays."""
    first, second = duo
    before = second.vault.device_id
    write(second, "goal", "G2", title="Op tijd opstaan")
    office.sync(second)
    second = moved(office, second, tmp_path / "nieuw.drempel")
    write(second, "goal", "G3", title="Elke dag even buiten")
    office.level()
    lost = [one for one in sharing_view.look(first).laptops if not one.here]
    assert [one.along for one in lost] == [(2,), (1,)]
    team.remove_laptop(first, second.vault.device_id)
    assert {before, second.vault.device_id} <= team.the_team(first).removed.keys()
    office.sync(first)
    write(first, "goal", "G4", title="Voor wie nog meedoet")
    office.sync(first)
    written = {key.id for key in first.vault.sharing.space_keys()}
    assert written - {key.id for key in second.vault.sharing.space_keys()}
    assert not [
        key.id
        for key in first.vault.sharing.space_keys(f"d:{HOUSEHOLD}")[-1:]
        if key.devices & {before, second.vault.device_id}
    ]
    words = "".join(export(first))
    assert "Op tijd opstaan" in words
    assert "Elke dag even buiten" in words


def test_that_who_removes_a_copy_of_the_own_vault_stays(office: Office, tmp_path: Path) -> None:
    founder = office.laptop("Ayşe Ğazi")
    office.found(founder)
    copies = [restored(founder, tmp_path / f"kopie{number}.drempel") for number in (1, 2)]
    office.sessions += copies
    for copy in copies:
        copy.vault.record([Edit("household", copy.vault.device_id, {"name": "Familie Ł"})])
    office.level()
    here, lost = copies
    team.remove_laptop(here, lost.vault.device_id)
    known = team.the_team(here)
    assert known.removed.keys() == {lost.vault.device_id}
    assert here.vault.device_id in known.devices


def test_that_nobody_waits_for_what_a_moved_vault_was_before(
    office: Office, duo: Duo, tmp_path: Path
) -> None:
    first, second = duo
    before = second.vault.device_id
    second = moved(office, second, tmp_path / "nieuw.drempel")
    write(second, "goal", "G3", title="Elke dag even buiten")
    office.level()
    write(first, "goal", "G2", title="Op tijd opstaan")
    report = office.sync(first)
    assert not report.up_to_date[second.vault.device_id]
    assert not report.up_to_date[before]
    office.sync(second)
    assert all(office.sync(first).up_to_date.values())


def test_that_who_lives_on_beside_a_copy_is_waited_for(
    office: Office, duo: Duo, tmp_path: Path
) -> None:
    first, second = duo
    copy = restored(second, tmp_path / "kopie.drempel")
    office.sessions.append(copy)
    write(copy, "goal", "G2", title="Op tijd opstaan")
    office.level()
    write(first, "goal", "G3", title="Elke dag even buiten")
    office.sync(first)
    office.sync(copy)
    report = office.sync(first)
    assert report.up_to_date[copy.vault.device_id]
    assert not report.up_to_date[second.vault.device_id]


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
