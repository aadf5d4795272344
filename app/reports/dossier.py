"""The whole dossier on paper: for the own file, a hand-over or a request for access."""

from __future__ import annotations

import datetime as dt

from app.reports.common import filled, letterhead
from app.reports.documents import DossierDocument, DossierEntry, DossierPerson, DossierPlan
from app.reports.dossier_tables import (
    assessments,
    circle,
    consents,
    custody,
    files,
    parties,
    readers,
    year_day,
)
from app.reports.fonts import Weight
from app.reports.layout import Cell, Row
from app.reports.pen import Meta
from app.reports.plan import goals
from app.reports.sheet import Column, Sheet
from app.reports.style import CARE_SOFT, INK_2
from app.reports.tags import Node
from app.reports.text import Span, clean, paragraphs
from app.reports.words import day, joined

_LABEL = 0.24
_LARGE_LABEL = 0.36


def compose(document: DossierDocument, sheet: Sheet) -> bytes:
    """Return the PDF of a dossier: who, the circle around them, plan, ZRM, then what happened.

    The same parts for every dossier: what holds nothing says so. Newest first.
    """
    letterhead(sheet, document.organisation, document.date)
    title = sheet.say("dossier.title", name=clean(document.household))
    sheet.title(title)
    mark = _mark(document, sheet)
    _facts(document, sheet)
    sheet.heading(sheet.say("dossier.persons"))
    for person in document.persons:
        _person(person, sheet)
    if not document.persons:
        sheet.paragraph(sheet.say("dossier.empty"))
    custody(document.custody, sheet)
    circle(document.circle, sheet)
    parties(document.parties, sheet)
    consents(document.consents, sheet)
    readers(document.readers, sheet)
    sheet.heading(sheet.say("dossier.plan"))
    _plan(document.plan, document.date, sheet)
    assessments(document.assessments, sheet)
    sheet.heading(sheet.say("dossier.timeline"))
    for entry in sorted(document.timeline, key=_newest, reverse=True):
        _entry(entry, sheet)
    if not document.timeline:
        sheet.paragraph(sheet.say("dossier.empty"))
    files(document.files, sheet)
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, mark)


def _mark(document: DossierDocument, sheet: Sheet) -> str:
    made = day(document.date, sheet.language, year=True)
    sentences = [sheet.say("dossier.mark", day=made)]
    if clean(document.made_by):
        sentences.append(sheet.say("dossier.by", name=clean(document.made_by)))
    if clean(document.recipient):
        sentences.append(sheet.say("dossier.to", name=clean(document.recipient)))
    column = Column(" ".join(sentences), (sheet.say("dossier.hold"),))
    sheet.box([column], CARE_SOFT, gap=sheet.sizes.gap * 2)
    return sentences[0]


def _newest(entry: DossierEntry) -> dt.date:
    return entry.date or dt.date.min


def _pairs(pairs: list[tuple[str, str]], sheet: Sheet) -> None:
    for key, value in pairs:
        parts = paragraphs(value)
        if not parts:
            continue
        left = sheet.width * (_LARGE_LABEL if sheet.sizes.stacked_tables else _LABEL)
        label = sheet.lines([Span(sheet.say(key), sheet.look(colour=INK_2))], left - 8)
        lines = sheet.text_lines(value, sheet.look(), sheet.width - left)
        node = Node("P", sheet.root)
        cells = (
            Cell(0, left - 8, label, Node("Span", node)),
            Cell(left, sheet.width - left, lines, Node("Span", node)),
        )
        sheet.add(Row(cells, gap=sheet.sizes.gap * 0.5))


def _facts(document: DossierDocument, sheet: Sheet) -> None:
    sheet.heading(sheet.say("dossier.facts"))
    _pairs(
        [
            ("address", document.address),
            ("neighbourhood", document.neighbourhood),
            ("phone", document.phone),
            ("language", document.language),
            ("regisseur", document.regisseur),
            ("duo", joined(tuple(filled(map(clean, document.duo))), sheet.language)),
            ("stand_in", document.stand_in),
            ("status", document.status),
            ("opened", year_day(document.opened, sheet)),
            ("help_until", year_day(document.help_until, sheet)),
            ("help_reason", document.help_reason),
            ("retention", document.retention),
        ],
        sheet,
    )


def _person(person: DossierPerson, sheet: Sheet) -> None:
    sheet.subheading(person.name)
    _pairs(
        [
            ("call_name", person.call_name),
            ("relation", person.relation),
            ("born", year_day(person.born, sheet)),
            ("phone", person.phone),
            ("email", person.email),
            ("language", person.language),
            ("interpreter", person.interpreter),
            ("safe", person.safe_contact),
            ("safety", person.safety),
        ],
        sheet,
    )


def _plan(plan: DossierPlan, near: dt.date, sheet: Sheet) -> None:
    prevented = ""
    if plan.prevented is not None:
        prevented = sheet.say("answer.yes" if plan.prevented else "answer.no")
    _pairs(
        [
            ("plan.agreed.on", plan.agreed),
            ("plan.looked", year_day(plan.evaluation, sheet)),
            ("plan.ends", year_day(plan.ends, sheet)),
            ("plan.changed", plan.changed),
            ("plan.heavier", ". ".join(filled((prevented, plan.why)))),
        ],
        sheet,
    )
    goals(plan.goals, near, sheet, nested=True)


def _entry(entry: DossierEntry, sheet: Sheet) -> None:
    look = sheet.look(sheet.sizes.small + 0.75, Weight.SEMIBOLD)
    authors = joined(tuple(filled(map(clean, entry.authors))), sheet.language)
    when = sheet.say("dossier.undated")
    if entry.date is not None:
        when = day(entry.date, sheet.language, year=True)
    head = [Span(when, look)]
    rest = " · ".join(part for part in (clean(entry.kind), authors) if part)
    if rest:
        head.append(Span(f" · {rest}", sheet.look(look.size, colour=INK_2)))
    cell = Cell(0, sheet.width, sheet.lines(head, sheet.width), Node("H3", sheet.root))
    keep = bool(clean(entry.text) or entry.topics)
    sheet.add(Row((cell,), gap=sheet.sizes.gap * 2.8, keep=keep, whole=True))
    sheet.paragraph(entry.text, gap=sheet.sizes.gap * 0.3)
    for topic in entry.topics:
        bold = sheet.look(weight=Weight.SEMIBOLD)
        label = [Span(clean(topic.title), bold)]
        sheet.spans(label, gap=sheet.sizes.gap * 0.8, keep=bool(clean(topic.text)))
        sheet.paragraph(topic.text, gap=sheet.sizes.gap * 0.2)
