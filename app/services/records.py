"""Typed reading for the services: records of one kind, a record that must be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from app.conversation import plain
from app.errors import UserError
from app.model.base import Record
from app.model.days import day_of
from app.model.dossier import Person
from app.model.visit import Visit
from app.model.words import VisitStatus
from app.services import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.services.session import Session

R = TypeVar("R", bound=Record)


def rows(
    s: Session, model: type[R], where: Mapping[str, Any] | None = None, order: Sequence[str] = ()
) -> list[R]:
    """Records of one kind that are not deleted; see `Vault.rows`."""
    return cast("list[R]", s.vault.rows(model.kind, where or {}, order))


def maybe(s: Session, model: type[R], entity: str) -> R | None:
    """The record; None when it is unknown or deleted."""
    found = s.vault.get(model.kind, entity) if entity else None
    return found if isinstance(found, model) else None


def need(s: Session, model: type[R], entity: str) -> R:
    """The record; raises UserError("no_such_record") when there is none."""
    found = maybe(s, model, entity)
    if found is None:
        raise UserError("no_such_record", kind=model.kind, id=entity)
    return found


def persons(s: Session, household: str) -> list[Person]:
    """Persons of a household, eldest first; who has no day of birth comes last."""
    found = rows(s, Person, {"household": household})
    return sorted(found, key=lambda person: (person.born or "9999", person.name, person.id))


def first_name(person: Person) -> str:
    """How a person is called."""
    return person.call_name or text.first_name(person.name)


def moment(s: Session) -> str:
    """Local wall time now, as it is stored."""
    return s.clock.now().astimezone().strftime("%Y-%m-%dT%H:%M")


def visit_day(visit: Visit) -> str:
    """The day on which a visit was held, or else is planned; empty when neither is known."""
    return visit.started_at[:10] or (visit.planned.on if visit.planned else "")


def visit_moment(visit: Visit) -> str:
    """As `visit_day`, with the time: what visits are sorted by."""
    planned = f"{visit.planned.on}T{visit.planned.at}" if visit.planned else ""
    return visit.started_at or planned


def visits_in_order(s: Session, household: str) -> list[Visit]:
    """Visits that count: held or still to come, each once, oldest first."""
    out = {VisitStatus.CANCELLED, VisitStatus.NOT_HOME}
    found = [
        visit
        for visit in rows(s, Visit, {"household": household})
        if visit.status not in out and not visit.same_as
    ]
    return sorted(found, key=lambda visit: (visit_moment(visit), visit.id))


_IS_ID: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}").fullmatch
_TITLED: Final[dict[str, tuple[str, ...]]] = {
    "person": ("call_name", "name"),
    "contact": ("line",),
    "network_member": ("name", "relation"),
    "involved_party": ("name", "organisation"),
    "consent": ("purpose",),
    "attachment": ("name",),
    "goal": ("title",),
    "action": ("what",),
    "custody": ("child", "holder"),
    "assessment": ("person", "on"),
    "visit": ("started_at", "planned"),
}
LONGEST_TITLE: Final = 60


def title_of(s: Session, kind: str, entity: str) -> str:
    """What a record is called, or how it begins; of a deleted one too. Empty without words."""
    heads = s.vault.heads(kind, entity)
    parts = [
        _title_part(s, heads[name][0].value) for name in _TITLED.get(kind, ()) if name in heads
    ]
    known = [part for part in parts if part]
    both = kind in {"custody", "assessment"}
    title = ", ".join(known) if both else next(iter(known), "")
    short = " ".join(title.split())
    cut = short[:LONGEST_TITLE].rsplit(" ", 1)[0]
    return short if len(short) <= LONGEST_TITLE else f"{cut} …"


def _title_part(s: Session, value: object) -> str:
    """A name for an id, a day in words for a day or appointment, else the words themselves."""
    if isinstance(value, dict):
        value = value.get("on", "")
    if not isinstance(value, str):
        return ""
    if on := day_of(value):
        return plain.short(on)
    if not _IS_ID(value):
        return value
    name = s.vault.heads(Person.kind, value).get("name")
    return str(name[0].value or "") if name else ""
