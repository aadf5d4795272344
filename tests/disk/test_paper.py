"""Printing to a file and exporting onto a full disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QWidget

from app.errors import UserError, sentence
from app.reports import NeutralCard, render
from app.services import session
from app.services.files import write_file
from app.storage.edits import Edit
from app.ui.printing import PrintJob, PrintView
from app.ui.worker import Worker
from tests.commands.running import drempel, refused
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock, a_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.services.session import Session
    from tests.helpers.volumes import SmallDisk

EARLIER = b"een eerdere brief"
PATIENCE_MS = 8_000


def a_paper(_session: Session, _large: bool) -> bytes:
    return render(NeutralCard(phone="050 555 01 00"))


@pytest.fixture
def worker(qtbot: QtBot, tmp_path: Path) -> Iterator[Worker]:
    made = Worker()
    opened: list[Any] = []
    file, fields = tmp_path / "kluis.drempel", {"name": "Ayşe Gül"}
    made.open(lambda: session.create(file, PASSPHRASE, fields, a_clock(), TINY), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    yield made
    made.stop()


def test_that_a_paper_that_does_not_fit_is_told_on_the_screen(
    qtbot: QtBot, worker: Worker, disk: SmallDisk
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    view = PrintView(window, worker)
    told: list[Exception] = []
    said: list[str] = []
    worker.failed.connect(told.append)
    view.said.connect(said.append)
    view.open(PrintJob("Plan", a_paper))
    qtbot.waitUntil(lambda: bool(view._pdf), timeout=PATIENCE_MS)  # noqa: SLF001
    target = disk.folder / "plan.pdf"
    target.write_bytes(EARLIER)
    disk.fill()
    view.save_to(target)
    (error,) = told
    assert isinstance(error, UserError)
    assert "geen ruimte" in sentence(error)
    assert said == []
    assert target.read_bytes() == EARLIER
    disk.free()
    view.save_to(target)
    assert target.read_bytes().startswith(b"%PDF")
    assert len(said) == 1
    view.close_view()
    window.close()


def test_that_an_export_that_does_not_fit_leaves_the_earlier_one(
    disk: SmallDisk, tmp_path: Path
) -> None:
    path = tmp_path / "kluis.drempel"
    vault = a_vault(path)
    for number in range(40):
        note = {"note": "x" * 9000, "theme": "geld"}
        vault.record([Edit("signal", f"S{number}", note)])
    vault.close()
    target = disk.folder / "uit.jsonl"
    target.write_bytes(EARLIER)
    disk.fill(leave=64 * 1024)
    assert "geen ruimte meer voor uit.jsonl" in refused(drempel("export", target, vault=path))
    assert target.read_bytes() == EARLIER
    disk.free()
    assert drempel("export", target, vault=path).code == 0
    assert len(target.read_text().splitlines()) == 41


def test_that_a_paper_is_whole_or_not_there(disk: SmallDisk) -> None:
    disk.fill(leave=8192)
    with pytest.raises(UserError, match="file_no_room"):
        write_file(disk.folder / "brief.pdf", bytes(64 * 1024))
    assert [one.name for one in disk.folder.iterdir()] == ["vakantiefoto.raw"]
