"""The ZRM table: one's own level, the colleague's once it is given, and together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.services.text import first_name
from app.ui.kit import Button, LevelBadge, ScoreRow, Secondary, Strong
from app.ui.parts import empty
from app.ui.text import tr
from app.ui.theme import theme, tokens

if TYPE_CHECKING:
    from app.model.assessment import Score
    from app.services.zrm import ZrmRow, ZrmTable

_DOMAIN: Final = 220
_OWN: Final = 260
_COLLEAGUE: Final = 122
_NARROW: Final = 760


class _Scores(ScoreRow):
    """After a level by keys the next row follows: thirteen domains, thirteen keys."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        given = alt and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5
        super().keyPressEvent(event)
        if given:
            self.moved.emit(1)


class ScoreLine(QWidget):
    """One domain."""

    scored = Signal(str, int)
    agreed = Signal(str, int)
    entered = Signal(str)
    moved = Signal(str, int)

    def __init__(self, row: ZrmRow) -> None:
        super().__init__()
        self.domain = row.domain
        self._row = row
        self._drawn: ZrmRow | None = None
        self._current = False
        self.name = Strong(row.name, wrap=True)
        self.mine = _Scores(row.name)
        self.mine.changed.connect(lambda level: self.scored.emit(self.domain, level))
        self.mine.moved.connect(lambda by: self.moved.emit(self.domain, by))
        for button in self.mine.findChildren(QPushButton):
            button.installEventFilter(self)
        self._theirs = QWidget()
        self._together = QWidget()
        for holder in (self._theirs, self._together):
            box = QHBoxLayout(holder)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 2, 8, 3)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._arranged: tuple[bool, float] | None = None
        self._whose: Secondary | None = None
        """Names the colleague where no heading does."""
        self.arrange(narrow=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.show_row(row)

    def show_row(self, row: ZrmRow) -> None:
        """Show what is given and agreed by now."""
        before, self._row = self._drawn, row
        self._drawn = row
        self.mine.set_value(row.mine.level if row.mine else None)
        self.mine.setEnabled(self.open)
        self.name.set_ink("ink" if self.open else "ink2")
        if row != before:  # else a button that has the keyboard keeps it
            self._refill(self._theirs, self._their_widgets(row))
            self._refill(self._together, self._together_widgets(row))
        self.setProperty("differs", row.differs)
        self.update()

    @property
    def open(self) -> bool:
        """Whether it may be scored: it was talked about, or has a score already."""
        return self._row.discussed or self._row.mine is not None

    def theirs(self) -> int | None:
        """The colleague's level that is on the screen."""
        shown = self._row.colleague if self._row.mine is not None else None
        return shown.level if shown is not None else None

    def choices(self) -> list[Button]:
        """The buttons that settle a difference."""
        return [b for b in self._together.findChildren(Button) if not b.isHidden()]

    def set_current(self, current: bool) -> None:  # noqa: FBT001
        """Mark as the row that the side panel is about."""
        self._current = current
        self.update()

    def arrange(self, *, narrow: bool) -> None:
        """One line, or name above the levels when there is little room."""
        now = theme()
        if (narrow, now.scale) == self._arranged:
            return
        self._arranged = (narrow, now.scale)
        if self._whose is not None:
            self._whose.setVisible(narrow)
        for widget in (self.name, self.mine, self._theirs, self._together):
            self._grid.removeWidget(widget)
        places = (
            ((0, 0, 1, 3), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1))
            if narrow
            else ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 1, 1))
        )
        widgets = (self.name, self.mine, self._theirs, self._together)
        for widget, place in zip(widgets, places, strict=True):
            self._grid.addWidget(widget, *place)
        self.name.setFixedWidth(now.px(_DOMAIN) if not narrow else tokens.UNBOUNDED)
        if narrow:
            self.name.setMinimumWidth(0)
            self.name.setMaximumWidth(tokens.UNBOUNDED)
        for column in range(4):
            self._grid.setColumnStretch(column, 0)
        self._grid.setColumnStretch(2 if narrow else 3, 1)
        self._grid.setColumnMinimumWidth(1, 0 if narrow else now.px(_OWN))
        self._grid.setColumnMinimumWidth(2, 0 if narrow else now.px(_COLLEAGUE))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.domain)
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.mine.focus_row()
        self.entered.emit(self.domain)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._row.differs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("care_soft"))
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter.setPen(QPen(now.colour("line"), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if self._current:
            mark = QRectF(0, box.height() / 2 - now.px(11), now.px(3), now.px(22))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("accent"))
            painter.drawRoundedRect(mark, 1.5, 1.5)

    def _their_widgets(self, row: ZrmRow) -> list[QWidget]:
        self._whose = None
        if row.colleague is not None and row.mine is not None:
            self._whose = Secondary(first_name(row.colleague_name))
            if not (self._arranged and self._arranged[0]):
                self._whose.hide()
            return [self._whose, _shown(row.colleague)]
        if row.mine is not None and row.mine.level is not None:
            return [Secondary(tr("nog niet"))]
        return [] if row.discussed else [Secondary(tr("niet besproken"), letter="small")]

    def _together_widgets(self, row: ZrmRow) -> list[QWidget]:
        if row.agreed is not None and row.agreed.level is not None:
            return [LevelBadge(row.agreed.level), Secondary(tr("samen"))]
        mine = row.mine.level if row.mine else None
        theirs = row.colleague.level if row.colleague else None
        if mine is None or theirs is None:
            return []
        made: list[QWidget] = []
        for level in dict.fromkeys((mine, theirs)):
            button = Button(tr("Samen {level}", level=level), small=True, touch=True)
            button.setAccessibleName(tr("{domain}: samen {level}", domain=row.name, level=level))
            button.clicked.connect(lambda _on=False, n=level: self.agreed.emit(self.domain, n))
            made.append(button)
        return made

    def _refill(self, holder: QWidget, widgets: list[QWidget]) -> None:
        row = holder.layout()
        if not isinstance(row, QHBoxLayout):
            return
        empty(row)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)


def _shown(score: Score) -> QWidget:
    return LevelBadge(score.level) if score.level else Secondary(tr("niet beoordeeld"))


class ScoreTable(QWidget):
    """All domains in the order of the instrument."""

    scored = Signal(str, int)
    agreed = Signal(str, int)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: dict[str, ScoreLine] = {}
        self._under: QWidget | None = None
        self._head = QWidget()
        self._names = [Secondary(letter="small_strong") for _ in range(4)]
        row = QHBoxLayout(self._head)
        row.setContentsMargins(10, 0, 8, 4)
        row.setSpacing(10)
        for label in self._names:
            row.addWidget(label)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)

    def show_table(self, table: ZrmTable) -> None:
        """Show the scores; the row with the keyboard keeps it."""
        titles = (tr("Domein"), tr("Jij"), table.colleague_name or tr("Collega"), tr("Samen"))
        for label, text in zip(self._names, titles, strict=True):
            label.setText(text)
        if list(self.lines) != [row.domain for row in table.rows]:
            self._rebuild(table)
        for row in table.rows:
            self.lines[row.domain].show_row(row)
        self.fit(self.width())

    def clear(self) -> None:
        """Show nothing."""
        if self._under is not None:
            self._column.removeWidget(self._under)
        for line in self.lines.values():
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self.lines = {}

    def fit(self, width: int) -> None:
        """Choose between one and two lines a domain."""
        now = theme()
        narrow = width < now.px(_NARROW)
        self._head.setVisible(not narrow)
        for label, wide in zip(self._names, (_DOMAIN, _OWN, _COLLEAGUE, 100), strict=True):
            label.setFixedWidth(now.px(wide))
        for line in self.lines.values():
            line.arrange(narrow=narrow)

    def set_current(self, domain: str) -> None:
        """Mark the row that the side panel is about."""
        for key, line in self.lines.items():
            line.set_current(key == domain)

    def go(self, domain: str) -> None:
        """Keyboard to a domain's levels."""
        if domain in self.lines and self.lines[domain].open:
            self.lines[domain].mine.focus_row()

    def unfold(self, domain: str, details: QWidget | None) -> None:
        """Put a widget right under a domain; None takes away what stood under one."""
        if self._under is not None and self._under is not details:
            self._column.removeWidget(self._under)
        self._under = details
        line = self.lines.get(domain)
        if details is None or line is None:
            return
        wanted = self._column.indexOf(line) + 1
        if self._column.indexOf(details) != wanted:
            self._column.removeWidget(details)
            self._column.insertWidget(self._column.indexOf(line) + 1, details)
        stop = line.mine.button(line.mine.value() or 5)
        QWidget.setTabOrder(stop, details)

    def first(self) -> str:
        """The first domain that may be scored; else the first one."""
        opened = (key for key, line in self.lines.items() if line.open)
        return next(opened, next(iter(self.lines), ""))

    def _rebuild(self, table: ZrmTable) -> None:
        self.clear()
        for row in table.rows:
            line = ScoreLine(row)
            line.scored.connect(self.scored)
            line.agreed.connect(self.agreed)
            line.entered.connect(self.entered)
            line.moved.connect(self._move)
            self.lines[row.domain] = line
            self._column.addWidget(line)

    def _move(self, domain: str, by: int) -> None:
        keys = list(self.lines)
        way = keys[keys.index(domain) + 1 :] if by > 0 else keys[: keys.index(domain)][::-1]
        there = next((key for key in way if self.lines[key].open), "")
        self.go(there)
