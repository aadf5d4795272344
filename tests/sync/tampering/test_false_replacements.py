"""Segments that say that they stand in the place of others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.services import team
from app.storage.changes import make_change
from app.storage.edits import Edit
from app.sync import segment
from tests.sync.rounds.conftest import HOUSEHOLD, Office, export, title, write
from tests.sync.tampering.attacker import Attacker, Duo, erase_something

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session


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


def hides(office: Office, hidden: str) -> tuple[Path, bytes]:
    """Łukasz's laptop says that it replaces this segment, which is away for a while."""
    (path,) = office.files(f"log/*-{hidden}.seg")
    attacker = Attacker(office, office.sessions[1])
    change = make_change(
        space="team", kind="household", entity=HOUSEHOLD, fields={"neighbourhood": "Oost"},
        replaces={}, device=attacker.device, counter=99, wall="x",
    )  # fmt: skip
    attacker.put([attacker.frame([change.line().encode()])], replaces=[hidden])
    data = path.read_bytes()
    path.unlink()
    return path, data


def on_cards(session: Session) -> set[str]:
    """The changes that the whole team may read."""
    return {one.id for one in session.vault.changes() if one.space == "team"}


@pytest.fixture
def third(office: Office, duo: Duo) -> Session:
    """A colleague who did not hear yet of what others wrote since two erased something."""
    other = office.laptop("Zeynep Öz")
    office.admit(duo[0], other)
    erase_something(office, duo)
    office.level()
    return other


def test_that_words_beside_a_false_claim_count_alike_for_who_holds_the_segment_and_who_does_not(
    office: Office, duo: Duo, third: Session
) -> None:
    first, _second = duo
    first.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"})])
    office.sync(first)
    hides(office, first.holdings.tips(first.vault.device_id)[0].id)
    office.sync(third)
    for _ in range(3):
        office.level_of(first, third)
    assert on_cards(first) == on_cards(third)
    assert "Oost" in "".join(export(first))
    assert "050 555 01 23" in "".join(export(third))


def test_that_a_false_claim_takes_nothing_from_a_device_that_is_removed_later(
    office: Office, duo: Duo, third: Session
) -> None:
    first, _second = duo
    fourth = office.laptop("Ñuño Őry")
    office.admit(first, fourth)
    for phone in ("050 555 01 23", "050 555 01 24"):
        fourth.vault.record([Edit("household", HOUSEHOLD, {"phone": phone})])
        office.level_of(fourth, first)
    hidden = first.holdings.tips(fourth.vault.device_id)[0].id
    path, data = hides(office, hidden)
    office.sync(third)
    path.write_bytes(data)
    office.sync(third)
    assert path.exists()
    team.remove(first, fourth.vault.member_id)
    for _ in range(3):
        office.level_of(first, third)
    assert on_cards(first) == on_cards(third)


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
