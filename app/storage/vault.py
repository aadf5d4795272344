"""The vault: what services may ask of storage. One connection, used from one thread."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from app.crypto import seal
from app.crypto.kdf import DEFAULT_COST, KdfCost
from app.errors import UserError
from app.storage import (
    checking,
    drafts,
    edits,
    exchange,
    indexing,
    keeping,
    opening,
    reading,
    searching,
    transfer,
)
from app.storage.drafts import SHOWN
from app.storage.registry import DREMPEL, Registry
from app.storage.sharing import Sharing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from app.clock import Clock
    from app.model.base import Record
    from app.model.sealed import Erasure
    from app.storage.changes import Change
    from app.storage.drafts import Draft
    from app.storage.edits import Edit
    from app.storage.exchange import AppliedReport, SetAside
    from app.storage.reading import Difference, Head, Past
    from app.storage.searching import Hit
    from app.storage.store import Store
    from app.storage.transfer import ImportReport

_Told = TypeVar("_Told")
_WORDS: Final = b"drempel words without a disk 1"


def create_vault(
    path: Path,
    passphrase: str,
    member_fields: Mapping[str, Any],
    clock: Clock,
    cost: KdfCost = DEFAULT_COST,
    registry: Registry = DREMPEL,
    member_id: str | None = None,
) -> Vault:
    """A new vault, open; see `opening.make`."""
    return Vault(opening.make(path, passphrase, member_fields, clock, cost, registry, member_id))


def open_vault(path: Path, passphrase: str, clock: Clock, registry: Registry = DREMPEL) -> Vault:
    """An existing vault, open; see `opening.unlock` for what can go wrong."""
    return Vault(opening.unlock(path, passphrase, clock, registry))


def restore_vault(
    path: Path, backup: Path, passphrase: str, clock: Clock, registry: Registry = DREMPEL
) -> Path | None:
    """Puts a backup at `path`; returns where the vault that was there is kept."""
    return keeping.restore(path, backup, passphrase, clock, registry)


def put_back_vault(path: Path, kept: Path, passphrase: str, clock: Clock) -> Path | None:
    """A vault that a restore put aside, at its place again; returns where the other one is kept."""
    return keeping.put_back(path, kept, passphrase, clock)


class Vault:
    """Every method that writes is durable when it returns, or has changed nothing."""

    def __init__(self, unlocked: opening.Unlocked) -> None:
        self._unlocked = unlocked

    @property
    def _store(self) -> Store:
        return self._unlocked.store

    @property
    def path(self) -> Path:
        return self._unlocked.path

    @property
    def member_id(self) -> str:
        return self._store.member_id

    @property
    def device_id(self) -> str:
        return self._store.device_id

    @property
    def closed(self) -> bool:
        return self._store.db.closed

    def close(self) -> None:
        """Drafts become changes, the WAL is emptied, the key is forgotten.

        A full disk keeps drafts as they are: they are durable already. Closing twice is no error.
        """
        if self._store.db.closed:
            return
        try:
            with suppress(UserError):
                drafts.commit(self._store)
        finally:
            self._store.db.close()
            self._unlocked.forget()

    def seal_words(self, words: bytes) -> bytes:
        """To be kept in memory while this vault is locked: only `unseal_words` opens it."""
        return seal.seal(seal.key_for(_WORDS, self._unlocked.key), words, _WORDS)

    def unseal_words(self, sealed: bytes) -> bytes | None:
        """None for what another vault sealed, or this one under an earlier key."""
        try:
            return seal.unseal(seal.key_for(_WORDS, self._unlocked.key), sealed, _WORDS)
        except seal.SealBrokenError:
            return None

    # ------------------------------------------------------------ recording

    def record(
        self,
        edits_: Iterable[Edit],
        space_for: Callable[[Edit], str | None] | None = None,
    ) -> list[Change]:
        """See `edits.record`."""
        return edits.record(self._store, edits_, space_for)

    def settle(
        self, kind: str, entity: str, field: str, *, take: str | None = None, value: object = None
    ) -> list[Change]:
        """Settles a difference on one of its heads (`take`) or on another value."""
        if take is not None:
            return edits.settle_take(self._store, kind, entity, field, take)
        return edits.settle_value(self._store, kind, entity, field, value)

    def delete(self, kind: str, entity: str) -> list[Change]:
        """Deletes an entity with what hangs under it."""
        return edits.delete(self._store, kind, entity)

    def may_delete(self, kind: str, entity: str) -> bool:
        """See `edits.may_delete`."""
        return edits.may_delete(self._store, kind, entity)

    def restore(self, kind: str, entity: str) -> list[Change]:
        """Brings back what was deleted, with what was deleted along with it."""
        return edits.bring_back(self._store, kind, entity)

    def undo(self, change_id: str) -> list[Change]:
        """See `edits.undo`."""
        return edits.undo(self._store, change_id)

    def reopen(self, change_ids: Iterable[str]) -> list[Change]:
        """See `edits.reopen`."""
        return edits.reopen(self._store, change_ids)

    # ------------------------------------------------------------ typing

    def draft(
        self,
        kind: str,
        entity: str,
        field: str,
        value: object,
        context_fields: Mapping[str, Any] | None = None,
        seen: str | None = SHOWN,
    ) -> None:
        """See `drafts.save`; `seen` = None says the field was empty on the screen."""
        drafts.save(self._store, (kind, entity, field), value, context_fields or {}, seen)

    def drafts(self) -> list[Draft]:
        return drafts.all_drafts(self._store)

    def commit_draft(self, kind: str, entity: str, field: str | None = None) -> list[Change]:
        """The focus left the field."""
        return drafts.commit(self._store, kind, entity, field)

    def commit_drafts(self) -> list[Change]:
        """Before locking and before sharing."""
        return drafts.commit(self._store)

    def drop_draft(self, kind: str, entity: str) -> None:
        """See `drafts.drop`."""
        drafts.drop(self._store, kind, entity)

    # ------------------------------------------------------------ reading

    def get(self, kind: str, entity: str, *, drafts: bool = False) -> Record | None:
        """The record; with `drafts` as the editor shows it."""
        return reading.get(self._store, kind, entity, with_drafts=drafts)

    def rows(
        self,
        kind: str,
        where: Mapping[str, Any] | None = None,
        order: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[Record]:
        """See `reading.rows`."""
        return reading.rows(self._store, kind, where or {}, order, limit)

    def query(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        """Reading only, over the views `v_<kind>` (entity, id, space and the kind's fields)."""
        with self._store.db.reading(sql):
            return self._store.db.named(sql, values)

    def once(self, what: object, read: Callable[[], _Told]) -> _Told:
        """What `read` says of this vault; until something is written, it is not asked again."""
        return self._store.once(what, read)

    def kept(self, what: object, tables: Sequence[str], read: Callable[[], _Told]) -> _Told:
        """As `once`, until something is written in one of these `tables`: all that `read` reads."""
        return self._store.kept(what, self._store.db.stamp(tables), read)

    def tuples(self, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """As `query`, without names: for lists of tens of thousands of rows."""
        with self._store.db.reading(sql):
            return self._store.db.all(sql, values)

    def heads(self, kind: str, entity: str) -> dict[str, list[Head]]:
        """Per field all heads, the shown one first."""
        return reading.heads(self._store, kind, entity)

    def differences(self) -> list[Difference]:
        return reading.differences(self._store)

    def count_differences(self) -> int:
        """See `reading.count_differences`."""
        return reading.count_differences(self._store)

    def history(self, entity: str, field: str | None = None) -> list[Past]:
        """Every value ever set, oldest first."""
        return reading.history(self._store, entity, field)

    def deleted(self, kind: str) -> list[tuple[str, str]]:
        """See `reading.deleted`."""
        return reading.deleted(self._store, kind)

    def search(self, words: str, household: str | None = None, limit: int = 50) -> list[Hit]:
        """See `searching.search`."""
        return searching.search(self._store, words, household, limit)

    # ------------------------------------------------------------ exchange

    def changes(
        self,
        since: int = 0,
        spaces: Collection[str] | None = None,
        device: str | None = None,
    ) -> Iterator[Change]:
        """Changes after position `since`, in the order in which this vault got them."""
        return exchange.changes(self._store, since, spaces, device)

    def position(self) -> int:
        """The newest change here, as `changes(since=…)` counts."""
        return exchange.position(self._store)

    def news(self) -> frozenset[str]:
        """See `exchange.news`."""
        return exchange.news(self._store)

    def apply(
        self,
        changes: Iterable[Change | str | bytes | dict[str, Any]],
        authors: Mapping[str, str] | None = None,
    ) -> AppliedReport:
        """See `exchange.apply`."""
        return exchange.apply(self._store, changes, authors or {})

    def authors(self) -> dict[str, str]:
        """{device: member} of every device that this vault knows."""
        return exchange.authors(self._store)

    def set_aside(self) -> list[SetAside]:
        """What came in and is no well-formed change, kept as it came."""
        return exchange.set_aside(self._store)

    def import_jsonl(self, path: Path, erased: Sequence[Erasure] = ()) -> ImportReport:
        """See `transfer.import_jsonl`."""
        return transfer.import_jsonl(self._store, path, erased)

    def export_lines(self, *, closed: bool = False) -> Iterator[str]:
        """See `transfer.export_lines`."""
        return transfer.export_lines(self._store, closed=closed)

    @property
    def sharing(self) -> Sharing:
        """What sharing keeps in this vault."""
        return Sharing(self._unlocked)

    # ------------------------------------------------------------ keeping

    def info(self) -> dict[str, Any]:
        """See `checking.info`."""
        return checking.info(self._store)

    def check(self) -> dict[str, Any]:
        """See `checking.check`."""
        return checking.check(self._store)

    def rebuild(self) -> None:
        """Makes rows, heads and words again from the history."""
        checking.rebuild(self._store)

    def tidy(self) -> bool:
        """For an idle moment: what waits for search, a little at a time, then the WAL.

        True while more waits. A search that comes first does all of it.
        """
        if indexing.finish(self._store.db, self._store.registry, indexing.AT_ONCE):
            return True
        self._store.db.settle()
        return False

    def change_passphrase(self, old: str, new: str, cost: KdfCost | None = None) -> None:
        """See `keeping.change_passphrase`."""
        keeping.change_passphrase(self._unlocked, old, new, cost)

    def rekey(self, passphrase: str) -> None:
        """See `keeping.rekey`."""
        keeping.rekey(self._unlocked, passphrase)

    def backup(self, target: Path, pace: keeping.Pace | None = None) -> None:
        """See `keeping.backup`."""
        keeping.backup(self._unlocked, target, pace)

    def search_households(self, words: str, limit: int = 500) -> list[str]:
        """See `searching.search_households`."""
        return searching.search_households(self._store, words, limit)

    # ------------------------------------------------------------ settings of this laptop

    def setting(self, name: str) -> Any:  # noqa: ANN401  (any JSON value)
        """A JSON value that is never exported or shared; None when it was never set."""
        text = self._store.db.value("SELECT value FROM settings WHERE name = ?", (name,))
        return None if text is None else json.loads(text)

    def set_setting(self, name: str, value: object) -> None:
        self._store.db.run(
            "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)",
            (name, json.dumps(value)),
        )
