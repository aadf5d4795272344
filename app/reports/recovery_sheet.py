"""The recovery sheet: twenty-four words on paper, for the organisation's safe."""

from __future__ import annotations

from app.reports.common import letterhead, writing_fields
from app.reports.documents import RecoverySheet
from app.reports.fonts import Weight
from app.reports.layout import Cell, Row
from app.reports.pen import Meta
from app.reports.sheet import Column, Sheet
from app.reports.style import ACCENT_SOFT, INK_2, LINE, SUNK
from app.reports.tags import Node
from app.reports.text import Span, clean

_COLUMNS = 3
_LARGE_COLUMNS = 2
_NUMBER = 1.9
"""Room for a number, in parts of the letter size."""


def compose(document: RecoverySheet, sheet: Sheet) -> bytes:
    """Return the PDF of the sheet; the words are a list that is read from 1 to 24."""
    letterhead(sheet, document.organisation, document.date)
    team = clean(document.team)
    sheet.title(sheet.say("sheet.title"), sheet.say("sheet.of", team=team))
    sheet.paragraph(sheet.say("sheet.lead"), gap=sheet.sizes.gap * 1.5)
    sheet.heading(sheet.say("sheet.words"))
    _words(document.words, sheet)
    sheet.box([_told(sheet, "keep"), _told(sheet, "check")], ACCENT_SOFT)
    sheet.box([_told(sheet, "can"), _told(sheet, "lost")], SUNK, gap=sheet.sizes.gap * 2)
    writing_fields(sheet, ["sheet.where", "sheet.checked", "sheet.by"])
    meta = Meta(f"{sheet.say('sheet.title')} · {team}", team, sheet.language)
    return sheet.finish(meta, sheet.say("sheet.foot"))


def _told(sheet: Sheet, key: str) -> Column:
    return Column(sheet.say(f"sheet.{key}"), (sheet.say(f"sheet.{key}.text"),))


def _words(words: tuple[str, ...], sheet: Sheet) -> None:
    columns = _LARGE_COLUMNS if sheet.sizes.stacked_tables else _COLUMNS
    width = sheet.width / columns
    size = sheet.sizes.number
    number_look = sheet.look(sheet.sizes.body, colour=INK_2)
    word_look = sheet.look(size, Weight.SEMIBOLD)
    indent = size * _NUMBER
    parent = Node("L", sheet.root)
    for start in range(0, len(words), columns):
        cells = []
        for offset, word in enumerate(words[start : start + columns]):
            item = Node("LI", parent)
            # A space in the size of the word puts the number on the word's line.
            spans = [Span(f"{start + offset + 1}", number_look), Span("\u00a0", word_look)]
            number = sheet.lines(spans, indent)
            lines = sheet.lines([Span(clean(word), word_look)], width - indent)
            x = offset * width
            cells.append(Cell(x + 2, indent, number, Node("Lbl", item)))
            cells.append(Cell(x + indent, width - indent, lines, Node("LBody", item)))
        gap = sheet.sizes.gap if start == 0 else 0.0
        sheet.add(Row(tuple(cells), gap=gap, pad=4, whole=True, rule=LINE))
