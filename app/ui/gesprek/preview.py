"""The paper before it is paper: look, print, or save with a warning."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pypdfium2
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ui.gesprek.layouts import empty
from app.ui.kit import Button, Secondary, SectionTitle, Text
from app.ui.text import tr
from app.ui.theme import theme

POINTS_PER_INCH: Final = 72
_PAGE_WIDTH: Final = 640
_PRINT_DPI: Final = 300


def pages(pdf: bytes, scale: float) -> list[QImage]:
    """Every page of a PDF as a picture; `scale` in pixels per point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page, scale) for page in document]
    finally:
        document.close()


def _image(page: pypdfium2.PdfPage, scale: float) -> QImage:
    picture = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    view = bytes(picture.buffer)
    made = QImage(
        view, picture.width, picture.height, picture.stride, QImage.Format.Format_RGBX8888
    )
    return made.copy()


class PaperView(QWidget):
    """Covers its parent with the pages; Esc goes back. The PDF is in memory only."""

    closed = Signal()
    said = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._name = ""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "sunk")
        self.title = SectionTitle()
        self.back = Button(tr("Terug"), icon="arrow-left")
        self.back.clicked.connect(self.close_view)
        self.print_button = Button(tr("Print"), kind="primary", icon="printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = Button(tr("Bewaar als PDF"), icon="download-simple")
        self.save_button.clicked.connect(self._warn)
        self.warning = QWidget()
        self.sure = Button(tr("Bewaar toch"), kind="care", small=True)
        self.sure.clicked.connect(self._save)
        self._pages = QVBoxLayout()
        self._lay_out()
        parent.installEventFilter(self)
        self.hide()

    def open(self, pdf: bytes, name: str) -> None:
        """Show a PDF; `name` is the title and the proposed file name."""
        self._pdf, self._name = pdf, name
        self.title.setText(name)
        self.warning.hide()
        self._draw()
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.print_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_view(self) -> None:
        """Back to the visit; the PDF is forgotten."""
        self._pdf = b""
        self._empty()
        self.hide()
        self.closed.emit()

    def save_to(self, path: Path) -> None:
        """Write the PDF; from then on it is not protected."""
        path.write_bytes(self._pdf)
        self.warning.hide()
        self.said.emit(tr("Bewaard. Deze PDF is niet meer beveiligd."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
        return False

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        head.addWidget(self.save_button)
        head.addWidget(self.print_button)
        column.addLayout(head)
        row = QHBoxLayout(self.warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(
            Text(
                tr(
                    "Een PDF op de schijf is niet beveiligd: "
                    "wie bij deze laptop kan, kan hem lezen."
                ),
                ink="care",
                wrap=True,
            ),
            3,
        )
        row.addWidget(self.sure)
        column.addWidget(self.warning)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Bladzijden"))
        inside = QWidget()
        inside.setProperty("clear", True)
        inside.setLayout(self._pages)
        self._pages.setContentsMargins(0, 16, 0, 24)
        self._pages.setSpacing(16)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)

    def _draw(self) -> None:
        self._empty()
        ratio = self.devicePixelRatioF()
        document = pypdfium2.PdfDocument(self._pdf)
        width = document[0].get_width()
        document.close()
        scale = theme().px(_PAGE_WIDTH) * ratio / width
        for number, image in enumerate(pages(self._pdf, scale), start=1):
            label = QLabel()
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(ratio)
            label.setPixmap(picture)
            label.setAccessibleName(tr("Bladzijde {number}", number=number))
            self._pages.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
            note = Secondary(tr("Bladzijde {number}", number=number))
            self._pages.addWidget(note, 0, Qt.AlignmentFlag.AlignHCenter)

    def _empty(self) -> None:
        empty(self._pages)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_PRINT_DPI)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        for number, image in enumerate(pages(self._pdf, _PRINT_DPI / POINTS_PER_INCH)):
            if number:
                printer.newPage()
            painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
        painter.end()

    def _warn(self) -> None:
        self.warning.show()
        self.sure.setFocus(Qt.FocusReason.TabFocusReason)

    def _save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, tr("Bewaar als PDF"), f"{self._name}.pdf", "PDF (*.pdf)"
        )
        if chosen:
            self.save_to(Path(chosen))
