"""The closing letter: when help ends, what worked, and how to come back."""

from __future__ import annotations

from app.reports.common import call_line, filled, letterhead, return_words
from app.reports.documents import ClosingLetter
from app.reports.pen import Meta
from app.reports.sheet import Column, Sheet
from app.reports.style import ACCENT_SOFT
from app.reports.text import clean
from app.reports.words import day_near, joined


def compose(document: ClosingLetter, sheet: Sheet) -> bytes:
    """Return the PDF of the letter that tells a person when help ends."""
    letterhead(sheet, document.organisation, document.date)
    person = clean(document.person)
    if lines := filled(document.address):
        sheet.space(sheet.sizes.section)
        sheet.paragraph("\n".join([person, *lines]), gap=1.0)
    sheet.title(sheet.say("letter.subject"))
    sheet.paragraph(sheet.say("letter.dear", name=person), gap=sheet.sizes.section * 0.7)
    ends = sheet.say("letter.ends.unknown")
    if document.ends is not None:
        last = day_near(document.ends, document.date, sheet.language)
        ends = sheet.say("letter.ends", day=last)
    sheet.paragraph(ends, gap=sheet.sizes.gap * 1.6)
    sheet.paragraph(document.remarks)
    if good := filled(document.good):
        sheet.heading(sheet.say("letter.good"))
        sheet.bullets(good)
    if document.aftercare is not None:
        back = return_words(document.aftercare, document.date, sheet.language)
        sheet.paragraph(sheet.say("letter.after", day=back), gap=sheet.sizes.section * 0.7)
    column = Column(sheet.say("letter.return"), (sheet.say("letter.return.text"),))
    sheet.box([column], ACCENT_SOFT)
    call_line(sheet, document.contact, document.phone)
    sheet.paragraph(sheet.say("letter.bye"), gap=sheet.sizes.section, keep=True)
    signers = tuple(filled(document.signers)) or (document.contact,)
    team = clean(document.organisation.team)
    sheet.paragraph(f"{joined(tuple(map(clean, signers)), sheet.language)}\n{team}",
                    gap=sheet.sizes.gap * 0.4)  # fmt: skip
    meta = Meta(f"{sheet.say('letter.subject')} · {person}", team, sheet.language)
    return sheet.finish(meta, sheet.say("rights"))
