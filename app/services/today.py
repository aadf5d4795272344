"""Vandaag: visits, my actions, new meldingen, what waits, the next overleg."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from app.model.words import Progress, VisitStatus
from app.services.referrals import ReferralCard, listing
from app.services.session import RECOVERY
from app.services.text import address_line, first_name

if TYPE_CHECKING:
    from app.services.session import Session


OWN_LANGUAGE: Final = "nederlands"
MOST_WAITING: Final = 1000
"""Changes are counted up to here: of a laptop that never shared there are hundreds of thousands."""


@dataclass(frozen=True, slots=True)
class VisitCard:
    """A planned visit; `with_names` leaves me out, `interpret` are languages to be interpreted."""

    visit: str
    household: str
    name: str
    address: str
    on: str
    at: str
    with_names: str
    interpret: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An open action that I see to."""

    id: str
    household: str
    household_name: str
    what: str
    due: str
    late: bool
    who: str


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """The next overleg; `points` counts what stands on its agenda."""

    on: str
    at: str
    place: str
    points: int


@dataclass(frozen=True, slots=True)
class Today:
    """Everything of the first screen; `hour` is the local hour, for the greeting."""

    day: date
    hour: int
    first_name: str
    visits: tuple[VisitCard, ...]
    actions: tuple[ActionCard, ...]
    referrals: tuple[ReferralCard, ...]
    waiting: int
    meeting: MeetingCard | None
    sheet_unchecked: bool = False
    """The recovery sheet of the team was not printed and checked yet."""


def today(session: Session) -> Today:
    """What this member needs to know now."""
    day = session.clock.today()
    return Today(
        day=day,
        hour=session.clock.now().astimezone().hour,
        first_name=first_name(session.me.name),
        visits=_visits(session, day),
        actions=_actions(session, day),
        referrals=tuple(card for card in listing(session) if not card.pair_names),
        waiting=waiting(session),
        meeting=_meeting(session, day),
        sheet_unchecked=bool(session.vault.setting(RECOVERY)),
    )


def _visits(session: Session, day: date) -> tuple[VisitCard, ...]:
    rows = session.vault.query(
        "SELECT v.id, v.household, v.planned, v.members, h.name, h.address,"
        " (SELECT group_concat(p.language, ', ') FROM v_person p WHERE p.household = v.household"
        "  AND p.interpreter IS NOT NULL AND p.interpreter <> 'geen') AS speaks"
        " FROM v_visit v JOIN v_household h ON h.id = v.household"
        " WHERE coalesce(v.status, :planned) = :planned"
        " AND v.planned IS NOT NULL AND v.planned ->> 'on' BETWEEN :first AND :last"
        " ORDER BY v.planned ->> 'on', v.planned ->> 'at'",
        {
            "planned": VisitStatus.PLANNED.value,
            "first": day.isoformat(),
            "last": (day + timedelta(days=1)).isoformat(),
        },
    )
    me = session.vault.member_id
    cards = []
    for row in rows:
        pair = json.loads(row["members"] or "[]")
        if pair and me not in pair:
            continue
        planned: dict[str, Any] = json.loads(row["planned"])
        others = ", ".join(first_name(session.member_name(one)) for one in pair if one != me)
        cards.append(
            VisitCard(row["id"], row["household"], row["name"] or "",
                      address_line(row["address"]), planned.get("on", ""), planned.get("at", ""),
                      others, _to_interpret(row["speaks"] or ""))
        )  # fmt: skip
    return tuple(cards)


def _to_interpret(speaks: str) -> tuple[str, ...]:
    """Each language once; Dutch is what is interpreted from."""
    said = (one.strip() for one in speaks.split(","))
    return tuple(dict.fromkeys(one for one in said if one and one.casefold() != OWN_LANGUAGE))


def _actions(session: Session, day: date) -> tuple[ActionCard, ...]:
    rows = session.vault.query(
        "SELECT a.id, a.household, a.what, a.due, a.who, h.name FROM v_action a"
        " JOIN v_household h ON h.id = a.household"
        " WHERE a.member = ? AND coalesce(a.status, ?) = ?"
        " ORDER BY coalesce(nullif(a.due, ''), '9999'), a.id",
        (session.vault.member_id, Progress.OPEN.value, Progress.OPEN.value),
    )
    now = day.isoformat()
    return tuple(
        ActionCard(
            row["id"], row["household"], row["name"] or "", row["what"] or "", row["due"] or "",
            bool(row["due"]) and row["due"] < now, row["who"] or "",
        )
        for row in rows
    )  # fmt: skip


def waiting(session: Session) -> int:
    """Changes of this laptop that were not shared yet; no further than one above `MOST_WAITING`."""
    return session.vault.sharing.waiting(MOST_WAITING + 1)


def _meeting(session: Session, day: date) -> MeetingCard | None:
    rows = session.vault.query(
        'SELECT m.id, m."on", m.at, m.place,'
        " (SELECT count(*) FROM entities a WHERE a.parent = m.id AND a.kind = 'agenda_item'"
        " AND NOT a.deleted) AS points"
        ' FROM v_meeting m WHERE m."on" >= ? ORDER BY m."on", m.at LIMIT 1',
        (day.isoformat(),),
    )
    if not rows:
        return None
    row = rows[0]
    return MeetingCard(row["on"], row["at"] or "", row["place"] or "", row["points"])
