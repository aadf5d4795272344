"""A round of sharing through a real folder: what arrives, what is put back, who reads what."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.services import team
from app.storage.edits import Edit
from app.sync.names import PackName, log_name
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, export, title, write

if TYPE_CHECKING:
    from app.services.session import Session

Duo = tuple["Session", "Session"]


def test_that_two_who_read_the_same_hold_the_same_to_the_byte(office: Office, duo: Duo) -> None:
    first, second = duo
    write(second, "goal", "G2", title="Een droge badkamer")
    office.level()
    assert export(first) == export(second)
    assert title(first, "G2") == "Een droge badkamer"


def test_that_both_editing_one_goal_is_a_difference_settled_once_for_all(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    write(first, "goal", "G1", title="Eén")
    write(second, "goal", "G1", title="Twee")
    office.level()
    (mine,), (theirs,) = first.vault.differences(), second.vault.differences()
    assert {head.value for head in mine.heads} == {"Eén", "Twee"}
    assert mine.heads == theirs.heads
    first.vault.settle("goal", "G1", "title", take=mine.heads[0].id)
    office.level()
    assert not first.vault.differences()
    assert not second.vault.differences()
    assert export(first) == export(second)


def test_that_a_sync_with_nothing_new_writes_and_reads_nothing(office: Office, duo: Duo) -> None:
    first, _second = duo
    before = {path: path.stat().st_mtime_ns for path in office.files()}
    report = office.sync(first)
    assert (report.sent, report.received) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in office.files()} == before


def test_that_an_answer_gets_no_answer(office: Office, duo: Duo) -> None:
    write(duo[0], "goal", "G1", title="Nieuw")
    office.level()
    count = len(office.files())
    for _ in range(3):
        office.level()
    assert len(office.files()) == count


def test_that_it_says_who_is_up_to_date(office: Office, duo: Duo) -> None:
    first, second = duo
    write(first, "goal", "G1", title="Nieuw")
    there = second.vault.device_id
    assert office.sync(first).up_to_date == {first.vault.device_id: True, there: False}
    office.sync(second)
    assert office.sync(first).up_to_date == {first.vault.device_id: True, there: True}


def test_that_an_emptied_share_empties_no_vault_and_is_filled_again(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    before = export(second)
    shutil.rmtree(office.folder)
    office.folder.mkdir()
    report = office.sync(second)
    assert report.put_back > 0
    assert export(second) == before
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    assert third.vault.get("household", HOUSEHOLD) is not None


def test_that_a_file_that_vanished_is_put_back_by_any_laptop(office: Office, duo: Duo) -> None:
    before = {path.name: path.read_bytes() for path in office.files("log/*")}
    own = duo[0].vault.device_id.lower()
    next(path for path in office.files("log/*") if path.name.startswith(own)).unlink()
    office.sync(duo[1])
    assert {path.name: path.read_bytes() for path in office.files("log/*")} == before


def test_that_copies_and_placeholders_of_a_synchroniser_are_left_alone(
    office: Office, duo: Duo
) -> None:
    some = office.files("log/*.seg")[0]
    odd = ("a (1).seg", f"{some.stem}.sync-conflict-20260302-090000-ABC.seg", "~$lock", "x.tmp")
    for name in odd:
        shutil.copy(some, some.with_name(name))
    report = office.sync(duo[1])
    assert report.refused == []
    assert all(some.with_name(name).exists() for name in odd)


def test_that_a_half_copied_file_is_named_and_read_when_it_is_whole(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    write(first, "goal", "G1", title="Heel")
    before = set(office.files("log/*"))
    office.sync(first)
    (new,) = set(office.files("log/*")) - before
    whole = new.read_bytes()
    new.write_bytes(whole[: len(whole) // 2])
    report = office.sync(second)
    assert [(one.file, one.reason) for one in report.refused] == [(f"log/{new.name}", "not_whole")]
    assert title(second) != "Heel"
    new.write_bytes(whole)
    assert office.sync(second).refused == []
    assert title(second) == "Heel"


def test_that_many_segments_become_packs_and_a_newcomer_reads_them(
    office: Office, duo: Duo
) -> None:
    first, _second = duo
    for number in range(30):
        write(first, "goal", "G1", title=f"Versie {number}")
        office.sync(first)
    names = [log_name(path.name) for path in office.files("log/*")]
    own = [one for one in names if one and one.device == first.vault.device_id]
    assert any(isinstance(one, PackName) for one in own)
    assert len(own) < 16
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    office.level()
    first.vault.record(
        [
            Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"}),
        ]
    )
    office.level()
    assert third.vault.get("household", HOUSEHOLD) == first.vault.get("household", HOUSEHOLD)


def test_that_a_stick_between_two_laptops_does_as_well_as_the_office(
    office: Office, duo: Duo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = duo
    stick = tmp_path_factory.mktemp("stick")
    write(first, "goal", "G1", title="Aan de keukentafel")
    office.sync(first, stick)
    office.sync(second, stick)
    assert title(second) == "Aan de keukentafel"
    office.level()
    assert export(first) == export(second)


def test_that_an_unknown_place_is_asked_about_first(
    duo: Duo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from app.services import sharing  # noqa: PLC0415

    place = tmp_path_factory.mktemp("onbekend")
    with sharing.opened(str(place)) as share, pytest.raises(UserError, match="share_unknown"):
        sharing.sync(duo[0], share)
    assert not any(place.iterdir())


def test_that_a_colleague_outside_the_circle_reads_nothing_of_a_dossier(
    office: Office, duo: Duo
) -> None:
    first, _second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    write(first, "goal", "G3", title=f"Iets met {CANARY}")
    office.level()
    assert CANARY not in "".join(export(third))
    assert not third.vault.search(CANARY)
    assert third.vault.info()["counts"]["goal"] == 0
    assert third.vault.get("household", HOUSEHOLD) is not None


def test_that_a_new_reader_reads_back_and_one_who_left_reads_nothing_new(
    office: Office, duo: Duo
) -> None:
    from app.clock import derived_id  # noqa: PLC0415

    first, _second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    reader = derived_id("reader", HOUSEHOLD, third.vault.member_id)
    write(first, "reader", reader, member=third.vault.member_id, reason="invallen", active=True)
    office.level()
    assert title(third) == "De post open durven maken"
    write(first, "reader", reader, member=third.vault.member_id, reason="klaar", active=False)
    write(first, "goal", "G1", title=f"Daarna {CANARY}")
    office.level()
    assert title(third) == "De post open durven maken"
    assert CANARY not in "".join(export(third))


def test_that_naming_oneself_a_reader_gives_no_key(office: Office, duo: Duo) -> None:
    from app.clock import derived_id  # noqa: PLC0415

    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    member = third.vault.member_id
    write(third, "reader", derived_id("reader", HOUSEHOLD, member), member=member, active=True)
    third.vault.record([Edit("household", HOUSEHOLD, {"stand_in": member})])
    office.level()
    write(second, "goal", "G1", title=CANARY)
    office.level()
    assert CANARY not in "".join(export(third))
    assert title(third) == ""


def test_that_no_word_and_no_name_lies_in_the_share(office: Office, duo: Duo) -> None:
    first, second = duo
    words = [
        CANARY,
        "Ayşe",
        "Łukasz",
        "Şahin",
        "Noorderhaven",
        "open durven",
        "household",
        "domain_note",
    ]
    write(first, "goal", "G4", title=CANARY)
    write(second, "domain_note", "N1", text=CANARY, author=second.vault.member_id)
    office.level()
    for path in office.files():
        data = path.read_bytes()
        for word in words:
            assert word.encode() not in data, (word, path.name)
            assert word.casefold() not in path.name.casefold()


def test_that_a_removed_member_reads_nothing_new_and_counts_no_more(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    office.level()
    team.remove(first, third.vault.member_id)
    office.sync(first)
    third_before = export(third)
    third.vault.record([Edit("household", HOUSEHOLD, {"phone": CANARY})])
    with pytest.raises(UserError, match="removed_from_team"):
        office.sync(third)
    first.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 99"})])
    office.sync(first)
    office.sync(second)
    with pytest.raises(UserError, match="removed_from_team"):
        office.sync(third)
    assert "050 555 01 99" not in "".join(export(third))
    assert len(export(third)) == len(third_before)
    assert CANARY not in "".join(export(first) + export(second))


def test_that_work_shared_by_a_removed_laptop_that_had_not_heard_is_kept_apart(
    office: Office, duo: Duo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    office.level()
    stick = tmp_path_factory.mktemp("stick")
    third.vault.record([Edit("household", HOUSEHOLD, {"phone": CANARY})])
    office.sync(third, stick)
    office.sync(second, stick)
    assert CANARY in "".join(export(second))
    team.remove(first, third.vault.member_id)
    office.sync(first)
    report = office.sync(second)
    assert report.apart > 0
    assert CANARY not in "".join(export(second))
    assert export(first) == export(second)
    office.sync(first)
    team.move_cut(first, third.vault.device_id)
    office.level_of(first, second)
    assert CANARY in "".join(export(first))
    assert export(first) == export(second)
