"""What lies in a share, beside what the vault holds."""

from __future__ import annotations

import hashlib
import json
import secrets
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.model.sealed import Seen, Standing
from app.sync import membership, names, pack
from app.sync.names import LogName, PackName, SegmentName
from app.sync.signed import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from app.model.sealed import Held
    from app.sync.ledger import Ledger
    from app.sync.share.contract import Entry, Share
    from app.sync.team import Team

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
        lines = [f"{name}\0{size}\n" for name, size in sorted(entries)]
        found.update("".join([*lines, "\n"]).encode())
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


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a pack holds: segments of one device, oldest first."""

    segments: tuple[Held, ...]
    ids: frozenset[str]
    size: int
    """Bytes of the pack."""


class _Chain:
    """What is held of one device; when more of it comes, another takes its place."""

    def __init__(self, held: list[Held], before: Callable[[Held], str | None]) -> None:
        self.held, self._before = held, before
        self.lacking: tuple[frozenset[LogName], list[str]] | None = None
        """(the files of this device that a share listed, what is held and in none of them)."""

    def between(self, first: int, last: int) -> list[Held]:
        """Those with numbers from `first` to `last`, in order."""
        begin = bisect_left(self.held, first, key=_number)
        return self.held[begin : bisect_right(self.held, last, key=_number)]

    @cached_property
    def seen(self) -> Seen:
        """The numbers that are held."""
        numbers = {one.number for one in self.held}
        prefix = 0
        while prefix + 1 in numbers:
            prefix += 1
        return Seen(prefix, frozenset(one for one in numbers if one > prefix))

    @cached_property
    def counting(self) -> frozenset[str]:
        """Ids of those that are merged."""
        return frozenset(one.id for one in self.held if one.standing is Standing.COUNTS)

    @cached_property
    def apart(self) -> frozenset[str]:
        """Ids of the others."""
        return frozenset(one.id for one in self.held) - self.counting

    @cached_property
    def carried(self) -> list[int]:
        """Numbers of those with changes, in order."""
        return [one.number for one in self.held if one.carries]

    @cached_property
    def merged(self) -> list[int]:
        """The same of those that are merged."""
        return [one.number for one in self.held if one.carries and one.id in self.counting]

    @cached_property
    def tips(self) -> list[Held]:
        """Those that no other names as its previous; several after a fork."""
        before = {self._before(one) for one in self.held}
        return [one for one in self.held if one.id not in before]


class Previous(Mapping[str, str | None]):
    """{id of a segment: what it names as the one before it}; of what is held, and of `more`."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = held
        self.more: dict[str, str | None] = {}

    def __getitem__(self, name: str) -> str | None:
        return self.more[name] if name in self.more else self._held[name].previous

    def __iter__(self) -> Iterator[str]:
        return iter({**self._held, **self.more})

    def __len__(self) -> int:
        return len({**self._held, **self.more})


class Holdings:
    """The segments that a vault holds, by id, by place, and as chains."""

    def __init__(self, held: Iterable[Held] = (), instead: Mapping[str, str] | None = None) -> None:
        """`instead`: {id of a segment that an erasure took away: id of its replacement}."""
        self._extent = (0, 0)
        self._begin(instead or {})
        self._add(held)

    def follow(self, ledger: Ledger) -> None:
        """Takes in what the vault got since; looks at all of it only when something went."""
        altered, newest = ledger.extent()
        known = self._extent[1]
        if altered != self._extent[0]:
            self._begin(ledger.replaced())
            known = 0
        if newest > known:
            self._add(ledger.segments(known))
        self._extent = (altered, newest)

    def _begin(self, instead: Mapping[str, str]) -> None:
        self.by_id: dict[str, Held] = {}
        self._instead = instead
        self._of: dict[str, _Chain] = {}
        self._bundles: dict[PackName, Bundle | None] = {}
        self._within: dict[tuple[str, frozenset[str]], frozenset[str]] = {}

    def _add(self, held: Iterable[Held]) -> None:
        new: dict[str, list[Held]] = defaultdict(list)
        for one in held:
            if one.id not in self.by_id:
                self.by_id[one.id] = one
                new[one.device].append(one)
        for device, found in new.items():
            before = self._of[device].held if device in self._of else ()
            self._of[device] = _Chain(sorted((*before, *found), key=_by_number), self.before)
        self._bundles = {name: found for name, found in self._bundles.items() if found}

    # ------------------------------------------------------------ of each device

    @property
    def devices(self) -> list[str]:
        """Those of which something is held."""
        return sorted(self._of)

    @property
    def seen(self) -> dict[str, Seen]:
        """{device: what is held of it}."""
        return {device: self._of[device].seen for device in self.devices}

    @property
    def carried(self) -> dict[str, list[int]]:
        """{device: numbers of its segments with changes, in order}."""
        return {device: of.carried for device, of in self._of.items()}

    @property
    def merged(self) -> dict[str, list[int]]:
        """The same of those that are merged."""
        return {device: of.merged for device, of in self._of.items()}

    def counting(self, device: str) -> frozenset[str]:
        """Ids of its segments that are merged."""
        return self._of[device].counting if device in self._of else frozenset()

    def apart(self, device: str) -> frozenset[str]:
        """Ids of those that are not."""
        return self._of[device].apart if device in self._of else frozenset()

    def tips(self, device: str) -> list[Held]:
        """Segments of a device that no other names as its previous; several after a fork."""
        return self._of[device].tips if device in self._of else []

    def within(self, team: Team, device: str) -> frozenset[str]:
        """Ids of the segments of a removed device that count, by its cut.

        A way back that came to its beginning is the same for ever.
        """
        cut = team.cuts.get(device, frozenset())
        if (device, cut) in self._within:
            return self._within[device, cut]
        found = membership.accepted(team, device, Previous(self.by_id), self._instead)
        if all(one in self.by_id or one in self._instead for one in found):
            self._within[device, cut] = found
        return found

    def lacking(self, device: str, files: Collection[LogName]) -> list[str]:
        """Ids of its segments that are in none of these files of it."""
        of, listed = self._of[device], frozenset(files)
        if of.lacking is None or of.lacking[0] != listed:
            there = set[str]()
            for name in files:
                if isinstance(name, PackName):
                    bundle = self.bundle(name)
                    there |= bundle.ids if bundle else set()
                elif name.id in self.by_id and self.by_id[name.id].number == name.number:
                    there.add(name.id)
            of.lacking = (listed, [one.id for one in of.held if one.id not in there])
        return of.lacking[1]

    # ------------------------------------------------------------ chains

    def bundle(self, name: PackName) -> Bundle | None:
        """What a pack of this name holds, when all of it is held; else None."""
        if name not in self._bundles:
            self._bundles[name] = self._bundle(name)
        return self._bundles[name]

    def _bundle(self, name: PackName) -> Bundle | None:
        if name.device not in self._of:
            return None
        count, of = name.last - name.first + 1, self._of[name.device]
        some = of.between(name.first, name.last)
        if len(some) > count:  # after a fork
            walks = (self.back(one.id, count) for one in of.between(name.last, name.last))
            chains = [one for one in walks if one]
        else:
            chains = [some]
        for chain in chains:
            if len(chain) == count and pack.hash_of([one.id for one in chain]) == name.hash:
                ids = frozenset(one.id for one in chain)
                return Bundle(tuple(chain), ids, pack.size_of([one.size for one in chain]))
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


def _number(one: Held) -> int:
    return one.number


def _by_number(one: Held) -> tuple[int, str]:
    return one.number, one.id
