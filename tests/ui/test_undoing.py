"""The undo bar takes back what it names, and the fields show what the vault holds after it."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.services import fields, households
from app.services.target import Target
from app.ui.desk import Desk
from app.ui.kit import NoteBox, UndoBar
from app.ui.saving import Binding
from app.ui.undoing import Undoing
from tests.ui.gesprek.conftest import HOUSEHOLD, MEHMET, Vault, vault, worker

__all__ = ("vault", "worker")

NOTE = Target("person", MEHMET, "safety_note")
STATUS = Target("household", HOUSEHOLD, "status")
SAID = "Status aangepast"


class Page(QWidget):
    """A note, and somewhere else to go, over a bar, as on every screen that has one."""

    def __init__(self, vault: Vault, clock: FixedClock) -> None:
        super().__init__()
        self.desk = Desk(vault.worker, clock, self)
        self.undoing = Undoing(vault.worker, self)
        self.bar = UndoBar(self)
        self.box, self.other = NoteBox(name="notitie"), NoteBox(name="andere")
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(self.other)
        self.binding = Binding(self.box)
        self.desk.undo_offered.connect(self.bar.offer)
        self.bar.undone.connect(self.undoing.take_back)

    def type_behind(self, qtbot: QtBot, words: str) -> None:
        self.box.setFocus()
        qtbot.waitUntil(self.box.hasFocus)
        self.box.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClicks(self.box, words)
        qtbot.waitUntil(lambda: not self.desk._waiting)  # noqa: SLF001 - the words are durable

    def leave(self, qtbot: QtBot) -> None:
        """Until what was typed is a change."""
        self.other.setFocus()
        settled: list[bool] = []
        self.desk.when_settled(lambda: settled.append(True))
        qtbot.waitUntil(lambda: bool(settled))


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, vault: Vault, clock: FixedClock) -> Page:
    made = Page(vault, clock)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.activateWindow()
    vault.record("person", MEHMET, safety_note="Hond")
    made.binding.show(made.desk.live(vault(fields.read, NOTE), NOTE))
    return made


def to_status(qtbot: QtBot, page: Page) -> None:
    page.desk.do(households.set_status, HOUSEHOLD, "gesprek", undo=SAID)
    qtbot.waitUntil(page.bar.isVisible)


def press(qtbot: QtBot, page: Page) -> None:
    with qtbot.waitSignal(page.undoing.undone):
        qtbot.mouseClick(page.bar.button, Qt.MouseButton.LeftButton)


def test_that_the_bar_takes_back_what_it_names_and_not_what_was_typed_since(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    to_status(qtbot, page)
    page.type_behind(qtbot, " in de gang")
    press(qtbot, page)
    assert vault(fields.read, STATUS).value == "afspraak"
    assert vault(fields.read, NOTE).value == page.box.toPlainText() == "Hond in de gang"
    page.type_behind(qtbot, ", lief")
    page.leave(qtbot)
    state = vault(fields.read, NOTE)
    assert (state.value, state.others) == ("Hond in de gang, lief", ())


def test_that_a_step_back_shows_in_the_field_that_somebody_is_in(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.type_behind(qtbot, " in de gang")
    with qtbot.waitSignal(page.undoing.undone):
        page.undoing.last()
    assert vault(fields.read, NOTE).value == "Hond"
    qtbot.waitUntil(lambda: page.box.toPlainText() == "Hond")
    assert page.box.hasFocus()
    page.type_behind(qtbot, " weg")
    page.leave(qtbot)
    state = vault(fields.read, NOTE)
    assert (state.value, state.others) == ("Hond weg", ())


def test_that_words_typed_while_a_step_goes_back_stay_and_replace_it(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.type_behind(qtbot, " in de gang")
    gate = threading.Event()
    page.desk.do(lambda _session: gate.wait())
    page.undoing.last()
    qtbot.keyClicks(page.box, ", lief")
    gate.set()
    page.leave(qtbot)
    vault(fields.read, NOTE)
    state = vault(fields.read, NOTE)
    assert state.others == ()
    qtbot.waitUntil(lambda: page.box.toPlainText() == state.value)
    assert state.value == "Hond in de gang, lief"


def test_that_a_step_that_somebody_wrote_on_is_left_with_a_sentence(
    qtbot: QtBot, vault: Vault, page: Page
) -> None:
    page.desk.put(NOTE, "Kat", undo="Notitie aangepast")
    qtbot.waitUntil(page.bar.isVisible)
    qtbot.waitUntil(lambda: vault(fields.read, NOTE).value == "Kat")
    vault.record("person", MEHMET, safety_note="Kat en hond")
    with qtbot.waitSignal(page.undoing.failed) as told:
        qtbot.mouseClick(page.bar.button, Qt.MouseButton.LeftButton)
    assert told.args[0].id == "undo_too_late"
    assert vault(fields.read, NOTE).value == "Kat en hond"
    qtbot.waitUntil(lambda: page.box.toPlainText() == "Kat en hond")


def test_that_a_line_that_is_new_is_no_step_yet(qtbot: QtBot, vault: Vault, page: Page) -> None:
    goal = Target("goal", page.desk.fresh_id(), "title", (("household", HOUSEHOLD),))
    page.binding.show(page.desk.live(vault(fields.read, goal), goal))
    to_status(qtbot, page)
    page.type_behind(qtbot, "Post openen")
    with qtbot.waitSignal(page.undoing.undone):
        page.undoing.last()
    assert vault(fields.read, STATUS).value == "afspraak"
    assert vault(fields.read, goal).draft
    assert page.box.toPlainText() == "Post openen"
