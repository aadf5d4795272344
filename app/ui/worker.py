"""The one thread that owns the vault; answers come back on the thread of the screen."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from concurrent import futures
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app import log
from app.errors import STOPPED, UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from app.services.held import Sealed
    from app.services.session import Session

T = TypeVar("T")
IDLE: Final = 0.5
"""Seconds without work after which the vault is tidied, if there was any since."""
BETWEEN: Final = 0.02
"""Seconds between two pieces of that, in which work goes first."""
PATIENCE: Final = 5.0
"""Seconds, all together, that closing waits for what work that has to finish waits for."""
AT_ONCE: Final = 0.004
"""Seconds that typing waits for its words to be durable: less than a frame of the screen."""
SOON: Final = 0.25
"""Seconds that each such wait has at least: one file that hangs takes no other with it."""


@dataclass(frozen=True, slots=True)
class _Task:
    call: Callable[[], None]
    kind: Literal["short", "long", "closing"] = "short"
    finishes: bool = False


_STOP: Final = _Task(lambda: None, "closing")
_WAKE: Final = _Task(lambda: None)


class Long:
    """Long work that leaves room for short work; `stop` ends it where nothing is lost."""

    def __init__(self, worker: Worker, *, finishes: bool) -> None:
        self._worker, self._finishes = worker, finishes
        self._stopped = False

    def stop(self) -> None:
        """From any thread; the work ends with UserError(STOPPED) at its next pause."""
        self._stopped = True
        self._worker.wake()

    def breathe(self) -> None:
        """On the worker: does the short work that waits. Raises UserError(STOPPED)."""
        self._worker.do_short(self._check)

    def wait(self, future: Future[T]) -> T:
        """On the worker: does short work until the future has its result, and returns that.

        Raises UserError(STOPPED); work that has to finish has PATIENCE before it hears that.
        """
        future.add_done_callback(lambda _done: self._worker.wake())
        try:
            self._worker.do_short(self._check, until=future.done)
        except UserError as error:
            if error.id != STOPPED or self._stopped or not self._finishes:
                raise
            self._worker.wait_before_closing(future)
        return future.result()

    def _check(self) -> None:
        if self._stopped:
            raise UserError(STOPPED)


class Worker(QObject):
    """Runs services one after the other, in the order in which they were asked.

    Long work (`run_long`) lets short work that comes later go between its steps, so that typing
    is as lasting while a team shares as it is at any other time. Locking stops long work.

    `changed` carries the kinds of record that a service changed; `failed` an error that nobody
    else takes; `locked` comes when the vault is closed and the key forgotten.
    """

    changed = Signal(object)
    failed = Signal(object)
    locked = Signal()
    unkept = Signal(int)
    """Of how many fields the words are in memory alone, because the disk would not take them."""
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: Session | None = None
        self._open = self._free = False
        self._told = 0
        self._sealed: list[Sealed] = []
        self._tasks: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._later: deque[_Task] = deque()
        self._closing: _Task | None = None
        self._patience = PATIENCE
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
            self._give_back(self._session)
            self._session.vault.news()
            self._answered.emit(opened, self._session)

        self._put(task, failed, "closing")

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
        self._put(lambda: self._serve(service, args, then), failed, "short")

    def run_at_once(
        self,
        service: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - whatever the service takes
        then: Callable[[Any], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """As `run`, and gives a worker that is free the time to do it: AT_ONCE at the most.

        Else it would wait for this thread to draw first, which holds on to Python meanwhile.
        """
        done = threading.Lock()
        done.acquire()

        def served(session: Session, *args: Any) -> Any:  # noqa: ANN401 - as the service
            try:
                return service(session, *args)
            finally:
                done.release()

        free = self._free
        self.run(served, *args, then=then, failed=failed)
        if free:
            done.acquire(timeout=AT_ONCE)

    def run_long(
        self,
        service: Callable[..., Any],
        *args: Any,  # noqa: ANN401
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        heard: Callable[[Any], object] | None = None,
        finishes: bool = False,
    ) -> Long:
        """Calls `service(session, long, heard, *args)`; what it tells `heard` is heard here.

        Services with a network in them belong here. One at a time; a second one waits. What
        `finishes` is done before a closing that was asked later, also when it still waits then.
        """
        work = Long(self, finishes=finishes)

        def tell(news: object) -> None:
            if heard:
                self._answered.emit(heard, news)

        def call() -> None:
            if self._session is None:
                raise UserError(STOPPED)
            self._serve(service, (work, tell, *args), then)

        self._put(call, failed, "long", finishes=finishes)
        return work

    def lock(self) -> None:
        """Drafts become changes, the vault closes; `locked` follows."""
        self._open = False

        def task() -> None:
            try:
                self._close()
            finally:
                self._answered.emit(lambda _none: self.locked.emit(), None)

        self._put(task, None, "closing")

    def stop(self) -> None:
        """Finishes what was asked, closes the vault, ends the thread; returns when that is done."""
        self._open = False
        self._put(self._close, None, "closing")
        self._tasks.put(_STOP)
        self._thread.join()

    def wake(self) -> None:
        """Long work that waits looks up."""
        self._tasks.put(_WAKE)

    def do_short(self, check: Callable[[], None], until: Callable[[], bool] | None = None) -> None:
        """Inside long work: does what waits now, and with `until` what comes till that is true.

        Other long work is put off. Closing ends long work: UserError(STOPPED), and from then on
        nothing that came after it is done here.
        """
        while True:
            check()
            if self._closing is not None:
                raise UserError(STOPPED)
            try:
                task = self._tasks.get(block=until is not None and not until())
            except queue.Empty:
                return
            if task.kind == "closing":
                self._closing, self._patience = task, PATIENCE
            elif task.kind == "short":
                task.call()
            else:
                self._later.append(task)

    def wait_before_closing(self, future: Future[Any]) -> None:
        """Raises UserError(STOPPED) once patience is at its end and the future is not done."""
        since = time.monotonic()
        futures.wait([future], timeout=max(SOON, self._patience))
        self._patience = max(0.0, self._patience - (time.monotonic() - since))
        if not future.done():
            raise UserError(STOPPED)

    def _work(self) -> None:
        while (task := self._next()) is not _STOP:
            self._free = False
            task.call()

    def _next(self) -> _Task:
        """What was asked; while nothing is, the vault is tidied, a little at a time."""
        pause: float | None = IDLE
        while True:
            try:
                self._free = True
                return self._put_off() or self._tasks.get(timeout=pause)
            except queue.Empty:
                self._free = False
                pause = BETWEEN if self._tidy() else None

    def _put_off(self) -> _Task | None:
        """Long work that waited; before a closing only what has to finish."""
        if self._closing is None:
            return self._later.popleft() if self._later else None
        for task in self._later:
            if task.finishes:
                self._later.remove(task)
                return task
        closing, self._closing = self._closing, None
        return closing

    def _tidy(self) -> bool:
        """Whether more is to be done; what goes wrong goes wrong again when somebody asks."""
        if self._session is None:
            return False
        try:
            return self._session.vault.tidy()
        except Exception as error:  # noqa: BLE001 - nobody asked, so nobody waits for an answer
            log.bug(error)
            return False

    def _put(
        self,
        call: Callable[[], None],
        failed: Callable[[Exception], object] | None,
        kind: Literal["short", "long", "closing"],
        *,
        finishes: bool = False,
    ) -> None:
        self._tasks.put(_Task(lambda: self._try(call, failed), kind, finishes))

    def _serve(
        self,
        service: Callable[..., Any],
        args: tuple[Any, ...],
        then: Callable[[Any], object] | None,
    ) -> None:
        if self._session is None:
            return
        answer = service(self._session, *args)
        self._tell_changes()
        if then:
            self._answered.emit(then, answer)

    def _try(self, task: Callable[[], None], failed: Callable[[Exception], object] | None) -> None:
        try:
            task()
        except Exception as error:  # noqa: BLE001 - one place hears every error
            if not isinstance(error, UserError):
                log.bug(error)
            self._answered.emit(failed or self.failed.emit, error)
        self._tell_unkept()

    def _close(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        if len(session.unkept):
            from app.services import unkept  # noqa: PLC0415 - loads the model

            if sealed := unkept.lay_by(session):
                self._sealed.append(sealed)
        session.lock()

    def _give_back(self, session: Session) -> None:
        """What an earlier lock sealed goes to the vault that it was typed in."""
        if not self._sealed:
            return
        from app.services import unkept  # noqa: PLC0415 - loads the model

        self._sealed = [one for one in self._sealed if not unkept.give_back(session, one)]

    def _tell_unkept(self) -> None:
        waiting = len(self._session.unkept) if self._session else 0
        waiting += sum(one.number for one in self._sealed)
        if waiting != self._told:
            self._told = waiting
            self.unkept.emit(waiting)

    def _tell_changes(self) -> None:
        assert self._session is not None  # noqa: S101 - only asked of an open vault
        if kinds := self._session.vault.news():
            self.changed.emit(kinds)

    def _answer(self, then: Callable[[Any], object], answer: object) -> None:
        then(answer)
