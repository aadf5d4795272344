"""The paper before it is one: asked first, looked at, printed or kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.errors import sentence
from app.model.words import Paper
from app.reports import NeutralCard, render
from app.services import session
from app.services.session import Session
from app.ui.printing import PrintJob, PrintView
from app.ui.printing.pages import page_sizes, page_words
from app.ui.worker import Worker
from tests.helpers.vaults import PASSPHRASE, TINY

PATIENCE_MS = 8_000
PLAN_PHONE = "050 555 01 00"
LARGE_PHONE = "050 555 02 00"
CARD_PHONE = "050 555 03 00"


def a_paper(_session: Session, large: bool) -> bytes:
    return render(NeutralCard(phone=LARGE_PHONE if large else PLAN_PHONE))


def a_card(_session: Session) -> bytes:
    return render(NeutralCard(phone=CARD_PHONE))


@pytest.fixture
def worker(qtbot: QtBot, tmp_path: Path, clock: FixedClock) -> Iterator[Worker]:
    made = Worker()
    opened: list[Any] = []
    fields = {"name": "Ayşe Gül"}
    file = tmp_path / "kluis.drempel"
    made.open(lambda: session.create(file, PASSPHRASE, fields, clock, TINY), then=opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    yield made
    made.stop()


@pytest.fixture
def view(qtbot: QtBot, worker: Worker) -> Iterator[PrintView]:
    window = QWidget()
    window.resize(1290, 768)
    window.show()
    made = PrintView(window, worker)
    qtbot.waitUntil(window.isVisible)
    yield made
    window.close()
    window.deleteLater()


def wait_for(qtbot: QtBot, view: PrintView, phone: str) -> None:
    def shown() -> bool:
        told = [one.accessibleDescription() for one in view.findChildren(QLabel)]
        return any(phone in words for words in told)

    qtbot.waitUntil(shown, timeout=PATIENCE_MS)
    qtbot.waitUntil(view.print_button.isVisible, timeout=PATIENCE_MS)


def test_that_a_paper_for_at_home_is_asked_about_first(qtbot: QtBot, view: PrintView) -> None:
    view.open(PrintJob("Plan", a_paper, large=True, neutral=a_card))
    assert view.middle.currentWidget() is view.question
    assert not view.print_button.isVisible()
    QTest.keyClick(view.stays, Qt.Key.Key_Space)
    wait_for(qtbot, view, PLAN_PHONE)


def test_that_a_card_without_names_can_take_its_place(qtbot: QtBot, view: PrintView) -> None:
    answers: list[str] = []
    job = PrintJob(
        "Plan", a_paper, large=True, neutral=a_card, answered=lambda _s, said: answers.append(said)
    )
    view.open(job)
    view.card.click()
    wait_for(qtbot, view, CARD_PHONE)
    assert answers == ["neutraal"]
    assert not view.large.isVisible()


def test_that_the_proposed_name_fits_any_disk_and_a_card_without_names_gets_none(
    qtbot: QtBot, view: PrintView
) -> None:
    view.open(PrintJob("Plan van Familie Şahin/De Boer", a_paper, neutral=a_card))
    assert view.file_name() == "Plan van Familie Şahin_De Boer.pdf"
    view.card.click()
    wait_for(qtbot, view, CARD_PHONE)
    assert view.file_name() == "Kaartje.pdf"


def test_that_nothing_is_made_when_no_paper_may_stay(view: PrintView) -> None:
    made: list[bool] = []

    def never(_session: Session, large: bool) -> bytes:
        made.append(large)
        return b""

    view.open(PrintJob("Plan", never, neutral=a_card))
    view.none.click()
    assert view.middle.currentWidget() is view.nothing
    assert not view.print_button.isVisible()
    assert not made


def test_that_large_letters_are_one_press_away(qtbot: QtBot, view: PrintView) -> None:
    view.open(PrintJob("Plan", a_paper, large=True))
    wait_for(qtbot, view, PLAN_PHONE)
    view.large.click()
    wait_for(qtbot, view, LARGE_PHONE)


def test_that_saving_says_that_nothing_protects_the_file(
    qtbot: QtBot, view: PrintView, tmp_path: Path
) -> None:
    view.open(PrintJob("Dossier", a_paper))
    wait_for(qtbot, view, PLAN_PHONE)
    view.save_button.click()
    assert view.warning.isVisible()
    assert "niet meer beveiligd" in "".join(
        label.text() for label in view.warning.findChildren(QLabel)
    )
    file = tmp_path / "dossier.pdf"
    with qtbot.waitSignal(view.said) as said:
        view.save_to(file)
    assert "niet meer beveiligd" in said.args[0]
    assert PLAN_PHONE in page_words(file.read_bytes())[0]


def test_that_every_page_reaches_the_printer(qtbot: QtBot, view: PrintView, tmp_path: Path) -> None:
    view.open(PrintJob("Dossier", a_paper))
    wait_for(qtbot, view, PLAN_PHONE)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    file = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(file))
    count = view.print_on(printer)
    assert count == len(page_sizes(file.read_bytes())) >= 1


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_that_a_printer_that_takes_nothing_is_told_and_counts_for_nothing(
    qtbot: QtBot, view: PrintView, worker: Worker, tmp_path: Path
) -> None:
    kept: list[str] = []
    told: list[str] = []
    view.said.connect(told.append)
    view.open(PrintJob("Dossier", a_paper, printed=lambda _session: kept.append("paper")))
    wait_for(qtbot, view, PLAN_PHONE)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nergens" / "geprint.pdf"))
    with qtbot.waitSignal(worker.failed) as failed:
        view.print_on(printer)
    assert "printer" in sentence(failed.args[0])
    worker.run(lambda _session: kept.append("later"))
    qtbot.waitUntil(lambda: kept == ["later"], timeout=PATIENCE_MS)
    assert told == []


def test_that_a_laptop_without_a_printer_says_what_can_be_done(
    qtbot: QtBot, view: PrintView, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    view.open(PrintJob("Dossier", a_paper))
    wait_for(qtbot, view, PLAN_PHONE)
    with qtbot.waitSignal(worker.failed) as failed:
        QTest.keyClick(view.print_button, Qt.Key.Key_Space)
    assert "Bewaar als PDF" in sentence(failed.args[0])


def test_that_escape_goes_back_and_forgets_the_paper(qtbot: QtBot, view: PrintView) -> None:
    view.open(PrintJob("Dossier", a_paper))
    wait_for(qtbot, view, PLAN_PHONE)
    with qtbot.waitSignal(view.closed):
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert not view._pdf  # noqa: SLF001 - nothing of it may stay in memory


def test_that_only_the_paper_itself_on_a_printer_or_disk_keeps_when(
    qtbot: QtBot, view: PrintView, tmp_path: Path
) -> None:
    kept: list[str] = []
    job = PrintJob("Plan", a_paper, neutral=a_card, printed=lambda _session: kept.append("paper"))
    view.open(job)
    view.answer(Paper.NEUTRAL)
    wait_for(qtbot, view, CARD_PHONE)
    view.save_to(tmp_path / "kaartje.pdf")
    view.close_view()
    view.open(job)
    view.answer(Paper.STAYS)
    wait_for(qtbot, view, PLAN_PHONE)
    assert kept == []
    view.save_to(tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: kept == ["paper"], timeout=PATIENCE_MS)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "geprint.pdf"))
    view.print_on(printer)
    qtbot.waitUntil(lambda: kept == ["paper", "paper"], timeout=PATIENCE_MS)
