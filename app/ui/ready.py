"""Screens made ready while nobody waits: a step at a time, and not while somebody is busy."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.touch import touch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QSize

BETWEEN_MS: Final = 40
AFTER_TOUCH_MS: Final = 400


class Ready(QObject):
    """Takes the steps in order, each once; `begin` and `rest` as often as one likes."""

    def __init__(self, steps: Iterable[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = deque(steps)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take)
        touch().touched.connect(self._put_off)

    @property
    def done(self) -> bool:
        """Whether no step is left."""
        return not self._steps

    def begin(self) -> None:
        """Go on with the next step soon."""
        self._timer.start(BETWEEN_MS)

    def rest(self) -> None:
        """Take no step until `begin`."""
        self._timer.stop()

    def _put_off(self) -> None:
        if self._timer.isActive():
            self._timer.start(AFTER_TOUCH_MS)

    def _take(self) -> None:
        if self._steps:
            self._steps.popleft()()
            self.begin()


def polish(made: QWidget) -> None:
    """Give everything in it its style: else the first who goes there waits for it."""
    for widget in (made, *made.findChildren(QWidget)):
        widget.ensurePolished()


@runtime_checkable
class Rehearses(Protocol):
    """A screen that knows with what it is best drawn in advance."""

    def rehearse(self) -> None:
        """Draw it where nobody sees it; also once an answer comes."""


def rehearse(screen: QWidget, size: QSize) -> None:
    """Lay out and draw a screen that nobody sees: Qt loads much with the first of each kind."""
    if screen.isVisible():
        return
    screen.resize(size)
    if isinstance(screen, Rehearses):
        screen.rehearse()
    else:
        screen.grab()
