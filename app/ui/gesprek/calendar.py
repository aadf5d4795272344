"""A month as anybody's calendar shows it: what a visitor who walks in may see."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QLocale, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.text import language, tr
from app.ui.theme import theme, tokens

if TYPE_CHECKING:
    from datetime import date

_DAYS: Final = 7
_MARGIN: Final = 48
_HEAD: Final = 92
_WEEKDAYS: Final = 32
_SIDE: Final = 32
_ABOVE: Final = 6


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the days stand, in pixels; a day and what is above it fit in its row."""

    left: float
    head: float
    weekdays: float
    wide: float
    tall: float
    side: float
    """Of the square of one day."""
    above: float


def grid(width: int, height: int, weeks: int) -> Grid:
    """As roomy as the letters ask, and in a low window as roomy as there is height for."""
    now = theme()
    left = now.px(_MARGIN)
    head, names = min(now.px(_HEAD), height / 6), min(now.px(_WEEKDAYS), height / 12)
    tall = (height - head - names - min(left, height / 20)) / weeks
    above = min(now.px(_ABOVE), tall / 8)
    side = min(now.px(_SIDE), tall - above)
    return Grid(left, head, names, (width - 2 * left) / _DAYS, tall, side, above)


class MonthCalendar(QWidget):
    """Draws the month of one day; knows nothing of the vault."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None

    def show_month(self, day: date) -> None:
        """Show the month around `day`, with that day marked."""
        self._day = day
        self.setAccessibleName(tr("Kalender, {month}", month=self._title(day)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._day is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().colour("paper"))
        self._paint_head(painter, self._day)
        self._paint_days(painter, self._day)

    def _title(self, day: date) -> str:
        locale = QLocale(QLocale.Language.Dutch if language() == "nl" else QLocale.Language.English)
        return f"{locale.standaloneMonthName(day.month)} {day.year}"

    def _paint_head(self, painter: QPainter, day: date) -> None:
        now = theme()
        at = self._grid(day)
        painter.setPen(now.colour("ink"))
        painter.setFont(now.font("large"))
        box = QRectF(at.left, 0, self.width() - 2 * at.left, at.head)
        title = self._title(day)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title[:1].upper() + title[1:])

    def _grid(self, day: date) -> Grid:
        return grid(self.width(), self.height(), len(_weeks(day)))

    def _paint_days(self, painter: QPainter, day: date) -> None:
        now, at = theme(), self._grid(day)
        locale = QLocale(QLocale.Language.Dutch if language() == "nl" else QLocale.Language.English)
        painter.setFont(now.font("small_strong"))
        painter.setPen(now.colour("ink2"))
        for column in range(_DAYS):
            box = QRectF(at.left + column * at.wide + 8, at.head, at.wide, at.weekdays)
            name = locale.standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        top = at.head + at.weekdays
        for row, week in enumerate(_weeks(day)):
            for column, date_ in enumerate(week):
                x, y = at.left + column * at.wide, top + row * at.tall
                painter.setPen(QPen(now.colour("line"), 1))
                painter.drawLine(QLineF(x, y, x + at.wide, y))
                self._paint_day(painter, QRectF(x, y + at.above, at.side, at.side), date_, day)

    def _paint_day(self, painter: QPainter, box: QRectF, date_: date, day: date) -> None:
        now = theme()
        painter.setFont(now.font("strong" if date_ == day else "body"))
        painter.setPen(now.colour("ink" if date_.month == day.month else "control"))
        if date_ == day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            radius = tokens.RADIUS_CONTROL
            painter.drawRoundedRect(box, radius, radius)
            painter.setPen(now.colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(date_.day))


def _weeks(day: date) -> list[list[date]]:
    return calendar.Calendar(calendar.MONDAY).monthdatescalendar(day.year, day.month)
