"""Questions at every key press: one at a time, and only the newest answer counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.session import Session
    from app.ui.worker import Worker

T = TypeVar("T")


class Latest:
    """Never lets questions queue: while one runs, only the last one asked since is kept."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._running = False
        self._next: Callable[[], None] | None = None

    def ask(self, question: Callable[[Session], T], then: Callable[[T], object]) -> None:
        """Run `question` on the worker and give its answer to `then`, unless it is overtaken."""
        if not self._worker.is_open:
            return
        if self._running:
            self._next = lambda: self.ask(question, then)
            return
        self._running = True

        def answered(found: T) -> None:
            self._running = False
            overtaken, self._next = self._next, None
            if overtaken is None:
                then(found)
            else:
                overtaken()

        self._worker.run(question, then=answered, failed=self._stopped)

    def _stopped(self, error: Exception) -> None:
        self._running, self._next = False, None
        self._worker.failed.emit(error)
