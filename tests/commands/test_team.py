"""`drempel team …`: found, ask, let in by six words, let go; each as one command."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.model.sealed import Identity
from app.services.team import NEWEST
from app.sync import membership, requests
from app.sync.team import Device
from tests.commands.running import drempel, refused
from tests.helpers.vaults import TINY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.desk import Desk, Laptop

FLOOD: Final = 200
MEMBER_KEYS: Final = {"member", "name", "organisation", "coordinator", "devices"}
REQUEST_KEYS: Final = {"id", "name", "organisation", "words", "further_laptop"}


def test_that_three_vaults_become_a_team_by_commands_alone(desk: Desk) -> None:
    names = {"Şevgi Yılmaz": "", "Łukasz Ő": "GGD", "Zeynep Öz": ""}
    first, third = desk.laptop("Şevgi Yılmaz"), desk.laptop("Zeynep Öz")
    second = desk.create("Łukasz Ő", "GGD")
    first.says("team", "start", "--name", "Team Oost", "--share", desk.folder)
    for other in (second, third):
        let_in(first, other, desk.folder)
        assert {one["name"] for one in first.says("team", "members")} <= names.keys()
    desk.level()
    told = second.says("team", "members")
    assert all(one.keys() == MEMBER_KEYS for one in told)
    assert {one["name"]: one["organisation"] for one in told} == names
    assert [one["name"] for one in told if one["coordinator"]] == ["Şevgi Yılmaz"]
    assert first.exports() == second.exports() == third.exports()
    first.says("team", "remove", third.member)
    assert "uit het team" in third.may_not("sync")
    second.says("sync")
    assert len(second.says("team", "members")) == len(names) - 1
    assert first.exports() == second.exports() != third.exports()


def let_in(first: Laptop, other: Laptop, folder: Path) -> None:
    words = other.asks("--share", folder)
    assert "nog niet goedgekeurd" in other.may_not("sync")
    (waiting,) = first.says("team", "requests")
    assert waiting.keys() == REQUEST_KEYS
    assert waiting["words"] == words
    first.says("team", "approve", words)
    assert first.says("team", "requests") == []


def test_that_who_asks_again_keeps_the_six_words(desk: Desk) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    second, third = desk.laptop("Łukasz Ő"), desk.laptop("Ñuño Çelik")
    words = second.asks("--share", desk.folder)
    others = third.asks("--share", desk.folder)
    assert second.asks() == words != others
    assert {one["words"] for one in first.says("team", "requests")} == {words, others}
    assert len(first.says("team", "requests")) == 2
    second.writes("member", second.member, name="Łukasz Őszi")
    assert second.asks() == words
    assert first.says("team", "requests")[0]["name"] == "Łukasz Őszi"
    assert second.asks("--further-laptop") != words
    first.says("team", "approve", words)
    assert [one["words"] for one in first.says("team", "requests")] == [others]


def test_that_each_command_is_a_process_of_its_own(desk: Desk) -> None:
    first, second = desk.laptop("Şevgi Yılmaz").vault, desk.laptop("Łukasz Ő").vault
    made = drempel("team", "start", "--name", "Oost", "--share", desk.folder, vault=first)
    assert (made.code, made.document.keys()) == (0, {"team"})
    asked = drempel("team", "request", "--share", desk.folder.as_uri(), vault=second)
    let = drempel("team", "approve", asked.out.decode().strip(), vault=first)
    assert (let.code, let.document["name"]) == (0, "Łukasz Ő")
    shared = drempel("sync", vault=second)
    assert (shared.code, shared.document["refused"]) == (0, [])
    assert drempel("export", vault=second).out
    refused(drempel("team", "requests", "--share", desk.folder / "weg", vault=first))


@pytest.mark.parametrize(
    "typed",
    [
        lambda words: words.split(),
        lambda words: [words.upper()],
        lambda words: [words.replace(" ", "-")],
        lambda words: [words.title().replace(" ", ", ") + "."],
        lambda words: [f"{place}. {word}" for place, word in enumerate(words.split(), start=1)],
    ],
    ids=["six arguments", "capitals", "hyphens", "commas", "numbered"],
)
def test_that_words_count_however_they_are_typed(
    desk: Desk, typed: Callable[[str], list[str]]
) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    other = desk.laptop("Łukasz Ő")
    words = other.asks("--share", desk.folder)
    admitted = first.says("team", "approve", *typed(words))
    assert admitted == {"member": other.member, "name": "Łukasz Ő"}
    assert other.runs("sync").code == 0


def test_that_wrong_words_let_nobody_in(desk: Desk) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    words = desk.laptop("Łukasz Ő").asks("--share", desk.folder).split()
    before = desk.files()
    for wrong in (words[::-1], words[:5], [*words, words[0]], ["???"], ["-"], ["x" * 9999]):
        assert "niemand toegelaten" in first.may_not("team", "approve", *wrong)
    assert desk.files() == before
    assert len(first.says("team", "requests")) == 1


def test_that_the_words_of_a_false_team_do_not_fit(desk: Desk, tmp_path: Path) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    false = tmp_path / "vals"
    false.mkdir()
    desk.laptop("Iemand anders").says("team", "start", "--name", "Team Oost", "--share", false)
    words = desk.laptop("Łukasz Ő").asks("--share", false)
    for file in (false / "member").iterdir():
        (desk.folder / "member" / file.name).write_bytes(file.read_bytes())
    assert "vals team" in first.may_not("team", "approve", words)
    assert len(first.says("team", "members")) == 1


def test_that_only_the_coordinator_lets_in_and_lets_go(desk: Desk) -> None:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    words = desk.laptop("Zeynep Öz").asks("--share", desk.folder)
    before = desk.files()
    for command in (["approve", words], ["remove", first.member], ["hand-over", second.member]):
        assert "coördinator" in second.may_not("team", *command)
    assert desk.files() == before
    first.says("team", "hand-over", second.member)
    second.says("sync")
    assert "coördinator" in first.may_not("team", "approve", words)
    second.says("team", "approve", words)
    assert "Draag eerst de rol over" in second.may_not("team", "remove", second.member)
    assert "niet gevonden" in second.may_not("team", "remove", "01J0000000000000000000NEEN")


def test_that_a_further_laptop_is_its_owners_when_the_coordinator_says_so(desk: Desk) -> None:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    words = desk.laptop("Łukasz Ő").asks("--share", desk.folder, "--further-laptop")
    assert "van wie de laptop is" in first.may_not("team", "approve", words)
    first.says("team", "approve", words, "--member", second.member)
    desk.level()
    (both,) = [one for one in second.says("team", "members") if one["member"] == second.member]
    assert len(both["devices"]) == 2


def test_that_who_was_handed_the_role_lets_in_and_lets_go_at_once(desk: Desk) -> None:
    first, second, third = desk.team("Sevgi Yılmaz", "Łukasz Ő", "Nour Ñandú")
    words = desk.laptop("Zoë Demir").asks("--share", desk.folder)
    first.says("team", "hand-over", second.member)
    second.says("team", "approve", words)
    second.says("team", "hand-over", third.member)
    third.says("team", "remove", first.member)
    assert "coördinator" in second.may_not("team", "remove", third.member)


def test_that_a_laptop_is_never_let_in_as_nobodys(desk: Desk) -> None:
    first, _second = desk.team("Sevgi Yılmaz", "Łukasz Ő")
    words = desk.laptop("Sevgi Yılmaz").asks("--share", desk.folder, "--further-laptop")
    assert "niet gevonden" in first.may_not("team", "approve", words, "--member", "01KTYPFOUT")
    first.says("team", "approve", words, "--member", first.member)


def test_that_who_was_let_go_and_comes_back_counts_as_a_member_again(desk: Desk) -> None:
    first, second = desk.team("Sevgi Yılmaz", "Łukasz Ő")
    gone = second.member
    first.says("team", "remove", gone)
    assert b'"active":false' in first.exports()
    back = desk.create("Łukasz Ő", "MEE")
    first.says("team", "approve", back.asks("--share", desk.folder), "--member", gone)
    for laptop in (back, first, back):
        laptop.says("sync")
    assert b'"active":false' not in first.exports()
    assert back.exports() == first.exports()
    assert back.member == gone


def test_that_a_lost_laptop_goes_and_its_owner_stays(desk: Desk) -> None:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    lost = desk.laptop("Łukasz Ő")
    words = lost.asks("--share", desk.folder, "--further-laptop")
    first.says("team", "approve", words, "--member", second.member)
    desk.level()
    assert first.says("team", "remove", lost.device) == {"removed": lost.device}
    assert "uit het team" in lost.may_not("sync")
    assert second.says("sync")["refused"] == []
    told = {one["member"]: one["devices"] for one in second.says("team", "members")}
    assert told == {first.member: [first.device], second.member: [second.device]}


def test_that_a_team_begins_once_and_where_no_other_is(desk: Desk, tmp_path: Path) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    other = desk.laptop("Łukasz Ő")
    start = ("team", "start", "--name", "Team West", "--share")
    before = desk.files()
    assert "ander team" in other.may_not(*start, desk.folder)
    assert "al bij een team" in first.may_not(*start, desk.folder)
    assert "al bij een team" in first.may_not("team", "request", "--share", desk.folder)
    assert "geen team" in other.may_not("team", "request", "--share", tmp_path)
    assert "niet te bereiken" in other.may_not("team", "request", "--share", tmp_path / "weg")
    assert desk.files() == before
    assert not (tmp_path / "weg").exists()
    assert "geen team" in other.may_not("team", "members")


def test_that_a_place_is_named_once_and_then_known(desk: Desk) -> None:
    first = desk.laptop("Şevgi Yılmaz")
    for command in (
        ["team", "start", "--name", "Oost"], ["team", "request"], ["team", "requests"],
        ["team", "approve", "x"], ["team", "remove", "x"], ["sync"],
    ):  # fmt: skip
        assert "--share" in first.may_not(*command)
    first.says("team", "start", "--name", "Oost", "--share", desk.folder)
    assert first.says("team", "requests") == []


def test_that_another_teams_place_is_neither_read_nor_written(desk: Desk, tmp_path: Path) -> None:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    theirs = tmp_path / "van een ander"
    theirs.mkdir()
    stranger = desk.laptop("Iemand anders")
    stranger.says("team", "start", "--name", "Team West", "--share", theirs)
    stranger_there = sorted(theirs.rglob("*"))
    for command in (
        ["sync"], ["team", "requests"], ["team", "approve", "x"], ["team", "remove", second.member],
        ["team", "hand-over", second.member],
    ):  # fmt: skip
        assert "van een ander team" in first.may_not(*command, "--share", theirs)
    assert sorted(theirs.rglob("*")) == stranger_there
    first.says("sync", "--share", desk.folder)
    names = {path.name for path in theirs.rglob("*")} - {"member", "log"}
    assert not names & {name.rpartition("/")[2] for name in desk.files()}
    assert len(first.says("team", "members")) == 2


def test_that_a_place_nobody_knows_is_not_looked_into_for_requests(
    desk: Desk, tmp_path: Path
) -> None:
    (first,) = desk.team("Şevgi Yılmaz")
    fresh = tmp_path / "nieuwe stick"
    fresh.mkdir()
    assert "nieuw voor deze laptop" in first.may_not("team", "requests", "--share", fresh)
    assert "nieuw voor deze laptop" in first.may_not("team", "approve", "x", "--share", fresh)
    assert not list(fresh.iterdir())


def test_that_nobody_is_let_go_while_the_place_is_away(desk: Desk) -> None:
    first, second = desk.team("Şevgi Yılmaz", "Łukasz Ő")
    away = desk.folder.with_name("elders")
    desk.folder.rename(away)
    for command in (["remove", second.member], ["hand-over", second.member], ["approve", "x"]):
        assert "niet te bereiken" in first.may_not("team", *command)
    away.rename(desk.folder)
    told = {one["member"]: one["coordinator"] for one in first.says("team", "members")}
    assert told == {first.member: True, second.member: False}


def test_that_what_lay_in_the_place_before_somebody_left_counts(desk: Desk) -> None:
    first, second, third = desk.team("Şevgi Yılmaz", "Łukasz Ő", "Zeynep Öz")
    third.writes("meeting", "01J00000000000000000000M01", on="2026-03-05", place="het buurthuis")
    third.says("sync")
    first.says("team", "remove", third.member)
    assert second.says("sync")["set_aside"] == 0
    assert b"het buurthuis" in first.exports()
    assert second.exports() == first.exports()


def test_that_a_name_that_cannot_be_kept_begins_no_team(desk: Desk) -> None:
    first = desk.laptop("Siobhán Ní Dhuibhir")
    start = ("team", "start", "--share", desk.folder, "--name")
    assert "‘name’" in first.may_not(*start, "x" * 500)
    assert desk.files() == {}
    assert "nog bij geen team" in first.may_not("team", "members")
    first.says(*start, "Team Oost")


def test_that_the_sheet_is_on_paper_before_there_is_a_team(desk: Desk, tmp_path: Path) -> None:
    first = desk.laptop("Şevgi Yılmaz")
    start = ("team", "start", "--name", "Oost", "--share", desk.folder, "--recovery-sheet")
    assert "weg.pdf" in first.may_not(*start, tmp_path / "geen map" / "weg.pdf")
    assert desk.files() == {}
    first.says(*start, tmp_path / "herstelblad.pdf")
    assert (tmp_path / "herstelblad.pdf").read_bytes().startswith(b"%PDF")
    refused(first.runs(*start, tmp_path / "nog een.pdf"))
    assert not list(tmp_path.glob("nog een*"))


def test_that_a_flood_of_requests_hides_nobody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.crypto.spoken._COST", TINY)
    (first,) = desk.team("Şevgi Yılmaz")
    flood(desk, FLOOD)
    ran = first.runs("team", "requests")
    assert len(ran.document) == NEWEST
    assert f"{FLOOD - NEWEST} oudere verzoeken" in ran.err
    other = desk.laptop("Łukasz Ő")
    words = other.asks("--share", desk.folder)
    assert first.says("team", "requests")[0]["words"] == words
    assert len(first.says("team", "requests", "--all")) == FLOOD + 1
    first.says("team", "approve", words)
    other.says("sync")
    assert len(first.says("team", "requests", "--all")) == FLOOD


def flood(desk: Desk, count: int) -> None:
    """Requests with good signatures, of laptops that nobody knows."""
    (marker,) = desk.folder.glob("share-*.json")
    team: str = json.loads(marker.read_bytes())["team"]
    known = membership.evaluate(team, [
        file.read_bytes() for file in (desk.folder / "member").glob("*.entry")
    ])  # fmt: skip
    box = BoxKey.generate()
    coordinator: list[Device] = list(known.devices.values())
    for number in range(count):
        who = Identity(
            f"{number:026d}", f"{number:026d}", SigningKey.generate().private, box.private
        )
        file = requests.make_request(team, who, f"Nep {number}", "", coordinator)
        (desk.folder / "member" / file.name).write_bytes(file.data)


@pytest.mark.parametrize(
    "words",
    [
        ["team"],
        ["team", "dans"],
        ["team", "start"],
        ["team", "start", "--share", "x"],
        ["team", "start", "--share", "x", "--name", " "],
        ["team", "approve"],
        ["team", "remove"],
        ["team", "remove", "a", "b"],
        ["team", "members", "x"],
        ["sync", "x"],
        ["sync", "--share"],
        ["sync", "--share-credentials"],
    ],
    ids=" ".join,
)
def test_that_wrong_usage_ends_with_two(desk: Desk, words: list[str]) -> None:
    ran = desk.laptop("Şevgi Yılmaz").runs(*words)
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err.startswith("usage: drempel")


@pytest.mark.skipif(os.name == "nt", reason="Windows goes by the folder")
def test_that_credentials_may_stand_before_the_command_or_after_it(
    desk: Desk, tmp_path: Path
) -> None:
    first = desk.laptop("Şevgi Yılmaz")
    secret = tmp_path / "inlog.json"
    secret.write_text(json.dumps({"username": "team", "password": "geheim-ğ"}), encoding="utf-8")
    secret.chmod(0o644)
    option: tuple[str | Path, ...] = ("--share-credentials", secret)
    sync: tuple[str | Path, ...] = ("sync", "--share", "webdavs://localhost:1/map")
    for ran in (first.runs(*sync, *option), first.runs(*sync, front=option)):
        assert "chmod 600" in refused(ran)
    secret.chmod(0o600)
    for ran in (first.runs(*sync, *option), first.runs(*sync, front=option)):
        assert "localhost" in refused(ran)
        assert "geheim" not in ran.err


def test_that_a_request_says_its_words_and_nothing_else(desk: Desk) -> None:
    desk.team("Şevgi Yılmaz")
    ran = desk.laptop("Łukasz Ő").runs("team", "request", "--share", desk.folder)
    assert len(ran.out.decode().splitlines()) == 1
    assert "Lees deze zes woorden voor" in ran.err


def test_that_without_a_key_store_the_option_for_a_file_is_named(desk: Desk) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    try:
        ran = desk.laptop("Şevgi Yılmaz").runs("sync", "--share", "webdavs://localhost:1/map")
    finally:
        keyring.set_keyring(before)
    assert "--share-credentials" in refused(ran)
