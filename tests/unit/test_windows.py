"""What differs on Windows and can be tried on any system."""

from __future__ import annotations

import errno
import sys

import pytest

from app.commands.context import writing_out
from app.errors import UserError
from app.sync.share.folder import deep
from installer.trying import surroundings


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
def test_that_a_share_deep_in_folders_is_asked_for_as_windows_wants_it(
    folder: str, asked: str
) -> None:
    """Else a name of 260 characters is not found, and the share would seem to be away."""
    assert deep(folder) == asked
    assert deep(asked) == asked
