"""Sealed segments of everyone, which of their frames wait, and the keys of spaces."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from app.model.sealed import Held, SpaceKey, Standing, Vote, Waiting
from app.storage.store import Store, remembered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.model.sealed import Kept

_HELD: Final = "id, device, number, previous, size, standing, carries"
_STANDINGS: Final = {int(one): one for one in Standing}
_ALTERED: Final = "segments altered"
_DROPPED: Final = "keys dropped"
_KEY: Final = "id, space, key, made_by, devices, giver"


def held(store: Store, after: int) -> list[Held]:
    """What was kept after place `after`, in the order of device, number and id."""
    rows = store.db.all(
        f"SELECT {_HELD} FROM segments WHERE seq > ? ORDER BY device, number, id", (after,)
    )
    return [
        Held(id_, device, number, previous, size, _STANDINGS[standing], carries == 1)
        for id_, device, number, previous, size, standing, carries in rows
    ]


@remembered("segments", "meta")
def extent(store: Store) -> tuple[int, int]:
    """(how often something kept was replaced or stood otherwise, place of the newest).

    While the first is the same, all that is new stands after the place that was the newest.
    """
    last = int(store.db.value("SELECT coalesce(max(seq), 0) FROM segments"))
    return int(store.meta(_ALTERED) or 0), last


def _count_on(store: Store, what: str) -> None:
    store.set_meta(what, str(int(store.meta(what) or 0) + 1))


@remembered("segments")
def votes(store: Store) -> list[Vote]:
    """What the writers of all that is kept followed, the last number of each."""
    rows = store.db.all(
        "SELECT device, signer, follows, max(number) FROM segments GROUP BY 1, 2, 3"
    )
    return [Vote(*row) for row in rows]


def _known(store: Store, kept: Sequence[Kept]) -> set[str]:
    """Ids of those that are kept already, or gone for ever.

    Gone is only what stands replaced in its own place: another claim on it was false, and goes.
    """
    rows = store.db.all(
        "SELECT id FROM segments WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps([one.id for one in kept]),),
    )
    found, instead = {id_ for (id_,) in rows}, replaced(store)
    for one in kept:
        at = one.id
        while at in instead:
            at = instead[at]
        if at == one.id or one.id in found:
            continue
        place = store.db.one("SELECT device, number FROM segments WHERE id = ?", (at,))
        if place in {None, (one.device, one.number)}:
            found.add(one.id)
        else:
            store.db.run("DELETE FROM gone WHERE segment = ?", (one.id,))
            _count_on(store, _ALTERED)
    return found


@remembered("gone")
def replaced(store: Store) -> dict[str, str]:
    """{segment that an erasure took away: the one that took its place}."""
    return dict(store.db.all("SELECT segment, instead FROM gone"))


def sealed(store: Store, id_: str) -> bytes:
    """The signed bytes; raises KeyError for a segment that is not kept."""
    found = store.db.value(
        "SELECT b.bytes FROM segments s JOIN sealed b ON b.segment = s.seq WHERE s.id = ?", (id_,)
    )
    if found is None:
        raise KeyError(id_)
    return bytes(found)


def keep(
    store: Store, kept: Sequence[Kept], offered: Sequence[SpaceKey], *, opened: bool = False
) -> None:
    """Stores segments and keys. Frames of those that count wait, unless they were `opened`."""
    with store.db.transaction():
        seq = int(store.db.value("SELECT coalesce(max(seq), 0) FROM segments"))
        _forget(store, {old: one.id for one in kept for old in one.replaces})
        known_ids = _known(store, kept)
        rows, waiting = [], []
        for one in {one.id: one for one in kept if one.id not in known_ids}.values():
            seq += 1
            rows.append((seq, one))
            if one.standing is Standing.COUNTS and not opened:
                waiting += [(seq, frame, key) for frame, key in enumerate(one.frames)]
        store.db.many(
            f"INSERT INTO segments(seq, {_HELD}, follows, signer, frames)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (seq, one.id, one.device, one.number, one.previous, len(one.sealed),
                 int(one.standing), one.carries, one.follows, one.signer, json.dumps(one.frames))
                for seq, one in rows
            ),
        )  # fmt: skip
        store.db.many(
            "INSERT INTO sealed(segment, bytes) VALUES (?, ?)",
            ((seq, one.sealed) for seq, one in rows),
        )
        _wait(store, waiting)
        _keep_keys(store, offered)


def _forget(store: Store, instead: dict[str, str]) -> None:
    """Deletes replaced segments, with all that waits in them, for ever."""
    if not instead:
        return
    _count_on(store, _ALTERED)
    listed = json.dumps(sorted(instead))
    rows = store.db.all(
        "SELECT seq FROM segments WHERE id IN (SELECT value FROM json_each(?))", (listed,)
    )
    for table, column in (("waiting", "segment"), ("sealed", "segment"), ("segments", "seq")):
        store.db.many(f"DELETE FROM {table} WHERE {column} = ?", rows)
    store.db.run(
        "DELETE FROM set_asides WHERE segment IN (SELECT value FROM json_each(?))", (listed,)
    )
    store.db.run("DELETE FROM erasing WHERE segment IN (SELECT value FROM json_each(?))", (listed,))
    store.db.many(
        "INSERT OR IGNORE INTO gone(segment, instead) VALUES (?, ?)", sorted(instead.items())
    )


# ---------------------------------------------------------------- what waits


def openable(store: Store, limit: int) -> list[Waiting]:
    """Frames that wait and whose key is here, those of one segment together."""
    rows = store.db.all(
        "SELECT s.id, w.frame, w.key, s.device FROM waiting w"
        " CROSS JOIN segments s ON s.seq = w.segment WHERE w.ready"
        f" ORDER BY w.segment, w.frame LIMIT {limit}",
    )
    return [Waiting(*row) for row in rows]


@remembered("waiting")
def sealed_frames(store: Store) -> int:
    """How many frames wait for a key that this vault does not have."""
    return int(store.db.value("SELECT count(*) FROM waiting WHERE NOT ready"))


def _wait(store: Store, frames: Iterable[tuple[int, int, str]]) -> None:
    """Frames, as (segment, index, key), are opened from now on as soon as there is a key."""
    store.db.many(
        "INSERT INTO waiting(segment, frame, key, ready) VALUES (?1, ?2, ?3,"
        " EXISTS (SELECT 1 FROM space_keys WHERE id = ?3))",
        frames,
    )


def open_again(store: Store) -> None:
    """Frames of which something was set aside wait once more."""
    store.db.run(
        "INSERT OR IGNORE INTO waiting(segment, frame, key, ready)"
        " SELECT DISTINCT s.seq, a.frame, s.frames ->> a.frame,"
        " EXISTS (SELECT 1 FROM space_keys k WHERE k.id = s.frames ->> a.frame)"
        " FROM set_asides a JOIN segments s ON s.id = a.segment WHERE s.standing = ?",
        (int(Standing.COUNTS),),
    )


def stand(store: Store, ids: Collection[str], standing: Standing) -> None:
    """Moves segments in or out of what counts; the frames of those that count wait again."""
    with store.db.transaction():
        _count_on(store, _ALTERED)
        rows = store.db.all(
            "SELECT seq, id, frames FROM segments WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        seqs = [(seq,) for seq, _id, _frames in rows]
        store.db.many(f"UPDATE segments SET standing = {int(standing)} WHERE seq = ?", seqs)
        store.db.many("DELETE FROM waiting WHERE segment = ?", seqs)
        store.db.many("DELETE FROM set_asides WHERE segment = ?", [(row[1],) for row in rows])
        if standing is Standing.COUNTS:
            _wait(
                store,
                (
                    (seq, frame, key)
                    for seq, _id, frames in rows
                    for frame, key in enumerate(json.loads(frames))
                ),
            )


# ---------------------------------------------------------------- keys of spaces


def keys(store: Store, space: str | None) -> list[SpaceKey]:
    """In the order in which this vault got them; one that several gave, once for each of them."""
    dropped, last, undone = _keys_now(store)
    return store.grown(
        ("keys", space), (dropped, undone), last, lambda after: _keys(store, space, after)
    )


@remembered("space_keys", "meta")
def _keys_now(store: Store) -> tuple[str, int, int]:
    """Another one whenever a key came or went."""
    last = store.db.value("SELECT coalesce(max(place), 0) FROM space_keys")
    return store.meta(_DROPPED) or "", int(last), store.db.undone


def _keys(store: Store, space: str | None, after: int) -> list[SpaceKey]:
    rows = store.db.all(
        f"SELECT {_KEY} FROM space_keys WHERE place > :after"
        " AND (:space IS NULL OR space = :space) ORDER BY place",
        {"space": space, "after": after},
    )
    return [
        SpaceKey(id_, of, bytes(secret), by, _devices(devices), giver)
        for id_, of, secret, by, devices, giver in rows
    ]


@lru_cache(maxsize=256)
def _devices(text: str) -> frozenset[str]:
    """Thousands of keys are made for the same few sets of devices."""
    return frozenset(json.loads(text))


def _keep_keys(store: Store, given: Sequence[SpaceKey]) -> None:
    """What waits for these keys can be opened. What a giver said of a key first, counts."""
    if not given:
        return
    given = _not_erased(store, given)
    store.db.many(
        f"INSERT OR IGNORE INTO space_keys({_KEY}) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (one.id, one.space, one.key, one.by, json.dumps(sorted(one.devices)), one.giver)
            for one in given
        ),
    )
    store.db.many(
        "UPDATE waiting SET ready = 1 WHERE key = ? AND NOT ready",
        ((id_,) for id_ in {one.id for one in given}),
    )


def _not_erased(store: Store, given: Collection[SpaceKey]) -> list[SpaceKey]:
    """Without those of spaces that were erased here: boxes keep them, and so do slower laptops.

    Known again, one would be passed on, and what it opens would be here once more.
    """
    spaces = {space for (space,) in store.db.all("SELECT DISTINCT space FROM erased_keys")}
    gone = [(one.id, one.space) for one in given if one.space in spaces]
    store.db.many("INSERT OR IGNORE INTO erased_keys(key, space) VALUES (?, ?)", gone)
    store.db.many("DELETE FROM waiting WHERE key = ?", [(key,) for key, _space in gone])
    return [one for one in given if one.space not in spaces]


def drop_space(store: Store, space: str) -> int:
    """Forgets the keys of a space, and what waits for them; their ids are remembered.

    How many keys that were.
    """
    with store.db.transaction():
        store.db.run(
            "DELETE FROM waiting WHERE key IN (SELECT id FROM space_keys WHERE space = ?)", (space,)
        )
        store.db.run(
            "INSERT OR IGNORE INTO erased_keys(key, space)"
            " SELECT id, space FROM space_keys WHERE space = ?",
            (space,),
        )
        _count_on(store, _DROPPED)
        keys = store.db.run("DELETE FROM space_keys WHERE space = ?", (space,))
        store.db.run("DELETE FROM granted WHERE space = ?", (space,))
    return keys


def erased_space(store: Store, key_: str) -> str | None:
    """The erased space to which this key belonged; None for any other key."""
    found: str | None = store.db.value("SELECT space FROM erased_keys WHERE key = ?", (key_,))
    return found
