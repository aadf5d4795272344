"""`drempel sync`: one round as one command, what it prints, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import SecretStr

from tests.commands.desk import GOAL, HOUSEHOLD
from tests.sync.share import servers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.desk import Desk, Laptop

KEYS: Final = {"sent", "received", "refused", "set_aside", "differences", "up_to_date"}
NOTHING: Final = {"sent": 0, "received": 0, "refused": [], "set_aside": 0, "differences": 0}
TITLE: Final = "De post open durven maken"
OTHER: Final = "01J00000000000000000000H02"


def two_readers(desk: Desk) -> tuple[Laptop, Laptop]:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    desk.dossier(first, second)
    return first, second


def test_that_it_prints_these_keys_and_nothing_else(desk: Desk) -> None:
    first, second = two_readers(desk)
    first.writes("goal", GOAL, title="Elke maandag de post")
    sent = first.says("sync")
    assert sent.keys() == KEYS
    assert sent == NOTHING | {
        "sent": 1,
        "up_to_date": {first.device: True, second.device: False},
    }
    received = second.says("sync")
    assert received == NOTHING | {
        "received": 1,
        "up_to_date": {first.device: True, second.device: True},
    }


def test_that_nothing_new_writes_nothing(desk: Desk) -> None:
    first, second = two_readers(desk)
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")}
    level = {first.device: True, second.device: True}
    for one in (first, second, first, second):
        assert one.says("sync") == NOTHING | {"up_to_date": level}
    assert {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*")} == before


def test_that_readers_of_the_same_export_the_same_and_others_read_nothing(desk: Desk) -> None:
    first, second, third = desk.team("Şevgi Yılmaz", "Łukasz Ő", "Zeynep Öz")
    desk.dossier(first, second)
    assert first.exports() == second.exports()
    assert TITLE.encode() in second.exports()
    assert TITLE.encode() not in third.exports()
    assert "Familie Şahin".encode() in third.exports()
    assert third.says("search", "durven") == []
    assert third.may_not("history", GOAL)
    assert all(TITLE.encode() not in data for data in desk.files().values())


def test_that_a_difference_is_settled_once_for_everybody(desk: Desk) -> None:
    first, second = two_readers(desk)
    first.writes("goal", GOAL, title="Elke maandag de post")
    second.writes("goal", GOAL, title="Samen de post doen")
    desk.level()
    for one in (first, second):
        assert one.says("sync")["differences"] == 1
    (found,) = first.says("differences")
    assert second.says("differences") == [found]
    assert (found["kind"], found["entity"], found["field"]) == ("goal", GOAL, "title")
    assert {head["author"]: head["value"] for head in found["heads"]} == {
        first.member: "Elke maandag de post",
        second.member: "Samen de post doen",
    }
    taken = next(one for one in found["heads"] if one["author"] == second.member)
    assert second.runs("settle", found["id"], "--take", taken["id"]).code == 0
    desk.level()
    assert first.says("differences") == second.says("differences") == []
    assert first.exports() == second.exports()
    assert b"Samen de post doen" in first.exports()
    told = [one["value"] for one in first.says("history", GOAL, "title")]
    assert {TITLE, "Elke maandag de post", "Samen de post doen"} <= set(told)


def test_that_a_file_that_cannot_be_used_is_named_and_stops_nothing(desk: Desk) -> None:
    first, second = two_readers(desk)
    first.writes("goal", GOAL, title="Elke maandag de post")
    before = set(desk.files())
    first.says("sync")
    (new,) = [name for name in desk.files() if name not in before and name.startswith("log/")]
    torn = desk.folder / new
    whole = torn.read_bytes()
    torn.write_bytes(whole[: len(whole) // 2])
    for name in ("log/a (1).seg", "log/x.sync-conflict-20260302.seg", "log/leeg", "Thumbs.db"):
        (desk.folder / name).write_bytes(b"")
    for _again in range(2):
        told = second.says("sync")
        (refused,) = told["refused"]
        assert refused.keys() == {"file", "reason"}
        assert refused["file"] == new
        assert refused["reason"].endswith(".")
        assert told["received"] == 0
    torn.write_bytes(whole)
    assert second.says("sync")["received"] == 1
    assert second.says("sync")["refused"] == []


def test_that_a_share_that_is_away_ends_with_one_and_keeps_everything(desk: Desk) -> None:
    first, second = two_readers(desk)
    away = desk.folder.with_name("op de andere laptop")
    desk.folder.rename(away)
    first.writes("goal", GOAL, title="Elke maandag de post")
    assert "niet te bereiken" in first.may_not("sync")
    assert not desk.folder.exists()
    away.rename(desk.folder)
    assert first.says("sync")["sent"] == 1
    assert second.says("sync")["received"] == 1


def test_that_an_emptied_folder_comes_back_from_a_laptop(desk: Desk) -> None:
    first, second = two_readers(desk)
    before = desk.files()
    for name in before:
        (desk.folder / name).unlink()
    ran = first.runs("sync")
    assert (ran.code, ran.document["received"]) == (0, 0)
    assert "verdwenen" in ran.err
    assert desk.files() == before
    assert second.says("sync")["refused"] == []
    assert first.exports() == second.exports()


def test_that_work_that_somebody_packed_is_not_called_lost(desk: Desk) -> None:
    first, second = desk.team("Siobhán Ní Dhuibhir", "Mehmet Çağlar")
    told = []
    for number in range(20):
        first.writes("signal", f"S{number}", theme="eenzaamheid")
        first.says("sync")
        told.append(second.runs("sync").err)
    assert any(name.endswith(".pack") for name in desk.files())
    assert told == [""] * len(told)


@pytest.mark.parametrize("address", ["plain", "plain/", "uri", "words", "relative"])
def test_that_a_folder_is_named_in_any_of_these_ways(
    desk: Desk, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    monkeypatch.chdir(desk.work)
    before = desk.files()
    url = {
        "plain": str(desk.folder),
        "plain/": f"{desk.folder}/",
        "uri": desk.folder.as_uri(),
        "words": f"file://{desk.folder}",
        "relative": desk.folder.name,
    }[address]
    assert first.says("sync", "--share", url)["refused"] == []
    assert desk.files() == before


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "file://",
        "ftp://host/map",
        "webdavs://ik:wachtwoord@host/map",
        "s3://",
        "http://host/x",
    ],
)
def test_that_an_address_of_no_known_kind_is_told(desk: Desk, url: str) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    assert "adres" in first.may_not("sync", "--share", url)
    assert first.runs("sync").code == 0


def test_that_a_vault_in_no_team_shares_nothing(desk: Desk) -> None:
    desk.team("Şevgi Yılmaz")
    before = desk.files()
    alone = desk.laptop("Łukasz Ő")
    assert "--share" in alone.may_not("sync")
    assert "bij geen team" in alone.may_not("sync", "--share", desk.folder)
    assert "--share" in alone.may_not("sync")
    assert desk.files() == before


def test_that_a_team_moves_to_another_place_by_naming_it(desk: Desk, tmp_path: Path) -> None:
    first, second = two_readers(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    first.writes("goal", GOAL, title="Elke maandag de post")
    assert first.says("sync", "--share", stick)["sent"] == 1
    assert second.says("sync", "--share", stick)["received"] == 1
    before = desk.files()
    second.writes("goal", GOAL, title="Elke dinsdag de post")
    assert second.says("sync")["sent"] == 1
    assert first.says("sync")["received"] == 1
    assert first.exports() == second.exports()
    assert desk.files() == before
    old, new = (
        {file.name for file in (folder / "member").iterdir()} for folder in (desk.folder, stick)
    )
    assert old <= new


def test_that_a_removed_laptop_shares_no_more_and_its_late_work_is_apart(desk: Desk) -> None:
    first, second, third = desk.team("Şevgi Yılmaz", "Łukasz Ő", "Zeynep Öz")
    desk.dossier(first, second, third)
    first.says("team", "remove", third.member)
    third.writes("goal", GOAL, title="Niet meer van ons")
    before = desk.files()
    assert "uit het team" in third.may_not("sync")
    assert "uit het team" in third.may_not("team", "request", "--share", desk.folder)
    assert {name for name in desk.files() if third.device.lower() in name} == {
        name for name in before if third.device.lower() in name
    }
    first.writes("goal", GOAL, title="Na het afscheid")
    for one in (first, second):
        assert third.device not in one.says("sync")["up_to_date"]
    assert first.exports() == second.exports()
    assert third.may_not("sync")
    assert b"Na het afscheid" not in third.exports()
    assert b"Niet meer van ons" not in first.exports()


def test_that_a_restored_backup_shares_on_and_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    first, second = two_readers(desk)
    backup = tmp_path / "kopie"
    assert second.runs("vault", "backup", backup).code == 0
    second.writes("goal", GOAL, title="Na de kopie geschreven")
    desk.level()
    assert second.runs("vault", "restore", backup).code == 0
    assert second.says("sync")["refused"] == []
    desk.level()
    assert first.exports() == second.exports()
    assert b"Na de kopie geschreven" in second.exports()


@pytest.mark.parametrize("kind", ["wsgidav", "s3"])
def test_that_a_server_does_as_a_folder_does(desk: Desk, tmp_path: Path, kind: str) -> None:
    home = tmp_path / "server" / kind
    home.mkdir(parents=True)
    (home.parent / "dav").mkdir()
    start = {"wsgidav": servers.wsgidav, "s3": servers.s3}[kind]
    with start(home) as server:
        place = server.place("team-oost")
        secret = tmp_path / "inlog.json"
        secret.write_text(json.dumps(plain(place.credentials)), encoding="utf-8")
        secret.chmod(0o600)
        at = ("--share", place.url, "--share-credentials", secret)
        first, second = desk.laptop("Şevgi Yılmaz"), desk.laptop("Łukasz Ő")
        first.says("team", "start", "--name", "Oost", *at)
        words = second.asks(*at)
        first.says("team", "approve", words)
        told = second.says("sync", front=("--share-credentials", secret))
        assert told["up_to_date"][second.device]
        assert first.says("sync")["refused"] == []
        assert first.exports() == second.exports()
    assert "niet te bereiken" in first.may_not("sync", *at)


def plain(credentials: Any) -> dict[str, str]:
    """As a person writes them in the file."""
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in credentials
        if value is not None
    }


def two_dossiers(desk: Desk) -> tuple[Laptop, Laptop, Laptop]:
    """Who reads both, who reads HOUSEHOLD, who reads OTHER; the last two made one id in each."""
    both, one, other = desk.team("Sevgi Yılmaz", "Łukasz Ő", "Nour Ñandú")
    for who, home in ((one, HOUSEHOLD), (other, OTHER)):
        both.writes("household", home, name="Familie", pair=[both.member, who.member])
    desk.level()
    for who, home in ((one, HOUSEHOLD), (other, OTHER)):
        who.writes("person", "P1", household=home, name="Aïcha")
    desk.level()
    return both, one, other


def test_that_one_id_in_two_dossiers_carries_no_words_from_one_to_the_other(desk: Desk) -> None:
    both, one, other = two_dossiers(desk)
    both.writes("person", "P1", household=OTHER, phone="06 112", name="Aïcha Öz")
    both.writes("person", "P1", household=HOUSEHOLD, phone="06 911")
    desk.level()
    assert (b"06 911" in one.exports(), b"06 112" in one.exports()) == (True, False)
    assert (b"06 911" in other.exports(), b"06 112" in other.exports()) == (False, True)
    assert both.says("differences") == []
    unsaid = both.vault.with_suffix(".jsonl")
    unsaid.write_text('{"kind":"person","id":"P1","fields":{"email":"a@b"}}', encoding="utf-8")
    assert "household" in both.may_not("import", unsaid)


def test_that_a_difference_is_settled_in_its_own_dossier(desk: Desk) -> None:
    both, one, other = two_dossiers(desk)
    for laptop, name in ((both, "Aïcha Demir"), (other, "Aïcha Öz")):
        laptop.writes("person", "P1", household=OTHER, name=name)
    desk.level()
    (found,) = both.says("differences")
    (head,) = [head["id"] for head in found["heads"] if head["value"] == "Aïcha Öz"]
    assert both.runs("settle", found["id"], "--take", head).code == 0
    desk.level()
    assert (both.says("differences"), other.says("differences")) == ([], [])
    assert "Aïcha Öz".encode() not in one.exports()


def test_that_whom_a_shared_closed_note_is_for_does_not_change_under_it(desk: Desk) -> None:
    first, second, third = desk.team("Sevgi Yılmaz", "Łukasz Ő", "Nour Ñandú")
    first.writes("household", HOUSEHOLD, name="Familie", pair=[first.member])
    note = {"household": HOUSEHOLD, "author": first.member, "text": "Een woord"}
    first.writes("closed_note", "N1", **note)
    first.writes("closed_note", "N1", readers=[second.member])
    desk.level()
    assert b"Een woord" in second.exports()
    file = first.vault.with_suffix(".jsonl")
    others: list[dict[str, Any]] = [
        {"readers": []}, {"readers": [third.member]}, {"author": third.member},
    ]  # fmt: skip
    for fields in others:
        line = {"kind": "closed_note", "id": "N1", "fields": fields}
        file.write_text(json.dumps(line), encoding="utf-8")
        assert "andere lezers" in first.may_not("import", file)
    first.writes("closed_note", "N1", readers=[second.member], text="Twee woorden")
    desk.level()
    assert b"Twee woorden" in second.exports()
    assert b"woord" not in third.exports()


def test_that_a_reader_who_imports_a_card_lets_who_is_on_it_read_back(desk: Desk) -> None:
    first, second, third = desk.team("Sevgi Yılmaz", "Łukasz Ő", "Nour Ñandú")
    desk.dossier(first, second)
    assert TITLE.encode() not in third.exports()
    third.writes("household", HOUSEHOLD, stand_in=third.member)
    first.writes("household", HOUSEHOLD, phone="06 112")
    desk.level()
    assert TITLE.encode() not in third.exports()
    second.writes("household", HOUSEHOLD, case_lead=third.member)
    desk.level()
    assert third.exports() == first.exports() == second.exports()
    assert TITLE.encode() in third.exports()


def test_that_who_is_on_the_card_that_a_reader_settles_on_reads_back(desk: Desk) -> None:
    first, second, third = desk.team("Sevgi Yılmaz", "Łukasz Ő", "Nour Ñandú")
    desk.dossier(first, second)
    for laptop, lead in ((third, third), (second, second)):
        laptop.writes("household", HOUSEHOLD, case_lead=lead.member)
    desk.level()
    assert TITLE.encode() not in third.exports()
    (found,) = first.says("differences")
    (head,) = [head["id"] for head in found["heads"] if head["value"] == third.member]
    assert first.runs("settle", found["id"], "--take", head).code == 0
    desk.level()
    assert third.exports() == first.exports() == second.exports()
    assert TITLE.encode() in third.exports()
