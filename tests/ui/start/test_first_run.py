"""The first run, whole: from an empty folder to Vandaag on a vault of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.clock import FixedClock
from app.services import session
from app.storage.vault import create_vault, open_vault
from app.ui.program import Program
from app.ui.worker import Worker
from tests.helpers.sessions import a_session
from tests.helpers.vaults import PASSPHRASE, TINY
from tests.ui.conftest import ME, NOW, Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ui.start.new_team import NewTeamPage

LEFT: Final = Qt.MouseButton.LeftButton
ENTER: Final = Qt.Key.Key_Return
STRONG: Final = "fietsbel lindeboom walvis knoop"


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """The vault of an example team."""
    file = tmp_path / "voorbeeldteam" / "sanne.drempel"
    file.parent.mkdir()
    a_session(file, ME, FixedClock(NOW)).lock()
    return file


@pytest.fixture
def empty(
    qtbot: QtBot,
    tmp_path: Path,
    practice: Path,
    only_asked_for: None,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Opened]:
    """The program where no vault is yet; a key costs next to nothing."""

    def cheap(path: Path, words: str, fields: Any, clock: Any, _cost: Any) -> Any:
        return create_vault(path, words, fields, clock, TINY)

    monkeypatch.setattr(session, "create_vault", cheap)
    clock = FixedClock(NOW)
    vault, settings = tmp_path / "leeg" / "kluis.drempel", tmp_path / "instellingen.json"
    program = Program(vault, Worker(), clock, settings, lambda: (practice, PASSPHRASE))
    program.show()
    yield Opened(program, qtbot, clock)
    program.close()
    program.window.deleteLater()


def new_team(opened: Opened) -> NewTeamPage:
    """The page, filled in."""
    start = opened.program.start
    assert start.first_page is not None
    opened.qtbot.mouseClick(start.first_page.new, LEFT)
    page = start.new_page
    assert page is not None
    for line, words in (
        (page.name.line, "Ağa Şahin"),
        (page.passphrase.line, STRONG),
        (page.again.line, STRONG),
    ):
        line.selectAll()
        line.insert(words)
    return page


def until_today(opened: Opened) -> None:
    window = opened.program.window
    opened.qtbot.waitUntil(lambda: window.current_screen() == "today", timeout=15_000)


def test_that_a_new_team_is_there_after_one_page(empty: Opened, tmp_path: Path) -> None:
    page = new_team(empty)
    empty.qtbot.mouseClick(page.button, LEFT)
    until_today(empty)
    title = empty.bench.today.header.title
    empty.qtbot.waitUntil(lambda: title.text() == "Goedemiddag, Ağa")
    assert (tmp_path / "leeg" / "kluis.drempel").exists()
    assert (page.passphrase.text(), page.again.text()) == ("", "")


def test_that_enter_twice_makes_one_vault_and_it_answers(empty: Opened) -> None:
    page = new_team(empty)
    for _ in range(2):
        QTest.keyClick(page.again.line, ENTER)
    assert not page.back_button.isEnabled()
    until_today(empty)
    assert empty.ask(lambda s: s.me.name) == "Ağa Şahin"
    assert empty.ask(lambda s: s.me.name) == "Ağa Şahin"


def test_that_a_team_can_begin_after_practising_did_not_work(
    empty: Opened, practice: Path, tmp_path: Path
) -> None:
    elsewhere = open_vault(practice, PASSPHRASE, empty.clock)
    try:
        first = empty.program.start.first_page
        assert first is not None
        empty.qtbot.mouseClick(first.demo, LEFT)
        empty.qtbot.waitUntil(first.new.isEnabled)
        assert first.message.text().startswith("Deze kluis is al open")
    finally:
        elsewhere.close()
    empty.qtbot.mouseClick(new_team(empty).button, LEFT)
    until_today(empty)
    assert (tmp_path / "leeg" / "kluis.drempel").exists()


def practise(opened: Opened) -> None:
    first = opened.program.start.first_page
    assert first is not None
    opened.qtbot.mouseClick(first.demo, LEFT)


def test_that_who_practises_reads_the_passphrase_after_a_lock(empty: Opened) -> None:
    practise(empty)
    until_today(empty)
    empty.program.lock()
    assert empty.program.start.unlock_page.why.text().endswith(f"is: {PASSPHRASE}")
    empty.unlock()
    empty.ask(lambda s: s.vault.change_passphrase(PASSPHRASE, STRONG))
    empty.program.open_passphrase()
    panel = empty.program._passphrase  # noqa: SLF001 - made on its first opening
    assert panel is not None
    panel.done.emit("Je wachtzin is veranderd.")
    empty.program.lock()
    assert STRONG not in empty.program.start.unlock_page.why.text()
    assert PASSPHRASE not in empty.program.start.unlock_page.why.text()


def test_that_an_example_team_with_another_passphrase_asks_for_it(
    empty: Opened, practice: Path
) -> None:
    changed = open_vault(practice, PASSPHRASE, empty.clock)
    changed.change_passphrase(PASSPHRASE, STRONG)
    changed.close()
    practise(empty)
    page = empty.program.start.unlock_page
    empty.qtbot.waitUntil(page.isVisible)
    assert (
        page.message.text() == "De wachtzin van het voorbeeldteam is veranderd. Vul de nieuwe in."
    )
    page.passphrase.line.insert(STRONG)
    QTest.keyClick(page.passphrase.line, ENTER)
    until_today(empty)


@pytest.mark.parametrize("changed", [False, True])
def test_that_who_practised_goes_back_to_the_first_choice_without_a_restart(
    empty: Opened, practice: Path, tmp_path: Path, *, changed: bool
) -> None:
    """Also who does not know the passphrase of the example team: it was another person's."""
    if changed:
        theirs = open_vault(practice, PASSPHRASE, empty.clock)
        theirs.change_passphrase(PASSPHRASE, STRONG)
        theirs.close()
    practise(empty)
    page, first = empty.program.start.unlock_page, empty.program.start.first_page
    assert first is not None
    if not changed:
        until_today(empty)
        empty.bench.open_sharing()
        empty.program.lock()
    empty.qtbot.waitUntil(page.stop_practice.isVisible)
    empty.qtbot.mouseClick(page.stop_practice, LEFT)
    empty.qtbot.waitUntil(first.isVisible)
    empty.qtbot.waitUntil(first.new.hasFocus)
    assert first.demo.isEnabled()
    assert not first.message.isVisible()
    empty.qtbot.mouseClick(new_team(empty).button, LEFT)
    until_today(empty)
    assert (tmp_path / "leeg" / "kluis.drempel").exists()
    empty.program.lock()
    assert not page.stop_practice.isVisible()
    assert "voorbeeldteam" not in page.why.text()


def test_that_who_practised_comes_to_the_own_vault_that_another_window_made(
    empty: Opened, tmp_path: Path
) -> None:
    practise(empty)
    until_today(empty)
    (tmp_path / "leeg").mkdir()
    a_session(tmp_path / "leeg" / "kluis.drempel", {**ME, "name": "Ağa"}, empty.clock).lock()
    empty.program.lock()
    page = empty.program.start.unlock_page
    empty.qtbot.mouseClick(page.stop_practice, LEFT)
    assert page.isVisible()
    assert not page.stop_practice.isVisible()
    empty.unlock()
    assert empty.ask(lambda s: s.me.name) == "Ağa"


def test_that_a_folder_that_cannot_be_made_is_said_in_a_sentence(
    empty: Opened, tmp_path: Path
) -> None:
    (tmp_path / "leeg").write_text("een bestand op de plek van de map", encoding="utf-8")
    page = new_team(empty)
    empty.qtbot.mouseClick(page.button, LEFT)
    empty.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text().startswith("De map voor de kluis kan hier niet komen.")
    assert not empty.program.notice.isVisible()
    assert page.passphrase.text() == STRONG


def test_that_a_vault_that_came_meanwhile_can_be_opened(empty: Opened, tmp_path: Path) -> None:
    page = new_team(empty)
    (tmp_path / "leeg").mkdir()
    a_session(tmp_path / "leeg" / "kluis.drempel", ME, empty.clock).lock()
    empty.qtbot.mouseClick(page.button, LEFT)
    opening = empty.program.start.unlock_page
    empty.qtbot.waitUntil(opening.isVisible)
    assert opening.message.text().startswith("Op deze laptop staat al een kluis.")
    empty.unlock()
    assert empty.ask(lambda s: s.me.name) == ME["name"]


def test_that_keys_without_their_vault_are_said_and_a_new_team_leaves_them(
    empty: Opened, tmp_path: Path
) -> None:
    vault = tmp_path / "leeg" / "kluis.drempel"
    vault.parent.mkdir()
    a_session(vault, ME, empty.clock).lock()
    vault.unlink()
    page = new_team(empty)
    empty.qtbot.mouseClick(page.button, LEFT)
    empty.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text().startswith("De kluis van deze laptop is weg;")
    assert "kluis.drempel" in page.message.text()
    assert not vault.exists()
