"""At the meeting: who asks, who reads the words aloud, and whose laptop it then is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.crypto.boxes import BoxKey
from app.errors import UserError
from app.model.base import dossier_space
from app.services import erasing, sharing, team
from app.sync import requests
from app.sync.team import Device
from tests.sync.rounds.conftest import HOUSEHOLD, title

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.sync.rounds.conftest import Office

Duo = tuple["Session", "Session"]


def approve(office: Office, who: Session, words: tuple[str, ...], member: str | None = None) -> str:
    with sharing.opened(str(office.folder)) as share:
        return team.approve(who, words, share, member).member


def ask(office: Office, who: Session, *, further_laptop: bool = False) -> tuple[str, ...]:
    with sharing.opened(str(office.folder)) as share:
        return team.request(who, share, further_laptop=further_laptop)


def test_that_equal_words_let_a_newcomer_in_and_others_do_not(office: Office, duo: Duo) -> None:
    first, _second = duo
    third = office.laptop("Zeynep Öz")
    words = ask(office, third)
    with pytest.raises(UserError, match="words_unknown"):
        approve(office, first, (*words[1:], words[0]))
    assert approve(office, first, tuple(word.upper() for word in words)) == third.vault.member_id
    office.level()
    assert third.vault.device_id in team.the_team(third).devices


def test_that_nobody_becomes_a_member_that_is_known_by_saying_so(office: Office, duo: Duo) -> None:
    first, second = duo
    third = office.laptop("Zeynep Öz")
    me = replace(team.identity(third), member=second.vault.member_id)
    known = team.the_team(first)
    file = requests.make_request(known.id, me, "Łukasz", "", known.devices.values())
    (office.folder / "member" / file.name).write_bytes(file.data)
    words = requests.words_of(requests.read_request(file.data), known.id)
    with pytest.raises(UserError, match="whose_laptop"):
        approve(office, first, words)
    (asking,) = team.asking(first)
    assert asking.further_laptop
    assert approve(office, first, words, second.vault.member_id) == second.vault.member_id


def test_that_a_request_that_cannot_be_read_hides_no_other(office: Office, duo: Duo) -> None:
    first, _second = duo
    third, fourth = office.laptop("Zeynep Öz"), office.laptop("Íñigo Núñez")
    known, me = team.the_team(first), team.identity(third)
    other = Device(first.vault.device_id, "", b"", BoxKey.generate().public)
    file = requests.make_request(known.id, me, "Zeynep", "", [other])
    (office.folder / "member" / file.name).write_bytes(file.data)
    ask(office, fourth)
    with sharing.opened(str(office.folder)) as share:
        asking = {one.name: one for one in team.asking(first, share)}
    assert len(asking) == 2
    assert asking[""].words == requests.words_of(requests.read_request(file.data), known.id)
    assert approve(office, first, asking[""].words) == third.vault.member_id


def test_that_who_has_two_laptops_confirmed_an_erasure_once_both_did(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    laptop = office.laptop("Łukasz, tweede laptop")
    words = ask(office, laptop, further_laptop=True)
    approve(office, first, words, second.vault.member_id)
    office.level()
    asked = erasing.propose_household(second, HOUSEHOLD, "bewaartermijn")
    office.level()
    erasing.confirm(first, asked)
    office.level_of(first, second)
    (gone,) = erasing.erased(first)
    assert second.vault.device_id in first.vault.sharing.erased_by()[gone.entry]
    assert (second.me.name in gone.waiting, second.me.name in gone.confirmed) == (True, False)
    office.level()
    (gone,) = erasing.erased(first)
    assert gone.waiting == ()
    assert set(gone.confirmed) == {first.me.name, second.me.name}
    for session in (first, second, laptop):
        known = {key.space for key in session.vault.sharing.space_keys()}
        assert dossier_space(HOUSEHOLD) not in known, "the keys came back out of a box"


def test_that_a_further_laptop_reads_what_its_owner_reads(office: Office, duo: Duo) -> None:
    first, second = duo
    laptop = office.laptop("Łukasz, tweede laptop")
    words = ask(office, laptop, further_laptop=True)
    with pytest.raises(UserError, match="whose_laptop"):
        approve(office, first, words)
    approve(office, first, words, second.vault.member_id)
    office.level()
    assert title(laptop) == "De post open durven maken"
