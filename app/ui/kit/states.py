"""Empty places, thin progress, and scrolling."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary, SectionTitle
from app.ui.kit.saved import Glyph
from app.ui.theme.current import theme

_PARTS: Final = 1000
_LINE: Final = 620
"""Pixels of a line at 100 % text: about eighty letters, as far as an eye comes back from."""


class EmptyState(QWidget):
    """What this place is for, and the first step as a button (`acted`)."""

    acted = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        action: str = "",
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        if icon:
            column.addWidget(Glyph(icon, ink="accent", pixels=40), 0, middle)
            column.addSpacing(6)
        heading = SectionTitle(title, wrap=True)
        heading.setAlignment(middle)
        column.addWidget(heading)
        self._words = Secondary(text, letter="body", wrap=True)
        self._words.setAlignment(middle)
        if not text:
            self._words.hide()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._words, 1000)
        across.addStretch(1)
        column.addLayout(across)
        self.button = Button(action, kind="primary")
        self.button.clicked.connect(self.acted)
        if not action:
            self.button.hide()
        column.addSpacing(8)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._words.setMaximumWidth(theme().px(_LINE))


class ProgressBar(QProgressBar):
    """A thin line that fills; what it means is said beside it and to screen readers."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        tone: Literal["accent", "care", "good"] = "accent",
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        self.setAccessibleName(name)
        self.setRange(0, _PARTS)
        self.setTextVisible(False)
        self.setFixedHeight(theme().px(5))

    def set_share(self, share: float, said: str = "") -> None:
        """Fill from 0.0 to 1.0; `said` is how a screen reader tells it (`dag 2 van 3`)."""
        self.setValue(round(max(0.0, min(1.0, share)) * _PARTS))
        self.setAccessibleDescription(said)


class Scroll(QScrollArea):
    """Scrolls its content on the ground it stands on; sideways only where nothing else helps."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content.setProperty("clear", "true")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)


class Columns(QWidget):
    """Widgets beside each other, and under each other where there is no room for that.

    `narrow` is the width in pixels at 100 % text under which they stack.
    """

    def __init__(
        self, parts: Iterable[tuple[QWidget, int]], *, narrow: int = 760, gap: int = 24
    ) -> None:
        super().__init__()
        self._narrow = narrow
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        for widget, stretch in parts:
            self._box.addWidget(widget, stretch)

    def stacked(self) -> bool:
        """Whether they stand under each other now."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        down = self.width() < theme().px(self._narrow)
        self._box.setDirection(
            QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight
        )

    def minimumSizeHint(self) -> QSize:
        parts = [part for part in self.children() if isinstance(part, QWidget)]
        widest = max((part.minimumSizeHint().width() for part in parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())
