"""The visit summary: what one person keeps of a conversation, in plain Dutch."""

from __future__ import annotations

from app.reports import symbols
from app.reports.common import call_line, filled, letterhead, return_words, when_words
from app.reports.documents import VisitSummary
from app.reports.fonts import Weight
from app.reports.layout import Cell, Row
from app.reports.pen import Meta
from app.reports.sheet import Column, Sheet
from app.reports.style import ACCENT_SOFT, CONTROL
from app.reports.tags import Node
from app.reports.text import Span, clean, paragraphs
from app.reports.words import day_near, joined

_TABLE = (0.445, 0.295, 0.26)


def compose(document: VisitSummary, sheet: Sheet) -> bytes:
    """Return the PDF of a summary: parts that hold nothing are left out, not shown empty."""
    letterhead(sheet, document.organisation, document.date)
    sheet.title(sheet.say("visit.title"), _who_came(document, sheet))
    sheet.quotes(document.quotes)
    if good := filled(document.good):
        sheet.heading(sheet.say("good"))
        sheet.bullets(good)
    topics = [topic for topic in document.discussed if clean(topic.title) or clean(topic.text)]
    if topics:
        sheet.heading(sheet.say("discussed"))
        for topic in topics:
            sheet.paragraph(topic.text, lead=_sentence(topic.title))
    _agreements(document, sheet)
    _what_next(document, sheet)
    _is_it_right(document, sheet)
    call_line(sheet, document.contact, document.phone)
    title = f"{sheet.say('visit.title')} · {clean(document.person)}"
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, sheet.say("rights"))


def _who_came(document: VisitSummary, sheet: Sheet) -> str:
    parts = []
    if clean(document.person):
        parts.append(sheet.say("visit.for", name=clean(document.person)))
    visitors = tuple(clean(name) for name in document.visitors if clean(name))
    if visitors:
        key = f"visit.{document.place}.{1 if len(visitors) == 1 else 2}"
        parts.append(sheet.say(key, names=joined(visitors, sheet.language)))
    return " ".join(parts)


def _sentence(title: str) -> str:
    text = clean(title)
    return text if not text or text[-1] in ".?!:" else f"{text}."


def _agreements(document: VisitSummary, sheet: Sheet) -> None:
    sheet.heading(sheet.say("agreed"))
    if not document.agreements:
        sheet.paragraph(sheet.say("agreed.none"))
        return
    look = sheet.look()
    rows = [
        [
            [Span(" ".join(paragraphs(item.what)), look)],
            [Span(clean(item.who), look)],
            [
                Span(
                    when_words(
                        item.when,
                        item.when_words,
                        document.date,
                        sheet.language,
                        sheet.say("when.none"),
                    ),
                    look,
                )
            ],
        ]
        for item in document.agreements
    ]
    sheet.table([sheet.say("what"), sheet.say("who"), sheet.say("when")], _TABLE, rows)


def _what_next(document: VisitSummary, sheet: Sheet) -> None:
    back = sheet.say("back.none")
    if document.comes_back is not None:
        back = return_words(document.comes_back, document.date, sheet.language)
    until = Column(sheet.say("until.unknown"), (sheet.say("until.unknown.text"),))
    if document.help_until is not None:
        last = day_near(document.help_until, document.date, sheet.language)
        until = Column(sheet.say("until", day=last), (sheet.say("until.text"),))
    sheet.box([Column(sheet.say("back"), (back,)), until], ACCENT_SOFT)


def _is_it_right(document: VisitSummary, sheet: Sheet) -> None:
    look, bold = sheet.look(), sheet.look(weight=Weight.BOLD)
    yes = symbols.TICKED if document.correct is True else symbols.BOX
    no = symbols.TICKED if document.correct is False else symbols.BOX
    objection = " ".join(paragraphs(document.objection))
    written = objection or "…" * (14 if sheet.sizes.stacked_tables else 27)
    spans = [
        Span(f"{sheet.say('right')}  ", bold),
        Span(_box_words(sheet, yes), look, yes),
        Span(f" {sheet.say('yes')}    ".replace(" ", "\u00a0"), look),
        Span(_box_words(sheet, no), look, no),
        Span(f" {sheet.say('no')}".replace(" ", "\u00a0"), look),
        Span(f" {written}", look if objection else sheet.look(colour=CONTROL)),
    ]
    cell = Cell(0, sheet.width, sheet.lines(spans, sheet.width), Node("P", sheet.root))
    sheet.add(Row((cell,), gap=sheet.sizes.section * 0.9, keep=True))


def _box_words(sheet: Sheet, symbol: str) -> str:
    return sheet.say("ticked" if symbol == symbols.TICKED else "box")
