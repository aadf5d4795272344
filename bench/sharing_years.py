"""Lines of sharing after five years: fifteen laptops that shared every working day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final

from app.clock import derived_id
from app.crypto.signing import SigningKey
from app.model.base import TEAM_SPACE
from app.services.sharing import sync
from app.storage.changes import make_change
from app.storage.edits import Edit
from app.sync import names, pack, segment
from app.sync.names import PackName, SegmentName
from app.sync.upkeep import FANOUT
from bench import sharing_team
from bench.figures import Line, timed
from bench.growth import Series, draw

if TYPE_CHECKING:
    from app.model.sealed import Identity, SpaceKey
    from app.services.session import Session
    from app.sync.share.contract import Share
    from bench.run import Bench

LAPTOPS: Final = 15
DAYS: Final = 250
"""Days a year on which a laptop shares something."""
YEARS: Final = (1, 2, 3, 4, 5)
TIMES: Final = 50
"""The quickest counts, on both sides: the machine does other things too."""
PROCESSOR: Final = "the same after one year, both on the processor"
TURNS: Final = 3
"""Times eight rounds that send a note each, one of which bundles; the quickest eight count."""


@dataclass
class Writer:
    """A laptop that lives on as its keys: it writes what it would have written."""

    me: Identity
    key: SpaceKey
    team: str
    last: tuple[int, str]
    segments: list[tuple[SegmentName, bytes]]

    def write(self, days: int) -> None:
        """One segment a day, with one change and what it has seen."""
        sign = SigningKey(self.me.sign)
        for _day in range(days):
            number, previous = self.last[0] + 1, self.last[1]
            change = make_change(
                space=TEAM_SPACE, kind="initiative", replaces={}, device=self.me.device,
                entity=derived_id(self.me.device, str(number)), counter=1_000_000 + number,
                fields={"title": f"Plan {number}", "lead": self.me.member},
                wall=sharing_team.WALL,
            )  # fmt: skip
            seen = segment.note_line("seen", devices={self.me.device: [number - 1, []]})
            place = (self.team, self.me.device, number)
            lines = [change.line().encode(), seen]
            data = segment.write(
                sign, team=self.team, device=self.me.device, number=number, previous=previous,
                boxes=[], frames=[segment.seal_lines(self.key.key, TEAM_SPACE, place, lines)],
                carries=True, follows=self.team,
            )  # fmt: skip
            name = segment.read(data).name
            self.segments.append((name, data))
            self.last = (number, name.id)

    def lay(self, share: Share) -> None:
        """Puts them into the share as bundling leaves them: packs of 8, 64, 512, and the rest."""
        for path in _own(share, self.me.device, self.segments[0][0].number):
            share.remove(names.LOG, path)
        rest = list(self.segments)
        size = FANOUT
        while size * FANOUT <= len(rest):
            size *= FANOUT
        while size >= FANOUT:
            while len(rest) >= size:
                part, rest = rest[:size], rest[size:]
                ids = pack.hash_of([name.id for name, _data in part])
                name = PackName(self.me.device, part[0][0].number, part[-1][0].number, ids)
                share.write(names.LOG, str(name), pack.write([data for _name, data in part]))
            size //= FANOUT
        for single, data in rest:
            share.write(names.LOG, str(single), data)


def _own(share: Share, device: str, first: int) -> list[str]:
    """Files of a device from a number on."""
    found = []
    for entry in share.listing(names.LOG):
        what = names.log_name(entry.name)
        begins = what.first if isinstance(what, PackName) else what.number if what else 0
        if what is not None and what.device == device and begins >= first:
            found.append(entry.name)
    return found


def _writer(session: Session) -> Writer:
    ledger = session.vault.sharing
    me, team = ledger.identity(), ledger.team()
    if me is None or team is None:
        raise RuntimeError("not in a team")
    last = [one for one in ledger.segments() if one.device == me.device][-1]
    key = max(ledger.space_keys(TEAM_SPACE), key=lambda one: (len(one.devices), one.id))
    return Writer(me, key, team, (last.number, last.id), [])


def years(bench: Bench) -> list[Line]:
    """A round with nothing new, and one with one note, as the years go by."""
    team = sharing_team.found(bench.folder / "years", LAPTOPS - 1, 1)
    writers = []
    for path in team.laptops:
        session = sharing_team.reopened(path)
        sync(session, team.share)
        writers.append(_writer(session))
        session.lock()
    team.send()
    reader = team.founder
    nothing: list[tuple[float, float]] = []
    one_note: list[tuple[float, float]] = []
    first: list[tuple[float, float]] = []
    try:
        for year in YEARS:
            for writer in writers:
                writer.write(bench.size(DAYS))
                writer.lay(team.share)
            _level(reader, team.share)
            nothing.append((year, min(_nothing(reader, team.share) for _ in range(TIMES))))
            sent = [_eight(reader, team.share, f"Y{year}-{n}") for n in range(TURNS)]
            one_note.append((year, min(sent)))
            reader = team.reopen()
            first.append((year, _sent(reader, team.share, f"Y{year}")))
            _level(reader, team.share)
        bare = min(timed(lambda: _listing(team.folder)) for _ in range(TIMES))
        segments = len(reader.vault.sharing.segments())
        files = sum(1 for _path in (team.folder / "log").iterdir())
    finally:
        team.close()
    draw("years", "A round as the years go by", "years", "milliseconds",
         [Series("one note to send", one_note), Series("nothing new", nothing)],
         bench.pictures)  # fmt: skip
    what = f"{LAPTOPS} laptops, {segments:,} segments in {files:,} files"
    return [
        Line(f"a round with nothing new after {YEARS[-1]} years: {what}", nothing[-1][1], bare,
             "a bare listing of the same folders with their sizes", goal=10),
        Line("the same", nothing[-1][1], nothing[0][1], "the same after one year", goal_ratio=1.5),
        Line(f"a round that sends one note after {YEARS[-1]} years, bundling now and then",
             one_note[-1][1], one_note[0][1], PROCESSOR, goal_ratio=1.5),
        Line("the same, the first since the vault was opened", first[-1][1], first[0][1],
             PROCESSOR),
    ]  # fmt: skip


def _nothing(session: Session, share: Share) -> float:
    return timed(lambda: sync(session, share))


def _eight(session: Session, share: Share, name: str) -> float:
    """Milliseconds of one of eight such rounds."""
    return sum(_sent(session, share, f"{name}-{n}") for n in range(FANOUT)) / FANOUT


def _sent(session: Session, share: Share, entity: str) -> float:
    """Milliseconds on the processor of a round that sends one record."""
    session.vault.record([Edit("household", entity, {"name": "Ğ"})])
    begun = process_time()
    sync(session, share)
    return (process_time() - begun) * 1000


def _level(session: Session, share: Share) -> None:
    """Until a round leaves the vault as it was."""
    ledger = session.vault.sharing
    before = ""
    while before != ledger.holds():
        before = ledger.holds()
        sync(session, share)


def _listing(folder: Path) -> int:
    return sum(path.stat().st_size for name in ("", "member", "log")
               for path in Path(folder, name).iterdir())  # fmt: skip
