"""The one place from which rounds begin, so that there is never more than one."""

from __future__ import annotations

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
        self._next: Callable[[], object] | None = None
        self._told = QElapsedTimer()

    @property
    def busy(self) -> bool:
        """Whether something runs; a quiet round counts too."""
        return self._work is not None

    def share(self, url: str = "", *, new_place: bool = False, quiet: bool = False) -> None:
        """A round; one that a person asks for while another runs comes right after it."""
        job = partial(sharing_jobs.share, url=url, new_place=new_place, quiet=quiet)
        self._start(job, self.ended.emit, quiet=quiet, a_round=True)

    def run(
        self,
        job: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object],
        quiet: bool = False,
    ) -> None:
        """Other work with a share (`app.services.sharing_jobs`)."""
        self._start(job, then, *args, quiet=quiet)

    def stop(self) -> None:
        """End it where nothing is lost."""
        self._next = None
        if self._work is not None:
            self._work.stop()

    def _start(
        self,
        job: Callable[..., Any],
        then: Callable[[Any], object],
        *args: object,
        quiet: bool,
        a_round: bool = False,
    ) -> None:
        if self._work is not None:
            if not quiet:
                self._next = partial(self._start, job, then, *args, quiet=False, a_round=a_round)
            return
        if not self._worker.is_open:
            return
        self._quiet, self._round = quiet, a_round
        self._told.start()
        self._work = self._worker.run_long(
            job,
            *args,
            then=partial(self._done, then),
            failed=self._fail,
            heard=self._heard,
        )
        if a_round or not quiet:
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
            self.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        following, self._next = self._next, None
        if following is not None and self._worker.is_open:
            following()
        else:
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
