"""Lines of sharing: joining, sending, pulling, memory, each beside a peer and beside its floor."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from time import process_time
from typing import TYPE_CHECKING, Any, Final

from bench import sharing_team
from bench.figures import Line
from bench.growth import Series, draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.run import Bench
    from bench.sharing_team import Peer, Sharing

SIZES: Final = (10_000, 25_000, 50_000)
DOSSIERS: Final = 1_000
CHANGED: Final = 1_000
ROUNDS: Final = 2
"""Times that each side does the same, by turns; the quickest of each counts."""
PEER_IS: Final = "bothy 0.4.0, sealed: the same records, the same disk"
FLOOR_IS: Final = "decrypt, decompress, bulk insert of the same bytes into SQLCipher"


@dataclass
class Found:
    """What the children of one kind answered, the newest last."""

    ours: list[dict[str, float]] = field(default_factory=list)
    peer: list[dict[str, float]] = field(default_factory=list)
    floor: list[dict[str, float]] = field(default_factory=list)

    def best(self, side: str, what: str = "value") -> float:
        """The least of a figure, as a rule seconds on the processor."""
        return min(one[what] for one in self._of(side))

    def most(self, side: str, what: str) -> float:
        """The largest of a figure."""
        return max(one[what] for one in self._of(side))

    def _of(self, side: str) -> list[dict[str, float]]:
        return {"ours": self.ours, "peer": self.peer, "floor": self.floor}[side]

    def lines(self, what: str) -> list[Line]:
        """Beside the peer, by the clock too, and beside the floor."""
        ours = self.best("ours")
        return [
            Line(what, ours, self.best("peer"), PEER_IS, unit="s", goal_ratio=1),
            Line("the same, by the clock", self.best("ours", "clock"), self.best("peer", "clock"),
                 PEER_IS, unit="s"),
            Line(f"{what}, beside the floor", ours, self.best("floor"), FLOOR_IS, unit="s",
                 goal_ratio=2.5),
        ]  # fmt: skip


class Side:
    """One team of those that are measured; children join and pull."""

    def __init__(self, folder: Path, laptops: int, dossiers: int) -> None:
        self.team: Sharing = sharing_team.found(folder, laptops, dossiers)
        self._folder = folder

    def ours(self, number: int) -> dict[str, float]:
        """A round of one laptop."""
        return _child("laptop", self.team.laptops[number], self.team.folder)

    def floor(self, number: int, files: Sequence[str]) -> dict[str, float]:
        """The same bytes with bare tools."""
        keys = {key.id: key.key.hex() for key in self.team.founder.vault.sharing.space_keys()}
        wanted = self._folder / "wanted.json"
        wanted.write_text(json.dumps({"keys": keys, "files": files}), encoding="utf-8")
        return _child("floor", self._folder / f"floor-{number}.db", self.team.folder, wanted)

    def files(self) -> list[str]:
        """What lies in the share now."""
        return sorted(path.name for path in (self.team.folder / "log").iterdir())


class Race:
    """One large dossier, the same over many dossiers, and the peer; all do each thing by turns."""

    def __init__(self, folder: Path, laptops: int, dossiers: int) -> None:
        self.sides = (
            Side(folder / "one", laptops, 1),
            Side(folder / "spread", laptops, dossiers),
        )
        self.peer: Peer = sharing_team.peer(folder)
        self._folder, self._joined, self._dossiers = folder, 0, dossiers

    def grow(self, count: int) -> None:
        """Each has `count` records to send."""
        for side in self.sides:
            side.team.grow(count)
        self.peer.grow(count, self._dossiers)

    def send(self) -> tuple[float, ...]:
        """Seconds on the processor to send what waits: one dossier, many, the peer."""
        return (*(_seconds(side.team.send) for side in self.sides), _seconds(self.peer.base.sync))

    def join(self, rounds: int) -> tuple[Found, Found]:
        """As many newcomers, each of which has nothing yet."""
        numbers = range(self._joined, self._joined + rounds)
        self._joined += rounds
        return self._take(numbers, tuple(side.files() for side in self.sides))

    def pull(self, rounds: int) -> tuple[Found, Found]:
        """The newcomers that joined last take in what was changed since."""
        last = range(self._joined - rounds, self._joined)
        for number in last:
            for side in self.sides:
                side.ours(number)
        before = [set(side.files()) for side in self.sides]
        for side in self.sides:
            side.team.change(CHANGED)
        self.peer.change(CHANGED)
        self.send()
        new = tuple(
            [name for name in side.files() if name not in had]
            for side, had in zip(self.sides, before, strict=True)
        )
        return self._take(last, new)

    def _take(self, numbers: range, files: tuple[list[str], ...]) -> tuple[Found, Found]:
        found = Found(), Found()
        for number in numbers:
            peer = self._peer(number)
            for one, side, some in zip(found, self.sides, files, strict=True):
                one.peer.append(peer)
                one.floor.append(side.floor(number, some))
                one.ours.append(side.ours(number))
        return found

    def _peer(self, number: int) -> dict[str, float]:
        base = self._folder / f"peer-{number}.db"
        found = _child("peer", base, self.peer.folder, self.peer.key)
        return _whole(found, self.peer.count)

    def close(self) -> None:
        """Lets go of all."""
        for side in self.sides:
            side.team.close()
        self.peer.base.close()


def _child(name: str, *words: object) -> dict[str, float]:
    """The answer of one child process."""
    command = [sys.executable, "-m", "bench.sharing_child", name, *map(str, words)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _whole(found: dict[str, float], count: int) -> dict[str, float]:
    """A side that did less than the other would be measured for nothing."""
    if found["count"] != count:
        raise RuntimeError(f"{found['count']} records, not {count}")
    return found


def _seconds(work: Callable[[], object]) -> float:
    begun = process_time()
    work()
    return process_time() - begun


def sharing(bench: Bench) -> list[Line]:
    """Joining, sending and pulling, from 10,000 to 50,000 notes."""
    over = ("one dossier", f"over {bench.size(DOSSIERS):,} dossiers")
    least, most = SIZES[0], SIZES[-1]
    race = Race(bench.folder / "sharing", 2 * ROUNDS + len(SIZES) - 2, bench.size(DOSSIERS))
    lines, found = list[Line](), dict[int, tuple[Found, Found]]()
    try:
        for full in SIZES:
            race.grow(bench.size(full))
            sent = race.send()
            if full == least:
                lines += [
                    Line(f"sending {bench.size(full):,} records, {where}", one, sent[-1], PEER_IS,
                         unit="s") for where, one in zip(over, sent, strict=False)
                ]  # fmt: skip
            found[full] = race.join(ROUNDS if full in (least, most) else 1)
        pulled = race.pull(ROUNDS)
    finally:
        race.close()
    for full in (least, most):
        for where, one in zip(over, found[full], strict=True):
            lines += one.lines(f"joining with {bench.size(full):,} records, {where}")
    for where, one in zip(over, pulled, strict=True):
        what = f"pulling {CHANGED:,} changed records into {bench.size(most):,}, {where}"
        lines += one.lines(what)
    lines += _memory(found[most][0], found[least][0], bench.size(most))
    lines += _after(found[most][0], pulled[0])
    draw("joining", "Joining a team", "records", "seconds on the processor", [
        Series(name, [(bench.size(full), two[at].best(side)) for full, two in found.items()])
        for name, at, side in (("one dossier", 0, "ours"), ("bothy 0.4.0", 0, "peer"),
                               ("the floor", 0, "floor"), ("1,000 dossiers", 1, "ours"))
    ], bench.pictures)  # fmt: skip
    return lines


def _memory(large: Found, small: Found, count: int) -> list[Line]:
    """What a process held at most."""
    return [
        Line(f"memory of joining with {count:,} records, at most", large.most("ours", "peak"),
             large.most("peer", "peak"), PEER_IS, unit="MB"),
        Line("the same", large.most("ours", "peak"), small.most("ours", "peak"),
             "the same with a fifth of the records", unit="MB"),
    ]  # fmt: skip


def _after(joined: Found, pulled: Found) -> list[Line]:
    """What is left for an idle moment, and a round in which nothing is new."""
    words = min(joined.ours, key=lambda one: one["words"])
    return [
        Line(f"words of {words['waited']:,.0f} records for search, afterwards, while idle",
             words["words"], joined.best("ours"), "the joining before it", unit="s"),
        Line("a round with nothing new, in that vault", pulled.best("ours", "nothing") * 1000,
             pulled.best("peer", "nothing") * 1000, PEER_IS, goal=10),
    ]  # fmt: skip
