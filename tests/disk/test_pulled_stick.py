"""A stick that is pulled out, and power that goes: what was shown as saved is on it."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import UserError, catalogue, sentence
from app.storage.edits import Edit
from tests.helpers.dying import (
    LONGEST_SECONDS,
    Moment,
    assert_all_there,
    copied,
    first_vault,
    type_until,
)
from tests.helpers.vaults import a_vault, reopened

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from app.storage.vault import Vault
    from tests.helpers.volumes import Stick

NAME = "Familie Núñez-Őze"
GONE = ("vault_unreachable", "disk_refuses", "vault_missing")
STOPPED = "T"
POWER_CUTS = 4
LONG_POWER_CUTS = 60
MOST_WORDS = 60


def write(vault: Vault, number: int) -> None:
    vault.record([Edit("household", f"H{number}", {"name": f"{NAME} {number}"})])
    vault.draft("signal", "S1", "note", f"De sleutel ligt bij de buren. w{number}", {})


def numbers(vault: Vault) -> set[str]:
    return {row["id"] for row in vault.query("SELECT id FROM v_household")}


def told(error: UserError) -> str:
    assert error.id in GONE
    assert error.id in catalogue()
    return sentence(error)


def test_that_a_vault_on_a_pulled_stick_is_told_and_whole_when_it_is_back(stick: Stick) -> None:
    path = stick.folder / "kluis.drempel"
    vault = a_vault(path)
    for number in range(30):
        write(vault, number)
    stick.pull_out()
    for act in (lambda: write(vault, 99), vault.commit_drafts, vault.tidy):
        with pytest.raises(UserError) as failure:
            act()
        assert "veilig" in told(failure.value)
    vault.close()
    stick.let_go()
    with pytest.raises(UserError) as failure:
        reopened(path)
    assert "stick" in told(failure.value)
    assert stick.put_in()
    again = reopened(path)
    assert again.check()["ok"]
    assert {f"H{number}" for number in range(30)} <= numbers(again)
    assert "H99" not in numbers(again)
    typed = [d.value for d in again.drafts()]
    typed += [past.value for past in again.history("S1", "note")]
    assert any(str(text).endswith("w29") for text in typed)
    write(again, 100)
    again.close()


def hold(process: BaseProcess) -> None:
    """Stands still between two calls of the system.

    A volume that shuts down may answer yes to an fsync under way, which no disk does.
    """
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    while _state(process.pid) != STOPPED:
        pass


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def cut_often(stick: Stick, first: Path, cuts: int, seed: int) -> None:
    chance = random.Random(seed)

    def cut(process: BaseProcess) -> None:
        hold(process)
        stick.pull_out()
        process.kill()

    for number in range(cuts):
        path = copied(first, stick.folder / f"{number}.drempel")
        moment = Moment(chance.randrange(MOST_WORDS), chance.uniform(0, LONGEST_SECONDS))
        heard = type_until(path, moment, cut)
        stick.let_go()
        assert stick.put_in()
        assert_all_there(path, heard)
        for left in stick.folder.glob(f"{number}.drempel*"):
            left.unlink()


def test_that_nothing_saved_is_lost_when_the_power_goes(stick: Stick, tmp_path: Path) -> None:
    cut_often(stick, first_vault(tmp_path), POWER_CUTS, seed=1)


@pytest.mark.long
def test_that_nothing_saved_is_lost_at_sixty_power_cuts(stick: Stick, tmp_path: Path) -> None:
    cut_often(stick, first_vault(tmp_path), LONG_POWER_CUTS, seed=2)


def test_that_a_vault_whose_folder_was_renamed_away_keeps_what_it_says_it_saved(
    tmp_path: Path,
) -> None:
    here, away = tmp_path / "stick", tmp_path / "weg"
    here.mkdir()
    path = here / "kluis.drempel"
    vault = a_vault(path)
    write(vault, 1)
    here.rename(away)
    saved = {"H1"}
    try:
        write(vault, 2)
        saved.add("H2")
    except UserError as error:
        told(error)
    vault.close()
    with pytest.raises(UserError, match="vault_missing"):
        reopened(path)
    away.rename(here)
    again = reopened(path)
    assert again.check()["ok"]
    assert saved <= numbers(again)
    again.close()
