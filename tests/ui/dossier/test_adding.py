"""The name of a file that comes in is said where its dossier is in sight, and nowhere else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.services import attachments, households, visits
from tests.helpers import homes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.session import Session
    from app.ui.dossier.attachments import AttachmentsTab
    from tests.ui.conftest import Opened

PATIENCE_MS = 10_000


class Busy:
    """A vault that does something else until it is let go."""

    def __init__(self, opened: Opened) -> None:
        self._free = threading.Event()
        self._worker = opened.program._worker  # noqa: SLF001 - what the program asks waits here

    def begin(self) -> None:
        self._worker.run(self._wait)

    def end(self) -> None:
        self._free.set()

    def _wait(self, _session: Session) -> None:
        self._free.wait()


@pytest.fixture
def busy(opened: Opened) -> Iterator[Busy]:
    made = Busy(opened)
    yield made
    made.end()


def the_page(opened: Opened) -> tuple[str, AttachmentsTab]:
    """The household's id and its *Bijlagen*, in sight."""
    home: str = opened.ask(lambda s: households.lines(s, "Yıldırım")[0].id)
    dossier = opened.bench.dossier
    opened.bench.open_household(home)
    opened.qtbot.waitUntil(lambda: dossier.desk.household == home, timeout=PATIENCE_MS)
    dossier.tabs.button("attachments").click()
    return home, cast("AttachmentsTab", dossier.pages["attachments"])


def said(opened: Opened) -> str:
    """All that stands over the screens."""
    window, notice = opened.program.window, opened.program.notice
    undo = window.undo_bar.accessibleName() if window.undo_bar.isVisible() else ""
    return f"{notice.text()} {undo}"


def test_that_a_name_that_was_said_is_gone_once_the_screen_is_closed_off(
    opened: Opened, tmp_path: Path
) -> None:
    _home, page = the_page(opened)
    page.add_files([tmp_path / "weg Yıldırım.jpg"])
    opened.qtbot.waitUntil(lambda: "weg Yıldırım" in said(opened), timeout=PATIENCE_MS)
    opened.program.lock()
    assert said(opened).strip() == ""


def test_that_a_name_that_was_said_is_gone_once_a_talk_begins(
    opened: Opened, tmp_path: Path
) -> None:
    home, page = the_page(opened)
    visit = opened.ask(visits.start, home)
    page.add_files([tmp_path / "weg Yıldırım.jpg"])
    opened.qtbot.waitUntil(lambda: "weg Yıldırım" in said(opened), timeout=PATIENCE_MS)
    opened.bench.open_visit(visit)
    assert said(opened).strip() == ""


def test_that_taking_a_file_back_takes_back_that_file_and_not_what_came_after(
    opened: Opened, tmp_path: Path
) -> None:
    file = tmp_path / "brief Łoś.txt"
    file.write_text("Beste Anja", encoding="utf-8")
    home, page = the_page(opened)
    page.add_files([file])
    bar = opened.program.window.undo_bar
    opened.qtbot.waitUntil(bar.isVisible, timeout=PATIENCE_MS)
    assert "brief Łoś" in said(opened)
    after = opened.ask(_another)
    bar.button.click()
    while opened.ask(attachments.of, home):
        pass
    assert opened.ask(lambda s: [one.id for one in households.lines(s, "Familie Őz")]) == [after]


def test_that_a_dropped_folder_is_told_and_the_file_beside_it_comes_in(
    opened: Opened, tmp_path: Path
) -> None:
    file, folder = tmp_path / "brief.txt", tmp_path / "map"
    file.write_text("Beste Anja", encoding="utf-8")
    folder.mkdir()
    home, page = the_page(opened)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(one)) for one in (folder, file)])
    page.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, dropped,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    opened.qtbot.waitUntil(lambda: "map" in said(opened), timeout=PATIENCE_MS)
    kept: list[Any] = []
    while not kept:
        kept = list(opened.ask(attachments.of, home))
    assert [one.name for one in kept] == ["brief.txt"]


@pytest.mark.parametrize("where", ["lock", "talk", "other"])
def test_that_a_file_that_fails_where_others_look_on_is_said_without_its_name(
    opened: Opened, busy: Busy, tmp_path: Path, where: str
) -> None:
    home, page = the_page(opened)
    other, visit = opened.ask(_another), opened.ask(visits.start, home)
    busy.begin()
    page.add_files([tmp_path / "weg Yıldırım.jpg"])
    _go(opened, where, other, visit)
    busy.end()
    opened.qtbot.waitUntil(lambda: bool(said(opened).strip()), timeout=PATIENCE_MS)
    assert "niet toegevoegd" in said(opened)
    assert "Yıldırım" not in said(opened)


@pytest.mark.parametrize("where", ["talk", "other"])
def test_that_a_file_that_came_in_is_not_named_over_a_talk_or_another_dossier(
    opened: Opened, busy: Busy, tmp_path: Path, where: str
) -> None:
    file = tmp_path / "brief Yıldırım.txt"
    file.write_text("Beste Anja", encoding="utf-8")
    home, page = the_page(opened)
    other, visit = opened.ask(_another), opened.ask(visits.start, home)
    heard: list[Any] = []
    opened.bench.dossier.undoable.connect(lambda words, *_back: heard.append(words))
    busy.begin()
    page.add_files([file])
    _go(opened, where, other, visit)
    busy.end()
    kept: list[Any] = []
    while not kept:
        kept = list(opened.ask(attachments.of, home))
    assert opened.ask(attachments.of, other) == ()
    assert heard == []
    assert page.adding is None or not page.adding.isVisible()


def _another(session: Session) -> str:
    return homes.new_household(session, "Familie Őz", pair=[session.vault.member_id])


def _go(opened: Opened, where: str, other: str, visit: str) -> None:
    if where == "lock":
        opened.program.lock()
    elif where == "talk":
        opened.bench.open_visit(visit)
    else:
        opened.bench.open_household(other)
