"""What other laptops told, where they share, files of the membership, sealed attachments."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.model.sealed import Seen
from app.storage.store import Store, remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

# ---------------------------------------------------------------- places

PIECE: Final = 1 << 20
"""Bytes of an attachment that are written at once, so that what is typed meanwhile waits little."""
_PUT_PIECE: Final = "INSERT OR REPLACE INTO blob_bytes(id, part, bytes) VALUES (?, ?, ?)"


def places(store: Store) -> list[tuple[str, str, str, str]]:
    """(url, share id, digest of the last listing, moment of the last round), by url."""
    return store.db.all("SELECT url, share, digest, at FROM places ORDER BY url")


def place(store: Store, url: str) -> tuple[str, str] | None:
    """(share id, digest); None for a place where this vault never shared."""
    return store.db.one("SELECT share, digest FROM places WHERE url = ?", (url,))


def set_place(store: Store, url: str, share: str, digest: str, at: str) -> None:
    store.db.run(
        "INSERT OR REPLACE INTO places(url, share, digest, at) VALUES (?, ?, ?, ?)",
        (url, share, digest, at),
    )


@remembered("member_files", "segments", "space_keys")
def holds(store: Store) -> str:
    """Another text whenever this vault got a file, key or segment, or replaced one."""
    found: str = store.db.value(
        "SELECT coalesce((SELECT max(rowid) FROM member_files), 0)"
        " || '/' || coalesce((SELECT max(seq) FROM segments), 0)"
        " || '/' || coalesce((SELECT max(place) FROM space_keys), 0)"
    )
    return found


# ---------------------------------------------------------------- membership


@remembered("member_files")
def member_files(store: Store) -> dict[str, bytes]:
    """{name: bytes} of all that was ever kept, in the order in which they came."""
    return dict(store.db.all("SELECT name, body FROM member_files ORDER BY rowid"))


def keep_member_files(store: Store, files: Mapping[str, bytes]) -> None:
    """A name that is kept already keeps its bytes."""
    with store.db.transaction():
        store.db.many(
            "INSERT OR IGNORE INTO member_files(name, body) VALUES (?, ?)", sorted(files.items())
        )


# ---------------------------------------------------------------- notes to laptops


@remembered("seen")
def seen(store: Store) -> dict[str, dict[str, Seen]]:
    """{device: {other device: what it holds of that one}}, as each last told."""
    rows = store.db.all("SELECT device, devices FROM seen ORDER BY device")
    return {device: _seen_in(devices) for device, devices in rows}


@lru_cache(maxsize=256)
def _seen_in(text: str) -> dict[str, Seen]:
    """Of the laptops of a team, few tell something else from one time to the next."""
    return {
        other: Seen(prefix, frozenset(extras))
        for other, (prefix, extras) in json.loads(text).items()
    }


def note_seen(store: Store, device: str, number: int, told: Mapping[str, Seen]) -> None:
    """What a device told in its segment `number`; what it told in a later one stays."""
    devices = {other: [one.prefix, sorted(one.extras)] for other, one in sorted(told.items())}
    store.db.run(
        "INSERT INTO seen(device, number, devices) VALUES (?, ?, ?) ON CONFLICT(device) DO UPDATE"
        " SET number = excluded.number, devices = excluded.devices"
        " WHERE excluded.number > seen.number",
        (device, number, json.dumps(devices)),
    )


def note_granted(store: Store, space: str, keys: Collection[str], devices: Collection[str]) -> None:
    """Told in `space`: these devices have these keys. Of keys of other spaces it says nothing."""
    with store.db.transaction():
        store.db.many(
            "INSERT OR IGNORE INTO granted(key, space, device) VALUES (?, ?, ?)",
            [(key, space, device) for key in keys for device in devices],
        )


@remembered("granted", "space_keys")
def granted(store: Store) -> dict[str, frozenset[str]]:
    """{key: devices that were given it, as its own space says}."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, device in store.db.all(
        "SELECT g.key, g.device FROM granted g WHERE EXISTS"
        " (SELECT 1 FROM space_keys k WHERE k.id = g.key AND k.space = g.space)"
    ):
        found[key].add(device)
    return {key: frozenset(devices) for key, devices in found.items()}


def note_erased(store: Store, device: str, entries: Collection[str]) -> None:
    """The device says that it holds nothing of these erasures any more."""
    with store.db.transaction():
        store.db.many(
            "INSERT OR IGNORE INTO erased_by(entry, device) VALUES (?, ?)",
            [(entry, device) for entry in entries],
        )


@remembered("erased_by")
def erased_by(store: Store) -> dict[str, frozenset[str]]:
    """{erasure: devices that confirmed it}."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry, device in store.db.all("SELECT entry, device FROM erased_by"):
        found[entry].add(device)
    return {entry: frozenset(devices) for entry, devices in found.items()}


def note_erasing(store: Store, entry: str, found: Collection[str]) -> None:
    """The segments here that still hold, sealed, what this erasure names."""
    with store.db.transaction():
        store.db.run("INSERT OR IGNORE INTO erasing(entry, segment) VALUES (?, '')", (entry,))
        store.db.many(
            "INSERT OR IGNORE INTO erasing(entry, segment) VALUES (?, ?)",
            [(entry, segment) for segment in found],
        )


@remembered("erasing")
def erasing(store: Store) -> dict[str, frozenset[str]]:
    """{erasure that was carried out here: segments here that still hold it, sealed}."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry, segment in store.db.all("SELECT entry, segment FROM erasing"):
        found[entry].add(segment)
    return {entry: frozenset(segments - {""}) for entry, segments in found.items()}


# ---------------------------------------------------------------- attachments


def put_blob(
    store: Store,
    id_: str,
    sealed: bytes | None,
    size: int,
    breathe: Callable[[], object] = lambda: None,
) -> None:
    """Keeps a sealed attachment, or that there is one of `size` sealed bytes to fetch.

    It is written a piece at a time, each in a transaction of its own, the first piece last: the
    bytes are here when that one is. `breathe` comes between two; when it raises, nothing is kept.
    What a full disk does not let go of at once counts for nothing, and goes at a later unlock.
    """
    if sealed is not None and blob(store, id_) is None:
        try:
            for at in range((len(sealed) - 1) // PIECE, 0, -1):
                piece = sealed[at * PIECE : (at + 1) * PIECE]
                store.db.run(_PUT_PIECE, (id_, at, piece))
                breathe()
        except BaseException:
            with suppress(UserError):  # a disk that took no more may not take this either
                drop_halves(store)
            raise
    with store.db.transaction():
        store.db.run("INSERT OR IGNORE INTO blobs(id, size) VALUES (?, ?)", (id_, size))
        if sealed is not None:
            store.db.run(_PUT_PIECE, (id_, 0, sealed[:PIECE]))


def drop_halves(store: Store) -> None:
    """Deletes what a crash, or whoever stopped it, left of attachments that were being kept.

    A piece at a time: wiping one takes as much room on the disk as writing it did.
    """
    halves = store.db.all(
        "SELECT id, part FROM blob_bytes"
        " WHERE id NOT IN (SELECT id FROM blob_bytes WHERE part = 0) ORDER BY id, part"
    )
    for half in halves:
        store.db.run("DELETE FROM blob_bytes WHERE id = ? AND part = ?", half)


def blob(store: Store, id_: str) -> bytes | None:
    """The sealed bytes; None when they are not here."""
    pieces = store.db.all("SELECT part, bytes FROM blob_bytes WHERE id = ? ORDER BY part", (id_,))
    return b"".join(piece for _at, piece in pieces) if pieces and pieces[0][0] == 0 else None


def blobs(store: Store) -> list[tuple[str, int, bool]]:
    """(id, sealed size, whether the bytes are here), by id."""
    rows = store.db.all(
        "SELECT id, size, EXISTS (SELECT 1 FROM blob_bytes b WHERE b.id = blobs.id AND b.part = 0)"
        " FROM blobs WHERE size > 0 ORDER BY id"
    )
    return [(id_, size, bool(present)) for id_, size, present in rows]


def erased_blobs(store: Store) -> frozenset[str]:
    """Attachments that an erasure took away here; they have no size any more."""
    return frozenset(id_ for (id_,) in store.db.all("SELECT id FROM blobs WHERE size = 0"))


def delete_blob(store: Store, id_: str) -> None:
    with store.db.transaction():
        store.db.run("DELETE FROM blob_bytes WHERE id = ?", (id_,))
        store.db.run("DELETE FROM blobs WHERE id = ?", (id_,))
