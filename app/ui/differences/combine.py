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


class CombineBox(QWidget):
    """Ctrl+Enter takes the words, Esc goes back; `kept` carries them after each pause."""

    taken = Signal(str)
    kept = Signal(str)
    closed = Signal()

    def __init__(self, text: str, label: str, *, line: bool) -> None:
        super().__init__()
        self._line = line
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.let_go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        caption = tr("Maak er samen één van")
        column.addWidget(Caption(caption))
        self.box = NoteBox(name=f"{label}: {caption}", min_lines=2 if line else 4)
        self.box.set_text(text)
        self.box.edited.connect(lambda _text: self._pause.start())
        self.box.installEventFilter(self)
        column.addWidget(self.box)
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        self.take = _TakeButton(tr("Neem deze tekst"))
        self.take.clicked.connect(self._take)
        self.back = Button(tr("Terug"), kind="quiet", touch=True)
        self.back.clicked.connect(self.closed)
        flow.addWidget(self.take)
        flow.addWidget(self.back)
        column.addWidget(row)

    def text(self) -> str:
        """The words; a field of one line gets one line."""
        words = self.box.text().strip()
        return " ".join(words.split()) if self._line else words

    def let_go(self) -> None:
        """Keep what was typed."""
        self._pause.stop()
        self.kept.emit(self.box.text())

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
        self._pause.stop()
        if self.text():
            self.taken.emit(self.text())
