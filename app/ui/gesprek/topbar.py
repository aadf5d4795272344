"""The bar above a visit: done, whose visit, the four steps, saved, looking along, neutral."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import ElidingLabel, Text
from app.ui.kit.saved import SavedIndicator
from app.ui.kit.tabs import Segments
from app.ui.text import tr
from app.ui.theme import theme, tokens

STEPS: Final = ("gesprek", "afspraken", "teruglezen", "na_afloop")


class TopBar(QWidget):
    """One row when it fits, two when the window is narrow or the text large."""

    done = Signal()
    step = Signal(str)
    along = Signal(bool)
    neutral = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("edge", "bottom")
        self.back = Button(tr("Klaar"), icon="arrow-left", touch=True)
        self.back.setToolTip(tr("Gesprek afsluiten: alles is bewaard"))
        self.back.clicked.connect(self.done)
        self.who = ElidingLabel("", letter="strong")
        self.number = Text(ink="ink2")
        names = (tr("Gesprek"), tr("Afspraken"), tr("Teruglezen"), tr("Na afloop"))
        self.steps = Segments(list(zip(STEPS, names, strict=True)), name=tr("Stappen"))
        for number, key in enumerate(STEPS, start=1):
            self.steps.button(key).setToolTip(f"Ctrl {number}")
        self.steps.changed.connect(self.step)
        self.saved = SavedIndicator()
        self.look_along = Button(tr("Meelezen"), icon="eye", small=True, touch=True, pill=True)
        self.look_along.setCheckable(True)
        self.look_along.setToolTip(tr("Groter en eenvoudiger, om samen te lezen (F9)"))
        self.look_along.toggled.connect(self.along)
        self.cover = Button(
            tr("Neutraal"), icon="calendar-blank", small=True, touch=True, pill=True
        )
        self.cover.setToolTip(tr("Toon een kalender (twee keer Esc)"))
        self.cover.clicked.connect(self.neutral)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 9, 24, 9)
        self._grid.setHorizontalSpacing(tokens.GAP)
        self._grid.setVerticalSpacing(tokens.GAP_SMALL)
        self._left, self._right = self._sides()
        self._rows = 0
        self._arrange(1)

    def name_visit(self, household: str, number: int) -> None:
        """Whose visit it is, and the how manieth."""
        self.who.setText(household)
        self.number.setText(tr("· gesprek {number}", number=number) if number else "")
        for label in (self.who, self.number):
            label.updateGeometry()

    def needs(self) -> int:
        """Width in pixels that one row asks for."""
        side = max(self._left.sizeHint().width(), self._right.sizeHint().width())
        return 2 * side + self.steps.sizeHint().width() + 80

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(1 if self.width() >= self.needs() else 2)

    def _sides(self) -> tuple[QWidget, QWidget]:
        left, right = QWidget(), QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self.back)
        for label in (self.who, self.number):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        names = QHBoxLayout()
        names.setSpacing(4)
        names.addWidget(self.who)
        names.addWidget(self.number)
        names.addStretch(1)
        row.addLayout(names, 1)
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        for widget in (self.saved, self.look_along, self.cover):
            row.addWidget(widget)
        return left, right

    def _arrange(self, rows: int) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        self.number.setVisible(rows == 1)
        for widget in (self._left, self.steps, self._right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._left, 0, 0)
        centre = Qt.AlignmentFlag.AlignHCenter
        if rows == 1:
            self._grid.addWidget(self.steps, 0, 1, centre)
            self._grid.addWidget(self._right, 0, 2)
        else:
            self._grid.addWidget(self._right, 0, 2)
            self._grid.addWidget(self.steps, 1, 0, 1, 3, centre)
        for column, stretch in enumerate((1, 0, 1)):
            self._grid.setColumnStretch(column, stretch)
