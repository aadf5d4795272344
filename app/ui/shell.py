"""The window: navigation at the left, one screen at a time beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.keep import enter
from app.ui.kit.mark import mark_icon
from app.ui.kit.nav_rail import NavEntry, NavRail
from app.ui.kit.saved import UndoBar
from app.ui.theme import tokens
from app.ui.theme.apply import Mode, apply_theme
from app.ui.theme.current import theme

SMALLEST = (1024, 640)
FIRST_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """Screens are added with an id; those in the navigation list can be gone to from there.

    `navigated` carries the id of a place or action that a person chose; places are shown by
    the window itself. `shown` carries the id of every screen that comes in sight.
    """

    navigated = Signal(str)
    shown = Signal(str)

    def __init__(self, entries: Iterable[NavEntry] = (), title: str = "Drempel") -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setWindowIcon(mark_icon())
        self._ids: dict[str, QWidget] = {}
        self.nav = NavRail(entries, self)
        self.stack = QStackedWidget(self)
        self.middle = middle = QWidget(self)
        middle.setProperty("ground", "paper")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.nav)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.undo_bar = UndoBar(middle)
        self.undo_bar.let_go.connect(self.enter)
        self.nav.chosen.connect(self._chosen)
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)

    def add_screen(self, key: str, screen: QWidget) -> None:
        """Keep a screen under an id; a screen that had the id goes."""
        old = self._ids.pop(key, None)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self._ids[key] = screen
        self.stack.addWidget(screen)

    def current_screen(self) -> str:
        """The id of the screen in sight, empty without screens."""
        here = self.stack.currentWidget()
        return next((k for k, w in self._ids.items() if w is here), "")

    def show_screen(self, key: str) -> None:
        """Bring a screen in sight; marks it in the navigation when it stands there."""
        self.stack.setCurrentWidget(self._ids[key])
        self.nav.set_current(key)
        self.shown.emit(key)

    def enter(self) -> None:
        """The keyboard goes into the screen in sight."""
        here = self.stack.currentWidget()
        if here is not None:
            enter(here)

    def show_navigation(self, shown: bool = True) -> None:  # noqa: FBT001, FBT002 (like Qt's own)
        """Hide the navigation while a resident looks along, or before unlocking."""
        self.nav.setVisible(shown)

    def add_shortcut(self, keys: str, action: Callable[[], object]) -> QShortcut:
        """A key combination that works anywhere in the window."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(action)
        return shortcut

    def set_look(self, mode: Mode, text_scale: float | None = None) -> None:
        """Light, dark or the system's; and the text scale, when given."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, mode, theme().scale if text_scale is None else text_scale)

    def _chosen(self, key: str) -> None:
        if key in self._ids:
            self.show_screen(key)
        self.navigated.emit(key)


def page(margin: int = tokens.PAGE_MARGIN) -> tuple[QWidget, QVBoxLayout]:
    """An empty page on paper with the usual margins, and its column."""
    widget = QWidget()
    widget.setProperty("ground", "paper")
    column = QVBoxLayout(widget)
    column.setContentsMargins(margin, 24, margin, 24)
    column.setSpacing(tokens.GAP)
    return widget, column
