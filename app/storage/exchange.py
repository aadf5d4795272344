"""Changes in and out: what a share carries, whatever the order and however often."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from app.storage import derive, reading, segments
from app.storage.changes import Change, MalformedChangeError, parse_change
from app.storage.store import Store, remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

RULES: Final = 1
"""Raise it when `parse_change` accepts more: what was set aside is then tried again."""
PAGE: Final = 2_000
"""Changes read at once: bounds memory while sending."""
BATCH: Final = 5_000
"""Changes merged at once: bounds memory while receiving."""


@dataclass(frozen=True, slots=True)
class AppliedReport:
    """`received` and `set_aside` count what is new here; `differences` what is open in all."""

    received: int
    set_aside: int
    differences: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that is no well-formed change, kept as it came."""

    digest: str
    body: str
    reason: str

    def __repr__(self) -> str:
        return f"<set aside {self.digest[:8]}>"


def apply(
    store: Store,
    changes: Iterable[Change | str | bytes | dict[str, Any]],
    authors: Mapping[str, str],
) -> AppliedReport:
    """Merges changes in one transaction. Nothing well-formed is refused; one bad never blocks.

    `authors`: {device: member}, as signatures vouch for it.
    """
    rest, received, apart = iter(changes), 0, 0
    with store.db.roomy(), store.db.transaction():
        vouch(store, authors)
        while some := list(islice(rest, BATCH)):
            good, bad = _sorted_out(some)
            received += merge(store, good)
            apart += _put_aside(store, bad)
    return AppliedReport(received, apart, reading.count_differences(store))


def _sorted_out(
    raws: list[Change | str | bytes | dict[str, Any]],
) -> tuple[list[Change], list[tuple[str, str, str]]]:
    """What is well-formed, and rows for what is not."""
    good, bad = [], []
    for raw in raws:
        try:
            good.append(parse_change(raw))
        except MalformedChangeError as error:
            bad.append(_set_aside_row(raw, error.reason))
    return good, bad


def _put_aside(store: Store, bad: list[tuple[str, str, str]]) -> int:
    """How many were not there yet."""
    before = store.db.value("SELECT count(*) FROM set_asides")
    store.db.many("INSERT OR IGNORE INTO set_asides(digest, body, reason) VALUES (?, ?, ?)", bad)
    return int(store.db.value("SELECT count(*) FROM set_asides")) - int(before)


def merge(store: Store, changes: Collection[Change]) -> int:
    """How many of the changes were new; part of the caller's transaction."""
    new = derive.append(store.db, changes)
    if new:
        derive.derive(store.db, store.registry, new)
        store.see_counter(max(change.counter for change in changes))
    return len(new)


def vouch(store: Store, authors: Mapping[str, str]) -> None:
    """Remembers whose devices these are."""
    store.db.many(
        "INSERT INTO devices(device, member) VALUES (?, ?) ON CONFLICT(device)"
        " DO UPDATE SET member = excluded.member WHERE member <> excluded.member",
        sorted(authors.items()),
    )


def authors(store: Store) -> dict[str, str]:
    """{device: member} of every device that this vault knows."""
    return dict(store.db.all("SELECT device, member FROM devices ORDER BY device"))


def changes(
    store: Store, since: int, spaces: Collection[str] | None, device: str | None
) -> Iterator[Change]:
    """Changes after position `since`, in the order in which this vault got them."""
    last = since
    while True:
        page = store.db.all(
            "SELECT c.seq, c.id, e.space, e.kind, e.id, c.fields, c.replaces, c.device, c.counter,"
            " c.wall FROM changes c JOIN entities e ON e.key = c.entity WHERE c.seq > :since"
            " AND (:spaces IS NULL OR e.space IN (SELECT value FROM json_each(:spaces)))"
            f" AND (:device IS NULL OR c.device = :device) ORDER BY c.seq LIMIT {PAGE}",
            {
                "since": last,
                "spaces": None if spaces is None else json.dumps(sorted(spaces)),
                "device": device,
            },
        )
        yield from (Change(*row[1:]) for row in page)
        if len(page) < PAGE:
            return
        last = page[-1][0]


@remembered("changes")
def position(store: Store) -> int:
    """The newest change here, as `changes(since=…)` counts."""
    return int(store.db.value("SELECT coalesce(max(seq), 0) FROM changes"))


def news(store: Store) -> frozenset[str]:
    """Kinds of which changes came or left since this was asked before; none the first time."""
    now = position(store)
    before, left = store.heard or (now, set[str]())
    store.heard = (now, set())
    if before == now:
        return frozenset(left)
    rows = store.db.all(
        "SELECT DISTINCT e.kind FROM changes c JOIN entities e ON e.key = c.entity WHERE c.seq > ?",
        (before,),
    )
    return frozenset(left.union(kind for (kind,) in rows))


def left(store: Store, kinds: Iterable[str]) -> None:
    """Changes of these kinds were taken out of the log: the places of the last ones come again."""
    if store.heard is not None:
        before, others = store.heard
        store.heard = (min(before, position(store)), others.union(kinds))


def set_aside(store: Store) -> list[SetAside]:
    """All that waits for a program that understands it."""
    rows = store.db.all("SELECT digest, body, reason FROM set_asides ORDER BY digest")
    return [SetAside(*row) for row in rows]


def retry(store: Store) -> int:
    """Tries what was set aside again; how many were understood now.

    What came in a sealed frame is tried with that frame, which says for whom it may speak.
    """
    understood = []
    for digest, body in store.db.all(
        "SELECT digest, body FROM set_asides WHERE segment IS NULL ORDER BY digest"
    ):
        try:
            understood.append((parse_change(body), digest))
        except MalformedChangeError:
            continue
    with store.db.transaction():
        merge(store, [change for change, _digest in understood])
        store.db.many(
            "DELETE FROM set_asides WHERE digest = ?", [(digest,) for _change, digest in understood]
        )
        segments.open_again(store)
    return len(understood)


def retry_after_upgrade(store: Store) -> None:
    """Once per version of the rules."""
    if store.meta("rules") == str(RULES):
        return
    with store.db.transaction():
        retry(store)
        store.set_meta("rules", str(RULES))


def _set_aside_row(raw: object, reason: str) -> tuple[str, str, str]:
    if isinstance(raw, bytes):
        text = raw.decode("utf-8", "backslashreplace")
    elif isinstance(raw, str):
        text = raw
    else:
        try:
            text = json.dumps(raw, sort_keys=True, ensure_ascii=True)
        except (TypeError, ValueError, RecursionError):
            text = str(type(raw))
    text = text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\u0000")
    return hashlib.sha256(text.encode()).hexdigest(), text, reason
