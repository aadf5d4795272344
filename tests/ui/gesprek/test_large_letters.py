"""Reading back and scoring with letters twice as large, on a laptop of 1366 by 768."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import visits, zrm
from app.ui.gesprek import GesprekScreen
from app.ui.theme import apply_theme, tokens
from tests.ui.gesprek.conftest import MEHMET, Vault

LARGE = 2.0


@pytest.fixture
def large(
    usual_letters: None, qapp: QApplication, screen: GesprekScreen, vault: Vault, visit: str
) -> GesprekScreen:
    for area in ("geld", "huis"):
        vault(visits.set_state, visit, area, "goed")
    apply_theme(qapp, "light", LARGE)
    screen.pin_bar.hide()
    return screen


def _inside(widget: QWidget, screen: QWidget) -> bool:
    return screen.rect().contains(widget.mapTo(screen, QPoint(0, 0)))


def test_that_the_questions_come_after_the_paper_in_one_scroll(
    qtbot: QtBot, large: GesprekScreen
) -> None:
    large.show_step("teruglezen")
    step = large.readback
    qtbot.waitUntil(lambda: step.side.shown() == MEHMET, timeout=5000)
    page = step._beside.page  # noqa: SLF001 - the one scroll
    assert not step.side.isVisible()
    assert page.height() > large.height() // 2
    step.side.show_button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    qtbot.waitUntil(lambda: _inside(step.side.show_button, large))
    large.bar.look_along.setChecked(True)
    assert not step.side.show_button.isVisible()


def test_that_reasons_fold_in_under_their_domain_and_follow_it(
    qtbot: QtBot, large: GesprekScreen, vault: Vault, visit: str
) -> None:
    large.show_step("na_afloop")
    step = large.aftermath
    qtbot.waitUntil(lambda: bool(step.table.lines), timeout=5000)
    talked = [row.domain for row in vault(zrm.table, visit, MEHMET).rows if row.discussed]
    qtbot.waitUntil(step.more.isVisible, timeout=5000)
    assert not step.side.why.isVisible()
    line = step.table.lines[talked[0]]
    qtbot.mouseClick(line.mine.button(3), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(step.side.why.isEnabled, timeout=5000)
    step.more.setFocus()
    qtbot.keyClick(step.more, Qt.Key.Key_Space)
    assert step.side.why.isVisible()
    below = step.more.mapTo(step.table, QPoint(0, 0)).y() - line.geometry().bottom()
    assert 0 <= below < line.height()
    step.side.why.setFocus()
    qtbot.keyClicks(step.side.why, "Regelt de post niet")
    other = step.table.lines[talked[1]]
    other.mine.focus_row()
    qtbot.waitUntil(lambda: not step.side.why.isVisible())

    def follows() -> bool:
        return step.more.mapTo(step.table, QPoint(0, 0)).y() > other.geometry().bottom()

    qtbot.waitUntil(follows)
    qtbot.waitUntil(lambda: _inside(other.mine, large))

    def reason() -> str:
        rows = vault(zrm.table, visit, MEHMET).rows
        mine = next(row.mine for row in rows if row.domain == talked[0])
        return mine.reason if mine else ""

    qtbot.waitUntil(lambda: reason() == "Regelt de post niet", timeout=5000)


def test_that_the_details_go_back_beside_the_table_with_small_letters(
    qtbot: QtBot, qapp: QApplication, large: GesprekScreen
) -> None:
    large.show_step("na_afloop")
    step = large.aftermath
    qtbot.waitUntil(step.more.isVisible, timeout=5000)
    apply_theme(qapp, "light", 1.0)
    large.resize(1367, 768)
    qtbot.waitUntil(step.side.isVisible)
    assert step.side.why.isVisible()
    assert not step.more.isVisible()
    buttons = step.table.findChildren(QPushButton)
    small = [b for b in buttons if b.isVisible() and min(b.width(), b.height()) < 44]
    assert small == []
    assert tokens.TARGET_TOUCH == 44


def test_that_the_large_box_comes_in_sight_to_be_written_in(
    qtbot: QtBot, large: GesprekScreen
) -> None:
    large.show_step("gesprek")
    large.pin_bar.show()
    page = large.talk.page
    page.verticalScrollBar().setValue(0)
    large.talk.step(1)
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.area == large.talk.area)
    lines = 3 * page.note.fontMetrics().lineSpacing()

    def seen() -> bool:
        top = page.note.mapTo(page.viewport(), QPoint()).y()
        return top >= 0 and top + lines <= page.viewport().height()

    qtbot.waitUntil(seen, timeout=5000)


def _line_at(screen: GesprekScreen) -> tuple[int, int]:
    """Top and bottom of the line with the cursor, in what is in sight of the page."""
    page, note = screen.talk.page, screen.talk.page.note
    line = note.cursorRect()
    top = note.viewport().mapTo(page.viewport(), line.topLeft()).y()
    return top, top + line.height()


def test_that_larger_letters_leave_the_line_that_is_written_on_near_the_head(
    qtbot: QtBot, qapp: QApplication, screen: GesprekScreen
) -> None:
    page, note = screen.talk.page, screen.talk.page.note
    note.setFocus()
    for _line in range(9):
        qtbot.keyClicks(note, "Stapel post.")
        qtbot.keyClick(note, Qt.Key.Key_Return)
    qtbot.keyClick(note, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(note, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: _line_at(screen)[0] > 0)
    try:
        apply_theme(qapp, "light", LARGE)
        qtbot.waitUntil(lambda: note.height() > page.viewport().height())
        qtbot.waitUntil(lambda: 0 <= _line_at(screen)[0] < page.viewport().height() // 3)
    finally:
        apply_theme(qapp, "light", 1.0)


def test_that_the_page_goes_along_with_what_is_typed(qtbot: QtBot, large: GesprekScreen) -> None:
    large.show_step("gesprek")
    page, note = large.talk.page, large.talk.page.note
    note.setFocus()
    for _line in range(14):
        qtbot.keyClick(note, Qt.Key.Key_Return)
        qtbot.keyClicks(note, "Nog een brief.")
    qtbot.waitUntil(lambda: note.height() > page.viewport().height())
    qtbot.waitUntil(lambda: 0 < _line_at(large)[1] <= page.viewport().height())
    qtbot.keyClick(note, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: 0 <= _line_at(large)[0] < page.viewport().height())


def test_that_a_box_too_high_for_the_page_shows_its_head_where_its_line_fits(
    qtbot: QtBot, large: GesprekScreen
) -> None:
    large.show_step("gesprek")
    large.pin_bar.show()
    page, note = large.talk.page, large.talk.page.note
    qtbot.waitUntil(lambda: note.height() > page.viewport().height())
    note.setFocus()
    qtbot.keyClicks(note, "Stapel post op tafel.")
    qtbot.waitUntil(lambda: 0 < _line_at(large)[1] <= page.viewport().height())
    large.bar.back.setFocus(Qt.FocusReason.TabFocusReason)
    page.verticalScrollBar().setValue(0)
    note.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: 0 <= _line_at(large)[0] < page.viewport().height() // 3)
    assert note.mapTo(page.viewport(), QPoint()).y() >= 0
