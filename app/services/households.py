"""Huishoudens: the fast list, and changing what a dossier holds."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.errors import UserError
from app.model import rules
from app.model.team import Household
from app.model.words import Status
from app.services import removing
from app.services.undoing import together
from app.storage.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.session import Session

IN_SIGHT: Final = 60
"""Rows read at once: a screen full, and a little more."""
_BY_NAME: Final = "ORDER BY h.name COLLATE NOCASE, h.id"
"""As the index `household_list` has them: with letters beyond a–z after z."""
_LINES: Final = (
    "SELECT h.entity, h.id, coalesce(h.name, '') AS name,"
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
_OPEN: Final = (
    f"(SELECT c.entity FROM contested c WHERE c.field <> '_deleted' AND {_DIFFERS}"
    " UNION ALL SELECT DISTINCT d.entity FROM heads d JOIN changes ON changes.seq = d.seq"
    " WHERE d.field = '_deleted' AND json_type(changes.fields, '$._deleted') = 'object')"
    " o JOIN entities e ON e.key = o.entity WHERE NOT e.deleted"
)
"""Fields filled in apart, and deletes that did not see everything."""
_CONTESTED: Final = (
    "SELECT DISTINCT CASE WHEN e.kind = 'household' THEN e.id ELSE e.household END AS id"
    f" FROM {_OPEN}"
)
_CLOSED: Final = "('afgesloten', 'nazorg', 'niet_opgepakt')"
_FILTERS: Final = {
    "mine": "(h.case_lead = :me OR EXISTS (SELECT 1 FROM json_each(h.pair) p WHERE p.value = :me))",
    "no_plan": "NOT EXISTS (SELECT 1 FROM v_goal g WHERE g.household = h.id)"
    f" AND coalesce(h.status, '') NOT IN {_CLOSED}",
    "no_lead": f"coalesce(h.case_lead, '') = '' AND coalesce(h.status, '') NOT IN {_CLOSED}",
    "evaluation_due": "h.evaluation_on <> '' AND h.evaluation_on <= :today",
    "differing": f"h.id IN ({_CONTESTED})",
}


class HouseholdLine(NamedTuple):
    """A household in the list; `address` is one line, days are YYYY-MM-DD or empty."""

    key: int
    id: str
    name: str
    address: str
    status: str
    case_lead_name: str
    evaluation_on: str
    help_ends: str
    differing: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Which households fit, in the order of the list; `keys` are for `at` alone.

    `lines` are those around `place`: the row where the household that was asked to be kept
    stands now, 0 when it is not there.
    """

    keys: tuple[int, ...]
    place: int
    lines: tuple[HouseholdLine, ...]


def find(session: Session, words: str = "", *, keep: str = "", **filters: bool) -> Found:
    """Every household that fits, by name; only those in sight are read. See `lines`."""
    keys = _keys(session, words, **filters)
    place = 0
    if keep:
        row = session.vault.tuples("SELECT entity FROM v_household WHERE id = :id", {"id": keep})
        with suppress(ValueError, IndexError):
            place = keys.index(row[0][0])
    around = keys[max(0, place - IN_SIGHT) : place + IN_SIGHT]
    return Found(keys, place, tuple(at(session, around)))


def at(session: Session, keys: Sequence[int]) -> list[HouseholdLine]:
    """The lines of these households, in this order; what is gone meanwhile is left out."""
    wanted = {"keys": json.dumps(list(keys))}
    rows = {
        row[0]: row[1:]
        for row in session.vault.tuples(
            f"{_LINES} WHERE h.entity IN (SELECT value FROM json_each(:keys))", wanted
        )
    }
    contested = _contested(session)
    return [
        HouseholdLine._make((key, *rows[key], rows[key][0] in contested))
        for key in keys
        if key in rows
    ]


def lines(
    session: Session, words: str = "", limit: int | None = None, **filters: bool
) -> list[HouseholdLine]:
    """Households by name; with `words` those that hold them, on the card or in the dossier.

    Filters, each to be true: `mine`, `no_plan`, `no_lead`, `evaluation_due`, `differing`.
    """
    return at(session, _keys(session, words, **filters)[:limit])


def _keys(session: Session, words: str, **filters: bool) -> tuple[int, ...]:
    chosen = [name for name, wanted in filters.items() if wanted]
    tests = ["h.same_as IS NULL", *(_FILTERS[name] for name in chosen)]
    values: dict[str, Any] = {
        "me": session.vault.member_id,
        "today": session.clock.today().isoformat(),
    }
    source, order = "v_household h", _BY_NAME
    if words.strip():
        values["found"] = json.dumps(session.vault.search_households(words))
        source = "json_each(:found) f CROSS JOIN v_household h ON h.id = f.value"
        order = "ORDER BY f.key"
    listed = f"SELECT h.entity AS key FROM {source} WHERE {' AND '.join(tests)} {order}"
    # One long text: fifty thousand rows one by one would take twice the time.
    ((text,),) = session.vault.tuples(f"SELECT group_concat(key) FROM ({listed})", values)
    return tuple(map(int, text.split(","))) if text else ()


def _contested(session: Session) -> set[str]:
    """Households with an open difference in what this vault can read."""
    return {row["id"] for row in session.vault.query(_CONTESTED) if row["id"]}


def count_differences(session: Session, household: str) -> int:
    """What people wrote apart about one household, card and dossier."""
    rows = session.vault.query(
        f"SELECT count(*) AS number FROM {_OPEN}"
        " AND (e.household = :id OR (e.kind = 'household' AND e.id = :id))",
        {"id": household},
    )
    return int(rows[0]["number"])


def remove(session: Session, kind: str, entity: str) -> None:
    """Deletes a record as one step; see `removing.delete`."""
    together(session, removing.delete(session, kind, entity))


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
