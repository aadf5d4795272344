"""A month as anybody's calendar shows it: what a visitor who walks in may see."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QRectF, Qt
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
        margin = now.px(_MARGIN)
        painter.setPen(now.colour("ink"))
        painter.setFont(now.font("large"))
        box = QRectF(margin, 0, self.width() - 2 * margin, now.px(_HEAD))
        title = self._title(day)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, title[:1].upper() + title[1:])

    def _paint_days(self, painter: QPainter, day: date) -> None:
        now = theme()
        weeks = calendar.Calendar(calendar.MONDAY).monthdatescalendar(day.year, day.month)
        left, top = now.px(_MARGIN), now.px(_HEAD)
        wide = (self.width() - 2 * left) / _DAYS
        tall = (self.height() - top - now.px(_WEEKDAYS) - left) / len(weeks)
        locale = QLocale(QLocale.Language.Dutch if language() == "nl" else QLocale.Language.English)
        painter.setFont(now.font("small_strong"))
        painter.setPen(now.colour("ink2"))
        for column in range(_DAYS):
            box = QRectF(left + column * wide + 8, top, wide, now.px(_WEEKDAYS))
            name = locale.standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        top += now.px(_WEEKDAYS)
        for row, week in enumerate(weeks):
            for column, date_ in enumerate(week):
                box = QRectF(left + column * wide, top + row * tall, wide, tall)
                self._paint_day(painter, box, date_, day)

    def _paint_day(self, painter: QPainter, box: QRectF, date_: date, day: date) -> None:
        now = theme()
        painter.setPen(QPen(now.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawLine(box.topLeft(), box.topRight())
        side = now.px(32)
        number = QRectF(box.left(), box.top() + now.px(6), side, side)
        painter.setFont(now.font("strong" if date_ == day else "body"))
        painter.setPen(now.colour("ink" if date_.month == day.month else "control"))
        if date_ == day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            radius = tokens.RADIUS_CONTROL
            painter.drawRoundedRect(number, radius, radius)
            painter.setPen(now.colour("on_accent"))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(date_.day))
