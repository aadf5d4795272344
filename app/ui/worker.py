"""The one thread that owns the vault; answers come back on the thread of the screen."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from app import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.session import Session

_STOP: Final = None


class Worker(QObject):
    """Runs services one after the other, in the order in which they were asked.

    `changed` carries the kinds of record that a service changed; `failed` an error that nobody
    else takes; `locked` comes when the vault is closed and the key forgotten.
    """

    changed = Signal(object)
    failed = Signal(object)
    locked = Signal()
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._open = False
        self._seen = 0
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="vault", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether a vault is unlocked, as far as the screen has heard."""
        return self._open

    def open(
        self,
        opening: Callable[[], Session],
        then: Callable[[Session], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Unlocks or makes a vault; the session stays on the worker's thread."""

        def opened(session: Session) -> None:
            self._open = True
            if then:
                then(session)

        def task() -> None:
            self._close()
            self._session = opening()
            self._seen = self._position()
            self._answered.emit(opened, self._session)

        self._tasks.put(lambda: self._try(task, failed))

    def run(
        self,
        service: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - whatever the service takes
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Calls `service(session, *args)` on the worker; `then` hears the answer here.

        After a lock that came first, nothing is called: what was asked belongs to a closed vault.
        """

        def task() -> None:
            if self._session is None:
                return
            answer = service(self._session, *args)
            self._tell_changes()
            if then:
                self._answered.emit(then, answer)

        self._tasks.put(lambda: self._try(task, failed))

    def lock(self) -> None:
        """Drafts become changes, the vault closes; `locked` follows."""
        self._open = False

        def task() -> None:
            try:
                self._close()
            finally:
                self._answered.emit(lambda _none: self.locked.emit(), None)

        self._tasks.put(lambda: self._try(task, None))

    def stop(self) -> None:
        """Finishes what was asked, closes the vault, ends the thread; returns when that is done."""
        self._open = False
        self._tasks.put(lambda: self._try(self._close, None))
        self._tasks.put(_STOP)
        self._thread.join()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not _STOP:
            task()

    def _try(self, task: Callable[[], None], failed: Callable[[Exception], object] | None) -> None:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - one place hears every error
            log.bug(error)
            self._answered.emit(failed or self.failed.emit, error)

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.lock()

    def _position(self) -> int:
        assert self._session is not None  # noqa: S101 - only asked of an open vault
        rows = self._session.vault.query("SELECT coalesce(max(seq), 0) AS seq FROM changes")
        return int(rows[0]["seq"])

    def _tell_changes(self) -> None:
        assert self._session is not None  # noqa: S101 - only asked of an open vault
        rows = self._session.vault.query(
            "SELECT DISTINCT e.kind FROM changes c JOIN entities e ON e.key = c.entity"
            " WHERE c.seq > ?",
            (self._seen,),
        )
        if rows:
            self._seen = self._position()
            self.changed.emit(frozenset(row["kind"] for row in rows))

    def _answer(self, then: Callable[[Any], object], answer: object) -> None:
        then(answer)
