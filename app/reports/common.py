"""Parts that several documents share: letterhead, agreements, the number to call."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from reportlab.lib.utils import ImageReader

from app.reports.documents import Organisation, Return
from app.reports.fonts import Weight
from app.reports.layout import Cell, Figure, Row
from app.reports.pen import Pen
from app.reports.sheet import Sheet
from app.reports.style import ACCENT, CONTROL, INK_2, mm
from app.reports.tags import Node
from app.reports.text import Span, clean
from app.reports.words import Language, clock, day, day_near

_LOGO_HEIGHT = mm(13)
_LOGO_WIDTH = mm(55)
_WRITING = 21.0
"""Points between ruled lines: room for quick handwriting."""
_LARGE_WRITING = 30.0


def letterhead(sheet: Sheet, organisation: Organisation, date: dt.date | None) -> None:
    """Add logo, team, address and (unless None) the date of the document."""
    if organisation.logo:
        _logo(sheet, organisation)
    small = sheet.sizes.small + (0 if sheet.sizes.stacked_tables else 0.75)
    spans = [Span(clean(organisation.team), sheet.look(small, Weight.BOLD, ACCENT))]
    if clean(organisation.address):
        spans.append(Span(f" · {clean(organisation.address)}", sheet.look(small, colour=INK_2)))
    right = ""
    if date is not None:
        right = day(date, sheet.language, weekday=False, year=True)
    label = [Span(right, sheet.look(small, colour=INK_2))]
    taken = sheet.setter.width(label) if right else 0.0
    room = sheet.width - taken - (20 if right else 0)
    cells = [Cell(0, room, sheet.lines(spans, room), Node("P", sheet.root))]
    if right:
        x = sheet.width - taken
        cells.append(Cell(x, taken + 1, sheet.lines(label, taken + 1), Node("P", sheet.root)))
    sheet.add(Row(tuple(cells), whole=True))


def _logo(sheet: Sheet, organisation: Organisation) -> None:
    """Add the logo; a picture that cannot be read is left out, the paper matters more."""
    try:
        image = ImageReader(io.BytesIO(organisation.logo or b""))
        width, height = image.getSize()
    except (OSError, ValueError):
        return
    scale = min(_LOGO_HEIGHT / height, _LOGO_WIDTH / width)

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.canvas.drawImage(
            image, x, pen.flip(y + height * scale), width * scale, height * scale, mask="auto"
        )

    node = Node("Figure", sheet.root, alt=clean(organisation.team) or "logo")
    sheet.figure(Figure(height * scale + mm(4), draw, node))


def when_words(
    when: dt.date | None, before: str, near: dt.date, language: Language, unknown: str
) -> str:
    """Return the moment of an agreement: words, a full weekday, both, or `unknown`."""
    parts = [clean(before)]
    if when is not None:
        parts.append(day_near(when, near, language))
    return " ".join(part for part in parts if part) or unknown


def return_words(back: Return, near: dt.date, language: Language) -> str:
    """Return the day and time on which the team comes back."""
    text = day_near(back.day, near, language)
    return text if back.time is None else f"{text}, {clock(back.time, language)}"


def call_line(sheet: Sheet, contact: str, phone: str) -> None:
    """Add the number to call, as large as a title; nothing when there is no number."""
    if not clean(phone):
        return
    name = clean(contact)
    lead = sheet.say("call", name=name) if name else sheet.say("call_team")
    look = sheet.look(sheet.sizes.number, Weight.BOLD)
    unbroken = clean(phone).replace(" ", "\u00a0")
    cell = Cell(
        0,
        sheet.width,
        sheet.lines([Span(f"{lead} {unbroken}", look)], sheet.width),
        Node("P", sheet.root),
    )
    sheet.add(Row((cell,), gap=sheet.sizes.section * 0.9, whole=True))


def filled(texts: Iterable[str]) -> list[str]:
    """Return the texts that hold any word."""
    return [text for text in texts if clean(text)]


def writing(sheet: Sheet) -> float:
    """Points between lines to write on by hand."""
    return _LARGE_WRITING if sheet.sizes.stacked_tables else _WRITING


def writing_fields(sheet: Sheet, keys: list[str]) -> None:
    """Add fields to fill in by hand, side by side, each under its label."""
    width = sheet.width / len(keys)
    look = sheet.look(sheet.sizes.small, colour=INK_2)
    cells = tuple(
        Cell(
            index * width,
            width - 10,
            sheet.lines([Span(sheet.say(key), look)], width - 10),
            Node("P", sheet.root),
        )
        for index, key in enumerate(keys)
    )
    depth = max(cell.height for cell in cells) + writing(sheet)

    def draw(pen: Pen, x: float, y: float) -> None:
        for index in range(len(keys)):
            left = x + index * width
            pen.rule((left, y + depth), (left + width - 14, y + depth), CONTROL)

    sheet.add(Row(cells, gap=sheet.sizes.gap * 2, whole=True, figure=Figure(depth, draw)))
