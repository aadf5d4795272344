"""One encrypted connection: key, pragmas, transactions, and errors in plain words."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from contextlib import closing, contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NoReturn

import sqlcipher3

from app.crypto.pages import PAGE_BYTES
from app.errors import DamagedError, UserError
from app.storage.files import beside, plain_file_errors
from app.storage.words import fold_stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

CHECKPOINT_PAGES: Final = 256
"""WAL pages (4 KiB) before a commit itself moves them into the vault; idle moments do it sooner.

A file that grows waits longer for the disk at each commit than one whose room is written again.
"""
WAL_KEPT: Final = 4 << 20
"""Bytes of WAL that stay on the disk between writes; a large merge leaves far more."""
CACHE_KIB: Final = 32 * 1024
ROOMY_KIB: Final = (64 * 1024, 512 * 1024)
"""Least and most while very much is written: pages of an index would else leave memory and come
back. In between half of the vault: about what is looked up in no order while it grows."""
STATEMENTS: Final = 400
"""Prepared statements that stay ready."""

_SENTENCES: Final = {
    3: "vault_read_only",  # SQLITE_PERM
    5: "vault_in_use",  # SQLITE_BUSY
    6: "vault_in_use",  # SQLITE_LOCKED
    8: "vault_read_only",  # SQLITE_READONLY
    10: "vault_unreachable",  # SQLITE_IOERR
    13: "disk_full",  # SQLITE_FULL
    14: "vault_unreachable",  # SQLITE_CANTOPEN
    23: "vault_read_only",  # SQLITE_AUTH
}
_BACKUP_SAYS: Final = {
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
}
"""The driver's backup tells SQLite's words without their number."""
_DAMAGED: Final = (11, 26)
_LOST: Final = ("disk_refuses", "vault_unreachable")
_WRITES: Final = re.compile(
    r"\s*(?:INSERT(?: OR [A-Z]+)? INTO|UPDATE|DELETE FROM)\s+(?:(?:main|temp)\.)?\"?(\w+)"
)
_READS: Final = re.compile(r"\s*(?:SELECT|PRAGMA|BEGIN|COMMIT)\b")
_ALL: Final = ""
_REFUSED: Final = 10
"""SQLITE_IOERR: while the file is there, it takes no more (too large for the stick, broken)."""


class NotThisKeyError(Exception):
    """The file does not open with this key: another key, or a damaged first page."""


def explain(error: Exception, path: Path | None = None) -> UserError | None:
    """The error as a person can understand it; None = our own bug."""
    code = getattr(error, "sqlite_errorcode", None) or _BACKUP_SAYS.get(str(error))
    if code is None or not isinstance(error, sqlcipher3.DatabaseError):
        return None
    primary = code & 0xFF
    if primary in _DAMAGED:
        return DamagedError("vault_damaged")
    if primary == _REFUSED and path is not None and path.exists():
        return UserError("disk_refuses")
    known = _SENTENCES.get(primary)
    return UserError(known) if known else None


def _can_write(path: Path) -> bool:
    """False when the vault or its folder is there and closed for writing."""
    there = [part for part in (path, path.parent) if part.exists()]
    return all(os.access(part, os.W_OK) for part in there)


@lru_cache(maxsize=1024)
def _written(sql: str) -> str | None:
    """The table that a statement writes; empty where it may be any, None where it is none."""
    if found := _WRITES.match(sql):
        return found[1]
    return None if _READS.match(sql) else _ALL


@contextmanager
def plain_errors(path: Path | None = None) -> Iterator[None]:
    """Turns what SQLite says into UserError or DamagedError."""
    try:
        yield
    except sqlcipher3.Error as error:
        told = explain(error, path)
        if told is None:
            raise
        raise told from error


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else is in here meanwhile, in any window; for them UserError("vault_in_use").

    The lock is SQLite's, as of a vault, on a file that stays empty: it goes with the process.
    """
    with plain_errors(path):
        held = sqlcipher3.connect(str(path), isolation_level=None, timeout=0)
    with closing(held):
        with plain_errors(path):
            held.execute("BEGIN EXCLUSIVE")
        yield


class Database:
    """Everything raises UserError or DamagedError where a person can do something about it."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Raises NotThisKeyError when the first page does not open with `key`."""
        self.path = path
        self._depth = 0
        self.undone = 0
        """How often a transaction was."""
        self.closed = False
        self._wrote: dict[str | None, int] = defaultdict(int)
        """{table: how often it was written}; for `_ALL` how often it may have been any."""
        self._lost = False
        self._raw: BinaryIO | None = None
        with plain_errors(self.path):
            self._connection = sqlcipher3.connect(
                str(path), isolation_level=None, timeout=0, cached_statements=STATEMENTS
            )
        try:
            self._prepare(key)
        except UserError as error:
            self._connection.close()
            if error.id in ("vault_unreachable", "disk_refuses") and not _can_write(path):
                raise UserError("vault_read_only") from error
            raise
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, key: bytes) -> None:
        run = self._connection.execute
        with plain_errors(self.path):
            run("PRAGMA cipher_log_level = NONE")
            run(f"PRAGMA key = \"x'{key.hex()}'\"")
            run("PRAGMA cipher_memory_security = OFF")
            run("PRAGMA locking_mode = EXCLUSIVE")
            try:
                run("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlcipher3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) in _DAMAGED:
                    raise NotThisKeyError from error
                raise
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
                "temp_store = MEMORY",
                "foreign_keys = OFF",
                f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
                f"cache_size = -{CACHE_KIB}",
            ):
                run(f"PRAGMA {pragma}").fetchone()
        self._connection.create_function("words_of", -1, fold_stored, deterministic=True)

    @property
    def connection(self) -> Any:  # noqa: ANN401  (sqlcipher3 publishes no types)
        """For what only the driver can do (backup)."""
        return self._connection

    def pages(self, first: int, number: int) -> bytes:
        """These pages of the file as they lie there, from 1 on; fewer at its end.

        The file stays open till the vault is closed: POSIX drops SQLite's lock on a file with the
        first handle on it that a process closes.
        """
        with plain_file_errors():
            if self._raw is None:
                self._raw = self.lies_at.open("rb", buffering=0)
            self._raw.seek((first - 1) * PAGE_BYTES)
            return self._raw.read(number * PAGE_BYTES)

    @property
    def version(self) -> tuple[int, int]:
        """Another value after this connection, the only one, wrote something or undid it."""
        return self._connection.total_changes, self.undone

    def stamp(self, tables: Sequence[str]) -> tuple[int | None, ...]:
        """Another value after this connection, the only one, wrote one of these tables."""
        wrote = self._wrote.get
        return (self.undone, wrote(_ALL), *map(wrote, tables))

    @cached_property
    def lies_at(self) -> Path:
        """The place itself, whatever links lead to it."""
        return self.path.resolve()

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def run(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> int:
        """Rows changed."""
        try:
            return int(self._connection.execute(sql, values).rowcount)
        except sqlcipher3.Error as error:
            self._tell(error)
        finally:
            self._wrote[_written(sql)] += 1

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        try:
            self._connection.executemany(sql, rows)
        except sqlcipher3.Error as error:
            self._tell(error)
        finally:
            self._wrote[_written(sql)] += 1

    def all(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Reads, as `one`, `value` and `named` do; what writes goes through `run` and `many`."""
        try:
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, values).fetchall()
        except sqlcipher3.Error as error:
            self._tell(error)
        return rows

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> tuple[Any, ...] | None:
        try:
            row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        except sqlcipher3.Error as error:
            self._tell(error)
        return row

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:  # noqa: ANN401
        """First column of the first row, or None."""
        row = self.one(sql, values)
        return None if row is None else row[0]

    def named(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        """Rows by column name."""
        try:
            cursor = self._connection.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except sqlcipher3.Error as error:
            self._tell(error)

    def _tell(self, error: Exception) -> NoReturn:
        """Raises it as a person can understand it; as it is when it is our own bug.

        After the disk failed once, SQLCipher calls every page damaged. What it says then is no sign
        of damage: it goes on after the vault is opened again.
        """
        told = explain(error, self.path)
        if told is None:
            raise error
        if isinstance(told, DamagedError) and self._lost:
            told = UserError("vault_unreachable")
        self._lost = self._lost or told.id in _LOST
        raise told from error

    @contextmanager
    def reading(self, sql: str) -> Iterator[None]:
        """While it runs, `sql` writes nothing, or fails.

        A SELECT writes nothing by itself. Whatever else it is, the pragma holds it back; that makes
        SQLite prepare every statement of the connection anew, so it is not for each query.
        """
        if sql.lstrip().startswith("SELECT "):
            yield
            return
        self.run("PRAGMA query_only = ON")
        try:
            yield
        finally:
            self.run("PRAGMA query_only = OFF")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; a transaction inside another is part of it."""
        if self._depth:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self._undo()
            raise
        finally:
            self._depth = 0

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """More pages in memory, for as long as it takes."""
        least, most = ROOMY_KIB
        half = 2 * int(self.value("PRAGMA page_count"))  # pages of 4 KiB
        self.run(f"PRAGMA cache_size = -{max(least, min(half, most))}")
        try:
            yield
        finally:
            if not self.closed:
                self.run(f"PRAGMA cache_size = -{CACHE_KIB}")

    @contextmanager
    def tried(self) -> Iterator[None]:
        """A transaction that is always undone."""
        self.run("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
        finally:
            self._depth = 0
            self._undo()

    def _undo(self) -> None:
        self.undone += 1
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def settle(self) -> None:
        """Moves the WAL into the vault file; its room, if not large, is kept for what comes."""
        if self._wal_bytes() > WAL_KEPT:
            self.checkpoint()
        else:
            self.run("PRAGMA wal_checkpoint(PASSIVE)")

    def _wal_bytes(self) -> int:
        try:
            return beside(self.lies_at, "-wal").stat().st_size
        except OSError:
            return 0

    def checkpoint(self) -> None:
        """Moves the WAL into the vault file and empties it."""
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Empties the WAL where the disk allows and lets go of file and key."""
        try:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlcipher3.Error:
            pass  # what is committed stays in the WAL and is found at the next start
        finally:
            self._connection.close()
            self.closed = True
            if self._raw is not None:
                self._raw.close()
