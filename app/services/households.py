"""Huishoudens: the fast list, and changing what a dossier holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.clock import new_id
from app.errors import UserError
from app.model import KINDS, rules
from app.model.team import Household
from app.model.words import Status
from app.services.fields import together
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session

_LINES: Final = (
    "SELECT h.id, coalesce(h.name, '') AS name,"
    " trim(coalesce(h.address ->> 'street', '') || ' ' || coalesce(h.address ->> 'number', ''))"
    " || CASE WHEN coalesce(h.address ->> 'city', '') <> '' THEN ', ' || (h.address ->> 'city')"
    " ELSE '' END AS address,"
    " coalesce(h.status, 'melding') AS status, coalesce(m.name, '') AS lead,"
    " coalesce(h.evaluation_on, '') AS evaluation, coalesce(h.help_ends ->> 'on', '') AS ends"
    " FROM v_household h LEFT JOIN v_member m ON m.id = h.case_lead"
)
_DIFFERS: Final = (
    "(SELECT count(DISTINCT json_extract(changes.fields, '$.\"' || c.field || '\"'))"
    " + max(json_extract(changes.fields, '$.\"' || c.field || '\"') IS NULL)"
    " FROM heads JOIN changes ON changes.seq = heads.seq"
    " WHERE heads.entity = c.entity AND heads.field = c.field) > 1"
)
"""That two people wrote the same apart is no difference to talk about (design: history)."""
_CLOSED: Final = "('afgesloten', 'nazorg', 'niet_opgepakt')"


class HouseholdLine(NamedTuple):
    """A household in the list; `address` is one line, days are YYYY-MM-DD or empty."""

    id: str
    name: str
    address: str
    status: str
    case_lead_name: str
    evaluation_on: str
    help_ends: str
    differing: bool


def lines(
    session: Session,
    words: str = "",
    *,
    mine: bool = False,
    no_plan: bool = False,
    no_lead: bool = False,
    evaluation_due: bool = False,
    differing: bool = False,
) -> list[HouseholdLine]:
    """Households by name; with `words` those that hold them, on the card or in the dossier."""
    tests, values = (
        ["h.same_as IS NULL"],
        {
            "me": session.vault.member_id,
            "today": session.clock.today().isoformat(),
        },
    )
    if mine:
        tests.append("(h.case_lead = :me OR EXISTS"
                     " (SELECT 1 FROM json_each(h.pair) p WHERE p.value = :me))")  # fmt: skip
    if no_plan:
        tests.append("NOT EXISTS (SELECT 1 FROM v_goal g WHERE g.household = h.id)"
                     f" AND coalesce(h.status, '') NOT IN {_CLOSED}")  # fmt: skip
    if no_lead:
        tests.append(f"coalesce(h.case_lead, '') = '' AND coalesce(h.status, '') NOT IN {_CLOSED}")
    if evaluation_due:
        tests.append("h.evaluation_on <> '' AND h.evaluation_on <= :today")
    rank: dict[str, int] = {}
    if words.strip():
        rank = {one: place for place, one in enumerate(session.vault.search_households(words))}
        tests.append("h.id IN (SELECT value FROM json_each(:found))")
        values["found"] = json.dumps(list(rank))
    found = session.vault.tuples(f"{_LINES} WHERE {' AND '.join(tests)}", values)
    contested = _contested(session)
    known = [HouseholdLine._make((*row, row[0] in contested)) for row in found]
    if differing:
        known = [line for line in known if line.differing]
    if rank:
        return sorted(known, key=lambda line: rank[line.id])
    return sorted(known, key=lambda line: line.name.casefold())


def _contested(session: Session) -> set[str]:
    """Households with an open difference in what this vault can read."""
    rows = session.vault.query(
        "SELECT DISTINCT CASE WHEN e.kind = 'household' THEN e.id ELSE e.household END AS id"
        f" FROM contested c JOIN entities e ON e.key = c.entity WHERE NOT e.deleted AND {_DIFFERS}"
    )
    return {row["id"] for row in rows if row["id"]}


def count_differences(session: Session, household: str) -> int:
    """Fields of one household, card and dossier, that people filled in apart."""
    rows = session.vault.query(
        "SELECT count(*) AS number FROM contested c JOIN entities e ON e.key = c.entity"
        f" WHERE NOT e.deleted AND {_DIFFERS}"
        " AND (e.household = :id OR (e.kind = 'household' AND e.id = :id))",
        {"id": household},
    )
    return int(rows[0]["number"])


def new_household(session: Session, name: str, **fields: Any) -> str:  # noqa: ANN401 - any field of the card
    """A household without a melding; returns its id."""
    entity = new_id(session.clock)
    today = session.clock.today().isoformat()
    card = {"name": name, "opened_on": today, "retention": {"regime": "wmo", "since": today}}
    session.vault.record([Edit("household", entity, {**card, **fields})])
    return entity


def add(session: Session, kind: str, household: str, fields: dict[str, Any]) -> str:
    """A person, network member, involved party, consent… of a household; returns its id.

    Raises UserError("field_missing") when a field that the kind needs is empty.
    """
    given = {"household": household, **fields}
    for name in KINDS[kind].required:
        if not given.get(name):
            raise UserError("field_missing", field=name)
    if kind == "custody":
        entity = rules.custody_id(str(given["child"]), str(given["holder"]))
    else:
        entity = new_id(session.clock)
    session.vault.record([Edit(kind, entity, given)])
    return entity


def remove(session: Session, kind: str, entity: str) -> None:
    """Deletes a record with what hangs under it; it can be brought back."""
    together(session, session.vault.delete(kind, entity))


def bring_back(session: Session, kind: str, entity: str) -> None:
    """Brings back what was deleted, with what was deleted along with it."""
    together(session, session.vault.restore(kind, entity))


def set_status(session: Session, household: str, status: str) -> None:
    """Moves a case; UserError("status_step") for a step that the field does not know."""
    card = session.vault.get("household", household)
    if not isinstance(card, Household):
        raise UserError("no_such_record", kind="household", id=household)
    if not rules.may_become(card.status, Status(status)):
        raise UserError("status_step", now=card.status.value, then=status)
    session.vault.record([Edit("household", household, {"status": status})])


def step_towards(session: Session, household: str, status: Status) -> list[Edit]:
    """The edit that moves a case along when work of `status` begins; none when it may not."""
    card = session.vault.get("household", household)
    if not isinstance(card, Household):
        return []
    then = rules.step_to(card.status, status)
    return [] if then is card.status else [Edit("household", household, {"status": then.value})]


def json_list(stored: str | None) -> list[str]:
    """A stored list (JSON text) as a list; empty for none."""
    found: list[str] = json.loads(stored) if stored else []
    return found
