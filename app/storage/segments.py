"""Sealed segments of everyone, which of their frames wait, and the keys of spaces."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from app.model.sealed import Held, SpaceKey, Standing, Waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from app.model.sealed import Kept
    from app.storage.store import Store

_HELD: Final = "id, device, number, previous, size, standing, carries"
_KEY: Final = "id, space, key, made_by, devices, giver, accepted"
_FRAME: Final = "s.id, w.frame, w.key, s.device"


def held(store: Store) -> list[Held]:
    """All that is kept, in the order of device, number and id."""
    rows = store.db.all(f"SELECT {_HELD} FROM segments ORDER BY device, number, id")
    return [
        Held(id_, device, number, previous, size, Standing(standing), bool(carries))
        for id_, device, number, previous, size, standing, carries in rows
    ]


def known(store: Store, ids: Collection[str]) -> set[str]:
    """Those of `ids` that need not be fetched: kept, or gone for ever."""
    rows = store.db.all(
        "SELECT value FROM json_each(?) WHERE value IN (SELECT id FROM segments)"
        " OR value IN (SELECT segment FROM gone)",
        (json.dumps(list(ids)),),
    )
    return {id_ for (id_,) in rows}


def gone(store: Store) -> set[str]:
    """Segments that an erasure replaced; they are never kept again."""
    return {id_ for (id_,) in store.db.all("SELECT segment FROM gone")}


def sealed(store: Store, id_: str) -> bytes:
    """The signed bytes; raises KeyError for a segment that is not kept."""
    found = store.db.value(
        "SELECT b.bytes FROM segments s JOIN sealed b ON b.segment = s.seq WHERE s.id = ?", (id_,)
    )
    if found is None:
        raise KeyError(id_)
    return bytes(found)


def keep(
    store: Store, kept: Sequence[Kept], offered: Iterable[SpaceKey], *, opened: bool = False
) -> None:
    """Stores segments and keys. Frames of those that count wait, unless they were `opened`."""
    with store.db.transaction():
        _forget(store, {old for one in kept for old in one.replaces})
        known_ids = known(store, [one.id for one in kept])
        seq = int(store.db.value("SELECT coalesce(max(seq), 0) FROM segments"))
        rows, waiting = [], []
        for one in {one.id: one for one in kept if one.id not in known_ids}.values():
            seq += 1
            rows.append((seq, one))
            if one.standing is Standing.COUNTS and not opened:
                waiting += [(seq, frame, key) for frame, key in enumerate(one.frames)]
        store.db.many(
            f"INSERT INTO segments(seq, {_HELD}, frames) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (seq, one.id, one.device, one.number, one.previous, len(one.sealed),
                 int(one.standing), one.carries, json.dumps(one.frames))
                for seq, one in rows
            ),
        )  # fmt: skip
        store.db.many(
            "INSERT INTO sealed(segment, bytes) VALUES (?, ?)",
            ((seq, one.sealed) for seq, one in rows),
        )
        store.db.many("INSERT INTO waiting(segment, frame, key) VALUES (?, ?, ?)", waiting)
        keep_keys(store, offered)


def _forget(store: Store, ids: set[str]) -> None:
    """Deletes replaced segments, with all that waits in them, for ever."""
    listed = json.dumps(sorted(ids))
    rows = store.db.all(
        "SELECT seq FROM segments WHERE id IN (SELECT value FROM json_each(?))", (listed,)
    )
    for table, column in (("waiting", "segment"), ("sealed", "segment"), ("segments", "seq")):
        store.db.many(f"DELETE FROM {table} WHERE {column} = ?", rows)
    store.db.run(
        "DELETE FROM set_asides WHERE segment IN (SELECT value FROM json_each(?))", (listed,)
    )
    store.db.many("INSERT OR IGNORE INTO gone(segment) VALUES (?)", [(id_,) for id_ in ids])


# ---------------------------------------------------------------- what waits


def waiting(store: Store, keys: Collection[str] | None, limit: int | None) -> list[Waiting]:
    """Frames not opened yet, of these keys only; without `keys`, those of accepted keys first."""
    most = -1 if limit is None else limit
    if keys is not None:
        return _frames(
            store,
            f"SELECT {_FRAME} FROM (SELECT DISTINCT value FROM json_each(?)) k"
            " CROSS JOIN waiting w ON w.key = k.value"
            " CROSS JOIN segments s ON s.seq = w.segment LIMIT ?",
            (json.dumps(list(keys)), most),
        )
    found = _frames(
        store,
        f"SELECT {_FRAME} FROM (SELECT DISTINCT id FROM space_keys WHERE accepted) k"
        " CROSS JOIN waiting w ON w.key = k.id CROSS JOIN segments s ON s.seq = w.segment LIMIT ?",
        (most,),
    )
    if limit is not None and len(found) >= limit:
        return found
    return found + _frames(
        store,
        f"SELECT {_FRAME} FROM waiting w CROSS JOIN segments s ON s.seq = w.segment"
        " WHERE NOT EXISTS (SELECT 1 FROM space_keys k WHERE k.id = w.key AND k.accepted) LIMIT ?",
        (most - len(found) if limit is not None else most,),
    )


def _frames(store: Store, sql: str, values: tuple[Any, ...]) -> list[Waiting]:
    return [Waiting(*row) for row in store.db.all(sql, values)]


def stand(store: Store, ids: Collection[str], standing: Standing) -> None:
    """Moves segments in or out of what counts; the frames of those that count wait again."""
    with store.db.transaction():
        rows = store.db.all(
            "SELECT seq, id, frames FROM segments WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        seqs = [(seq,) for seq, _id, _frames in rows]
        store.db.many(f"UPDATE segments SET standing = {int(standing)} WHERE seq = ?", seqs)
        store.db.many("DELETE FROM waiting WHERE segment = ?", seqs)
        store.db.many("DELETE FROM set_asides WHERE segment = ?", [(row[1],) for row in rows])
        if standing is Standing.COUNTS:
            store.db.many(
                "INSERT INTO waiting(segment, frame, key) VALUES (?, ?, ?)",
                (
                    (seq, frame, key)
                    for seq, _id, frames in rows
                    for frame, key in enumerate(json.loads(frames))
                ),
            )


# ---------------------------------------------------------------- keys of spaces


def keys(store: Store, space: str | None, *, accepted: bool | None = None) -> list[SpaceKey]:
    """In the order in which this vault got them; one not yet accepted, once for each giver."""
    rows = store.db.all(
        f"SELECT {_KEY} FROM space_keys WHERE (:space IS NULL OR space = :space)"
        " AND (:accepted IS NULL OR accepted = :accepted) ORDER BY place",
        {"space": space, "accepted": accepted},
    )
    return [_space_key(row) for row in rows]


def key(store: Store, id_: str) -> SpaceKey | None:
    row = store.db.one(
        f"SELECT {_KEY} FROM space_keys WHERE id = ? ORDER BY accepted DESC, place LIMIT 1", (id_,)
    )
    return None if row is None else _space_key(row)


def keep_keys(store: Store, given: Iterable[SpaceKey]) -> None:
    """Stores keys as they are given; of a key that is accepted already nothing more is stored."""
    for one in given:
        if one.accepted:
            store.db.run("DELETE FROM space_keys WHERE id = ? AND NOT accepted", (one.id,))
        store.db.run(
            f"INSERT OR IGNORE INTO space_keys({_KEY}) SELECT ?, ?, ?, ?, ?, ?, ?"
            " WHERE NOT EXISTS (SELECT 1 FROM space_keys WHERE id = ? AND accepted)",
            (one.id, one.space, one.key, one.by, json.dumps(sorted(one.devices)), one.giver,
             one.accepted, one.id),
        )  # fmt: skip


def accept(store: Store, ids: Collection[str], giver: str | None = None) -> None:
    """These keys may be used; what `giver` says of them counts, else what was said first."""
    with store.db.transaction():
        for id_ in ids:
            place = store.db.value(
                "SELECT place FROM space_keys WHERE id = ? AND ? IN (giver, '')"
                " ORDER BY accepted DESC, place LIMIT 1",
                (id_, giver or ""),
            )
            if place is None:
                continue
            store.db.run("UPDATE space_keys SET accepted = 1 WHERE place = ?", (place,))
            store.db.run("DELETE FROM space_keys WHERE id = ? AND place <> ?", (id_, place))


def drop_space(store: Store, space: str) -> None:
    """Forgets the keys of a space, and what waits for them."""
    with store.db.transaction():
        store.db.run(
            "DELETE FROM waiting WHERE key IN (SELECT id FROM space_keys WHERE space = ?)", (space,)
        )
        store.db.run("DELETE FROM space_keys WHERE space = ?", (space,))
        store.db.run("DELETE FROM granted WHERE space = ?", (space,))


def _space_key(row: tuple[Any, ...]) -> SpaceKey:
    id_, space, secret, by, devices, giver, accepted = row
    return SpaceKey(
        id_, space, bytes(secret), by, frozenset(json.loads(devices)), giver, bool(accepted)
    )
