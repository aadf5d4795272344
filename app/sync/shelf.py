"""What lies in a share, beside what the vault holds."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.model.sealed import Seen, Standing
from app.sync import names, pack
from app.sync.names import PackName, SegmentName
from app.sync.seen import carrying
from app.sync.signed import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.model.sealed import Held
    from app.sync.share.contract import Entry, Share

MARKER_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Shelf:
    """One listing of a share; names that are not ours are left out."""

    markers: tuple[str, ...]
    member: dict[str, int] = field(default_factory=dict)
    segments: dict[SegmentName, int] = field(default_factory=dict)
    packs: dict[PackName, int] = field(default_factory=dict)
    digest: str = ""
    """Equal for two listings that say the same."""

    @property
    def empty(self) -> bool:
        return not (self.markers or self.member or self.segments or self.packs)


def look(share: Share) -> Shelf:
    """Lists a share: three round trips, whatever lies in it."""
    root = share.listing(names.ROOT)
    member = share.listing(names.MEMBER)
    log = share.listing(names.LOG)
    segments: dict[SegmentName, int] = {}
    packs: dict[PackName, int] = {}
    for entry in log:
        name = names.log_name(entry.name)
        if isinstance(name, SegmentName):
            segments[name] = entry.size
        elif isinstance(name, PackName):
            packs[name] = entry.size
    return Shelf(
        tuple(sorted(entry.name for entry in root if names.marker_id(entry.name))),
        {entry.name: entry.size for entry in member if names.member_id(entry.name)},
        segments, packs, digest(root, member, log),
    )  # fmt: skip


def digest(*listings: Iterable[Entry]) -> str:
    """The same for the same names and sizes, in whatever order they were listed."""
    found = hashlib.sha256()
    for entries in listings:
        for name, size in sorted((entry.name, entry.size) for entry in entries):
            found.update(f"{name}\0{size}\n".encode())
        found.update(b"\n")
    return found.hexdigest()


def teams(share: Share, shelf: Shelf) -> list[tuple[str, str]]:
    """(share id, team id) of each marker that can be read, by share id."""
    found = []
    for name, data in share.read_all(names.ROOT, shelf.markers, MARKER_BYTES):
        if isinstance(data, UserError):
            raise data
        if isinstance(data, bytes) and (marker := _read_marker(name, data)):
            found.append(marker)
    return found


def share_of(share: Share, shelf: Shelf, team: str) -> str:
    """The id in this team's marker; empty where there is none.

    Raises UserError("share_other_team") when only other teams use the place.
    """
    found = teams(share, shelf)
    ours = [made for made, whose in found if whose == team]
    if found and not ours:
        raise UserError("share_other_team")
    return ours[0] if ours else ""


def mark(share: Share, team: str, known: str = "") -> str:
    """Puts a marker for this team into a share; its id, or the one by which it was `known`."""
    made = known or secrets.token_hex(16)
    body = {"format": 1, "share": made, "team": team}
    share.write(names.ROOT, names.marker_name(made), canonical(body))
    return made


def _read_marker(name: str, data: bytes) -> tuple[str, str] | None:
    try:
        body = json.loads(data)
        sound = body["format"] == 1 and names.marker_name(body["share"]) == name
        return (str(body["share"]), str(body["team"])) if sound else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class Holdings:
    """The segments that a vault holds, by id, by place, and as chains; nothing in it changes."""

    def __init__(self, held: Iterable[Held], instead: Mapping[str, str] | None = None) -> None:
        """`instead`: {id of a segment that an erasure took away: id of its replacement}."""
        self.by_id = {one.id: one for one in held}
        self._instead = instead or {}
        self._at: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._of: dict[str, list[Held]] = defaultdict(list)
        for one in self.by_id.values():
            self._at[one.device, one.number].append(one.id)
            self._of[one.device].append(one)
        self._chains: dict[PackName, list[Held] | None] = {}
        self._inside: dict[PackName, frozenset[str]] = {}
        self._tips: dict[str, list[Held]] = {}

    @cached_property
    def seen(self) -> dict[str, Seen]:
        """{device: what is held of it}, for every device of which something is."""
        found = {}
        for device in sorted(self._of):
            numbers = {one.number for one in self._of[device]}
            prefix = 0
            while prefix + 1 in numbers:
                prefix += 1
            found[device] = Seen(prefix, frozenset(one for one in numbers if one > prefix))
        return found

    @cached_property
    def counting(self) -> tuple[Held, ...]:
        """Those that are merged, in the order in which they are held."""
        return tuple(one for one in self.by_id.values() if one.standing is Standing.COUNTS)

    @cached_property
    def carried(self) -> dict[str, list[int]]:
        """{device: numbers of its segments with changes}."""
        return carrying(self.by_id.values())

    @cached_property
    def merged(self) -> dict[str, list[int]]:
        """The same of those that are merged."""
        return carrying(self.counting)

    def chain(self, name: PackName) -> list[Held] | None:
        """The segments of a pack, when all are held; else None."""
        if name not in self._chains:
            self._chains[name] = self._chain(name)
        return self._chains[name]

    def inside(self, name: PackName) -> frozenset[str]:
        """Ids of the segments of a pack, when all are held; else none."""
        if name not in self._inside:
            self._inside[name] = frozenset(one.id for one in self.chain(name) or ())
        return self._inside[name]

    def _chain(self, name: PackName) -> list[Held] | None:
        for last in self._at.get((name.device, name.last), ()):
            chain = self.back(last, name.last - name.first + 1)
            if chain and pack.hash_of([one.id for one in chain]) == name.hash:
                return chain
        return None

    def back(self, last: str, count: int) -> list[Held] | None:
        """`count` segments that end in `last`, oldest first, numbered without a gap; else None."""
        found: list[Held] = []
        at: str | None = last
        while len(found) < count:
            one = self.by_id.get(at) if at else None
            if one is None or (found and one.number != found[-1].number - 1):
                return None
            found.append(one)
            at = self.before(one)
        return found[::-1]

    def before(self, one: Held) -> str | None:
        """The id of the segment before it, as it is held now."""
        at = one.previous
        while at is not None and at in self._instead:
            at = self._instead[at]
        return at

    def tips(self, device: str) -> list[Held]:
        """Segments of a device that no other names as its previous; several after a fork."""
        if device not in self._tips:
            own = self._of.get(device, [])
            before = {self.before(one) for one in own}
            self._tips[device] = sorted(
                (one for one in own if one.id not in before), key=lambda one: (one.number, one.id)
            )
        return self._tips[device]

    def runs(self, ids: Iterable[str]) -> list[list[Held]]:
        """The named segments as unbroken chains, oldest first."""
        wanted = {one: self.by_id[one] for one in ids if one in self.by_id}
        following = {self.before(one): one for one in wanted.values()}
        found = []
        for one in sorted(wanted.values(), key=lambda held: (held.device, held.number, held.id)):
            before = self.before(one)
            if before in wanted and following[before] is one:
                continue
            run, at = [one], one
            while at.id in following and following[at.id].number == at.number + 1:
                at = following[at.id]
                run.append(at)
            found.append(run)
        return found
