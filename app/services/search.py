"""Finding words in all that people wrote, within what this vault can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.services.text import KIND_TITLES

if TYPE_CHECKING:
    from app.services.session import Session

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found; `title` is the household's name with the kind of record."""

    kind: str
    id: str
    household: str
    title: str
    snippet: str
    when: str


def find(session: Session, words: str, household: str | None = None) -> tuple[Hit, ...]:
    """Newest first; with `household` only in that dossier (during a visit nothing else)."""
    hits = session.vault.search(words, household, MOST)
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
        Hit(hit.kind, hit.id, hit.household or "",
            ", ".join(part for part in (names.get(hit.household or "", ""),
                                        KIND_TITLES.get(hit.kind, hit.kind)) if part),
            hit.snippet, "")
        for hit in hits
    )  # fmt: skip
