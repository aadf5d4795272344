"""Chips: few choices, all in sight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.kit.flow import FlowLayout
from app.ui.kit.keep import roved
from app.ui.kit.painted import Look, PaintedButton
from app.ui.theme import tokens
from app.ui.theme.current import theme

Tone = Literal["accent", "care", "good", "neutral"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what is stored, what is read, and how it looks when chosen."""

    id: str
    label: str
    icon: str = ""
    tone: Tone = "accent"


class Chip(PaintedButton):
    """A pill: checkable choice, or (`checkable=False`) a small action or tag.

    `soft` draws a tag in the tone's soft ground; `touch` is 44 px high at 100 %.
    """

    def __init__(  # noqa: PLR0913 (all by keyword)
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        tone: Tone = "accent",
        checkable: bool = True,
        soft: bool = False,
        small: bool = False,
        touch: bool = False,
    ) -> None:
        super().__init__(text, parent, icon=icon)
        self.tone: Tone = tone
        self._soft = soft
        self._small = small
        self.widest = "small_strong" if small else "strong"
        self.tall = tokens.TARGET_TOUCH if touch else 32 if small else tokens.CONTROL_HEIGHT
        self.pad = 14 if small else 18
        self.icon_px = 15 if small else 18
        self.setCheckable(checkable)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), hint.height()), hint.height())

    def look(self) -> Look:
        now = theme()
        plain = "small" if self._small else "body"
        strong = "small_strong" if self._small else "strong"
        if self._soft:
            role = "accent" if self.tone == "neutral" else self.tone
            return Look(now.colour(role), now.colour(f"{role}_soft"), None, 99, strong)
        if self.isChecked() and self.tone == "neutral":
            return Look(now.colour("paper"), now.colour("ink2"), None, 99, strong)
        if self.isChecked():
            return Look(now.colour(f"on_{self.tone}"), now.colour(self.tone), None, 99, strong)
        return Look(now.colour("ink"), now.colour("surface"), now.colour("control"), 99, plain)


class ChipGroup(QWidget):
    """A choice of one (pressing it again clears it) or, with `multi`, of several.

    One stop for Tab; arrow keys, Home and End move, Space or Enter chooses. `changed` comes
    after a person's choice only, never after `set_value`; it carries the chosen ids in order.
    """

    changed = Signal(list)

    def __init__(
        self,
        options: Iterable[Option | tuple[str, str]],
        parent: QWidget | None = None,
        *,
        multi: bool = False,
        clearable: bool = True,
        small: bool = False,
        touch: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._multi, self._clearable = multi, clearable
        self._chips: dict[str, Chip] = {}
        self._row = FlowLayout(self, gap=tokens.GAP_SMALL + 2)
        self.setAccessibleName(name)
        for entry in options:
            option = entry if isinstance(entry, Option) else Option(*entry)
            chip = Chip(
                option.label, self, icon=option.icon, tone=option.tone, small=small, touch=touch
            )
            chip.clicked.connect(lambda _on, key=option.id: self._pressed(key))
            self._chips[option.id] = chip
            self._row.addWidget(chip)
        self._rove(next(iter(self._chips), None))

    def chip(self, key: str) -> Chip:
        """The chip of one choice; KeyError when there is none."""
        return self._chips[key]

    def value(self) -> str | None:
        """The first chosen id, or None."""
        return next(iter(self.values()), None)

    def values(self) -> list[str]:
        """All chosen ids, in the order shown."""
        return [key for key, chip in self._chips.items() if chip.isChecked()]

    def set_value(self, value: str | Iterable[str] | None) -> None:
        """Show this choice; unknown ids are left out; no signal."""
        wanted = {value} if isinstance(value, str) else set(value or ())
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
        self._rove(self.value() or next(iter(self._chips), None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._chips)
        here = next((i for i, k in enumerate(keys) if self._chips[k].hasFocus()), 0)
        back = (Qt.Key.Key_Left, Qt.Key.Key_Up)
        forth = (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if key := roved(event, keys, here, back, forth):
            self._rove(key)
            self._chips[key].setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _pressed(self, key: str) -> None:
        chip = self._chips[key]
        if not self._multi:
            if not chip.isChecked() and not self._clearable:
                chip.setChecked(True)
            for other, widget in self._chips.items():
                if other != key:
                    widget.setChecked(False)
        self._rove(key)
        self.changed.emit(self.values())

    def _rove(self, stop: str | None) -> None:
        for key, chip in self._chips.items():
            strong = key == stop
            policy = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
