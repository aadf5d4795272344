"""One text made of all of them, to put right before it counts for the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit import Button, Caption, FlowLayout, NoteBox
from app.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

PAUSE_MS = 350
"""Pause in typing after which the words are kept on this laptop."""


class _TakeButton(Button):
    """Says by which keys the box around it takes the words."""

    def __init__(self, text: str) -> None:
        super().__init__(text, kind="primary", touch=True)
        self._hint = "Ctrl Enter"


class SettleBox(QWidget):
    """Ctrl+Enter takes what was made, Esc goes back; `kept` carries it after each pause."""

    taken = Signal(object)
    kept = Signal(str)
    closed = Signal()

    def __init__(self, caption: str, take: str) -> None:
        super().__init__()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.let_go)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(Caption(caption))
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        self.take = _TakeButton(take)
        self.take.clicked.connect(self._take)
        self.back = Button(tr("Terug"), kind="quiet", touch=True)
        self.back.clicked.connect(self.closed)
        flow.addWidget(self.take)
        flow.addWidget(self.back)
        self.column.addWidget(row)

    def text(self) -> str:
        """What was made so far, as it is kept."""
        raise NotImplementedError

    def value(self) -> object:
        """What is stored when it is taken; None while there is nothing to take."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """The keyboard goes where one begins."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Keep what was made."""
        self._pause.stop()
        self.kept.emit(self.text())

    def begun(self) -> None:
        """Something was typed or chosen."""
        self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._pause.isActive():
            self.let_go()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif held and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
        else:
            event.accept()

    def _take(self) -> None:
        self.take.setFocus()  # A day that is half typed is read when it is left.
        self._pause.stop()
        value = self.value()
        if value is not None:
            self.taken.emit(value)


class CombineBox(SettleBox):
    """Words."""

    def __init__(self, text: str, label: str, *, line: bool) -> None:
        caption = tr("Maak er samen één van")
        super().__init__(caption, tr("Neem deze tekst"))
        self._line = line
        self.box = NoteBox(name=f"{label}: {caption}", min_lines=2 if line else 4)
        self.box.set_text(text)
        self.box.edited.connect(self.begun)
        self.box.installEventFilter(self)
        self.column.insertWidget(1, self.box)

    def text(self) -> str:
        return self.box.text()

    def value(self) -> object:
        words = self.box.text().strip()
        return (" ".join(words.split()) if self._line else words) or None

    def focus_first(self) -> None:
        self.box.setFocus(Qt.FocusReason.TabFocusReason)
