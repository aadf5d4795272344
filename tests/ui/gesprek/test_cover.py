"""Nobody who walks in reads along: calendar, blank screen, PIN, lock."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from app.services import agreements
from app.ui.gesprek import GesprekScreen
from app.ui.gesprek.pin import TRIES
from tests.ui.gesprek.conftest import HOUSEHOLD, MEHMET, Vault


def test_that_escape_twice_shows_a_calendar_and_the_pin_the_same_place(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    note = screen.talk.page.note
    note.setFocus()
    qtbot.keyClicks(note, "Midden in een zin")
    note.moveCursor(note.textCursor().MoveOperation.WordLeft)
    at = note.textCursor().position()
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert not screen.curtain.isVisible()
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert screen.curtain.isVisible()
    assert screen.curtain.calendar.isVisible()
    qtbot.keyClicks(screen.curtain.field, "314159")
    assert not screen.curtain.isVisible()
    qtbot.waitUntil(note.hasFocus)
    assert note.textCursor().position() == at


def test_that_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_locks(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    screen.cover()
    with qtbot.waitSignal(screen.lock_requested, timeout=5000):
        for _ in range(TRIES):
            qtbot.keyClicks(screen.curtain.field, "271828")
    assert screen.talk.page.note.text() == ""
    assert not screen.pin.is_set


def test_that_keys_do_nothing_behind_the_curtain(qtbot: QtBot, screen: GesprekScreen) -> None:
    screen.cover()
    qtbot.keyClick(screen.curtain.field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert screen.bar.steps.current() == "gesprek"


def test_that_a_lock_and_unlock_bring_back_words_field_and_cursor(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page = screen.talk.page
    qtbot.keyClick(page.note, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    area = screen.talk.area
    qtbot.waitUntil(lambda: page.detail is not None and page.detail.area == area)
    page.own_words.box.setFocus()
    qtbot.keyClicks(page.own_words.box, "Ik wil weer slapen")
    page.own_words.box.moveCursor(page.own_words.box.textCursor().MoveOperation.WordLeft)
    at = page.own_words.box.textCursor().position()
    screen.clear()
    assert page.own_words.text() == ""
    screen.open_visit(visit)
    qtbot.waitUntil(lambda: page.own_words.text() == "Ik wil weer slapen", timeout=5000)
    assert screen.talk.area == area
    qtbot.waitUntil(page.own_words.box.hasFocus)
    qtbot.waitUntil(lambda: page.own_words.box.textCursor().position() == at)


def test_that_the_first_visit_offers_a_pin_without_stopping_anything(
    qtbot: QtBot, screen: GesprekScreen, visit: str
) -> None:
    screen.pin.forget()
    screen.open_visit(visit)
    qtbot.waitUntil(screen.pin_bar.isVisible, timeout=5000)
    qtbot.keyClicks(screen.pin_bar.field, "111111")
    assert not screen.pin.is_set
    qtbot.keyClicks(screen.pin_bar.field, "161803")
    assert screen.pin.matches("161803")
    assert not screen.pin_bar.isVisible()


def test_that_idling_blanks_first_and_locks_later(qtbot: QtBot, screen: GesprekScreen) -> None:
    assert screen.to_blank.limit_seconds < screen.to_lock.limit_seconds
    screen.to_blank.idle.emit()
    assert screen.curtain.isVisible()
    with qtbot.waitSignal(screen.lock_requested):
        screen.to_lock.idle.emit()


def test_that_a_blank_screen_shows_nothing_of_the_visit(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    screen.to_blank.idle.emit()
    assert screen.curtain.isVisible()
    assert not screen.curtain.calendar.isVisible()
    assert screen.curtain.geometry() == screen.rect()


def test_that_nothing_that_is_said_stands_over_the_neutral_screen(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    note = screen.talk.page.note
    note.setFocus()
    qtbot.keyClicks(note, "Zijn nummer is 123456782")
    screen.cover()
    qtbot.waitUntil(screen.message.isVisible)
    over = screen.childAt(screen.message.geometry().center())
    assert over is not None
    assert over is screen.curtain or screen.curtain.isAncestorOf(over)


def test_that_escape_twice_covers_also_from_the_words_to_go_by(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(screen.palette_.line.hasFocus)
    qtbot.keyClick(screen.palette_.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(screen.talk.page.note.hasFocus)
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_Escape)
    assert screen.curtain.isVisible()


def test_that_escape_twice_covers_also_from_the_paper(qtbot: QtBot, screen: GesprekScreen) -> None:
    screen.show_step("teruglezen")
    screen.readback.card_wanted.emit("")
    qtbot.waitUntil(screen.paper.isVisible)
    qtbot.keyClick(screen.paper, Qt.Key.Key_Escape)
    assert not screen.paper.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.curtain.isVisible()


def test_that_asking_twice_for_the_words_to_go_by_gives_the_keyboard_back(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    note = screen.talk.page.note
    note.setFocus()
    for _ in range(2):
        screen.palette_.open()
    qtbot.keyClick(screen.palette_.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(note.hasFocus)


def test_that_the_pin_brings_the_keyboard_back_also_where_its_place_was_drawn_again(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    action = vault(agreements.add_action, HOUSEHOLD, "De huurbaas bellen")
    screen.show_step("afspraken")
    step = screen.agreements
    qtbot.waitUntil(lambda: action in step.rows)
    step.rows[action].change.setFocus()
    screen.cover()
    vault(agreements.add_action, HOUSEHOLD, "Van een collega")
    step.refresh()
    qtbot.waitUntil(lambda: len(step.rows) == 2 and step.rows[action].change.isVisible())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.keyClicks(screen.curtain.field, "314159")
    assert not screen.curtain.isVisible()
    assert step.rows[action].change.hasFocus()


def test_that_after_choosing_a_pin_one_writes_on(
    qtbot: QtBot, screen: GesprekScreen, visit: str
) -> None:
    screen.pin.forget()
    screen.open_visit(visit)
    qtbot.waitUntil(screen.pin_bar.isVisible, timeout=5000)
    screen.pin_bar.field.setFocus()
    qtbot.keyClicks(screen.pin_bar.field, "161803")
    qtbot.waitUntil(screen.talk.page.note.hasFocus)


def test_that_a_paper_asked_for_twice_gives_the_keyboard_back(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    screen.show_step("teruglezen")
    step = screen.readback
    qtbot.waitUntil(lambda: step.people is not None and step.side.shown() == step.person)
    asked = step.side.show_button
    asked.setFocus()
    for _ in range(2):
        screen.readback.paper_wanted.emit(MEHMET, False)
        qtbot.waitUntil(screen.paper.stays.hasFocus)
    qtbot.keyClick(screen.paper.stays, Qt.Key.Key_Escape)
    assert asked.hasFocus()


def test_that_keys_do_nothing_behind_the_paper(qtbot: QtBot, screen: GesprekScreen) -> None:
    screen.show_step("teruglezen")
    screen.readback.paper_wanted.emit(MEHMET, False)
    qtbot.waitUntil(screen.paper.stays.hasFocus)
    qtbot.keyClick(screen.paper.stays, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert screen.bar.steps.current() == "teruglezen"
    assert screen.paper.stays.hasFocus()
