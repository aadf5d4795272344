"""A column that scrolls instead of squeezing its wrapped text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QWidget

from app.ui.theme import theme
from app.ui.theme.sight import bring_in_sight, in_sight, too_high


class TallScroll(QScrollArea):
    """Gives its content all the height that its text needs at the width there is.

    The bar has a place of its own, also while there is nothing to scroll: what somebody reads does
    not break its lines anew because one more line came under it.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setEnabled(False)
        self.verticalScrollBar().rangeChanged.connect(self._show_bar)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = content
        self._fitting = False
        self.setWidget(content)
        content.installEventFilter(self)
        theme().changed.connect(self._other_letters)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(event.oldSize())

    def fit(self, before: QSize | None = None) -> None:
        """Give the content its room again after it changed; what has the keyboard stays in sight.

        Of a text that is too high for that, the line with the cursor, from its head on if that
        can be. `before`: the size of the viewport until now.
        """
        content, layout = self.content, self.content.layout()
        if layout is None or self.widget() is not content or self._fitting:
            return
        self._fitting = True
        focused = QApplication.focusWidget()
        held = focused if focused is not None and in_sight(self, focused, before) else None
        room = self.viewport().size()
        wide = max(room.width(), layout.totalMinimumSize().width())
        content.resize(wide, max(_needed(layout, wide), room.height()))
        if held is not None and self._strays(held, anew=before is not None):
            bring_in_sight(self, held)
        self._fitting = False

    def _show_bar(self, first: int, last: int) -> None:
        self.verticalScrollBar().setEnabled(last > first)

    def _other_letters(self) -> None:
        QTimer.singleShot(0, self, self._look_up)

    def _look_up(self) -> None:
        """Letters of another size moved everything: back to what has the keyboard."""
        self.fit()
        focused = QApplication.focusWidget()
        if focused is None or not self.content.isAncestorOf(focused):
            return
        if self._strays(focused, anew=True):
            bring_in_sight(self, focused)

    def _strays(self, widget: QWidget, *, anew: bool) -> bool:
        """Out of sight; with `anew` also a text that may stand better than where it came to."""
        return not in_sight(self, widget) or (anew and too_high(self, widget))


def _needed(layout: QLayout, width: int) -> int:
    if layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    return layout.totalMinimumSize().height()
