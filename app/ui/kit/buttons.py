"""Buttons: primary, secondary and quiet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.kit.painted import Look, PaintedButton
from app.ui.theme import tokens
from app.ui.theme.current import theme

Kind = Literal["primary", "secondary", "quiet", "care"]


class Button(PaintedButton):
    """A button with icon, trailing icon and shortcut hint.

    `shortcut` (`Ctrl+K`) both works in the window and shows as `Ctrl K` behind the text. An
    icon-only button must get `name`, which screen readers say and the tooltip shows.
    """

    def __init__(  # noqa: PLR0913 (all by keyword)
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        kind: Kind = "secondary",
        icon: str = "",
        trailing: str = "",
        shortcut: str = "",
        name: str = "",
        small: bool = False,
        touch: bool = False,
        pill: bool = False,
    ) -> None:
        hint = shortcut.replace("+", " ") if text else ""
        super().__init__(text, parent, icon=icon, trailing=trailing, hint=hint)
        self.kind: Kind = kind
        self._pill = pill
        self._letter = "small" if small and pill else "small_strong" if small else "strong"
        self.widest = self._letter
        self.tall = _tall(small=small, touch=touch)
        self.pad = (8 if not text else 12) if small else (12 if not text else 16)
        if touch and not text:
            self.pad = 15
        self.icon_px = 16 if small else 18
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(name)
        if shortcut:
            keys = QShortcut(QKeySequence(shortcut), self)
            keys.activated.connect(self.click)

    def look(self) -> Look:
        now = theme()
        radius = 99 if self._pill else tokens.RADIUS_CONTROL
        if not self.isEnabled():
            return Look(now.colour("ink2"), None, now.colour("line"), radius, self._letter)
        if self.kind in {"primary", "care"}:
            accent = "accent" if self.kind == "primary" else "care"
            ink = now.colour(f"on_{accent}")
            return Look(ink, now.colour(accent), None, radius, self._letter, ink)
        ink, hint = now.colour("ink"), now.colour("ink2")
        if self.kind == "quiet":
            return Look(now.colour("accent"), None, None, radius, self._letter, hint)
        return Look(ink, now.colour("surface"), now.colour("control"), radius, self._letter, hint)

    def ground(self) -> QColor:
        return theme().colour("paper")


def _tall(*, small: bool, touch: bool) -> int:
    if touch:
        return tokens.TARGET_TOUCH if small else 48
    return 34 if small else tokens.CONTROL_HEIGHT
