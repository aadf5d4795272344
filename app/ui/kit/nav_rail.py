"""The left navigation: icon, label under it, and a badge for what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.keep import roved
from app.ui.kit.mark import Mark
from app.ui.kit.painted import PaintedButton
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import mix, theme
from app.ui.theme.icons import paint_icon

AIR: Final = 18
"""Above, between and under icon and label of a place together, in pixels at 100 % text."""
TIGHT_AIR: Final = 6
SIDE: Final = 4
"""Left and right of a place, as much as a focus ring needs."""
BETWEEN: Final = 2
HEAD: Final = 14


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One place: id, label, icon, how many wait; `foot` stands at the bottom.

    With `action` it does something and never becomes the current place.
    """

    id: str
    label: str
    icon: str
    badge: int = 0
    foot: bool = False
    action: bool = False


class NavButton(PaintedButton):
    """One place in the rail; the label wraps on words and never clips."""

    def __init__(self, entry: NavEntry, parent: QWidget) -> None:
        super().__init__(entry.label, parent)
        self.entry = entry
        self._badge = entry.badge
        self._tight = False
        self.setCheckable(not entry.action)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_badge(entry.badge)
        self.setProperty("ringRadius", tokens.RADIUS_CONTROL)

    def set_badge(self, number: int) -> None:
        """How many wait here; 0 shows nothing."""
        self._badge = number
        label = self.entry.label
        waiting = tr("{label}, {number} wachten", label=label, number=number)
        one = tr("{label}, 1 wacht", label=label)
        self.setAccessibleName({0: label, 1: one}.get(number, waiting))
        self.update()

    def set_tight(self, tight: bool) -> None:  # noqa: FBT001 (like Qt's own)
        """Less air around it, where the window is too low for all places."""
        if tight != self._tight:
            self._tight = tight
            self.updateGeometry()
            self.update()

    def lines(self) -> list[str]:
        """The label as it is broken for the rail: on words, only where one line is too wide."""
        metrics = QFontMetrics(theme().font("tiny_strong"))
        room = theme().px(tokens.NAV_WIDTH) - 14
        made: list[str] = []
        for word in self.entry.label.split(" "):
            longer = f"{made[-1]} {word}" if made else word
            if made and metrics.horizontalAdvance(longer) <= room:
                made[-1] = longer
            else:
                made.append(word)
        return made

    def sizeHint(self) -> QSize:
        now = theme()
        metrics = QFontMetrics(now.font("tiny_strong"))
        wide = max(metrics.horizontalAdvance(line) for line in self.lines())
        tall = now.px(22) + len(self.lines()) * metrics.height() + now.px(self._air())
        return QSize(wide + 4, tall)

    def _air(self) -> int:
        return TIGHT_AIR if self._tight else AIR

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        if here or self._hover:
            painter.setPen(Qt.PenStyle.NoPen)
            plain = mix(now.colour("sunk"), now.colour("ink"), 0.06)
            painter.setBrush(now.colour("accent_soft") if here else plain)
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        side = now.px(tokens.ICON_LARGE)
        box = QRect((self.width() - side) // 2, now.px(self._air() * 0.4), side, side)
        ink = now.colour("accent" if here else "ink2")
        paint_icon(painter, self.entry.icon, box, ink)
        font = now.font("tiny_strong" if here else "tiny")
        painter.setFont(font)
        painter.setPen(ink)
        step = QFontMetrics(font).height()
        top = box.bottom() + now.px(self._air() * 0.2)
        for number, line in enumerate(self.lines()):
            row = QRect(0, top + number * step, self.width(), step)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line)
        if self._badge:
            self._paint_badge(painter, box)

    def _paint_badge(self, painter: QPainter, icon: QRect) -> None:
        now = theme()
        text = str(min(self._badge, 99))
        font = now.font("tiny_strong")
        painter.setFont(font)
        wide = max(now.px(16), QFontMetrics(font).horizontalAdvance(text) + now.px(9))
        left = min(icon.right() - now.px(6), self.width() - wide - 1)
        box = QRectF(left, max(1, icon.top() - now.px(4)), wide, now.px(14))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("care"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(now.colour("on_care"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class NavRail(QFrame):
    """One stop for Tab; arrows move between places, Enter or Space opens.

    `chosen` carries the id, for places and actions; `set_current` and `set_badge` do not signal.
    """

    chosen = Signal(str)

    def __init__(self, entries: Iterable[NavEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "sunk")
        self.setProperty("edge", "right")
        self.setAccessibleName(tr("Navigatie"))
        self._buttons: dict[str, NavButton] = {}
        listed = list(entries)
        self._sign = Mark(36, self)
        self._scroll = self._places([entry for entry in listed if not entry.foot])
        foot = QVBoxLayout()
        foot.setContentsMargins(SIDE, 0, SIDE, SIDE)
        foot.setSpacing(BETWEEN)
        for entry in [one for one in listed if one.foot]:
            foot.addWidget(self._make(entry))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, HEAD, 0, HEAD - SIDE)
        whole.setSpacing(BETWEEN)
        whole.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(foot)
        self._rove(listed[0].id if listed else "")
        self._restyle()

    def button(self, key: str) -> NavButton:
        """The button of one place."""
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        """Mark where we are; an unknown id marks nothing."""
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        if key in self._buttons:
            self._rove(key)

    def set_badge(self, key: str, number: int) -> None:
        """How many wait at a place."""
        self._buttons[key].set_badge(number)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._buttons)
        here = next((i for i, k in enumerate(keys) if self._buttons[k].hasFocus()), 0)
        key = roved(event, keys, here, (Qt.Key.Key_Up,), (Qt.Key.Key_Down,))
        if not key:
            super().keyPressEvent(event)
            return
        self._rove(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(self._buttons[key])

    def _places(self, entries: Iterable[NavEntry]) -> QScrollArea:
        """Places above the foot; they scroll where even the least air is too much."""
        content, scroll = QWidget(), QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        content.setProperty("clear", "true")
        column = QVBoxLayout(content)
        column.setContentsMargins(SIDE, SIDE, SIDE, SIDE)
        column.setSpacing(BETWEEN)
        for entry in entries:
            column.addWidget(self._make(entry))
        column.addStretch(1)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)
        return scroll

    def _fit(self) -> None:
        """Where not everything fits, first the sign goes and then the air around the places."""
        buttons = self._buttons.values()
        for sign, tight in ((True, False), (False, False), (False, True)):
            for button in buttons:
                button.set_tight(tight)
            tall = sum(button.sizeHint().height() + BETWEEN for button in buttons)
            above = self._sign.sizeHint().height() + BETWEEN if sign else 0
            if above + tall + 2 * HEAD + 2 * SIDE <= self.height():
                break
        self._sign.setVisible(sign)

    def _make(self, entry: NavEntry) -> NavButton:
        button = NavButton(entry, self)
        button.clicked.connect(lambda _on: self._pressed(entry))
        self._buttons[entry.id] = button
        return button

    def _pressed(self, entry: NavEntry) -> None:
        if not entry.action:
            self.set_current(entry.id)
        self.chosen.emit(entry.id)

    def _rove(self, stop: str) -> None:
        for key, button in self._buttons.items():
            strong = key == stop
            policy = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _restyle(self) -> None:
        widest = max((b.sizeHint().width() for b in self._buttons.values()), default=0)
        self.setFixedWidth(max(tokens.NAV_WIDTH, widest + 2 * SIDE))
        self._fit()
