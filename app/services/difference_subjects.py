"""What a difference is about, in names instead of ids: whose, which leefgebied, which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.conversation import content
from app.model import KINDS, load
from app.model.assessment import AGREED, Assessment
from app.model.visit import Visit
from app.services.records import visit_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.services.session import Session
    from app.storage.reading import Difference


@dataclass(frozen=True, slots=True)
class Subject:
    """Empty where it does not apply. `on` is a day, YYYY-MM-DD; `by` who scored or wrote."""

    household: str = ""
    household_name: str = ""
    title: str = ""
    person: str = ""
    area: str = ""
    on: str = ""
    by: str = ""


_TITLES: Final = {
    "member": "name", "referral": "name", "signal": "theme", "initiative": "title",
    "agenda_item": "title", "directory_entry": "name", "person": "name",
    "network_member": "name", "involved_party": "name", "consent": "purpose", "goal": "title",
    "action": "what",
}  # fmt: skip
_PERSONS: Final = ("about", "person", "child")
_DAYS: Final = {"meeting": "on", "assessment": "on", "contact": "at", "referral": "received_on"}
_NAMED: Final = {"member": "name", "person": "name", "household": "name", "goal": "title",
                 "initiative": "title", "meeting": "on", "referral": "name"}  # fmt: skip
LONGEST: Final = 80


def subject(session: Session, one: Difference) -> Subject:
    """Whom and what it is about; of what was deleted too."""
    shown = _shown(session, one.kind, one.entity)
    household = one.entity if one.kind == "household" else str(shown.get("household") or "")
    title = str(shown.get(_TITLES.get(one.kind, "")) or "")
    who = next((str(shown[name]) for name in _PERSONS if shown.get(name)), "")
    measured = _shown(session, "assessment", str(shown.get("assessment") or ""))
    who = who or str(measured.get("person") or "")
    by = str(shown.get("scorer") or shown.get("author") or "")
    return Subject(
        household=household or one.household or "",
        household_name=_name(session, household or one.household or ""),
        title=_theme(session, title) if one.kind == "signal" else short(title),
        person=_name(session, who),
        area=_area(session, shown),
        on=_day(session, one, shown, measured),
        by=AGREED if by == AGREED else _name(session, by),
    )


def called(session: Session, values: Iterable[object]) -> dict[str, str]:
    """{id: name} of everything that these values refer to; of a visit its day."""
    found: dict[str, str] = {}
    for text in dict.fromkeys(_texts(list(values))):
        name = _name(session, text)
        if name:
            found[text] = name
    return found


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value and " " not in value and len(value) <= content.MAX_ID:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _shown(session: Session, kind: str, entity: str) -> dict[str, Any]:
    heads = session.vault.heads(kind, entity) if entity else {}
    return {name: known[0].value for name, known in heads.items()}


def _name(session: Session, entity: str) -> str:
    """What a record is called; a visit by its day, a leefgebied by its title."""
    if not entity:
        return ""
    member = session.member_name(entity)
    if member:
        return member
    area = session.areas.get(entity)
    if area is not None:
        return session.say(area.title)
    for row in session.vault.query("SELECT kind FROM entities WHERE id = ?", (entity,)):
        kind, shown = row["kind"], _shown(session, row["kind"], entity)
        if kind == "visit":
            return _visit_day(entity, shown)
        if kind in _NAMED and shown.get(_NAMED[kind]):
            return str(shown[_NAMED[kind]])
    return ""


def _visit_day(entity: str, shown: dict[str, Any]) -> str:
    visit = load(Visit, entity, shown)
    return visit_day(visit) if isinstance(visit, Visit) else ""


def _area(session: Session, shown: dict[str, Any]) -> str:
    area = session.areas.get(str(shown.get("area") or ""))
    if area is not None:
        return session.say(area.title)
    domain = str(shown.get("domain") or "")
    return next(
        (session.say(one.name) for one in content.instrument().domains if one.id == domain), ""
    )


def _day(session: Session, one: Difference, shown: dict[str, Any], measured: dict[str, Any]) -> str:
    if one.kind == Visit.kind:
        return _visit_day(one.entity, shown)
    if shown.get("visit"):
        visit = str(shown["visit"])
        return _visit_day(visit, _shown(session, Visit.kind, visit))
    if measured:
        return str(measured.get(_DAYS[Assessment.kind]) or "")
    return str(shown.get(_DAYS.get(one.kind, "")) or "")[:10]


def _theme(session: Session, theme: str) -> str:
    return content.choices("themas").name(theme, session.language)


def short(words: str) -> str:
    """One line of at most `LONGEST` characters, cut between two words."""
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + " …"


def knows(kind: str, field: str) -> bool:
    """Whether this version of the program knows the field; a newer one may have written more."""
    return kind in KINDS and field in KINDS[kind].model_fields
