"""Lines of sharing through servers: how many requests a round takes, on real servers."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from app.services.sharing import sync
from app.storage.edits import Edit
from bench import sharing_team
from bench.figures import Line
from tests.sync.share import servers
from tests.sync.share.relay import Relay

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from app.sync.share.contract import Share
    from bench.run import Bench
    from tests.sync.share.servers import Server

FEW: Final = 2
MANY: Final = 40
"""Times that something was shared before."""


def requests(bench: Bench) -> list[Line]:
    """A round with nothing new and a round with one note, early and later."""
    home = bench.folder / "servers"
    home.mkdir()
    home.chmod(0o711)
    bench.folder.chmod(0o711)
    (home / "dav").mkdir()
    lines = []
    for kind, start in (("WebDAV", servers.apache), ("S3", servers.s3)):
        (home / kind).mkdir()
        with start(home / kind) as server:
            lines += _lines(kind, bench.folder / f"requests-{kind}", server)
    return lines


def _lines(kind: str, folder: Path, server: Server) -> list[Line]:
    team = sharing_team.found(folder, 0, 1)
    session = team.founder
    try:
        with Relay(server.port) as relay, closing(server.place("meting", relay.port).open()) as at:
            sync(session, at, new_place=True)
            for number in range(FEW):
                _note(session, number)
                sync(session, at)
            early = [_count(session, relay, at, note) for note in (False, True)]
            for number in range(FEW, MANY):
                _note(session, number)
                sync(session, at)
            later = [_count(session, relay, at, note) for note in (False, True)]
    finally:
        team.close()
    floor = f"the same after {FEW} rounds"
    return [
        Line(f"{kind}: requests of a round with nothing new, after {MANY} rounds", later[0],
             early[0], floor, unit="requests", goal_ratio=1),
        Line(f"{kind}: requests of a round that sends a note, then", later[1], early[1], floor,
             unit="requests"),
    ]  # fmt: skip


def _note(session: Session, number: int) -> None:
    session.vault.record([Edit("household", f"S{number}", {"name": f"Familie Ő {number}"})])


def _count(session: Session, relay: Relay, share: Share, note: bool) -> int:  # noqa: FBT001
    if note:
        _note(session, 10_000 + len(relay.requests))
    before = len(relay.requests)
    sync(session, share)
    return len(relay.requests) - before
