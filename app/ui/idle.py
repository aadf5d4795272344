"""Notices that nobody is there, or that the laptop slept."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.ui import windows_sleep
from app.ui.touch import touch

if TYPE_CHECKING:
    from app.clock import Clock

TICK_MS: Final = 5_000
SLEPT_SECONDS: Final = 30
"""A tick that comes so much late means that the laptop was asleep."""
CLOSING_S: Final = 1.5
"""Seconds that a sleep is put off until the vault is closed; Windows waits two for everybody."""
LOGIN: Final = "org.freedesktop.login1"
LOGIN_PATH: Final = "/org/freedesktop/login1"
LOGIN_INTERFACE: Final = "org.freedesktop.login1.Manager"


class IdleWatch(QObject):
    """`idle` after `limit_seconds` without a key or mouse, or once the laptop has slept.

    Told once; `watch` starts it again. Time comes from the clock, so that a sleep counts.
    """

    idle = Signal()

    def __init__(self, clock: Clock, limit_seconds: float, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.limit_seconds = limit_seconds
        self._last = self._tick = clock.now()
        self._held = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.check)
        touch().touched.connect(self._touched)

    def watch(self) -> None:
        """Start counting from now."""
        self._last = self._tick = self._clock.now()
        self._held = False
        self._timer.start()

    def hold(self) -> None:
        """Count on, whatever is touched, until `watch`: someone else may be sitting here."""
        self._held = True

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def check(self) -> None:
        """Compare with the clock; also called by the timer."""
        now = self._clock.now()
        slept = (now - self._tick).total_seconds() > SLEPT_SECONDS + TICK_MS / 1000
        self._tick = now
        if slept or (now - self._last).total_seconds() >= self.limit_seconds:
            self._tell()

    def _touched(self) -> None:
        if self._timer.isActive() and not self._held:
            self.check()
            self._last = self._tick

    def _tell(self) -> None:
        if self._timer.isActive():
            self.stop()
            self.idle.emit()


class SleepWatch(QObject):
    """`soon` before the laptop sleeps, where the system says so beforehand (Linux, Windows)."""

    soon = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listening = False
        self._may_sleep = threading.Event()
        self._may_sleep.set()

    def listen(self) -> None:
        """Hear of it from now on: there is something open. Until `may_sleep` is called."""
        self._may_sleep.clear()
        if self._listening:
            return
        self._listening = True
        windows_sleep.hear(self.before_sleep)
        if sys.platform.startswith("linux"):
            self._listen_on_linux()

    def may_sleep(self) -> None:
        """Everything is closed."""
        self._may_sleep.set()

    def before_sleep(self) -> None:
        """Says that it is about to be, from a thread of the system, and waits for `may_sleep`.

        For CLOSING_S at the most: a system that is kept waiting sleeps all the same.
        """
        self.soon.emit()
        self._may_sleep.wait(CLOSING_S)

    def _listen_on_linux(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - there is none on Windows

        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            slot = b"1sleeping(bool)"
            bus.connect(LOGIN, LOGIN_PATH, LOGIN_INTERFACE, "PrepareForSleep", self, slot)

    @Slot(bool)
    def sleeping(self, before: bool) -> None:  # noqa: FBT001 - a D-Bus signal's argument
        """The laptop is about to sleep (`before`) or has woken."""
        if before:
            self.soon.emit()
