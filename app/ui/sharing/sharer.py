"""The one place from which rounds begin, so that there is never more than one."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.errors import STOPPED, UserError
from app.services import sharing_jobs
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.sharing import Progress
    from app.ui.worker import Long, Worker

TOLD_EVERY_MS: Final = 60
_PHASES: Final = {
    "look": (0.0, 0.05),
    "take_in": (0.05, 0.5),
    "merge": (0.5, 0.6),
    "give_out": (0.6, 0.7),
    "put": (0.7, 0.9),
    "attachments": (0.9, 1.0),
}
"""From where to where the bar goes in each part of a round."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a person asked for while something ran; rounds that are equal are one."""

    job: Callable[..., Any]
    then: Callable[[Any], object]
    args: tuple[object, ...]
    failed: Callable[[UserError], object]
    a_round: tuple[str, bool] | None = None


class Sharer(QObject):
    """Starts, stops and tells of rounds and of other work with a share.

    What goes by itself is *quiet*: it fails without a word, and leaves what is being typed alone.
    """

    began = Signal()
    """Something that may be seen to run: a round, or what a person asked for."""
    progressed = Signal(str, float)
    """What is going on, and how far: 0.0 to 1.0."""
    ended = Signal(object)
    """The `LastTime` of a round."""
    failed = Signal(object)
    """A UserError that a person should hear."""
    rested = Signal()
    """Nothing runs any more, however it ended."""
    quietly_failed = Signal()
    """A quiet round."""

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._work: Long | None = None
        self._quiet = self._round = False
        self._failed: Callable[[UserError], object] = self.failed.emit
        self._waiting: deque[_Wanted] = deque()
        self._told = QElapsedTimer()

    @property
    def busy(self) -> bool:
        """Whether something runs; a quiet round counts too."""
        return self._work is not None

    def share(self, url: str = "", *, new_place: bool = False, quiet: bool = False) -> None:
        """A round; one that a person asks for while another runs comes right after it."""
        job = partial(sharing_jobs.share, url=url, new_place=new_place, quiet=quiet)
        a_round = url, new_place
        self._ask(_Wanted(job, self.ended.emit, (), self.failed.emit, a_round), quiet=quiet)

    def run(
        self,
        job: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object],
        failed: Callable[[UserError], object] | None = None,
        quiet: bool = False,
    ) -> None:
        """Other work with a share (`app.services.sharing_jobs`); it waits as a round does.

        `failed` hears what a person should hear of it, instead of who listens to the signal.
        """
        self._ask(_Wanted(job, then, args, failed or self.failed.emit), quiet=quiet)

    def stop(self) -> None:
        """End it where nothing is lost; what waits behind it is not begun, and hears that too."""
        waiting, self._waiting = self._waiting, deque()
        if self._work is not None:
            self._work.stop()
        for one in waiting:
            if one.a_round is None:
                one.failed(UserError(STOPPED))

    def _ask(self, wanted: _Wanted, *, quiet: bool) -> None:
        if self._work is None:
            self._start(wanted, quiet=quiet)
        elif not quiet and not self._waits(wanted):
            self._waiting.append(wanted)

    def _waits(self, wanted: _Wanted) -> bool:
        """A round that waits last does for who asks for the same one."""
        last = self._waiting[-1] if self._waiting else None
        return last is not None and last.a_round is not None and last.a_round == wanted.a_round

    def _start(self, wanted: _Wanted, *, quiet: bool) -> None:
        if not self._worker.is_open:
            return
        self._quiet, self._round = quiet, wanted.a_round is not None
        self._failed = wanted.failed
        self._told.start()
        self._work = self._worker.run_long(
            wanted.job,
            *wanted.args,
            then=partial(self._done, wanted.then),
            failed=self._fail,
            heard=self._heard,
        )
        if self._round or not quiet:
            self.began.emit()

    def _heard(self, progress: Progress) -> None:
        if self._work is None or (progress.done and self._told.elapsed() < TOLD_EVERY_MS):
            return
        self._told.start()
        first, last = _PHASES[progress.what]
        part = progress.done / progress.all if progress.all else 0.0
        self.progressed.emit(_words(progress), first + (last - first) * min(1.0, part))

    def _done(self, then: Callable[[Any], object], answer: object) -> None:
        self._work = None
        then(answer)
        self._rest()

    def _fail(self, error: Exception) -> None:
        quiet, self._work = self._quiet, None
        if not isinstance(error, UserError):
            self._worker.failed.emit(error)
        elif quiet and self._round:
            self.quietly_failed.emit()
        elif quiet:
            pass
        elif error.id != STOPPED or self._worker.is_open:
            self._failed(error)
        self._rest()

    def _rest(self) -> None:
        if not self._worker.is_open:
            self._waiting.clear()
        if self._waiting and self._work is None:
            self._start(self._waiting.popleft(), quiet=False)
        elif self._work is None:
            self.rested.emit()


def _words(progress: Progress) -> str:
    done, whole = progress.done, progress.all
    if progress.what == "take_in" and whole:
        return tr("Ophalen: {done} van {all}", done=done, all=whole)
    if progress.what == "put" and whole:
        return tr("Versturen: {done} van {all}", done=done, all=whole)
    if progress.what == "attachments":
        return tr("Bijlagen: {done} van {all}", done=done, all=whole)
    if progress.what == "merge":
        return tr("Samenvoegen met wat hier staat")
    if progress.what == "give_out":
        return tr("Verzegelen wat van jou is")
    return tr("Kijken wat er is")
