"""Proposes what is read back at the table: from what the resident said, never from notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.words import AreaState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.conversation.content import Areas
    from app.model.visit import DomainNote


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """One leefgebied on one person's paper."""

    area: str
    title: str
    text: str
    good: bool


def propose(
    areas: Areas, states: Mapping[str, AreaState | None], notes: Iterable[DomainNote], person: str
) -> tuple[ProposedLine, ...]:
    """Lines for `person`: own words and wishes about that person or the household as a whole.

    An area without words of this person stands in it only when it goes well and the person is
    not known to be somebody else: what one said of it does not stand on the other's paper.
    A sensitive area stands on a paper only with words that are marked as this person's: that it
    came up at all may be what the other must not read.
    """
    known = list(notes)
    lines = []
    for area in areas.areas:
        state = states.get(area.id)
        if state is None or state is AreaState.RATHER_NOT:
            continue
        here = [note for note in known if note.area == area.id]
        whose = {person} if area.sensitive else {person, ""}
        own = [note for note in here if note.about in whose]
        if here and not own:
            continue
        said = [f"“{note.own_words}”" for note in own if note.own_words.strip()]
        said += [f"U wilt: {_sentence(note.wish)}" for note in own if note.wish.strip()]
        if area.sensitive and not said:
            continue
        good = state is AreaState.GOOD
        text = " ".join(said) or ("Dit gaat goed." if good else "Hier hebben we over gepraat.")
        lines.append(ProposedLine(area.id, str(area.title), text, good))
    return tuple(lines)


def propose_quote(notes: Iterable[DomainNote], person: str) -> str:
    """The resident's own words for the top of the paper: the shortest whole sentence said."""
    said = [note.own_words.strip() for note in notes if note.about == person]
    return min((words for words in said if words), key=len, default="")


def _sentence(text: str) -> str:
    text = text.strip()
    return (text[0].lower() + text[1:]).rstrip(".") + "."
