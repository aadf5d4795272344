"""Put a look on the running program; again at any time, without a restart."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.theme.current import theme
from app.ui.theme.focus import FocusRing
from app.ui.theme.fonts import load_fonts
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import DARK, LIGHT, Colours

Mode = Literal["light", "dark", "system"]


def apply_theme(app: QApplication, mode: Mode = "light", text_scale: float = 1.0) -> None:
    """Colours, palette, font and stylesheet for every window, those already open too.

    `text_scale` 1.0 is 100 % text; it is held between 1.0 and 2.0.
    """
    load_fonts()
    if app.style().objectName().lower() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    now = theme()
    now.set(_chosen(app, mode), text_scale)
    sheet = stylesheet(now.colours, now.scale)
    if app.styleSheet() == sheet:
        return  # a sheet that is set again styles every widget again
    app.setFont(now.font("body"))
    app.setPalette(palette(now.colours))
    app.setStyleSheet(sheet)
    if app.findChild(FocusRing) is None:
        FocusRing(app)
    now.changed.emit()


def palette(colours: Colours) -> QPalette:
    """Qt's own palette from the tokens, for whatever the stylesheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.paper,
        QPalette.ColorRole.WindowText: colours.ink,
        QPalette.ColorRole.Base: colours.surface,
        QPalette.ColorRole.AlternateBase: colours.sunk,
        QPalette.ColorRole.Text: colours.ink,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.ink,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.PlaceholderText: colours.ink2,
        QPalette.ColorRole.ToolTipBase: colours.ink,
        QPalette.ColorRole.ToolTipText: colours.paper,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.control,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    return made


def _chosen(app: QApplication, mode: Mode) -> Colours:
    if mode == "system":
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if mode == "dark" else LIGHT
