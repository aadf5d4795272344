"""What happened, newest first, along a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.current import theme

LEFT: Final = 20
BELOW: Final = 16
GAP: Final = 6
"""Between title and meta; half of it between the lines."""
NARROW: Final = 120
"""Width at 100 % text that always reads, in pixels."""
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Moment:
    """What, when and who, the words; with an id it can be opened."""

    title: str
    meta: str = ""
    text: str = ""
    id: str = ""


class _Row(QAbstractButton):
    """Paints its words itself: a dossier shows a dozen of these, and labels take long to make."""

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moment = Moment("")
        self._first = self._last = False
        self._boxes: dict[tuple[int, float], list[tuple[QRect, str, str, str]]] = {}
        self._talls: dict[tuple[int, float], int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ringRadius", 6)
        self.clicked.connect(self._open)

    def put(self, moment: Moment, *, first: bool, last: bool) -> None:
        """Show another moment in the same place."""
        self._first, self._last = first, last
        if moment != self._moment:
            self._moment, self._boxes, self._talls = moment, {}, {}
            self.setAccessibleName(f"{moment.title} {moment.meta} {moment.text}".strip())
            opens = bool(moment.id)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
            shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked some two hundred times while a dossier is laid out once.
        known = (width, theme().scale)
        if known not in self._talls:
            lowest = max((box.bottom() for box, *_ in self._words(width)), default=0)
            self._talls[known] = lowest + 1 + BELOW
        return self._talls[known]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(2 * NARROW), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; this is what one line needs.
        return QSize(theme().px(NARROW), theme().metrics("strong").height() + 2 + BELOW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        words = self._words(self.width())
        for box, text, letter, ink in words:
            painter.setFont(now.font(letter))
            painter.setPen(now.colour(ink))
            painter.drawText(box, _WRAPPED, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = now.metrics("strong").height()
        middle = QPointF(6, 2 + line / 2 + 0.5)
        painter.setPen(QPen(now.colour("line"), 2))
        if not self._first:
            painter.drawLine(QPointF(6, 0), QPointF(6, middle.y() - 9))
        if not self._last:
            painter.drawLine(QPointF(6, middle.y() + 9), QPointF(6, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        painter.drawEllipse(middle, 5, 5)

    def _words(self, width: int) -> list[tuple[QRect, str, str, str]]:
        """Box, words, letter and ink of every part at this width."""
        known = (width, theme().scale)
        if known not in self._boxes:
            self._boxes[known] = list(self._laid_out(max(1, width - LEFT)))
        return self._boxes[known]

    def _laid_out(self, room: int) -> Iterable[tuple[QRect, str, str, str]]:
        now, moment = theme(), self._moment
        strong, small = now.metrics("strong"), now.metrics("small")
        title = _box(strong, moment.title, LEFT, 2, room)
        yield title, moment.title, "strong", "ink"
        below = title.bottom() + 1 + GAP // 2
        if moment.meta:
            left = title.right() + 1 + GAP
            beside = left + small.horizontalAdvance(moment.meta) <= LEFT + room
            top = title.top() + (strong.height() - small.height()) // 2
            meta = _box(small, moment.meta, left if beside else LEFT, top if beside else below,
                        LEFT + room - left if beside else room)  # fmt: skip
            yield meta, moment.meta, "small", "ink2"
            below = max(below, meta.bottom() + 1 + GAP // 2)
        if moment.text:
            yield _box(small, moment.text, LEFT, below, room), moment.text, "small", "ink"

    def _open(self) -> None:
        if self._moment.id:
            self.opened.emit(self._moment.id)


def _box(metrics: QFontMetrics, text: str, left: int, top: int, room: int) -> QRect:
    size = metrics.boundingRect(QRect(0, 0, room, 100_000), _WRAPPED, text).size()
    return QRect(left, top, min(room, size.width() + 1), size.height())


class Timeline(QWidget):
    """Rows of moments; those with an id open by mouse, Enter or Space: `opened`.

    `rows` are made at once: the first moments need not wait for them.
    """

    opened = Signal(str)

    def __init__(
        self, moments: Iterable[Moment] = (), parent: QWidget | None = None, *, rows: int = 0
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[_Row] = []
        self._shown = 0
        self._make(rows)
        self.set_moments(moments)

    def set_moments(self, moments: Iterable[Moment]) -> None:
        """Show these moments, in this order; nothing of those before stays."""
        listed = list(moments)
        self._make(len(listed))
        if len(listed) != self._shown:
            self.hide()  # or the whole page would be laid out again for every row
        for number, row in enumerate(self._rows):
            shown = number < len(listed)
            moment = listed[number] if shown else Moment("")
            row.put(moment, first=number == 0, last=number == len(listed) - 1)
            row.setVisible(shown)
        self._shown = len(listed)
        self.setVisible(bool(listed))

    def _make(self, rows: int) -> None:
        """So many at least."""
        while len(self._rows) < rows:
            row = _Row(self)
            row.opened.connect(self.opened)
            self._rows.append(row)
            self._column.addWidget(row)
