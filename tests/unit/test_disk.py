"""Files that somebody holds for a moment: on Windows a virus scanner does, just after a write."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app import disk
from app.services.files import write_file
from app.storage.files import write_whole
from app.sync.share.folder import Folder
from app.ui import preferences
from app.ui.preferences import Preferences
from tests.helpers.vaults import PASSPHRASE, a_vault

if TYPE_CHECKING:
    from collections.abc import Callable

OFTEN = 3
ALWAYS = 1000


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """`hold(what, times)`: so often is `replace` or `unlink` refused, as Windows refuses it."""

    def begin(what: str, times: int) -> None:
        act, left = getattr(Path, what), [times]

        def refused(path: Path, *args: Any, **more: Any) -> Any:
            if left[0]:
                left[0] -= 1
                raise PermissionError(errno.EACCES, "used by another process")
            return act(path, *args, **more)

        monkeypatch.setattr(Path, what, refused)

    return begin


def _save_preferences(path: Path) -> None:
    preferences.save(path, Preferences(look="dark"))
    assert preferences.load(path).look == "dark"


@pytest.mark.parametrize(
    "write",
    [lambda path: write_whole(path, b"x"), lambda path: write_file(path, b"x"), _save_preferences],
)
def test_that_a_file_gets_its_name_though_somebody_holds_it_for_a_moment(
    tmp_path: Path, hold: Callable[[str, int], None], write: Callable[[Path], None]
) -> None:
    path = tmp_path / "bestand"
    path.write_bytes(b"an earlier one")
    hold("replace", OFTEN)
    write(path)
    assert [one.name for one in tmp_path.iterdir()] == ["bestand"]
    assert path.read_bytes() != b"an earlier one"


def test_that_a_vault_gets_its_new_key_and_its_backup_though_somebody_holds_them_for_a_moment(
    tmp_path: Path, hold: Callable[[str, int], None]
) -> None:
    vault, copy = a_vault(tmp_path / "kluis"), tmp_path / "kopie"
    hold("replace", OFTEN)
    vault.rekey(PASSPHRASE)
    hold("replace", OFTEN)
    vault.backup(copy)
    assert vault.check()["ok"]
    vault.close()
    assert copy.exists()


def test_that_a_shared_file_is_removed_though_somebody_holds_it_for_a_moment(
    tmp_path: Path, hold: Callable[[str, int], None]
) -> None:
    share = Folder(tmp_path)
    share.write("log", "a.seg", b"x")
    hold("unlink", OFTEN)
    share.remove("log", "a.seg")
    share.remove("log", "a.seg")
    assert share.listing("log") == []


def test_that_settings_that_cannot_be_saved_leave_the_program_running(
    tmp_path: Path, hold: Callable[[str, int], None]
) -> None:
    path = tmp_path / "instellingen.json"
    preferences.save(path, Preferences(look="dark"))
    hold("replace", ALWAYS)
    hold("unlink", ALWAYS)
    preferences.save(path, Preferences(look="light"))
    assert preferences.load(path).look == "dark"


def test_that_a_file_that_stays_held_is_an_error(
    tmp_path: Path, hold: Callable[[str, int], None]
) -> None:
    path = tmp_path / "bestand"
    path.write_bytes(b"x")
    hold("unlink", ALWAYS)
    with pytest.raises(PermissionError):
        disk.remove(path)
    assert path.exists()
