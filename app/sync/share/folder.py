"""A share in a folder: network drive, synced folder or stick; temporary name, fsync, rename."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app import disk
from app.errors import UserError
from app.sync.share import contract
from app.sync.share.contract import Entry, Missing, TooLarge
from app.sync.share.many import in_order

_OPEN_TO_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
"""A link or pipe that someone planted is neither followed nor waited for."""

_ROOM: Final = len("/member/") + contract.MAX_NAME
"""Characters of the longest place in a share."""


class Folder:
    """`root` must exist, but where a team begins: a drive that is not connected is never made."""

    def __init__(self, root: Path, *, begins: bool = False) -> None:
        """With `begins` it is made, where the folder that it lies in is there."""
        self.url = str(root)
        self._root = disk.reached(root, _ROOM)
        self._base = str(self._root)
        self._leftovers: dict[str, set[str]] = {}
        if begins:
            with self._plain(contract.read_only), contextlib.suppress(FileNotFoundError):
                self._root.mkdir(exist_ok=True)

    def listing(self, folder: str) -> list[Entry]:
        found: list[Entry] = []
        leftovers: set[str] = set()
        with self._plain(contract.refused), contextlib.suppress(FileNotFoundError):
            self._stand()
            with os.scandir(self._root / folder) as entries:
                for entry in entries:
                    if contract.is_name(entry.name):
                        found.extend(_whole(entry))
                    elif contract.is_temporary(entry.name):
                        leftovers.add(entry.name)
        self._leftovers[folder] = leftovers
        return sorted(found, key=lambda entry: entry.name)

    def read(self, folder: str, name: str, limit: int) -> bytes:
        """Asks a synced folder for a file that is not on this laptop yet."""
        place = contract.place(folder, name)
        try:
            data = _read(f"{self._base}{os.sep}{place.replace('/', os.sep)}", limit)
        except OSError as error:
            with self._plain(contract.refused):
                self._stand()
            raise Missing from error
        if not data:
            raise Missing
        return data

    def read_all(
        self, folder: str, names: Iterable[str], limit: int
    ) -> Iterator[tuple[str, bytes | Exception]]:
        return in_order(lambda name: self.read(folder, name, limit), names, at_once=1)

    def write(self, folder: str, name: str, data: bytes) -> None:
        path = self._root / contract.place(folder, name, data)
        with self._plain(contract.read_only):
            self._stand()
            temporary = path.with_name(contract.temporary(secrets.token_hex(8)))
            try:
                written = self._write_beside(temporary, data)
                disk.replace(temporary, path)
            except OSError:
                with contextlib.suppress(OSError):
                    temporary.unlink()
                raise
            disk.sync_folder(path.parent)
            self._sweep(folder, written.st_mtime)

    def remove(self, folder: str, name: str) -> None:
        path = self._root / contract.place(folder, name)
        with self._plain(contract.read_only):
            self._stand()
            disk.remove(path)

    def close(self) -> None:
        """Nothing is held open."""

    def _stand(self) -> None:
        """Raises `share_away` where the folder itself is gone: no file is missing then."""
        try:
            there = stat.S_ISDIR(self._root.stat().st_mode)
        except FileNotFoundError:
            there = False
        if not there:
            raise contract.away(self.url)

    def _write_beside(self, temporary: Path, data: bytes) -> os.stat_result:
        try:
            return _write_synced(temporary, data)
        except FileNotFoundError:
            temporary.parent.mkdir(exist_ok=True)
            disk.sync_folder(self._root)
            return _write_synced(temporary, data)

    def _sweep(self, folder: str, now: float) -> None:
        """Times are the drive's own: a laptop's clock may stand at 2001."""
        for name in self._leftovers.pop(folder, ()):
            path = self._root / folder / name
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < now - contract.LEFTOVER_SECONDS:
                    path.unlink()

    @contextmanager
    def _plain(self, forbidden: Callable[[str], UserError]) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in disk.FULL:
                raise contract.full(self.url) from error
            if disk.forbids(error):
                raise forbidden(self.url) from error
            raise contract.away(self.url) from error


def _whole(entry: os.DirEntry[str]) -> Iterator[Entry]:
    """None for what vanished meanwhile, is no plain file, or is still empty."""
    with contextlib.suppress(FileNotFoundError):
        facts = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(facts.st_mode) and facts.st_size:
            yield Entry(entry.name, facts.st_size)


def _read(path: str, limit: int) -> bytes:
    """Nothing for what is no plain file, or grows or shrinks meanwhile: it is not whole yet."""
    handle = os.open(path, _OPEN_TO_READ)
    try:
        facts = os.fstat(handle)
        if not stat.S_ISREG(facts.st_mode):
            return b""
        if facts.st_size > limit:
            raise TooLarge
        data = os.read(handle, facts.st_size + 1)
        while len(data) < facts.st_size and (more := os.read(handle, facts.st_size - len(data))):
            data += more
        return data if len(data) == facts.st_size else b""
    finally:
        os.close(handle)


def _write_synced(path: Path, data: bytes) -> os.stat_result:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        facts = os.fstat(file.fileno())
    if facts.st_size != len(data):
        raise OSError(errno.ENOSPC, "written short")
    return facts
