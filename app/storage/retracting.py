"""Taking changes out of the log, as if they had never come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.model.sealed import Standing
from app.storage import derive, segments, sending

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.storage.store import Store


def retract(store: Store, ids: Collection[str], changes: Collection[str]) -> None:
    """Segments after a cut stay, apart; these changes of theirs leave the log."""
    with store.db.roomy(), store.db.transaction():
        segments.stand(store, ids, Standing.APART)
        remove(store, changes)


def remove(store: Store, changes: Collection[str]) -> None:
    """Part of the caller's transaction. What nothing is said of any more is not there any more."""
    store.db.run(
        "DELETE FROM changes WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(changes)),),
    )
    store.db.run("DELETE FROM entities WHERE key NOT IN (SELECT entity FROM changes)")
    sending.forget_places(store)
    derive.rebuild(store.db, store.registry)
