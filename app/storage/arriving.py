"""What others wrote, out of opened frames and into the log: each change by itself, or set aside."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING

from app.model.sealed import Erasure, Merged
from app.storage import exchange, sending
from app.storage.changes import Change, MalformedChangeError, parse_change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.model.sealed import Opened
    from app.storage.store import Store

_SetAside = tuple[str, str, str, str, int, str]


def merge(
    store: Store,
    opened: Sequence[Opened],
    authors: Mapping[str, str],
    erased: Sequence[Erasure],
) -> Merged:
    """Merges what counts, in one transaction in which the frames stop waiting.

    A change counts in the space of its frame, from a device that the frame may speak for; what
    does not is set aside with its reason. What is erased is dropped without a word.
    """
    bad: list[_SetAside] = []
    rest, received = _counting(opened, all_of(erased), bad), 0
    with store.db.roomy(), store.db.transaction():
        exchange.vouch(store, authors)
        before = exchange.position(store)
        while some := list(islice(rest, exchange.BATCH)):
            received += exchange.merge(store, some)
        if received:
            sending.note_echoes(store, before)
        apart = _set_aside(store, opened, bad)
        store.db.many(
            "DELETE FROM waiting WHERE segment = (SELECT seq FROM segments WHERE id = ?)"
            " AND frame = ?",
            [(frame.segment, frame.index) for frame in opened],
        )
    return Merged(received, apart)


def all_of(erased: Sequence[Erasure]) -> Erasure:
    """One erasure that covers what any of them covers."""
    return Erasure(
        "",
        frozenset().union(*(one.spaces for one in erased)),
        frozenset().union(*(one.entities for one in erased)),
    )


def _counting(opened: Sequence[Opened], gone: Erasure, bad: list[_SetAside]) -> Iterator[Change]:
    """What counts and is not erased; what does not count goes to `bad`."""
    for frame in opened:
        for number, line in enumerate(frame.lines):
            try:
                change = _change(frame, line)
            except MalformedChangeError as error:
                bad.append(_set_aside_row(frame, number, line, error.reason))
                continue
            if not gone.covers(change.space, change.kind, change.entity):
                yield change


def _change(frame: Opened, line: bytes) -> Change:
    change = parse_change(line)
    if change.space != frame.space:
        raise MalformedChangeError("of another space than its frame")
    if change.device not in frame.devices:
        raise MalformedChangeError("of a device that its segment does not speak for")
    return change


def _set_aside_row(frame: Opened, number: int, line: bytes, reason: str) -> _SetAside:
    text = line.decode("utf-8", "backslashreplace").replace("\0", "\\u0000")
    whose = f"{frame.segment} {frame.index} {number}"
    digest = hashlib.sha256(f"{whose}\n{text}".encode()).hexdigest()
    return digest, text, reason, frame.segment, frame.index, frame.space


def _set_aside(store: Store, opened: Sequence[Opened], bad: list[_SetAside]) -> int:
    """Replaces what was set aside of these frames; how many were not there before."""
    frames = [(frame.segment, frame.index) for frame in opened]
    before = {
        digest
        for (digest,) in store.db.all(
            "SELECT a.digest FROM json_each(?) f CROSS JOIN set_asides a"
            " ON a.segment = f.value ->> 0 AND a.frame = f.value ->> 1",
            (json.dumps(frames),),
        )
    }
    if before:
        store.db.many("DELETE FROM set_asides WHERE segment = ? AND frame = ?", frames)
    store.db.many(
        "INSERT OR REPLACE INTO set_asides(digest, body, reason, segment, frame, space)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        bad,
    )
    return len({row[0] for row in bad} - before)
