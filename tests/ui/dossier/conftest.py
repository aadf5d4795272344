"""The dossier screen on a real vault of the demo team."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.services import households, session
from app.services.demo.make import PASSPHRASE, make_team, vault_file
from app.services.session import Session
from app.ui.dossier import DossierScreen
from app.ui.theme import apply_theme
from app.ui.worker import Worker
from tests.helpers.vaults import TINY

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PATIENCE_MS = 4_000


class Desk:
    """The screen, and the way to ask its vault a question."""

    def __init__(self, qtbot: QtBot, worker: Worker, screen: DossierScreen) -> None:
        self.qtbot, self.worker, self.screen = qtbot, worker, screen

    def ask(self, service: Callable[..., Any], *args: object) -> Any:
        """The answer of a service, after everything that was asked before it."""
        answers: list[Any] = []
        failed: list[Exception] = []
        self.worker.run(service, *args, then=answers.append, failed=failed.append)
        self.until(lambda: bool(answers or failed))
        if failed:
            raise failed[0]
        return answers[0]

    def until(self, fact: Callable[[], object]) -> None:
        """Let events come until something is so."""
        self.qtbot.waitUntil(lambda: bool(fact()), timeout=PATIENCE_MS)

    def open(self, name: str) -> str:
        """Open the dossier of the household with this in its name; returns its id."""
        lines = self.ask(households.lines)
        found = next(line for line in lines if name in line.name)
        self.screen.open_household(found.id)
        self.until(lambda: self.screen.desk.household == found.id)
        self.until(self._is_laid_out)
        return str(found.id)

    def _is_laid_out(self) -> bool:
        """What was put on the page is in sight, but for what was hidden on purpose."""
        told = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        page = self.screen.stack.currentWidget()
        if page is None or not page.isVisible():
            return False
        around = ((one, one.parentWidget()) for one in page.findChildren(QWidget))
        return all(
            one.isVisible()
            for one, parent in around
            if not one.testAttribute(told) and parent is not None and parent.isVisible()
        )

    def tab(self, key: str) -> Any:
        """Go to a tab by its button."""
        self.screen.tabs.button(key).click()
        page = self.screen.pages[key]
        self.until(page.isVisible)
        return page


@pytest.fixture(scope="session")
def demo_team(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("team")
    make_team(folder, FixedClock(NOW), cost=TINY)
    return folder


def _copied(team: Path, folder: Path, key: str) -> Path:
    # A vault is more than one file: its seal and its log lie beside it.
    for file in team.glob(f"{key}.*"):
        if file.is_file():
            shutil.copy(file, folder)
    return vault_file(folder, key)


def _unlocked(qtbot: QtBot, file: Path) -> Worker:
    worker = Worker()
    opened: list[Session] = []
    clock = FixedClock(NOW)
    worker.open(lambda: session.unlock(file, PASSPHRASE, clock), then=opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    return worker


def _desk(qtbot: QtBot, qapp: QApplication, file: Path) -> Iterator[Desk]:
    apply_theme(qapp, "light", 1.0)
    worker = _unlocked(qtbot, file)
    screen = DossierScreen(worker)
    screen.resize(1290, 768)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isVisible)
    yield Desk(qtbot, worker, screen)
    screen.forget()
    screen.close()
    worker.stop()
    screen.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, demo_team: Path, tmp_path: Path) -> Iterator[Desk]:
    """Sanne's laptop: she is in the duo of most households."""
    yield from _desk(qtbot, qapp, _copied(demo_team, tmp_path, "sanne"))


@pytest.fixture
def outsider(qtbot: QtBot, qapp: QApplication, demo_team: Path, tmp_path: Path) -> Iterator[Desk]:
    """Gerlof's laptop: it holds the team's space and no dossier."""
    yield from _desk(qtbot, qapp, _copied(demo_team, tmp_path, "gerlof"))
