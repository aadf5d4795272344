"""One way back: the last step of this laptop, or exactly what the undo bar names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.services import undoing
from app.ui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.services.undoing import Step
    from app.ui.worker import Worker


class Undoing(QObject):
    """Takes back while fields are on the screen: what is typed is in the vault before.

    Afterwards every field within `around` shows what the vault holds, also one that somebody is in.
    """

    undone = Signal(object)
    """`UndoDone`; None when there was nothing to take back."""
    failed = Signal(object)

    def __init__(self, worker: Worker, around: QWidget) -> None:
        super().__init__(around)
        self._worker, self._around = worker, around
        self.after = 0
        """Position of the vault before which nothing is taken back by `last`."""

    def last(self) -> None:
        """Take back the last step of this laptop."""
        self._take(undoing.undo_last, self.after)

    def take_back(self, step: Step | None) -> None:
        """Take back exactly this; without a step the last one."""
        if step is None:
            self.last()
        else:
            self._take(undoing.take_back, step)

    def _take(self, service: Callable[..., Any], *args: object) -> None:
        desks = self._around.findChildren(Desk)
        for desk in desks:
            desk.before_undo()

        def told(signal: Any, answer: object) -> None:  # noqa: ANN401 - a Qt signal
            for desk in desks:
                desk.read_again()
            signal.emit(answer)

        self._worker.run(
            service,
            *args,
            then=lambda done: told(self.undone, done),
            failed=lambda error: told(self.failed, error),
        )
