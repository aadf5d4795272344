"""Print preview: first whether the paper may stay, then the pages, then paper or file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.model.words import Paper
from app.services.files import write_file
from app.ui.kit import (
    Button,
    Card,
    Chip,
    EmptyState,
    FlowLayout,
    Scroll,
    Secondary,
    SectionTitle,
    Text,
    Title,
)
from app.ui.kit.keep import tab_within
from app.ui.printing.pages import draw_pages, page_sizes, page_words, print_pages
from app.ui.text import tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from app.ui.worker import Worker

PAGE_WIDTH: Final = 660
"""Width of a shown page at 100 % text, in pixels."""
PAGE_EDGES: Final = 110
"""Width that stays free beside a page, in pixels."""
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


class PrintView(QWidget):
    """Covers its parent; Esc goes back. The PDF is in memory only, until someone saves it."""

    closed = Signal()
    said = Signal(str)
    """One sentence for the bar below: what was done with the paper."""

    def __init__(self, parent: QWidget, worker: Worker) -> None:
        super().__init__(parent)
        self._worker = worker
        self._job: PrintJob | None = None
        self._pdf = b""
        self._neutral = False
        self._asked = 0
        self._before: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "sunk")
        self.title = SectionTitle(wrap=True)
        self.middle = QStackedWidget()
        self._make_buttons()
        self.question = self._make_question()
        self.nothing = self._make_nothing()
        self._pages = QVBoxLayout()
        self.pages = self._make_pages()
        for widget in (self.question, self.pages, self.nothing):
            self.middle.addWidget(widget)
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def open(self, job: PrintJob) -> None:
        """Show a paper, or ask first when it would stay with residents."""
        self._job = job
        self._before = QApplication.focusWidget()
        self.title.setText(job.name)
        self.setAccessibleName(tr("Voorbeeld van {name}", name=job.name))
        self.large.setChecked(False)
        self.warning.hide()
        self._cover()
        self.show()
        self.raise_()
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

    def close_view(self) -> None:
        """Back to where the person was; the PDF is forgotten."""
        self._pdf, self._job = b"", None
        self._asked += 1
        self._clear_pages()
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def save_to(self, path: Path) -> None:
        """Write the PDF; from then on nothing protects it, and that is said."""
        try:
            write_file(path, self._pdf)
        except UserError as error:
            self._worker.failed.emit(error)
            return
        self._keep_moment()
        self._unwarn()
        self.said.emit(tr("Bewaard als PDF. Dit bestand is niet meer beveiligd."))

    def print_on(self, printer: QPrinter) -> int:
        """Print every page; how many there were."""
        count = print_pages(self._pdf, printer)
        self._keep_moment()
        self.said.emit(tr("Naar de printer gestuurd."))
        return count

    def _keep_moment(self) -> None:
        if self._job is not None and self._job.printed is not None and not self._neutral:
            self._worker.run(self._job.printed)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        return tab_within(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return False

    def _cover(self) -> None:
        around = self.parentWidget()
        if around is not None:
            self.setGeometry(around.rect())

    def _make_buttons(self) -> None:
        self.back = Button(tr("Terug"), icon="arrow-left", touch=True)
        self.back.clicked.connect(self.close_view)
        self.large = Chip(tr("Grote letters"), icon="text-aa", touch=True)
        self.large.clicked.connect(self.make)
        self.save_button = Button(tr("Bewaar als PDF"), icon="download-simple", touch=True)
        self.save_button.clicked.connect(self._warn)
        self.print_button = Button(tr("Print"), kind="primary", icon="printer", touch=True)
        self.print_button.clicked.connect(self._print)
        self.sure = Button(tr("Bewaar toch"), kind="care", small=True, touch=True)
        self.sure.clicked.connect(self._choose_file)
        self.not_sure = Button(tr("Niet bewaren"), kind="quiet", small=True, touch=True)

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

    def _make_pages(self) -> QWidget:
        inside = QWidget()
        inside.setLayout(self._pages)
        self._pages.setContentsMargins(0, 16, 0, 28)
        self._pages.setSpacing(18)
        scroll = Scroll(inside)
        scroll.setAccessibleName(tr("Bladzijden"))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return scroll

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 28, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        strip = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        strip.setSizePolicy(policy)
        row = FlowLayout(strip, gap=10)
        for button in (self.back, self.print_button, self.save_button, self.large):
            row.addWidget(button)
        column.addWidget(strip)
        self.warning = Card(tone="care", margin=14)
        warned = QHBoxLayout()
        sentence = tr(
            "Een PDF op de schijf is niet meer beveiligd: wie deze laptop of stick heeft, kan "
            "hem lezen."
        )
        warned.addWidget(Text(sentence, wrap=True), 1)
        warned.addWidget(self.not_sure)
        warned.addWidget(self.sure)
        self.warning.body.addLayout(warned)
        self.not_sure.clicked.connect(self._unwarn)
        column.addWidget(self.warning)
        column.addWidget(self.middle, 1)

    def _run(self, make: Callable[[Any], bytes]) -> None:
        self._asked += 1
        number = self._asked

        def arrived(pdf: bytes) -> None:
            if number == self._asked:
                self._arrived(pdf)

        self._worker.run(make, then=arrived)

    def _arrived(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._clear_pages()
        ratio = self.devicePixelRatioF()
        width = page_sizes(pdf)[0][0]
        words = page_words(pdf)
        room = max(self.width() - PAGE_EDGES, PAGE_EDGES)
        scale = min(theme().px(PAGE_WIDTH), room) * ratio / width
        for number, image in enumerate(draw_pages(pdf, scale), start=1):
            sheet = QLabel()
            sheet.setFrameShape(QFrame.Shape.NoFrame)
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            sheet.setPixmap(picture)
            name = tr("Bladzijde {number} van {of}", number=number, of=len(words))
            sheet.setAccessibleName(name)
            sheet.setAccessibleDescription(words[number - 1])
            self._pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.addWidget(Secondary(name), 0, Qt.AlignmentFlag.AlignHCenter)
        self._pages.addStretch(1)
        self._show(self.pages)
        self.print_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, page: QWidget) -> None:
        self.middle.setCurrentWidget(page)
        ready = page is self.pages
        for button in (self.print_button, self.save_button):
            button.setVisible(ready)
        can = self._job is not None and self._job.large
        self.large.setVisible(ready and can and not self._neutral)

    def _clear_pages(self) -> None:
        while (item := self._pages.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def _warn(self) -> None:
        self.warning.show()
        self.not_sure.setFocus(Qt.FocusReason.TabFocusReason)

    def _unwarn(self) -> None:
        # First, because a hidden button hands the keyboard to what lies under this view.
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.warning.hide()

    def _choose_file(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, tr("Bewaar als PDF"), f"{self._job.name if self._job else ''}.pdf", "PDF (*.pdf)"
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
