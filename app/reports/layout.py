"""Rows of measured cells, and their way onto pages: nothing is clipped, no line stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from app.reports.text import Line

if TYPE_CHECKING:
    from app.reports.pen import Pen
    from app.reports.style import Colour
    from app.reports.tags import Node

_ALONE: Final = 2
"""So many lines of a paragraph stay together at a page's foot and head."""


@dataclass(frozen=True)
class Cell:
    """Lines at a distance from the left margin; `node` None draws decoration only."""

    x: float
    width: float
    lines: tuple[Line, ...]
    node: Node | None

    @property
    def height(self) -> float:
        """Points from the first line's top to the last line's foot."""
        return sum(line.height for line in self.lines)


@dataclass(frozen=True)
class Figure:
    """A drawing of fixed height; `draw` gets the pen, left edge and top in page points."""

    height: float
    draw: Callable[[Pen, float, float], None]
    node: Node | None = None


@dataclass(frozen=True)
class Row:
    """Cells that stand side by side. Distances in points.

    `gap` is kept above except at a page's head; `keep` ties the row to the next one; `header` is
    repeated (as decoration) when the rows under it go on over the page.
    """

    cells: tuple[Cell, ...] = ()
    gap: float = 0.0
    pad: float = 0.0
    keep: bool = False
    whole: bool = False
    background: Colour | None = None
    rule: Colour | None = None
    bar: Colour | None = None
    figure: Figure | None = None
    header: Row | None = None
    outline: str = ""

    @property
    def height(self) -> float:
        """Height without the gap."""
        tallest = max((cell.height for cell in self.cells), default=0.0)
        drawn = self.figure.height if self.figure else 0.0
        return max(tallest + 2 * self.pad, drawn)

    @property
    def least(self) -> float:
        """Height of the smallest head part that may stand alone at a page's foot."""
        if self.whole or self.figure or all(len(c.lines) < 2 * _ALONE for c in self.cells):
            return self.height
        heads = (sum(line.height for line in cell.lines[:_ALONE]) for cell in self.cells)
        return max(heads) + 2 * self.pad


@dataclass
class Page:
    """Rows with the distance of their tops from the page's top."""

    rows: list[tuple[float, Row]] = field(default_factory=list)


def paginate(rows: Sequence[Row], top: float, bottom: float) -> list[Page]:
    """Lay rows between two distances from the page's top; at least one page."""
    return _Flow(top, bottom).run(rows)


class _Flow:
    def __init__(self, top: float, bottom: float) -> None:
        self._top, self._bottom = top, bottom
        self._pages = [Page()]
        self._y = top

    def run(self, rows: Sequence[Row]) -> list[Page]:
        for index, row in enumerate(rows):
            if self._y > self._top and self._needed(rows, index) > self._bottom - self._y:
                self._new_page(row)
            self._place(row)
        return self._pages

    def _needed(self, rows: Sequence[Row], index: int) -> float:
        total = 0.0
        while index < len(rows):
            row = rows[index]
            total += row.gap
            if not row.keep:
                return total + row.least
            total += row.height
            index += 1
        return total

    def _new_page(self, row: Row) -> None:
        self._pages.append(Page())
        self._y = self._top
        if row.header is not None:
            again = replace(
                row.header, cells=tuple(replace(c, node=None) for c in row.header.cells), gap=0.0
            )
            self._pages[-1].rows.append((self._y, again))
            self._y += again.height

    def _place(self, row: Row) -> None:
        if self._y > self._top and self._pages[-1].rows:
            self._y += row.gap
        rest: Row | None = row
        while rest is not None:
            room = self._bottom - self._y
            now, rest = (rest, None) if rest.height <= room + 0.01 else _divide(rest, room)
            if now is not None:
                self._pages[-1].rows.append((self._y, now))
                self._y += now.height
            if rest is not None:
                self._new_page(rest)


def _divide(row: Row, room: float) -> tuple[Row | None, Row | None]:
    """Return the part of a row that fits into `room` points and the part that does not.

    A single line taller than a page cannot arise: sizes are far below a page's height.
    """
    if row.figure is not None or not row.cells:
        return row, None
    inner = room - 2 * row.pad
    heads, tails = [], []
    for cell in row.cells:
        count = _fitting(cell, inner)
        heads.append(replace(cell, lines=cell.lines[:count]))
        tails.append(replace(cell, lines=cell.lines[count:]))
    if not any(cell.lines for cell in heads):
        return None, row
    return (
        replace(row, cells=tuple(heads), rule=None),
        replace(row, cells=tuple(tails), gap=0.0, outline=""),
    )


def _fitting(cell: Cell, room: float) -> int:
    used, count = 0.0, 0
    for line in cell.lines:
        if used + line.height > room + 0.01:
            break
        used += line.height
        count += 1
    left = len(cell.lines) - count
    if 0 < left < _ALONE and count > _ALONE:
        count -= _ALONE - left
    return count
