"""A sealed copy of the vault, and the way back from it."""

from __future__ import annotations

from concurrent import futures
from typing import TYPE_CHECKING, Final

from app.errors import STOPPED, UserError
from app.services import session
from app.services.patient_share import beside
from app.storage.keeping import Pace
from app.storage.vault import put_back_vault, restore_vault

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.clock import Clock
    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.sharing_jobs import Tell

AT_ONCE: Final = 64 * 1024 * 1024
"""Bytes that are still copied or packed after a closing was asked: a second or two."""


class _Patient(Pace):
    """Other work goes between the steps; ends with UserError(STOPPED) where that is asked.

    Looking, copying and packing are a third each: `tell` hears 0.0 to 1.0, in hundredths.
    """

    def __init__(self, pause: Pause, tell: Tell, cancelled: Callable[[], bool]) -> None:
        self._pause, self._tell, self._cancelled = pause, tell, cancelled
        self._left = 0
        self._share = 0
        self._alone = self._stop = False

    def checked(self, done: int, total: int) -> None:
        self._between(done, 3 * total)

    def step(self, done: int, total: int) -> None:
        self._between(total + done, 3 * total)

    def _between(self, done: int, total: int) -> None:
        self._left = total - done
        self._say(done, total)
        try:
            if not self._alone:
                self._pause.breathe()
        except UserError as error:
            self._end_or_go_on(error)

    def packed(self, done: int, total: int) -> None:
        if self._stop:
            raise UserError(STOPPED)
        self._left = total - done
        self._say(2 * total + done, 3 * total)

    def apart(self, pack: Callable[[], None]) -> None:
        if self._alone:
            pack()
            return
        future = beside(pack)
        try:
            self._pause.wait(future)
        except UserError as error:
            try:
                self._end_or_go_on(error)
            except UserError:
                self._stop = True
                raise
            finally:
                futures.wait([future])
            future.result()

    def _end_or_go_on(self, error: UserError) -> None:
        """After a closing what is nearly there goes on alone; what somebody stops does not."""
        if error.id != STOPPED or self._cancelled() or self._left > AT_ONCE:
            raise error
        self._alone = True

    def _say(self, done: int, total: int) -> None:
        share = done * 100 // total if total else 0
        if share != self._share:
            self._share = share
            self._tell(share / 100)


def make(
    s: Session,
    pause: Pause,
    tell: Tell,
    target: Path,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """The vault in one file, sealed under today's passphrase; returns its name.

    What is typed goes on meanwhile, and what is written while the copy is made is in it. Replaces
    an earlier backup of that name; any other file stays: UserError("backup_exists"). Stopped by
    `cancelled`, or by a closing while much is still to be done, it leaves nothing and raises
    UserError(STOPPED).
    """
    s.vault.backup(target, _Patient(pause, tell, cancelled))
    return target.name


def restore(
    path: Path, file: Path, passphrase: str, clock: Clock, language: str
) -> tuple[Session, str]:
    """Puts a backup at `path` and opens it; also the name of the file that was there, if any.

    Raises UserError or DamagedError before anything was replaced. What was there lies beside it.
    """
    session.make_folder(path.parent)
    kept = restore_vault(path, file, passphrase, clock)
    return session.unlock(path, passphrase, clock, language), kept.name if kept else ""


def put_back(
    path: Path, kept: Path, passphrase: str, clock: Clock, language: str
) -> tuple[Session, str]:
    """As `restore`, for an earlier vault that lies beside this one; that is no copy, but moved."""
    aside = put_back_vault(path, kept, passphrase, clock)
    return session.unlock(path, passphrase, clock, language), aside.name if aside else ""
