"""A page with a column beside it; under it, in the same scroll, where letters are large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.gesprek.scrolling import TallScroll
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.gesprek.side import SidePanel

SIDE: Final = 360
"""Width of the column at 100 % text, in pixels; it grows less than the letters do."""
_MOST: Final = 1.4


def side_width() -> int:
    """How wide the column beside a page is now, in pixels."""
    return round(SIDE * min(theme().scale, _MOST))


class Beside(QWidget):
    """Two columns that scroll apart, or one that scrolls: never a narrow window in a window."""

    def __init__(self, page: QWidget, side: SidePanel, *, narrow: int) -> None:
        super().__init__()
        self._side, self._narrow = side, narrow
        self._wanted = True
        self._stacked = False
        holder = QWidget()
        holder.setProperty("clear", True)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(page, 1)
        self.page = TallScroll(holder)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.page, 1)
        row.addWidget(side)

    def stacked(self) -> bool:
        """Whether the column stands under the page now."""
        return self._stacked

    def show_side(self, shown: bool) -> None:  # noqa: FBT001
        """Whether there is a column at all."""
        self._wanted = shown
        self._side.content.setVisible(shown)
        self._side.setVisible(shown and not self._stacked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < theme().px(self._narrow)
        self._side.setFixedWidth(side_width())
        if stacked != self._stacked:
            self._stacked = stacked
            inside = self._side.content
            if stacked:
                self._side.takeWidget()
                inside.setMinimumHeight(0)
                self._column.addWidget(inside)
            else:
                self._column.removeWidget(inside)
                self._side.setWidget(inside)
            self.show_side(self._wanted)
