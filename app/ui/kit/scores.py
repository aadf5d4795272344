"""ZRM levels: giving one, and showing one; always the number, never colour alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.painted import Look, PaintedButton
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

LEVELS: Final = (5, 4, 3, 2, 1)


def level_name(level: int) -> str:
    """The ZRM's own name of level 1 to 5."""
    return {
        1: tr("acute problematiek"),
        2: tr("niet zelfredzaam"),
        3: tr("beperkt zelfredzaam"),
        4: tr("voldoende zelfredzaam"),
        5: tr("volledig zelfredzaam"),
    }[level]


class _Level(PaintedButton):
    def __init__(self, level: int, domain: str, parent: QWidget) -> None:
        super().__init__(str(level), parent)
        self._level = level
        self.tall, self.pad = 36, 15
        self.setCheckable(True)
        self.setAccessibleName(f"{domain}: {level}, {level_name(level)}".lstrip(": "))
        self.setToolTip(f"{level} · {level_name(level)}   Alt {level}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        touch = tokens.TARGET_TOUCH
        return QSize(max(touch, hint.width()), max(touch, hint.height()))

    def look(self) -> Look:
        now = theme()
        if self.isChecked():
            fill, ink = now.zrm(self._level)
            return Look(ink, fill, now.colour("control"), 9, "strong")
        return Look(now.colour("ink"), now.colour("surface"), now.colour("control"), 9, "strong")


class ScoreRow(QWidget):
    """Five buttons, 5 first because scoring begins at the top; Alt+1 to Alt+5 while inside.

    `changed` carries 1 to 5, or 0 when the level was taken away (pressed again, or Alt+0);
    `set_value` gives no signal. `moved` carries -1 or 1 for Up and Down, to go to another row.
    """

    changed = Signal(int)
    moved = Signal(int)

    def __init__(self, domain: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(domain)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._buttons: dict[int, _Level] = {}
        for level in LEVELS:
            button = _Level(level, domain, self)
            button.clicked.connect(lambda _on, chosen=level: self._pressed(chosen))
            self._buttons[level] = button
            row.addWidget(button)
        self._rove(LEVELS[0])

    def button(self, level: int) -> PaintedButton:
        """The button of a level."""
        return self._buttons[level]

    def value(self) -> int:
        """The level, or 0 when none is given."""
        return next((n for n, b in self._buttons.items() if b.isChecked()), 0)

    def set_value(self, level: int | None) -> None:
        """Show this level; 0 or None shows none."""
        for number, button in self._buttons.items():
            button.setChecked(number == level)
        self._rove(level or LEVELS[0])

    def focus_row(self) -> None:
        """Take the keyboard, at the given level or at 5."""
        self._buttons[self.value() or LEVELS[0]].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        number = event.key() - Qt.Key.Key_0
        if alt and 0 <= number <= LEVELS[0]:
            self._give(number)
            return
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            here = next((n for n, b in self._buttons.items() if b.hasFocus()), LEVELS[0])
            there = here + (1 if event.key() == Qt.Key.Key_Left else -1)
            if there in self._buttons:
                self._rove(there)
                self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _pressed(self, level: int) -> None:
        self._give(level if self._buttons[level].isChecked() else 0)

    def _give(self, level: int) -> None:
        self.set_value(level)
        self.changed.emit(level)

    def _rove(self, stop: int) -> None:
        for number, button in self._buttons.items():
            here = number == stop
            policy = Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)


class LevelBadge(QWidget):
    """A small square with the number in the level's colour; a dash for not judged (0)."""

    def __init__(self, level: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._level = level
        self.set_level(level)

    def set_level(self, level: int | None) -> None:
        """Show 1 to 5, or 0 or None for not judged."""
        self._level = level or 0
        said = f"{level}, {level_name(level)}" if level else tr("niet beoordeeld")
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(26), theme().px(26))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setFont(now.font("strong"))
        if not self._level:
            painter.setPen(now.colour("ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
            return
        fill, ink = now.zrm(self._level)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 7, 7)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._level))
