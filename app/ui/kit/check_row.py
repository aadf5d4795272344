"""An action with a box to tick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import Ink, Secondary, Text
from app.ui.text import joined
from app.ui.theme import tokens
from app.ui.theme.current import theme
from app.ui.theme.icons import paint_icon

ASIDE_SHARE: Final = 0.45
"""Of the width of a row, what stands at the right takes at most this."""


class TickBox(QCheckBox):
    """A round-cornered box; a real check box for keys and screen readers. At least 24 px."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ringRadius", tokens.RADIUS_BOX)

    def sizeHint(self) -> QSize:
        side = theme().px(tokens.TARGET)
        return QSize(side, side)

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = now.px(2)
        box = QRectF(self.rect()).adjusted(gap, gap, -gap, -gap)
        painter.setPen(QPen(now.colour("good" if self.isChecked() else "control"), 1.4))
        painter.setBrush(now.colour("good" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, tokens.RADIUS_BOX, tokens.RADIUS_BOX)
        if self.isChecked():
            inner = box.adjusted(gap, gap, -gap, -gap)
            paint_icon(painter, "check-bold", inner, now.colour("on_good"))


class CheckRow(QWidget):
    """Box, text with a quiet line under it, and who or when at the right.

    `toggled` comes when a person ticks; `opened` when the text is clicked or Enter is pressed.
    """

    toggled = Signal(bool)
    opened = Signal()

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        detail: str = "",
        aside: str = "",
        aside_ink: Ink = "ink2",
        checked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.box = TickBox(self)
        self.box.setChecked(checked)
        self._text = Text(wrap=True)
        self._detail = Secondary(wrap=True)
        self._aside = Text(letter="small")
        self.setFocusProxy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 5, 0, 5)
        row.setSpacing(12)
        row.addWidget(self.box)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        row.addLayout(words, 1)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._aside)
        self.box.clicked.connect(self.toggled)
        self.box.installEventFilter(self)
        self.set_texts(text, detail, aside, aside_ink)

    def checked(self) -> bool:
        """Whether the box is ticked."""
        return self.box.isChecked()

    def set_checked(self, checked: bool) -> None:  # noqa: FBT001 (like Qt's own)
        """Tick or clear the box."""
        self.box.setChecked(checked)

    def set_texts(
        self, text: str, detail: str = "", aside: str = "", aside_ink: Ink = "ink2"
    ) -> None:
        """Show other words."""
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
        self._aside.setProperty("letter", "small" if aside_ink == "ink2" else "small_strong")
        self._aside.set_ink(aside_ink)
        self.box.setAccessibleName(joined(text, detail, aside))
        self._fit_aside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_aside()

    def _fit_aside(self) -> None:
        """A long aside wraps, so that the text keeps the larger part of the row."""
        most = round(self.width() * ASIDE_SHARE)
        letter = str(self._aside.property("letter"))
        alone = theme().metrics(letter).horizontalAdvance(self._aside.text())
        self._aside.setWordWrap(alone > most)
        if alone > most:
            self._aside.setFixedWidth(most)
        else:
            self._aside.setMinimumWidth(0)
            self._aside.setMaximumWidth(tokens.UNBOUNDED)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if (
            watched is self.box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.opened.emit()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_aside()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()
