"""Who reads a space, as far as this laptop may believe (docs/sharing-format.md, section 5).

Content counts whoever of the team wrote it; but a key is only given to whom a reader named. So
somebody who writes himself into a circle is seen, and reads nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.model.base import TEAM_SPACE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.model.sealed import SpaceKey
    from app.sync.team import Team


@dataclass(frozen=True, slots=True)
class ReaderSaid:
    """A record `reader`: `author` says that `member` reads along in this space, or no longer."""

    space: str
    member: str
    active: bool
    author: str


@dataclass(frozen=True, slots=True)
class Circles:
    """What the records say of who reads what."""

    said: tuple[ReaderSaid, ...] = ()
    initial: dict[str, frozenset[str]] = field(default_factory=dict)
    """{space: members} for spaces that this vault holds: by the card, or the closed note."""
    everyone: bool = False
    """The organisation's policy: the whole team reads each dossier."""


class Readers:
    """Answers for every space of one vault, with the keys that it knows so far."""

    def __init__(self, me: str, team: Team, circles: Circles, keys: Iterable[SpaceKey]) -> None:
        self._me, self._team, self._circles = me, team, circles
        self._keys: dict[str, list[SpaceKey]] = defaultdict(list)
        self._members = {
            member: frozenset(device for device in devices)
            for member, devices in team.members().items()
        }
        self._found: dict[str, frozenset[str]] = {}
        self._laptops: dict[frozenset[str], frozenset[str]] = {}
        self._owned: dict[frozenset[str], frozenset[str]] = {}
        self._ever: dict[str, frozenset[str]] = {}
        self._said: dict[str, list[ReaderSaid]] = defaultdict(list)
        for said in circles.said:
            self._said[said.space].append(said)
        self.learn(keys)

    def learn(self, keys: Iterable[SpaceKey]) -> None:
        """Keys that came after those known: what is believed of their spaces is found anew."""
        for key in keys:
            self._keys[key.space].append(key)
            self._found.pop(key.space, None)

    def members(self, space: str) -> frozenset[str]:
        """Members who read this space now."""
        if space == TEAM_SPACE:
            return frozenset(self._members)
        if self._circles.everyone and space.startswith("d:"):
            return frozenset(self._members) | self._closure(space)
        return self._closure(space).intersection(self._members)

    def believed(self, space: str) -> frozenset[str]:
        """Whom readers named, also members who have no laptop in the team (yet, or any more)."""
        return self._closure(space)

    def ever(self, space: str) -> frozenset[str]:
        """Members who read this space now, or did until a reader took them out."""
        if space == TEAM_SPACE:
            return self.members(space)
        return self.members(space) | self._closure(space) | self._ever[space]

    def devices(self, space: str) -> frozenset[str]:
        """Devices that should hold the keys of this space now."""
        members = self.members(space)
        if members not in self._laptops:
            laptops = (self._members.get(member, frozenset()) for member in members)
            self._laptops[members] = frozenset().union(*laptops)
        return self._laptops[members]

    def asked(self, space: str) -> frozenset[str]:
        """Who was named in the records by somebody who is no reader: a request, no more."""
        named = {said.member for said in self._said[space] if said.active}
        return frozenset(named - self.members(space))

    def trusts(self, key: SpaceKey) -> bool:
        """Whether this laptop may write under the key: a reader made it, and a reader gave it.

        A laptop that was removed makes and gives none, whoever its owner is.
        """
        if not {key.by, key.giver} <= self._team.devices.keys():
            return False
        return key.space == TEAM_SPACE or self._told_by(self._closure(key.space), key)

    def _told_by(self, believed: Collection[str], key: SpaceKey) -> bool:
        """Whether one of these made the key, and one of these says so."""
        by, giver = self._team.author(key.by), self._team.author(key.giver)
        return by in believed and giver in believed

    def _closure(self, space: str) -> frozenset[str]:
        if space not in self._found:
            self._found[space] = self._believed(space)
        return self._found[space]

    def _believed(self, space: str) -> frozenset[str]:
        keys = self._keys.get(space, ())
        found = self._base(space, keys)
        said = self._said.get(space, ())
        unheard: Sequence[SpaceKey] = keys
        grew = True
        while grew:
            named = {one.member for one in said if one.active and one.author in found}
            rest = []
            for key in unheard:
                if self._told_by(found, key):
                    named |= self._owners(key.devices)
                else:
                    rest.append(key)
            grew = not named <= found and bool(rest or said)
            unheard = rest
            found |= named
        self._ever[space] = frozenset(found)
        return frozenset(
            found - {one.member for one in said if not one.active and one.author in found}
        )

    def _owners(self, devices: frozenset[str]) -> frozenset[str]:
        """Whose these are; thousands of keys are made for the same few sets of devices."""
        if devices not in self._owned:
            found = {self._team.author(device) for device in devices}
            self._owned[devices] = frozenset(one for one in found if one)
        return self._owned[devices]

    def _base(self, space: str, keys: Sequence[SpaceKey]) -> set[str]:
        """Whom to believe first: myself if I began the space, else who gave me its first key."""
        if not keys:
            return {self._me, *self._circles.initial.get(space, ())}
        author = self._team.author(keys[0].giver)
        return {author} if author else set()
