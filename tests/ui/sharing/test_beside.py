"""Typing goes on while a team shares, also when the place does not answer."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from app.clock import FixedClock
from app.errors import STOPPED, UserError
from app.services import fields, session, sharing, sharing_jobs, team
from app.services.patient_share import PatientShare
from app.services.target import Target
from app.storage.edits import Edit
from app.sync.share.folder import Folder
from app.ui.worker import Worker
from tests.helpers import homes
from tests.helpers.vaults import PASSPHRASE, TINY, on_disk
from tests.ui.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.sync.share.contract import Entry

PATIENCE_MS = 60_000
SEGMENTS = 5
WORDS = "De huur is op tijd betaald en de brief van de gemeente is samen geopend. " * 6


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from on_disk()


class Silent(Folder):
    """A place that lets one wait until the test lets go."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.asked, self.free = threading.Event(), threading.Event()

    def listing(self, folder: str) -> list[Entry]:
        self.asked.set()
        self.free.wait()
        return super().listing(folder)


class Typist:
    """Somebody who types on, one letter at a time, as soon as the last is on the disk."""

    def __init__(self, worker: Worker, target: Target) -> None:
        self._worker, self._target = worker, target
        self.on = True
        self.text = ""
        self.waits: list[float] = []
        self._since = 0.0

    def type(self) -> None:
        self.text += "a"
        self._since = time.process_time()
        self._worker.run(fields.type, self._target, self.text, then=self._saved)

    def _saved(self, _saved: object) -> None:
        self.waits.append(time.process_time() - self._since)
        if self.on:
            self.type()


@pytest.fixture
def worker(qapp: object, tmp_path: Path) -> Iterator[Worker]:
    """Stopped before its folder is removed: Windows removes nothing that is open."""
    made = Worker()
    yield made
    made.stop()


def a_session(path: Path, name: str, later: int) -> Session:
    clock = FixedClock(NOW)
    clock.advance(later)
    return session.create(path, PASSPHRASE, {"name": name}, clock, TINY)


def a_busy_share(tmp_path: Path, goals: int) -> tuple[Path, str]:
    """A colleague's year of work in a folder; the vault of a member who has seen none of it."""
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    first = a_session(tmp_path / "a.drempel", "Ayşe Ğazi", 1)
    second = a_session(tmp_path / "b.drempel", "Łukasz Wójcik", 2)
    with sharing.opened(str(folder)) as share:
        team.start(first, "Team Noorderhaven", share)
        asked = team.ask(second, share)
        team.admit(first, asked, asked.member, share)
        sharing.sync(second, share)
        pair = [first.vault.member_id, second.vault.member_id]
        home = homes.new_household(first, "Familie Şahin", pair=pair)
        for number in range(SEGMENTS):
            first.vault.record(
                [
                    Edit("goal", f"G{number:03}{one:04}", {"household": home, "title": WORDS[:300]})
                    for one in range(goals)
                ]
            )
            sharing.sync(first, share)
    first.lock()
    second.lock()
    return folder, home


def opened(worker: Worker, qtbot: QtBot, path: Path) -> None:
    ready: list[Any] = []
    worker.open(lambda: session.unlock(path, PASSPHRASE, FixedClock(NOW)), then=ready.append)
    qtbot.waitUntil(lambda: bool(ready), timeout=PATIENCE_MS)


def test_that_typing_is_on_the_disk_within_a_second_while_a_year_comes_in(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    folder, home = a_busy_share(tmp_path, 900)
    opened(worker, qtbot, tmp_path / "b.drempel")
    ended: list[Any] = []
    typist = Typist(worker, Target("household", home, "phone", ()))
    typist.type()
    worker.run_long(_share(folder), then=ended.append, failed=ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE_MS)
    typist.on = False
    assert isinstance(ended[0], sharing_jobs.LastTime)
    assert ended[0].received >= SEGMENTS * 900
    assert len(typist.waits) > SEGMENTS
    assert max(typist.waits) < 1.0
    drafts: list[Any] = []
    worker.run(lambda s: s.vault.drafts(), then=drafts.append)
    qtbot.waitUntil(lambda: bool(drafts))
    assert [one.value for one in drafts[0]] == [typist.text]


def test_that_what_is_typed_while_a_place_is_silent_is_kept_and_sharing_can_be_stopped(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    a_session(tmp_path / "b.drempel", "Łukasz Wójcik", 2).lock()
    opened(worker, qtbot, tmp_path / "b.drempel")
    place = Silent(tmp_path)
    failed: list[Exception] = []
    work = worker.run_long(_ask(place), failed=failed.append)
    qtbot.waitUntil(place.asked.is_set)
    kept: list[Any] = []
    target = Target("household", "01J00000000000000000000H01", "phone", ())
    worker.run(fields.type, target, "06", then=kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    assert not failed
    work.stop()
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], UserError)
    assert failed[0].id == STOPPED
    place.free.set()


def test_that_a_vault_locks_at_once_while_a_place_is_silent(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    a_session(tmp_path / "b.drempel", "Łukasz Wójcik", 2).lock()
    opened(worker, qtbot, tmp_path / "b.drempel")
    place = Silent(tmp_path)
    worker.run_long(_ask(place), failed=lambda _error: None)
    qtbot.waitUntil(place.asked.is_set)
    with qtbot.waitSignal(worker.locked):
        worker.lock()
    place.free.set()


def test_that_a_round_that_is_stopped_halfway_loses_nothing(
    qtbot: QtBot, worker: Worker, tmp_path: Path
) -> None:
    folder, _home = a_busy_share(tmp_path, 20)
    opened(worker, qtbot, tmp_path / "b.drempel")
    heard: list[Any] = []
    ended: list[Any] = []

    def hear(progress: Any) -> None:
        heard.append(progress)
        if progress.what == "take_in":
            work.stop()

    work = worker.run_long(_share(folder), heard=hear, then=ended.append, failed=ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=PATIENCE_MS)
    again: list[Any] = []
    worker.run_long(_share(folder), then=again.append, failed=again.append)
    qtbot.waitUntil(lambda: bool(again), timeout=PATIENCE_MS)
    goals: list[Any] = []
    worker.run(lambda s: s.vault.query("SELECT count(*) AS n FROM v_goal"), then=goals.append)
    qtbot.waitUntil(lambda: bool(goals))
    assert goals[0][0]["n"] == SEGMENTS * 20


def _share(folder: Path) -> Callable[..., object]:
    def job(s: Session, pause: Pause, tell: Callable[[object], None]) -> object:
        return sharing_jobs.share(s, pause, tell, str(folder), quiet=True)

    return job


def _ask(place: Folder) -> Callable[..., object]:
    def job(_session: Session, pause: Pause, _tell: object) -> object:
        share = PatientShare(place, pause)
        try:
            return share.listing("")
        finally:
            share.close()

    return job
