"""Own changes on their way out: which were not sent yet, and the segment that carries them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from app.model.sealed import Unsent
from app.storage import drafts, exchange, identity, segments
from app.storage.changes import Change
from app.storage.store import Store, remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.model.sealed import Erasure, Kept, SpaceKey

_SENT: Final = "sent"
_OWN: Final = (
    "FROM changes c WHERE c.device IN (SELECT value FROM json_each(:family)) AND c.seq > :sent"
    " AND NOT EXISTS (SELECT 1 FROM echoes e WHERE e.seq = c.seq)"
)


def sent(store: Store) -> int:
    """The place in the log up to which own changes are in a segment."""
    return int(store.meta(_SENT) or 0)


def is_sent(store: Store, kind: str, entity: str) -> bool:
    """Whether somebody else may hold something of this record."""
    return bool(
        store.db.value(
            "SELECT EXISTS (SELECT 1 FROM entities e JOIN changes c ON c.entity = e.key"
            " WHERE e.kind = ? AND e.id = ? AND c.seq <= ?)",
            (kind, entity, sent(store)),
        )
    )


def unsent(store: Store, limit_bytes: int) -> Unsent:
    """Changes of this device and those it goes on from, oldest first, at least one if there is any.

    Those that came back through a share are sent already and stay out.
    """
    lines: dict[str, list[bytes]] = {}
    size = count = 0
    upto = sent(store)
    if upto >= exchange.position(store):
        return Unsent(lines, upto, count)
    while True:
        rows = _page(store, upto)
        for row in rows:
            change = Change(*row[1:])
            line = change.line().encode()
            if count and size + len(line) > limit_bytes:
                return Unsent(lines, upto, count)
            lines.setdefault(change.space, []).append(line)
            size, count, upto = size + len(line), count + 1, row[0]
        if len(rows) < exchange.PAGE:
            return Unsent(lines, max(upto, exchange.position(store)), count)


def _page(store: Store, after: int) -> list[tuple[Any, ...]]:
    return store.db.all(
        "SELECT c.seq, c.id, e.space, e.kind, e.id, c.fields, c.replaces, c.device, c.counter,"
        f" c.wall FROM (SELECT c.seq {_OWN} ORDER BY c.seq LIMIT {exchange.PAGE}) o"
        " CROSS JOIN changes c ON c.seq = o.seq CROSS JOIN entities e ON e.key = c.entity"
        " ORDER BY o.seq",
        _from(store, after),
    )


def _from(store: Store, after: int) -> dict[str, object]:
    return {"family": _family(store), "sent": after}


@remembered("identities", "meta")
def _family(store: Store) -> str:
    return json.dumps(identity.family(store))


@remembered("drafts", "changes", "echoes", "identities", "meta")
def pending(store: Store) -> bool:
    """Whether sharing has something of this laptop to send: drafts or changes."""
    if drafts.some(store):
        return True
    return bool(store.db.value(f"SELECT EXISTS (SELECT 1 {_OWN})", _from(store, sent(store))))


def waiting(store: Store, most: int) -> int:
    """How many changes of this laptop are in no segment yet; counted up to `most`."""
    where = {**_from(store, sent(store)), "most": most}
    return int(store.db.value(f"SELECT count(*) FROM (SELECT 1 {_OWN} LIMIT :most)", where))


def wrote_again(store: Store, erased: Sequence[Erasure]) -> bool:
    """Whether something waits to be sent that is erased for ever: written again, or imported."""
    return bool(
        store.db.value(
            f"SELECT EXISTS (SELECT 1 FROM (SELECT c.entity {_OWN}) o"
            " JOIN entities e ON e.key = o.entity"
            " WHERE e.space IN (SELECT value FROM json_each(:spaces))"
            " OR (e.space, e.kind, e.id) IN (SELECT value ->> 0, value ->> 1, value ->> 2"
            " FROM json_each(:entities)))",
            {
                **_from(store, sent(store)),
                "spaces": json.dumps([space for one in erased for space in one.spaces]),
                "entities": json.dumps([named for one in erased for named in one.entities]),
            },
        )
    )


def keep_own(store: Store, kept: Kept, upto: int, new_keys: Sequence[SpaceKey]) -> None:
    """Stores an own segment with the keys made for it, and that all up to `upto` is sent."""
    with store.db.transaction():
        segments.keep(store, [kept], new_keys, opened=True)
        if upto > sent(store):
            store.set_meta(_SENT, str(upto))
            store.db.run("DELETE FROM echoes WHERE seq <= ?", (upto,))


def note_echoes(store: Store, after: int) -> None:
    """What came in after place `after` of this device itself is in a segment already."""
    store.db.run(f"INSERT OR IGNORE INTO echoes(seq) SELECT c.seq {_OWN}", _from(store, after))


def forget_places(store: Store) -> None:
    """After changes left the log: a place that is given out again was never sent."""
    last = exchange.position(store)
    store.db.run("DELETE FROM echoes WHERE seq NOT IN (SELECT seq FROM changes)")
    if sent(store) > last:
        store.set_meta(_SENT, str(last))
