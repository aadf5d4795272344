"""The pages of a PDF as pictures, and those pictures on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pypdfium2
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_PER_INCH: Final = 72
PRINT_DPI: Final = 300
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def draw_pages(pdf: bytes, scale: float) -> Iterator[QImage]:
    """Every page in turn, at `scale` pixels per point; one page in memory at a time."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            shape = QImage.Format.Format_RGBX8888
            view = bytes(picture.buffer)
            yield QImage(view, picture.width, picture.height, picture.stride, shape).copy()
    finally:
        document.close()


def page_words(pdf: bytes) -> list[str]:
    """The text of every page, for a screen reader beside the pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        return [text.replace(NO_BREAK, " ") for text in texts]
    finally:
        document.close()


def print_pages(pdf: bytes, printer: QPrinter) -> int:
    """Put every page on the printer, each filling its sheet. Returns how many.

    Raises UserError when it takes the paper not or not whole.
    """
    printer.setResolution(PRINT_DPI)
    printer.setFullPage(True)
    wide, tall = page_sizes(pdf)[0]
    lying = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(lying)
    painter, count = QPainter(), 0
    if not painter.begin(printer):
        raise UserError("printer_refuses")
    try:
        for image in draw_pages(pdf, PRINT_DPI / POINTS_PER_INCH):
            if count and not printer.newPage():
                raise UserError("printer_refuses")
            painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
            count += 1
    finally:
        ended = painter.end()
    if not ended or printer.printerState() == QPrinter.PrinterState.Error:
        raise UserError("printer_refuses")
    return count
