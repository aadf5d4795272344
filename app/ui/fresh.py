"""Reads again what a screen shows: at once where it is in sight, else when it comes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.worker import Worker


class Fresh(QObject):
    """Out of date from the start, and whenever a record of one of `kinds` changed (None: of any).

    The screen calls `look` when it comes in sight.
    """

    def __init__(
        self,
        screen: QWidget,
        worker: Worker,
        kinds: frozenset[str] | None,
        read: Callable[[], object],
    ) -> None:
        super().__init__(screen)
        self._screen, self._kinds, self._read = screen, kinds, read
        self._stale = True
        worker.changed.connect(self._hear)

    def outdate(self) -> None:
        """Another vault, or the same one opened again."""
        self._stale = True

    def look(self) -> None:
        """Read, if something changed since the last time."""
        if self._stale:
            self.read()

    def read(self) -> None:
        """Read, whether or not something changed."""
        self._stale = False
        self._read()

    def _hear(self, kinds: frozenset[str]) -> None:
        if self._kinds is None or kinds & self._kinds:
            self._stale = True
            if self._screen.isVisible():
                self.look()
