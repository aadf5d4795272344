"""Files with people's words: for who made them alone, and still written wherever a file may be."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from app.services.files import write_file
from app.storage.edits import Edit
from app.storage.vault import create_vault, restore_vault
from tests.commands.running import drempel
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock, a_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows goes by the folder")


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_that_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    write_file(path, b"%PDF")
    assert (path.read_bytes(), mode(path)) == (b"%PDF", 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_that_what_a_crash_left_beside_opens_nothing(tmp_path: Path) -> None:
    left = tmp_path / "brief.pdf.tmp"
    left.write_bytes(b"half")
    left.chmod(0o644)
    with left.open("rb") as read_along:
        write_file(tmp_path / "brief.pdf", b"%PDF what people said")
        assert read_along.read() == b"half"
    assert mode(tmp_path / "brief.pdf") == 0o600


def test_that_a_file_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(b"an earlier letter")
    path.chmod(0o640)
    write_file(path, b"%PDF")
    assert (path.read_bytes(), mode(path)) == (b"%PDF", 0o640)


def test_that_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "brief.pdf", tmp_path / "uitvoer"
    path.write_bytes(b"an earlier letter")
    link.symlink_to(path)
    write_file(link, b"%PDF")
    assert link.is_symlink()
    assert path.read_bytes() == b"%PDF"


def test_that_exports_and_backups_are_for_their_owner_alone(tmp_path: Path) -> None:
    vault = tmp_path / "kluis.drempel"
    a_vault(vault).close()
    out, copy = tmp_path / "uit.jsonl", tmp_path / "kopie"
    assert drempel("export", "--closed", out, vault=vault).code == 0
    assert drempel("vault", "backup", copy, vault=vault).code == 0
    assert (mode(out), mode(copy)) == (0o600, 0o600)


def test_that_a_vault_and_all_beside_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Also under another key, and where a backup was put back."""
    path, back, copy = tmp_path / "kluis", tmp_path / "terug", tmp_path / "kopie"
    made = create_vault(path, PASSPHRASE, {"name": "Sanne Visser"}, a_clock(), TINY)
    made.record([Edit("signal", "S1", {"note": "Woorden"})])
    assert {mode(one) for one in tmp_path.iterdir()} == {0o600}
    made.rekey(PASSPHRASE)
    made.change_passphrase(PASSPHRASE, PASSPHRASE, TINY)
    made.backup(copy)
    made.close()
    restore_vault(back, copy, PASSPHRASE, a_clock())
    assert {mode(one) for one in tmp_path.iterdir()} == {0o600}
    assert len(list(tmp_path.iterdir())) > len(("kluis", ".key", ".key2", "terug", ".key", ".key2"))


def test_that_standard_output_may_be_named_as_a_file(tmp_path: Path) -> None:
    vault = tmp_path / "kluis.drempel"
    a_vault(vault).close()
    piped = drempel("export", "/dev/stdout", vault=vault)
    with (tmp_path / "uit.jsonl").open("wb") as kept:
        into_a_file = drempel("export", "/dev/stdout", vault=vault, out=kept)
    assert (piped.code, into_a_file.code) == (0, 0)
    assert (tmp_path / "uit.jsonl").read_bytes() == piped.out != b""
