"""What covers a visit: blank after idling, a calendar for when someone walks in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.gesprek.calendar import MonthCalendar
from app.ui.gesprek.pin import DIGITS
from app.ui.kit.buttons import Button
from app.ui.kit.keep import tab_within
from app.ui.kit.labels import Secondary, Title
from app.ui.text import tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.ui.gesprek.pin import VisitPin

_MARGIN: Final = 32


class Curtain(QWidget):
    """Covers everything of its parent until the PIN is given.

    `passphrase_wanted` comes when the PIN is not known, forgotten or five times wrong: the
    vault must lock then. It shows nothing of the visit, not even to a screen reader.
    """

    opened = Signal()
    passphrase_wanted = Signal()

    def __init__(self, pin: VisitPin, parent: QWidget, over: Iterable[QWidget] = ()) -> None:
        """It stays over what comes up above the rest: `over`."""
        super().__init__(parent)
        self._around = parent
        self._over = tuple(over)
        self._pin = pin
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.calendar = MonthCalendar(self)
        self._title = Title(tr("Het scherm is even leeg"))
        self._hint = Secondary("", wrap=False)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(DIGITS)
        self.field.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[0-9]{0,6}"), self.field)
        )
        self.field.setAccessibleName(tr("Pincode van zes cijfers"))
        self.field.setPlaceholderText(tr("Pincode"))
        self.field.textEdited.connect(self._typed)
        self.passphrase = Button(tr("Met wachtzin"), kind="quiet", touch=True)
        self.passphrase.clicked.connect(self.passphrase_wanted)
        self._lay_out()
        for watched in (parent, *self._over):
            watched.installEventFilter(self)
        self.hide()

    def blank(self) -> None:
        """Cover with an empty sheet."""
        self._cover(calendar=False)

    def neutral(self, day: date) -> None:
        """Cover with the calendar of `day`."""
        self.calendar.show_month(day)
        self._cover(calendar=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self._around.rect())
        if event.type() == QEvent.Type.ZOrderChange and watched in self._over:
            self.raise_()
        return False

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        return tab_within(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys stay here: nothing behind the curtain may react."""
        event.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.calendar, 1)
        self._above = QWidget()
        column.addWidget(self._above, 1)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, _MARGIN // 2, _MARGIN, _MARGIN // 2)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addWidget(self.field)
        row.addWidget(self.passphrase)
        row.addStretch(1)
        column.addLayout(row)
        self._below = QWidget()
        column.addWidget(self._below, 1)

    def _cover(self, *, calendar: bool) -> None:
        self.field.clear()
        self._hint.setText("")
        self.field.setVisible(self._pin.is_set)
        self.field.setFixedWidth(theme().px(140))
        self.calendar.setVisible(calendar)
        for widget in (self._above, self._below, self._title):
            widget.setVisible(not calendar)
        self.setGeometry(self._around.rect())
        self.show()
        self.raise_()
        (self.field if self._pin.is_set else self.passphrase).setFocus()

    def _typed(self, digits: str) -> None:
        if len(digits) < DIGITS:
            return
        self.field.clear()
        if self._pin.matches(digits):
            self.hide()
            self.opened.emit()
        elif not self._pin.is_set:
            self.passphrase_wanted.emit()
        else:
            self._hint.setText(tr("Dat klopt niet. Nog {left} keer.", left=self._pin.left))
