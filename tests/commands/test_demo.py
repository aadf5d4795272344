"""`drempel demo --headless`: the shape it prints, and the same team for the same seed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from app.clock import SystemClock
from app.services.demo.make import PASSPHRASE, Size, make_team
from app.storage.vault import open_vault
from tests.commands.running import drempel, refused
from tests.helpers.vaults import TINY


def exported(vault: Path) -> list[str]:
    opened = open_vault(vault, PASSPHRASE, SystemClock())
    try:
        return list(opened.export_lines(closed=True))
    finally:
        opened.close()


def test_that_the_printed_team_is_where_it_says(team: dict[str, Any]) -> None:
    assert team.keys() == {"vaults", "share"}
    assert len(team["vaults"]) == 3
    for one in team["vaults"]:
        assert one.keys() == {"file", "passphrase_file", "member", "device"}
        assert Path(one["file"]).is_file()
        assert Path(one["passphrase_file"]).read_text(encoding="utf-8").strip() == PASSPHRASE
    assert Path(url2pathname(urlsplit(team["share"]).path)).is_dir()


def test_that_the_same_seed_makes_the_same_team(team: dict[str, Any], tmp_path: Path) -> None:
    again = make_team(tmp_path, SystemClock(), Size(60, 2, 7), TINY)
    for before, after in zip(team["vaults"], again["vaults"], strict=True):
        assert before["member"] == after["member"]
    assert exported(Path(team["vaults"][0]["file"])) == exported(Path(again["vaults"][0]["file"]))


def test_that_a_team_is_never_written_over(team: dict[str, Any]) -> None:
    folder = Path(team["vaults"][0]["file"]).parent
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.key*")}
    said = refused(drempel("demo", folder, "--headless", passphrase=None))
    assert "voorbeeldteam" in said
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.key*")} == before


def test_that_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_bytes(b"")
    ran = drempel("demo", tmp_path / "bestand", "--headless", passphrase=None)
    assert "bestand" in refused(ran)
