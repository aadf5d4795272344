"""Drawing of laid-out pages."""

from __future__ import annotations

from app.reports.layout import Cell, Page, Row
from app.reports.pen import Pen

_BAR = 2.6
"""Width of the bar beside a row, in points."""


def draw_rows(pen: Pen, page: Page, left: float, width: float) -> None:
    """Draw a page's rows; `left` and `width` bound backgrounds and rules."""
    for y, row in page.rows:
        _decorate(pen, row, y, left, width)
        if row.outline:
            key = f"o{len(pen.canvas._doc.idToObject)}-{y:.0f}"  # noqa: SLF001
            pen.canvas.bookmarkHorizontal(key, 0, pen.flip(y - row.gap))
            pen.canvas.addOutlineEntry(row.outline, key, level=0)
        for cell in row.cells:
            _draw_cell(pen, cell, left, y + row.pad)
        if row.figure is not None:
            figure = row.figure
            pen.marked(figure.node, lambda f=figure, t=y: f.draw(pen, left, t))  # type: ignore[misc]


def _decorate(pen: Pen, row: Row, y: float, left: float, width: float) -> None:
    if row.background is not None:
        fill = row.background
        pen.marked(None, lambda: pen.box(left, y, width, row.height, fill))
    if row.bar is not None:
        colour = row.bar
        rtl = any(line.rtl for cell in row.cells for line in cell.lines[:1])
        x = left + width - 1 if rtl else left + 1
        pen.marked(None, lambda: pen.rule((x, y), (x, y + row.height), colour, _BAR))
    if row.rule is not None:
        line = row.rule
        foot = y + row.height
        pen.marked(None, lambda: pen.rule((left, foot), (left + width, foot), line))


def _draw_cell(pen: Pen, cell: Cell, left: float, top: float) -> None:
    if cell.lines:
        pen.block(cell.node, cell.lines, left + cell.x, top)
