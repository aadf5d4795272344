"""The circle of a dossier: shown as laptops may believe it, changed with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.model.base import dossier_space
from app.services import circle, dossiers, referrals, sharing, team, undoing
from app.services.target import Target
from app.storage.edits import Edit
from app.sync.circle import Readers
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, export, title, write

if TYPE_CHECKING:
    from app.services.circle import Circle
    from app.services.session import Session

Duo = tuple["Session", "Session"]


def of(session: Session) -> Circle:
    return circle.of(session, HOUSEHOLD)


def names(session: Session) -> list[str]:
    return [line.name for line in of(session).readers]


def lead(session: Session, member: str) -> None:
    circle.put_card(session, Target("household", HOUSEHOLD, "case_lead"), member)


def test_that_the_pair_reads_and_is_shown_with_who_put_them_there(duo: Duo, third: Session) -> None:
    first, second = duo
    found = of(first)
    assert names(first) == names(second) == ["Ayşe Ğazi", "Łukasz Wójcik"]
    assert found.shared
    assert found.reads
    assert {line.role for line in found.readers} == {"pair"}
    assert {line.by for line in found.readers} == {"Ayşe Ğazi"}
    assert all(line.since for line in found.readers)
    assert [name for _id, name in found.others] == ["Fatoumata Çelik"]
    assert third.vault.member_id not in {line.member for line in found.readers}


def test_that_a_dossier_which_a_laptop_may_not_read_names_who_does(third: Session) -> None:
    found = of(third)
    assert not found.reads
    assert not found.readable
    assert not dossiers.dossier(third, HOUSEHOLD).readable
    assert names(third) == ["Ayşe Ğazi", "Łukasz Wójcik"]


def test_that_who_is_added_reads_back_and_is_shown_with_the_reason(
    office: Office, duo: Duo, third: Session
) -> None:
    circle.add(duo[0], HOUSEHOLD, third.vault.member_id, " invallen ")
    office.level()
    assert title(third) == "De post open durven maken"
    for session in office.sessions:
        line = next(one for one in of(session).readers if one.name == "Fatoumata Çelik")
        assert (line.reason, line.by, line.since) == ("invallen", "Ayşe Ğazi", "2026-03-02")
    assert of(third).readable


def test_that_who_is_taken_out_keeps_what_was_read_and_gets_nothing_new(
    office: Office, duo: Duo, third: Session
) -> None:
    member = third.vault.member_id
    circle.add(duo[0], HOUSEHOLD, member, "invallen")
    office.level()
    circle.take_out(duo[1], HOUSEHOLD, member, "klaar")
    write(duo[1], "goal", "G1", title=CANARY)
    office.level()
    assert CANARY not in "".join(export(third))
    assert title(third) == "De post open durven maken"
    assert of(third).readable
    assert [(line.name, line.reason) for line in of(duo[0]).former] == [
        ("Fatoumata Çelik", "klaar")
    ]
    assert names(duo[0]) == names(duo[1]) == ["Ayşe Ğazi", "Łukasz Wójcik"]


def test_that_nobody_lets_himself_or_others_in_where_he_does_not_read(
    duo: Duo, third: Session
) -> None:
    for member in (third.vault.member_id, duo[0].vault.member_id):
        with pytest.raises(UserError, match="circle_not_reader"):
            circle.add(third, HOUSEHOLD, member, "toch")
    with pytest.raises(UserError, match="circle_not_reader"):
        circle.take_out(third, HOUSEHOLD, duo[0].vault.member_id, "weg")


def test_that_undoing_a_new_reader_gives_no_key_and_undoing_a_removal_does(
    office: Office, duo: Duo, third: Session
) -> None:
    member = third.vault.member_id
    circle.add(duo[0], HOUSEHOLD, member, "vergissing")
    undoing.undo_last(duo[0])
    write(duo[0], "goal", "G1", title=CANARY)
    office.level()
    assert CANARY not in "".join(export(third))
    circle.add(duo[0], HOUSEHOLD, member, "invallen")
    office.level()
    circle.take_out(duo[0], HOUSEHOLD, member, "vergissing")
    undoing.undo_last(duo[0])
    office.level()
    assert title(third) == CANARY


def test_that_undoing_a_new_reader_after_sharing_takes_them_out(
    office: Office, duo: Duo, third: Session
) -> None:
    circle.add(duo[0], HOUSEHOLD, third.vault.member_id, "vergissing")
    office.level()
    undoing.undo_last(duo[0])
    write(duo[0], "goal", "G1", title=CANARY)
    office.level()
    assert CANARY not in "".join(export(third))


def test_that_a_new_regisseur_whom_a_reader_names_reads_back(
    office: Office, duo: Duo, third: Session
) -> None:
    lead(duo[1], third.vault.member_id)
    office.level()
    assert title(third) == "De post open durven maken"
    line = next(one for one in of(duo[0]).readers if one.name == "Fatoumata Çelik")
    assert (line.role, line.by, line.left_card) == ("case_lead", "Łukasz Wójcik", False)


def test_that_who_leaves_the_card_reads_until_a_person_decides(
    office: Office, duo: Duo, third: Session
) -> None:
    lead(duo[0], third.vault.member_id)
    office.level()
    lead(duo[0], duo[0].vault.member_id)
    line = next(one for one in of(duo[1]).readers if one.name == "Fatoumata Çelik")
    assert not line.left_card
    office.level()
    line = next(one for one in of(duo[1]).readers if one.name == "Fatoumata Çelik")
    assert line.left_card
    circle.add(duo[1], HOUSEHOLD, third.vault.member_id, circle.STAYS)
    line = next(one for one in of(duo[1]).readers if one.name == "Fatoumata Çelik")
    assert not line.left_card
    assert line.reason == circle.STAYS


def test_that_naming_oneself_on_the_card_is_a_question_that_a_reader_answers(
    office: Office, duo: Duo, third: Session
) -> None:
    member = third.vault.member_id
    circle.put_card(third, Target("household", HOUSEHOLD, "stand_in"), member)
    office.level()
    assert title(third) == ""
    assert [line.name for line in of(duo[0]).asking] == ["Fatoumata Çelik"]
    assert "Fatoumata Çelik" not in names(duo[0])
    circle.add(duo[0], HOUSEHOLD, member, "vervangt in de zomer")
    office.level()
    assert title(third) == "De post open durven maken"
    assert not of(duo[1]).asking


def test_that_who_asks_to_read_is_shown_and_reads_once_a_reader_agrees(
    office: Office, duo: Duo, third: Session
) -> None:
    circle.ask(third, HOUSEHOLD, "Ik ken de zoon")
    assert not of(third).readable
    assert [line.mine for line in of(third).asking] == [True]
    office.level()
    assert [(line.name, line.reason) for line in of(duo[1]).asking] == [
        ("Fatoumata Çelik", "Ik ken de zoon")
    ]
    assert title(third) == ""
    circle.add(duo[1], HOUSEHOLD, third.vault.member_id, "akkoord")
    office.level()
    assert title(third) == "De post open durven maken"
    assert of(third).reads
    assert names(third) == names(duo[0])


def test_that_who_lets_somebody_in_and_leaves_in_one_go_leaves_what_was_there(
    office: Office, duo: Duo, third: Session
) -> None:
    first, second = duo
    circle.take_out(first, HOUSEHOLD, second.vault.member_id, "ander werk")
    circle.add(first, HOUSEHOLD, third.vault.member_id, "neemt het over")
    circle.take_out(first, HOUSEHOLD, first.vault.member_id, "ander werk")
    office.level()
    assert title(third) == "De post open durven maken"
    assert names(third) == ["Fatoumata Çelik"]
    write(third, "goal", "G1", title=CANARY)
    office.level()
    assert CANARY not in "".join(export(first)) + "".join(export(second))


def test_that_the_last_reader_stays(duo: Duo) -> None:
    first, second = duo
    circle.take_out(first, HOUSEHOLD, second.vault.member_id, "ander werk")
    with pytest.raises(UserError, match="circle_last_reader"):
        circle.take_out(first, HOUSEHOLD, first.vault.member_id, "ander werk")


def test_that_two_who_decide_apart_leave_a_difference_that_a_third_decision_ends(
    office: Office, duo: Duo, third: Session
) -> None:
    member = third.vault.member_id
    circle.add(duo[0], HOUSEHOLD, member, "invallen")
    office.level()
    circle.take_out(duo[0], HOUSEHOLD, member, "klaar")
    circle.take_out(duo[1], HOUSEHOLD, member, "weg")
    circle.add(duo[1], HOUSEHOLD, member, "toch niet")
    office.level()
    assert "Fatoumata Çelik" not in names(duo[0])
    circle.add(duo[0], HOUSEHOLD, member, "afgesproken")
    write(duo[0], "goal", "G1", title="Samen")
    office.level()
    assert names(duo[0]) == names(duo[1])
    assert title(third) == "Samen"


def test_that_without_a_team_the_card_says_who_reads(office: Office) -> None:
    alone = office.laptop("Ngozi Okafor")
    me = alone.vault.member_id
    alone.vault.record([Edit("household", HOUSEHOLD, {"name": "Familie Ñáñez", "pair": [me]})])
    found = of(alone)
    assert found.reads
    assert not found.shared
    assert [line.mine for line in found.readers] == [True]


def test_that_a_new_duo_whom_a_reader_assigns_reads_back(
    office: Office, duo: Duo, third: Session
) -> None:
    first = duo[0]
    referral = referrals.new(first, {"name": "Familie Şahin"})
    first.vault.record([Edit("referral", referral, {"household": HOUSEHOLD})])
    referrals.assign(first, referral, [third.vault.member_id])
    office.level()
    assert title(third) == "De post open durven maken"
    line = next(one for one in of(duo[1]).readers if one.member == third.vault.member_id)
    assert line.role == "pair"


def test_that_assigning_a_duo_begins_no_dossier_for_who_assigns(
    office: Office, duo: Duo, third: Session
) -> None:
    referral = referrals.new(third, {"name": "Mevrouw Ołdak"})
    household = referrals.assign(third, referral, [duo[0].vault.member_id])
    office.level()
    assert duo[0].vault.query("SELECT 1 FROM entities WHERE space = ?", (f"d:{household}",)) == []
    assert [one.member for one in circle.of(third, household).readers] == [duo[0].vault.member_id]
    assert not circle.of(third, household).reads
    assert circle.of(duo[0], household).reads


def test_that_a_policy_of_the_organisation_lets_the_whole_team_read(
    office: Office, duo: Duo, third: Session
) -> None:
    for session in office.sessions:
        session.organisation = session.organisation.model_copy(update={"readers": "team"})
    write(duo[0], "goal", "G1", title="Voor het hele team")
    office.level()
    assert title(third) == "Voor het hele team"
    found = of(third)
    assert found.everyone
    assert found.reads
    assert names(third) == ["Ayşe Ğazi", "Fatoumata Çelik", "Łukasz Wójcik"]


def test_that_keys_one_after_the_other_tell_what_all_tell_at_once(
    office: Office, duo: Duo, third: Session
) -> None:
    member = third.vault.member_id
    circle.add(duo[0], HOUSEHOLD, member, "invallen")
    office.level()
    circle.take_out(duo[1], HOUSEHOLD, member, "klaar")
    write(duo[1], "goal", "G1", title=CANARY)
    office.level()
    space = dossier_space(HOUSEHOLD)
    for session in office.sessions:
        keys = session.vault.sharing.space_keys()
        asked = (session.vault.member_id, team.the_team(session), sharing.circles(session))
        step_by_step, at_once = Readers(*asked, ()), Readers(*asked, keys)
        for key in keys:
            step_by_step.ever(key.space)
            step_by_step.learn([key])
        assert session is third or len({key.id for key in keys if key.space == space}) > 1
        assert step_by_step.devices(space) == at_once.devices(space)
        assert step_by_step.ever(space) == at_once.ever(space)
        for key in keys:
            assert step_by_step.trusts(key) == at_once.trusts(key)
