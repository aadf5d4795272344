"""The blank conversation card, the small contact card, and the neutral card."""

from __future__ import annotations

from app.reports import symbols
from app.reports.common import letterhead, return_words, writing, writing_fields
from app.reports.documents import CardArea, ContactCard, ConversationCard, NeutralCard
from app.reports.fonts import Weight
from app.reports.layout import Cell, Figure, Row
from app.reports.pen import Meta, Pen
from app.reports.sheet import Sheet
from app.reports.style import CONTROL, INK_2, LINE, mm
from app.reports.tags import Node
from app.reports.text import Line, Span, clean

_AREA_LINES = 5
_LEFT = 0.31
_CARD = (mm(85), mm(54))
_AGREEMENT_LINES = 5


def compose_conversation(document: ConversationCard, sheet: Sheet) -> bytes:
    """Return the PDF of the blank card: per area three states, own words and room to write."""
    letterhead(sheet, document.organisation, None)
    sheet.title(sheet.say("card.title"), sheet.say("card.lead"))
    writing_fields(sheet, ["card.date", "card.case", "card.speaking"])
    for area in document.areas:
        _area(area, sheet)
    sheet.heading(sheet.say("card.end"))
    _blank_table(sheet)
    writing_fields(sheet, ["back", "card.until"])
    team = clean(document.organisation.team)
    meta = Meta(sheet.say("card.title"), team, sheet.language)
    version = clean(document.version)
    footer = sheet.say("card.keep") + (f" · {version}" if version else "")
    return sheet.finish(meta, footer)


def _area(area: CardArea, sheet: Sheet) -> None:
    left = sheet.width * _LEFT - 14
    number = sheet.look(sheet.sizes.heading, Weight.BOLD)
    small = sheet.look(sheet.sizes.small + 0.75, colour=INK_2)
    lines = sheet.lines([Span(f"{area.number}. {clean(area.title)}", number)], left)
    for text in (area.question, area.hint):
        lines += sheet.text_lines(text, small, left)
    ticks = (
        (symbols.RING, "card.good"), (symbols.DIAMOND, "card.care"), (symbols.BOX, "card.not"),
    )  # fmt: skip
    for symbol, key in ticks:
        look = sheet.look(sheet.sizes.body)
        lines += sheet.lines(
            [Span(sheet.say("box"), look, symbol), Span(f" {sheet.say(key)}", look)], left
        )
    x = sheet.width * _LEFT
    step = writing(sheet)
    own = sheet.lines([Span(sheet.say("card.words"), small)], sheet.width - x)
    depth = max(sum(line.height for line in lines) + 4, step * _AREA_LINES)
    count = int(depth // step)

    def draw(pen: Pen, left_edge: float, y: float) -> None:
        for index in range(1, count + 1):
            height = y + index * step
            pen.rule((left_edge + x, height), (left_edge + sheet.width, height), CONTROL, 0.5)
        foot = y + count * step - own[0].height - 1
        pen.line(own[0], left_edge + x, foot)

    cell = Cell(0, left, lines, Node("P", sheet.root))
    sheet.add(Row((cell,), gap=11, whole=True, figure=Figure(depth, draw)))


def _blank_table(sheet: Sheet) -> None:
    heads = [sheet.say(key) for key in ("what", "who", "when")]
    look = sheet.look(sheet.sizes.small, Weight.SEMIBOLD, INK_2)
    edges = (0.0, 0.5, 0.75)
    cells = tuple(
        Cell(
            sheet.width * edge,
            sheet.width * 0.24,
            sheet.lines([Span(head, look)], 200),
            Node("P", sheet.root),
        )
        for head, edge in zip(heads, edges, strict=True)
    )
    step = writing(sheet) * 1.15
    depth = cells[0].height + step * _AGREEMENT_LINES

    def draw(pen: Pen, x: float, y: float) -> None:
        top = y + cells[0].height
        for index in range(1, _AGREEMENT_LINES + 1):
            height = top + index * step
            pen.rule((x, height), (x + sheet.width, height), CONTROL, 0.5)
        for edge in edges[1:]:
            column = x + sheet.width * edge - 8
            pen.rule((column, y), (column, y + depth), LINE)

    row = Row(cells, gap=sheet.sizes.gap, keep=True, whole=True, figure=Figure(depth, draw))
    sheet.add(row)


def compose_neutral(document: NeutralCard, sheet: Sheet) -> bytes:
    """Return the PDF of a card with a number alone; its file, too, names nobody and nothing."""
    phone = clean(document.phone)
    look = sheet.look(sheet.sizes.number, Weight.SEMIBOLD)
    inner = _card_width(sheet) - 28
    lines = sheet.lines([Span(phone.replace(" ", "\u00a0"), look)], inner)
    _cut_out(sheet, lines, centred=True)
    return sheet.finish(Meta(phone, "", sheet.language, program=""), numbered=False)


def _card_width(sheet: Sheet) -> float:
    return sheet.width if sheet.sizes.stacked_tables else _CARD[0]


def _cut_out(sheet: Sheet, lines: tuple[Line, ...], *, centred: bool = False) -> None:
    width = _card_width(sheet)
    measured = sum(line.height for line in lines)
    depth = max(_CARD[1], measured + 24)
    widest = max((line.width for line in lines), default=0.0)
    left = (width - widest) / 2 if centred else 14.0
    cell = Cell(left, width - left, lines, Node("P", sheet.root))

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.canvas.saveState()
        pen.canvas.setDash(3, 3)
        pen.canvas.setStrokeColorRGB(*CONTROL)
        pen.canvas.setLineWidth(0.6)
        pen.canvas.rect(x, pen.flip(y + depth), width, depth, stroke=1, fill=0)
        pen.canvas.restoreState()

    sheet.add(Row((cell,), pad=(depth - measured) / 2, whole=True, figure=Figure(depth, draw)))


def compose_contact(document: ContactCard, sheet: Sheet) -> bytes:
    """Return the PDF of the small card to cut out: whom to call and when we come back."""
    inner = _card_width(sheet) - 28
    small = sheet.look(sheet.sizes.small, colour=INK_2)
    name = sheet.look(sheet.sizes.heading, Weight.BOLD)
    team = sheet.look(sheet.sizes.small, Weight.SEMIBOLD)
    number = sheet.look(sheet.sizes.number * 0.9, Weight.BOLD)
    lines = sheet.text_lines(document.organisation.team, team, inner)
    lines += sheet.text_lines(document.contact, name, inner)
    lines += sheet.text_lines(document.role, small, inner)
    phone = clean(document.phone).replace(" ", "\u00a0")
    lines += sheet.lines([Span(phone, number)], inner)
    for text in (document.email, document.reachable, document.organisation.address):
        lines += sheet.text_lines(text, small, inner)
    if document.comes_back is not None:
        back = return_words(document.comes_back, document.comes_back.day, sheet.language)
        text = f"{sheet.say('contact.back')} {back}."
        lines += sheet.lines([Span(text, sheet.look(sheet.sizes.small))], inner)
    _cut_out(sheet, lines)
    title = f"{clean(document.contact)} · {clean(document.organisation.team)}"
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, numbered=False)
