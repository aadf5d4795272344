"""Devices that go on from another: who stands, who falls, and that nobody is taken over."""

from __future__ import annotations

from dataclasses import replace

from app.crypto.signing import SigningKey
from app.sync.membership import evaluate
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    NONCE,
    OERY,
    SALMA,
    SEGMENT,
    claim,
    laptop,
    reasons,
    team_of,
)


def test_that_a_successor_writes_for_the_same_member() -> None:
    log, new = team_of(LUKASZ), laptop("Łukasz Kowalski", 2)
    log.add(claim(log.id, LUKASZ, new))
    team = log.team
    assert team.author(new.device) == LUKASZ.member
    assert set(team.members()[LUKASZ.member]) == {LUKASZ.device, new.device}
    assert team.successors == {new.device: LUKASZ.device}


def test_that_a_successor_of_the_coordinator_coordinates() -> None:
    log, new = team_of(LUKASZ), laptop("Ayşe Çağlayan", 2)
    log.add(claim(log.id, AYSE, new))
    log.admit(new, SALMA)
    assert SALMA.device in log.team.devices
    without = [data for data in log.files if data[:4] != b"DRN1"]
    assert SALMA.device not in evaluate(log.id, without).devices


def test_that_a_successor_falls_with_the_device_that_named_it() -> None:
    log = team_of(LUKASZ)
    second, third = laptop("Łukasz Kowalski", 2), laptop("Łukasz Kowalski", 3)
    log.add(claim(log.id, LUKASZ, second))
    log.add(claim(log.id, second, third))
    assert third.device in log.team.devices
    log.remove(AYSE, {third.device: [SEGMENT]}, device=LUKASZ.device)
    team = log.team
    assert set(team.removed) == {LUKASZ.device, second.device, third.device}
    assert team.cuts[third.device] == frozenset({SEGMENT})
    assert team.cuts[second.device] == frozenset()
    assert team.author(third.device) == LUKASZ.member


def test_that_a_successor_goes_alone_with_what_follows_it() -> None:
    log = team_of(LUKASZ)
    second, third = laptop("Łukasz Kowalski", 2), laptop("Łukasz Kowalski", 3)
    log.add(claim(log.id, LUKASZ, second))
    log.add(claim(log.id, second, third))
    log.remove(AYSE, device=second.device)
    assert set(log.team.removed) == {second.device, third.device}
    assert log.team.members()[LUKASZ.member] == (LUKASZ.device,)


def test_that_a_successor_that_comes_after_the_removal_falls_too() -> None:
    log, new = team_of(LUKASZ), laptop("Łukasz Kowalski", 2)
    log.remove(AYSE, {new.device: [SEGMENT]}, member=LUKASZ.member)
    log.add(claim(log.id, LUKASZ, new))
    assert new.device in log.team.removed
    assert log.team.cuts[new.device] == frozenset({SEGMENT})


def test_that_a_removed_id_is_not_admitted_afterwards() -> None:
    log = team_of(LUKASZ)
    log.remove(AYSE, device=SALMA.device)
    log.admit(AYSE, SALMA)
    assert reasons(log.team) == {"taken"}
    assert SALMA.device not in log.team.devices


def test_that_nobody_is_taken_over_by_a_claim() -> None:
    log = team_of(LUKASZ, SALMA)
    names = {
        log.add(claim(log.id, LUKASZ, SALMA, member=LUKASZ.member)),
        log.add(claim(log.id, LUKASZ, laptop("Łukasz Kowalski", 2), member=SALMA.member)),
        log.add(claim(log.id, replace(LUKASZ, sign=OERY.sign), laptop("Łukasz Kowalski", 3))),
    }
    team = log.team
    assert team.author(SALMA.device) == SALMA.member
    assert team.successors == {}
    assert {one.id for one in team.refused} == names
    assert reasons(team) == {"not_by_the_device_or_taken"}


def test_that_an_admission_wins_from_a_claim_to_the_same_device() -> None:
    log = team_of(LUKASZ)
    log.add(claim(log.id, LUKASZ, OERY, member=LUKASZ.member))
    assert log.team.author(OERY.device) == LUKASZ.member
    log.admit(AYSE, OERY)
    assert log.team.author(OERY.device) == OERY.member


def test_that_of_two_claims_the_one_on_a_device_that_is_still_there_stands() -> None:
    log, new = team_of(LUKASZ, SALMA), laptop("someone", 2)
    log.add(claim(log.id, LUKASZ, new, member=LUKASZ.member))
    log.add(claim(log.id, SALMA, new, member=SALMA.member))
    assert log.team.author(new.device) == LUKASZ.member
    log.remove(AYSE, member=LUKASZ.member)
    assert log.team.author(new.device) == SALMA.member


def test_that_a_claim_waits_for_the_device_and_torn_ones_are_told() -> None:
    log, new = team_of(LUKASZ), laptop("Salma", 2)
    waiting = log.add(claim(log.id, SALMA, new, member=SALMA.member))
    log.add(claim("0" * 40, LUKASZ, new))
    log.add(claim(log.id, LUKASZ, LUKASZ))
    log.add(claim(log.id, LUKASZ, new, box="AAAA"))
    assert log.team.waiting == (waiting,)
    assert reasons(log.team) == {"other_team", "no successor", "wrong field: box"}


def test_that_a_flood_of_claims_stands_only_for_its_own_device() -> None:
    log = team_of(LUKASZ, SALMA)
    for which in range(2, 70):
        log.add(claim(log.id, LUKASZ, laptop("Łukasz Kowalski", which)))
    honest = laptop("سلمى الحسيني", 2)
    log.add(claim(log.id, SALMA, honest))
    team = log.team
    assert len(team.successors) == 64 + 1
    assert team.author(honest.device) == SALMA.member


def test_that_what_is_written_of_a_key_shows_in_no_repr() -> None:
    shown = repr(team_of(LUKASZ).team)
    assert repr(SigningKey(LUKASZ.sign).public) not in shown
    assert NONCE not in shown
