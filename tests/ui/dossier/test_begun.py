"""Who and what is added in a dossier: there from its first word, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from app.services import dossiers, undoing

if TYPE_CHECKING:
    from tests.ui.dossier.conftest import Desk

FAMILY = "Yıldırım"


def line_with_keyboard() -> QLineEdit:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


@pytest.mark.parametrize("word", ["", "S"])
@pytest.mark.parametrize(
    ("tab", "text"),
    [
        ("details", "Persoon erbij"),
        ("details", "Toestemming erbij"),
        ("network", "Iemand erbij"),
        ("parties", "Betrokkene erbij"),
    ],
)
def test_that_who_is_begun_and_not_written_about_leaves_nothing(
    desk: Desk, tab: str, text: str, word: str
) -> None:
    household = desk.open(FAMILY)
    before = desk.ask(lambda s: list(s.vault.export_lines()))
    page = desk.tab(tab)
    next(b for b in page.findChildren(QAbstractButton) if b.text() == text).click()
    desk.until(desk.screen.panel.isVisible)
    line = line_with_keyboard()
    QTest.keyClicks(line, word)
    for _letter in word:
        QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Escape)
    desk.until(lambda: not desk.screen.panel.isVisible())
    assert desk.ask(lambda s: list(s.vault.export_lines())) == before
    assert desk.ask(lambda s: s.vault.drafts()) == []
    assert len(desk.ask(dossiers.dossier, household).persons) == 4


def test_that_who_is_begun_is_there_from_the_first_word_and_goes_with_one_step_back(
    desk: Desk,
) -> None:
    household = desk.open(FAMILY)
    page, panel = desk.tab("details"), desk.screen.panel
    for text in ("Persoon erbij", "Toestemming erbij"):
        next(b for b in page.findChildren(QAbstractButton) if b.text() == text).click()
        desk.until(panel.isVisible)
        assert panel.remove is not None
        assert panel.remove.isHidden()
        desk.ask(dossiers.dossier, household)  # what the lines asked for is answered
        QTest.keyClicks(line_with_keyboard(), "Hanna")
        QTest.keyClick(line_with_keyboard(), Qt.Key.Key_Tab)
        desk.until(lambda: panel.remove is not None and not panel.remove.isHidden())
        panel.close_panel()
    found = desk.ask(dossiers.dossier, household)
    assert [one.name for one in found.persons].count("Hanna") == 1
    assert [one.purpose for one in found.consents].count("Hanna") == 1
    desk.ask(undoing.undo_last)
    desk.ask(undoing.undo_last)
    left = desk.ask(dossiers.dossier, household)
    assert (len(left.persons), len(left.consents)) == (len(found.persons) - 1,
                                                       len(found.consents) - 1)  # fmt: skip
