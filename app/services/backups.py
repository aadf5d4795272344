"""A sealed copy of the vault, and the way back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import session
from app.storage.vault import restore_vault

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import Clock
    from app.services.patient_share import Pause
    from app.services.session import Session
    from app.services.sharing_jobs import Tell


def make(s: Session, _pause: Pause, _tell: Tell, target: Path) -> str:
    """The vault as it is now in one file, sealed under today's passphrase; returns its name.

    Replaces an earlier backup of that name; any other file stays: UserError("backup_exists").
    """
    s.vault.backup(target)
    return target.name


def restore(
    path: Path, file: Path, passphrase: str, clock: Clock, language: str
) -> tuple[Session, str]:
    """Puts a backup at `path` and opens it; also the name of the file that was there, if any.

    Raises UserError or DamagedError before anything was replaced. What was there lies beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = restore_vault(path, file, passphrase, clock)
    return session.unlock(path, passphrase, clock, language), kept.name if kept else ""
