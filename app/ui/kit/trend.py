"""Trend: one small chart per domain, levels over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.text import tr
from app.ui.theme.current import theme

LEVELS: Final = 5
_CELL_WIDE: Final = 190
_CELL_TALL: Final = 96


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One domain: a level per date, None where it was not judged."""

    name: str
    values: Sequence[int | None]


class TrendChart(QWidget):
    """Small multiples with the same scale, so that lines can be compared without a legend.

    First and last level stand as numbers; gaps stay gaps. Its description says all in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dates: list[str] = []
        self._lines: list[TrendLine] = []
        self.setAccessibleName(tr("Verloop van de ZRM"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chart(self, dates: Sequence[str], lines: Sequence[TrendLine]) -> None:
        """Show these lines over these dates, oldest first."""
        self._dates, self._lines = list(dates), list(lines)
        told = [
            f"{line.name}: "
            + ", ".join(
                f"{day} {tr('niet beoordeeld') if value is None else value}"
                for day, value in zip(self._dates, line.values, strict=False)
            )
            for line in self._lines
        ]
        self.setAccessibleDescription(". ".join(told))
        self.setMinimumHeight(self.heightForWidth(max(self.width(), 1)))
        self.updateGeometry()
        self.update()

    def columns(self, width: int) -> int:
        """How many charts stand beside each other in `width` pixels."""
        return max(1, width // theme().px(_CELL_WIDE))

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self._lines) // self.columns(width))
        return max(1, rows) * theme().px(_CELL_TALL)

    def sizeHint(self) -> QSize:
        wide = theme().px(_CELL_WIDE) * 3
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_CELL_WIDE), theme().px(_CELL_TALL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = self.columns(self.width())
        wide, tall = self.width() / across, theme().px(_CELL_TALL)
        for number, line in enumerate(self._lines):
            row, column = divmod(number, across)
            self._paint_line(painter, line, QRectF(column * wide, row * tall, wide, tall))

    def _paint_line(self, painter: QPainter, line: TrendLine, cell: QRectF) -> None:
        now = theme()
        small = QFontMetrics(now.font("small_strong"))
        painter.setFont(now.font("small_strong"))
        painter.setPen(now.colour("ink"))
        head = QRectF(cell.left(), cell.top(), cell.width() - now.px(12), small.height())
        name = small.elidedText(line.name, Qt.TextElideMode.ElideRight, int(head.width()))
        painter.drawText(head, Qt.AlignmentFlag.AlignLeft, name)
        box = QRectF(
            cell.left() + now.px(18),
            head.bottom() + now.px(10),
            cell.width() - now.px(54),
            cell.height() - head.height() - now.px(28),
        )
        painter.setPen(QPen(now.colour("line"), 1))
        for level in range(1, LEVELS + 1):
            y = _height(box, level)
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        steps = max(1, len(self._dates) - 1)
        points = [
            (QPointF(box.left() + box.width() * n / steps, _height(box, value)), value)
            for n, value in enumerate(line.values)
            if value is not None
        ]
        self._paint_points(painter, line, box, points)

    def _paint_points(
        self,
        painter: QPainter,
        line: TrendLine,
        box: QRectF,
        points: list[tuple[QPointF, int]],
    ) -> None:
        now = theme()
        steps = max(1, len(self._dates) - 1)
        painter.setPen(QPen(now.colour("accent"), 2))
        for number in range(1, len(line.values)):
            before, after = line.values[number - 1], line.values[number]
            if before is not None and after is not None:
                left = box.left() + box.width() * (number - 1) / steps
                right = box.left() + box.width() * number / steps
                painter.drawLine(
                    QPointF(left, _height(box, before)), QPointF(right, _height(box, after))
                )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        for point, _value in points:
            painter.drawEllipse(point, 3, 3)
        painter.setFont(now.font("small_strong"))
        painter.setPen(now.colour("ink2"))
        tall = QFontMetrics(now.font("small_strong")).height()
        ends = [(points[0], -now.px(18)), (points[-1], now.px(6))] if points else []
        for (point, value), shift in ends:
            where = QRectF(point.x() + shift, point.y() - tall / 2, now.px(14), tall)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(value))


def _height(box: QRectF, level: int) -> float:
    return box.bottom() - box.height() * (level - 1) / (LEVELS - 1)
