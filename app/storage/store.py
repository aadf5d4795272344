"""What every topic of the vault works with: the database, the model, the time, who we are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeAlias, TypeVar

from app.errors import UserError
from app.storage import derive
from app.storage.changes import MAX_COUNTER
from app.storage.migrations import MAJOR, STEPS
from app.storage.schema import TEMPORARY, derived_names, derived_statements

if TYPE_CHECKING:
    from app.clock import Clock
    from app.storage.database import Database
    from app.storage.registry import KindSpec, Registry

_FINGERPRINT: Final = "fingerprint"
_Asked = ParamSpec("_Asked")
_Told = TypeVar("_Told")
_Reads: TypeAlias = 'Callable[Concatenate["Store", _Asked], _Told]'


@dataclass(frozen=True, slots=True)
class Typed:
    """A draft as its row has it: what stands there, the most that stood there, the head seen."""

    value: Any
    fullest: Any
    seen: str | None

    def __repr__(self) -> str:
        """Never what people wrote."""
        return "<typed>"


class Store:
    """One open vault. Every method leaves a vault that opens, whatever happens in between."""

    def __init__(self, db: Database, registry: Registry, clock: Clock) -> None:
        self.db = db
        self.registry = registry
        self.clock = clock
        self.typing: dict[tuple[str, str, str], Typed] = {}
        self._told: dict[object, Any] = {}
        self._told_at = db.version
        self._kept: dict[object, tuple[object, Any]] = {}
        self._meta: dict[str, str | None] = {}
        self._meta_at = db.undone
        self.heard: tuple[int, set[str]] | None = None
        for statement in TEMPORARY:
            db.run(statement)

    def prepare(self) -> None:
        """Migrates, and rebuilds what is derived when the model changed.

        Raises UserError("vault_newer") for a vault of a newer major version.
        """
        self._refuse_newer()
        with self.db.transaction():
            self._migrate()
            self._refresh_derived()

    def _refuse_newer(self) -> None:
        known = self.db.value("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")
        if known and int(self.meta("major") or MAJOR) > MAJOR:
            raise UserError("vault_newer")

    def _migrate(self) -> None:
        done = int(self.db.value("PRAGMA user_version"))
        for number, step in enumerate(STEPS[done:], start=done + 1):
            for statement in step:
                self.db.run(statement)
            self.db.run(f"PRAGMA user_version = {number}")
        if self.meta("major") is None:
            self.set_meta("major", str(MAJOR))

    def _refresh_derived(self) -> None:
        if self.meta(_FINGERPRINT) != self.registry.fingerprint:
            self.make_derived()

    def make_derived(self) -> None:
        """Throws away all that follows from the log and makes it anew, on pages of its own."""
        for what, name in json.loads(self.meta("derived") or "[]"):
            self.db.run(f'DROP {what} IF EXISTS "{name}"')
        for statement in derived_statements(self.registry):
            self.db.run(statement)
        self.set_meta("derived", json.dumps(derived_names(self.registry)))
        derive.rebuild(self.db, self.registry)
        self.set_meta(_FINGERPRINT, self.registry.fingerprint)

    def meta(self, name: str) -> str | None:
        if self.db.undone != self._meta_at:
            self._meta.clear()
            self._meta_at = self.db.undone
        if name not in self._meta:
            self._meta[name] = self.db.value("SELECT value FROM meta WHERE name = ?", (name,))
        return self._meta[name]

    def once(self, what: object, read: Callable[[], _Told]) -> _Told:
        """What `read` says; until something is written, it is not asked again."""
        if (now := self.db.version) != self._told_at:
            self._told.clear()
            self._told_at = now
        if what not in self._told:
            self._told[what] = read()
        told: _Told = self._told[what]
        return told

    def kept(
        self, what: object, stamp: object, read: Callable[..., _Told], *asked: object
    ) -> _Told:
        """What `read` says of `asked`; until `stamp` is another, it is not asked again."""
        known = self._kept.get(what)
        if known is None or known[0] != stamp:
            known = self._kept[what] = (stamp, read(*asked))
        told: _Told = known[1]
        return told

    def grown(
        self, what: object, stamp: object, upto: int, read: Callable[[int], list[_Told]]
    ) -> list[_Told]:
        """A list that only grows until `stamp` is another; nobody else may change it.

        `upto`: the place of its last one by now; `read` says what came after a place.
        """
        known = self._kept.get(what)
        if known is None or known[0] != stamp:
            known = self._kept[what] = (stamp, (0, []))
        last, told = known[1]
        if last < upto:
            told += read(last)
            self._kept[what] = (stamp, (upto, told))
        return told

    def forget(self) -> None:
        """Lets go of what was read and typed."""
        self.typing.clear()
        self._told.clear()
        self._kept.clear()
        self._meta.clear()

    def set_meta(self, name: str, value: str) -> None:
        self.db.run("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", (name, value))
        self._meta[name] = value

    @property
    def device_id(self) -> str:
        return self.meta("device") or ""

    @property
    def member_id(self) -> str:
        return self.meta("member") or ""

    def counter(self) -> int:
        """Highest counter seen."""
        return int(self.meta("counter") or 0)

    def see_counter(self, counter: int) -> None:
        """Lamport: the next own change comes after all that was seen; never above 2^53 - 1."""
        if counter > self.counter():
            self.set_meta("counter", str(min(counter, MAX_COUNTER)))

    def wall(self) -> str:
        """Now, UTC to the millisecond; shown to people, never compared."""
        return self.clock.now().isoformat(timespec="milliseconds")

    def spec(self, kind: str) -> KindSpec:
        """Raises UserError("unknown_kind")."""
        spec = self.registry.get(kind)
        if spec is None:
            raise UserError("unknown_kind", kind=kind)
        return spec

    def key(self, kind: str, entity: str) -> int | None:
        """Row of an entity; None when nothing was ever said of it.

        The same id in several spaces (it was moved, or someone planted it): what is not deleted
        comes first, then what lies in the space where the model puts this kind.
        """
        spec = self.registry.get(kind)
        home = spec.space(entity, {}) if spec else None
        found: int | None = self.db.value(
            "SELECT key FROM entities WHERE id = ? AND kind = ?"
            " ORDER BY deleted, space IS NOT ?, space LIMIT 1",
            (entity, kind, home),
        )
        return found

    def key_any(self, entity: str) -> list[tuple[int, str, str]]:
        """(row, kind, space) of every entity with this id."""
        return self.db.all(
            "SELECT key, kind, space FROM entities WHERE id = ? ORDER BY kind, space", (entity,)
        )

    def shown(self, key: int) -> dict[str, tuple[str, Any]]:
        """{field: (head id, value)} of the head that is shown, for every field, `_deleted` too."""
        rows = self.db.all(
            "SELECT h.field, c.id, c.fields FROM heads h JOIN changes c ON c.seq = h.seq"
            " WHERE h.entity = ? ORDER BY c.counter, c.device, c.id",
            (key,),
        )
        return {field: (change, json.loads(fields)[field]) for field, change, fields in rows}


def remembered(*tables: str) -> Callable[[_Reads[_Asked, _Told]], _Reads[_Asked, _Told]]:
    """As what it stands above, which asks the vault only when one of these `tables` was written.

    What it returns is everybody's: nobody may change it.
    """

    def of(read: _Reads[_Asked, _Told]) -> _Reads[_Asked, _Told]:
        def told(store: Store, /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Told:
            if named:
                return read(store, *asked, **named)
            return store.kept((read, asked), store.db.stamp(tables), read, store, *asked)

        update_wrapper(told, read)
        return told

    return of
