"""Who reads a dossier along: as this laptop may believe it, and changed with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.clock import derived_id
from app.errors import UserError
from app.model.base import dossier_space
from app.model.team import Household
from app.services import fields, sharing, team
from app.services.records import need
from app.storage.edits import Edit
from app.sync.circle import Readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.services.session import Session
    from app.services.target import Target
    from app.storage.changes import Change
    from app.sync.team import Team

ROLES: Final = ("case_lead", "pair", "stand_in")
"""Fields of the card that name who works with a household; the first one that fits is shown."""
BY_CARD: Final = {
    "case_lead": "regisseur geworden",
    "pair": "in het duo gekomen",
    "stand_in": "vervanger geworden",
}
"""Reasons that are recorded when a reader puts somebody on the card."""
STAYS: Final = "van de kaart, leest mee"
"""Reason recorded when somebody left the card and goes on reading."""


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """Somebody who reads along, asks to, or did.

    `role` is a field of the card, empty for who is not on it. `since` is YYYY-MM-DD; `since`, `by`
    and `reason` are empty where nobody wrote them.
    """

    member: str
    name: str
    mine: bool
    role: str = ""
    since: str = ""
    by: str = ""
    reason: str = ""
    has_laptop: bool = True
    left_card: bool = False
    """Reads because of the card, and is not on it any more: a person decides."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Who reads one dossier, as far as this laptop knows.

    `shared`: there is a team that shares. `reads`: whether the member of this laptop reads along
    now. `holds`: whether words or keys of the dossier are here. `others`: who could be added.
    """

    shared: bool
    everyone: bool
    reads: bool
    holds: bool
    readers: tuple[ReaderLine, ...] = ()
    asking: tuple[ReaderLine, ...] = ()
    former: tuple[ReaderLine, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    @property
    def readable(self) -> bool:
        """Whether there is something to read here: who was taken out keeps what was read."""
        return self.reads or self.holds


@dataclass(frozen=True, slots=True)
class _Said:
    """The record of one member, as it stands."""

    active: bool
    since: str
    by: str
    reason: str


def of(s: Session, household: str) -> Circle:
    """The circle of a household; raises UserError("no_such_record")."""
    return _View(s, need(s, Household, household)).circle()


def add(s: Session, household: str, member: str, reason: str) -> None:
    """From the next share on this member reads along, and reads back.

    Raises UserError("circle_not_reader") when the member of this laptop does not read it.
    """
    _as_reader(s, household)
    _say(s, household, member, reason, active=True)


def take_out(s: Session, household: str, member: str, reason: str) -> None:
    """From the next share on this member reads nothing new; what was read stays there.

    Raises UserError("circle_not_reader"), ("circle_last_reader") when nobody would be left.
    """
    circle = _as_reader(s, household)
    if not any(one.member != member and one.has_laptop for one in circle.readers):
        raise UserError("circle_last_reader")
    _say(s, household, member, reason, active=False)


def ask(s: Session, household: str, reason: str) -> None:
    """The member of this laptop asks those on the card to read along."""
    if not of(s, household).reads:
        _say(s, household, s.vault.member_id, reason, active=True)


def put_card(s: Session, target: Target, value: object) -> None:
    """Sets who works with a household; a reader who does so lets the newcomers read along."""
    joining = follow(s, target.entity, {target.field: value})
    s.vault.record([*joining, Edit(target.kind, target.entity, {target.field: value})])


def settle(
    s: Session,
    record: tuple[str, str],
    field: str,
    *,
    take: str | None = None,
    value: object = None,
) -> list[Change]:
    """Settles a difference of a record (kind, id) on the head `take`, or on another value.

    Of who works with a household: a reader who does so lets the newcomers read along.
    """
    kind, entity = record
    if take is not None:
        heads = s.vault.heads(kind, entity).get(field, ())
        value = next((one.value for one in heads if one.id == take), None)
    joining = follow(s, entity, {field: value}) if kind == Household.kind else []
    with s.vault.sharing.together():
        made = s.vault.record(joining)
        return [*made, *s.vault.settle(kind, entity, field, take=take, value=value)]


def follow(s: Session, household: str, card: Mapping[str, object]) -> list[Edit]:
    """What a reader records along with a change of the card, before it: who now reads along.

    Nothing where the dossier has not begun: then the card itself says who reads it.
    """
    space = dossier_space(household)
    if not s.vault.sharing.space_keys(space):
        return []
    circle = of(s, household)
    if not circle.reads or circle.everyone:
        return []
    known = {one.member for one in circle.readers}
    after = _named(card)
    return [
        edit
        for member, role in after.items()
        if member not in known
        for edit in _edits(s, household, member, BY_CARD[role], active=True)
    ]


def _as_reader(s: Session, household: str) -> Circle:
    circle = of(s, household)
    if not circle.reads:
        raise UserError("circle_not_reader")
    return circle


def _say(s: Session, household: str, member: str, reason: str, *, active: bool) -> None:
    s.vault.record(_edits(s, household, member, reason, active=active))
    record = derived_id("reader", household, member)
    if len(s.vault.heads("reader", record).get("active", ())) > 1:
        s.vault.settle("reader", record, "active", value=active)


def _edits(s: Session, household: str, member: str, reason: str, *, active: bool) -> list[Edit]:
    """First the opposite, where nothing else was said: so that it is this member who says it.

    A record keeps who said a value first, and undoing brings back what was said before.
    """
    record = derived_id("reader", household, member)
    home = {"household": household, "member": member}
    said = s.vault.heads("reader", record).get("active")
    first = Edit("reader", record, {**home, "active": not active})
    before = [] if said and said[0].value is (not active) else [first]
    today = s.clock.today().isoformat()
    what = {**home, "reason": reason.strip(), "since": today, "active": active}
    return [*before, Edit("reader", record, what)]


# ---------------------------------------------------------------- looking


class _View:
    """One dossier's card, records and keys, read once."""

    def __init__(self, s: Session, card: Household) -> None:
        self._s, self._card = s, card
        self._space = dossier_space(card.id)
        self._me = s.vault.member_id
        self._roles = _named({role: getattr(card, role) for role in ROLES})
        self._said = self._records()
        self._words = self._has_words()
        self._everyone = s.organisation.readers == "team"
        self._active = {
            row["id"]: row["name"] or ""
            for row in s.vault.query(
                "SELECT id, name FROM v_member WHERE coalesce(active, 1) ORDER BY name, id"
            )
        }
        self._team = _the_team(s)
        self._laptops = frozenset(self._team.members()) if self._team else frozenset(self._active)

    def circle(self) -> Circle:
        return self._by_card() if self._team is None else self._shared(self._team)

    def _by_card(self) -> Circle:
        """In no team that shares: the card, and what the records say of it."""
        listed = {one for one, what in self._said.items() if what.active}
        gone = {one for one, what in self._said.items() if not what.active}
        now = (self._roles.keys() | listed) - gone
        began = self._words or not self._roles
        return self._made(now, reads=began or self._me in now, holds=self._words)

    def _shared(self, team_: Team) -> Circle:
        """The readers whom this laptop believes; of a dossier that it does not read, the card.

        A laptop believes itself first, so a dossier that others began and of which it got no key
        looks as if it were its own: that counts only with words, or a place on the card.
        """
        s = self._s
        keys = s.vault.sharing.space_keys(self._space)
        circles = sharing.circles(s, self._space)
        found = Readers(self._me, team_, circles, keys)
        now = set(found.members(self._space) | found.believed(self._space))
        given = any(key.giver != s.vault.device_id for key in keys)
        mine = self._words or given or self._me in self._roles or not self._roles
        reads = self._me in now and mine
        if not (reads or self._words):
            asked = self._me in self._said and self._said[self._me].active
            return self._made(self._roles.keys() - {self._me}, {self._me} if asked else ())
        asking = (found.asked(self._space) | self._roles.keys()) - now
        return self._made(now, asking, reads=reads, holds=self._words or given)

    def _made(
        self,
        now: Iterable[str],
        asking: Iterable[str] = (),
        *,
        reads: bool = False,
        holds: bool = False,
    ) -> Circle:
        present = self._active.keys() | self._laptops
        reading = set(now) & present
        if self._everyone:
            reading |= self._laptops
        waiting = (set(asking) & present) - reading
        gone = {one for one, what in self._said.items() if not what.active} - reading - waiting
        known = reading | waiting | gone
        return Circle(
            shared=self._team is not None,
            everyone=self._everyone,
            reads=reads,
            holds=holds,
            readers=self._lines(reading),
            asking=self._lines(waiting),
            former=self._lines(gone & self._active.keys()),
            others=tuple((one, name) for one, name in self._active.items() if one not in known),
        )

    def _lines(self, members: Iterable[str]) -> tuple[ReaderLine, ...]:
        found = [self._line(member) for member in members]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.member)))

    def _line(self, member: str) -> ReaderLine:
        role, said = self._roles.get(member, ""), self._said.get(member)
        mine = member == self._me
        by_card = said is None or said.reason in BY_CARD.values()
        if said is None and role:
            said = self._on_card(role)
        return ReaderLine(
            member=member,
            name=self._s.member_name(member),
            mine=mine,
            role=role,
            since=said.since if said else "",
            by=said.by if said else "",
            reason="" if said is None or (role and by_card) else said.reason,
            has_laptop=member in self._laptops,
            left_card=not role and by_card and not mine and bool(self._roles),
        )

    def _on_card(self, role: str) -> _Said | None:
        heads = self._s.vault.heads("household", self._card.id).get(role)
        if not heads:
            return None
        by = self._s.member_name(heads[0].author)
        return _Said(active=True, since=fields.local(heads[0].when)[:10], by=by, reason="")

    def _records(self) -> dict[str, _Said]:
        found = {}
        for row in self._s.vault.query(
            "SELECT id, member, reason, since, active FROM v_reader"
            " WHERE space = ? AND active IS NOT NULL AND coalesce(member, '') <> ''",
            (self._space,),
        ):
            head = self._s.vault.heads("reader", row["id"])["active"][0]
            found[row["member"]] = _Said(
                active=bool(row["active"]),
                since=row["since"] or "",
                by=self._s.member_name(head.author),
                reason=row["reason"] or "",
            )
        return found

    def _has_words(self) -> bool:
        """Whether something of the dossier itself is here; asking to read it is nothing of it."""
        return bool(
            self._s.vault.query(
                "SELECT 1 FROM entities WHERE space = ? AND kind <> 'reader' LIMIT 1",
                (self._space,),
            )
        )


def _the_team(s: Session) -> Team | None:
    """None where this laptop is in no team that shares."""
    if s.vault.sharing.team() is None:
        return None
    found = team.the_team(s)
    return found if s.vault.device_id in found.devices else None


def _named(card: Mapping[str, object]) -> dict[str, str]:
    """{member: what the card says that they are}."""
    found: dict[str, str] = {}
    for role in ROLES:
        value = card.get(role)
        members = value if isinstance(value, list | tuple) else (value,)
        for member in members:
            if isinstance(member, str) and member:
                found.setdefault(member, role)
    return found
