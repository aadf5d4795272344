"""The team that shares: found it, ask to join, let in by six words, let go, hand over."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.crypto.recovery import new_secret
from app.crypto.spoken import SIX, from_twenty_four, twenty_four, typed_words
from app.errors import UserError
from app.model.folding import fold
from app.model.sealed import Identity
from app.services import standing
from app.services.session import RECOVERY
from app.services.sharing import sync
from app.services.standing import as_coordinator, enrolling, identity, is_member, the_team
from app.storage.edits import Edit
from app.sync import entries, names, requests, shelf
from app.sync.inbox import fetch_members
from app.sync.known import team_of
from app.sync.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.services.session import Session
    from app.sync.requests import Request
    from app.sync.share.contract import Share
    from app.sync.team import Team

REFUSED: Final = "requests refused"
"""Setting of this laptop: ids of requests that were answered with no."""
NEWEST: Final = 20
"""Requests listed unless all are asked for: the words of each take a good part of a second."""
TEAM_ID: Final = "team"
"""Id of the one record that names the team."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """One device of a member."""

    device: str
    here: bool


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member with the laptops that hold the team's keys."""

    id: str
    name: str
    organisation: str
    coordinator: bool
    laptops: tuple[Laptop, ...]


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who was let in, under the name that they gave."""

    member: str
    name: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks to join, with the words that they read aloud."""

    id: str
    words: tuple[str, ...]
    name: str
    organisation: str
    further_laptop: bool
    """They say that they are a member already, on another laptop."""


# ---------------------------------------------------------------- begin and join


def start(session: Session, name: str, share: Share) -> str:
    """This member founds the team and coordinates it; the team's id.

    Raises UserError("already_in_team"), ("share_other_team") when another team uses the place.
    """
    ledger = session.vault.sharing
    if ledger.team() is not None and is_member(session):
        raise UserError("already_in_team")
    if shelf.teams(share, shelf.look(share)):
        raise UserError("share_other_team")
    secret = new_secret()
    file, data = entries.found(enrolling(session), secret)
    team = names.member_id(file) or ""
    with ledger.together():
        session.vault.record([Edit("team", TEAM_ID, {"name": name})])
        session.vault.set_setting(RECOVERY, secret.hex())
        ledger.keep_member_files({file: data})
        ledger.join_team(team)
    sync(session, share, new_place=True)
    return team


def request(session: Session, share: Share, *, further_laptop: bool = False) -> tuple[str, ...]:
    """Puts a request in the share; the six words to read aloud.

    Raises UserError("already_in_team"), ("share_no_team") when no team uses the place,
    ("removed_from_team"): who comes back does so with a new vault.
    """
    asked = ask(session, share, further_laptop=further_laptop)
    return requests.words_of(asked, asked.team)


def ask(session: Session, share: Share, *, further_laptop: bool = False) -> Request:
    """As `request`, without working out the words, which is slow on purpose."""
    ledger = session.vault.sharing
    if ledger.team() is not None and is_member(session):
        raise UserError("already_in_team")
    there = shelf.look(share)
    found = shelf.teams(share, there)
    if not found:
        raise UserError("share_no_team")
    made, team_id = found[0]
    fetch_members(ledger, share, there, Report())
    team = team_of(ledger, team_id)
    me = enrolling(session)
    if me.device in team.removed:
        raise UserError("removed_from_team")
    who = session.me
    file, data = requests.make_request(
        team_id,
        me,
        who.name,
        who.organisation,
        [device for device in team.devices.values() if team.is_coordinator(device.member)],
        further_laptop=further_laptop,
        before=requests_here(session),
    )
    share.write(names.MEMBER, file, data)
    ledger.keep_member_files({file: data})
    ledger.join_team(team_id)
    ledger.set_place(share.url, made, "", session.clock.now().isoformat())
    return requests.read_request(data)


def waiting_words(session: Session) -> tuple[str, ...]:
    """The words of this laptop's own request; empty when it did not ask, or is a member."""
    ledger = session.vault.sharing
    team, me = ledger.team(), ledger.identity()
    if team is None or me is None or is_member(session):
        return ()
    line = {me.device, *me.predecessors}
    own = [one for one in requests_here(session) if one.device in line]
    return requests.words_of(own[-1], team) if own else ()


# ---------------------------------------------------------------- the coordinator


def asking(
    session: Session, share: Share | None = None, most: int | None = NEWEST
) -> tuple[Asking, ...]:
    """The `most` newest requests that wait; with `share`, those too that lie there since."""
    if share is not None:
        fetch(session, share)
    team = the_team(session)
    me = identity(session)
    return tuple(_asking(session, one, team, me) for one in _waiting(session, team)[:most])


def how_many_ask(session: Session) -> int:
    """Requests that wait: a flood of them hides none of the newest."""
    return len(_waiting(session, the_team(session)))


def _waiting(session: Session, team: Team) -> list[Request]:
    """Newest first, by when they came to this vault."""
    known = team.devices.keys() | team.removed.keys()
    known |= set(session.vault.setting(REFUSED) or ())
    found = requests.newest_first(requests_here(session))
    return [one for one in found if not {one.device, one.id} & known]


def approve(
    session: Session, words: tuple[str, ...], share: Share, member: str | None = None
) -> Admitted:
    """Lets in who read these words aloud; looks at all requests, the newest first.

    `member`: whose further laptop it is, or who comes back. Raises UserError("not_coordinator"),
    ("words_unknown"), ("not_a_member") for a `member` of whom this vault knows nothing.
    """
    fetch(session, share)
    team = as_coordinator(session)
    standing.known_member(session, team, member)
    spoken = typed_words(" ".join(words))
    if len(spoken) == SIX:
        for one in requests_here(session)[::-1]:
            if one.device not in team.devices and requests.words_of(one, team.id) == spoken:
                return admit(session, one, member or _newcomer(session, team, one), share)
    raise UserError("words_unknown")


def admit(session: Session, one: Request, member: str | None, share: Share) -> Admitted:
    """Lets in whose words were compared; raises UserError("whose_laptop"), ("not_coordinator")."""
    if not member:
        raise UserError("whose_laptop")
    me = identity(session)
    _enter(session, entries.admit(the_team(session), me, one, member))
    standing.count_again(session, member)
    sync(session, share)
    return Admitted(member, session.member_name(member) or _introduced(one, me)[0])


def refuse(session: Session, request: str) -> None:
    """This laptop asks no more about a request; who asks again is a new one."""
    known = session.vault.setting(REFUSED) or []
    session.vault.set_setting(REFUSED, [*known, request])


def remove(session: Session, member: str, share: Share | None = None) -> None:
    """The member's laptops read nothing new and count no more, from what is held here on.

    With `share`, what lies there is taken in before. Raises UserError("not_coordinator"),
    ("not_a_member"), ("hand_over_first") for oneself.
    """
    team = as_coordinator(session)
    if member not in team.members():
        raise UserError("not_a_member")
    if team.is_coordinator(member):
        raise UserError("hand_over_first")
    if share is not None:
        sync(session, share)
    team = as_coordinator(session)
    cut = _tips(session, team.members().get(member, ()))
    _enter(session, entries.remove(team, identity(session), cut, member=member))
    if session.vault.get("member", member) is not None:
        session.vault.record([Edit("member", member, {"active": False})])
    if share is not None:
        sync(session, share)


def remove_laptop(session: Session, device: str, share: Share | None = None) -> None:
    """One laptop, lost or stolen, with what is `Team.lost_with` it; its owner stays a member."""
    if device not in as_coordinator(session).devices:
        raise UserError("not_a_member")
    if share is not None:
        sync(session, share)
    team = as_coordinator(session)
    first = team.lost_with(device, session.vault.device_id)
    cut = _tips(session, team.along(first))
    _enter(session, entries.remove(team, identity(session), cut, device=first))
    if share is not None:
        sync(session, share)


def move_cut(session: Session, device: str) -> None:
    """The work of a removed device counts after all, as far as it lies here."""
    team, cut = as_coordinator(session), _tips(session, [device])
    _enter(session, entries.recut(team, identity(session), cut))


def _tips(session: Session, devices: Iterable[str]) -> dict[str, list[str]]:
    """{device: its last segments that lie here, and those that took the place of erased ones}.

    Who comes later never held what these replace, and could not go back beyond it.
    """
    held, instead = session.holdings, set(session.vault.sharing.replaced().values())
    return {
        device: [one.id for one in held.tips(device)]
        + sorted(one for one in instead & held.by_id.keys() if held.by_id[one].device == device)
        for device in devices
    }


def hand_over(session: Session, member: str) -> None:
    """Another member coordinates from now on."""
    team = as_coordinator(session)
    if member not in team.members():
        raise UserError("not_a_member")
    _enter(session, entries.hand_over(team, identity(session), member))


def recover(session: Session, words: str) -> None:
    """With the recovery sheet: this member coordinates from now on."""
    team = the_team(session)
    secret = from_twenty_four(words)
    _enter(session, entries.recover(team, secret, session.vault.member_id))


# ---------------------------------------------------------------- the recovery sheet


def recovery_words(session: Session) -> tuple[str, ...]:
    """The words for the printed sheet; empty once that was checked, and for other members."""
    secret = session.vault.setting(RECOVERY)
    return twenty_four(bytes.fromhex(secret)) if secret else ()


def check_some(session: Session, words: Mapping[int, str]) -> tuple[int, ...]:
    """At which of these places (from 1) the sheet has another word; at none: it is forgotten."""
    known = recovery_words(session)
    wrong = tuple(
        place
        for place, word in words.items()
        if not 0 < place <= len(known) or fold(word.strip()) != fold(known[place - 1])
    )
    if not wrong:
        session.vault.set_setting(RECOVERY, "")
    return wrong


# ---------------------------------------------------------------- looking


def members(session: Session) -> tuple[TeamMember, ...]:
    """Who holds the team's keys, by name; raises UserError("no_team").

    Who did not share since is known by the request, to the coordinator alone.
    """
    team = the_team(session)
    here = session.vault.device_id
    found = []
    for member, devices in team.members().items():
        record = session.vault.get("member", member)
        name, organisation = session.member_name(member), getattr(record, "organisation", "")
        if record is None:
            name, organisation = _as_introduced(session, devices)
        laptops = tuple(Laptop(device, device == here) for device in sorted(devices))
        coordinator = team.is_coordinator(member)
        found.append(TeamMember(member, name, organisation, coordinator, laptops))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def fetch(session: Session, share: Share) -> None:
    """Takes in the signed files of the membership; at a fork also what says whom others follow.

    Who asked to join needs no more than the files: they follow the side that lets them in.
    Raises UserError("no_team"), ("share_other_team"), or ("share_unknown") for another's place.
    """
    ledger = session.vault.sharing
    team = ledger.team()
    if team is None:
        raise UserError("no_team")
    there = shelf.look(share)
    if not (shelf.share_of(share, there, team) or ledger.place(share.url)):
        raise UserError("share_unknown")
    moved = fetch_members(ledger, share, there, Report())
    if moved and the_team(session).forks and is_member(session):
        sync(session, share, drafts=False)


def _enter(session: Session, file: tuple[str, bytes]) -> None:
    session.vault.sharing.keep_member_files(dict([file]))


def requests_here(session: Session) -> list[Request]:
    """Every sound request that this vault knows of, answered or not, oldest first."""
    return requests.read_requests(session.vault.sharing.member_files())


def _asking(session: Session, one: Request, team: Team, me: Identity) -> Asking:
    name, organisation = _introduced(one, me)
    words = requests.words_of(one, team.id)
    return Asking(one.id, words, name, organisation, _newcomer(session, team, one) is None)


def _as_introduced(session: Session, devices: Iterable[str]) -> tuple[str, str]:
    me = session.vault.sharing.identity()
    asked = [one for one in requests_here(session) if one.device in set(devices)]
    return _introduced(asked[-1], me) if asked and me else ("", "")


def _introduced(one: Request, me: Identity) -> tuple[str, str]:
    """Empty when it was written for another coordinator, or holds no name at all."""
    with suppress(UserError):
        return requests.open_introduction(one, me)
    return "", ""


def _newcomer(session: Session, team: Team, one: Request) -> str | None:
    """The new member's id; None for one that is known, because nobody says that of himself."""
    known = {device.member for device in (*team.devices.values(), *team.removed.values())}
    if one.member in known or session.vault.get("member", one.member or "") is not None:
        return None
    return one.member


__all__ = [
    "RECOVERY",
    "Admitted",
    "Asking",
    "Laptop",
    "TeamMember",
    "enrolling",
    "identity",
    "is_member",
    "the_team",
]
