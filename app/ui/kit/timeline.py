"""What happened, newest first, along a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.theme.current import theme

LEFT: Final = 20
BELOW: Final = 16
GAP: Final = 6
"""Between title and meta; half of it between the lines."""
NARROW: Final = 120
"""Width at 100 % text that always reads, in pixels."""
WIDTHS: Final = 8
"""At most so many are remembered; a page that is laid out once asks for some five."""
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Moment:
    """What, when and who, the words; with an id it can be opened."""

    title: str
    meta: str = ""
    text: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """Box, words, letter and ink of every part, for as long as the room for them is between."""

    narrowest: int
    widest: int
    scale: float
    below: int
    parts: tuple[tuple[QRect, str, str, str], ...]


class _Row(QAbstractButton):
    """Paints its words itself: a dossier shows a dozen of these, and labels take long to make."""

    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._moment = Moment("")
        self._first = self._last = False
        self._opens: bool | None = None
        self._known: list[_Words] = []
        self.setProperty("ringRadius", 6)
        self.clicked.connect(self._open)

    def put(self, moment: Moment, *, first: bool, last: bool) -> None:
        """Show another moment in the same place."""
        self._first, self._last = first, last
        if moment != self._moment:
            if moment.title:  # what is emptied is hidden, and is most often filled with the same
                self._let_open(bool(moment.id))
            self._moment, self._known = moment, []
            self.setAccessibleName(f"{moment.title} {moment.meta} {moment.text}".strip())
        self.update()

    def _let_open(self, opens: bool) -> None:  # noqa: FBT001
        if opens == self._opens:
            return
        self._opens = opens
        focus, shape = Qt.FocusPolicy, Qt.CursorShape
        self.setFocusPolicy(focus.StrongFocus if opens else focus.NoFocus)
        self.setCursor(shape.PointingHandCursor if opens else shape.ArrowCursor)

    def tall(self, width: int) -> int:
        """How high it is at this width, in pixels."""
        return self._words(width).below + BELOW

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        for box, text, letter, ink in self._words(self.width()).parts:
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

    def _words(self, width: int) -> _Words:
        """Laid out at this width; between the narrowest and the widest of it nothing changes."""
        room, scale = max(1, width - LEFT), theme().scale
        for known in self._known:
            if known.narrowest <= room <= known.widest and known.scale == scale:
                return known
        parts = tuple(self._laid_out(room))
        rights, bottoms = zip(*((box.right(), box.bottom()) for box, *_ in parts), strict=True)
        narrowest = min(room, max(rights) + 2 - LEFT)
        laid = _Words(narrowest, room, scale, max(bottoms) + 1, parts)
        self._known = [*self._known[1 - WIDTHS :], laid]
        return laid

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

    `rows` are made at once: the first moments need not wait for them. It puts its rows in their
    places itself: a layout asks each of them for its height some thirty times.
    """

    opened = Signal(str)

    def __init__(
        self, moments: Iterable[Moment] = (), parent: QWidget | None = None, *, rows: int = 0
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rows: list[_Row] = []
        self._shown = 0
        self._talls: dict[int, int] = {}
        self._make(rows)
        self.set_moments(moments)

    def set_moments(self, moments: Iterable[Moment]) -> None:
        """Show these moments, in this order; nothing of those before stays."""
        listed = list(moments)
        self._make(len(listed))
        for number, row in enumerate(self._rows):
            shown = number < len(listed)
            moment = listed[number] if shown else Moment("")
            row.put(moment, first=number == 0, last=number == len(listed) - 1)
            if listed:
                row.setVisible(shown)
        self._shown = len(listed)
        self._talls.clear()
        self._place()
        self.updateGeometry()
        self.setVisible(bool(listed))

    def heightForWidth(self, width: int) -> int:
        if width not in self._talls:
            self._talls[width] = sum(row.tall(width) for row in self._rows[: self._shown])
        return self._talls[width]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(2 * NARROW), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; this is what one line a row needs.
        line = theme().metrics("strong").height() + 2 + BELOW
        return QSize(theme().px(NARROW), line * self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._talls.clear()
            self._place()
            self.updateGeometry()

    def _place(self) -> None:
        top, width = 0, self.width()
        for row in self._rows[: self._shown]:
            tall = row.tall(width)
            row.setGeometry(0, top, width, tall)
            top += tall

    def _make(self, rows: int) -> None:
        """So many at least."""
        while len(self._rows) < rows:
            row = _Row(self)
            row.opened.connect(self.opened)
            self._rows.append(row)
