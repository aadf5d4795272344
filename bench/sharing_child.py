"""One side of sharing in a process of its own: `python -m bench.sharing_child NAME …`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final

from bench.qt import answer, memory_mb

if TYPE_CHECKING:
    from collections.abc import Callable


def _timed(work: Callable[[], object]) -> dict[str, float]:
    """Seconds of all threads on the processor, by the clock, and megabytes held at most."""
    used, begun = process_time(), perf_counter()
    work()
    used, taken = process_time() - used, perf_counter() - begun
    return {"value": used, "clock": taken, "peak": memory_mb("VmHWM")}


def laptop(vault: str, share: str) -> None:
    """One round of a laptop; then how long one takes when nothing is new."""
    from app.clock import SystemClock
    from app.services import session as sessions
    from app.services.sharing import opened, sync
    from bench.stock import PASSPHRASE

    session = sessions.unlock(Path(vault), PASSPHRASE, SystemClock())
    with opened(share) as place:
        found = _timed(lambda: sync(session, place))
        sync(session, place)
        found["nothing"] = min(_timed(lambda: sync(session, place))["clock"] for _ in range(5))
    waits = int(session.vault.query("SELECT count(*) AS n FROM to_index")[0]["n"])
    begun = process_time()
    while session.vault.tidy():
        pass
    found |= {"words": process_time() - begun, "waited": waits}
    session.lock()
    answer(found)


def peer(base: str, share: str, key: str) -> None:
    """The same by the peer."""
    import bothy

    from bench.sharing_team import APP

    known = Path(base).exists()
    opened = bothy.Database.open(
        base, app_id=APP, remote=bothy.FolderRemote(share), key=bytes.fromhex(key)
    )

    def work() -> None:
        if not known:
            opened.init_or_join()
        opened.sync()

    found = _timed(work)
    found["nothing"] = min(_timed(opened.sync)["clock"] for _ in range(5))
    found["count"] = opened.status()["documents"]
    opened.close()
    answer(found)


def floor(table: str, share: str, wanted: str) -> None:
    """Decrypts, unpacks and inserts the same lines, and checks or derives nothing."""
    import sqlcipher3

    asked = json.loads(Path(wanted).read_text(encoding="utf-8"))
    keys = {name: bytes.fromhex(key) for name, key in asked["keys"].items()}
    plain = sqlcipher3.connect(table, isolation_level=None)
    plain.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE IF NOT EXISTS records(line BLOB)")

    def work() -> None:
        plain.execute("BEGIN")
        for name in asked["files"]:
            for data in _segments(name, (Path(share) / "log" / name).read_bytes()):
                for lines in _frames(data, keys):
                    plain.executemany("INSERT INTO records VALUES (?)", ((one,) for one in lines))
        plain.execute("COMMIT")

    found: dict[str, Any] = _timed(work)
    found["count"] = plain.execute("SELECT count(*) FROM records").fetchone()[0]
    plain.close()
    answer(found)


def _segments(name: str, data: bytes) -> list[bytes]:
    from app.sync import names, pack

    what = names.log_name(name)
    return pack.read(data, what) if isinstance(what, names.PackName) else [data]


def _frames(data: bytes, keys: dict[str, bytes]) -> list[list[bytes]]:
    from app.crypto.frames import open_frame
    from app.sync import segment

    found = segment.read(data)
    return [
        segment.unpack(open_frame(keys[frame.key], frame.sealed, found.bound(frame))).split(b"\n")
        for frame in found.frames
        if frame.key in keys
    ]


_ALL: Final = (laptop, peer, floor)

if __name__ == "__main__":
    {one.__name__: one for one in _ALL}[sys.argv[1]](*sys.argv[2:])
