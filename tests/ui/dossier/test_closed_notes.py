"""Closed notes in the dossier: quiet, folded, for their readers alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.services import households
from app.services.session import Session
from app.storage.edits import Edit
from app.ui.dossier.closed_notes import ClosedNotes
from tests.ui.dossier import conftest
from tests.ui.dossier.conftest import Desk

FAMILY = "Yıldırım"
SECRET = "Anja vertelde apart"


@pytest.fixture
def fenna(qtbot: QtBot, qapp: QApplication, demo_team: Path, tmp_path: Path) -> Iterator[Desk]:
    """The other of the duo, for whom the note was written too."""
    yield from conftest._desk(  # noqa: SLF001
        qtbot,
        qapp,
        conftest._copied(demo_team, tmp_path, "fenna"),  # noqa: SLF001
    )


def in_sight(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def the_notes(desk: Desk) -> ClosedNotes:
    desk.open(FAMILY)
    notes = desk.tab("visits").closed
    assert isinstance(notes, ClosedNotes)
    return notes


@pytest.mark.parametrize("reader", ["desk", "fenna"])
def test_that_each_reader_finds_the_note_folded_and_opens_it_by_key(
    request: pytest.FixtureRequest, reader: str
) -> None:
    desk: Desk = request.getfixturevalue(reader)
    notes = the_notes(desk)
    assert "1 gesloten notitie" in in_sight(notes)
    assert SECRET not in in_sight(desk.screen)
    notes.read.setFocus()
    QTest.keyClick(notes.read, Qt.Key.Key_Space)
    told = in_sight(notes)
    assert SECRET in told
    assert "lezen dit" in told
    assert "over Anja" in told


def test_that_the_note_folds_again_once_out_of_sight(desk: Desk) -> None:
    notes = the_notes(desk)
    QTest.mouseClick(notes.read, Qt.MouseButton.LeftButton)
    assert SECRET in in_sight(desk.screen)
    desk.tab("overview")
    desk.tab("visits")
    assert SECRET not in in_sight(desk.screen)


def test_that_a_named_reader_outside_the_circle_reads_the_note_of_a_closed_dossier(
    outsider: Desk,
) -> None:
    lines = outsider.ask(households.lines)
    family = next(line.id for line in lines if FAMILY in line.name)

    def written(s: Session) -> bool:
        fields = {
            "household": family,
            "author": s.vault.query("SELECT id FROM v_member WHERE name LIKE 'Sanne%'")[0]["id"],
            "readers": [s.vault.member_id],
            "text": "Alleen voor Gerlof",
        }
        s.vault.record([Edit("closed_note", "0123456789ABCDEFGHJKMNPQRS", fields)])
        return True

    outsider.ask(written)
    outsider.screen.open_household(family)
    outsider.until(lambda: outsider.screen.closed_notes is not None)
    notes = outsider.screen.closed_notes
    assert notes is not None
    assert "Dit dossier is voor jou gesloten" in in_sight(outsider.screen)
    QTest.mouseClick(notes.read, Qt.MouseButton.LeftButton)
    assert "Alleen voor Gerlof" in in_sight(outsider.screen)
    outsider.screen.forget()
    assert "Alleen voor Gerlof" not in in_sight(outsider.screen)
