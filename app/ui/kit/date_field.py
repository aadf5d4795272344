"""Fields for a day and for a time of day, typed as people say them."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.dates import full_date, parse_date, parse_time, short_date
from app.ui.kit.fields import Field
from app.ui.text import language, tr
from app.ui.theme import tokens
from app.ui.theme.current import theme


class DateField(Field):
    """Understands `12 mrt`, `12-3`, `vr`, `+2w`; on leaving it writes the day in full.

    What cannot be understood stays in the field with a sentence under it, and the value stays
    as it was. `changed` carries a date, or None when the field was emptied.
    """

    changed = Signal(object)

    def __init__(
        self, label: str = "", parent: QWidget | None = None, *, today: date, name: str = ""
    ) -> None:
        super().__init__(label, parent, placeholder=tr("12 mrt, vr of +2w"), name=name)
        self.today = today
        self._value: date | None = None
        self.calendar_button = Button(icon="calendar-blank", name=tr("Kies in de kalender"))
        self.calendar_button.tall, self.calendar_button.pad = tokens.TARGET_TOUCH, 13
        self.calendar_button.clicked.connect(self.open_calendar)
        row = QHBoxLayout()
        row.setSpacing(tokens.GAP_SMALL)
        self.column.removeWidget(self.line)
        row.addWidget(self.line, 1)
        row.addWidget(self.calendar_button)
        self.column.insertLayout(1, row)
        self.popup: CalendarPopup | None = None
        self.line.installEventFilter(self)
        self.committed.connect(lambda _text: self._read())
        self.edited.connect(self._preview)

    def value(self) -> date | None:
        """The day, or None."""
        return self._value

    def set_value(self, day: date | None) -> None:
        """Show this day."""
        self._value = day
        self.set_problem("")
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._value is not None and not self.line.isModified():
            self._show()

    def _show(self) -> None:
        """In full where there is room, else `do 12 mrt 2026`."""
        day = self._value
        text = full_date(day) if day else ""
        room = self.line.width() - 2 * theme().px(16)
        if day and self.line.fontMetrics().horizontalAdvance(text) > room > theme().px(60):
            text = short_date(day)
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def open_calendar(self) -> None:
        """Open the small calendar under the field."""
        if self.popup is None:
            self.popup = CalendarPopup(self)
            self.popup.picked.connect(self._picked)
        self.popup.open_at(self.line, self._value or self.today)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _preview(self, text: str) -> None:
        self.set_problem("")
        day = parse_date(text, self.today)
        self.line.setToolTip(full_date(day) if day else "")

    def _read(self) -> None:
        text = self.line.text().strip()
        day = parse_date(text, self.today) if text else None
        if text and day is None:
            self.set_problem(tr("Dit is geen datum. Schrijf bijvoorbeeld 12 mrt, vr of +2w."))
            return
        self._take(day)

    def _picked(self, day: date) -> None:
        self._take(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: date | None) -> None:
        told = day != self._value
        self.set_value(day)
        if told:
            self.changed.emit(day)


class CalendarPopup(QFrame):
    """A month to click or walk with the arrow keys; Enter picks, Esc closes."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kit", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.calendar = QCalendarWidget(self)
        dutch = QLocale.Language.Dutch if language() == "nl" else QLocale.Language.English
        self.calendar.setLocale(QLocale(dutch))
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(tr("Kalender"))
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.calendar)

    def open_at(self, under: QWidget, day: date) -> None:
        """Show the month of `day` under a widget."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(under.mapToGlobal(QPoint(0, under.height() + 6)))
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class TimeField(Field):
    """Understands `15.30`, `1530` and `9 uur`; on leaving it writes `15:30`.

    `changed` carries a time, or None when the field was emptied.
    """

    changed = Signal(object)

    def __init__(self, label: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(label, parent, placeholder=tr("15.30"), name=name)
        self._value: time | None = None
        self.committed.connect(lambda _text: self._read())
        self.edited.connect(lambda _text: self.set_problem(""))

    def value(self) -> time | None:
        """The time of day, or None."""
        return self._value

    def set_value(self, moment: time | None) -> None:
        """Show this time."""
        self._value = moment
        self.set_problem("")
        self.line.setText(f"{moment:%H:%M}" if moment else "")

    def _read(self) -> None:
        text = self.line.text().strip()
        moment = parse_time(text) if text else None
        if text and moment is None:
            self.set_problem(tr("Dit is geen tijd. Schrijf bijvoorbeeld 15.30 of 9 uur."))
            return
        told = moment != self._value
        self.set_value(moment)
        if told:
            self.changed.emit(moment)
