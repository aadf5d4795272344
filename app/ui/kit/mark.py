"""The sign of the program: a door in its square."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import tokens
from app.ui.theme.current import theme
from app.ui.theme.icons import paint_icon

SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
"""Of the icon of the window, in pixels."""
_ROUND, _AROUND = 10 / 36, 7 / 36


class Mark(QWidget):
    """The sign, `side` pixels wide at 100 % text; decoration for the eye only."""

    def __init__(self, side: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        ground, ink = now.colour("accent"), now.colour("on_accent")
        _paint(QPainter(self), QRectF(self.rect()), ground, ink)


def mark(side: int) -> QPixmap:
    """The sign as a picture in its light colours, whatever the screens look like."""
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    colours = tokens.LIGHT
    _paint(painter, QRectF(picture.rect()), QColor(colours.accent), QColor(colours.on_accent))
    painter.end()
    return picture


def mark_icon() -> QIcon:
    """For the title bar and the task bar."""
    icon = QIcon()
    for side in SIZES:
        icon.addPixmap(mark(side))
    return icon


def _paint(painter: QPainter, box: QRectF, ground: QColor, ink: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    corner, margin = box.width() * _ROUND, round(box.width() * _AROUND)
    painter.drawRoundedRect(box, corner, corner)
    paint_icon(painter, "door", box.adjusted(margin, margin, -margin, -margin), ink)
