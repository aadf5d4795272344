"""The whole program on Sanne's vault; Fenna's vault on another laptop, known to each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest

from app.bootstrap import build
from app.clock import FixedClock
from app.services import session as sessions
from tests.helpers.vaults import PASSPHRASE, TINY, exchange, on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.services.session import Session
    from app.ui.gesprek import GesprekScreen
    from app.ui.program import Program
    from app.ui.workbench import Workbench

NOW: Final = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)
"""A Thursday."""
SANNE: Final = {"name": "Sanne Visser", "organisation": "Humanitas", "role": "coordinator"}
FENNA: Final = {"name": "Fenna Łukasz", "organisation": "MEE", "role": "teamlid"}


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from on_disk()


class Laptop:
    """Sanne's program as it runs, and Fenna's vault somewhere else."""

    def __init__(self, program: Program, fenna: Session, qtbot: QtBot) -> None:
        self.program, self.fenna, self._qtbot = program, fenna, qtbot

    @property
    def bench(self) -> Workbench:
        bench = self.program.workbench
        assert bench is not None
        return bench

    @property
    def talk(self) -> GesprekScreen:
        return self.bench.gesprek

    def wait(self, ready: Callable[[], bool]) -> None:
        """Until the screen shows it."""
        self._qtbot.waitUntil(ready, timeout=15_000)

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """The answer of a service, for checking; it changes nothing."""
        answers: list[Any] = []
        self.program._worker.run(question, *args, then=answers.append)  # noqa: SLF001
        self._qtbot.waitUntil(lambda: bool(answers), timeout=15_000)
        return answers[0]

    def to_fenna(self) -> None:
        """All that Sanne wrote so far arrives with Fenna, as sharing will do it."""
        changes, authors = self.ask(lambda s: (list(s.vault.changes()), s.vault.authors()))
        self.fenna.vault.apply(changes, authors)

    def from_fenna(self) -> None:
        """All that Fenna wrote arrives on Sanne's laptop, as sharing will do it."""
        changes, authors = list(self.fenna.vault.changes()), self.fenna.vault.authors()
        self.ask(lambda s: (s.vault.apply(changes, authors), True)[1])


@pytest.fixture
def laptop(qtbot: QtBot, tmp_path: Path) -> Iterator[Laptop]:
    clock = FixedClock(NOW)
    file = tmp_path / "sanne.drempel"
    sanne = sessions.create(file, PASSPHRASE, SANNE, clock, TINY)
    fenna = sessions.create(tmp_path / "fenna.drempel", PASSPHRASE, FENNA, clock, TINY)
    exchange(sanne.vault, fenna.vault)
    sanne.lock()
    program = build(file, tmp_path / "instellingen.json", clock)
    program.window.resize(1366, 768)
    program.show()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    yield Laptop(program, fenna, qtbot)
    program.close()
    program.window.deleteLater()
    fenna.lock()
