"""The dossier on one of two laptops that share through a folder; the other stays a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.services import session as sessions
from app.services import sharing
from app.ui.dossier import DossierScreen
from app.ui.theme import apply_theme
from app.ui.worker import Worker
from tests.helpers.vaults import PASSPHRASE
from tests.sync.rounds.conftest import HOUSEHOLD, Office, duo, office
from tests.ui.dossier.conftest import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from app.services.session import Session

__all__ = ["duo", "office"]
PATIENCE_MS = 8_000


class Laptops:
    """`open_on` shows the dossier on the laptop of a session, which is locked for that."""

    def __init__(self, office: Office, duo: tuple[Session, Session], qtbot: QtBot) -> None:
        self.office, self.qtbot = office, qtbot
        self.first, self.second = duo
        self.third = office.laptop("Fatoumata Çelik")
        office.admit(self.first, self.third)
        office.level()
        self._opened: list[tuple[Worker, DossierScreen]] = []

    def open_on(self, session: Session) -> Desk:
        """The dossier of the family, on the screen of this laptop."""
        path, clock = session.vault.path, session.clock
        session.lock()
        self.office.sessions.remove(session)
        worker = Worker()
        opened: list[Session] = []
        worker.open(lambda: sessions.unlock(path, PASSPHRASE, clock), then=opened.append)
        self.qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
        screen = DossierScreen(worker)
        screen.resize(1290, 768)
        screen.show()
        screen.activateWindow()
        self.qtbot.waitUntil(screen.isVisible)
        self._opened.append((worker, screen))
        desk = Desk(self.qtbot, worker, screen)
        screen.open_household(HOUSEHOLD)
        desk.until(lambda: screen.desk.household == HOUSEHOLD)
        return desk

    def share(self, desk: Desk) -> None:
        """One round of the laptop on the screen, and one of the others before and after."""
        for _ in range(3):
            desk.ask(_round, str(self.office.folder))
            for session in self.office.sessions:
                self.office.sync(session)
        desk.ask(_round, str(self.office.folder))

    def close(self) -> None:
        for worker, screen in self._opened:
            screen.forget()
            screen.close()
            worker.stop()
            screen.deleteLater()


def _round(session: Session, folder: str) -> Any:
    with sharing.opened(folder) as share:
        return sharing.sync(session, share)


def until_shown(desk: Desk, fact: Callable[[], object]) -> None:
    """Wait for a fact about widgets that are drawn anew meanwhile."""

    def so() -> bool:
        try:
            return bool(fact())
        except (StopIteration, RuntimeError, AttributeError, IndexError):
            return False

    desk.until(so)


@pytest.fixture
def laptops(
    office: Office, duo: tuple[Session, Session], qtbot: QtBot, qapp: QApplication
) -> Iterator[Laptops]:
    apply_theme(qapp, "light", 1.0)
    made = Laptops(office, duo, qtbot)
    yield made
    made.close()
