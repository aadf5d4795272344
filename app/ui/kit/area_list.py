"""The rail of leefgebieden: icon, title and a mark for how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import mix, theme
from app.ui.theme.icons import paint_icon
from app.ui.theme.tokens import Colours

State = Literal["empty", "good", "attention", "rather_not"]
Index = QModelIndex | QPersistentModelIndex

_KEY: Final = Qt.ItemDataRole.UserRole
_ICON: Final = Qt.ItemDataRole.UserRole + 1
_STATE: Final = Qt.ItemDataRole.UserRole + 2
_ROW: Final = 44
KEPT: Final = 128
"""Rows in one look that stay drawn."""


@dataclass(frozen=True, slots=True)
class Area:
    """One row: id, title, icon name and state."""

    id: str
    title: str
    icon: str
    state: State = "empty"


def state_name(state: State) -> str:
    """How a screen reader says a state."""
    return {
        "empty": tr("nog niet besproken"),
        "good": tr("gaat goed"),
        "attention": tr("aandacht"),
        "rather_not": tr("liever niet"),
    }[state]


def paint_state(painter: QPainter, state: State, centre: QPointF, scale: float) -> None:
    """Draw a state by shape and colour: ring, dot, diamond or dash."""
    now = theme()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = 5.5 * scale
    painter.setPen(Qt.PenStyle.NoPen)
    if state == "good":
        painter.setBrush(now.colour("good"))
        painter.drawEllipse(centre, half, half)
    elif state == "attention":
        painter.setBrush(now.colour("care"))
        far = half * 1.3
        x, y = centre.x(), centre.y()
        corners = ((x, y - far), (x + far, y), (x, y + far), (x - far, y))
        painter.drawPolygon(QPolygonF([QPointF(*c) for c in corners]))
    elif state == "rather_not":
        painter.setBrush(now.colour("control"))
        box = QRectF(centre.x() - half, centre.y() - 1.5 * scale, 2 * half, 3 * scale)
        painter.drawRoundedRect(box, 1.5 * scale, 1.5 * scale)
    else:
        painter.setPen(QPen(now.colour("control"), 1.2 * scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half - 0.5, half - 0.5)
    painter.restore()


class AreaList(QListView):
    """One stop for Tab; arrows move, and moving opens: `chosen` carries the area's id.

    `set_current` and `set_state` give no signal.
    """

    chosen = Signal(str)

    def __init__(
        self, areas: Iterable[Area] = (), parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._items: dict[str, QStandardItem] = {}
        self._model = QStandardItemModel(self)
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Row(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name or tr("Leefgebieden"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("ring", "none")
        self.setMinimumWidth(theme().px(200))
        self.set_areas(areas)

    def set_areas(self, areas: Iterable[Area]) -> None:
        """Show these areas, in this order; the first is current."""
        self._quiet = True
        self._model.clear()
        self._items = {}
        for area in areas:
            item = QStandardItem(area.title)
            item.setData(area.id, _KEY)
            item.setData(area.icon, _ICON)
            self._model.appendRow(item)
            self._items[area.id] = item
            self.set_state(area.id, area.state)
        if self._items:
            self.setCurrentIndex(self._model.index(0, 0))
        self._quiet = False

    def current(self) -> str:
        """The id of the current area, empty without areas."""
        value = self.currentIndex().data(_KEY)
        return value if isinstance(value, str) else ""

    def set_current(self, key: str) -> None:
        """Make an area current."""
        self._quiet = True
        self.setCurrentIndex(self._items[key].index())
        self._quiet = False

    def state_of(self, key: str) -> State:
        """How an area stands."""
        found: State = self._items[key].data(_STATE)
        return found

    def set_state(self, key: str, state: State) -> None:
        """Mark how an area stands."""
        item = self._items[key]
        item.setData(state, _STATE)
        item.setData(f"{item.text()}, {state_name(state)}", Qt.ItemDataRole.AccessibleTextRole)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and current.isValid() and current.data(_KEY):
            self.chosen.emit(current.data(_KEY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.current())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Qt would draw every row between the one that was current and the one that is now.
        for part in event.region():  # type: ignore[attr-defined]
            super().paintEvent(QPaintEvent(part))

    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        return QSize(theme().px(tokens.AREA_RAIL_WIDTH), rows * theme().px(_ROW) + 4)


class _Row(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme().px(180), theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = theme()
        view = self.parent()
        assert isinstance(view, AreaList)  # noqa: S101 (made by AreaList only)
        current = view.currentIndex().row() == index.row()
        look = _Look(
            index.data(_ICON) or "circle",
            index.data(_STATE) or "empty",
            current=current,
            focus=view.hasFocus(),
            hover=bool(option.state.value & 0x2000),
        )
        row = option.rect
        ratio = view.devicePixelRatioF()
        painter.drawPixmap(row.topLeft(), _picture(look, row.size(), ratio, now.colours, now.scale))
        letter = "strong" if current else "body"
        painter.setFont(now.font(letter))
        painter.setPen(now.colour("ink"))
        words = _words_in(QRectF(row))
        shown = now.metrics(letter).elidedText(
            index.data(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    state: State
    current: bool
    focus: bool
    hover: bool


def _box(row: QRectF) -> QRectF:
    return row.adjusted(4.5, 1.5, -4.5, -1.5)


def _mark(box: QRectF) -> QPointF:
    return QPointF(box.right() - theme().px(18), box.center().y())


def _words_in(row: QRectF) -> QRectF:
    now, box = theme(), _box(row)
    start = box.left() + now.px(12) + now.px(tokens.ICON) + now.px(11)
    return QRectF(start, box.top(), _mark(box).x() - now.px(12) - start, box.height())


@lru_cache(maxsize=KEPT)
def _picture(look: _Look, size: QSize, ratio: float, _colours: Colours, _scale: float) -> QPixmap:
    """A row without its words, drawn once: round corners and letters take long to draw."""
    now = theme()
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _box(QRectF(0, 0, size.width(), size.height()))
    _paint_ground(painter, look, box)
    side = now.px(tokens.ICON)
    place = QRectF(box.left() + now.px(12), box.center().y() - side / 2, side, side)
    paint_icon(painter, look.icon, place, now.colour("accent" if look.current else "ink2"))
    paint_state(painter, look.state, _mark(box), now.scale)
    painter.end()
    return made


def _paint_ground(painter: QPainter, look: _Look, box: QRectF) -> None:
    now = theme()
    fill: QColor | None = None
    painter.setPen(Qt.PenStyle.NoPen)
    if look.current:
        fill = now.colour("surface")
        edge = now.colour("accent" if look.focus else "control")
        painter.setPen(QPen(edge, tokens.FOCUS_WIDTH if look.focus else 1))
    elif look.hover:
        fill = mix(now.colour("sunk"), now.colour("ink"), 0.05)
    if fill is not None:
        painter.setBrush(fill)
        painter.drawRoundedRect(box, tokens.RADIUS_FIELD, tokens.RADIUS_FIELD)
