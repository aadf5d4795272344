"""The clean copy of a dossier for the worker's own organisation."""

from __future__ import annotations

from app.reports.common import filled, letterhead
from app.reports.documents import DossierDocument, DossierEntry, DossierPerson
from app.reports.fonts import Weight
from app.reports.layout import Cell, Node, Row
from app.reports.pdf import Meta
from app.reports.plan import goals
from app.reports.sheet import Column, Sheet
from app.reports.style import CARE_SOFT, INK_2
from app.reports.text import Span, clean
from app.reports.words import day, joined

_LABEL = 0.24


def compose(document: DossierDocument, sheet: Sheet) -> bytes:
    """Return the PDF of a dossier: details, persons, plan, then what happened, newest first."""
    letterhead(sheet, document.organisation, document.date)
    title = sheet.say("dossier.title", name=clean(document.household))
    sheet.title(title)
    made = day(document.date, sheet.language, year=True)
    sentences = [sheet.say("dossier.mark", day=made)]
    if clean(document.made_by):
        sentences.append(sheet.say("dossier.by", name=clean(document.made_by)))
    if clean(document.recipient):
        sentences.append(sheet.say("dossier.to", name=clean(document.recipient)))
    sheet.box([Column(" ".join(sentences), ())], CARE_SOFT, gap=sheet.sizes.gap * 2)
    _facts(document, sheet)
    sheet.heading(sheet.say("dossier.persons"))
    for person in document.persons:
        _person(person, sheet)
    if not document.persons:
        sheet.paragraph(sheet.say("dossier.empty"))
    sheet.heading(sheet.say("dossier.plan"))
    goals(document.goals, document.date, sheet, nested=True)
    sheet.heading(sheet.say("dossier.timeline"))
    for entry in sorted(document.timeline, key=lambda item: item.date, reverse=True):
        _entry(entry, sheet)
    if not document.timeline:
        sheet.paragraph(sheet.say("dossier.empty"))
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, sentences[0])


def _pairs(pairs: list[tuple[str, str]], sheet: Sheet) -> None:
    for key, value in pairs:
        text = clean(value)
        if not text:
            continue
        left = sheet.width * (0.36 if sheet.sizes.stacked_tables else _LABEL)
        label = sheet.lines([Span(sheet.say(key), sheet.look(colour=INK_2))], left - 8)
        lines = sheet.lines([Span(text, sheet.look())], sheet.width - left)
        node = Node("P", sheet.root)
        cells = (
            Cell(0, left - 8, label, Node("Span", node)),
            Cell(left, sheet.width - left, lines, Node("Span", node)),
        )
        sheet.add(Row(cells, gap=sheet.sizes.gap * 0.5))


def _facts(document: DossierDocument, sheet: Sheet) -> None:
    sheet.heading(sheet.say("dossier.facts"))
    last = ""
    if document.help_until is not None:
        last = day(document.help_until, sheet.language, year=True)
    _pairs(
        [
            ("address", document.address),
            ("phone", document.phone),
            ("language", document.language),
            ("regisseur", document.regisseur),
            ("duo", joined(tuple(filled(map(clean, document.duo))), sheet.language)),
            ("status", document.status),
            ("help_until", last),
        ],
        sheet,
    )


def _person(person: DossierPerson, sheet: Sheet) -> None:
    sheet.subheading(person.name)
    born = day(person.born, sheet.language, weekday=False, year=True) if person.born else ""
    _pairs(
        [
            ("relation", person.relation),
            ("born", born),
            ("phone", person.phone),
            ("language", person.language),
            ("safe", person.safe_contact),
        ],
        sheet,
    )


def _entry(entry: DossierEntry, sheet: Sheet) -> None:
    look = sheet.look(sheet.sizes.small + 0.75, Weight.SEMIBOLD)
    authors = joined(tuple(filled(map(clean, entry.authors))), sheet.language)
    head = [Span(day(entry.date, sheet.language, year=True), look)]
    rest = " · ".join(part for part in (clean(entry.kind), authors) if part)
    if rest:
        head.append(Span(f" · {rest}", sheet.look(look.size, colour=INK_2)))
    cell = Cell(0, sheet.width, sheet.lines(head, sheet.width), Node("H3", sheet.root))
    keep = bool(clean(entry.text))
    sheet.add(Row((cell,), gap=sheet.sizes.gap * 2.2, keep=keep, whole=True))
    sheet.paragraph(entry.text, gap=sheet.sizes.gap * 0.3)
