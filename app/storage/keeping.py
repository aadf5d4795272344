"""Keeping a vault: another passphrase, another key, a sealed copy and its way back."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlcipher3

from app import disk
from app.crypto.header import (
    HeaderDamagedError,
    HeaderNewerError,
    WrongPassphraseError,
    open_header,
    read_header,
    seal_header,
    write_header,
)
from app.crypto.kdf import KdfCost, new_key
from app.errors import DamagedError, UserError
from app.storage import checking, identity, opening
from app.storage.database import Database, NotThisKeyError, plain_errors
from app.storage.files import (
    BACKUP_NOTE,
    HEADERS,
    PARTS,
    aside,
    beside,
    claim,
    is_backup,
    open_beside,
    place_for,
    plain_file_errors,
    refuse_vault,
    remove,
    side_files,
    sync_file,
    write_whole,
)
from app.storage.registry import DREMPEL, Registry
from app.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.clock import Clock
    from app.storage.opening import Unlocked

_HEADER: Final = "vault.key"
_VAULT: Final = "vault.db"
STEP_PAGES: Final = 64
"""Pages that are copied at once: a few milliseconds, in which nobody's typing is kept."""
_BLOCK: Final = 1 << 20
"""Bytes that are packed at once."""


def change_passphrase(unlocked: Unlocked, old: str, new: str, cost: KdfCost | None = None) -> None:
    """Seals the same data key under another passphrase; raises UserError("wrong_passphrase").

    An old header with the old passphrase still opens today's vault: only `rekey` ends that.
    """
    _prove(unlocked, old)
    header = seal_header(unlocked.header.vault, new, (unlocked.key,), cost or unlocked.header.cost)
    opening.write_headers(unlocked.path, header)
    unlocked.header = header


def rekey(unlocked: Unlocked, passphrase: str) -> None:
    """Everything is written again under a new data key. A crash leaves a vault that opens.

    Needs room for a second copy; raises UserError and keeps the old key when that fails.
    """
    _prove(unlocked, passphrase)
    path, old, new = unlocked.path, unlocked.key, new_key()
    name, cost = unlocked.header.vault, unlocked.header.cost
    fresh = beside(path, ".rekey")
    try:
        _copy_database(unlocked.store.db, fresh, new)
        opening.write_headers(path, seal_header(name, passphrase, (old, new), cost))
        unlocked.store.db.close()
        with plain_file_errors():
            disk.replace(fresh, path)
            disk.sync_folder(path.parent)
        unlocked.key = new
    finally:
        remove(fresh, *side_files(fresh))
        _continue(unlocked, passphrase, (old, new))


def _continue(unlocked: Unlocked, passphrase: str, keys: tuple[bytes, ...]) -> None:
    """Whatever happened: open with the key that fits, and let the header hold that one alone."""
    path, header, store = unlocked.path, unlocked.header, unlocked.store
    if store.db.closed:
        for key in keys:
            try:
                db = Database(path, key)
            except NotThisKeyError:
                continue
            unlocked.store = Store(db, store.registry, store.clock)
            unlocked.key = key
            break
    unlocked.header = seal_header(header.vault, passphrase, (unlocked.key,), header.cost)
    opening.write_headers(path, unlocked.header)


class Pace:
    """How a backup goes; this one does it all at once. What `step` or `packed` raises stops it."""

    def checked(self, done: int, total: int) -> None:
        """Between two steps of looking whether every page opens, as `step`."""

    def step(self, done: int, total: int) -> None:
        """Between two steps of the copy, in bytes: the vault may be read and written here."""

    def packed(self, done: int, total: int) -> None:
        """While the copy is packed, in bytes; on the thread of `apart`."""

    def apart(self, pack: Callable[[], None]) -> None:
        """Does what touches sealed files only; returns when that is over, however it ended."""
        pack()


def backup(unlocked: Unlocked, target: Path, pace: Pace | None = None) -> None:
    """One file: the vault and its header, sealed under today's passphrase.

    The vault as it was at the last `step`: what is written between two steps is in it too, and of
    each transaction all or nothing (one connection writes, so SQLite adds it to what was copied).
    Replaces an earlier backup of that name as a whole; any other file is left alone
    (UserError("backup_exists")). Raises UserError("backup_no_folder") where it cannot lie.
    """
    pace = pace or Pace()
    if not target.parent.is_dir():
        raise UserError("backup_no_folder")
    if target.exists() and not is_backup(target):
        raise UserError("backup_exists")
    copy, whole = beside(target, ".copy"), beside(target, ".tmp")
    refuse_vault(copy, whole)
    try:
        _copy_database(unlocked.store.db, copy, unlocked.key, pace)
        header = write_header(unlocked.header)
        pace.apart(lambda: _pack(header, copy, target, pace.packed))
    finally:
        remove(copy, whole, *side_files(copy))


def _pack(header: bytes, copy: Path, target: Path, tell: Callable[[int, int], None]) -> None:
    whole, total, done = beside(target, ".tmp"), copy.stat().st_size, 0
    with plain_file_errors():
        with (
            open_beside(whole, target) as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive,
        ):
            archive.comment = BACKUP_NOTE
            archive.writestr(_HEADER, header)
            with copy.open("rb") as source, archive.open(_VAULT, "w", force_zip64=True) as packed:
                while block := source.read(_BLOCK):
                    packed.write(block)
                    done += len(block)
                    tell(done, total)
        sync_file(whole)
        disk.replace(whole, target)
        disk.sync_folder(target.parent)


def restore(
    path: Path, source: Path, passphrase: str, clock: Clock, registry: Registry = DREMPEL
) -> Path | None:
    """Puts a backup at `path`, proved to open, as a device of its own.

    A vault that is there already is kept beside it; the path of that one is returned. Raises
    UserError or DamagedError("backup_damaged") before anything was replaced.
    """
    place_for(path)
    _refuse_open(path)
    fresh = beside(path, ".restored")
    parts = (fresh, *side_files(fresh), *(beside(fresh, suffix) for suffix in HEADERS))
    remove(*parts)
    try:
        _unpack(source, fresh)
        _prove_and_rename_device(fresh, path, passphrase, clock, registry)
        with plain_file_errors(), _in_place_of(path, clock) as kept:
            for suffix in HEADERS:
                disk.replace(beside(fresh, suffix), beside(path, suffix))
            disk.replace(fresh, path)
            disk.sync_folder(path.parent)
    finally:
        remove(*parts)
    return kept


def put_back(
    path: Path, kept: Path, passphrase: str, clock: Clock, registry: Registry = DREMPEL
) -> Path | None:
    """A vault that was put aside comes back to `path`, proved to open, as the device that it was.

    What lies there is put aside in its place; where that is, is returned. Raises UserError or
    DamagedError before anything was moved.
    """
    _refuse_open(path)
    unlocked = opening.unlock(kept, passphrase, clock, registry)
    try:
        checking.check_pages(unlocked.store.db)
    finally:
        unlocked.store.db.close()
        unlocked.forget()
    with plain_file_errors(), _in_place_of(path, clock) as now_aside:
        _move(kept, path)
        disk.sync_folder(path.parent)
    return now_aside


def _prove_and_rename_device(
    fresh: Path, path: Path, passphrase: str, clock: Clock, registry: Registry
) -> None:
    try:
        unlocked = opening.unlock(fresh, passphrase, clock, registry)
    except DamagedError as error:
        raise DamagedError("backup_damaged") from error
    store = unlocked.store
    try:
        checking.check_pages(store.db)
        identity.go_on(store, path)
    except DamagedError as error:
        raise DamagedError("backup_damaged") from error
    finally:
        store.db.close()


def _unpack(source: Path, fresh: Path) -> None:
    if not source.is_file():
        raise UserError("backup_missing")
    with plain_file_errors():
        try:
            with zipfile.ZipFile(source) as archive:
                header = archive.read(_HEADER)
                read_header(header)
                with archive.open(_VAULT) as packed, open_beside(fresh, fresh) as file:
                    while block := packed.read(1 << 20):
                        file.write(block)
        except HeaderNewerError as error:
            raise UserError("vault_newer") from error
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError, HeaderDamagedError) as error:
            raise DamagedError("backup_damaged") from error
        for suffix in HEADERS:
            write_whole(beside(fresh, suffix), header)
        sync_file(fresh)


@contextmanager
def _in_place_of(path: Path, clock: Clock) -> Iterator[Path | None]:
    """The vault that was there, with all that belongs to it, is out of the way; where, if any.

    So is what a vault left that is gone itself: its WAL would be read into what comes here. All
    comes back where what was to take its place cannot: on Windows somebody may hold a file.
    """
    there, left = path.exists(), any(beside(path, suffix).exists() for suffix in PARTS)
    kept = aside(path, clock.now()) if left else None
    if kept is not None:
        _move(path, kept)
    try:
        yield kept if there else None
    except OSError:
        remove(*(beside(path, suffix) for suffix in HEADERS))
        if kept is not None:
            _move(kept, path)
        raise


def _move(path: Path, to: Path) -> None:
    """All of a vault, or nothing of it. Raises OSError."""
    moved: list[str] = []
    try:
        for suffix in PARTS:
            if beside(path, suffix).exists():
                disk.replace(beside(path, suffix), beside(to, suffix))
                moved.append(suffix)
    except OSError:
        for suffix in moved:
            disk.replace(beside(to, suffix), beside(path, suffix))
        raise


def _refuse_open(path: Path) -> None:
    """Raises UserError("vault_in_use") while another process has the vault open."""
    if not path.exists():
        return
    with plain_errors():
        probe = sqlcipher3.connect(str(path), timeout=0, isolation_level=None)
        try:
            probe.execute("PRAGMA cipher_log_level = NONE")
            probe.execute(f"PRAGMA key = \"x'{new_key().hex()}'\"")
            probe.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher3.OperationalError:
            raise
        except sqlcipher3.DatabaseError:
            return
        finally:
            probe.close()


def _prove(unlocked: Unlocked, passphrase: str) -> None:
    try:
        open_header(unlocked.header, passphrase)
    except WrongPassphraseError as error:
        raise UserError("wrong_passphrase") from error


def _copy_database(db: Database, target: Path, key: bytes, pace: Pace | None = None) -> None:
    """A whole copy under `key`; raises DamagedError where there is none to be had.

    A page that does not open is looked for before: SQLite would copy it as an empty one. Synced
    where it has no pace: with one, `key` is the vault's own and it is there until it is packed.
    """
    remove(target, *side_files(target))
    if pace is None:
        checking.check_seals(db)
    else:
        checking.check_seals_in_steps(db, key, pace.checked)
    page = int(db.value("PRAGMA page_size"))

    def between(_status: int, left: int, total: int) -> None:
        if pace is not None:
            pace.step((total - left) * page, total * page)

    claim(target)
    with plain_errors(target):
        copy = sqlcipher3.connect(str(target), timeout=0, isolation_level=None)
        try:
            copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            if pace is not None:
                copy.execute("PRAGMA synchronous = OFF")
            db.connection.backup(copy, pages=STEP_PAGES, progress=between)
        finally:
            copy.close()
    if pace is None:
        with plain_file_errors():
            sync_file(target)
