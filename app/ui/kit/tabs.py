"""Steps as a segment control, and tabs with a line under them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QWidget

from app.ui.kit.flow import FlowLayout
from app.ui.kit.keep import roved
from app.ui.kit.painted import Look, PaintedButton
from app.ui.theme import tokens
from app.ui.theme.current import theme


class _Part(PaintedButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAccessibleName(text)


class _Segment(_Part):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.tall, self.pad = tokens.TARGET_TOUCH, 15

    def look(self) -> Look:
        now = theme()
        if self.isChecked():
            return Look(now.colour("ink"), now.colour("surface"), None, 9, "strong")
        return Look(now.colour("ink2"), None, None, 9, "strong")


class _Tab(_Part):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.tall, self.pad = 44, 0
        self.setProperty("ringAside", 5)  # the word has no room of its own

    def look(self) -> Look:
        now = theme()
        if self.isChecked():
            return Look(now.colour("accent"), None, None, 4, "strong")
        return Look(now.colour("ink2"), None, None, 4, "body")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            height = 3
            line = QRectF(0, self.height() - height, self.width(), height)
            painter.fillRect(line, theme().colour("accent"))


class _Strip(QFrame):
    """One is always current; arrow keys move and choose, Tab stops once."""

    changed = Signal(str)
    part: ClassVar[type[_Part]] = _Part
    gap: ClassVar[int] = 0

    def __init__(
        self, entries: Iterable[tuple[str, str]], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._parts: dict[str, _Part] = {}
        row = self.lay_out()
        for key, label in entries:
            part = self.part(label, self)
            part.clicked.connect(lambda _on, k=key: self._choose(k))
            self._parts[key] = part
            row.addWidget(part)
        self._current = ""
        self.set_current(next(iter(self._parts), ""))

    def lay_out(self) -> QLayout:
        """The empty row in which the entries come."""
        row = QHBoxLayout(self)
        row.setSpacing(self.gap)
        row.setContentsMargins(0, 0, 0, 0)
        return row

    def current(self) -> str:
        """The id of the current entry."""
        return self._current

    def set_current(self, key: str) -> None:
        """Show this entry as current, with the keyboard if the strip had it; no signal."""
        before, self._current = self._parts.get(self._current), key
        for other, part in self._parts.items():
            here = other == key
            part.setChecked(here)
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            part.setFocusPolicy(policy)
        if before is not None and before.hasFocus() and key in self._parts:
            self._parts[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_label(self, key: str, label: str) -> None:
        """Another text for an entry, as when a count changes."""
        if self._parts[key].text() == label:
            return
        self._parts[key].setText(label)
        self._parts[key].setAccessibleName(label)
        self._parts[key].updateGeometry()

    def button(self, key: str) -> PaintedButton:
        """The button of one entry."""
        return self._parts[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._parts)
        here = keys.index(self._current) if self._current in keys else 0
        key = roved(event, keys, here, (Qt.Key.Key_Left,), (Qt.Key.Key_Right,))
        if not key:
            super().keyPressEvent(event)
            return
        self._choose(key)
        self._parts[key].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, key: str) -> None:
        told = key != self._current
        self.set_current(key)
        if told:
            self.changed.emit(key)


class Segments(_Strip):
    """The steps of a conversation on one sunk strip; any step at any time."""

    part = _Segment
    gap = 4

    def lay_out(self) -> QLayout:
        row = super().lay_out()
        row.setContentsMargins(4, 4, 4, 4)
        return row

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("sunk"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)


class Tabs(_Strip):
    """The parts of a dossier, the current one underlined; in rows where one has no room."""

    part = _Tab
    gap = 26
    least_gap: ClassVar[int] = 12

    def __init__(
        self, entries: Iterable[tuple[str, str]], parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(entries, parent, name=name)
        self.setMinimumHeight(tokens.TARGET_TOUCH)

    def lay_out(self) -> QLayout:
        self._flow = FlowLayout(self, gap=self.gap, row_gap=0)
        return self._flow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def set_label(self, key: str, label: str) -> None:
        before = self._parts[key].text()
        super().set_label(key, label)
        if label != before:
            self._space()

    def _space(self) -> None:
        """Closer together where that keeps all in sight."""
        room = (self.width() - self._wide()) // max(1, len(self._parts) - 1)
        self._flow.set_gap(max(self.least_gap, min(self.gap, room)))

    def _wide(self) -> int:
        return sum(part.sizeHint().width() for part in self._parts.values())
