"""What differs on Windows and can be tried on any system."""

from __future__ import annotations

import argparse
import errno
import sys
import tomllib
from pathlib import Path

import pytest

from app import disk
from app.__main__ import main
from app.commands.context import vault_path, writing_out
from app.errors import UserError
from app.storage.files import beside, plain_file_errors
from app.sync.share.folder import Folder
from installer.trying import surroundings

ROOT = Path(__file__).parents[2]


def test_that_a_packed_program_is_tried_with_what_windows_needs_to_start_it() -> None:
    """Python there gives these names in capitals, however they were written."""
    ours = {"SYSTEMROOT": "C:\\Windows", "PATH": "C:\\", "PYTHONPATH": "C:\\code", "HOME": "C:\\me"}
    around = surroundings(ours, "C:\\Temp\\drempel")
    assert around["SYSTEMROOT"] == "C:\\Windows"
    assert "PYTHONPATH" not in around
    assert around["HOME"] == "C:\\Temp\\drempel"


@pytest.mark.parametrize(
    ("platform", "code", "raised"),
    [
        ("win32", errno.EINVAL, BrokenPipeError),
        ("win32", errno.ENOSPC, UserError),
        ("linux", errno.EPIPE, BrokenPipeError),
        ("linux", errno.EINVAL, UserError),
    ],
)
def test_that_a_reader_who_went_away_is_told_from_a_disk_that_refuses(
    monkeypatch: pytest.MonkeyPatch, platform: str, code: int, raised: type[Exception]
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(raised), writing_out():
        raise OSError(code, "said by the system")


@pytest.mark.parametrize(
    ("folder", "asked"),
    [
        ("Z:\\team", "Z:\\team"),
        ("Z:/team/../gedeeld", "Z:\\gedeeld"),
        (f"C:\\{'m' * 200}", f"\\\\?\\C:\\{'m' * 200}"),
        (f"\\\\server\\deel\\{'m' * 200}", f"\\\\?\\UNC\\server\\deel\\{'m' * 200}"),
        (f"\\\\?\\C:\\{'m' * 200}", f"\\\\?\\C:\\{'m' * 200}"),
    ],
)
def test_that_what_lies_deep_in_folders_is_asked_for_as_windows_wants_it(
    folder: str, asked: str
) -> None:
    """Else a name of 260 characters is not found, and the place would seem to be away."""
    assert disk.deep(folder, 128) == asked
    assert disk.deep(asked, 128) == asked


@pytest.mark.parametrize(("letters", "begin"), [(20, "\\work"), (240, "\\\\?\\")])
def test_that_a_vault_deep_in_folders_is_given_to_windows_in_its_own_words(
    monkeypatch: pytest.MonkeyPatch, letters: int, begin: str
) -> None:
    """SQLite asks Windows for what it is given, and for that with `-wal` behind it."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "absolute", lambda path: Path(f"/work/{path}"))
    asked = Path(f"{'m' * letters}.drempel")
    assert str(vault_path(argparse.Namespace(vault=asked))).startswith(begin)
    assert str(beside(vault_path(argparse.Namespace(vault=asked)), "-wal")).endswith("drempel-wal")


def test_that_the_window_can_be_opened_without_a_console_and_a_command_has_one() -> None:
    """Windows gives each program of the first sort a console; the second has nothing to print."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    begins = {"drempel": project["scripts"], "drempel-venster": project["gui-scripts"]}
    assert {name: list(found) for name, found in begins.items()} == {n: [n] for n in begins}
    assert {found[name] for name, found in begins.items()} == {"app.__main__:main"}
    assert callable(main)


def said_by_windows(code: int) -> PermissionError:
    """Python there gives errno 13 to all of Windows' numbers from 19 to 36."""
    error = PermissionError(errno.EACCES, "said by Windows")
    setattr(error, "winerror", code)  # noqa: B010 - typed as known on Windows only
    return error


@pytest.mark.parametrize(
    ("code", "share", "vault"),
    [
        (5, "share_refused", "vault_read_only"),
        (19, "share_refused", "vault_read_only"),
        (20, "share_away", "vault_unreachable"),
        (21, "share_away", "vault_unreachable"),
    ],
)
def test_that_a_drive_without_its_stick_is_away_and_refuses_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, share: str, vault: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise said_by_windows(code)

    folder = Folder(tmp_path)
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(UserError) as told:
        folder.listing("log")
    assert told.value.id == share
    with pytest.raises(UserError) as told, plain_file_errors():
        tmp_path.stat()
    assert told.value.id == vault
