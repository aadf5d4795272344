"""Two laptops with the whole program, and one folder between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.bootstrap import build
from app.clock import FixedClock
from app.services import sharing_jobs
from app.storage.edits import Edit
from tests.helpers import homes
from tests.helpers.sessions import a_session
from tests.ui.conftest import NOW, Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from app.services.session import Session
    from app.ui.sharing.screen import SharingScreen

PATIENCE_MS: Final = 60_000
GOAL: Final = "01J00000000000000000000G01"


class Desk(Opened):
    """One laptop at the table, with hands on it."""

    @property
    def screen(self) -> SharingScreen:
        return self.bench.sharing

    def until(self, fact: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(fact()), timeout=PATIENCE_MS)

    def front(self) -> None:
        """This window is the one that a person works in."""
        window = self.program.window
        window.activateWindow()
        window.raise_()
        self.until(window.isActiveWindow)

    def click(self, widget: QWidget) -> None:
        self.until(lambda: widget.isVisible() and widget.isEnabled())
        self.until(lambda: widget.height() >= widget.sizeHint().height())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, widget: QWidget, text: str) -> None:
        """Into a field, over what is there."""
        self.until(widget.isVisible)
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(widget, text)

    def to_sharing(self) -> None:
        """Delen, by its key."""
        self.front()
        QTest.keyClick(self.program.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
        self.until(lambda: self.bench.sharing.isVisible() and self.screen.view is not None)

    def share(self) -> None:
        """The one big button, and what follows."""
        self.to_sharing()
        self.settled()
        with self.qtbot.waitSignal(self.bench.sharer.ended, timeout=PATIENCE_MS):
            self.click(self.screen.button)
        self.settled()

    def job(self, service: Callable[..., Any], *args: object) -> Any:
        """The answer of a service that shares, asked on the worker past all screens."""
        answers: list[Any] = []
        worker = self.program._worker  # noqa: SLF001 - no hand on a screen
        worker.run_long(service, *args, then=answers.append)
        self.until(lambda: bool(answers))
        return answers[0]

    def settled(self) -> None:
        """Nothing runs."""
        self.until(lambda: not self.bench.sharer.busy)


class Table:
    """Everyone who sits at it, and the folder in the middle."""

    def __init__(self, folder: Path, ayse: Desk, lukasz: Desk) -> None:
        self.folder, self.ayse, self.lukasz = folder, ayse, lukasz

    @property
    def desks(self) -> tuple[Desk, Desk]:
        return self.ayse, self.lukasz

    def begin(self) -> None:
        """Ayşe founds the team in the folder, by keys and mouse."""
        desk = self.ayse
        desk.to_sharing()
        desk.click(desk.screen.alone.found_button)
        panel = desk.screen.places.panel
        desk.type(panel.name.line, "Team Noorderhaven")
        desk.type(panel.place.folder.line, str(self.folder))
        desk.click(panel.button)
        desk.until(lambda: desk.screen.view and desk.screen.view.standing == "member")
        desk.settled()

    def ask(self) -> tuple[str, ...]:
        """Łukasz asks to join; the words on his screen."""
        desk = self.lukasz
        desk.to_sharing()
        desk.click(desk.screen.alone.join_button)
        desk.type(desk.screen.places.panel.place.folder.line, str(self.folder))
        desk.click(desk.screen.places.panel.button)
        desk.until(lambda: desk.screen.view and desk.screen.view.standing == "asking")
        view = desk.screen.view
        assert view is not None
        return view.words

    def let_in(self) -> tuple[str, ...]:
        """Ayşe sees who asks and says yes; the words on her screen."""
        desk = self.ayse
        desk.to_sharing()
        desk.until(desk.screen.requests)
        card = desk.screen.requests()[0]
        view = desk.screen.view
        assert view is not None
        desk.click(card.yes)
        desk.until(lambda: not desk.screen.requests())
        desk.settled()
        return view.asking[0].words


def a_laptop(qtbot: QtBot, folder: Path, name: str, number: int) -> Desk:
    """The program, open, on a new vault."""
    clock = FixedClock(NOW)
    clock.advance(number)
    file = folder / f"laptop{number}" / "kluis.drempel"
    file.parent.mkdir()
    a_session(file, {"name": name, "organisation": "MEE"}, clock).lock()
    program = build(file, file.parent / "instellingen.json", clock)
    program.window.resize(1366, 768)
    program.show()
    desk = Desk(program, qtbot, clock)
    desk.unlock()
    desk.bench.automatic.set_on(False)
    return desk


@pytest.fixture
def table(qtbot: QtBot, tmp_path: Path, quick_words: None, only_asked_for: None) -> Iterator[Table]:
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    made = Table(
        folder,
        a_laptop(qtbot, tmp_path, "Ayşe Ğazi", 1),
        a_laptop(qtbot, tmp_path, "Łukasz Wójcik", 2),
    )
    yield made
    for desk in made.desks:
        desk.program.close()
        desk.program.window.deleteLater()


@pytest.fixture
def duo(table: Table) -> Table:
    """Both are in the team, with a household of both and a goal in it."""
    ayse, lukasz = table.desks
    ayse.job(sharing_jobs.begin, "Team Noorderhaven", str(table.folder))
    words = lukasz.job(sharing_jobs.ask_to_join, str(table.folder))
    ayse.job(sharing_jobs.let_in, words, None)
    assert lukasz.job(sharing_jobs.look_for_answer)
    other = lukasz.ask(lambda s: s.vault.member_id)
    ayse.ask(lambda s: _household(s, other))
    ayse.job(sharing_jobs.share)
    lukasz.job(sharing_jobs.share)
    return table


def _household(s: Session, other: str) -> str:
    home = homes.new_household(s, "Familie Şahin", pair=[s.vault.member_id, other])
    s.vault.record([Edit("goal", GOAL, {"household": home, "title": "De post openen"})])
    return home
