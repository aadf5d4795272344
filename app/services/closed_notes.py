"""Closed notes of a household, for those who are named as their readers and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.model.dossier import Person
from app.model.visit import ClosedNote, Visit
from app.services import fields
from app.services.records import first_name, maybe, rows, visit_day

if TYPE_CHECKING:
    from app.services.session import Session


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """One closed note. `readers` are the others who read along; `area` is the leefgebied's title.

    What stands in a dossier that this laptop does not hold stays empty: visit, name, area.
    """

    id: str
    on: str
    area: str
    about: str
    author: str
    mine: bool
    readers: tuple[str, ...]
    text: str


def readable(s: Session, household: str) -> tuple[ClosedLine, ...]:
    """Notes that I wrote or that name me as a reader, newest first; only those with words.

    Having the note's space is not enough: a vault may hold more than its member may read.
    """
    me = s.vault.member_id
    found = [
        _line(s, note)
        for note in rows(s, ClosedNote, {"household": household})
        if note.text.strip() and me in {note.author, *note.readers}
    ]
    return tuple(sorted(found, key=lambda line: (line.on, line.id), reverse=True))


def _line(s: Session, note: ClosedNote) -> ClosedLine:
    me = s.vault.member_id
    visit, person = maybe(s, Visit, note.visit), maybe(s, Person, note.about)
    area = s.areas.get(note.area)
    others = [one for one in dict.fromkeys((note.author, *note.readers)) if one not in {me, ""}]
    return ClosedLine(
        id=note.id,
        on=(visit_day(visit) if visit else "") or _written_on(s, note),
        area=s.say(area.title) if area else "",
        about=first_name(person) if person else "",
        author=s.member_name(note.author),
        mine=note.author == me,
        readers=tuple(filter(None, map(s.member_name, others))),
        text=note.text,
    )


def _written_on(s: Session, note: ClosedNote) -> str:
    heads = s.vault.heads(ClosedNote.kind, note.id).get("text", [])
    return fields.local(heads[0].when)[:10] if heads else ""
