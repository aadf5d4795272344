"""What each entry does, and what it cannot do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.crypto.signing import SigningKey
from app.sync import signed
from app.sync.fields import spelled
from app.sync.membership import Refused, evaluate
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    NUNEZ,
    OERY,
    SALMA,
    SEGMENT,
    SHEET,
    Log,
    founding,
    keys_of,
    laptop,
    reasons,
    sealed_entry,
    team_of,
)

# ---------------------------------------------------------------- founding


def test_that_the_founder_coordinates_and_the_entry_names_the_team() -> None:
    team = Log().team
    assert team.founded
    assert (team.number, team.head, team.entries) == (0, team.id, (team.id,))
    assert team.is_coordinator(AYSE.member)
    assert team.members() == {AYSE.member: (AYSE.device,)}
    assert team.author(AYSE.device) == AYSE.member
    assert team.recovery_sign == SHEET.sign.public
    assert team.recovery_box == SHEET.box.public
    assert (team.refused, team.waiting, team.forks) == ((), (), ())


def test_that_without_the_founding_entry_nobody_is_in_the_team() -> None:
    log = team_of(LUKASZ)
    team = evaluate(log.id, log.files[1:])
    assert not team.founded
    assert not team.is_coordinator("")
    assert (team.devices, team.waiting) == ({}, (signed.file_id(log.files[1]),))
    assert team.author(AYSE.device) is None


def test_that_a_false_team_under_a_known_id_is_not_followed() -> None:
    log, false = Log(), founding(LUKASZ)
    log.add(false)
    assert log.team.entries == (log.id,)
    assert log.team.refused == (Refused(false.id, "other_team"),)
    assert not evaluate("0" * 40, log.files).founded
    admission = Log()
    name = admission.admit(AYSE, LUKASZ)
    assert not evaluate(name, admission.files).founded


@pytest.mark.parametrize(
    "body",
    [
        {"action": "admit"},
        {"previous": "0" * 40},
        {"team": "0" * 40},
        {"recovery_sign": "AAAA"},
        {"recovery_box": None},
        {"nonce": "no base64"},
        {"device": "lower"},
        {"member": ""},
        {"member": 1},
        {"sign": spelled(SigningKey(SALMA.sign).public)},
        {"by": SALMA.device},
        {"by": "recovery"},
    ],
)
def test_that_a_founding_entry_with_a_wrong_field_founds_nothing(body: dict[str, object]) -> None:
    sound = signed.read(b"DRM1", founding().data).body
    file = sealed_entry(AYSE, 0, {})
    file = sealed_entry(AYSE, 0, {**{k: v for k, v in sound.items() if k != "by"}, **body})
    team = evaluate(file.id, [file.data])
    assert not team.founded
    assert {one.id for one in team.refused} == {file.id}


def test_that_an_entry_with_a_payload_or_a_torn_one_counts_nothing() -> None:
    body = signed.read(b"DRM1", founding().data).body
    longer = signed.write(b"DRM1", body, b"more", SigningKey(AYSE.sign))
    newer = signed.write(b"DRM2", body, b"", SigningKey(AYSE.sign))
    files = [longer, newer, b"", b"DRM1", founding().data[:-1], b"DRX1 something"]
    team = evaluate(signed.file_id(longer), files)
    assert not team.founded
    assert len(team.refused) == len(files)
    assert "newer_version" in reasons(team)


# ---------------------------------------------------------------- admitting


def test_that_who_is_admitted_belongs_to_the_team() -> None:
    team = team_of(LUKASZ, SALMA).team
    assert set(team.members()) == {AYSE.member, LUKASZ.member, SALMA.member}
    assert team.author(SALMA.device) == SALMA.member
    assert not team.is_coordinator(SALMA.member)
    assert team.devices[SALMA.device].sign == SigningKey(SALMA.sign).public
    assert team.number == 2


def test_that_a_further_laptop_belongs_to_the_same_member() -> None:
    second = laptop("Łukasz Kowalski", 2)
    team = team_of(LUKASZ, second).team
    assert set(team.members()[LUKASZ.member]) == {LUKASZ.device, second.device}


def test_that_an_entry_of_a_member_or_a_stranger_never_counts() -> None:
    log = team_of(LUKASZ)
    names = {log.admit(LUKASZ, SALMA), log.admit(OERY, OERY)}
    assert set(log.team.members()) == {AYSE.member, LUKASZ.member}
    assert {one.id for one in log.team.refused} == names
    assert reasons(log.team) == {"not_by_the_coordinator"}


def test_that_an_entry_signed_by_another_key_than_it_says_never_counts() -> None:
    log = team_of(LUKASZ)
    forger = replace(LUKASZ, device=AYSE.device, member=AYSE.member)
    log.admit(forger, SALMA)
    assert SALMA.device not in log.team.devices


@pytest.mark.parametrize("number", [1, 3, 0, 999_999])
def test_that_a_forged_number_never_counts(number: int) -> None:
    log = team_of(LUKASZ)
    team = log.team
    body = {"action": "admit", "previous": team.head, "request": "0" * 40, "team": team.id}
    log.add(sealed_entry(AYSE, number, {**body, **keys_of(SALMA)}))
    assert log.team.entries == team.entries
    assert log.team.refused


@pytest.mark.parametrize("number", [-1, 1_000_000, 1.0, True, "2", None])
def test_that_a_number_that_is_none_never_counts(number: object) -> None:
    log = team_of(LUKASZ)
    log.write(AYSE, "admit", request="0" * 40, **{**keys_of(SALMA), "number": number})
    assert SALMA.device not in log.team.devices
    assert log.team.refused


def test_that_an_entry_that_names_no_known_previous_waits() -> None:
    log = team_of(LUKASZ)
    body = {"action": "admit", "previous": "b" * 40, "request": "0" * 40, "team": log.id}
    file = sealed_entry(AYSE, 2, {**body, **keys_of(SALMA)})
    log.add(file)
    assert log.team.waiting == (file.id,)
    assert SALMA.device not in log.team.devices


def test_that_an_entry_of_another_team_is_told() -> None:
    log, other = team_of(LUKASZ), Log([founding(SALMA).data])
    other.admit(SALMA, OERY)
    log.files.append(other.files[1])
    assert reasons(log.team) == {"other_team"}


@pytest.mark.parametrize("same", ["device", "sign", "box"])
def test_that_a_device_or_key_that_is_taken_is_not_admitted_again(same: str) -> None:
    log = team_of(LUKASZ)
    log.admit(AYSE, SALMA, **{same: keys_of(LUKASZ)[same]})
    log.admit(AYSE, OERY)
    team = log.team
    assert reasons(team) == {"taken"}
    assert set(team.members()) == {AYSE.member, LUKASZ.member, OERY.member}
    assert team.author(LUKASZ.device) == LUKASZ.member
    assert team.number == 3


def test_that_a_removed_device_stays_taken_but_the_member_comes_back_with_another() -> None:
    log = team_of(LUKASZ)
    log.remove(AYSE, member=LUKASZ.member)
    log.admit(AYSE, LUKASZ)
    assert set(log.team.members()) == {AYSE.member}
    again = laptop("Łukasz Kowalski", 2)
    log.admit(AYSE, again)
    team = log.team
    assert team.members()[LUKASZ.member] == (again.device,)
    assert set(team.removed) == {LUKASZ.device}
    assert team.author(LUKASZ.device) == LUKASZ.member


@pytest.mark.parametrize(
    "wrong",
    [{"box": "AAAA"}, {"sign": "!"}, {"request": "x"}, {"device": 1}, {"member": None},
     {"sign": keys_of(SALMA)["sign"].rstrip("=")}],
)  # fmt: skip
def test_that_an_admission_with_a_wrong_field_is_void_and_does_not_stop_the_chain(
    wrong: dict[str, object],
) -> None:
    log = Log()
    log.admit(AYSE, LUKASZ, **wrong)
    log.admit(AYSE, SALMA)
    assert set(log.team.members()) == {AYSE.member, SALMA.member}
    assert log.team.number == 2
    assert len(log.team.refused) == 1


def test_that_an_action_of_a_later_program_is_void_and_does_not_stop_the_chain() -> None:
    log = Log()
    log.write(AYSE, "celebrate", cake=True)
    log.admit(AYSE, SALMA, greeting="nieuw veld")
    assert reasons(log.team) == {"unknown_action"}
    assert SALMA.device in log.team.devices


# ---------------------------------------------------------------- removing and the cut


def test_that_a_removed_member_may_write_nothing_and_admit_nobody() -> None:
    log = team_of(LUKASZ, SALMA)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.remove(LUKASZ, member=AYSE.member)
    log.admit(AYSE, OERY)
    team = log.team
    assert set(team.members()) == {LUKASZ.member, SALMA.member}
    assert set(team.removed) == {AYSE.device}
    assert reasons(team) == {"not_by_the_coordinator"}


def test_that_one_device_goes_and_its_member_stays() -> None:
    second = laptop("Łukasz Kowalski", 2)
    log = team_of(LUKASZ, second)
    log.remove(AYSE, {LUKASZ.device: [SEGMENT]}, device=LUKASZ.device)
    team = log.team
    assert team.members()[LUKASZ.member] == (second.device,)
    assert team.cuts == {LUKASZ.device: frozenset({SEGMENT})}


def test_that_the_last_device_of_the_coordinator_stays() -> None:
    log = team_of(LUKASZ)
    log.remove(AYSE, device=AYSE.device)
    log.remove(AYSE, member=AYSE.member)
    log.write(SHEET, "remove", cut={}, member=AYSE.member)
    team = log.team
    assert team.number == 4
    assert team.members()[AYSE.member] == (AYSE.device,)
    assert reasons(team) == {"last_coordinator_device"}


def test_that_a_coordinator_with_two_laptops_removes_the_lost_one() -> None:
    second = laptop("Ayşe Çağlayan", 2)
    log = team_of(second)
    log.remove(AYSE, device=second.device)
    assert log.team.members() == {AYSE.member: (AYSE.device,)}


def test_that_a_device_that_is_not_named_in_the_cut_counts_nothing() -> None:
    second = laptop("Łukasz Kowalski", 2)
    log = team_of(LUKASZ, second)
    log.remove(AYSE, {LUKASZ.device: [SEGMENT]}, member=LUKASZ.member)
    assert log.team.cuts == {LUKASZ.device: frozenset({SEGMENT}), second.device: frozenset()}


def test_that_the_cut_moves_and_only_for_removed_devices() -> None:
    log = team_of(LUKASZ, SALMA)
    log.remove(AYSE, {LUKASZ.device: [SEGMENT]}, member=LUKASZ.member)
    log.write(AYSE, "recut", cut={LUKASZ.device: ["b" * 40], SALMA.device: ["c" * 40]})
    assert log.team.cuts == {LUKASZ.device: frozenset({"b" * 40})}
    log.remove(AYSE, device=SALMA.device)
    assert log.team.cuts[SALMA.device] == frozenset()


def test_that_removing_again_does_not_move_the_cut() -> None:
    log = team_of(LUKASZ)
    log.remove(AYSE, {LUKASZ.device: [SEGMENT]}, member=LUKASZ.member)
    log.remove(AYSE, {}, device=LUKASZ.device)
    assert log.team.cuts == {LUKASZ.device: frozenset({SEGMENT})}


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"member": LUKASZ.member, "device": LUKASZ.device},
        {"member": LUKASZ.member, "cut": None},
        {"member": LUKASZ.member, "cut": {"x": []}},
        {"member": LUKASZ.member, "cut": {LUKASZ.device: "all"}},
        {"member": LUKASZ.member, "cut": {LUKASZ.device: ["x"]}},
        {"device": "nobody"},
    ],
)
def test_that_a_removal_with_a_wrong_field_removes_nobody(wrong: dict[str, object]) -> None:
    log = team_of(LUKASZ)
    log.write(AYSE, "remove", **{"cut": {}, **wrong})
    assert LUKASZ.device in log.team.devices
    assert len(log.team.refused) == 1


# ---------------------------------------------------------------- handing over


def test_that_after_the_hand_over_only_the_new_coordinator_writes() -> None:
    log = team_of(LUKASZ)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    refused = log.admit(AYSE, OERY)
    log.admit(LUKASZ, SALMA)
    assert log.team.is_coordinator(LUKASZ.member)
    assert set(log.team.members()) == {AYSE.member, LUKASZ.member, SALMA.member}
    assert log.team.refused == (Refused(refused, "not_by_the_coordinator"),)


@pytest.mark.parametrize("member", [SALMA.member, "", None])
def test_that_nothing_is_handed_over_to_who_has_no_laptop_here(member: object) -> None:
    log = team_of(LUKASZ)
    log.write(AYSE, "hand_over", member=member)
    assert log.team.is_coordinator(AYSE.member)
    assert len(log.team.refused) == 1


# ---------------------------------------------------------------- the recovery sheet


def test_that_the_sheet_names_a_new_coordinator() -> None:
    log = team_of(LUKASZ)
    log.write(SHEET, "hand_over", member=LUKASZ.member)
    log.admit(LUKASZ, SALMA)
    assert log.team.is_coordinator(LUKASZ.member)
    assert SALMA.device in log.team.devices


def test_that_the_sheet_takes_the_place_of_what_followed_wherever_it_hangs() -> None:
    log = team_of(LUKASZ)
    early = log.team
    log.admit(AYSE, SALMA)
    log.admit(AYSE, OERY)
    body = {"action": "hand_over", "previous": early.head, "team": log.id}
    log.add(sealed_entry(SHEET, early.number + 1, {**body, "member": LUKASZ.member}))
    team = log.team
    assert team.is_coordinator(LUKASZ.member)
    assert set(team.members()) == {AYSE.member, LUKASZ.member}
    assert len(team.forks) == 1
    assert len(team.waiting) == 1


def test_that_the_sheet_decides_which_side_of_a_fork_is_true() -> None:
    log = team_of(LUKASZ)
    base = log.team
    for person in (SALMA, OERY, NUNEZ):
        body = {"action": "admit", "previous": base.head, "request": "0" * 40, "team": log.id}
        log.add(sealed_entry(AYSE, base.number + 1, {**body, **keys_of(person)}))
    chosen, (last, *_) = log.team.head, log.team.forks[::-1]
    assert chosen < last
    body = {"action": "hand_over", "previous": last, "team": log.id, "member": LUKASZ.member}
    log.add(sealed_entry(SHEET, base.number + 2, body))
    team = log.team
    assert team.entries[-2] == last
    assert team.is_coordinator(LUKASZ.member)
    assert chosen in team.forks


@pytest.mark.parametrize("action", ["admit", "recut", "erase", "found"])
def test_that_the_sheet_can_do_nothing_else(action: str) -> None:
    log = team_of(LUKASZ)
    log.write(SHEET, action, request="0" * 40, cut={}, **keys_of(SALMA))
    assert log.team.number == 1
    assert len(log.team.refused) == 1


def test_that_nobody_passes_for_the_sheet() -> None:
    log = team_of(LUKASZ)
    false = replace(SHEET, sign=SigningKey(LUKASZ.sign))
    log.write(false, "hand_over", member=LUKASZ.member)
    assert log.team.is_coordinator(AYSE.member)
    assert reasons(log.team) == {"not_by_the_coordinator"}


# ---------------------------------------------------------------- forks


def test_that_a_fork_by_an_old_coordinator_loses_and_is_told() -> None:
    """What the new one signed says that he follows the hand-over."""
    log = team_of(LUKASZ)
    given = log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.admit(LUKASZ, SALMA)
    forged = log.under(1, AYSE, "admit", request="0" * 40, **keys_of(OERY))
    assert forged < given
    assert log.team.entries[2] == given
    assert log.team.forks == (forged,)
