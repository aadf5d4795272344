"""Print preview: first whether the paper may stay, then the pages, then paper or file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.model.words import Paper
from app.services.files import safe_name, write_file
from app.ui.kit import (
    Button,
    Card,
    Chip,
    EmptyState,
    Scroll,
    Secondary,
    Title,
)
from app.ui.parts import empty
from app.ui.printing.cover import CoverView
from app.ui.printing.pages import draw_pages, page_sizes, page_words, print_pages
from app.ui.text import tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from app.ui.worker import Worker

PAGE_WIDTH: Final = 660
"""Width of a shown page at 100 % text, in pixels."""
QUESTION_WIDTH: Final = 560


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A paper that can be made. The makers get the session in front and run on the worker."""

    name: str
    """Title on the screen and proposed file name."""
    make: Callable[..., bytes]
    """Takes the session and whether the letters are large."""
    large: bool = False
    """Whether it can be had in large letters."""
    neutral: Callable[[Any], bytes] | None = None
    """Makes the card without names; set for papers that stay with residents."""
    answered: Callable[[Any, str], object] | None = None
    """Keeps what was said when asked whether the paper may stay."""
    printed: Callable[[Any], object] | None = None
    """Keeps when the paper, and not the card instead of it, was printed or saved."""


class PrintView(CoverView):
    """A paper, in memory only, until someone saves or prints it."""

    def __init__(self, parent: QWidget, worker: Worker) -> None:
        super().__init__(parent, worker, tr("Bewaar als PDF"), touch=True)
        self._job: PrintJob | None = None
        self._pdf = b""
        self._neutral = False
        self._make_buttons()
        self.question = self._make_question()
        self.nothing = self._make_nothing()
        self.pages = self.sheets
        for widget in (self.question, self.pages, self.nothing):
            self.middle.addWidget(widget)
        sentence = tr(
            "Een PDF op de schijf is niet meer beveiligd: wie deze laptop of stick heeft, kan "
            "hem lezen."
        )
        self.lay_out((self.back, self.print_button, self.save_button, self.large), sentence)

    def open(self, job: PrintJob) -> None:
        """Show a paper, or ask first when it would stay with residents."""
        self._job = job
        self.large.setChecked(False)
        self.appear(job.name, tr("Voorbeeld van {name}", name=job.name))
        if job.neutral is not None:
            self._card.setMaximumWidth(theme().px(QUESTION_WIDTH))
            self._show(self.question)
            self.stays.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.back.setFocus(Qt.FocusReason.TabFocusReason)
            self.make()

    def make(self) -> None:
        """Make the paper and show its pages."""
        job = self._job
        if job is not None:
            self._neutral = False
            large = self.large.isChecked()
            self._run(lambda session: job.make(session, large))

    def make_neutral(self) -> None:
        """Make the card that says nothing of anyone, instead of the paper."""
        job = self._job
        if job is not None and job.neutral is not None:
            self._neutral = True
            self._run(job.neutral)

    def answer(self, paper: Paper) -> None:
        """Take what was said when asked whether the paper may stay."""
        job = self._job
        if job is None:
            return
        if job.answered is not None:
            self._worker.run(job.answered, paper.value)
        if paper is Paper.STAYS:
            self.make()
        elif paper is Paper.NEUTRAL:
            self.make_neutral()
        else:
            self._show(self.nothing)
            self.back.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """The PDF is let go of."""
        self._pdf, self._job = b"", None
        self._asked += 1
        empty(self.column)

    def save_to(self, path: Path) -> None:
        """Write the PDF; from then on nothing protects it, and that is said."""
        try:
            write_file(path, self._pdf)
        except UserError as error:
            self._worker.failed.emit(error)
            return
        self._keep_moment()
        self.unwarn()
        self.said.emit(tr("Bewaard als PDF. Dit bestand is niet meer beveiligd."))

    def print_on(self, printer: QPrinter) -> int:
        """Print every page; how many there were: none when the printer refuses, which is said."""
        try:
            count = print_pages(self._pdf, printer)
        except UserError as error:
            self._worker.failed.emit(error)
            return 0
        self._keep_moment()
        self.said.emit(tr("Naar de printer gestuurd."))
        return count

    def _keep_moment(self) -> None:
        if self._job is not None and self._job.printed is not None and not self._neutral:
            self._worker.run(self._job.printed)

    def _make_buttons(self) -> None:
        self.large = Chip(tr("Grote letters"), icon="text-aa", touch=True)
        self.large.clicked.connect(self.make)
        self.print_button = Button(tr("Print"), kind="primary", icon="printer", touch=True)
        self.print_button.clicked.connect(self._print)

    def _make_question(self) -> QWidget:
        self.stays = Button(
            tr("Ja, het mag in huis blijven"), kind="primary", icon="house", touch=True
        )
        self.stays.clicked.connect(lambda: self.answer(Paper.STAYS))
        self.card = Button(
            tr("Liever een kaartje zonder namen"), icon="identification-card", touch=True
        )
        self.card.clicked.connect(lambda: self.answer(Paper.NEUTRAL))
        self.none = Button(tr("Nee, niets op papier"), icon="prohibit", touch=True)
        self.none.clicked.connect(lambda: self.answer(Paper.NONE))
        card = Card(margin=32)
        card.body.setSpacing(14)
        self._card = card
        card.add(Title(tr("Mag dit papier in huis blijven?")))
        words = tr(
            "Vraag het aan wie het meeneemt, zonder anderen erbij. Een kaartje draagt alleen "
            "een telefoonnummer."
        )
        card.add(Secondary(words, letter="body", wrap=True))
        for button in (self.stays, self.card, self.none):
            card.add(button)
        return _centred(card)

    def _make_nothing(self) -> QWidget:
        return EmptyState(
            tr("Er komt geen papier"),
            tr("Alles staat in het dossier. Spreek af hoe jullie het later samen bekijken."),
            icon="prohibit",
        )

    def _run(self, make: Callable[[Any], bytes]) -> None:
        self._asked += 1
        number = self._asked

        def arrived(pdf: bytes) -> None:
            if number == self._asked:
                self._arrived(pdf)

        self._worker.run(make, then=arrived)

    def _arrived(self, pdf: bytes) -> None:
        self._pdf = pdf
        empty(self.column)
        width = page_sizes(pdf)[0][0]
        words = page_words(pdf)
        scale = self.room(PAGE_WIDTH) * self.devicePixelRatioF() / width
        for number, image in enumerate(draw_pages(pdf, scale), start=1):
            name = tr("Bladzijde {number} van {of}", number=number, of=len(words))
            self.add_sheet(image, name, words[number - 1])
        self.column.addStretch(1)
        self._show(self.pages)
        self.print_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, page: QWidget) -> None:
        self.middle.setCurrentWidget(page)
        ready = page is self.pages
        for button in (self.print_button, self.save_button):
            button.setVisible(ready)
        can = self._job is not None and self._job.large
        self.large.setVisible(ready and can and not self._neutral)

    def _print(self) -> None:
        """Without a printer Windows shows no dialog at all; a file is what `save` warns about."""
        if not QPrinterInfo.availablePrinterNames():
            self._worker.failed.emit(UserError("no_printer"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def file_name(self) -> str:
        """What is proposed; the card without names gets a name without names."""
        name = self._job.name if self._job is not None and not self._neutral else tr("Kaartje")
        return safe_name(f"{name}.pdf", "")

    def choose_file(self) -> None:
        """Ask where the PDF goes, and write it."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Bewaar als PDF"), self.file_name(), "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))


def _centred(card: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.addStretch(1)
    row.addWidget(card, 10, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    return Scroll(holder)
