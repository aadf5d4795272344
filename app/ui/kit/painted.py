"""Buttons that paint themselves from the tokens; the base of every pressable widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QStaticText,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.theme.current import mix, theme
from app.ui.theme.icons import icon_picture

KEPT: Final = 256
"""Boxes in one size and colour that stay drawn."""
LOOKS: Final = 2
"""Words of a button that stay laid out beside what it shows now: plain, strong, a hint."""
_HOVER = 0.06
_DOWN = 0.12
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


@dataclass(frozen=True, slots=True)
class Look:
    """How a button is drawn in one state; None means: not drawn."""

    ink: QColor
    fill: QColor | None = None
    border: QColor | None = None
    radius: float = 10
    letter: str = "body"
    hint: QColor | None = None


class PaintedButton(QPushButton):
    """A real QPushButton for keys (Enter as well), mouse and screen readers, with its own drawing.

    Icon, text, shortcut hint and trailing icon stand in one row. The size is always enough
    for the widest look, so that text never clips and nothing jumps when it is checked.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        trailing: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._trailing, self._hint = icon, trailing, hint
        self._hover = False
        self._ring = -1
        self._measured: tuple[str, float, str, int] = ("", 0, "", 0)
        self._widths: dict[str, int] = {}
        self._laid: dict[tuple[str, str, float], tuple[QStaticText, int]] = {}
        self.pad, self.tall, self.widest, self.icon_px = 16, 42, "strong", 17
        self.align_left = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def look(self) -> Look:
        """The look for the present state; subclasses decide."""
        return Look(theme().colour("ink"))

    def set_icon_name(self, name: str) -> None:
        """Show another icon; an empty name shows none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        wide = 2 * now.px(self.pad) + self._content_width(self.widest)
        return QSize(max(wide, now.px(24)), now.px(self.tall))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            event.ignore()  # Qt would walk the tab order; the group around it knows better
            return
        if event.key() in _ENTERS and not event.modifiers() & ~_KEYPAD:
            if not event.isAutoRepeat():  # the Enter that brought the keyboard here may be held
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look()
        self.paint_box(painter, look)
        self.paint_row(painter, look)

    def paint_box(self, painter: QPainter, look: Look) -> None:
        """The ground and edge; darker under the mouse."""
        fill = look.fill
        if self.isEnabled() and (self.isDown() or self._hover):
            share = _DOWN if self.isDown() else _HOVER
            fill = mix(fill or self.ground(), theme().colour("ink"), share)
        if fill is None and look.border is None:
            return
        radius = min(look.radius, (self.height() - 1) / 2)
        if round(radius) != self._ring:
            self._ring = round(radius)
            self.setProperty("ringRadius", self._ring)
        inks = (None if ink is None else ink.rgba() for ink in (fill, look.border))
        painter.drawPixmap(0, 0, _box(self.size(), self.devicePixelRatioF(), radius, *inks))

    def ground(self) -> QColor:
        """What a button without fill stands on."""
        return theme().colour("paper")

    def paint_row(self, painter: QPainter, look: Look) -> None:
        """Icon, text, hint and trailing icon, centred or from the left."""
        now = theme()
        left = now.px(self.pad)
        if not self.align_left:
            left = (self.width() - self._content_width(look.letter)) // 2
        side, gap = now.px(self.icon_px), now.px(8)
        middle = self.height() // 2
        ink = look.ink if self.isEnabled() else now.colour("ink2")
        rgba, ratio = ink.rgba(), self.devicePixelRatioF()
        if self._icon:
            picture = icon_picture(self._icon, side, ratio, rgba)
            painter.drawPixmap(left, middle - side // 2, picture)
            left += side + (gap if self.text() else 0)
        for text, letter, colour in self._words(look, ink):
            laid, wide = self._laid_out(text, letter)
            painter.setFont(now.font(letter))
            painter.setPen(colour)
            painter.drawStaticText(left, (self.height() - now.metrics(letter).height()) // 2, laid)
            left += wide + gap
        if self._trailing:
            picture = icon_picture(self._trailing, side, ratio, rgba)
            painter.drawPixmap(left, middle - side // 2, picture)

    def _words(self, look: Look, ink: QColor) -> list[tuple[str, str, QColor]]:
        words = [(self._shown(), look.letter, ink)] if self.text() else []
        if self._hint:
            words.append((self._hint, "body", look.hint or ink))
        return words

    def _laid_out(self, text: str, letter: str) -> tuple[QStaticText, int]:
        """The words and their width, laid out once for as long as they stand here."""
        known = (text, letter, theme().scale)
        if known not in self._laid:
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.prepare(font=theme().font(letter))
            wide = theme().metrics(letter).horizontalAdvance(text)
            kept = list(self._laid.items())[-LOOKS:]
            self._laid = {**dict(kept), known: (made, wide)}
        return self._laid[known]

    def _shown(self) -> str:
        return self.text().replace("&&", "&")

    def _content_width(self, letter: str) -> int:
        # Asked many times while a page is laid out; measured once for each text.
        known = (self.text(), theme().scale, self._icon, self.icon_px)
        if known != self._measured:
            self._measured = known
            self._widths.clear()
        if letter not in self._widths:
            self._widths[letter] = self._measure(letter)
        return self._widths[letter]

    def _measure(self, letter: str) -> int:
        now = theme()
        side, gap = now.px(self.icon_px), now.px(8)
        parts = [side] if self._icon else []
        if self.text():
            parts.append(now.metrics(letter).horizontalAdvance(self._shown()))
        if self._hint:
            parts.append(now.metrics("body").horizontalAdvance(self._hint))
        if self._trailing:
            parts.append(side)
        return sum(parts) + gap * max(0, len(parts) - 1)


@lru_cache(maxsize=KEPT)
def _box(size: QSize, ratio: float, radius: float, fill: int | None, border: int | None) -> QPixmap:
    """The same box stands on a screen many times; round corners take long to draw."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    none = Qt.PenStyle.NoPen
    painter.setPen(none if border is None else QPen(QColor.fromRgba(border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QColor.fromRgba(fill))
    box = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    painter.drawRoundedRect(box, radius, radius)
    painter.end()
    return made
