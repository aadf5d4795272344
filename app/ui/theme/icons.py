"""Icons of one set (Phosphor), drawn from the font that qtawesome ships."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)

from app.ui.theme.current import theme

# Importing qtawesome itself loads ten fonts and costs over half a second at start.
_PACKAGE: Final = "qtawesome"
KEPT: Final = 256
"""Icons in one size and colour that stay drawn."""


@cache
def _folder() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(name=_PACKAGE)
    return Path(spec.origin).parent / "fonts"


@cache
def _charmap() -> dict[str, str]:
    file = next(_folder().glob("phosphor-charmap-*.json"))
    loaded: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in loaded.items()}


@cache
def _family() -> str:
    file = next(f for f in _folder().glob("phosphor-*.ttf"))
    number = QFontDatabase.addApplicationFontFromData(file.read_bytes())
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _font(pixels: int) -> QFont:
    font = QFont(_family())
    font.setPixelSize(pixels)
    return font


def icon_names() -> frozenset[str]:
    """Every name that `icon` and `paint_icon` know."""
    return frozenset(_charmap())


def paint_icon(painter: QPainter, name: str, rect: QRect | QRectF, colour: QColor) -> None:
    """Draw one icon filling `rect`'s height, in one colour.

    Raises KeyError for a name outside the set.
    """
    painter.save()
    painter.setFont(_font(max(1, round(rect.height()))))
    painter.setPen(colour)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, _charmap()[name])
    painter.restore()


@lru_cache(maxsize=KEPT)
def icon_picture(name: str, side: int, ratio: float, rgba: int) -> QPixmap:
    """One icon in a square of `side` pixels, drawn once: letters take long to draw."""
    made = QPixmap(QSize(side, side) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, QRect(0, 0, side, side), QColor.fromRgba(rgba))
    painter.end()
    return made


class _Engine(QIconEngine):
    """Looks up its colour while painting, so that icons follow the theme."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "on_accent" if state == QIcon.State.On else self._role
        colour = theme().colour("control" if mode == QIcon.Mode.Disabled else role)
        paint_icon(painter, self._name, rect, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """A Phosphor icon (`house`, `arrow-right`, …) in a token's colour, following the theme.

    Raises KeyError for a name outside the set.
    """
    if name not in _charmap():
        raise KeyError(name)
    return QIcon(_Engine(name, role))


__all__ = ["icon", "icon_names", "icon_picture", "paint_icon"]
