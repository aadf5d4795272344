"""A file in the open as pictures: photos, scans and the pages of a PDF, from memory alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pypdfium2
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from app.services.attachments import Content

PHOTOS: Final = frozenset({"jpeg", "jpg", "png", "gif", "webp", "bmp", "tif", "tiff"})
"""What is decoded here; not svg, which is a program that may look for other files."""
WIDEST: Final = 2400
"""Pixels that a decoded photo is wide or tall at the most."""
MOST_PAGES: Final = 60
"""Pages of a PDF that are shown: each is a picture in memory."""
_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file turned out to be: a `photo`, or `pages` of which the first have `words`."""

    what: Literal["pdf", "photo", "other"]
    content: Content
    photo: QImage | None = None
    words: tuple[str, ...] = ()
    pages: int = 0
    width: float = 0.0
    """Of the first page, in points."""
    largest: float = 0.0
    """Longest side of the pages that are shown, in points."""


def look_at(content: Content) -> Shown:
    """By its bytes and not by its name; what cannot be shown is "other". For any thread."""
    photo = _photo(content.data)
    return Shown("other", content) if photo is None else Shown("photo", content, photo)


def is_pdf(content: Content) -> bool:
    return _PDF in content.data[:_PDF_WITHIN]


def look_at_pdf(content: Content) -> Shown:
    """As `look_at`, on the one thread that renders pages."""
    try:
        document = pypdfium2.PdfDocument(content.data)
        try:
            shown = [document[number] for number in range(min(len(document), MOST_PAGES))]
            sizes = [page.get_size() for page in shown]
            words = tuple(page.get_textpage().get_text_range() for page in shown)
            largest = max(max(size) for size in sizes)
            return Shown("pdf", content, None, words, len(document), max(1.0, sizes[0][0]), largest)
        finally:
            document.close()
    except (pypdfium2.PdfiumError, ValueError):
        return Shown("other", content)


def _photo(data: bytes) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode() not in PHOTOS:
        return None
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > WIDEST:
        scaled = size.scaled(QSize(WIDEST, WIDEST), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled)
    image = reader.read()
    return None if image.isNull() else image
