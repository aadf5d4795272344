"""A list for 50,000 rows: asks for a row only when it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.kit.labels import Ink
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import mix, theme
from app.ui.theme.icons import paint_icon

Index = QModelIndex | QPersistentModelIndex

ROW: Final = 64
ROW_SINGLE: Final = 44
_LIST_ROW: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: title, quiet line, and something at the right."""

    id: str
    title: str
    detail: str = ""
    aside: str = ""
    aside_ink: Ink = "ink2"
    icon: str = ""


class RowSource(Protocol):
    """Where rows come from; `row` is asked for what is in sight only, so it may read then."""

    def __len__(self) -> int: ...

    def row(self, index: int) -> ListRow: ...


class _Rows:
    def __init__(self, rows: Sequence[ListRow]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, index: int) -> ListRow:
        return self._rows[index]


class _Model(QStringListModel):
    """Empty strings keep the count in Qt itself: a list view asks for it once per row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.source: RowSource = _Rows(())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == _LIST_ROW:
            return self.source.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.source.row(index.row()).title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self.source.row(index.row())
            return ", ".join(part for part in (row.title, row.detail, row.aside) if part)
        return None

    def put(self, source: RowSource) -> None:
        self.source = source
        self.removeRows(0, self.rowCount())
        self.insertRows(0, len(source))


class FastList(QListView):
    """Two lines per row (or one); arrows, Page and Home/End move, Enter or a click opens.

    `opened` and `current_changed` carry the row's id; `set_rows`, `set_source` and
    `set_current_id` give no signal. Keeps the current row by id when rows are put anew.
    """

    opened = Signal(str)
    current_changed = Signal(str)
    typed = Signal(str)
    """A letter, in a list that is read as it comes in sight: it cannot look for it itself."""

    def __init__(
        self, parent: QWidget | None = None, *, name: str = "", row_lines: int = 2
    ) -> None:
        super().__init__(parent)
        self.row_pixels = ROW if row_lines > 1 else ROW_SINGLE
        self._quiet = False
        self._rows = _Model(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name or tr("Lijst"))
        self.setProperty("ring", "none")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)

    def set_source(self, source: RowSource, current: int = 0) -> None:
        """Show rows that are read as they come in sight; `current` is the current one's place."""
        self._quiet = True
        self._rows.put(source)
        if len(source):
            self.setCurrentIndex(self._rows.index(current))
        self._quiet = False

    def keyboardSearch(self, words: str) -> None:
        if isinstance(self._rows.source, _Rows):
            super().keyboardSearch(words)
        else:
            self.typed.emit(words)

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; the current one stays current when it is still there."""
        before = self.current_id()
        self.set_source(_Rows(rows))
        if before:
            self.set_current_id(before)

    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows.source)

    def refresh(self) -> None:
        """Paint again what is in sight."""
        self.viewport().update()

    def current_id(self) -> str:
        """The id of the current row, empty without one."""
        row = self.currentIndex().data(_LIST_ROW)
        return row.id if isinstance(row, ListRow) else ""

    def set_current_id(self, key: str) -> bool:
        """Make a row current; False when no row of a `set_rows` list has the id."""
        source = self._rows.source
        if not isinstance(source, _Rows):
            return False
        at = next((i for i in range(len(source)) if source.row(i).id == key), -1)
        if at >= 0:
            self._quiet = True
            self.setCurrentIndex(self._rows.index(at))
            self._quiet = False
        return at >= 0

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid():
            self.current_changed.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def _open(self, index: Index) -> None:
        row = index.data(_LIST_ROW)
        if isinstance(row, ListRow) and row.id:
            self.opened.emit(row.id)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: FastList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(200), theme().px(self._view.row_pixels))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_LIST_ROW)
        if not isinstance(row, ListRow):
            return
        now = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(option.rect)
        self._ground(painter, option, whole, current=index == self._view.currentIndex())
        box = whole.adjusted(now.px(16), 0, -now.px(16), 0)
        if row.icon:
            side = now.px(tokens.ICON)
            spot = QRectF(box.left(), box.center().y() - side / 2, side, side)
            paint_icon(painter, row.icon, spot, now.colour("ink2"))
            box.setLeft(box.left() + side + now.px(12))
        box.setRight(self._aside(painter, row, box))
        self._words(painter, row, box)
        painter.restore()

    def _aside(self, painter: QPainter, row: ListRow, box: QRectF) -> float:
        if not row.aside:
            return box.right()
        now = theme()
        letter = "small" if row.aside_ink == "ink2" else "small_strong"
        font, metrics = now.font(letter), now.metrics(letter)
        limit = int(box.width() / 2)
        shown = metrics.elidedText(row.aside, Qt.TextElideMode.ElideRight, limit)
        wide = metrics.horizontalAdvance(shown) + 2
        painter.setFont(font)
        painter.setPen(now.colour(row.aside_ink))
        spot = QRectF(box.right() - wide, box.top(), wide, box.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, shown)
        return spot.left() - now.px(12)

    def _words(self, painter: QPainter, row: ListRow, box: QRectF) -> None:
        now = theme()
        lines = [(row.title, "strong", "ink")]
        if row.detail and self._view.row_pixels == ROW:
            lines.append((row.detail, "small", "ink2"))
        heights = [now.metrics(letter).height() for _t, letter, _i in lines]
        top = box.center().y() - sum(heights) / 2
        for (text, letter, ink), tall in zip(lines, heights, strict=True):
            painter.setFont(now.font(letter))
            painter.setPen(now.colour(ink))
            room = int(box.width())
            shown = now.metrics(letter).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(box.left(), top, box.width(), tall + 1), shown)
            top += tall

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, whole: QRectF, *, current: bool
    ) -> None:
        now = theme()
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focus = self._view.hasFocus()
        box = whole.adjusted(2, 2, -2, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(now.colour("accent_soft"))
            if focus:
                painter.setPen(QPen(now.colour("accent"), tokens.FOCUS_WIDTH))
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        elif hover:
            painter.setBrush(mix(now.colour("surface"), now.colour("ink"), 0.04))
            painter.drawRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        if not current:
            beside = now.px(16)
            line = QRectF(whole.left() + beside, whole.bottom() - 1, whole.width() - 2 * beside, 1)
            painter.fillRect(line, now.colour("line"))
