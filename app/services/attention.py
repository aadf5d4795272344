"""What does not fit together any more: a merge refuses nothing, so it may break a rule.

A line is there while the rows say so and gone once they fit again; nothing of it is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.services.difference_subjects import short

if TYPE_CHECKING:
    from app.services.session import Session

PLAN: Final = "plan"
VISITS: Final = "visits"
DETAILS: Final = "details"

_DONE: Final = "('afgesloten', 'niet_opgepakt')"
"""Who is in nazorg still has visits and agreements."""
_HOME: Final = (
    "SELECT h.id AS household, coalesce(h.name, '') AS household_name,"
    " (coalesce(h.case_lead, '') = :me OR coalesce(h.stand_in, '') = :me"
    " OR instr(coalesce(h.pair, ''), :quoted) > 0) AS mine"
)
_CLOSED: Final = f"h.same_as IS NULL AND h.status IN {_DONE}"
_GOING_ON: Final = f"h.same_as IS NULL AND coalesce(h.status, '') NOT IN {_DONE}"
_GONE: Final = (
    'WITH gone AS MATERIALIZED (SELECT id, name FROM "member" WHERE deleted OR active = 0) '
)
"""Who was let go; the table, not the view, still has the name of who was deleted."""
_OPEN: Final = "coalesce(o.status, 'open') = 'open'"
_TO_COME: Final = (
    "v.planned IS NOT NULL AND v.planned ->> 'on' >= :today AND v.started_at IS NULL"
    " AND v.same_as IS NULL AND coalesce(v.status, 'gepland') = 'gepland'"
)
_BEGUN: Final = (
    "v.started_at IS NOT NULL AND v.ended_at IS NULL"
    " AND v.same_as IS NULL AND coalesce(v.status, 'gepland') = 'gepland'"
)
_DELETED: Final = (
    " FROM heads d CROSS JOIN entities e ON e.key = d.entity AND e.deleted AND e.kind = '{0}'"
    ' CROSS JOIN "{0}" x ON x.entity = e.key'
)
"""By the index of deletes: few beside what is there."""
_ABOUT: Final = ", ".join(
    f"(SELECT '{kind}' FROM v_{kind} o WHERE o.household = x.household AND o.person = x.id"
    f" AND {test} LIMIT 1)"
    for kind, test in (("goal", _OPEN), ("action", _OPEN), ("assessment", "1"), ("consent", "1"))
)
"""The kinds that still refer to a deleted person."""
_BOTH: Final = (
    "(SELECT m.name FROM json_each(v.members) a JOIN json_each(w.members) b ON b.value = a.value"
    " JOIN v_member m ON m.id = a.value ORDER BY m.name, m.id LIMIT 1)"
)
"""The name of somebody who goes to both."""


def _closed_with(kind: str, words: str) -> str:
    return (
        f"{_HOME}, h.status AS state, o.id AS id, o.{words} AS words"
        f" FROM v_{kind} o CROSS JOIN v_household h ON h.id = o.household"
        f" WHERE {_OPEN} AND {_CLOSED}"
    )


def _closed_visit(which: str, day: str) -> str:
    return (
        f"{_HOME}, h.status AS state, count(*) AS number, min({day}) AS day"
        " FROM v_visit v CROSS JOIN v_household h ON h.id = v.household"
        f" WHERE {which} AND {_CLOSED} GROUP BY h.id"
    )


def _twice(which: str, also: str, day: str) -> str:
    return (
        f"{_HOME}, {_BOTH} AS member, min({day}) AS day"
        " FROM v_visit v CROSS JOIN v_visit w ON w.household = v.household AND w.id <> v.id"
        f" CROSS JOIN v_household h ON h.id = v.household WHERE {which} AND {also}"
        f" AND {_GOING_ON} AND {_BOTH} IS NOT NULL GROUP BY h.id, {day}"
    )


_RULES: Final = (
    (
        "closed_open",
        PLAN,
        (
            "SELECT household, household_name, mine, state, count(*) AS number, min(id),"
            f" words AS what FROM ({_closed_with('action', 'what')} UNION ALL"
            f" {_closed_with('goal', 'title')}) GROUP BY household"
        ),
    ),
    ("closed_planned", VISITS, _closed_visit(_TO_COME, "v.planned ->> 'on'")),
    ("closed_begun", VISITS, _closed_visit(_BEGUN, "v.started_at")),
    (
        "gone_on_card",
        DETAILS,
        (
            f"{_GONE}{_HOME}, g.name AS member, CASE g.id WHEN h.case_lead THEN 'case_lead'"
            " WHEN h.stand_in THEN 'stand_in' ELSE 'pair' END AS role FROM gone g CROSS JOIN"
            " (SELECT DISTINCT h.pair, h.case_lead, h.stand_in FROM v_household h"
            f" WHERE {_GOING_ON}) c ON g.id IN (c.case_lead, c.stand_in)"
            " OR instr(c.pair, '\"' || g.id || '\"') > 0 CROSS JOIN v_household h"
            " ON h.pair IS c.pair AND h.case_lead IS c.case_lead AND h.stand_in IS c.stand_in"
            f" AND {_GOING_ON}"
        ),
    ),
    (
        "gone_action",
        PLAN,
        (
            f"{_GONE}{_HOME}, g.name AS member, count(*) AS number, min(o.id), o.what AS what"
            " FROM gone g CROSS JOIN v_action o ON o.member = g.id"
            " CROSS JOIN v_household h ON h.id = o.household"
            f" WHERE {_OPEN} AND {_GOING_ON} GROUP BY h.id, g.id"
        ),
    ),
    (
        "gone_visit",
        VISITS,
        (
            f"{_GONE}{_HOME}, g.name AS member, min(v.planned ->> 'on') AS day"
            " FROM v_visit v CROSS JOIN gone g ON instr(v.members, '\"' || g.id || '\"') > 0"
            " CROSS JOIN v_household h ON h.id = v.household"
            f" WHERE {_TO_COME} AND {_GOING_ON} GROUP BY h.id, g.id"
        ),
    ),
    (
        "goal_deleted",
        PLAN,
        (
            f"{_HOME}, x.title AS subject, count(*) AS number, min(o.id), o.what AS what"
            f"{_DELETED.format('goal')} CROSS JOIN v_action o ON o.household = x.household"
            " AND o.goal = x.id CROSS JOIN v_household h ON h.id = x.household"
            f" WHERE d.field = '_deleted' AND {_OPEN} AND {_GOING_ON} GROUP BY x.entity"
        ),
    ),
    (
        "person_deleted",
        DETAILS,
        (
            f"{_HOME}, x.name AS subject, concat_ws(',', {_ABOUT}) AS kinds"
            f"{_DELETED.format('person')} CROSS JOIN v_household h ON h.id = x.household"
            f" WHERE d.field = '_deleted' AND {_GOING_ON} AND kinds <> ''"
        ),
    ),
    (
        "begun_twice",
        VISITS,
        _twice(
            _BEGUN,
            _BEGUN.replace("v.", "w.") + " AND w.id > v.id",
            "substr(v.started_at, 1, 10)",
        ),
    ),
    (
        "planned_twice",
        VISITS,
        _twice(
            _TO_COME,
            _TO_COME.replace("v.", "w.")
            + " AND w.planned ->> 'on' = v.planned ->> 'on' AND w.id > v.id",
            "v.planned ->> 'on'",
        ),
    ),
)
"""(kind, tab of the dossier where it is mended, question), in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One rule that is broken in one household; what does not apply is empty.

    `place` is the tab of its dossier, `mine` whether this member is on its card. `state` is the
    status of the household, `role` a field of its card, `member` a name, `subject` what was
    deleted, `kinds` what still refers to it, `number` how many, `what` how the first of them is
    called, `day` YYYY-MM-DD.
    """

    kind: str
    place: str
    household: str
    household_name: str
    mine: bool
    state: str = ""
    role: str = ""
    member: str = ""
    subject: str = ""
    kinds: tuple[str, ...] = ()
    number: int = 1
    what: str = ""
    day: str = ""


def lines(session: Session) -> tuple[AttentionLine, ...]:
    """All that does not fit together in what this vault can read, household by household."""
    me = session.vault.member_id
    values = {"me": me, "quoted": f'"{me}"', "today": session.clock.today().isoformat()}

    def read() -> tuple[AttentionLine, ...]:
        found = [
            _line(kind, place, row)
            for kind, place, question in _RULES
            for row in session.vault.query(question, values)
        ]
        return tuple(sorted(found, key=lambda one: (one.household_name.casefold(), one.household)))

    return session.vault.once(("attention", values["today"]), read)


def count(session: Session) -> int:
    """How many lines there are."""
    return len(lines(session))


def _line(kind: str, place: str, row: dict[str, Any]) -> AttentionLine:
    def said(name: str) -> str:
        return short(row.get(name) or "")

    return AttentionLine(
        kind=kind,
        place=place,
        household=row["household"],
        household_name=row["household_name"],
        mine=bool(row["mine"]),
        state=said("state"),
        role=said("role"),
        member=said("member"),
        subject=said("subject"),
        kinds=tuple(row["kinds"].split(",")) if "kinds" in row else (),
        number=row.get("number", 1),
        what=said("what"),
        day=said("day")[:10],
    )
