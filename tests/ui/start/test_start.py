"""Rules of the start: what it asks, what it says, what it keeps to itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from app.ui.start.new_team import NewMember
from app.ui.start.screen import StartScreen
from app.ui.theme import apply_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STRONG = "fietsbel lindeboom walvis knoop"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    apply_theme(qapp)


def shown(qtbot: QtBot, *, exists: bool) -> StartScreen:
    screen = StartScreen(Path(__file__) if exists else Path("nergens"))
    qtbot.addWidget(screen)
    screen.resize(1366, 768)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


def test_that_enter_in_the_passphrase_asks_to_open(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=True)
    screen.ask_passphrase(locked=False)
    qtbot.keyClicks(screen.unlock_page.passphrase.line, STRONG)
    with qtbot.waitSignal(screen.unlock) as asked:
        qtbot.keyClick(screen.unlock_page.passphrase.line, Qt.Key.Key_Return)
    assert asked.args == [STRONG]
    assert not screen.unlock_page.button.isEnabled()


def test_that_a_refusal_says_why_and_lets_typing_replace(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=True)
    page = screen.unlock_page
    qtbot.keyClicks(page.passphrase.line, "verkeerd")
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    screen.refuse("Deze wachtzin past niet.")
    assert page.message.text() == "Deze wachtzin past niet."
    assert page.button.isEnabled()
    assert page.passphrase.line.selectedText()


def test_that_an_empty_passphrase_asks_nothing(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=True)
    with qtbot.assertNotEmitted(screen.unlock):
        qtbot.mouseClick(screen.unlock_page.button, Qt.MouseButton.LeftButton)


def test_that_after_a_lock_the_field_is_empty_and_hidden(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=True)
    line = screen.unlock_page.passphrase.line
    qtbot.keyClicks(line, STRONG)
    screen.ask_passphrase(locked=True)
    assert line.text() == ""
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert "opgeslagen" in screen.unlock_page.why.text()


def test_that_the_first_run_offers_a_team_or_practice(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=False)
    page = screen.first_page
    assert page is not None
    qtbot.waitUntil(page.new.hasFocus)
    with qtbot.waitSignal(screen.practise):
        qtbot.mouseClick(page.demo, Qt.MouseButton.LeftButton)
    assert not page.demo.isEnabled()


def fill(qtbot: QtBot, screen: StartScreen, words: str, again: str) -> None:
    assert screen.first_page is not None
    qtbot.mouseClick(screen.first_page.new, Qt.MouseButton.LeftButton)
    page = screen.new_page
    assert page is not None
    page.name.line.insert("Ağa Şahin")  # QTest types ASCII only
    qtbot.keyClicks(page.organisation.line, "MEE")
    qtbot.keyClicks(page.passphrase.line, words)
    qtbot.keyClicks(page.again.line, again)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)


def test_that_a_weak_passphrase_makes_no_vault(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=False)
    with qtbot.assertNotEmitted(screen.begun):
        fill(qtbot, screen, "welkom12345678", "welkom12345678")
    assert screen.new_page is not None
    assert "makkelijk te raden" in screen.new_page.passphrase.problem.text()
    assert screen.new_page.name.text() == "Ağa Şahin"


def test_that_a_short_passphrase_makes_no_vault_however_odd(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=False)
    with qtbot.assertNotEmitted(screen.begun):
        fill(qtbot, screen, "q9%Vz!x4Ld#", "q9%Vz!x4Ld#")
    assert screen.new_page is not None
    assert "minstens 12 tekens" in screen.new_page.passphrase.problem.text()


def test_that_two_different_passphrases_make_no_vault(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=False)
    with qtbot.assertNotEmitted(screen.begun):
        fill(qtbot, screen, STRONG, STRONG + "x")
    assert screen.new_page is not None
    assert screen.new_page.again.problem.text() == "De twee wachtzinnen zijn niet gelijk."
    screen.new_page.back_button.click()
    assert screen.first_page is not None
    screen.first_page.join_button.click()
    assert not screen.new_page.again.problem.isVisible()


def test_that_what_is_wrong_stands_in_sight_where_it_is_mended_in_large_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "light", 2.0)
    screen = shown(qtbot, exists=False)
    assert screen.first_page is not None
    screen.first_page.new.click()
    page = screen.new_page
    assert page is not None
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.button.click()
    assert screen.window().focusWidget() is page.name.line
    wrong = page.name

    def in_sight() -> bool:
        both: tuple[QWidget, ...] = (wrong.line, wrong.problem)
        return all(one.visibleRegion().boundingRect() == one.rect() for one in both)

    qtbot.waitUntil(in_sight)


def test_that_a_new_team_carries_all_that_was_filled_in(qtbot: QtBot) -> None:
    screen = shown(qtbot, exists=False)
    with qtbot.waitSignal(screen.begun) as begun:
        fill(qtbot, screen, STRONG, STRONG)
    assert begun.args == [NewMember("Ağa Şahin", "MEE", "teamlid", STRONG)]
    assert STRONG not in repr(begun.args)


def test_that_large_text_never_clips_a_word(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "dark", 2.0)
    screen = shown(qtbot, exists=True)
    screen.ask_passphrase(locked=True)
    for label in screen.unlock_page.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width())
