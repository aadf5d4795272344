"""What a person does with key, mouse, wheel, finger or pen, seen where it enters a window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

_KEYS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_POINTS: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)
_MOVES: Final = frozenset({QEvent.Type.MouseMove, QEvent.Type.Wheel})


class Touch(QObject):
    """One for the whole program; see `touch`.

    Looks at the windows of the system only. The thousands of events that widgets send each other
    while a screen is drawn do not pass here: a filter on the application would see them all.
    """

    touched = Signal()
    """Somebody is there."""
    key = Signal()
    point = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        for window in app.topLevelWindows():
            self._follow(window)
        app.focusWindowChanged.connect(self._follow)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS:
            self.key.emit()
            self.touched.emit()
        elif kind in _POINTS:
            self.point.emit()
            self.touched.emit()
        elif kind in _MOVES:
            self.touched.emit()
        return False

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def touch() -> Touch:
    """The one of this program; needs a QApplication."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - widgets need one
    found = app.findChild(Touch)
    return found if isinstance(found, Touch) else Touch(app)
