"""The spider: levels 1 to 5 around a centre; always shown beside its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.text import tr
from app.ui.theme.current import theme

LEVELS: Final = 5
_UPRIGHT: Final = 0.1
_LONG: Final = 18
Style = Literal["current", "baseline"]


@dataclass(frozen=True, slots=True)
class Series:
    """One measurement: a level per axis, None where it was not judged."""

    name: str
    values: Sequence[int | None]
    style: Style = "current"


class SpiderChart(QWidget):
    """Axes from the top clockwise; not judged leaves a gap, never a zero.

    Labels stand outside the web and always inside the widget. Its description says every
    level in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: list[str] = []
        self._series: list[Series] = []
        self.setAccessibleName(tr("Spinnenweb van de ZRM"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_chart(self, axes: Sequence[str], series: Sequence[Series]) -> None:
        """Show these axes and series; the last `current` series is drawn on top."""
        self._axes = list(axes)
        self._series = sorted(series, key=lambda s: s.style == "current")
        self.setAccessibleDescription(self._in_words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(380), theme().px(290))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(280), theme().px(230))

    def label_boxes(self) -> list[QRectF]:
        """Where each axis' label is drawn."""
        centre, radius = self._web()
        boxes = []
        for number, label in enumerate(self._axes):
            x, y = self._direction(number)
            wide, tall = _size(label)
            at = QPointF(centre.x() + x * (radius + 8), centre.y() + y * (radius + 8))
            left = at.x() - wide * (1 - _side(x)) / 2
            top = at.y() - tall * (1 - y) / 2
            left = min(max(left, 0), self.width() - wide)
            boxes.append(QRectF(left, top, wide, tall))
        for side in (-1, 1):
            _part([b for n, b in enumerate(boxes) if _side(self._direction(n)[0]) == side])
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._axes:
            return
        self._paint_web(painter)
        for series in self._series:
            self._paint_series(painter, series)
        painter.setFont(theme().font("tiny"))
        painter.setPen(theme().colour("ink2"))
        for box, label in zip(self.label_boxes(), self._axes, strict=True):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _broken(label))

    def _web(self) -> tuple[QPointF, float]:
        tall = max((_size(label)[1] for label in self._axes), default=0.0) + 10
        radius = self.height() / 2 - tall
        for number, label in enumerate(self._axes):
            x, _y = self._direction(number)
            if _side(x):
                radius = min(radius, (self.width() / 2 - _size(label)[0] - 10) / abs(x))
        return QPointF(self.width() / 2, self.height() / 2), max(20.0, radius)

    def _direction(self, number: int) -> tuple[float, float]:
        angle = 2 * pi * number / max(1, len(self._axes)) - pi / 2
        return cos(angle), sin(angle)

    def _point(self, number: int, level: float) -> QPointF:
        centre, radius = self._web()
        x, y = self._direction(number)
        reach = radius * level / LEVELS
        return QPointF(centre.x() + x * reach, centre.y() + y * reach)

    def _paint_web(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme().colour("line"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        count = len(self._axes)
        for level in range(1, LEVELS + 1):
            painter.drawPolygon(QPolygonF([self._point(n, level) for n in range(count)]))
        for number in range(count):
            painter.drawLine(self._point(number, 0), self._point(number, LEVELS))

    def _paint_series(self, painter: QPainter, series: Series) -> None:
        now = theme()
        current = series.style == "current"
        ink = now.colour("accent" if current else "ink2")
        values = list(series.values)[: len(self._axes)]
        points = [None if v is None else self._point(n, v) for n, v in enumerate(values)]
        if current and points and all(p is not None for p in points):
            soft = QColor(ink)
            soft.setAlphaF(0.16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(soft)
            painter.drawPolygon(QPolygonF([p for p in points if p is not None]))
        pen = QPen(ink, 2.2 if current else 1.4)
        if not current:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        for here, there in zip(points, points[1:] + points[:1], strict=True):
            if here is not None and there is not None:
                painter.drawLine(here, there)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
        else:
            painter.setPen(QPen(ink, 1.4))
            painter.setBrush(now.colour("surface"))
        for point in points:
            if point is not None:
                painter.drawEllipse(point, 3.6 if current else 2.6, 3.6 if current else 2.6)

    def _in_words(self) -> str:
        lines = []
        for series in self._series:
            told = ", ".join(
                f"{axis} {value if value is not None else tr('niet beoordeeld')}"
                for axis, value in zip(self._axes, series.values, strict=False)
            )
            lines.append(f"{series.name}: {told}")
        return ". ".join(lines)


def _side(x: float) -> int:
    """Whether a label stands left (-1) or right (1) of its axis, or above or under it (0)."""
    return 0 if abs(x) < _UPRIGHT else 1 if x > 0 else -1


def _broken(label: str) -> str:
    return label.replace(" ", "\n", 1) if len(label) > _LONG else label


def _size(label: str) -> tuple[float, float]:
    metrics = QFontMetrics(theme().font("tiny"))
    lines = _broken(label).split("\n")
    return max(metrics.horizontalAdvance(line) for line in lines) + 4, metrics.height() * len(lines)


def _part(boxes: list[QRectF]) -> None:
    """Move boxes of one side down until none covers another."""
    foot = float("-inf")
    for box in sorted(boxes, key=QRectF.top):
        box.moveTop(max(box.top(), foot))
        foot = box.bottom()
