"""What waits in Verschillen, for the rail: counted anew after every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import attention, differences
from app.ui.latest import Latest

if TYPE_CHECKING:
    from app.services.session import Session
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
        self._latest.ask(_waiting, self.counted.emit)

    def _hear(self, _kinds: object) -> None:
        self.ask()


def _waiting(session: Session) -> int:
    return differences.count(session) + attention.count(session)
