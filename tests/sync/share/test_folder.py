"""A share in a folder: torn writes, full and slow disks, drives that come and go."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import UserError
from app.sync.share.contract import Entry, Missing, Share
from app.sync.share.opening import open_share

LIMIT = 1_000_000
DAY = 24 * 3600
NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "map"
    (root / "log").mkdir(parents=True)
    return root


@pytest.fixture
def share(root: Path) -> Share:
    return open_share(str(root))


@contextmanager
def said(id_: str) -> Iterator[None]:
    with pytest.raises(UserError) as caught:
        yield
    assert caught.value.id == id_


def _names(share: Share) -> list[str]:
    return [entry.name for entry in share.listing("log")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_that_only_whole_files_of_ours_are_listed(root: Path, share: Share) -> None:
    share.write("log", "a.seg", b"a")
    for name in ("~drempel-12.tmp", "a (1).seg", "a.sync-conflict-20261122-AB.seg", "B.seg", ".x"):
        (root / "log" / name).write_bytes(b"x")
    (root / "log" / "leeg").touch()
    (root / "log" / "map").mkdir()
    (root / "log" / "wijst").symlink_to("/etc/passwd")
    os.mkfifo(root / "log" / "pijp")
    assert share.listing("log") == [Entry("a.seg", 1)]
    for name in ("leeg", "map", "wijst", "pijp"):
        with pytest.raises(Missing):
            share.read("log", name, LIMIT)


@pytest.mark.skipif(os.name == "nt", reason="Windows tells sizes along with names")
def test_that_a_file_vanishing_while_listed_is_no_error(
    root: Path, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.seg", "b.seg"):
        share.write("log", name, b"x")
    scandir = os.scandir

    @contextmanager
    def vanishing(path: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(path) as entries:
            found = list(entries)
        (root / "log" / "a.seg").unlink()
        yield iter(found)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert share.listing("log") == [Entry("b.seg", 1)]


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_that_a_file_is_on_disk_before_it_has_its_name(
    root: Path, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        place = Path(f"/proc/self/fd/{handle}").readlink()
        steps.append("folder" if place.is_dir() else f"file {place.stat().st_size}")
        fsync(handle)

    def renamed(path: Path, target: Path) -> Path:
        steps.append("rename")
        assert not target.exists()
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    share.write("log", "a.seg", b"vier")
    assert steps == ["file 4", "rename", "folder"]
    steps.clear()
    share.write("blob", "b", b"x")
    assert steps == ["folder", "file 1", "rename", "folder"]


def test_that_a_power_cut_leaves_the_old_file_or_the_new(
    root: Path, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    share.write("log", "a.seg", b"oud")

    def cut(*_: object) -> None:
        raise OSError(errno.EIO, "power cut")

    for moment in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os if moment == "fsync" else Path, moment, cut)
            with said("share_away"):
                share.write("log", "a.seg", b"nieuw en langer")
        assert share.read("log", "a.seg", LIMIT) == b"oud"
        assert sorted(path.name for path in (root / "log").iterdir()) == ["a.seg"]


def test_that_half_a_file_of_long_ago_is_swept_by_the_next_writer(root: Path, share: Share) -> None:
    old, fresh, other = (
        root / "log" / name for name in ("~drempel-1.tmp", "~drempel-2.tmp", "~anders.tmp")
    )
    for path in (old, fresh, other):
        path.write_bytes(b"half")
    for path in (old, other):
        long_ago = path.stat().st_mtime - DAY - 60
        os.utime(path, (long_ago, long_ago))
    assert share.listing("log") == []
    share.write("log", "a.seg", b"x")
    assert [path.exists() for path in (old, fresh, other)] == [False, True, True]


def test_that_a_name_held_for_a_moment_is_tried_again(
    share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, held = Path.replace, iter([True, True])

    def renamed(path: Path, target: Path) -> Path:
        if next(held, False):
            raise PermissionError(errno.EACCES, "a virus scanner reads it")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", renamed)
    share.write("log", "a.seg", b"x")
    assert _names(share) == ["a.seg"]


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_that_a_drive_without_fsync_of_folders_can_be_used(
    share: Share, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    fsync = os.fsync

    def synced(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().is_dir():
            raise OSError(code, "not on this drive")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", synced)
    share.write("log", "a.seg", b"x")
    assert _names(share) == ["a.seg"]


def test_that_a_slow_disk_only_takes_longer(share: Share, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync, opened, pause = os.fsync, os.open, threading.Event()

    def slow_sync(handle: int) -> None:
        pause.wait(0.01)
        fsync(handle)

    def slow_open(path: str, flags: int, mode: int = 0o777) -> int:
        pause.wait(0.01)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "fsync", slow_sync)
    monkeypatch.setattr(os, "open", slow_open)
    names = [f"{number:02}" for number in range(20)]
    for name in names:
        share.write("log", name, name.encode())
    got = dict(share.read_all("log", names, LIMIT))
    assert got == {name: name.encode() for name in names}


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of 256 KiB; where none may be mounted, files may grow no further."""
    import resource  # noqa: PLC0415 - Windows has none

    with tempfile.TemporaryDirectory(prefix="drempel-disk-") as name:
        options = ("-t", "tmpfs", "-o", "size=256k", "drempel", name)
        mounted = subprocess.run(["mount", *options], capture_output=True, check=False)
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        if mounted.returncode:
            resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, limits[1]))
        try:
            yield Path(name)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            if not mounted.returncode:
                subprocess.run(["umount", name], check=True)


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_that_a_full_disk_is_one_plain_sentence_and_tears_nothing() -> None:
    with small_disk() as root:
        share = open_share(str(root))
        share.write("log", "a.seg", b"past")
        with said("share_full"):
            share.write("log", "groot", bytes(1_000_000))
        with said("share_full"):
            share.write("log", "a.seg", bytes(1_000_000))
        assert share.listing("log") == [Entry("a.seg", 4)]
        assert share.read("log", "a.seg", LIMIT) == b"past"
        assert len(list((root / "log").iterdir())) == 1
        share.write("log", "b.seg", b"past ook")


@contextmanager
def as_nobody(root: Path) -> Iterator[None]:
    """No file mode stops the superuser."""
    superuser = os.geteuid() == 0
    if superuser:
        os.chown(root, 0, 0)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders writable")
def test_that_a_folder_that_may_only_be_read_says_so() -> None:
    with tempfile.TemporaryDirectory(prefix="drempel-lezen-") as name:
        root = Path(name)
        share = open_share(name)
        share.write("log", "a.seg", b"x")
        for path in (root / "log", root):
            path.chmod(0o555)
        try:
            with as_nobody(root):
                assert _names(share) == ["a.seg"]
                assert share.read("log", "a.seg", LIMIT) == b"x"
                for folder in ("log", "blob", ""):
                    with said("share_read_only"):
                        share.write(folder, "b.seg", b"x")
                with said("share_read_only"):
                    share.remove("log", "a.seg")
        finally:
            for path in (root, root / "log"):
                path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps folders writable")
def test_that_a_folder_that_lets_nobody_in_says_so() -> None:
    with tempfile.TemporaryDirectory(prefix="drempel-dicht-") as name:
        root = Path(name)
        (root / "log").mkdir()
        (root / "log").chmod(0)
        root.chmod(0o755)
        with as_nobody(root), said("share_refused"):
            open_share(name).listing("log")
        (root / "log").chmod(0o755)


def test_that_a_drive_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    share = open_share(str(tmp_path / "stick"))
    with said("share_away"):
        share.listing("log")
    with said("share_away"):
        share.write("log", "a.seg", b"x")
    with said("share_away"):
        share.read("log", "a.seg", LIMIT)
    with said("share_away"):
        share.remove("log", "a.seg")
    assert not (tmp_path / "stick").exists()


def test_that_a_file_where_a_folder_should_be_is_away(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"x")
    with said("share_away"):
        open_share(str(tmp_path / "bestand")).listing("log")


def test_that_a_drive_pulled_out_midway_ends_the_reading(root: Path, share: Share) -> None:
    names = [f"{number:02}" for number in range(20)]
    for name in names:
        share.write("log", name, b"x")
    results = share.read_all("log", names, LIMIT)
    assert next(iter(results)) == ("00", b"x")
    shutil.rmtree(root)
    rest = list(results)
    assert [name for name, _ in rest] == names[1:]
    assert {getattr(result, "id", None) for _, result in rest} == {"share_away"}


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ESTALE])
def test_that_one_unreadable_file_does_not_stop_the_others(
    share: Share, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for name in ("a", "b", "c"):
        share.write("log", name, b"x")
    opened = os.open

    def bad_sector(path: str, flags: int) -> int:
        if Path(path).name == "b":
            raise OSError(code, "bad sector")
        return opened(path, flags)

    monkeypatch.setattr(os, "open", bad_sector)
    kinds = [type(result) for _, result in share.read_all("log", ["a", "b", "c"], LIMIT)]
    assert kinds == [bytes, Missing, bytes]


def test_that_five_thousand_files_are_listed(five_thousand: Path) -> None:
    share = open_share(str(five_thousand))
    assert share.listing("log") == [Entry(f"{number:05}.seg", 1) for number in range(5000)]


def test_that_a_file_is_as_readable_as_the_drive_makes_it(root: Path, share: Share) -> None:
    share.write("log", "a.seg", b"x")
    (root / "log" / "gewoon").write_bytes(b"x")
    modes = [(root / "log" / name).stat().st_mode for name in ("a.seg", "gewoon")]
    assert modes[0] == modes[1]
