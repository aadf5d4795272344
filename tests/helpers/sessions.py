"""Vaults that begin as a copy of an empty one, where making a vault is not the point."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from app.crypto.kdf import new_key
from app.services import session
from app.storage import opening
from app.storage.database import Database
from app.storage.registry import DREMPEL
from app.storage.store import Store
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock, a_vault, quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.clock import Clock, FixedClock
    from app.services.session import Session
    from app.storage.vault import Vault

_KEY: Final = new_key()


@contextmanager
def from_empty() -> Iterator[None]:
    """The tables of each vault made within come out of a file; all else of making it happens.

    These vaults have one data key between them: a test of what opens what makes its own.
    """
    with patch.object(opening, "new_key", lambda: _KEY), patch.object(opening, "_database", _copy):
        yield


def a_session(
    path: Path, fields: Mapping[str, Any], clock: Clock, passphrase: str = PASSPHRASE
) -> Session:
    """On a new vault with a cheap key."""
    with from_empty():
        return session.create(path, passphrase, dict(fields), clock, TINY)


def a_new_vault(path: Path, name: str = "Sevgi Yılmaz", clock: FixedClock | None = None) -> Vault:
    """As `a_vault`."""
    with from_empty():
        return a_vault(path, name, clock)


def _copy(path: Path, keys: tuple[bytes, ...]) -> Database:
    path.write_bytes(_empty())
    return Database(path, keys[0])


@cache
def _empty() -> bytes:
    folder = quick_folder()
    try:
        db = Database(folder / "leeg", _KEY)
        Store(db, DREMPEL, a_clock()).prepare()
        db.close()
        return (folder / "leeg").read_bytes()
    finally:
        shutil.rmtree(folder)
