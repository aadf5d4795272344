"""Notices that nobody is there, or that the laptop slept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from app.clock import Clock

TICK_MS: Final = 5_000
SLEPT_SECONDS: Final = 30
"""A tick that comes so much late means that the laptop was asleep."""
_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
LOGIN: Final = "org.freedesktop.login1"
LOGIN_PATH: Final = "/org/freedesktop/login1"
LOGIN_INTERFACE: Final = "org.freedesktop.login1.Manager"


class IdleWatch(QObject):
    """`idle` after `limit_seconds` without a key or mouse, or when the laptop goes to sleep.

    Told once; `watch` starts it again. Time comes from the clock, so that a sleep counts.
    """

    idle = Signal()

    def __init__(self, clock: Clock, limit_seconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self.limit_seconds = limit_seconds
        self._last = self._tick = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.check)
        self._listening = False

    def watch(self) -> None:
        """Start counting from now."""
        self._last = self._tick = self._clock.now()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._timer.start()
        if not self._listening:
            self._listening = True
            self._listen_to_login()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def check(self) -> None:
        """Compare with the clock; also called by the timer."""
        now = self._clock.now()
        slept = (now - self._tick).total_seconds() > SLEPT_SECONDS + TICK_MS / 1000
        self._tick = now
        if slept or (now - self._last).total_seconds() >= self.limit_seconds:
            self._tell()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self.check()
            self._last = self._clock.now()
        return False

    def _tell(self) -> None:
        if self._timer.isActive():
            self.stop()
            self.idle.emit()

    def _listen_to_login(self) -> None:
        """On Linux the session manager says beforehand that the laptop will sleep."""
        if not sys.platform.startswith("linux"):
            return
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - there is none on Windows

        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            slot = b"1sleeping(bool)"
            bus.connect(LOGIN, LOGIN_PATH, LOGIN_INTERFACE, "PrepareForSleep", self, slot)

    @Slot(bool)
    def sleeping(self, before: bool) -> None:  # noqa: FBT001 - a D-Bus signal's argument
        """The laptop is about to sleep (`before`) or has woken."""
        if before:
            self._tell()
