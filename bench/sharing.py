"""Lines of sharing: joining, sending, pulling, memory, each beside a peer and beside its floor."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from bench import sharing_team
from bench.figures import Line
from bench.growth import Series, draw

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.lines import Bench
    from bench.sharing_team import Peer, Sharing

SIZES: Final = (10_000, 20_000, 35_000, 50_000)
MEASURED: Final = (10_000, 50_000)
DOSSIERS: Final = 1_000
CHANGED: Final = 1_000
ROUNDS: Final = 3
"""Times that each side does the same, by turns; the quickest of each counts."""
PEER_IS: Final = "bothy 0.4.0, sealed: the same records, the same disk"
FLOOR_IS: Final = "decrypt, decompress, bulk insert of the same bytes into SQLCipher"


@dataclass
class Found:
    """What the children of one kind answered, the newest last."""

    ours: list[dict[str, float]] = field(default_factory=list)
    peer: list[dict[str, float]] = field(default_factory=list)
    floor: list[dict[str, float]] = field(default_factory=list)

    def best(self, side: str) -> float:
        """Seconds of the quickest."""
        return min(one["value"] for one in self._of(side))

    def most(self, side: str, what: str) -> float:
        """The largest of a figure."""
        return max(one[what] for one in self._of(side))

    def _of(self, side: str) -> list[dict[str, float]]:
        return {"ours": self.ours, "peer": self.peer, "floor": self.floor}[side]

    def lines(self, what: str) -> list[Line]:
        """Beside the peer, and beside the floor."""
        ours = self.best("ours")
        return [
            Line(what, ours, self.best("peer"), PEER_IS, unit="s", goal_ratio=1),
            Line("the same", ours, self.best("floor"), FLOOR_IS, unit="s", goal_ratio=2.5),
        ]


class Race:
    """A team and its peer that grow together; children join and pull by turns."""

    def __init__(self, folder: Path, laptops: int, dossiers: int) -> None:
        self.team: Sharing = sharing_team.found(folder, laptops, dossiers)
        self.peer: Peer = sharing_team.peer(folder)
        self._folder, self._joined, self._dossiers = folder, 0, dossiers

    def grow(self, count: int) -> None:
        """Both sides have `count` records to send."""
        self.team.grow(count)
        self.peer.grow(count, self._dossiers)

    def send(self) -> tuple[float, float]:
        """Seconds that the founders take to send what waits, ours and the peer's."""
        return _seconds(self.team.send), _seconds(self.peer.base.sync)

    def join(self, rounds: int) -> Found:
        """As many newcomers, each of which has nothing yet."""
        found = Found()
        for _round in range(rounds):
            number = self._joined
            self._joined += 1
            found.floor.append(self._floor(number, self.files()))
            found.peer.append(self._peer(number))
            found.ours.append(self._ours(number))
        return found

    def pull(self, rounds: int) -> Found:
        """The newcomers that joined last take in what was changed since."""
        last = range(self._joined - rounds, self._joined)
        for number in last:
            self._ours(number)
        before = set(self.files())
        self.team.change(CHANGED)
        self.peer.change(CHANGED)
        self.send()
        new = [name for name in self.files() if name not in before]
        found = Found()
        for number in last:
            found.floor.append(self._floor(number, new))
            found.peer.append(self._peer(number))
            found.ours.append(self._ours(number))
        return found

    def files(self) -> list[str]:
        """What lies in the share now."""
        return sorted(path.name for path in (self.team.folder / "log").iterdir())

    def close(self) -> None:
        """Lets go of both."""
        self.team.close()
        self.peer.base.close()

    def _ours(self, number: int) -> dict[str, float]:
        return _child("laptop", self.team.laptops[number], self.team.folder)

    def _peer(self, number: int) -> dict[str, float]:
        base = self._folder / f"peer-{number}.db"
        found = _child("peer", base, self.peer.folder, self.peer.key)
        return _whole(found, self.peer.count)

    def _floor(self, number: int, files: Sequence[str]) -> dict[str, float]:
        keys = {key.id: key.key.hex() for key in self.team.founder.vault.sharing.space_keys()}
        wanted = self._folder / "wanted.json"
        wanted.write_text(json.dumps({"keys": keys, "files": files}), encoding="utf-8")
        return _child("floor", self._folder / f"floor-{number}.db", self.team.folder, wanted)


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
    begun = perf_counter()
    work()
    return perf_counter() - begun


def sharing(bench: Bench) -> list[Line]:
    """One large dossier, from 10,000 to 50,000 notes."""
    race = Race(bench.folder / "sharing", ROUNDS * len(MEASURED) + len(SIZES) - len(MEASURED), 1)
    lines, found = list[Line](), dict[int, Found]()
    try:
        for full in SIZES:
            race.grow(bench.size(full))
            ours, peer = race.send()
            if full == SIZES[0]:
                lines.append(Line(f"sending {bench.size(full):,} records, one dossier", ours, peer,
                                  PEER_IS, unit="s"))  # fmt: skip
            found[full] = race.join(ROUNDS if full in MEASURED else 1)
        for full in MEASURED:
            lines += found[full].lines(f"joining with {bench.size(full):,} records, one dossier")
        pulled = race.pull(ROUNDS)
        lines += pulled.lines(f"pulling {CHANGED:,} changed records into {bench.size(SIZES[-1]):,}")
    finally:
        race.close()
    lines += _memory(found[SIZES[-1]], found[SIZES[0]], bench.size(SIZES[-1]))
    lines += _after(found[SIZES[-1]], pulled)
    draw("joining", "Joining a team", "records", "seconds", [
        Series(name, [(bench.size(full), one.best(side)) for full, one in found.items()])
        for name, side in (("Drempel", "ours"), ("bothy 0.4.0", "peer"), ("the floor", "floor"))
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
    nothing = median(one["nothing"] for one in pulled.ours) * 1000
    words = min(joined.ours, key=lambda one: one["words"])
    return [
        Line(f"words of {words['waited']:,.0f} records for search, afterwards, while idle",
             words["words"], joined.best("ours"), "the joining before it", unit="s"),
        Line("a round with nothing new, in that vault", nothing,
             median(one["nothing"] for one in pulled.peer) * 1000, PEER_IS, goal=10),
    ]  # fmt: skip


def spread(bench: Bench) -> list[Line]:
    """The same notes over many dossiers, each with a key of its own."""
    race = Race(bench.folder / "spread", ROUNDS * len(MEASURED), bench.size(DOSSIERS))
    lines = list[Line]()
    over = f"over {bench.size(DOSSIERS):,} dossiers"
    try:
        for full in MEASURED:
            race.grow(bench.size(full))
            ours, peer = race.send()
            if full == MEASURED[0]:
                lines.append(Line(f"sending {bench.size(full):,} records {over}", ours, peer,
                                  PEER_IS, unit="s"))  # fmt: skip
            found = race.join(ROUNDS)
            lines += found.lines(f"joining with {bench.size(full):,} records {over}")
        pulled = race.pull(ROUNDS)
        lines += pulled.lines(
            f"pulling {CHANGED:,} changed records {over} into {bench.size(MEASURED[-1]):,}"
        )
    finally:
        race.close()
    return lines
