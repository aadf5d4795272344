"""Segments that say that they stand in the place of others'."""

from __future__ import annotations

import pytest

from app.services import team
from app.sync import segment
from tests.sync.rounds.conftest import Office, export, title, write
from tests.sync.tampering.attacker import Attacker, Duo, erase_something


def newest(office: Office, who: Attacker) -> str:
    """Id of the newest segment in the folder that another wrote."""
    found = [segment.read(path.read_bytes()) for path in office.files("log/*.seg")]
    others = [one for one in found if one.device != who.device]
    return max(others, key=lambda one: (one.number, one.id)).id


@pytest.mark.parametrize("erased", [False, True])
@pytest.mark.parametrize("number", [None, 5001])
def test_that_a_claim_on_a_segment_that_was_taken_away_hides_it_from_nobody(
    office: Office, duo: Duo, number: int | None, erased: bool
) -> None:
    first, second = duo
    third = office.laptop("Zeynep Öz")
    office.admit(first, third)
    write(first, "reader", "R1", member=third.vault.member_id, active=True)
    if erased:
        erase_something(office, duo)
    office.level()
    write(first, "goal", "G2", title="Samen koken")
    office.sync(first)
    attacker = Attacker(office, second)
    hidden = newest(office, attacker)
    (path,) = office.files(f"log/*-{hidden}.seg")
    if number is None:
        attacker.number = int(path.name.split("-")[1]) - 1
    attacker.put(replaces=[hidden])
    path.unlink()
    office.sync(third)
    assert title(third, "G2") == ""
    for _ in range(3):
        office.sync(first)
        office.sync(third)
    assert title(third, "G2") == "Samen koken"
    assert export(first) == export(third)


def test_that_nobody_adopts_the_segments_of_a_member(office: Office, duo: Duo) -> None:
    first, second = duo
    attacker = Attacker(office, second)
    theirs = newest(office, attacker)
    before = {one.id for one in first.vault.sharing.segments()}
    attacker.put(replaces=[theirs], adopts=first.vault.device_id)
    report = office.sync(first)
    assert {one.id for one in first.vault.sharing.segments()} == before
    assert report.strangers or report.refused


def test_that_a_coordinator_alone_adopts_nothing(office: Office, duo: Duo) -> None:
    first, second = duo
    third = office.laptop("Zeynep Öz")
    office.admit(first, third)
    third.vault.record([])
    office.level()
    theirs = [one for one in first.vault.sharing.segments() if one.device == third.vault.device_id]
    team.remove(first, third.vault.member_id)
    office.level_of(first, second)
    attacker = Attacker(office, first)
    attacker.put(replaces=[theirs[-1].id], adopts=third.vault.device_id)
    office.level_of(second, first)
    for session in (first, second):
        assert theirs[-1].id in {one.id for one in session.vault.sharing.segments()}
