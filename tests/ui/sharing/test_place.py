"""Saying where the team shares: what cannot be a place is said before anything is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.sharing import begin
from app.ui.sharing.place_form import FOLDER, SERVER

if TYPE_CHECKING:
    from pathlib import Path

    from app.ui.sharing.begin import PlacePanel
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(opened: Opened) -> PlacePanel:
    opened.bench.open_sharing()
    opened.bench.sharing.join()
    return opened.bench.sharing.places.panel


def choose(panel: PlacePanel, kind: str) -> None:
    panel.place.kind.set_current(kind)
    panel.place.kind.changed.emit(kind)


@pytest.mark.parametrize(
    ("kind", "written", "said"),
    [
        (FOLDER, "", "Kies eerst een map"),
        (FOLDER, "wijkteam", "niet het hele pad"),
        (SERVER, "", "Vul eerst het adres van de server in."),
        (SERVER, "cloud.example.org/team", "begint met webdavs://"),
        (SERVER, "https://cloud.example.org/team", "begint met webdavs://"),
    ],
)
def test_that_what_cannot_be_a_place_is_said_with_the_cursor_there(
    panel: PlacePanel, kind: str, written: str, said: str
) -> None:
    choose(panel, kind)
    panel.place.first().insert(written)
    asked: list[object] = []
    panel.chosen.connect(asked.append)
    QTest.mouseClick(panel.button, LEFT)
    assert said in panel.message.text()
    assert not asked
    assert QApplication.focusWidget() is panel.place.first()
    panel.place.first().insert("x")
    assert not panel.message.isVisible()


def test_that_the_keyboard_stays_in_the_panel_when_a_place_is_refused(
    opened: Opened, panel: PlacePanel, tmp_path: Path
) -> None:
    panel.place.folder.set_text(str(tmp_path / "bestaat niet"))
    panel.button.setFocus()
    QTest.keyClick(panel.button, Qt.Key.Key_Space)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
    opened.qtbot.waitUntil(lambda: "niet te bereiken" in panel.message.text())
    assert panel.button.hasFocus()
    choose(panel, SERVER)
    assert not panel.message.isVisible()


def test_that_a_known_server_begins_with_the_cursor_in_its_address(panel: PlacePanel) -> None:
    panel.close_panel()
    panel.begin(begin.JOIN, "az://opslag/team")
    assert panel.place.address.line.hasFocus()
    below = [panel.place.logins[name].y() for name in ("account", "key", "endpoint", "file")]
    assert below == sorted(below)
