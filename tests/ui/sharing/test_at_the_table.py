"""Samen aan de keukentafel: two laptops, one stick, and a team that shares elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.services import sharing_jobs
from app.storage.edits import Edit
from tests.ui.sharing.test_team import words

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk, Table


def test_that_a_stick_never_becomes_the_place_of_a_team_that_was_begun_elsewhere(
    duo: Table, tmp_path: Path
) -> None:
    """By the command line, or by the example team: nobody chose the place on this screen."""
    lukasz = duo.lukasz
    lukasz.ask(lambda s: s.vault.set_setting(sharing_jobs.MAIN, ""))
    stick = tmp_path / "stick"
    stick.mkdir()
    _at_the_table(lukasz, stick)
    assert lukasz.screen.place.where.text() == str(duo.folder)
    assert lukasz.ask(sharing_jobs.main_place) == str(duo.folder)


def test_that_each_round_at_the_table_says_what_is_safe_and_what_comes_next(
    duo: Table, tmp_path: Path
) -> None:
    ayse, lukasz = duo.desks
    stick = tmp_path / "stick"
    stick.mkdir()
    for desk, title in ((ayse, "Repaircafe"), (lukasz, "Moestuin")):
        desk.ask(_note, title)
    for desk in duo.desks:
        _at_the_table(desk, stick)
        _says(desk, "uit. Doe nu hetzelfde op de andere laptop")
        assert "via stick" in desk.screen.status.last_said.text()
    _at_the_table(ayse, stick)
    _says(ayse, "Łukasz Wójcik heeft alles wat hier staat")
    _at_the_table(lukasz, stick)
    _says(lukasz, "Ayşe Ğazi heeft alles wat hier staat")
    lukasz.share()
    lukasz.until(lambda: not _next(lukasz))


def test_that_a_stick_that_was_pulled_out_leaves_no_word_of_success(
    duo: Table, tmp_path: Path
) -> None:
    ayse = duo.ayse
    stick = tmp_path / "stick"
    stick.mkdir()
    _at_the_table(ayse, stick)
    ayse.until(lambda: _next(ayse))
    shutil.rmtree(stick)
    ayse.screen.place.table.emit(str(stick))
    ayse.until(ayse.screen.trouble.isVisible)
    ayse.settled()
    ayse.until(lambda: not _next(ayse))
    assert "niet te bereiken" in words(ayse.screen.trouble)


def _note(s: Session, title: str) -> int:
    return len(s.vault.record([Edit("agenda_item", title, {"title": title})]))


def _says(desk: Desk, what: str) -> None:
    desk.until(lambda: what in _next(desk))


def _next(desk: Desk) -> str:
    said = desk.screen.place.next
    return said.text() if said.isVisible() else ""


def _at_the_table(desk: Desk, stick: Path) -> None:
    """What the folder dialog gives, after the button was pressed."""
    desk.to_sharing()
    desk.settled()
    with desk.qtbot.waitSignal(desk.bench.sharer.ended, timeout=15_000):
        desk.screen.place.table.emit(str(stick))
    desk.settled()
