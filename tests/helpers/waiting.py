"""Waiting for a fact about the screen, without a moment more than it takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from collections.abc import Callable

AT_LEAST_EVERY_MS: Final = 10
"""A fact outside Qt, such as a file, wakes no event loop."""


class _Rest:
    """Runs the event loop until it has nothing to do."""

    def __init__(self) -> None:
        self._loop, self._times = QEventLoop(), 0

    def until_idle(self, times: int) -> None:
        """The second time there came an event between, or the tick."""
        self._times = times
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._idle)
        try:
            self._loop.exec()
        finally:
            dispatcher.aboutToBlock.disconnect(self._idle)

    def _idle(self) -> None:
        self._times -= 1
        if self._times <= 0:
            self._loop.quit()


class QuickBot(QtBot):
    """Hands and eyes of a test: they look again as soon as something happened, and was drawn."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:
        """Until it is true; raises pytest-qt's TimeoutError."""
        if callback():
            return
        rest, tick = _Rest(), QTimer()
        until = time.monotonic() + timeout / 1000
        tick.start(AT_LEAST_EVERY_MS)
        try:
            rest.until_idle(1)
            while not callback():
                if time.monotonic() > until:
                    message = f"waited {timeout} ms"
                    raise QtTimeoutError(message)
                rest.until_idle(2)
        finally:
            tick.stop()
