"""What Delen shows: one frozen picture of the team, its laptops, and what waits or came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from app.model.team import Team as TeamRecord
from app.services import erasing
from app.services import team as teams
from app.services.fields import local
from app.services.records import maybe
from app.services.session import RECOVERY
from app.services.sharing_jobs import LastTime, last_time, main_place
from app.services.today import MOST_WAITING, waiting

if TYPE_CHECKING:
    from app.services.erasing import Asked, Erased
    from app.services.session import Session
    from app.services.team import Asking
    from app.sync.team import Team

Standing = Literal["alone", "asking", "member", "removed"]
"""No team yet; waiting to be let in; in the team; let go."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a team shares: `name` as people say it, `where` in full."""

    url: str
    name: str
    where: str
    server: bool


@dataclass(frozen=True, slots=True)
class LaptopLine:
    """One laptop of a member. `heard`: YYYY-MM-DDTHH:MM of the last work of it that is here."""

    device: str
    member: str
    name: str
    organisation: str
    number: int
    """1, 2, …: which of the laptops of this member."""
    of: int
    here: bool
    coordinator: bool
    level: bool
    heard: str
    by_sheet: bool = False
    """A coordinator by the recovery sheet: everybody may see that it was used."""
    along: tuple[int, ...] = ()
    """Which other laptops of this member leave with it when it is lost: the same vault, moved."""


@dataclass(frozen=True, slots=True)
class GoneLaptop:
    """A laptop that was let go; `apart` = pieces of its work that came too late to count."""

    device: str
    name: str
    apart: int


@dataclass(frozen=True, slots=True)
class SharingView:
    """Everything of the screen. `waiting` is at most one above `MOST_WAITING`."""

    standing: Standing
    team: str = ""
    place: Place | None = None
    waiting: int = 0
    differences: int = 0
    last: LastTime = field(default_factory=LastTime)
    laptops: tuple[LaptopLine, ...] = ()
    gone: tuple[GoneLaptop, ...] = ()
    coordinating: bool = False
    coordinator: str = ""
    asking: tuple[Asking, ...] = ()
    words: tuple[str, ...] = ()
    """Of this laptop's own request."""
    sheet_unchecked: bool = False
    rivals: int = 0
    """Entries of who is in the team that would count as well, beside those that do."""
    proposals: tuple[Asked, ...] = ()
    erased: tuple[Erased, ...] = ()

    @property
    def many_waiting(self) -> bool:
        return self.waiting > MOST_WAITING

    @property
    def behind(self) -> tuple[LaptopLine, ...]:
        """Laptops of which nobody knows that they hold all that this one holds."""
        return tuple(one for one in self.laptops if not one.level)


def look(session: Session) -> SharingView:
    """As this vault knows it; nothing is asked of the share."""
    if session.vault.sharing.team() is None:
        return SharingView("alone", waiting=waiting(session))
    team = teams.the_team(session)
    last = last_time(session)
    coordinating = team.is_coordinator(session.vault.member_id)
    standing = _standing(session, team)
    record = maybe(session, TeamRecord, teams.TEAM_ID)
    return SharingView(
        standing=standing,
        team=record.name if record else "",
        place=place(main_place(session)),
        waiting=waiting(session),
        differences=session.vault.count_differences(),
        last=last,
        laptops=_laptops(session, team, last) if standing == "member" else (),
        gone=_gone(session, team) if standing == "member" else (),
        coordinating=coordinating and standing == "member",
        coordinator=session.member_name(team.coordinator),
        asking=teams.asking(session) if coordinating and standing == "member" else (),
        words=teams.waiting_words(session) if standing == "asking" else (),
        sheet_unchecked=bool(session.vault.setting(RECOVERY)),
        rivals=len(team.forks),
        proposals=erasing.proposals(session) if standing == "member" else (),
        erased=erasing.erased(session) if standing == "member" else (),
    )


def place(url: str) -> Place | None:
    """An address in words; None for none."""
    if not url:
        return None
    parts = urlsplit(url)
    if "://" not in url or parts.scheme == "file":
        where = parts.path if parts.scheme == "file" else url
        return Place(url, PurePath(where).name or where, where, server=False)
    return Place(url, parts.hostname or url, url, server=True)


def answers_wanted(session: Session) -> int:
    """How many requests and proposals wait for a yes or no of this member."""
    if session.vault.sharing.team() is None:
        return 0
    if not teams.the_team(session).is_coordinator(session.vault.member_id):
        return 0
    proposed = [one for one in erasing.proposals(session) if not one.mine]
    return teams.how_many_ask(session) + len(proposed)


def _standing(session: Session, team: Team) -> Standing:
    if teams.is_member(session):
        return "member"
    own = {session.vault.device_id, *session.vault.sharing.predecessors()}
    return "removed" if own & team.removed.keys() else "asking"


def _laptops(session: Session, team: Team, last: LastTime) -> tuple[LaptopLine, ...]:
    lines = []
    for member in teams.members(session):
        numbers = {one.device: number for number, one in enumerate(member.laptops, start=1)}
        for one in member.laptops:
            number = numbers[one.device]
            gone = team.along(team.lost_with(one.device, session.vault.device_id))
            along = sorted(numbers[other] for other in gone - {one.device} if other in numbers)
            level = one.here or one.device in last.up_to_date
            coordinator = team.is_coordinator(member.id)
            lines.append(
                LaptopLine(
                    one.device, member.id, member.name, member.organisation, number,
                    len(member.laptops), one.here, coordinator, level,
                    _heard(session, one.device), coordinator and team.sheet_used, tuple(along),
                )
            )  # fmt: skip
    return tuple(sorted(lines, key=lambda one: not one.here))


def _gone(session: Session, team: Team) -> tuple[GoneLaptop, ...]:
    held = session.holdings
    return tuple(
        GoneLaptop(device.id, session.member_name(device.member), len(held.apart(device.id)))
        for device in team.removed.values()
    )


def _heard(session: Session, device: str) -> str:
    rows = session.vault.query(
        "SELECT wall FROM changes WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    )
    return local(rows[0]["wall"]) if rows else ""
