"""What disks do and say, alike on every system: renames that wait, folders synced, errors."""

from __future__ import annotations

import errno
import ntpath
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Numbers of errors that say: no room."""
BESIDE_VAULT: Final = len(".before-20260312T140301-12.key2.tmp")
"""Characters of the longest that is put behind the name of a vault."""
_LONGEST: Final = 259
"""Characters of a path on Windows that does not begin with `_AS_IS`."""
_AS_IS: Final = "\\\\?\\"
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_MEDIUM: Final = frozenset({20, 21, 31, 34})
"""Windows' own numbers for a drive that is out, empty or holds another stick (ERROR_BAD_UNIT,
ERROR_NOT_READY, ERROR_GEN_FAILURE, ERROR_WRONG_DISK). Python gives them the errno of EACCES."""
_WAITS: Final = (0.01, 0.04, 0.15, 0.3)
"""Seconds between tries: virus scanners and sync programs hold a new file for a moment."""
_NO_FOLDER_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
"""What network drives answer that know no fsync of a folder."""


def forbids(error: OSError) -> bool:
    """The system says: not for you. Windows also says so of a file that somebody holds."""
    no_medium = getattr(error, "winerror", None) in _NO_MEDIUM
    return error.errno in _FORBIDDEN and not no_medium


def reached(path: Path, room: int) -> Path:
    """The path by which Windows finds it, and names of `room` characters behind it, at any length.

    Elsewhere as it is. SQLite takes it too, for itself and for what it lays beside: up to 1,032
    bytes in UTF-8.
    """
    return Path(deep(str(path.absolute()), room)) if sys.platform == "win32" else path


def deep(path: str, room: int) -> str:
    """An absolute path of Windows, as `reached` spells it."""
    plain = ntpath.normpath(path)
    if len(plain) + room <= _LONGEST or plain.startswith(_AS_IS):
        return plain
    network = plain.startswith("\\\\")
    return f"{_AS_IS}UNC{plain[1:]}" if network else f"{_AS_IS}{plain}"


def replace(file: Path, target: Path) -> None:
    """`file` takes the name `target`, in one step, also where a file of that name is. OSError."""
    _while_held(lambda: file.replace(target))


def remove(file: Path) -> None:
    """What is not there is no error. Raises OSError."""
    _while_held(lambda: file.unlink(missing_ok=True))


def sync_folder(folder: Path) -> None:
    """Makes a rename lasting; Windows and some network drives have no such call. OSError."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _while_held(act: Callable[[], object]) -> None:
    for wait in _WAITS:
        try:
            act()
        except PermissionError:
            threading.Event().wait(wait)
        else:
            return
    act()
