"""The lists of a dossier as tables: they break over pages, their heads come along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from app.reports import symbols
from app.reports.common import filled
from app.reports.documents import (
    DossierAssessment,
    DossierConsent,
    DossierCustody,
    DossierFile,
    DossierFriend,
    DossierParty,
    DossierReader,
    DossierScore,
)
from app.reports.fonts import Weight
from app.reports.sheet import Sheet
from app.reports.style import INK_2, Colour
from app.reports.text import Look, Span, clean, paragraphs
from app.reports.words import day, joined

_PAD = 3.5


def custody(items: Sequence[DossierCustody], sheet: Sheet) -> None:
    """Add who has *gezag* over which child; nothing where nobody wrote of it."""
    if not items:
        return
    answers = {True: "held.yes", False: "held.no", None: "held.unknown"}
    rows = [
        [
            _strong(sheet, one.child),
            _plain(sheet, one.holder),
            _plain(sheet, sheet.say(answers[one.held])),
            _plain(sheet, _dotted(one.source, year_day(one.on, sheet))),
        ]
        for one in items
    ]
    heads = ("child", "holder", "held", "source")
    _list(sheet, "dossier.custody", heads, (0.26, 0.26, 0.2, 0.28), rows)


def circle(items: Sequence[DossierFriend], sheet: Sheet) -> None:
    """Add the own circle."""
    rows = [
        [
            [*_strong(sheet, one.name), *_quiet(sheet, _dotted(one.relation, one.phone))],
            _plain(sheet, _tie(one, sheet)),
            _plain(sheet, one.note),
        ]
        for one in items
    ]
    heads = ("name", "tie", "does")
    _list(sheet, "dossier.circle", heads, (0.32, 0.28, 0.4), rows)


def parties(items: Sequence[DossierParty], sheet: Sheet) -> None:
    """Add who is at work in the household already."""
    rows = [
        [
            [*_strong(sheet, one.name), *_quiet(sheet, one.organisation)],
            _plain(sheet, _dotted(one.does, sheet.say("inner") if one.inner else "")),
            _plain(sheet, one.phone),
        ]
        for one in items
    ]
    heads = ("name", "does.party", "phone")
    _list(sheet, "dossier.parties", heads, (0.36, 0.44, 0.2), rows)


def consents(items: Sequence[DossierConsent], sheet: Sheet) -> None:
    """Add who said yes to what, and what was taken back."""
    rows = []
    for one in items:
        ended = year_day(one.withdrawn, sheet)
        taken = sheet.say("withdrawn", day=ended) if ended else ""
        given = _dotted(year_day(one.on, sheet), one.how, taken)
        rows.append(
            [
                _strong(sheet, one.person),
                _plain(sheet, one.purpose),
                _plain(sheet, one.with_whom),
                _plain(sheet, given),
            ]
        )
    heads = ("reader", "purpose", "with_whom", "given")
    _list(sheet, "dossier.consents", heads, (0.22, 0.28, 0.22, 0.28), rows)


def readers(items: Sequence[DossierReader], sheet: Sheet) -> None:
    """Add who reads the dossier and who did."""
    rows = [
        [
            _strong(sheet, one.name),
            _plain(sheet, one.role if one.active else sheet.say("stopped")),
            _plain(sheet, year_day(one.since, sheet)),
            _plain(sheet, one.reason),
        ]
        for one in items
    ]
    heads = ("reader", "role", "since", "reason")
    _list(sheet, "dossier.readers", heads, (0.28, 0.2, 0.22, 0.3), rows)


def files(items: Sequence[DossierFile], sheet: Sheet) -> None:
    """Add the attachments by name."""
    rows = [
        [
            _strong(sheet, one.name),
            _plain(sheet, one.about),
            _plain(sheet, year_day(one.on, sheet)),
            _plain(sheet, one.by),
        ]
        for one in items
    ]
    heads = ("file", "about", "added", "added.by")
    _list(sheet, "dossier.files", heads, (0.4, 0.2, 0.2, 0.2), rows)


def assessments(items: Sequence[DossierAssessment], sheet: Sheet) -> None:
    """Add every ZRM, each with its reasons; levels always as number and words."""
    sheet.heading(sheet.say("dossier.zrm"))
    if not items:
        sheet.paragraph(sheet.say("dossier.empty"))
    keys = ("zrm.domain", "zrm.score", "zrm.own", "zrm.reason")
    for one in items:
        sheet.subheading(", ".join(filled((clean(one.person), year_day(one.date, sheet)))))
        if origin := _origin(one, sheet):
            sheet.paragraph(origin, _look(sheet, INK_2), gap=1, keep=bool(one.scores))
        if one.scores:
            rows = [_score(score, sheet) for score in one.scores]
            heads = [sheet.say(key) for key in keys]
            sheet.table(heads, (0.23, 0.31, 0.09, 0.37), rows, pad=_PAD)
        if one.rest:
            names = joined(tuple(filled(map(clean, one.rest))), sheet.language)
            sheet.paragraph(sheet.say("zrm.rest", names=names), _look(sheet, INK_2))


def year_day(date: dt.date | None, sheet: Sheet) -> str:
    """`12 maart 2026`; empty without a day."""
    return "" if date is None else day(date, sheet.language, weekday=False, year=True)


def _list(
    sheet: Sheet,
    title: str,
    heads: Sequence[str],
    shares: Sequence[float],
    rows: Sequence[Sequence[Sequence[Span]]],
) -> None:
    sheet.heading(sheet.say(title))
    if rows:
        sheet.table([sheet.say(key) for key in heads], shares, rows, pad=_PAD)
    else:
        sheet.paragraph(sheet.say("dossier.empty"))


def _origin(one: DossierAssessment, sheet: Sheet) -> str:
    names = joined(tuple(filled(map(clean, one.scorers))), sheet.language)
    said = [
        f"{clean(one.version)}." if clean(one.version) else "",
        sheet.say("zrm.scored", names=names) if names else "",
        sheet.say("zrm.agreed") if one.agreed else "",
    ]
    return " ".join(filled(said))


def _score(one: DossierScore, sheet: Sheet) -> list[list[Span]]:
    now = _plain(sheet, sheet.say("zrm.not"))
    if one.level is not None:
        now = [
            Span(str(one.level), _look(sheet), f"{symbols.SWATCH}{one.level}"),
            Span(f" {one.level} {sheet.say(f'zrm.{one.level}')}", _look(sheet)),
        ]
    own = "" if one.own_figure is None else str(one.own_figure)
    carried = ", ".join(filled(map(clean, one.carriers)))
    told = sheet.say("zrm.carried", names=carried) if carried else ""
    reason = [*_plain(sheet, one.reason), *_quiet(sheet, told)]
    return [
        _strong(sheet, one.name),
        now,
        _plain(sheet, own),
        reason if clean(one.reason) else _plain(sheet, told),
    ]


def _tie(one: DossierFriend, sheet: Sheet) -> str:
    asked = {True: sheet.say("ask.yes"), False: sheet.say("ask.no"), None: ""}
    return _dotted(
        sheet.say(f"near.{one.closeness}") if one.closeness else "",
        sheet.say(f"strength.{one.strength}") if one.strength else "",
        sheet.say("harmful") if one.harmful else "",
        asked[one.may_be_asked],
    )


def _dotted(*parts: str) -> str:
    return " · ".join(filled(parts))


def _look(sheet: Sheet, colour: Colour | None = None) -> Look:
    size = sheet.sizes.body if sheet.sizes.stacked_tables else sheet.sizes.small + 0.75
    return sheet.look(size, colour=colour)


def _plain(sheet: Sheet, text: str) -> list[Span]:
    return [Span(" ".join(paragraphs(text)), _look(sheet))]


def _strong(sheet: Sheet, text: str) -> list[Span]:
    look = sheet.look(_look(sheet).size, Weight.SEMIBOLD)
    return [Span(" ".join(paragraphs(text)), look)]


def _quiet(sheet: Sheet, text: str) -> list[Span]:
    words = " ".join(paragraphs(text))
    return [Span(f" · {words}", _look(sheet, INK_2))] if words else []
