"""Laptops of the simulation: real vaults, real keys, and a way to die at any call."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.clock import FixedClock, new_id
from app.conversation.content import areas
from app.conversation.organisation import Organisation
from app.conversation.zrm_texts import NONE
from app.errors import UserError
from app.model import KINDS
from app.services.session import Session
from app.services.sharing import SessionKeeper
from app.storage import identity, opening
from app.storage.edits import Edit
from app.storage.files import HEADERS, beside
from app.storage.registry import Registry
from app.storage.vault import Vault, restore_vault
from app.sync.rounds import Round
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock
from tests.sync.simulation.places import Crash, Door, Luck

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.storage.database import Database

SMALL: Final = Registry(
    {
        kind: KINDS[kind]
        for kind in (
            "team",
            "member",
            "household",
            "reader",
            "domain_note",
            "closed_note",
            "goal",
            "attachment",
        )
    }
)
"""The kinds that the simulation writes: a small vault opens fast."""
WRITES: Final = ("run", "many")
"""What of a database may write."""
NO_LIMIT: Final = (1 << 32) - 2
"""Pages that SQLite allows a file by itself."""


@dataclass(slots=True)
class Laptop:
    """One laptop of one member."""

    name: str
    path: Path
    session: Session
    clock: FixedClock
    backup: Path | None = None
    restored: int = 0

    @property
    def vault(self) -> Vault:
        return self.session.vault

    @property
    def member(self) -> str:
        return self.vault.member_id

    @property
    def db(self) -> Database:
        return self.vault._store.db  # noqa: SLF001 - faults ask no method

    def sync(self, door: Door, luck: Luck) -> None:
        """One round; who dies in it is started again, and whose disk is full is told so."""
        keeper = Dying(self.session, luck, drafts=not luck.bad("goes on typing", 0.3))
        full = luck.bad("disk of the vault full", 0.1)
        if full:
            pages = self.db.value("PRAGMA page_count")
            self.db.value(f"PRAGMA max_page_count = {pages + luck.chance.randrange(4)}")
        if luck.bad("crash between statements", 0.2):
            _die_after(self.db, luck.chance.randrange(1, luck.chance.choice((30, 150))))
        try:
            Round(keeper, door, new_place=True).run()
        except Crash:
            self.restart()
        except UserError as error:
            if error.id != "disk_full" or not full:
                raise
        finally:
            for name in WRITES:
                vars(self.db).pop(name, None)
            if full:
                self.db.value(f"PRAGMA max_page_count = {NO_LIMIT}")

    def restart(self) -> None:
        """The power is back: whatever was in no transaction that ended is gone."""
        self.off()
        self.session = session_of(self.path, self.clock)

    def off(self) -> None:
        """Without a farewell; all files of the program are closed."""
        self.db.connection.close()
        if self.db._raw is not None:  # noqa: SLF001 - the system closes it with the program
            self.db._raw.close()  # noqa: SLF001

    def back_up(self) -> None:
        self.backup = self.path.with_name(f"{self.name}.backup")
        self.vault.backup(self.backup)

    def restore(self) -> set[str]:
        """The disk died; the last backup goes on. Returns the changes that died with the disk."""
        assert self.backup is not None
        had = {change.id for change in self.vault.changes()}
        self.off()
        self.restored += 1
        self.path = self.path.with_name(f"{self.name}-restored{self.restored}")
        restore_vault(self.path, self.backup, PASSPHRASE, self.clock, SMALL)
        self.session = session_of(self.path, self.clock)
        return had - {change.id for change in self.vault.changes()}

    def copied(self, name: str, *, noticed: bool) -> Laptop:
        """A copy of the vault at another place; unnoticed, it believes to be the first."""
        self.vault.tidy()
        path = self.path.with_name(name)
        copy_files(self.path, path)
        session = session_of(path, self.clock)
        if not noticed:
            identity.note_machine(session.vault._store, path)  # noqa: SLF001 - a disk image
        return Laptop(name, path, session, self.clock)


def template(folder: Path) -> Path:
    """A vault without records, to copy."""
    path = folder / "template"
    opening.make(path, PASSPHRASE, {}, a_clock(), TINY, Registry({})).store.db.close()
    opening.unlock(path, PASSPHRASE, a_clock(), SMALL).store.db.close()
    return path


def copy_files(source: Path, target: Path) -> None:
    for suffix in ("", *HEADERS):
        shutil.copyfile(beside(source, suffix), beside(target, suffix))
    with suppress(FileNotFoundError):
        shutil.copyfile(f"{source}-wal", f"{target}-wal")


def new_laptop(folder: Path, made: Path, name: str, when: datetime) -> Laptop:
    """A laptop with a new vault of a new member, in no team."""
    path = folder / name
    copy_files(made, path)
    clock = FixedClock(when)
    session = session_of(path, clock)
    store = session.vault._store  # noqa: SLF001 - a copy of the template becomes its own
    with store.db.transaction():
        opening.begin(store, new_id(clock), new_id(clock))
        identity.note_machine(store, path)
    laptop = Laptop(name, path, session, clock)
    session.vault.record([Edit("member", laptop.member, {"name": f"{name} Ğazi-Łukasz"})])
    return laptop


def opened_again(path: Path, name: str, when: datetime) -> Laptop:
    """A laptop whose vault lies at `path` since just now, and belongs there."""
    clock = FixedClock(when)
    session = session_of(path, clock)
    identity.note_machine(session.vault._store, path)  # noqa: SLF001 - copied by the simulation
    return Laptop(name, path, session, clock)


def session_of(path: Path, clock: FixedClock) -> Session:
    vault = Vault(opening.unlock(path, PASSPHRASE, clock, SMALL))
    return Session(vault, clock, Organisation(), areas(), NONE)


def _die_after(db: Database, statements: int) -> None:
    """Inside a transaction too: what was in it is undone."""
    left = [statements]
    for name in WRITES:
        vars(db)[name] = _mortal(getattr(db, name), left)


def _mortal(run: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def mortal(*args: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise Crash
        return run(*args)

    return mortal


class Dying(SessionKeeper):
    """A keeper whose ledger may die before or after any call."""

    def __init__(self, session: Session, luck: Luck, *, drafts: bool) -> None:
        super().__init__(session, drafts)
        wrapped: Any = session.vault.sharing
        if luck.bad("", 0.5):
            wrapped = _Mortal(wrapped, luck.chance.randrange(1, 120), luck)
        object.__setattr__(self, "_ledger", wrapped)

    @property
    def ledger(self) -> Any:
        return self._ledger  # type: ignore[attr-defined]


class _Mortal:
    def __init__(self, inner: Any, calls: int, luck: Luck) -> None:
        self._inner, self._calls, self._luck = inner, calls, luck
        self._after = luck.chance.random() < 0.5

    def __getattr__(self, name: str) -> Any:
        found: Callable[..., Any] = getattr(self._inner, name)

        def call(*args: Any, **more: Any) -> Any:
            self._calls -= 1
            if self._calls == 0 and not self._after:
                self._dies("crash before the vault wrote")
            result = found(*args, **more)
            if self._calls == 0:
                self._dies("crash after the vault wrote")
            return result

        return call

    def _dies(self, what: str) -> None:
        self._luck.tally[what] += 1
        raise Crash
