"""How many differences wait, for the rail: counted anew after every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import differences as service
from app.ui.latest import Latest

if TYPE_CHECKING:
    from app.ui.worker import Worker


class DifferenceCount(QObject):
    """`counted` carries the number after each count; 0 is told too."""

    counted = Signal(int)

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._latest = Latest(worker)
        worker.changed.connect(self._hear)

    def ask(self) -> None:
        """Count again; while one count runs, only the newest question waits."""
        self._latest.ask(service.count, self.counted.emit)

    def _hear(self, _kinds: object) -> None:
        self.ask()
