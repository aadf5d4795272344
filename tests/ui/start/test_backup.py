"""A backup made in the settings and put back at the start, by keys and mouse, on a real vault."""

from __future__ import annotations

import threading
import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.bootstrap import build
from app.services import backups, households, session
from app.storage.edits import Edit
from app.ui import settings_backup
from app.ui.program import Program
from app.ui.settings_backup import BackupRow
from app.ui.worker import Worker
from tests.helpers import homes
from tests.helpers.vaults import PASSPHRASE
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.services.session import Session
    from app.ui.start.earlier import EarlierPage
    from app.ui.start.restore import RestorePage

LEFT = Qt.MouseButton.LeftButton
LATER = "Familie Øzgür-Łukasz"


@pytest.fixture
def point_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """What a person chooses in the system's own dialog."""

    def point(file: Path) -> None:
        chosen = (str(file), "")
        for ask in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, ask, lambda *_some, **_more: chosen)

    return point


def names(s: Session) -> list[str]:
    return [line.name for line in households.lines(s, "")]


def make_backup(opened: Opened) -> None:
    opened.qtbot.mouseClick(opened.program.window.nav.button("settings"), LEFT)
    panel = opened.program._panel  # noqa: SLF001 - made on its first opening
    assert panel is not None
    row = panel.findChild(BackupRow)
    assert row is not None
    row.button.setFocus()
    opened.qtbot.keyClick(row.button, Qt.Key.Key_Space)
    opened.qtbot.waitUntil(row.button.isEnabled)
    panel.close_panel()


def restoring(opened: Opened) -> RestorePage:
    start = opened.program.start
    opened.qtbot.mouseClick(start.unlock_page.restore_button, LEFT)
    page = start.restore_page
    assert page is not None
    opened.qtbot.waitUntil(page.passphrase.line.hasFocus)
    return page


@pytest.fixture
def copied(opened: Opened, point_at: Callable[[Path], None], tmp_path: Path) -> Opened:
    """A backup was made, something was written after it, and the laptop was locked."""
    point_at(tmp_path / "stick.drempel")
    make_backup(opened)
    said = opened.program.notice.text()
    assert said == "Reservekopie gemaakt: stick.drempel"
    made = opened.ask(homes.new_household, LATER)
    opened.bench.open_household(made)
    opened.program.lock()
    return opened


def test_that_a_backup_put_back_opens_as_it_was_and_what_was_there_is_kept(
    copied: Opened, vault_file: Path
) -> None:
    page = restoring(copied)
    assert page.name.text() == "stick.drempel"
    assert "blijft ernaast bewaard" in page.what.text()
    copied.qtbot.keyClicks(page.passphrase.line, PASSPHRASE)
    copied.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    assert page.message.text().startswith("Even geduld")
    copied.qtbot.waitUntil(lambda: copied.program.window.current_screen() == "today")
    (kept,) = (one for one in vault_file.parent.glob("*.before-*") if ".key" not in one.name)
    assert copied.program.notice.text().endswith(kept.name)
    assert page.passphrase.text() == ""
    assert LATER not in copied.ask(names)
    copied.program.close()
    before = session.unlock(kept, PASSPHRASE, copied.clock)
    assert LATER in names(before)
    before.lock()


def test_that_a_wrong_passphrase_or_a_damaged_file_is_said_and_nothing_is_replaced(
    copied: Opened, point_at: Callable[[Path], None], vault_file: Path, tmp_path: Path
) -> None:
    page = restoring(copied)
    copied.qtbot.keyClicks(page.passphrase.line, "helemaal verkeerd")
    copied.qtbot.mouseClick(page.button, LEFT)
    copied.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text().startswith("Deze wachtzin klopt niet.")
    assert page.passphrase.line.selectedText()
    half = tmp_path / "half.drempel"
    whole = (tmp_path / "stick.drempel").read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    point_at(half)
    copied.qtbot.mouseClick(page.other, LEFT)
    assert (page.name.text(), page.message.isVisible()) == ("half.drempel", False)
    copied.qtbot.keyClicks(page.passphrase.line, PASSPHRASE)
    copied.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    copied.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text().startswith("Deze reservekopie is beschadigd of onvolledig.")
    copied.qtbot.mouseClick(page.back_button, LEFT)
    assert copied.program.start.unlock_page.passphrase.line.hasFocus()
    assert page.passphrase.text() == ""
    assert not list(vault_file.parent.glob("*.before-*"))
    copied.unlock()
    assert LATER in copied.ask(names)


def test_that_pointing_at_no_file_leaves_the_start_as_it_was(
    locked: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_some, **_more: ("", ""))
    locked.qtbot.mouseClick(locked.program.start.unlock_page.restore_button, LEFT)
    assert locked.program.start.restore_page is None
    locked.unlock()


def test_that_a_first_run_can_begin_with_a_backup(
    copied: Opened, tmp_path: Path, vault_file: Path
) -> None:
    copied.program.close()
    own = tmp_path / "nieuw" / "kluis.drempel"
    program = build(own, tmp_path / "nieuw.json", copied.clock)
    program.show()
    try:
        assert program.start.first_page is not None
        copied.qtbot.mouseClick(program.start.first_page.restore_button, LEFT)
        page = program.start.restore_page
        assert page is not None
        assert page.what.text().endswith("Daarna is dat de kluis van deze laptop.")
        page.passphrase.line.insert(PASSPHRASE)
        copied.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
        copied.qtbot.waitUntil(lambda: program.window.current_screen() == "today")
        assert program.notice.text() == "De reservekopie opent en is teruggezet."
        assert own.exists()
    finally:
        program.close()
        program.window.deleteLater()


def test_that_after_practising_a_backup_becomes_the_own_vault_and_not_the_example(
    copied: Opened, tmp_path: Path, vault_file: Path
) -> None:
    copied.program.close()
    own = tmp_path / "eigen" / "kluis.drempel"
    practise = (vault_file, PASSPHRASE)
    program = Program(own, Worker(), copied.clock, tmp_path / "eigen.json", lambda: practise)
    again = Opened(program, copied.qtbot, copied.clock)
    program.show()
    try:
        assert program.start.first_page is not None
        copied.qtbot.mouseClick(program.start.first_page.demo, LEFT)
        copied.qtbot.waitUntil(lambda: program.window.current_screen() == "today")
        assert LATER in again.ask(names)
        program.lock()
        page = restoring(again)
        assert "blijft ernaast bewaard" not in page.what.text()
        page.passphrase.line.insert(PASSPHRASE)
        copied.qtbot.mouseClick(page.button, LEFT)
        copied.qtbot.waitUntil(lambda: program.window.current_screen() == "today")
        assert LATER not in again.ask(names)
        assert own.exists()
    finally:
        program.close()
        program.window.deleteLater()


def test_that_a_backup_never_takes_the_place_of_another_file(
    opened: Opened, point_at: Callable[[Path], None], tmp_path: Path
) -> None:
    other = tmp_path / "brief.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("brief.txt", "van de gemeente")
    before = other.read_bytes()
    point_at(other)
    make_backup(opened)
    opened.qtbot.waitUntil(lambda: bool(opened.program.notice.text()))
    assert "Het is niet overschreven." in opened.program.notice.text()
    assert other.read_bytes() == before


class Slow:
    """A large vault: what is copied waits at its first step until somebody lets it go on."""

    def __init__(self, opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = opened
        opened.ask(self._much)
        monkeypatch.setattr(settings_backup, "LONG_MS", 0)
        monkeypatch.setattr(backups, "AT_ONCE", 0)
        opened.qtbot.mouseClick(opened.program.window.nav.button("settings"), LEFT)
        panel = opened.program._panel  # noqa: SLF001
        assert panel is not None
        found = panel.findChild(BackupRow)
        assert found is not None
        self.row = found

    @staticmethod
    def _much(s: Session) -> None:
        s.vault.record([Edit("signal", f"S{n}", {"note": "x" * 50_000}) for n in range(150)])

    def begin(self) -> None:
        self.opened.qtbot.mouseClick(self.row.button, LEFT)


@pytest.fixture
def slow(
    opened: Opened, point_at: Callable[[Path], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Slow:  # fmt: skip
    point_at(tmp_path / "stick.drempel")
    return Slow(opened, monkeypatch)


def test_that_what_is_asked_while_a_backup_is_made_goes_first(slow: Slow) -> None:
    """Each answer comes from between two steps, so before the copy is there."""
    shares: list[float] = []
    worker, made = slow.opened.program._worker, list[str]()  # noqa: SLF001
    slow.row.done.connect(made.append)
    answers: list[int] = []

    def again(_answer: object = None) -> None:
        answers.append(len(made))
        shares.append(slow.row.progress.value())
        if not made:
            worker.run(homes.new_household, LATER, then=again)

    slow.begin()
    again()
    slow.opened.qtbot.waitUntil(lambda: bool(made))
    assert answers.count(0) > 3
    assert shares == sorted(shares)
    assert len(set(shares)) > 2


def test_that_a_backup_can_be_stopped_and_leaves_nothing(slow: Slow, tmp_path: Path) -> None:
    gate = threading.Event()
    slow.begin()
    slow.opened.program._worker.run(lambda _s: gate.wait())  # noqa: SLF001
    slow.opened.qtbot.waitUntil(slow.row.stop_button.isVisible)
    slow.row.stop_button.setFocus()
    slow.opened.qtbot.keyClick(slow.row.stop_button, Qt.Key.Key_Space)
    gate.set()
    slow.opened.qtbot.waitUntil(slow.row.button.isEnabled)
    assert "gestopt" in slow.opened.program.notice.text()
    assert list(tmp_path.glob("stick*")) == []
    assert not slow.row.progress.isVisible()


def test_that_a_backup_cut_short_by_a_lock_is_told_when_the_vault_opens_again(
    slow: Slow, tmp_path: Path
) -> None:
    gate = threading.Event()
    slow.begin()
    slow.opened.program._worker.run(lambda _s: gate.wait())  # noqa: SLF001
    slow.opened.qtbot.waitUntil(slow.row.stop_button.isVisible)
    slow.opened.program.lock()
    gate.set()
    slow.opened.qtbot.waitUntil(lambda: slow.row.unfinished)
    assert list(tmp_path.glob("stick*")) == []
    assert slow.opened.program.notice.text() == ""
    slow.opened.unlock()
    assert "nog niet klaar" in slow.opened.program.notice.text()


def through_earlier(opened: Opened, passphrase: str) -> EarlierPage:
    start = opened.program.start
    (button,) = start.unlock_page.earlier.buttons[:1]
    opened.qtbot.mouseClick(button, LEFT)
    page = start.earlier_page
    assert page is not None
    opened.qtbot.waitUntil(page.passphrase.line.hasFocus)
    opened.qtbot.keyClicks(page.passphrase.line, passphrase)
    opened.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    return page


@pytest.fixture
def replaced(copied: Opened) -> Opened:
    """The backup was put back: the vault with the later household lies aside. It is closed."""
    page = restoring(copied)
    copied.qtbot.keyClicks(page.passphrase.line, PASSPHRASE)
    copied.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    copied.qtbot.waitUntil(lambda: copied.program.window.current_screen() == "today")
    copied.clock.advance(3600)
    copied.program.lock()
    copied.qtbot.waitUntil(lambda: not list(copied.program._vault.parent.glob("*-wal")))  # noqa: SLF001
    return copied


def test_that_the_start_says_nothing_of_earlier_vaults_while_there_are_none(
    locked: Opened,
) -> None:
    assert not locked.program.start.unlock_page.earlier.isVisible()


def test_that_an_earlier_vault_changes_places_and_back_and_nothing_is_lost(
    replaced: Opened,
) -> None:
    lines = replaced.program.start.unlock_page.earlier
    assert lines.isVisible()
    assert "do 12 mrt 2026" in lines.buttons[0].accessibleName()
    for there in (True, False):
        page = through_earlier(replaced, PASSPHRASE)
        assert "ruilt hij van plaats" in page.what.text()
        replaced.qtbot.waitUntil(lambda: replaced.program.window.current_screen() == "today")
        assert "eerdere kluis" in replaced.program.notice.text()
        assert page.passphrase.text() == ""
        assert (LATER in replaced.ask(names)) is there
        replaced.clock.advance(3600)
        replaced.program.lock()
        assert len(lines.buttons) == 1


def test_that_a_wrong_passphrase_for_an_earlier_vault_moves_nothing(
    replaced: Opened, vault_file: Path
) -> None:
    before = {one.name for one in vault_file.parent.iterdir()}
    page = through_earlier(replaced, "helemaal verkeerd")
    replaced.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text().startswith("Deze wachtzin klopt niet.")
    assert {one.name for one in vault_file.parent.iterdir()} == before
    replaced.qtbot.mouseClick(page.back_button, LEFT)
    assert replaced.program.start.unlock_page.passphrase.line.hasFocus()
    replaced.unlock()
    assert LATER not in replaced.ask(names)


def test_that_a_vault_that_was_only_put_aside_is_offered_at_the_first_run(
    replaced: Opened, vault_file: Path, tmp_path: Path
) -> None:
    """As after a power cut between two renames."""
    replaced.program.close()
    for one in list(vault_file.parent.glob(f"{vault_file.name}*")):
        if ".before-" not in one.name:
            one.unlink()
    program = build(vault_file, tmp_path / "nieuw.json", replaced.clock)
    again = Opened(program, replaced.qtbot, replaced.clock)
    program.show()
    try:
        first = program.start.first_page
        assert first is not None
        assert first.earlier.isVisible()
        replaced.qtbot.mouseClick(first.earlier.buttons[0], LEFT)
        page = program.start.earlier_page
        assert page is not None
        page.passphrase.line.insert(PASSPHRASE)
        replaced.qtbot.mouseClick(page.button, LEFT)
        replaced.qtbot.waitUntil(lambda: program.window.current_screen() == "today")
        assert LATER in again.ask(names)
    finally:
        program.close()
        program.window.deleteLater()
