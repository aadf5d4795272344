"""What happened, newest first, along a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.labels import Secondary, Strong, Text
from app.ui.theme.current import theme


@dataclass(frozen=True, slots=True)
class Moment:
    """What, when and who, the words; with an id it can be opened."""

    title: str
    meta: str = ""
    text: str = ""
    id: str = ""


class _Row(QAbstractButton):
    opened = Signal(str)

    def __init__(self, moment: Moment, *, first: bool, last: bool) -> None:
        super().__init__()
        self._moment, self._first, self._last = moment, first, last
        self.setAccessibleName(f"{moment.title} {moment.meta} {moment.text}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 2, 0, 16)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._head = Strong(moment.title)
        head.addWidget(self._head)
        head.addWidget(Secondary(moment.meta), 1)
        column.addLayout(head)
        if moment.text:
            column.addWidget(Text(moment.text, letter="small", wrap=True))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._open)
        if moment.id:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setProperty("ringRadius", 6)

    def _open(self) -> None:
        if self._moment.id:
            self.opened.emit(self._moment.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(6, self._head.geometry().center().y() + 0.5)
        painter.setPen(QPen(theme().colour("line"), 2))
        if not self._first:
            painter.drawLine(QPointF(6, 0), QPointF(6, middle.y() - 9))
        if not self._last:
            painter.drawLine(QPointF(6, middle.y() + 9), QPointF(6, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(middle, 5, 5)


class Timeline(QWidget):
    """Rows of moments; those with an id open by mouse, Enter or Space: `opened`."""

    opened = Signal(str)

    def __init__(self, moments: Iterable[Moment] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.set_moments(moments)

    def set_moments(self, moments: Iterable[Moment]) -> None:
        """Show these moments, in this order."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        listed = list(moments)
        for number, moment in enumerate(listed):
            row = _Row(moment, first=number == 0, last=number == len(listed) - 1)
            row.opened.connect(self.opened)
            self._column.addWidget(row)
