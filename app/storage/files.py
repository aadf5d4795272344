"""Files that must be whole or not there: write beside, sync, replace, sync the folder."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from app import disk
from app.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASIDE: Final = ".before-"
_MOMENT: Final = "%Y%m%dT%H%M%S"
_KEPT: Final = re.compile(r"\.before-(\d{8}T\d{6})(?:-(\d+))?")
HEADERS: Final = (".key", ".key2")
"""Suffixes of the two copies of the key header."""
PARTS: Final = ("-wal", *HEADERS, "")
"""Suffixes of all that a closed vault is, the vault itself last."""
BACKUP_NOTE: Final = b"drempel backup 1"
"""The comment of the archive: tells a backup from any other file."""
_BESIDE: Final = ("-wal", "-shm", "-journal")
_OWNER_ONLY: Final = 0o600


def beside(path: Path, suffix: str) -> Path:
    """`dir/name` + suffix."""
    return path.with_name(path.name + suffix)


def is_backup(path: Path) -> bool:
    """True for a sealed copy that `vault backup` made."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == BACKUP_NOTE
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def refuse_vault(*targets: Path) -> None:
    """Raises UserError("file_is_vault") where writing would cost somebody a vault.

    Its keys and what SQLite keeps beside it belong to it, and a link leads to what it names.
    """
    for target in targets:
        real = Path(os.path.realpath(target))
        for suffix in ("", *HEADERS, *_BESIDE) if real.name else ():
            vault = real.with_name(real.name.removesuffix(suffix) or real.name)
            if vault.exists() and any(beside(vault, header).exists() for header in HEADERS):
                raise UserError("file_is_vault", file=target.name)


def aside(path: Path, now: datetime) -> Path:
    """A place beside a vault that is put out of the way at this moment; nothing lies there yet."""
    kept = beside(path, f"{_ASIDE}{now.astimezone(UTC):{_MOMENT}}")
    number = 1
    while any(beside(kept, suffix).exists() for suffix in PARTS):
        number += 1
        kept = beside(path, f"{_ASIDE}{now.astimezone(UTC):{_MOMENT}}-{number}")
    return kept


def kept_aside(path: Path) -> list[tuple[Path, datetime]]:
    """Vaults that `aside` found a place for, with the moment (UTC), the last first."""
    found = []
    for one in path.parent.glob("*") if path.parent.is_dir() else ():
        told = _KEPT.fullmatch(one.name.removeprefix(path.name))
        if one.name.startswith(path.name) and told and one.is_file():
            with contextlib.suppress(ValueError):
                moment = datetime.strptime(told[1], _MOMENT).replace(tzinfo=UTC)
                found.append((moment, int(told[2] or 1), one))
    return [(one, moment) for moment, _number, one in sorted(found, reverse=True)]


def no_folder(path: Path) -> None:
    """Raises UserError("vault_is_folder") for a folder where the file of a vault is meant."""
    if path.is_dir():
        raise UserError("vault_is_folder")


def place_for(path: Path) -> None:
    """As `no_folder`, and UserError("vault_no_folder") when there is none for a vault to lie in."""
    no_folder(path)
    if not path.parent.is_dir():
        raise UserError("vault_no_folder")


@contextmanager
def plain_file_errors() -> Iterator[None]:
    """Turns what the operating system says into UserError."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError("vault_unreachable") from error
    except OSError as error:
        if error.errno in disk.FULL:
            raise UserError("disk_full") from error
        if disk.forbids(error):
            raise UserError("vault_read_only") from error
        raise UserError("vault_unreachable") from error


def write_whole(path: Path, data: bytes) -> None:
    """After a crash the file is the old one or the new one. Raises UserError.

    For its owner alone, as `open_beside`.
    """
    with plain_file_errors():
        temporary = beside(path, ".tmp")
        try:
            with open_beside(temporary, path) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            disk.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        disk.sync_folder(path.parent)


def open_beside(path: Path, target: Path) -> BinaryIO:
    """A new file at `path` to write in, which is to become `target`.

    For its owner alone, whatever the umask; with the mode of a `target` that is there already.
    Windows goes by the folder. Raises OSError.
    """
    path.unlink(missing_ok=True)
    file = open(path, "xb", opener=_for_the_owner)  # noqa: SIM115 (Path.open has no opener)
    if sys.platform != "win32" and target.exists():
        os.fchmod(file.fileno(), stat.S_IMODE(target.stat().st_mode))
    return file


def claim(path: Path) -> None:
    """An empty file for its owner alone; UserError("vault_exists") where there was one.

    Of several who claim the same at once one gets it.
    """
    with plain_file_errors():
        try:
            open(path, "xb", opener=_for_the_owner).close()
        except FileExistsError as error:
            raise UserError("vault_exists") from error


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, _OWNER_ONLY)


def sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def read_or_none(path: Path) -> bytes | None:
    """None when the file is missing or cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def remove(*paths: Path) -> None:
    """Removes what is there; what is not there is no error."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def side_files(path: Path) -> tuple[Path, ...]:
    """What SQLite keeps beside a vault."""
    return tuple(Path(str(path) + suffix) for suffix in _BESIDE)
