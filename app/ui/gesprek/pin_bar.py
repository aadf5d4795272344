"""At the first visit: choose a PIN, quickly, without stopping anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFontMetrics, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.gesprek.pin import DIGITS
from app.ui.kit import Button, Glyph, Text
from app.ui.text import tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.ui.gesprek.pin import VisitPin


class PinBar(QWidget):
    """A strip above the visit; six digits and it is gone. Nothing waits for it."""

    done = Signal()
    """A PIN was chosen, or not now."""

    def __init__(self, pin: VisitPin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pin = pin
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "sunk")
        self.words = Text(
            tr("Kies zes cijfers. Daarmee komt het gesprek terug als het scherm leeg wordt."),
            letter="small",
            wrap=True,
        )
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(DIGITS)
        self.field.setPlaceholderText(tr("Pincode"))
        self.field.setAccessibleName(tr("Pincode van zes cijfers kiezen"))
        self.field.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[0-9]{0,6}"), self.field)
        )
        self.field.textEdited.connect(self._typed)
        self.later = Button(tr("Later"), kind="quiet", small=True, touch=True)
        self.later.clicked.connect(self._done)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(Glyph("lock-simple"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.field)
        row.addWidget(self.later)

        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As wide as its own words and the six digits, in any size of letters."""
        now = theme()
        words = QFontMetrics(now.font("body")).horizontalAdvance(self.field.placeholderText())
        self.field.setFixedWidth(max(now.px(120), words + now.px(40)))

    def _done(self) -> None:
        self.hide()
        self.done.emit()

    def _typed(self, digits: str) -> None:
        if len(digits) < DIGITS:
            return
        self.field.clear()
        if self._pin.choose(digits):
            self._done()
        else:
            self.words.setText(tr("Niet zes keer hetzelfde cijfer. Kies een andere pincode."))
