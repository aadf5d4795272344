"""The spider of ZRM levels: five rings, the first measurement dashed, every level as a number."""

from __future__ import annotations

import math
from collections.abc import Sequence

from app.reports.documents import ZrmDomain
from app.reports.fonts import Weight
from app.reports.layout import Figure
from app.reports.pen import Pen
from app.reports.sheet import Sheet
from app.reports.style import ACCENT, ACCENT_SOFT, CONTROL, INK, INK_2, LINE, ON_ZRM, ZRM
from app.reports.tags import Node
from app.reports.text import Line, Look, Span, clean

_LEVELS = 5
_RADIUS = 97.0
_LABEL_ROOM = 24.0
_LABEL_WIDTH = 122.0
_DOT = 6.8
_LEAN = 0.15
"""Labels of axes that lean less than this (sine) stand centred."""

_Point = tuple[float, float]


class Spider:
    """Draws the domains clockwise from the top; a domain that was not judged leaves a gap."""

    def __init__(self, sheet: Sheet, domains: Sequence[ZrmDomain]) -> None:
        self._sheet = sheet
        self._domains = domains

    def figure(self, node: Node) -> Figure:
        """Return the drawing, as wide as the page's text."""
        return Figure(2 * (_RADIUS + _LABEL_ROOM), self._draw, node)

    def _draw(self, pen: Pen, x: float, y: float) -> None:
        centre = (x + self._sheet.width / 2, y + _RADIUS + _LABEL_ROOM)
        self._web(pen, centre)
        self._shape(pen, centre, [domain.baseline for domain in self._domains], first=True)
        self._shape(pen, centre, [domain.level for domain in self._domains], first=False)
        for index, domain in enumerate(self._domains):
            self._label(pen, centre, index, domain)
            if domain.level is not None:
                self._dot(pen, self._point(centre, index, domain.level), domain.level)

    def _angle(self, index: int) -> float:
        return 2 * math.pi * index / len(self._domains)

    def _point(self, centre: _Point, index: int, level: float) -> _Point:
        reach = _RADIUS * level / _LEVELS
        angle = self._angle(index)
        return centre[0] + reach * math.sin(angle), centre[1] - reach * math.cos(angle)

    def _web(self, pen: Pen, centre: _Point) -> None:
        for level in range(1, _LEVELS + 1):
            ring = [self._point(centre, index, level) for index in range(len(self._domains))]
            for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
                pen.rule(start, end, CONTROL if level == _LEVELS else LINE, 0.7)
        for index in range(len(self._domains)):
            pen.rule(centre, self._point(centre, index, _LEVELS), LINE, 0.7)

    def _shape(
        self, pen: Pen, centre: _Point, levels: Sequence[int | None], *, first: bool
    ) -> None:
        points = [
            None if level is None else self._point(centre, index, level)
            for index, level in enumerate(levels)
        ]
        whole = [point for point in points if point is not None]
        if not whole:
            return
        canvas = pen.canvas
        canvas.saveState()
        if not first and len(whole) == len(points):
            path = canvas.beginPath()
            path.moveTo(whole[0][0], pen.flip(whole[0][1]))
            for point in whole[1:]:
                path.lineTo(point[0], pen.flip(point[1]))
            path.close()
            canvas.setFillColorRGB(*ACCENT_SOFT)
            canvas.setFillAlpha(0.7)
            canvas.drawPath(path, stroke=0, fill=1)
        if first:
            canvas.setDash(3, 2.5)
        for start, end in zip(points, [*points[1:], points[0]], strict=True):
            if start is not None and end is not None:
                pen.rule(start, end, INK_2 if first else ACCENT, 1.1 if first else 1.9)
        canvas.restoreState()

    def _dot(self, pen: Pen, point: _Point, level: int) -> None:
        canvas = pen.canvas
        canvas.setFillColorRGB(*ZRM[level])
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineWidth(0.6)
        canvas.circle(point[0], pen.flip(point[1]), _DOT, stroke=1, fill=1)
        line = self._line(str(level), Look(9.5, Weight.BOLD, ON_ZRM[level]))
        pen.line(line, point[0] - line.width / 2, point[1] - line.height / 2)

    def _line(self, text: str, look: Look) -> Line:
        return self._sheet.lines([Span(text, look)], 1e6)[0]

    def _label(self, pen: Pen, centre: _Point, index: int, domain: ZrmDomain) -> None:
        look = Look(9.25, colour=INK if domain.level is not None else INK_2)
        lines = self._sheet.lines([Span(clean(domain.name), look)], _LABEL_WIDTH)
        angle = self._angle(index)
        reach = _RADIUS + 13
        x = centre[0] + reach * math.sin(angle)
        y = centre[1] - reach * math.cos(angle)
        height = sum(line.height for line in lines)
        lean = math.sin(angle)
        y -= height / 2 + math.cos(angle) * height / 3
        for line in lines:
            shift = 0.0 if lean > _LEAN else line.width if lean < -_LEAN else line.width / 2
            pen.line(line, x - shift, y)
            y += line.height
