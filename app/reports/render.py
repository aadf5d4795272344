"""The one way in: a document in, the bytes of its PDF out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.reports import cards, dossier, letter, plan, recovery_sheet, summary, zrm
from app.reports.documents import (
    ClosingLetter,
    ContactCard,
    ConversationCard,
    Document,
    DossierDocument,
    NeutralCard,
    PlanDocument,
    RecoverySheet,
    VisitSummary,
    ZrmProfile,
)
from app.reports.sheet import Sheet
from app.reports.style import LARGE, NORMAL
from app.reports.words import Language

_COMPOSERS: Final[dict[type[object], Callable[[Any, Sheet], bytes]]] = {
    VisitSummary: summary.compose,
    PlanDocument: plan.compose,
    DossierDocument: dossier.compose,
    ZrmProfile: zrm.compose,
    ConversationCard: cards.compose_conversation,
    NeutralCard: cards.compose_neutral,
    ContactCard: cards.compose_contact,
    ClosingLetter: letter.compose,
    RecoverySheet: recovery_sheet.compose,
}


def render(document: Document, *, large_print: bool = False, language: Language = "nl") -> bytes:
    """Return the PDF of a document, A4.

    The same input gives the same bytes, also in another process. No word of the input is left
    out or clipped: what does not fit goes on over the page. With `large_print` no letter is
    smaller than 18 points.
    """
    sheet = Sheet(LARGE if large_print else NORMAL, language)
    return _COMPOSERS[type(document)](document, sheet)
