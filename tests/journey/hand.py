"""A person's hands: keys, clicks and typed text on real widgets, counted and timed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ui.kit import AreaList

PATIENCE_MS: Final = 15_000
POLL_MS: Final = 10

KEY_S: Final = 0.28
POINT_S: Final = 1.1
BUTTON_S: Final = 0.1
"""Pressing the mouse button, and the same again for letting it go."""
HOMING_S: Final = 0.4
MENTAL_S: Final = 1.35

_MODIFIERS: Final = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_KEYS: Final = {
    "Enter": Qt.Key.Key_Return,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Esc": Qt.Key.Key_Escape,
}
_ENDS_TEXT: Final = frozenset({"Enter", "Tab"})


@dataclass(slots=True)
class Tally:
    """What one part of the work cost. `seconds` is for the actions, `typing` for the free text."""

    keys: int = 0
    clicks: int = 0
    letters: int = 0
    seconds: float = 0.0
    typing: float = 0.0

    @property
    def actions(self) -> int:
        """Key presses and clicks that are no free text; a chord like Ctrl+K is one."""
        return self.keys + self.clicks


class Hand:
    """Does what hands can do, no more, and keeps the tally per part of the work.

    Times after the keystroke-level model (Card, Moran & Newell, 1980): K for a key (in a chord
    one for each key held), P and twice B for a click, H when the hand goes between keyboard and
    mouse, M before every act that was not already meant by the one before it (Enter or Tab right
    after typing).
    """

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._on_mouse = False
        self._typed = False
        self.parts: dict[str, Tally] = {}
        self._now = Tally()

    def part(self, name: str) -> None:
        """From now on the work counts under this name."""
        self._now = self.parts.setdefault(name, Tally())

    def press(self, chord: str, times: int = 1) -> None:
        """One key or chord, such as `Alt+Shift+G`, to whatever has the keyboard."""
        *held, last = chord.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= _MODIFIERS[name]
        key = _KEYS.get(last) or Qt.Key(ord(last))
        for _time in range(times):
            self._move(mouse=False)
            self._think(meant=last in _ENDS_TEXT and not held and self._typed)
            self._now.keys += 1
            self._now.seconds += KEY_S * (len(held) + 1)
            self._typed = False
            QTest.keyClick(self._keyboard(), key, modifiers)

    def type(self, text: str) -> None:
        """Free text, letter by letter, to whatever has the keyboard."""
        self._write(text)
        self._move(mouse=False)
        self._now.letters += len(text)
        self._now.typing += MENTAL_S + KEY_S * len(text)
        self._typed = True

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """The left button on something that is in sight; scrolling to it counts as one more."""
        self._qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled(), timeout=5000)
        spot = at if at is not None else widget.rect().center()
        self._scroll_to(widget, spot)
        self._qtbot.waitUntil(lambda: self._in_sight(widget, spot), timeout=5000)
        self._think(meant=False)
        self._move(mouse=True)
        self._now.clicks += 1
        self._now.seconds += POINT_S + 2 * BUTTON_S
        self._typed = False
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def click_area(self, rail: AreaList, area: str) -> None:
        """A leefgebied in the rail at the left."""
        model = rail.model()
        rows = range(model.rowCount())
        found = (
            model.index(row, 0)
            for row in rows
            if model.index(row, 0).data(Qt.ItemDataRole.UserRole) == area
        )
        self.click(rail.viewport(), rail.visualRect(next(found)).center())

    def save_as(self, button: QWidget, path: Path) -> None:
        """Press a button that asks for a file name, and Enter; the file comes at `path`."""
        tick = QTimer()
        tick.setInterval(POLL_MS)
        tick.timeout.connect(lambda: self._name_file(tick, path))
        tick.start()
        self.click(button)
        # The offscreen screen has no window manager to give the window back its keyboard.
        button.window().activateWindow()
        self.until(lambda: path.exists() and QApplication.focusWidget() is not None)

    def until(self, ready: Callable[[], object]) -> None:
        """Look at the screen until it shows what was asked for."""
        self._qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_MS)

    def total(self) -> Tally:
        """All parts together."""
        whole = Tally()
        for part in self.parts.values():
            whole.keys += part.keys
            whole.clicks += part.clicks
            whole.letters += part.letters
            whole.seconds += part.seconds
            whole.typing += part.typing
        return whole

    def _name_file(self, tick: QTimer, path: Path) -> None:
        dialog = QApplication.activeModalWidget()
        line = QApplication.focusWidget()
        if dialog is None or not isinstance(line, QLineEdit) or not dialog.isAncestorOf(line):
            return
        tick.stop()
        # Only the Enter counts: a person keeps the name and the folder that are proposed.
        self._write(str(path))
        self.press("Enter")

    def _write(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._keyboard(), letter)
            else:
                self._letter(letter)

    def _keyboard(self) -> QWidget:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        if widget is None:
            raise AssertionError("nothing has the keyboard")
        return widget

    def _letter(self, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self._keyboard(), event)

    def _move(self, *, mouse: bool) -> None:
        if mouse is not self._on_mouse:
            self._now.seconds += HOMING_S
        self._on_mouse = mouse

    def _think(self, *, meant: bool) -> None:
        self._now.seconds += 0.0 if meant else MENTAL_S

    def _scroll_to(self, widget: QWidget, spot: QPoint) -> None:
        area = widget.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if not isinstance(area, QScrollArea):
            return
        view = area.viewport()
        if not view.rect().contains(widget.mapTo(view, spot)):
            self._now.clicks += 1
            self._now.seconds += BUTTON_S
            area.ensureWidgetVisible(widget)

    @staticmethod
    def _in_sight(widget: QWidget, spot: QPoint) -> bool:
        return bool(widget.visibleRegion().intersects(QRect(spot, spot)))
