"""Erasing for ever: a member proposes, the coordinator confirms, every laptop tells that it did."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from app.clock import new_id
from app.conversation.content import Label
from app.errors import UserError
from app.model.base import TEAM_SPACE, dossier_space
from app.model.dossier import Contact
from app.model.team import AgendaItem, Household
from app.model.visit import ClosedNote, DomainNote
from app.services.contacts import step_id
from app.services.records import maybe, title_of
from app.services.standing import as_coordinator, identity, the_team
from app.storage.edits import Edit
from app.sync import entries, proposal
from app.sync.signed import TornError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.services.session import Session
    from app.sync.proposal import Proposal
    from app.sync.team import Team

REFUSED: Final = "erasures refused"
"""Setting of this laptop: ids of proposals that were answered with no."""
_NOTES: Final = (DomainNote.kind, ClosedNote.kind)
_BEFORE_REASON: Final = "Voorgoed verwijderen: "
_HIDDEN: Final = Label(
    nl="een huishouden dat hier niet te lezen is", en="a household that cannot be read here"
)


class Matter(NamedTuple):
    """What is asked to go: a household by name, else of which kind and its own words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A proposal that waits. `what` and `why` as far as this vault can read it."""

    id: str
    what: tuple[Matter, ...]
    why: str
    by: str
    mine: bool
    whole: bool = False
    """Everything of a household: closed notes about it go along, whoever reads them."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What the team erased: how much, by name who confirmed that it is gone there, who not yet.

    Who has more laptops confirmed when each of them did. Points of the agenda do not count as
    `parts`: the reason is one of them.
    """

    entry: str
    dossiers: int
    parts: int
    confirmed: tuple[str, ...]
    waiting: tuple[str, ...]


def propose_household(session: Session, household: str, reason: str) -> str:
    """Everything of a household; the reason stands on the agenda until it is gone too.

    Returns the proposal's id; raises UserError("no_team"), ("no_such_record"), and ("own_proposal")
    for the coordinator, whose yes it would wait for.
    """
    card = maybe(session, Household, household)
    if card is None:
        raise UserError("no_such_record", kind=Household.kind, id=household)
    _as_other(session)
    _give_reason(session, household, reason)  # One of the cards that go.
    closed = session.vault.query(
        "SELECT DISTINCT space FROM entities WHERE household = ? AND space LIKE 'c:%'", (household,)
    )
    spaces = [dossier_space(household), *(row["space"] for row in closed)]
    cards = {(TEAM_SPACE, Household.kind, household), *_cards(session, household)}
    return _propose(session, spaces, cards)


def takes_reason(kind: str) -> bool:
    """Whether the team may read why; words about a closed note are as closed as it is."""
    return kind != ClosedNote.kind


def propose_record(session: Session, kind: str, entity: str, reason: str = "") -> str:
    """One record, such as a note in the wrong dossier, with its whole history.

    What hangs under it goes along, with a contact that is deleted its deleted step, and the reason
    on the agenda too, which is kept only for a kind that takes one. Returns the proposal's id;
    raises UserError("no_team"), ("no_such_record"), ("own_proposal").
    """
    rows = session.vault.query(
        "WITH RECURSIVE under(space, kind, id, household) AS ("
        " SELECT space, kind, id, household FROM entities WHERE kind = ? AND id = ?"
        " UNION SELECT s.space, s.kind, s.id, s.household FROM entities s"
        " JOIN entities c ON c.kind = ? AND c.id = ? AND c.deleted"
        " WHERE s.kind = 'action' AND s.id = ? AND s.deleted"
        " UNION SELECT e.space, e.kind, e.id, e.household"
        " FROM under JOIN entities e ON e.parent = under.id)"
        " SELECT * FROM under",
        (kind, entity, Contact.kind, entity, step_id(entity)),
    )
    if not rows:
        raise UserError("no_such_record", kind=kind, id=entity)
    _as_other(session)
    gone = {(row["space"], row["kind"], row["id"]) for row in rows}
    if takes_reason(kind):
        why = _give_reason(session, rows[0]["household"] or "", reason)
        gone.add((TEAM_SPACE, AgendaItem.kind, why))
    return _propose(session, [], gone)


def proposals(session: Session) -> tuple[Asked, ...]:
    """What members of this team proposed and nobody answered yet."""
    team = the_team(session)
    refused = set(session.vault.setting(REFUSED) or ())
    return tuple(
        Asked(
            one.id,
            tuple(_named(session, one)),
            _reason(session, one),
            session.member_name(one.by),
            one.by == session.vault.member_id,
            any(space.startswith("d:") for space in one.spaces),
        )
        for one in _sound(session, team)
        if one.id not in refused and not _is_done(team, one)
    )


def confirm(session: Session, asked: str) -> None:
    """The coordinator's yes; it is gone here at the next round, and then everywhere.

    Once is enough: a second yes does nothing.

    Raises UserError("not_coordinator"), ("own_proposal"), ("proposal_invalid").
    """
    team = as_coordinator(session)
    found = next((one for one in _sound(session, team) if one.id == asked), None)
    if found is None:
        raise UserError("proposal_invalid")
    if _is_done(team, found):
        return
    entry = entries.erase(team, identity(session), found)
    session.vault.sharing.keep_member_files(dict([entry]))


def refuse(session: Session, asked: str) -> None:
    """This laptop asks no more about it."""
    session.vault.set_setting(REFUSED, [*(session.vault.setting(REFUSED) or []), asked])


def erased(session: Session) -> tuple[Erased, ...]:
    """What was erased, the latest first, and on which laptops it is certainly gone."""
    team = the_team(session)
    told = session.vault.sharing.erased_by()
    here = session.vault.sharing.erasing()
    found = []
    for one in team.erasures:
        gone = set(told.get(one.entry, frozenset()))
        if one.entry in here and not here[one.entry]:
            gone.add(session.vault.device_id)
        waiting = _owners(session, team, team.devices.keys() - gone)
        confirmed = _owners(session, team, gone)
        found.append(
            Erased(
                one.entry,
                sum(space.startswith("d:") for space in one.spaces),
                sum(kind != AgendaItem.kind for _space, kind, _entity in one.entities),
                tuple(name for name in confirmed if name not in waiting),
                waiting,
            )
        )
    return tuple(reversed(found))


def _as_other(session: Session) -> None:
    """Two decide: who says yes does not ask."""
    if the_team(session).is_coordinator(session.vault.member_id):
        raise UserError("own_proposal")


def _propose(
    session: Session, spaces: Iterable[str], entities: Iterable[tuple[str, str, str]]
) -> str:
    team = the_team(session)
    file, data = proposal.propose(team, identity(session), spaces, entities)
    session.vault.sharing.keep_member_files({file: data})
    return proposal.read_proposal(data).id


def _give_reason(session: Session, household: str, reason: str) -> str:
    """The id of the point on the agenda that says it."""
    about = {"household": household} if household else {}
    title = f"{_BEFORE_REASON}{reason.strip()}"
    item = new_id(session.clock)
    session.vault.record([Edit(AgendaItem.kind, item, {"title": title, **about})])
    return item


def _reason(session: Session, one: Proposal) -> str:
    found = (
        maybe(session, AgendaItem, entity)
        for _space, kind, entity in sorted(one.entities, reverse=True)
        if kind == AgendaItem.kind
    )
    return next(
        (
            item.title.removeprefix(_BEFORE_REASON)
            for item in found
            if item is not None and item.title.startswith(_BEFORE_REASON)
        ),
        "",
    )


def _matter(one: Proposal) -> list[tuple[str, str, str]]:
    """The records that it is about; the reason, which goes along, is none of them."""
    return sorted(entity for entity in one.entities if entity[1] != AgendaItem.kind) or sorted(
        one.entities
    )


def _is_done(team: Team, one: Proposal) -> bool:
    """Another proposal for the same may have been confirmed."""
    spaces = frozenset[str]().union(*(erasure.spaces for erasure in team.erasures))
    return one.spaces <= spaces and all(
        any(erasure.covers(*entity) for erasure in team.erasures) for entity in _matter(one)
    )


def _cards(session: Session, household: str) -> list[tuple[str, str, str]]:
    """What the whole team sees of a household: its card, meldingen, points of the agenda."""
    rows = session.vault.query(
        "SELECT space, kind, id FROM entities WHERE household = ? AND space = ?",
        (household, TEAM_SPACE),
    )
    return [(row["space"], row["kind"], row["id"]) for row in rows]


def _sound(session: Session, team: Team) -> list[Proposal]:
    """Proposals that a device of the member signed who is named in them."""
    found: dict[str, Proposal] = {}
    for data in session.vault.sharing.member_files().values():
        if not data.startswith(proposal.MAGIC):
            continue
        with suppress(TornError):
            one = proposal.read_proposal(data)
            device = team.devices.get(one.device)
            if (
                one.team == team.id
                and device is not None
                and device.member == one.by
                and proposal.signed_by(one, device.sign)
            ):
                found[one.id] = one
    return [found[key] for key in sorted(found)]


def _named(session: Session, one: Proposal) -> list[Matter]:
    """Households; other records with words and household, without what hangs under."""
    homes = [space.removeprefix("d:") for space in sorted(one.spaces) if space.startswith("d:")]
    named = [Matter(Household.kind, _household(session, home)) for home in homes]
    if homes:
        return named
    matter = _matter(one)
    ids = {entity for _space, _kind, entity in matter}
    for _space, kind, entity in matter:
        rows = session.vault.query(
            "SELECT household, parent FROM entities WHERE kind = ? AND id = ?", (kind, entity)
        )
        if rows and rows[0]["parent"] in ids:
            continue
        home = _household(session, rows[0]["household"]) if rows and rows[0]["household"] else ""
        said = (_words(session, kind, entity), home)
        named.append(Matter(kind, " · ".join(part for part in said if part)))
    return list(dict.fromkeys(named))


def _words(session: Session, kind: str, entity: str) -> str:
    """What the record is called; of a note who wrote it, about which leefgebied."""
    if kind not in _NOTES:
        return title_of(session, kind, entity)
    heads = session.vault.heads(kind, entity)
    found = {name: str(heads[name][0].value) for name in ("area", "author") if heads.get(name)}
    area = session.areas.get(found.get("area", ""))
    author = session.member_name(found.get("author", ""))
    return ", ".join(part for part in (session.say(area.title) if area else "", author) if part)


def _household(session: Session, household: str) -> str:
    card = maybe(session, Household, household)
    return card.name if card is not None else session.say(_HIDDEN)


def _owners(session: Session, team: Team, devices: Iterable[str]) -> tuple[str, ...]:
    names = {
        session.member_name(team.devices[one].member) for one in devices if one in team.devices
    }
    return tuple(sorted((name for name in names if name), key=str.casefold))
