"""An attachment inside the program: in memory only, and forgotten when it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QWidget,
)

from app.errors import STOPPED, UserError, sentence
from app.services import attachments
from app.services.attachments import Content
from app.services.files import safe_name
from app.ui.dossier.attachment_pages import Shown, is_pdf, look_at, look_at_pdf
from app.ui.kit import (
    EmptyState,
    Secondary,
)
from app.ui.parts import empty
from app.ui.printing.cover import CoverView
from app.ui.printing.pages import draw_pages
from app.ui.text import language, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.attachments import AttachmentLine
    from app.services.session import Session
    from app.ui.worker import Long, Worker

PAGE_WIDTH: Final = 820
"""Width of a shown page at 100 % text, in pixels."""
MOST_PIXELS: Final = 4000
"""Longest side of a rendered page: a file may say that it is a mile high."""


class AttachmentView(CoverView):
    """Photos and PDFs of a dossier; nothing is written, unless somebody saves a copy."""

    def __init__(self, parent: QWidget, worker: Worker) -> None:
        super().__init__(parent, worker, tr("Bewaar een kopie"), touch=False)
        self._content: Content | None = None
        self._work: Long | None = None
        self._drawing: Iterator[QImage] | None = None
        self._words: tuple[str, ...] = ()
        self._whole = 0
        self.pages: list[QLabel] = []
        self._message: QWidget | None = None
        self.middle.addWidget(self.sheets)
        words = tr(
            "Een kopie op de schijf is niet meer beveiligd: wie deze laptop of stick heeft, kan "
            "hem lezen."
        )
        self.lay_out((self.back, self.save_button), words)
        self._tick = QTimer(self)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._draw_next)

    def open(self, line: AttachmentLine) -> None:
        """Show an attachment; what is not on this laptop is fetched from the share first."""
        self.forget()
        self.save_button.hide()
        self.appear(line.name, tr("Bijlage {name}", name=line.name))
        self.back.setFocus(Qt.FocusReason.TabFocusReason)
        number = self._asked

        def arrived(found: Content | Shown | None) -> None:
            if number != self._asked:
                return
            if found is None:
                self._fetch(line.id)
            else:
                self._arrived(found)

        self._worker.run(_read, line.id, then=arrived, failed=self._failed_of(number))

    def save_to(self, path: Path) -> None:
        """Write the file; from then on nothing protects it, and that is said."""
        if self._content is None:
            return
        try:
            attachments.save(self._content, path)
        except UserError as error:
            self._worker.failed.emit(error)
            return
        self.unwarn()
        self.said.emit(tr("Bewaard. Dit bestand is niet meer beveiligd."))

    # ------------------------------------------------------------ coming in

    def _fetch(self, attachment: str) -> None:
        self._say(tr("Ophalen"), tr("Het bestand komt uit de gedeelde map."), "cloud-arrow-down")
        number = self._asked

        def arrived(content: Content) -> None:
            if number == self._asked:
                self._work = None
                self._worker.run(
                    lambda _session: _seen(content),
                    then=lambda found: self._arrived(found) if number == self._asked else None,
                )

        self._work = self._worker.run_long(
            attachments.fetch, attachment, then=arrived, failed=self._failed_of(number)
        )

    def _failed_of(self, number: int) -> _Failed:
        return _Failed(self, number)

    def fail(self, number: int, error: Exception) -> None:
        """Say why it cannot be shown."""
        if number != self._asked:
            return
        self._work = None
        if not isinstance(error, UserError):
            self._worker.failed.emit(error)
            self.close_view()
        elif error.id != STOPPED:
            said = sentence(error, language())
            self._say(tr("Deze bijlage kan nu niet open"), said, "warning-circle")

    def _arrived(self, found: Content | Shown) -> None:
        shown = look_at_pdf(found) if isinstance(found, Content) else found
        self._content = shown.content
        self.save_button.show()
        if shown.what == "other":
            self._say(
                tr("Dit bestand is hier niet te tonen"),
                tr("Bewaar een kopie om het in een ander programma te openen."),
                "file",
            )
            return
        self.middle.setCurrentWidget(self.sheets)
        if shown.photo is not None:
            self._add_page(shown.photo, tr("Foto {name}", name=shown.content.name), "")
            self.column.addStretch(1)
        else:
            self._words, self._whole = shown.words, shown.pages
            scale = self.room(PAGE_WIDTH) * self.devicePixelRatioF() / shown.width
            scale = min(scale, MOST_PIXELS / shown.largest)
            self._drawing = draw_pages(shown.content.data, scale)
            self._tick.start()
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ drawing

    def _draw_next(self) -> None:
        """One page between two events, so that a long PDF never holds the screen."""
        number, whole = len(self.pages) + 1, self._whole
        more = self._drawing is not None and number <= len(self._words)
        image = next(self._drawing, None) if self._drawing and more else None
        if image is not None:
            name = tr("Bladzijde {number} van {of}", number=number, of=whole)
            self._add_page(image, name, self._words[number - 1])
            return
        self._stop_drawing()
        if whole > len(self._words):
            words = tr(
                "Dit zijn de eerste {number} van {of} bladzijden. Bewaar een kopie voor de rest.",
                number=len(self._words),
                of=whole,
            )
            self.column.addWidget(Secondary(words), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    def _add_page(self, image: QImage, name: str, words: str) -> None:
        wide = round(self.room(PAGE_WIDTH) * self.devicePixelRatioF())
        if image.width() > wide:
            image = image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        self.pages.append(self.add_sheet(image, name, words))

    def _stop_drawing(self) -> None:
        self._tick.stop()
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            drawing.close()  # type: ignore[attr-defined]

    def forget(self) -> None:
        """What was fetched or shown is let go of; a fetch stops."""
        self._asked += 1
        if self._work is not None:
            self._work.stop()
        self._work, self._content = None, None
        self._stop_drawing()
        self._words = ()
        self.pages = []
        empty(self.column)
        self._say_nothing()

    def _say_nothing(self) -> None:
        message, self._message = self._message, None
        if message is not None:
            self.middle.setCurrentWidget(self.sheets)
            self.middle.removeWidget(message)
            message.deleteLater()

    def _say(self, title: str, words: str, icon: str) -> None:
        self._say_nothing()
        self._message = EmptyState(title, words, icon=icon)
        self.middle.addWidget(self._message)
        self.middle.setCurrentWidget(self._message)

    def choose_file(self) -> None:
        """Ask where the copy goes, and write it."""
        name = safe_name(self._content.name if self._content else "", tr("bijlage"))
        chosen, _kind = QFileDialog.getSaveFileName(self, tr("Bewaar een kopie"), name)
        if chosen:
            self.save_to(Path(chosen))


class _Failed:
    """Hears the failure of one opening; a later one has its own."""

    def __init__(self, view: AttachmentView, number: int) -> None:
        self._view, self._number = view, number

    def __call__(self, error: Exception) -> None:
        self._view.fail(self._number, error)


def _read(session: Session, attachment: str) -> Content | Shown | None:
    """On the worker: None when it has to be fetched first."""
    content = attachments.read(session, attachment)
    return None if content is None else _seen(content)


def _seen(content: Content) -> Content | Shown:
    """Photos are decoded here, away from the screen; pages of a PDF only there."""
    return content if is_pdf(content) else look_at(content)
