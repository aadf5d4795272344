"""Notice that nobody has touched the laptop for a while."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

BLANK_AFTER_S: Final = 120
"""Listening is not idling: the screen goes blank, the visit stays open."""
LOCK_AFTER_S: Final = 30 * 60

_TOUCHED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Says `blank` after a short and `lock` after a long time without key, mouse or touch.

    Runs between `start` and `stop` only. Touching the laptop while it is blank does not put
    off the lock: only `start` does, after the PIN.
    """

    blank = Signal()
    lock = Signal()

    def __init__(
        self, parent: QObject, blank_s: float = BLANK_AFTER_S, lock_s: float = LOCK_AFTER_S
    ) -> None:
        super().__init__(parent)
        self._blank = self._timer(blank_s)
        self._blank.timeout.connect(self.blank)
        self._lock = self._timer(lock_s)
        self._lock.timeout.connect(self.lock)

    def start(self) -> None:
        """Begin, or begin again, to count."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
            app.installEventFilter(self)
        self._blank.start()
        self._lock.start()

    def stop(self) -> None:
        """Count no more."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._blank.stop()
        self._lock.stop()

    def hold(self) -> None:
        """The screen is covered: count on to the lock, whatever is touched."""
        self._blank.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED and self._blank.isActive():
            self._blank.start()
            self._lock.start()
        return False

    def _timer(self, seconds: float) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(round(seconds * 1000))
        return timer
