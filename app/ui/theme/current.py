"""The look that is on now: colours, text scale, fonts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics

from app.ui.theme import tokens
from app.ui.theme.tokens import LETTERS, Colours


class Theme(QObject):
    """What every painted widget asks while painting, so that a switch needs no rebuild."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours: Colours = tokens.LIGHT
        self.scale: float = tokens.MIN_SCALE
        self.motion: bool = True
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetrics] = {}
        self._colours: dict[str, QColor] = {}

    def set(self, colours: Colours, scale: float) -> None:
        """Change colours and text scale (clamped to 1.0-2.0)."""
        self.colours = colours
        self.scale = max(tokens.MIN_SCALE, min(tokens.MAX_SCALE, scale))
        self._fonts.clear()
        self._metrics.clear()
        self._colours.clear()

    def px(self, pixels: float) -> int:
        """A length at 100 % text as device-independent pixels at the current text scale."""
        return round(pixels * self.scale)

    def colour(self, role: str) -> QColor:
        """A token by name (`ink`, `accent`, …) as a QColor."""
        if role not in self._colours:
            self._colours[role] = QColor(getattr(self.colours, role))
        return QColor(self._colours[role])

    def font(self, role: str) -> QFont:
        """A letter style by name (see `tokens.LETTERS`) at the current text scale."""
        if role not in self._fonts:
            letter = LETTERS[role]
            font = QFont([tokens.FAMILY, *tokens.FALLBACK_FAMILIES])
            font.setPixelSize(self.px(letter.pixels))
            font.setWeight(QFont.Weight(letter.weight))
            self._fonts[role] = font
        return QFont(self._fonts[role])

    def metrics(self, role: str) -> QFontMetrics:
        """The measures of `font(role)`."""
        if role not in self._metrics:
            self._metrics[role] = QFontMetrics(self.font(role))
        return self._metrics[role]

    def zrm(self, level: int) -> tuple[QColor, QColor]:
        """Ground and letter colour of ZRM level 1 to 5."""
        return QColor(self.colours.zrm[level - 1]), QColor(self.colours.on_zrm[level - 1])


_THEME: Final = Theme()


def theme() -> Theme:
    """The one theme of the process."""
    return _THEME


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """`one` with `share` (0-1) of `other` in it."""
    rest = 1 - share
    return QColor.fromRgbF(
        one.redF() * rest + other.redF() * share,
        one.greenF() * rest + other.greenF() * share,
        one.blueF() * rest + other.blueF() * share,
    )
