"""Whom the members follow at a fork, as their signed segments and entries say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from app.model.sealed import Vote
from app.sync.chain import Entry
from app.sync.signed import mark
from app.sync.team import Device


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known beside the files: `votes` of segments, and who this laptop is.

    `own` is {device: public key} of this laptop, and after it of those it goes on from.
    """

    votes: Sequence[Vote] = ()
    own: Mapping[str, bytes] = field(default_factory=dict)


class Votes:
    """The votes on one tree of entries."""

    def __init__(
        self,
        founding: str,
        entries: Mapping[str, Entry],
        under: Mapping[str, Sequence[Entry]],
        heard: Heard,
    ) -> None:
        self._entries, self.own = entries, heard.own
        self._spans = _spans(founding, under)
        self._named = self._newest(heard.votes)
        self._wrote: dict[str, list[Entry]] = defaultdict(list)
        for name in self._spans:
            self._wrote[entries[name].by].append(entries[name])
        self._checked: dict[tuple[str, bytes], list[int]] = {}

    def _newest(self, votes: Iterable[Vote]) -> dict[tuple[str, str], str]:
        """{(device, mark of its key): the entry that its newest segment follows}, of those here.

        One whose entry is not here yet says nothing yet: then the newest before it does.
        """
        found: dict[tuple[str, str], Vote] = {}
        for vote in votes:
            if vote.follows not in self._spans:
                continue
            known = found.setdefault((vote.device, vote.signer), vote)
            if (-vote.number, vote.follows) < (-known.number, known.follows):
                found[vote.device, vote.signer] = vote
        return {who: vote.follows for who, vote in found.items()}

    def support(
        self, sides: Sequence[Entry], voters: Iterable[Device], but: str
    ) -> dict[str, tuple[int, int]]:
        """{side of a fork: how many members follow it, how many signed an entry in it}.

        Of the voters, and never of member `but`. Who follows no side by a segment follows those in
        which he signed an entry.
        """
        spans = sorted((*self._spans[one.id], one.id) for one in sides)
        starts = [start for start, _end, _name in spans]
        others = [one for one in voters if one.member != but]
        said: dict[str, set[str]] = defaultdict(set)
        for device in others:
            named = self._named.get((device.id, mark(device.sign)))
            if named is not None and (side := _side(spans, starts, self._spans[named][0])):
                said[device.member].add(side)
        wrote: dict[str, set[str]] = defaultdict(set)
        for device in others:
            if places := self._places(device):
                wrote[device.member] |= {
                    name
                    for start, end, name in spans
                    if bisect_left(places, start) < bisect_left(places, end)
                }
        follow = Counter(chain.from_iterable((wrote | said).values()))
        signed = Counter(chain.from_iterable(wrote.values()))
        return {one.id: (follow[one.id], signed[one.id]) for one in sides}

    def _places(self, device: Device) -> list[int]:
        """Where the entries stand that this device signed."""
        key = (device.id, device.sign)
        if key not in self._checked:
            self._checked[key] = sorted(
                self._spans[one.id][0]
                for one in self._wrote.get(device.id, ())
                if one.file.signed_by(device.sign)
            )
        return self._checked[key]

    def home(self) -> list[Entry]:
        """The way to the entry that this laptop follows, after the founding one.

        Where it wrote no segment, the last entry that it signed; else the one by which it was let
        in, unless there are several.
        """
        said = (self._named.get((device, mark(sign))) for device, sign in self.own.items())
        at = next((one for one in said if one), None) or self._last_signed() or self._let_in()
        way: list[Entry] = []
        while at is not None and self._entries[at].number:
            way.append(self._entries[at])
            at = self._entries[at].previous
        return way[::-1]

    def _last_signed(self) -> str | None:
        found = [
            one
            for device, sign in self.own.items()
            for one in self._wrote.get(device, ())
            if one.file.signed_by(sign)
        ]
        return max(found, key=lambda one: (one.number, one.id)).id if found else None

    def _let_in(self) -> str | None:
        found = [
            name
            for name in self._spans
            if self._entries[name].action == "admit"
            and self._entries[name].file.body.get("device") in self.own
        ]
        return found[0] if len(found) == 1 else None


def _spans(founding: str, under: Mapping[str, Sequence[Entry]]) -> dict[str, tuple[int, int]]:
    """{entry: where it stands, where the last under it ends}: what hangs under it is between."""
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    stack = [(founding, False)]
    while stack:
        name, done = stack.pop()
        if done:
            ends[name] = len(starts)
        else:
            starts[name] = len(starts)
            stack.append((name, True))
            stack += [(one.id, False) for one in under.get(name, ())]
    return {name: (starts[name], ends[name]) for name in starts}


def _side(spans: Sequence[tuple[int, int, str]], starts: Sequence[int], place: int) -> str | None:
    """The side in which an entry stands."""
    at = bisect_right(starts, place) - 1
    return spans[at][2] if at >= 0 and place < spans[at][1] else None
