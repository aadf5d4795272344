"""Which entries count, also where several follow one: the order of section 3 of the page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tests.sync.format.second_reader.files import Signed, check
from tests.sync.format.second_reader.team import (
    RECOVERY,
    Team,
    followed,
    founded,
    is_entry,
    may_follow,
)


@dataclass(frozen=True)
class Said:
    """What a segment that is no adopted one says of the membership."""

    device: str
    sign: bytes
    """The key that its signature was made with."""
    follows: str
    number: int


@dataclass
class Tree:
    """The entries that hang together with the founding one, whether they count or not."""

    id: str
    files: dict[str, Signed]
    below: dict[str, list[str]]
    teams: dict[str, Team]
    """The team behind each entry that may stand where it hangs."""
    said: list[Said] = field(default_factory=list)
    own: dict[str, bytes] = field(default_factory=dict)
    """Devices of the laptop that reads, its newest first, with their public signing keys."""

    @cached_property
    def reach(self) -> set[str]:
        """All that hangs under the founding entry, and it."""
        return set(self.within(self.id))

    def within(self, side: str) -> list[str]:
        """The entries of a side."""
        found = [side]
        for at in found:
            found += self.below.get(at, ())
        return found

    def follow(self, entry: str) -> list[str]:
        """The entries that may follow this one."""
        return [one for one in self.below.get(entry, ()) if one in self.teams]

    def line(self, entry: str) -> list[str]:
        """The entries from the founding one to this one."""
        found = [entry]
        while found[-1] != self.id:
            found.append(self.files[found[-1]].body["previous"])
        return found[::-1]

    def keys_of(self, device: str) -> set[bytes]:
        """The signing keys that this device has, wherever in the tree."""
        found = (team.everyone.get(device) for team in self.teams.values())
        return {one.sign for one in found if one is not None}

    @cached_property
    def newest(self) -> dict[tuple[str, bytes], str]:
        """What the newest segment of a device follows, of those that name an entry in reach."""
        newest: dict[tuple[str, bytes], Said] = {}
        for one in self.said:
            held = newest.get((one.device, one.sign), one)
            if one.follows in self.reach:
                key = min((held, one), key=lambda each: (-each.number, each.follows))
                newest[one.device, one.sign] = key
        return {who: one.follows for who, one in newest.items()}

    def from_sheet(self, entry: str) -> bool:
        """Whether the recovery sheet wrote it."""
        file = self.files[entry]
        return file.body["by"] == RECOVERY and file.signed_by(self.teams[self.id].recovery)

    def support(self, sides: Sequence[str], team: Team, but: str) -> dict[str, tuple[int, int]]:
        """How many members of this team follow each side, and how many signed in it."""
        of = {entry: side for side in sides for entry in self.within(side)}
        follow = dict.fromkeys(sides, 0)
        signs = dict.fromkeys(sides, 0)
        for member in team.members() - {but}:
            devices = team.devices_of(member)
            heard: set[str | None] = {
                of.get(self.newest.get((one.id, one.sign), "")) for one in devices
            } - {None}
            wrote = {
                side
                for entry, side in of.items()
                for one in devices
                if self.files[entry].body["by"] == one.id and self.files[entry].signed_by(one.sign)
            }
            for side in wrote:
                signs[side] += 1
            for name in heard or wrote:
                follow[str(name)] += 1
        return {side: (follow[side], signs[side]) for side in sides}


def tree(team: str, entries: Iterable[Signed], successors: Iterable[Signed]) -> Tree:
    """All that hangs together with the entry whose id is the team's."""
    files = {file.id: file for file in entries if is_entry(file, team)}
    check(team in files, "the founding entry is not here")
    below = defaultdict(list)
    for id_ in sorted(files):
        below[str(files[id_].body.get("previous"))].append(id_)
    grown = Tree(team, files, below, {team: founded(files[team], successors)})
    waiting = [team]
    for at in waiting:
        for id_ in below[at]:
            if may_follow(grown.teams[at], files[id_]):
                grown.teams[id_] = followed(grown.teams[at], files[id_])
                waiting.append(id_)
    return grown


def path(grown: Tree, start: str, *, stays: bool = True) -> list[str]:
    """The entries that count, from this one on."""
    found = [start]
    while sides := grown.follow(found[-1]):
        found.append(sides[0] if len(sides) == 1 else chosen(grown, found[-1], stays=stays))
    return found


def chosen(grown: Tree, fork: str, *, stays: bool) -> str:
    """The side that counts."""

    def sheet(side: str) -> tuple[bool, bool]:
        own = grown.from_sheet(side)
        return not own, not any(grown.from_sheet(one) for one in grown.within(side)[1:])

    first = min(map(sheet, grown.follow(fork)))
    sides = [side for side in grown.follow(fork) if sheet(side) == first]
    team = grown.teams[fork]
    if stays and (stood := stays_on(grown, fork, sides)):
        return stood
    support = grown.support(sides, team, team.coordinator)
    return min(sides, key=lambda side: (-support[side][0], -support[side][1], side))


def stands(grown: Tree) -> str | None:
    """The entry on which the laptop that reads stands."""
    for device, sign in grown.own.items():
        if (device, sign) in grown.newest:
            return grown.newest[device, sign]
    files = [grown.files[one] for one in grown.reach]
    signed = [
        (file.body["number"], file.id)
        for file in files
        if (key := grown.own.get(file.body["by"])) and file.signed_by(key)
    ]
    if signed:
        return max(signed)[1]
    admits = [file.id for file in files if file.body["action"] == "admit"]
    mine = [one for one in admits if grown.files[one].body.get("device") in grown.own]
    return mine[0] if len(mine) == 1 else None


def stays_on(grown: Tree, fork: str, sides: Sequence[str]) -> str | None:
    """The side on which the laptop that reads stays, if it does."""
    place = stands(grown)
    if place is None or place not in grown.teams:
        return None
    there = grown.teams[place]
    side = next((one for one in grown.line(place) if one in sides), None)
    me = next((there.everyone[one] for one in grown.own if one in there.everyone), None)
    team = grown.teams[fork]
    if side is None or me is None or me.member in team.members() - {team.coordinator}:
        return None
    end = grown.teams[path(grown, place, stays=False)[-1]]
    for other in set(sides) - {side}:
        writer = end.present.get(grown.files[other].body["by"])
        if grown.from_sheet(other) or (
            writer is not None and writer.member in {end.coordinator, me.member}
        ):
            return None
    support = grown.support(sides, there, team.coordinator)
    return side if support[side][0] == max(most for most, _ in support.values()) else None


def decided(grown: Tree) -> tuple[Team, list[str]]:
    """The team as it is, and the entries that count."""
    entries = path(grown, grown.id)
    return grown.teams[entries[-1]], entries
