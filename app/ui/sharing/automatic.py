"""Sharing by itself, in a place that is known, without ever being in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from app.services import sharing_jobs

if TYPE_CHECKING:
    from app.ui.sharing.sharer import Sharer
    from app.ui.worker import Worker

FIRST_MS: Final = 5_000
EVERY_MS: Final = 10 * 60_000
AFTER_CHANGE_MS: Final = 30_000
LONGEST_MS: Final = 60 * 60_000
"""The most that is waited while the place stays away."""


class Automatic(QObject):
    """A quiet round soon after opening, every ten minutes, and after the last change.

    While the place is away each next try waits twice as long. Changes alone do not shorten that.
    """

    def __init__(self, worker: Worker, sharer: Sharer, parent: QObject) -> None:
        super().__init__(parent)
        self._worker, self._sharer = worker, sharer
        self._on = True
        self._open = False
        self._failures = 0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._go)
        worker.changed.connect(self._hear)
        sharer.ended.connect(self._went_well)
        sharer.quietly_failed.connect(self._failed)
        sharer.rested.connect(self._rested)

    def set_on(self, on: bool) -> None:  # noqa: FBT001 (like Qt's own)
        """The setting; a person can always share by hand."""
        self._on = on
        self._plan()

    def begin(self) -> None:
        """The vault is open."""
        self._open, self._failures = True, 0
        if self._on:
            self.timer.start(FIRST_MS)

    def rest(self) -> None:
        """The vault is about to close."""
        self._open = False
        self.timer.stop()

    def wait_ms(self) -> int:
        """How long until the next try, from now, when nothing changes."""
        return min(EVERY_MS << min(self._failures, 8), LONGEST_MS)

    def _plan(self) -> None:
        if self._on and self._open:
            self.timer.start(self.wait_ms())
        else:
            self.timer.stop()

    def _hear(self, _kinds: object) -> None:
        if self._on and self._open and not self._failures and not self._sharer.busy:
            self.timer.start(AFTER_CHANGE_MS)

    def _go(self) -> None:
        if self._sharer.busy:
            self._plan()
        elif self._worker.is_open:
            self._worker.run(sharing_jobs.shares_by_itself, then=self._go_if)

    def _go_if(self, ready: object) -> None:
        if ready and self._open:
            self._sharer.share(quiet=True)
        else:
            self._plan()

    def _went_well(self, _last: object) -> None:
        self._failures = 0
        self._plan()

    def _failed(self) -> None:
        self._failures += 1
        self._plan()

    def _rested(self) -> None:
        """A person's work with the share took the place of a try."""
        if not self.timer.isActive():
            self._plan()
