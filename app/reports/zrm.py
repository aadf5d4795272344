"""The ZRM profile for the professional's own file: spider and table, always with the number."""

from __future__ import annotations

from app.reports import symbols
from app.reports.common import filled, letterhead
from app.reports.documents import ZrmDomain, ZrmProfile
from app.reports.fonts import Weight
from app.reports.pen import Meta
from app.reports.sheet import Column, Sheet
from app.reports.spider import Spider
from app.reports.style import CARE_SOFT, INK_2
from app.reports.tags import Node
from app.reports.text import Span, clean
from app.reports.words import day, joined

_TABLE = (0.312, 0.27, 0.068, 0.1, 0.25)
_SPIDER_LEAST = 3
"""Fewer domains than this make no web; the table alone says it."""


def compose(document: ZrmProfile, sheet: Sheet) -> bytes:
    """Return the PDF of a profile, marked as not meant for the table.

    Large print leaves out the spider, whose labels would be too small; the table says it all.
    """
    letterhead(sheet, document.organisation, document.date)
    title = sheet.say("zrm.title", name=clean(document.person))
    sheet.title(title, _origin(document, sheet))
    mark = Column(sheet.say("zrm.mark"), (sheet.say("zrm.note"),))
    sheet.box([mark], CARE_SOFT, gap=sheet.sizes.gap * 2)
    small_letters = not sheet.sizes.stacked_tables
    if small_letters and len(document.domains) >= _SPIDER_LEAST:
        levels = "; ".join(f"{clean(d.name)} {_level(d, sheet)}" for d in document.domains)
        node = Node("Figure", sheet.root, alt=sheet.say("zrm.alt", levels=levels))
        sheet.figure(Spider(sheet, document.domains).figure(node), gap=sheet.sizes.gap)
        _legend(document, sheet)
    _table(document, sheet)
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, sheet.say("zrm.mark"))


def _table(document: ZrmProfile, sheet: Sheet) -> None:
    """What was before and how it changed only where there is a first measurement."""
    keys = ["zrm.domain", "zrm.level", "zrm.before", "zrm.change", "zrm.carriers"]
    shares, rows = list(_TABLE), [_row(domain, sheet) for domain in document.domains]
    if all(domain.baseline is None for domain in document.domains):
        before = slice(2, 4)
        shares[-1] += sum(shares[before])
        del keys[before], shares[before]
        rows = [row[:2] + row[4:] for row in rows]
    sheet.table([sheet.say(key) for key in keys], shares, rows, pad=2.6)


def _origin(document: ZrmProfile, sheet: Sheet) -> str:
    names = joined(tuple(filled(map(clean, document.scorers))), sheet.language)
    key = "zrm.by" if names else "zrm.by.none"
    when = day(document.date, sheet.language, weekday=False, year=True)
    parts = [sheet.say(key, version=clean(document.version), day=when, names=names)]
    if document.agreed:
        parts.append(sheet.say("zrm.agreed"))
    if document.baseline_date is not None:
        first = day(document.baseline_date, sheet.language, weekday=False, year=True)
        parts.append(sheet.say("zrm.base", day=first))
    return " ".join(parts)


def _legend(document: ZrmProfile, sheet: Sheet) -> None:
    if any(domain.baseline is not None for domain in document.domains):
        look = sheet.look(sheet.sizes.small, colour=INK_2)
        spans: list[Span] = []
        for key, symbol in (("zrm.now", symbols.NOW), ("zrm.legend", symbols.FIRST)):
            label = f"  {sheet.say(key)}      ".replace(" ", "\u00a0")
            spans += [Span(sheet.say(key), look, symbol), Span(label, look)]
        sheet.spans(spans, keep=True)


def _level(domain: ZrmDomain, sheet: Sheet) -> str:
    if domain.level is None:
        return sheet.say("zrm.not")
    return f"{domain.level} {sheet.say(f'zrm.{domain.level}')}"


def _row(domain: ZrmDomain, sheet: Sheet) -> list[list[Span]]:
    look = sheet.look(sheet.sizes.body if sheet.sizes.stacked_tables else 9.75)
    quiet = sheet.look(look.size, colour=INK_2)
    name = [Span(clean(domain.name), sheet.look(look.size, Weight.SEMIBOLD))]
    now = [Span(_level(domain, sheet), quiet)]
    if domain.level is not None:
        now = [
            Span(str(domain.level), look, f"{symbols.SWATCH}{domain.level}"),
            Span(f" {_level(domain, sheet)}", look),
        ]
    before = [Span("" if domain.baseline is None else str(domain.baseline), look)]
    carried = ", ".join(filled(map(clean, domain.carriers)))
    reason = clean(domain.not_judged) if domain.level is None else ""
    carriers = [Span(" · ".join(filled((carried, reason))), look)]
    return [name, now, before, [Span(_change(domain, sheet), look)], carriers]


def _change(domain: ZrmDomain, sheet: Sheet) -> str:
    if domain.level is None or domain.baseline is None:
        return ""
    change = domain.level - domain.baseline
    if change == 0:
        return sheet.say("zrm.same")
    return f"+{change}" if change > 0 else f"\u2212{-change}"
