"""A household on a real vault, and the visit screen upon it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import FixedClock, derived_id
from app.services import visits
from app.services.session import Session
from app.storage.edits import Edit
from app.ui.gesprek import GesprekScreen, pin
from app.ui.theme import apply_theme
from app.ui.worker import Worker
from tests.helpers.sessions import a_session

PASSPHRASE = "vier groene fietsen bij het kanaal"
HOUSEHOLD = derived_id("test", "household")
MEHMET = derived_id("test", "mehmet")
ANJA = derived_id("test", "anja")
FENNA = derived_id("test", "fenna")


class Busy:
    """Holds the worker, as a large merge does, until `over`."""

    def __init__(self, worker: Worker) -> None:
        self._gate, begun = Event(), Event()

        def hold(_session: Session) -> None:
            begun.set()
            self._gate.wait(20)

        worker.run(hold)
        begun.wait(20)

    def over(self) -> None:
        self._gate.set()


class Vault:
    """The worker, asked from a test: each call waits for its answer."""

    def __init__(self, qtbot: QtBot, worker: Worker) -> None:
        self._qtbot, self.worker = qtbot, worker

    def __call__(self, service: Callable[..., Any], *args: object) -> Any:
        answers: list[Any] = []
        errors: list[Exception] = []
        self.worker.run(service, *args, then=answers.append, failed=errors.append)
        self._qtbot.waitUntil(lambda: bool(answers or errors), timeout=10_000)
        if errors:
            raise errors[0]
        return answers[0]

    def record(self, kind: str, entity: str, **fields: object) -> None:
        def write(session: Session) -> bool:
            session.vault.record([Edit(kind, entity, dict(fields))])
            return True

        self(write)


@pytest.fixture
def worker(qtbot: QtBot, qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Worker]:
    apply_theme(qapp, "light", 1.0)
    made = Worker()
    opened: list[Session] = []
    member = {"name": "Selin Yılmaz", "organisation": "MEE", "role": "teamlid"}
    made.open(
        lambda: a_session(tmp_path / "oost", member, clock, PASSPHRASE),
        then=opened.append,
    )
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    yield made
    made.stop()


@pytest.fixture
def vault(qtbot: QtBot, worker: Worker) -> Vault:
    made = Vault(qtbot, worker)
    made.record("member", FENNA, name="Fenna de Boer", organisation="Lentis", role="teamlid")
    made.record("household", HOUSEHOLD, name="Familie Yıldırım-Bakker", status="afspraak")
    made.record("person", MEHMET, household=HOUSEHOLD, name="Mehmet Yıldırım")
    made.record("person", ANJA, household=HOUSEHOLD, name="Anja Bakker")
    return made


@pytest.fixture
def refusing(vault: Vault) -> Iterator[Callable[[bool], None]]:
    """Whether the disk takes no more."""

    def set_to(no: bool) -> None:
        # A call of its own, so that nothing on the screen is waited for.
        vault.worker.run(lambda s: s.vault._store.db.run(f"PRAGMA query_only = {int(no)}"))  # noqa: SLF001

    yield set_to
    set_to(False)


@pytest.fixture
def visit(vault: Vault) -> str:
    started: str = vault(visits.start, HOUSEHOLD)
    vault(visits.set_present, started, (MEHMET, ANJA))
    vault(visits.set_speaker, started, MEHMET)
    return started


@pytest.fixture
def usual_letters(qapp: QApplication) -> Iterator[None]:
    """Again, once the screen is gone; asked for before it, or all of it is made anew first."""
    yield
    QCoreApplication.sendPostedEvents()  # late answers find their screen
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp, "light", 1.0)


@pytest.fixture
def screen(
    qtbot: QtBot,
    worker: Worker,
    clock: FixedClock,
    visit: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[GesprekScreen]:
    monkeypatch.setattr(pin, "_COST", 2)  # what guesses of a PIN cost is paid in test_pure
    made = GesprekScreen(worker, clock)
    made.resize(1366, 768)
    made.pin.choose("314159")
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open_visit(visit)
    qtbot.waitUntil(lambda: made.talk.page.detail is not None, timeout=10_000)
    yield made
    made.clear()
    made.close()
    made.deleteLater()
