"""What a page that scrolls shows of a widget on it; of a text too high for that, its line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.theme import tokens


def line_of(widget: QWidget) -> QRect:
    """Where the cursor of a text stands in it; all of any other widget."""
    found = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    line = found.toRect() if isinstance(found, QRectF) else found
    return line if isinstance(line, QRect) and line.isValid() else widget.rect()


def too_high(page: QScrollArea, widget: QWidget) -> bool:
    """Whether the page cannot show all of it at once."""
    return widget.height() > page.viewport().height()


def in_sight(page: QScrollArea, widget: QWidget, room: QSize | None = None) -> bool:
    """Whether all of a widget on the page is in sight, or its line when it is too high for that.

    `room`: the size of the viewport, if another than it is now is meant.
    """
    content, seen = page.widget(), room or page.viewport().size()
    if content is None or not content.isAncestorOf(widget):
        return False
    part = widget.rect() if widget.height() <= seen.height() else line_of(widget)
    at = widget.mapTo(content, part.topLeft()) + content.pos()
    return QRect(QPoint(), seen).contains(QRect(at, part.size()))


def bring_in_sight(page: QScrollArea, widget: QWidget) -> None:
    """Scroll to it; of what is too high to the head, or as far as its line needs."""
    content = page.widget()
    if content is None or not too_high(page, widget):
        page.ensureWidgetVisible(widget, 0, tokens.GRID)
        return
    line = line_of(widget)
    fits = line.bottom() + 2 * tokens.GRID <= page.viewport().height()
    head = QPoint(0, 0 if fits else line.top() - line.height())
    page.verticalScrollBar().setValue(widget.mapTo(content, head).y() - tokens.GRID)


def bring_whole(widget: QWidget, line: QWidget) -> None:
    """Scroll what is around until its end is in sight, and `line` of it in any case."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.isAncestorOf(widget):
            around.ensureWidgetVisible(widget, 0, tokens.GAP)
            bring_in_sight(around, line)
        around = around.parentWidget()
