"""A column that scrolls instead of squeezing its wrapped text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget

from app.ui.theme import tokens


class TallScroll(QScrollArea):
    """Gives its content all the height that its text needs at the width there is."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = content
        self._fitting = False
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give the content its room again after it changed; what has the keyboard stays in sight.

        Qt can do so itself, and asks for the height at a dozen widths to find out about the bar.
        A bar that is there stays for what is too high beside it.
        """
        content, layout = self.content, self.content.layout()
        if layout is None or self.widget() is not content or self._fitting:
            return
        self._fitting = True
        focused = QApplication.focusWidget()
        held = focused if focused is not None and self._shows(focused) else None
        room = self.maximumViewportSize()
        narrowest = layout.totalMinimumSize().width()
        for _before_and_after_the_bar in range(2):
            wide = max(self.viewport().width(), narrowest)
            tall = _needed(layout, wide)
            barred = self.viewport().width() < room.width()
            content.resize(wide, max(tall, room.height()))
            if barred == (tall > room.height()):
                break
        if held is not None and not self._shows(held):
            self.ensureWidgetVisible(held, 0, tokens.GRID)
        self._fitting = False

    def _shows(self, widget: QWidget) -> bool:
        """Whether all of a widget inside is in sight."""
        if not self.content.isAncestorOf(widget):
            return False
        at = widget.mapTo(self.content, QPoint()) + self.content.pos()
        return self.viewport().rect().contains(QRect(at, widget.size()))


def _needed(layout: QLayout, width: int) -> int:
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalMinimumSize().height()
