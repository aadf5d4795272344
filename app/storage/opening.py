"""Making and opening a vault: headers, keys, and which of them fit the file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.clock import new_id
from app.crypto.header import (
    Header,
    HeaderDamagedError,
    HeaderNewerError,
    WrongPassphraseError,
    open_header,
    read_header,
    seal_header,
    write_header,
)
from app.crypto.kdf import DEFAULT_COST, KdfCost, new_key
from app.errors import DamagedError, UserError
from app.storage import exchange, identity, told
from app.storage.database import Database, NotThisKeyError
from app.storage.edits import Edit, record
from app.storage.files import (
    HEADERS,
    beside,
    claim,
    no_folder,
    place_for,
    read_or_none,
    remove,
    side_files,
    write_whole,
)
from app.storage.registry import DREMPEL, Registry
from app.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from app.clock import Clock

_SOMETHING: Final = 2
"""Bytes from which SQLite takes a file for one that holds something."""


@dataclass(slots=True)
class Unlocked:
    """An open vault with what a re-key needs; `forget` when it closes."""

    path: Path
    store: Store
    header: Header
    key: bytes

    def forget(self) -> None:
        self.key = b""
        self.store.forget()


def make(
    path: Path,
    passphrase: str,
    member_fields: Mapping[str, Any],
    clock: Clock,
    cost: KdfCost = DEFAULT_COST,
    registry: Registry = DREMPEL,
    member_id: str | None = None,
) -> Unlocked:
    """A new vault with its first member.

    Raises UserError("vault_exists"), ("vault_is_folder") or ("vault_no_folder"): nothing changed.
    """
    place_for(path)
    if path.exists() or any(beside(path, suffix).exists() for suffix in HEADERS):
        raise UserError("vault_exists")
    key = new_key()
    header = seal_header(new_id(clock), passphrase, (key,), cost)
    ours = [beside(path, suffix) for suffix in HEADERS]
    claim(ours[0])  # sealing takes a while: another window may have begun one meanwhile
    db: Database | None = None
    try:
        write_headers(path, header)
        claim(path)
        ours += [*side_files(path), path]
        db = _database(path, (key,))
        store = Store(db, registry, clock)
        with store.db.transaction():
            store.prepare()
            begin(store, member_id or new_id(clock), new_id(clock))
            identity.note_machine(store, path)
            store.set_meta("vault", header.vault)
            exchange.retry_after_upgrade(store)
            if "member" in registry.kinds:
                record(store, [Edit("member", store.member_id, member_fields)])
    except BaseException:
        if db is not None:
            db.close()  # an open file cannot be removed on Windows
        remove(*reversed(ours))
        raise
    return Unlocked(path, store, header, key)


def begin(store: Store, member: str, device: str) -> None:
    """Says who writes here from now on."""
    store.set_meta("member", member)
    store.set_meta("device", device)
    store.db.run("INSERT OR REPLACE INTO devices(device, member) VALUES (?, ?)", (device, member))


def unlock(path: Path, passphrase: str, clock: Clock, registry: Registry = DREMPEL) -> Unlocked:
    """Opens a vault; a damaged copy of the header is mended from the other.

    Raises UserError ("vault_missing", "vault_is_folder", "wrong_passphrase", "vault_in_use",
    "vault_newer", "vault_read_only", …) or DamagedError ("header_damaged", "vault_damaged").
    """
    if not path.exists():
        raise UserError("vault_missing")
    no_folder(path)
    if path.is_file() and path.stat().st_size < _SOMETHING:
        # Any key opens an emptied file, as a new vault, and throws away the WAL beside it.
        raise DamagedError("vault_damaged")
    header, keys, db, key = _open_with_either(path, passphrase)
    try:
        store = Store(db, registry, clock)
        store.prepare()
        with suppress(UserError):
            told.drop_halves(store)
        exchange.retry_after_upgrade(store)
        _settle_header(path, passphrase, header, keys, key)
    except BaseException:
        db.close()
        raise
    return Unlocked(path, store, read_header(read_or_none(beside(path, HEADERS[0])) or b""), key)


def _open_with_either(
    path: Path, passphrase: str
) -> tuple[Header, tuple[bytes, ...], Database, bytes]:
    failure: UserError = UserError("wrong_passphrase")
    for header in read_headers(path):
        try:
            keys = open_header(header, passphrase)
        except WrongPassphraseError:
            continue
        for key in keys:
            try:
                return header, keys, Database(path, key), key
            except NotThisKeyError:
                failure = DamagedError("vault_damaged")
    raise failure


def read_headers(path: Path) -> list[Header]:
    """The sound copies, different ones only; raises DamagedError when there is none."""
    found: list[Header] = []
    newer = False
    for suffix in HEADERS:
        data = read_or_none(beside(path, suffix))
        if data is None:
            continue
        try:
            header = read_header(data)
        except HeaderNewerError:
            newer = True
        except HeaderDamagedError:
            continue
        else:
            found.extend([header] if header not in found else [])
    if not found:
        raise UserError("vault_newer") if newer else DamagedError("header_damaged")
    return found


def write_headers(path: Path, header: Header) -> None:
    """Both copies, one after the other: at every moment one of them is whole."""
    data = write_header(header)
    for suffix in HEADERS:
        write_whole(beside(path, suffix), data)


def _settle_header(
    path: Path, passphrase: str, header: Header, keys: tuple[bytes, ...], key: bytes
) -> None:
    """One key, twice written: what a crash or a bad sector left is mended."""
    if len(keys) > 1:
        header = seal_header(header.vault, passphrase, (key,), header.cost)
    data = write_header(header)
    if any(read_or_none(beside(path, suffix)) != data for suffix in HEADERS):
        write_headers(path, header)


def _database(path: Path, keys: tuple[bytes, ...]) -> Database:
    for key in keys:
        try:
            return Database(path, key)
        except NotThisKeyError:
            continue
    raise DamagedError("vault_damaged")
