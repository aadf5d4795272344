"""Small real volumes for tests: one that fills up, one that is pulled out of the laptop."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STICK_BYTES: Final = 24 * 1024 * 1024
SHUTDOWN: Final = 0x8004587D
"""ioctl of Linux file systems: from now on every read and write of the volume fails."""
LOSE_ALL_UNSYNCED: Final = struct.pack("I", 2)
"""What was written and never waited for is gone, as when the power goes."""


def can_mount(folder: Path) -> bool:
    """Whether this process may mount a volume of its own."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    folder.mkdir()
    mounted = _told("mount", "-t", "tmpfs", "tmpfs", str(folder))
    if mounted:
        _told("umount", "-l", str(folder))
    folder.rmdir()
    return mounted


class SmallDisk:
    """A real volume in memory, of `kib`, that can be filled to its last byte and freed again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stuffing = folder / "vakantiefoto.raw"

    def fill(self, leave: int = 0) -> None:
        """Takes what is free, but for `leave` bytes (in whole pages)."""
        with self._stuffing.open("ab", buffering=0) as file, suppress(OSError):
            room = os.statvfs(self.folder)
            file.write(bytes(max(room.f_bavail * room.f_frsize - leave, 0)))

    def free(self) -> None:
        self._stuffing.unlink()

    def larger(self, kib: int) -> None:
        """As after much was thrown away, with what stays where it was."""
        _do("mount", "-o", f"remount,size={kib}k", str(self.folder))


@contextmanager
def small_disk(folder: Path, kib: int) -> Iterator[SmallDisk]:
    folder.mkdir()
    _do("mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(folder))
    try:
        yield SmallDisk(folder)
    finally:
        _do("umount", "-l", str(folder))


class Stick:
    """A volume with a journal, on an image: what a stick or a disk is to the kernel."""

    def __init__(self, image: Path, folder: Path) -> None:
        self._image, self.folder = image, folder

    def put_in(self) -> bool:
        """False where the machine lends no loop device."""
        return _told("mount", "-o", "loop", str(self._image), str(self.folder))

    def pull_out(self) -> None:
        """While in use, and without a word: what was not waited for never reached it."""
        import fcntl  # noqa: PLC0415 - Windows has none

        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, SHUTDOWN, LOSE_ALL_UNSYNCED)
        finally:
            os.close(handle)

    def let_go(self) -> None:
        """After the program has: the folder is empty."""
        _told("umount", str(self.folder))


@contextmanager
def a_stick(folder: Path) -> Iterator[Stick | None]:
    """None where this machine cannot make one."""
    image = folder.with_name(folder.name + ".img")
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(STICK_BYTES)
    stick = Stick(image, folder)
    made = _told("mkfs.ext4", "-q", "-F", str(image)) and stick.put_in()
    try:
        yield stick if made else None
    finally:
        if made:
            _told("umount", "-l", str(folder))


def _told(*words: str) -> bool:
    """Whether the command is there and did it."""
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def _do(*words: str) -> None:
    subprocess.run(words, capture_output=True, check=True)
