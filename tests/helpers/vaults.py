"""Vaults for tests: cheap keys, a clock that stands still, ways to tell two vaults apart."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.clock import FixedClock
from app.crypto.kdf import KdfCost
from app.storage.registry import DREMPEL, Registry
from app.storage.vault import Vault, create_vault, open_vault

TINY: Final = KdfCost(memory_kib=8, iterations=1, lanes=1)
"""The least that Argon2id allows: a test opens many vaults."""
PASSPHRASE: Final = "fietsbel onder de lindeboom"
START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def quick_folder() -> Path:
    """A new folder, in memory where the system has that: for tests of what, not of how lasting."""
    memory = Path("/dev/shm")  # noqa: S108  (the folder inside it has a name of its own)
    return Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))


def on_disk() -> Iterator[Path]:
    """A new folder where a disk is, whatever that costs; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="drempel-"))
    yield folder
    shutil.rmtree(folder)


def a_clock() -> FixedClock:
    return FixedClock(START)


def a_vault(
    path: Path,
    name: str = "Sevgi Yılmaz",
    clock: FixedClock | None = None,
    registry: Registry = DREMPEL,
) -> Vault:
    """A new, open vault with a cheap key."""
    fields: dict[str, Any] = {"name": name}
    return create_vault(path, PASSPHRASE, fields, clock or a_clock(), TINY, registry)


def reopened(path: Path, passphrase: str = PASSPHRASE, registry: Registry = DREMPEL) -> Vault:
    """The vault at `path`, opened again."""
    return open_vault(path, passphrase, a_clock(), registry)


def make_quick(path: Path, passphrase: str = PASSPHRASE) -> None:
    """Seals the key of a vault that a command made anew, so cheap that tests can open it often."""
    opened = open_vault(path, passphrase, a_clock())
    opened.change_passphrase(passphrase, passphrase, TINY)
    opened.close()


def exchange(*vaults: Vault) -> None:
    """Every vault gets every change of every other one."""
    everything = [(list(vault.changes()), vault.authors()) for vault in vaults]
    for vault in vaults:
        for changes, authors in everything:
            vault.apply(changes, authors)


def state(vault: Vault) -> dict[str, Any]:
    """All that two vaults with the same changes must have in common."""
    pairs = vault.query("SELECT kind, id FROM entities ORDER BY kind, id, space")
    return {
        "export": list(vault.export_lines(closed=True)),
        "differences": [(d.id, d.field, d.heads) for d in vault.differences()],
        "heads": {
            (pair["kind"], pair["id"]): vault.heads(pair["kind"], pair["id"]) for pair in pairs
        },
        "history": {pair["id"]: vault.history(pair["id"]) for pair in pairs},
        "deleted": vault.query(
            "SELECT kind, id, space, deleted, parent, household FROM entities"
            " ORDER BY kind, id, space"
        ),
        "words": {
            row["id"]
            for row in vault.query(
                "SELECT id FROM entities WHERE key IN"
                " (SELECT id FROM words_docsize UNION SELECT entity FROM to_index)"
            )
        },
    }
