"""Files that leave the vault: whole, or as they were before."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Final

from app import disk
from app.errors import UserError
from app.storage.files import is_backup, open_beside, refuse_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_NAME: Final = 120
_UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\\/:*?\"<>|]")
"""No folder, nothing that Windows forbids, and nothing that turns the shown order around."""
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE
)
"""What Windows takes for a printer or a port, with whatever ending."""


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write in; it takes its name when all of it is on the disk.

    A new file is for its owner alone; an earlier one of that name stays when it fails, and keeps
    its mode when it does not. What is no plain file (a pipe, a device, a link such as
    `/dev/stdout`) is written to as it is.

    Raises UserError("file_no_room"), UserError("file_unwritable"), or UserError("file_is_vault")
    where a vault or a backup lies: those are never written over.
    """
    try:
        refuse_vault(path)
        if path.is_file() and is_backup(path):
            raise UserError("file_is_vault", file=path.name)
        if path.exists() and (path.is_symlink() or not path.is_file()):
            with path.open("wb") as file:
                yield file
            return
        beside = path.with_name(path.name + ".tmp")
        refuse_vault(beside)
        try:
            with open_beside(beside, path) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            disk.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        told = "file_no_room" if error.errno in disk.FULL else "file_unwritable"
        raise UserError(told, file=path.name) from error


def write_file(path: Path, data: bytes) -> None:
    """See `whole_file`."""
    with whole_file(path) as file:
        file.write(data)


def safe_name(name: str, otherwise: str) -> str:
    """A name for a file on any system, whoever thought of `name`; it points to no other folder.

    Keeps its end, which says what kind of file it is; `otherwise` where nothing is left.
    """
    plain = _UNSAFE.sub("_", name).strip(" .")[-LONGEST_NAME:].strip(" .")
    return f"_{plain}" if _DEVICE.match(plain) else plain or otherwise
