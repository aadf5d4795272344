"""A share that is waited for with patience: other work goes on while the place answers."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.errors import STOPPED, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.sync.share.contract import Entry, Share

T = TypeVar("T")


class Pause(Protocol):
    """Where long work lets other work go first; both raise UserError to stop it."""

    def breathe(self) -> None:
        """Other work that waits is done now."""
        ...

    def wait(self, future: Future[T]) -> T:
        """Other work is done until the future has its result, which is returned."""
        ...


def beside(call: Callable[..., T], *args: Any) -> Future[T]:  # noqa: ANN401 - what the call takes
    """The call on a thread of its own; the program may end while it never comes back."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(call(*args))
        except Exception as error:  # noqa: BLE001 - who waits for the future hears it
            future.set_exception(error)

    Thread(target=run, name="beside", daemon=True).start()
    return future


class Finishing:
    """Lets other work go first until somebody stops it; then it goes on alone, to its end.

    For what surely ends; what a place has to answer for is waited for with `Pause` itself.
    """

    def __init__(self, pause: Pause) -> None:
        self._pause: Pause | None = pause

    def breathe(self) -> None:
        """See `Pause`; stops nothing."""
        if self._pause is not None:
            with self._alone():
                self._pause.breathe()

    def wait(self, future: Future[T]) -> T:
        """See `Pause`; stops nothing."""
        self.breathe()
        if self._pause is not None:
            with self._alone():
                return self._pause.wait(future)
        return future.result()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            yield
        except UserError as error:
            if error.id != STOPPED:
                raise
            self._pause = None


class PatientShare:
    """The same share; each call runs on a thread of its own, and `pause` spends the wait.

    So a place that takes long, or never answers, keeps nobody from typing or from stopping.
    """

    def __init__(self, share: Share, pause: Pause) -> None:
        self.url = share.url
        self._share, self._pause = share, pause
        self._calls = ThreadPoolExecutor(1, thread_name_prefix="share-calls")

    def listing(self, folder: str) -> list[Entry]:
        return self._do(self._share.listing, folder)

    def read(self, folder: str, name: str, limit: int) -> bytes:
        return self._do(self._share.read, folder, name, limit)

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        files = self._share.read_all(folder, names, limit)
        try:
            while (one := self._do(_next, files)) is not None:
                yield one
        finally:
            self._calls.submit(_close, files)

    def write(self, folder: str, name: str, data: bytes) -> None:
        self._do(self._share.write, folder, name, data)

    def remove(self, folder: str, name: str) -> None:
        self._do(self._share.remove, folder, name)

    def close(self) -> None:
        """Returns at once; a call that never comes back is left to itself."""
        self._calls.submit(self._share.close)
        self._calls.shutdown(wait=False)

    def _do(self, call: Callable[..., T], *args: Any) -> T:  # noqa: ANN401 - what the call takes
        return self._pause.wait(self._calls.submit(call, *args))


def _next(files: Iterator[T]) -> T | None:
    return next(files, None)


def _close(files: Iterator[object]) -> None:
    close = getattr(files, "close", None)
    if close is not None:
        close()
