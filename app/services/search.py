"""Finding words in all that people wrote, within what this vault can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.model.assessment import AssessmentScore
from app.services import zrm

if TYPE_CHECKING:
    from app.services.session import Session
    from app.storage.searching import Hit as Found

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found, with the household's name; empty where it is in no dossier."""

    kind: str
    id: str
    household: str
    household_name: str
    snippet: str


def find(session: Session, words: str, household: str | None = None) -> tuple[Hit, ...]:
    """Newest first; with `household` only in that dossier (during a visit nothing else).

    The reason of a colleague's score is found once one's own is given.
    """
    hits = [hit for hit in session.vault.search(words, household, MOST) if _shows(session, hit)]
    wanted = sorted({hit.household for hit in hits if hit.household})
    marks = ",".join("?" * len(wanted))
    names = {
        row["id"]: row["name"] or ""
        for row in session.vault.query(
            f"SELECT id, name FROM v_household WHERE id IN ({marks})",
            wanted,
        )
    }
    return tuple(
        Hit(hit.kind, hit.id, home, names.get(home, ""), hit.snippet)
        for hit in hits
        for home in [hit.household or ""]
    )


def _shows(session: Session, hit: Found) -> bool:
    return hit.kind != AssessmentScore.kind or zrm.shows(session, hit.id)
