"""Hands that press anything in sight and type anywhere, from a seed."""

from __future__ import annotations

import json
from functools import partial
from random import Random
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from app.services import households
from app.ui.saving import Binding
from app.ui.settings_panel import SettingsPanel
from app.ui.settings_passphrase import PassphrasePanel
from app.ui.start.screen import StartScreen

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.conftest import Opened

_NONE: Final = Qt.KeyboardModifier.NoModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_PLAIN: Final = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_F9,
)  # fmt: skip
_WITH_CTRL: Final = (
    Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_Return, Qt.Key.Key_A,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4,
    Qt.Key.Key_5,
)  # fmt: skip
KEYS: Final = (
    *((key, _NONE) for key in _PLAIN),
    *((key, _CTRL) for key in _WITH_CTRL),
    (Qt.Key.Key_N, _CTRL | _SHIFT), (Qt.Key.Key_G, _ALT), (Qt.Key.Key_A, _ALT | _SHIFT),
)  # fmt: skip
PATIENCE_MS: Final = 20_000


class Monkey:
    """Goes through the program; `did` says what it did."""

    left_alone: tuple[type[QWidget], ...] = (SettingsPanel, PassphrasePanel, StartScreen)
    """Where a person who wanders would lock themselves out."""

    def __init__(self, opened: Opened, seed: int) -> None:
        self._opened, self._window = opened, opened.program.window
        self._worker = opened.program._worker  # noqa: SLF001 - it is held, and asked
        self._gate: Event | None = None
        self._number = 0
        self.chance = Random(seed)
        self.did = [f"seed {seed}"]

    def step(self) -> None:
        """One thing; the program is unlocked before, if it was locked."""
        if self._window.current_screen() == "start":
            self.unlock()
        deeds = ("press", "press", "key", "type", "type_and_lock", "lock", "hold", "release",
                 "release", "rest", "rest", "go", "undo", "wait")  # fmt: skip
        deed = self.chance.choice(deeds)
        self.did.append(f"{self._window.current_screen()}: {deed}")
        getattr(self, deed)()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    # ------------------------------------------------------------ what hands do

    def press(self) -> None:
        kinds = (QAbstractButton, QLineEdit, QTextEdit, QAbstractItemView)
        there = [one for kind in kinds for one in self._window.findChildren(kind) if shows(one)]
        if there:
            self._press(self.chance.choice(there))

    def key(self) -> None:
        key, held = self.chance.choice(KEYS)
        self._tell(key.name)
        QTest.keyClick(QApplication.focusWidget() or self._window, key, held)

    def undo(self) -> None:
        for _ in range(self.chance.randint(1, 5)):
            QTest.keyClick(self._window, Qt.Key.Key_Z, _CTRL)

    def type(self) -> str:
        """A word where the cursor is; the word, when the vault has to have it from now on."""
        box = self._box()
        if box is None:
            return ""
        self._number += 1
        word = f"woord{self._number}x"
        QTest.keyClicks(box, word)
        self._tell(f"{word} in {box.accessibleName()}")
        text = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
        return word if self._kept(box) and word in text else ""

    def type_and_lock(self) -> None:
        """What stood in a field of the vault when it was locked is found there again."""
        word = self.type()
        self.chance.choice([self.rest, self.hold, self._window.setFocus])()
        self._opened.program.lock()
        self.unlock()
        assert not word or self._opened.ask(holds, word), word

    def lock(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_L, _CTRL)
        self.key()
        self.unlock()

    def go(self) -> None:
        """To a dossier or a visit, where that is not what one is in."""
        if self._window.current_screen() != "gesprek":
            self.release()
            bench = self._opened.bench
            home = self.chance.choice(self._opened.ask(households.lines)).id
            self.chance.choice([bench.open_household, bench.start_visit])(home)

    def wait(self) -> None:
        self._opened.clock.advance(self.chance.choice([5, 60, 3600]))

    # ------------------------------------------------------------ what the vault does

    def hold(self) -> None:
        """From now on it answers nothing."""
        if self._gate is None:
            self._gate = gate = Event()
            self._worker._put(partial(_wait_for, gate), None, "short")  # noqa: SLF001

    def release(self) -> None:
        if self._gate is not None:
            self._gate.set()
            self._gate = None

    def rest(self) -> None:
        """Until all that was asked is answered, and heard."""
        self.release()
        self._hear()
        self._hear()

    def _hear(self) -> None:
        heard: list[bool] = []
        answer = self._worker._answered  # noqa: SLF001 - also while the vault is closed
        self._worker._put(lambda: answer.emit(heard.append, True), None, "short")  # noqa: SLF001
        self._opened.qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE_MS)

    def unlock(self) -> None:
        self.rest()
        while self._window.current_screen() == "start":
            self._opened.unlock()
            self.rest()

    # ------------------------------------------------------------ eyes

    def _press(self, one: QWidget) -> None:
        seen = one.visibleRegion().boundingRect()
        spot = QPoint(seen.center().x(), self.chance.randint(seen.top(), seen.bottom()))
        at = one.mapTo(self._window, spot)
        under = self._window.childAt(at)
        if under is not None and not self._left_alone(under):
            self._tell(f"{type(under).__name__} {under.accessibleName()}")
            QTest.mouseClick(
                under, Qt.MouseButton.LeftButton, _NONE, under.mapFrom(self._window, at)
            )

    def _box(self) -> QLineEdit | QTextEdit | None:
        box = QApplication.focusWidget()
        if not isinstance(box, QLineEdit | QTextEdit):
            kinds = (QLineEdit, QTextEdit)
            boxes = [one for kind in kinds for one in self._window.findChildren(kind)]
            if there := [one for one in boxes if shows(one)]:
                self._press(self.chance.choice(there))
            box = QApplication.focusWidget()
        if not isinstance(box, QLineEdit | QTextEdit) or box.isReadOnly() or self._left_alone(box):
            return None
        return box

    def _kept(self, box: QWidget) -> bool:
        """Whether what is typed there is of the vault, also before the vault has answered."""
        bench = self._opened.bench
        contact = (bench.contact.line.line, bench.contact.next.line)
        return box in contact or bool(box.findChildren(Binding))

    def _left_alone(self, one: QWidget | None) -> bool:
        while one is not None:
            if isinstance(one, self.left_alone):
                return True
            one = one.parentWidget()
        return False

    def _tell(self, what: str) -> None:
        self.did[-1] += f" {what}"


def _wait_for(gate: Event) -> None:
    gate.wait(20)


def shows(one: QWidget) -> bool:
    return one.isVisible() and one.isEnabled() and not one.visibleRegion().isEmpty()


def holds(session: Session, word: str) -> bool:
    """Whether a change or a draft has it."""
    asked = "SELECT 1 FROM changes WHERE instr(fields, ?) LIMIT 1"
    typed: list[Any] = [[one.value, one.context] for one in session.vault.drafts()]
    return bool(session.vault.query(asked, (word,))) or word in json.dumps(typed)
