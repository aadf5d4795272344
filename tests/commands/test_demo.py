"""`drempel demo --headless`: the shape it prints, and the same team for the same seed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from app.clock import SystemClock
from app.services.demo.make import PASSPHRASE, SHARE, Size, make_team
from app.storage.vault import open_vault
from tests.commands.desk import Laptop
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


@pytest.fixture
def laptops(tmp_path: Path) -> list[Laptop]:
    """The three of the story, made anew with cheap keys."""
    made = make_team(tmp_path / "team", SystemClock(), Size(), TINY)
    return [Laptop(Path(one["file"]), PASSPHRASE) for one in made["vaults"]]


def test_that_the_three_laptops_are_one_team_and_level(laptops: list[Laptop]) -> None:
    devices = {one.device for one in laptops}
    for one in laptops:
        told = one.says("sync")
        assert told["up_to_date"] == dict.fromkeys(devices, True)
        assert (told["sent"], told["received"], told["set_aside"]) == (0, 0, 0)
        assert told["refused"] == []
    share = (laptops[0].vault.parent / SHARE).as_uri()
    assert laptops[0].says("sync", "--share", share)["refused"] == []
    assert laptops[0].says("team", "requests") == []


def test_that_the_team_of_the_story_shares_on_and_settles(laptops: list[Laptop]) -> None:
    first, second, third = laptops
    members = third.says("team", "members")
    assert {one["member"] for one in members} == {one.member for one in laptops}
    assert [one["member"] for one in members if one["coordinator"]] == [first.member]
    assert all(one["name"] for one in members)
    (found,) = second.says("differences")
    assert second.runs("settle", found["id"], "--take", found["heads"][0]["id"]).code == 0
    for one in (second, first, third):
        assert one.says("sync")["differences"] == 0
    exports = [one.exports() for one in laptops[:2]]
    assert exports[0] == exports[1] != third.exports()


def test_that_the_share_of_the_story_holds_no_readable_word(laptops: list[Laptop]) -> None:
    files = [path for path in (laptops[0].vault.parent / SHARE).rglob("*") if path.is_file()]
    lines = [json.loads(line) for line in laptops[0].exports().splitlines()]
    names = {line["fields"]["name"] for line in lines if line["kind"] in {"household", "member"}}
    assert len(names) > len(laptops)
    for path in files:
        data = path.read_bytes()
        assert not any(name.encode() in data for name in names), path.name
