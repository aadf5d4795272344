"""A backup in steps, with writing in between: each thing is whole in it or absent."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.errors import DamagedError, UserError
from app.storage import checking
from app.storage.edits import Edit
from app.storage.keeping import Pace
from app.storage.vault import Vault, restore_vault
from tests.helpers.vaults import PASSPHRASE, a_clock, a_vault, reopened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
LONG = "Het gaat beter met Zeynep, zegt Łukasz. " * 500
HOUSEHOLDS = 120
"""Enough text for some tens of steps."""


class Busy(Pace):
    """Does something else between the steps."""

    def __init__(self, between: Callable[[int], object]) -> None:
        self.steps = 0
        self._between = between

    def checked(self, done: int, total: int) -> None:
        self.step(done, total)

    def step(self, done: int, total: int) -> None:
        assert 0 <= done <= total
        self.steps += 1
        self._between(self.steps)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = a_vault(tmp_path / "kluis.drempel")
    made.record(
        [Edit("signal", f"S{number}", {"note": f"{number} {LONG}"}) for number in range(HOUSEHOLDS)]
    )
    yield made
    if not made.closed:
        made.close()


def copied(vault: Vault, folder: Path, between: Callable[[int], object]) -> tuple[Vault, int]:
    """The backup, put back and opened, sound page by page; and in how many steps it was made."""
    pace = Busy(between)
    vault.backup(folder / "kopie", pace)
    restore_vault(folder / "terug.drempel", folder / "kopie", PASSPHRASE, a_clock())
    back = reopened(folder / "terug.drempel")
    checking.check_pages(back._store.db)  # noqa: SLF001
    assert back.check()["ok"]
    return back, pace.steps


def test_that_what_is_written_in_between_is_whole_in_the_backup(
    vault: Vault, tmp_path: Path
) -> None:
    """At the head, the middle and the end of the file, and two records as one thing each time."""

    def write(step: int) -> None:
        edits = [
            Edit("signal", f"S{place}", {"theme": f"stap {step}"})
            for place in (0, HOUSEHOLDS // 2, HOUSEHOLDS - 1)
        ]
        vault.record([*edits, Edit("signal", f"N{step}", {"note": f"nieuw {step} {LONG}"})])
        vault.draft("signal", "T1", "note", f"getypt {step}", {"theme": "geld"})

    back, steps = copied(vault, tmp_path, write)
    assert steps > 10
    themes = {row["theme"] for row in back.query("SELECT theme FROM v_signal WHERE theme <> ''")}
    themes -= {"geld"}
    (theme,) = themes
    last = int(theme.removeprefix("stap "))
    assert last >= steps - 1
    new = {row["id"] for row in back.query("SELECT id FROM v_signal WHERE id LIKE 'N%'")}
    assert new == {f"N{step}" for step in range(1, last + 1)}
    (typed,) = back.drafts()
    assert typed.value in {f"getypt {last}", f"getypt {last - 1}"}
    assert back.set_aside() == []
    back.close()


def test_that_what_was_undone_in_between_is_not_in_the_backup(vault: Vault, tmp_path: Path) -> None:
    """Also what was so much that it went to the disk before it was undone."""

    def fail(step: int) -> None:
        db = vault._store.db  # noqa: SLF001
        if step != 3:
            return
        db.run("PRAGMA cache_size = 10")
        with db.tried():
            for number in range(40):
                vault.record([Edit("signal", f"X{number}", {"note": LONG})])

    back, _steps = copied(vault, tmp_path, fail)
    rows = back.query("SELECT count(*) AS n FROM v_signal")
    assert rows[0]["n"] == HOUSEHOLDS
    assert list(back.export_lines()) == list(vault.export_lines())
    back.close()


def test_that_a_passphrase_changed_meanwhile_is_the_one_that_opens_it(
    vault: Vault, tmp_path: Path
) -> None:
    def change(step: int) -> None:
        if step == 2:
            vault.change_passphrase(PASSPHRASE, "nieuw en heel lang")

    vault.backup(tmp_path / "kopie", Busy(change))
    with pytest.raises(UserError, match="wrong_passphrase"):
        restore_vault(tmp_path / "een.drempel", tmp_path / "kopie", PASSPHRASE, a_clock())
    restore_vault(tmp_path / "twee.drempel", tmp_path / "kopie", "nieuw en heel lang", a_clock())


@pytest.mark.parametrize("packing", [True, False])
def test_that_a_backup_that_is_stopped_leaves_the_one_before_and_nothing_else(
    vault: Vault, tmp_path: Path, *, packing: bool
) -> None:
    class Stopped(Pace):
        def step(self, done: int, total: int) -> None:
            if not packing and done * 2 > total:
                raise UserError("share_stopped")

        def packed(self, done: int, total: int) -> None:
            if done * 2 > total:
                raise UserError("share_stopped")

    folder = tmp_path / "stick"
    folder.mkdir()
    vault.backup(folder / "kopie")
    before = (folder / "kopie").read_bytes()
    vault.record([Edit("signal", "N", {"note": "na de vorige"})])
    with pytest.raises(UserError, match="share_stopped"):
        vault.backup(folder / "kopie", Stopped())
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == {"kopie": before}
    vault.record([Edit("signal", "M", {"note": "het werk gaat door"})])
    vault.backup(folder / "kopie")
    assert zipfile.is_zipfile(folder / "kopie")


@pytest.mark.parametrize("end", [0.3, 0.6, 1.0])
def test_that_a_page_that_does_not_open_is_found_wherever_it_lies(
    vault: Vault, tmp_path: Path, end: float
) -> None:
    path = vault.path
    vault.close()
    with path.open("r+b") as file:
        place = int(path.stat().st_size * end) - 100
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))
    damaged = reopened(path)
    with pytest.raises(DamagedError, match="vault_damaged"):
        checking.check_seals(damaged._store.db)  # noqa: SLF001 - SQLCipher says so too
    with pytest.raises(DamagedError, match="vault_damaged"):
        damaged.backup(tmp_path / "kopie", Busy(lambda _step: None))
    assert not list(tmp_path.glob("kopie*"))
    damaged.close()


def test_that_nobody_else_opens_the_vault_after_a_backup_was_made(
    vault: Vault, tmp_path: Path
) -> None:
    """POSIX drops the lock of a process on a file with any handle on it that is closed."""
    vault.backup(tmp_path / "kopie")
    other = "import sys; from pathlib import Path; from tests.helpers.vaults import reopened;"
    told = subprocess.run(
        [sys.executable, "-c", f"{other} reopened(Path(sys.argv[1]))", str(vault.path)],
        capture_output=True, text=True, check=False,
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "vault_in_use" in told.stderr
