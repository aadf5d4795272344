"""The first run, whole: from an empty folder to Vandaag on a vault of one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.bootstrap import build
from app.clock import FixedClock

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
STRONG = "fietsbel lindeboom walvis knoop"


def test_that_a_new_team_is_there_after_one_page(qtbot: QtBot, tmp_path: Path) -> None:
    vault = tmp_path / "leeg" / "kluis.drempel"
    clock = FixedClock(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
    program = build(vault, tmp_path / "instellingen.json", clock)
    program.show()
    try:
        assert program.start.first_page is not None
        qtbot.mouseClick(program.start.first_page.new, LEFT)
        page = program.start.new_page
        assert page is not None
        page.name.line.insert("Ağa Şahin")
        page.passphrase.line.insert(STRONG)
        page.again.line.insert(STRONG)
        qtbot.mouseClick(page.button, LEFT)
        qtbot.waitUntil(lambda: program.workbench is not None, timeout=15_000)
        assert program.workbench is not None
        title = program.workbench.today.header.title
        qtbot.waitUntil(lambda: title.text() == "Goedemorgen, Ağa")
        assert vault.exists()
    finally:
        program.close()
        program.window.deleteLater()
