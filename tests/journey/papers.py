"""What stands on a PDF, and how it looks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import pypdf
import pypdfium2

A4_POINTS: Final = (595.3, 841.9)
RENDER_SCALE: Final = 1.0
_INK_BELOW: Final = 160
"""Grey value, 0 black to 255 white, under which a pixel counts as ink."""


@dataclass(frozen=True, slots=True)
class Page:
    """Size in points, and the share of ink in the upper and the lower half."""

    size: tuple[float, float]
    upper: float
    lower: float


def words(pdf: bytes) -> str:
    """All text, with one space wherever lines or pages break."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def pages(pdf: bytes) -> list[Page]:
    """Every page as it is drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    picture = page.render(scale=RENDER_SCALE, grayscale=True)
    rows = [
        bytes(picture.buffer)[start : start + picture.width]
        for start in range(0, picture.height * picture.stride, picture.stride)
    ]
    half = len(rows) // 2
    return Page(page.get_size(), _ink(rows[:half]), _ink(rows[half:]))


def _ink(rows: list[bytes]) -> float:
    dark = sum(value < _INK_BELOW for row in rows for value in row)
    return dark / sum(map(len, rows))
