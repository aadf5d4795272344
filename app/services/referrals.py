"""Meldingen: enter, list, see who could go, assign a duo, or say why not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.clock import new_id
from app.conversation import content
from app.errors import UserError
from app.model import wmo
from app.model.days import day_of
from app.model.folding import fold
from app.model.team import Referral
from app.model.words import Status
from app.services import circle
from app.services.fields import states
from app.services.households import HouseholdLine, lines
from app.services.text import address_line
from app.storage.edits import Edit

if TYPE_CHECKING:
    from app.services.session import Session

OPEN: Final = (Status.REFERRED.value, Status.ASSIGNED.value)
BUSY: Final = ("afgesloten", "nazorg", "niet_opgepakt", "melding")
"""Statuses of a household that ask no work of the duo."""
MOST_SIMILAR: Final = 5
_FORM: Final = (
    "name", "address", "phone", "neighbourhood", "received_on", "source", "source_name", "reason",
    "themes", "already_involved", "legal",
    "confirmed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A melding as lists show it; `day_no` counts from 1 on the day it came in.

    `legal`: in the sense of the Wmo 2015. Its `terms` are None when they no longer
    run, or when nobody wrote down the day it came in; `confirmed_on` is when its receipt was.
    """

    id: str
    name: str
    address: str
    phone: str
    source: str
    source_name: str
    themes: tuple[str, ...]
    received_on: str
    day_no: int
    aim_days: int
    pair_names: tuple[str, ...]
    status: str
    household: str
    reason: str
    already_involved: str
    not_taken_reason: str
    legal: bool
    confirmed_on: str
    terms: wmo.Terms | None


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """A new or existing melding to edit; every field saves itself.

    `began` is the position of the vault before anything was written in it.
    """

    id: str
    exists: bool
    values: dict[str, Any]
    seen: dict[str, str | None]
    themes: tuple[tuple[str, str], ...]
    context: tuple[tuple[str, Any], ...]
    began: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who could go; `matches`: expertise fits a theme of the melding."""

    member: str
    name: str
    organisation: str
    expertise: tuple[str, ...]
    matches: bool
    open_cases: int


def listing(session: Session, open_only: bool = True) -> tuple[ReferralCard, ...]:  # noqa: FBT001, FBT002 - the one filter
    """Meldingen, the longest waiting first."""
    where = "WHERE coalesce(status, 'melding') IN ('melding', 'toegewezen')" if open_only else ""
    rows = session.vault.query(
        "SELECT id, name, address, phone, source, source_name, themes, received_on, pair, status,"
        " household, reason, already_involved, not_taken_reason, legal, confirmed_on,"
        " (SELECT h.status FROM v_household h WHERE h.id = household) AS stands"
        f" FROM v_referral {where}"
        " ORDER BY coalesce(received_on, ''), id"
    )
    return tuple(_card(session, row) for row in rows)


def _card(session: Session, row: dict[str, Any]) -> ReferralCard:
    sources, themes = content.choices("bronnen"), theme_names(session)
    received = day_of(row["received_on"] or "")
    return ReferralCard(
        id=row["id"],
        name=row["name"] or "",
        address=address_line(row["address"]),
        phone=row["phone"] or "",
        source=sources.name(row["source"], session.language) if row["source"] else "",
        source_name=row["source_name"] or "",
        themes=tuple(themes.get(one, one) for one in json.loads(row["themes"] or "[]")),
        received_on=row["received_on"] or "",
        day_no=(session.clock.today() - received).days + 1 if received else 1,
        aim_days=session.organisation.days_aim,
        pair_names=tuple(session.member_name(one) for one in json.loads(row["pair"] or "[]")),
        status=row["status"] or Status.REFERRED.value,
        household=row["household"] or "",
        reason=row["reason"] or "",
        already_involved=row["already_involved"] or "",
        not_taken_reason=row["not_taken_reason"] or "",
        legal=bool(row["legal"]),
        confirmed_on=row["confirmed_on"] or "",
        terms=_terms(session, row),
    )


def terms_of(session: Session, household: str) -> wmo.Terms | None:
    """The terms that run for a household, from its last melding under the Wmo 2015."""
    rows = session.vault.query(
        "SELECT r.legal, r.received_on, r.status, h.status AS stands FROM v_referral r"
        " JOIN v_household h ON h.id = r.household"
        " WHERE r.household = ? AND r.legal ORDER BY r.received_on DESC LIMIT 1",
        (household,),
    )
    return _terms(session, rows[0]) if rows else None


def _terms(session: Session, row: dict[str, Any]) -> wmo.Terms | None:
    received = day_of(row["received_on"] or "")
    status = row["status"] or Status.REFERRED.value
    if status == Status.ASSIGNED.value:
        status = row["stands"] or status
    if not row["legal"] or received is None or status not in wmo.UNDER_WAY:
        return None
    return wmo.terms(received, session.clock.today())


def theme_names(session: Session) -> dict[str, str]:
    """Themes by id, the organisation's own at the end."""
    known = {item.id: session.say(item.name) for item in content.choices("themas").items}
    return known | {theme: theme for theme in session.organisation.extra_themes}


def form(session: Session, referral: str = "") -> ReferralForm:
    """A melding to edit; with no id a new one, received today."""
    themes, began = tuple(theme_names(session).items()), session.vault.position()
    if not referral:
        today = session.clock.today().isoformat()
        context = (("received_on", today), ("status", Status.REFERRED.value))
        return ReferralForm(new_id(session.clock), False, {}, {}, themes, context, began)
    found = states(session, "referral", referral, _FORM)
    values = {name: _plain(state.value) for name, state in found.items()}
    seen = {name: state.seen for name, state in found.items()}
    return ReferralForm(referral, True, values, seen, themes, (), began)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    return value.model_dump() if hasattr(value, "model_dump") else value


def new(session: Session, fields: dict[str, Any]) -> str:
    """A melding at once, received today; returns its id."""
    entity = new_id(session.clock)
    received = {"received_on": session.clock.today().isoformat(), "status": Status.REFERRED.value}
    session.vault.record([Edit("referral", entity, {**received, **fields})])
    return entity


def similar(session: Session, name: str, address: str) -> tuple[HouseholdLine, ...]:
    """Households that may be the same one: by a word of the name, or by street and number."""
    found: dict[str, HouseholdLine] = {}
    words = [word for word in fold(name).split() if len(word) > 3 and word not in _COMMON]  # noqa: PLR2004 - short words fit everybody
    for word in words:
        for line in lines(session, word, MOST_SIMILAR):
            found.setdefault(line.id, line)
    wanted = fold(address.split(",", maxsplit=1)[0]).split()
    if wanted and any(char.isdigit() for char in address):
        for line in lines(session, wanted[0]):
            if fold(line.address.split(",")[0]).split() == wanted:
                found.setdefault(line.id, line)
    return tuple(found.values())[:MOST_SIMILAR]


_COMMON: Final = frozenset({"familie", "mevrouw", "meneer", "heer", "gezin"})


def candidates(session: Session, referral: str) -> tuple[Candidate, ...]:
    """Active members; those whose expertise fits first, then those with the least open cases."""
    found = session.vault.get("referral", referral)
    themes = set(found.themes) if isinstance(found, Referral) else set()
    load: dict[str, int] = {}
    for row in session.vault.query(
        "SELECT p.value AS member, count(*) AS number FROM v_household h, json_each(h.pair) p"
        " WHERE coalesce(h.status, 'melding') NOT IN (?, ?, ?, ?) GROUP BY p.value",
        BUSY,
    ):
        load[row["member"]] = row["number"]
    labels = theme_names(session.in_dutch())
    rows = session.vault.query(
        "SELECT id, name, organisation, expertise FROM v_member WHERE coalesce(active, 1)"
    )
    known = []
    for row in rows:
        expertise = tuple(json.loads(row["expertise"] or "[]"))
        wanted = {fold(one) for one in themes} | {fold(labels.get(one, one)) for one in themes}
        matches = any(fold(one) in wanted for one in expertise)
        known.append(
            Candidate(row["id"], row["name"] or "", row["organisation"] or "", expertise, matches,
                      load.get(row["id"], 0))
        )  # fmt: skip
    return tuple(sorted(known, key=lambda one: (not one.matches, one.open_cases, one.name)))


def assign(
    session: Session,
    referral: str,
    members: list[str] | tuple[str, ...],
    case_lead: str | None = None,
) -> str:
    """A duo takes it: the household's card is made or linked. Returns the household's id."""
    found = session.vault.get("referral", referral)
    if not isinstance(found, Referral):
        raise UserError("no_such_record", kind="referral", id=referral)
    if not members:
        raise UserError("no_pair")
    today = session.clock.today().isoformat()
    household = found.household or new_id(session.clock)
    card: dict[str, Any] = {"pair": list(members)}
    if session.vault.get("household", household) is None:
        card |= {
            "name": found.name, "phone": found.phone, "neighbourhood": found.neighbourhood,
            "status": Status.ASSIGNED.value, "opened_on": today,
            "retention": {"regime": "wmo", "since": today},
        }  # fmt: skip
        if found.address:
            card["address"] = found.address.model_dump()
    if case_lead:
        card["case_lead"] = case_lead
    session.vault.record([
        *circle.follow(session, household, card),
        Edit("household", household, card),
        Edit("referral", referral, {"household": household, "pair": list(members),
                                    "assigned_on": today, "status": Status.ASSIGNED.value}),
    ])  # fmt: skip
    return household


def not_taken(session: Session, referral: str, reason: str) -> None:
    """Nobody goes, and why; it stays in the list of all meldingen."""
    session.vault.record([
        Edit("referral", referral, {"status": Status.NOT_TAKEN.value, "not_taken_reason": reason})
    ])  # fmt: skip
