"""The whole program on a real vault with a small team, opened as a person opens it."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from app import log
from app.bootstrap import build
from app.clock import FixedClock
from app.services import contacts, referrals
from app.services.session import Session
from app.storage.edits import Edit
from app.ui import ready
from app.ui.gesprek import pin
from tests.helpers import homes
from tests.helpers.sessions import a_session
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.ui.program import Program
    from app.ui.workbench import Workbench

NOW: Final = datetime(2026, 3, 12, 13, 0, tzinfo=UTC)
A_DAY_MS: Final = 24 * 3600 * 1000
ME: Final = {"name": "Sanne Visser", "organisation": "Humanitas", "role": "coordinator"}


class Opened:
    """The program as it runs, and the way to ask its vault a question."""

    def __init__(self, program: Program, qtbot: QtBot, clock: FixedClock) -> None:
        self.program, self.qtbot, self.clock = program, qtbot, clock

    @property
    def bench(self) -> Workbench:
        bench = self.program.workbench
        assert bench is not None
        return bench

    def ask(self, question: Callable[..., Any], *args: Any) -> Any:
        """The answer of a service, asked on the worker after all that was asked before."""
        answers: list[Any] = []
        worker = self.program._worker  # noqa: SLF001 - the test looks into the vault itself
        worker.run(question, *args, then=answers.append)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def unlock(self) -> None:
        page = self.program.start.unlock_page
        page.passphrase.line.setText(PASSPHRASE)
        page.button.click()
        self.qtbot.waitUntil(lambda: self.program.workbench is not None)
        self.qtbot.waitUntil(lambda: self.program.window.current_screen() != "start")


def a_team(s: Session) -> None:
    """Two colleagues, a household with two persons and one melding."""
    colleagues: tuple[dict[str, Any], ...] = (
        {"name": "Fenna Łukasz", "organisation": "MEE", "expertise": ["LVB"]},
        {"name": "Ruud Jansma", "organisation": "Stadsbank", "expertise": ["geldzorgen"]},
    )
    for number, fields in enumerate(colleagues):
        s.vault.record([Edit("member", f"member{number}", fields)])
    address = {"street": "Korenstraat", "number": "41", "city": "Groningen"}
    home = homes.new_household(
        s, "Familie Yıldırım-Bakker", address=address, pair=[s.vault.member_id]
    )
    homes.add(s, "person", home, {"name": "Anja Bakker", "call_name": "Anja"})
    safe = {"call": False, "when": "na 18 uur"}
    homes.add(s, "person", home, {"name": "Mehmet Yıldırım", "safe_contact": safe})
    contacts.log(s, home, "", "telefoon", "De huur is betaald", {"what": "Brief lezen"})
    referrals.new(s, {"name": "Meneer Szőke", "source": "buur", "themes": ["geldzorgen"]})


@pytest.fixture
def vault_file(tmp_path: Path) -> Path:
    file = tmp_path / "kluis.drempel"
    made = a_session(file, ME, FixedClock(NOW))
    a_team(made)
    made.lock()
    return file


@pytest.fixture
def only_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """No screen is made in advance (see test_ready): most tests go to one or two."""
    monkeypatch.setattr(ready, "BETWEEN_MS", A_DAY_MS)


@pytest.fixture
def locked(
    qtbot: QtBot, vault_file: Path, tmp_path: Path, only_asked_for: None
) -> Iterator[Opened]:
    clock = FixedClock(NOW)
    program = build(vault_file, tmp_path / "instellingen.json", clock)
    program.window.resize(1366, 768)
    program.show()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    yield Opened(program, qtbot, clock)
    program.close()
    program.window.deleteLater()


@pytest.fixture
def opened(locked: Opened) -> Opened:
    locked.unlock()
    return locked


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Errors that are no sentence; nothing asks for a file or a printer."""
    found: list[str] = []

    def hear(error: BaseException) -> None:
        found.append("".join(traceback.format_exception(error)))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(log, "bug", hear)
    monkeypatch.setattr(pin, "_COST", 2)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: 0)
    for name in ("getOpenFileName", "getSaveFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_asked: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: "")
    return found
