"""How many answers are wanted of this member, for the rail: counted anew after every round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import sharing_view
from app.ui.latest import Latest

if TYPE_CHECKING:
    from app.ui.sharing.sharer import Sharer
    from app.ui.worker import Worker


class AnswerCount(QObject):
    """`counted` carries the number after each count; 0 is told too."""

    counted = Signal(int)

    def __init__(self, worker: Worker, sharer: Sharer, parent: QObject) -> None:
        super().__init__(parent)
        self._latest = Latest(worker)
        sharer.rested.connect(self.ask)

    def ask(self) -> None:
        """Count again; while one count runs, only the newest question waits."""
        self._latest.ask(sharing_view.answers_wanted, self.counted.emit)
