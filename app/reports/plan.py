"""The plan of the household: goals in their words, who does what, room to sign."""

from __future__ import annotations

import datetime as dt

from app.reports import symbols
from app.reports.common import call_line, filled, letterhead, when_words
from app.reports.documents import PlanAction, PlanDocument, PlanGoal
from app.reports.layout import Cell, Figure, Row
from app.reports.pen import Meta, Pen
from app.reports.sheet import Column, Sheet
from app.reports.style import ACCENT_SOFT, CONTROL, INK_2
from app.reports.tags import Node
from app.reports.text import Span, clean, paragraphs
from app.reports.words import day_near, joined

_TABLE = (0.46, 0.28, 0.26)
_NEARBY = 3
"""Orders of resort up to this one are the household, its own circle and the neighbourhood."""
_LAST = 7
_SIGN_LINE = 28.0


def compose(document: PlanDocument, sheet: Sheet) -> bytes:
    """Return the PDF of a plan; actions stand in order of resort, the resident's own first."""
    letterhead(sheet, document.organisation, document.date)
    names = joined(tuple(filled(clean(name) for name in document.persons)), sheet.language)
    sheet.title(sheet.say("plan.title"), sheet.say("plan.for", names=names) if names else "")
    if good := filled(document.strengths):
        sheet.heading(sheet.say("good"))
        sheet.bullets(good)
    goals(document.goals, document.date, sheet)
    _share(document, sheet)
    _days(document, sheet)
    call_line(sheet, document.contact, document.phone)
    _signatures(document, sheet)
    title = f"{sheet.say('plan.title')} · {names}" if names else sheet.say("plan.title")
    meta = Meta(title, clean(document.organisation.team), sheet.language)
    return sheet.finish(meta, sheet.say("rights"))


def goals(
    items: tuple[PlanGoal, ...], near: dt.date, sheet: Sheet, *, nested: bool = False
) -> None:
    """Add every goal with its actions; says so when there is none."""
    heading = sheet.subheading if nested else sheet.heading
    if not items:
        sheet.paragraph(
            sheet.say("plan.none"), gap=sheet.sizes.gap if nested else sheet.sizes.section
        )
    for number, goal in enumerate(items, start=1):
        heading(f"{sheet.say('plan.goal', number=number)}. {clean(goal.words)}")
        if clean(goal.result):
            sheet.paragraph(goal.result, lead=sheet.say("plan.result"), keep=bool(goal.actions))
        actions = sorted(goal.actions, key=lambda a: _LAST if a.resort is None else a.resort)
        if actions:
            heads = [sheet.say("what"), sheet.say("who"), sheet.say("when")]
            sheet.table(
                heads, _TABLE, [_action(one, near, sheet, nested=nested) for one in actions]
            )


def _action(action: PlanAction, near: dt.date, sheet: Sheet, *, nested: bool) -> list[list[Span]]:
    look = sheet.look()
    who = [Span(clean(action.who), look)]
    if action.resort is not None:
        own = nested and action.resort == 0
        group = sheet.say("resort.resident" if own else f"resort.{action.resort}")
        small = sheet.look(sheet.sizes.small, colour=INK_2)
        who = [*who, Span(f" · {group}", small)] if clean(action.who) else [Span(group, look)]
    when = when_words(
        action.when,
        action.when_words,
        near,
        sheet.language,
        sheet.say("when.none"),
    )
    done = sheet.say("plan.done" if action.done else "plan.open")
    what = [
        Span(done, look, symbols.TICKED if action.done else symbols.BOX),
        Span(f"\u00a0{' '.join(paragraphs(action.what))}", look),
    ]
    if came := " ".join(paragraphs(action.outcome)):
        what.append(Span(f" · {came}", sheet.look(sheet.sizes.small, colour=INK_2)))
    return [what, who, [Span(when, look)]]


def _share(document: PlanDocument, sheet: Sheet) -> None:
    actions = [action for goal in document.goals for action in goal.actions]
    if actions and all(action.resort is not None for action in actions):
        own = sum(1 for action in actions if (action.resort or 0) <= _NEARBY)
        text = sheet.say("plan.share", own=own, all=len(actions))
        sheet.paragraph(text, gap=sheet.sizes.section * 0.7)


def _days(document: PlanDocument, sheet: Sheet) -> None:
    unknown = sheet.say("plan.unknown")

    def text(date: dt.date | None) -> str:
        return unknown if date is None else day_near(date, document.date, sheet.language)

    sheet.box(
        [
            Column(sheet.say("plan.evaluation"), (text(document.evaluation),)),
            Column(sheet.say("plan.end"), (text(document.end),)),
        ],
        ACCENT_SOFT,
    )


def _signatures(document: PlanDocument, sheet: Sheet) -> None:
    sheet.heading(sheet.say("plan.sign"))
    sheet.paragraph(sheet.say("plan.sign.text"), keep=True)
    if clean(document.agreed):
        sheet.paragraph(document.agreed, lead=f"{sheet.say('plan.agreed')}:", keep=True)
    signers = tuple(filled(document.signers)) or (*filled(document.persons), "")
    half = sheet.width / 2 - 12
    for index, name in enumerate(signers):
        look = sheet.look(colour=INK_2)
        labels = (f"{sheet.say('name')}: {clean(name)}", f"{sheet.say('signed')}:")
        cells = tuple(
            Cell(x, half, sheet.lines([Span(label, look)], half), Node("P", sheet.root))
            for label, x in zip(labels, (0.0, half + 24), strict=True)
        )
        depth = max(cell.height for cell in cells) + _SIGN_LINE

        def draw(pen: Pen, x: float, y: float, foot: float = depth) -> None:
            pen.rule((x, y + foot), (x + half, y + foot), CONTROL)
            pen.rule((x + half + 24, y + foot), (x + sheet.width, y + foot), CONTROL)

        keep = index < len(signers) - 1
        sheet.add(Row(cells, gap=16, whole=True, keep=keep, figure=Figure(depth, draw)))
