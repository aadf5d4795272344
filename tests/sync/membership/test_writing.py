"""What the program writes counts; what it may not write, it refuses in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.boxes import BoxKey, seal_box
from app.crypto.signing import SigningKey
from app.crypto.spoken import from_twenty_four, twenty_four
from app.errors import UserError
from app.model.sealed import Identity
from app.sync import entries, names, proposal, requests, signed
from app.sync.files import Named
from app.sync.membership import Team, evaluate
from app.sync.signed import TornError
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    OERY,
    SALMA,
    SECRET,
    SHEET,
    Log,
    claim,
    laptop,
    team_of,
)


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(UserError) as failure:
        of()
    return failure.value.id


def with_file(log: Log, file: Named) -> Team:
    """The team once this file is in the share, under the name that the share knows."""
    assert names.member_id(file.name) == file.id == signed.file_id(file.data)
    log.add(file)
    assert log.team.refused == ()
    return log.team


# ---------------------------------------------------------------- entries


def test_that_founding_makes_a_team_of_one() -> None:
    file = entries.found(AYSE, SECRET)
    team = evaluate(file.id, [file.data])
    assert file.name == f"000000-{file.id}.entry"
    assert team.is_coordinator(AYSE.member)
    assert team.recovery_box == SHEET.box.public
    assert entries.found(AYSE, SECRET).id != file.id


def test_that_who_asked_is_admitted() -> None:
    log = Log()
    request = log.request(SALMA)
    team = with_file(log, entries.admit(log.team, AYSE, request, SALMA.member))
    assert team.author(SALMA.device) == SALMA.member
    assert refusal(lambda: entries.admit(team, AYSE, request, OERY.member)) == "device_taken"


def test_that_a_request_for_another_team_admits_nobody_here() -> None:
    log = Log()
    request = replace(log.request(SALMA), team="0" * 40)
    assert refusal(lambda: entries.admit(log.team, AYSE, request, SALMA.member)) == (
        "request_elsewhere"
    )


def test_that_only_the_coordinator_writes_entries() -> None:
    log = team_of(LUKASZ)
    request, team = log.request(SALMA), log.team
    stale = replace(laptop("Ayşe Çağlayan", 2), member=AYSE.member)
    for who in (LUKASZ, OERY, stale):
        for way in (
            partial(entries.admit, team, who, request, SALMA.member),
            partial(entries.remove, team, who, {}, member=LUKASZ.member),
            partial(entries.recut, team, who, {}),
            partial(entries.hand_over, team, who, LUKASZ.member),
        ):
            assert refusal(way) == "not_coordinator"


def test_that_a_removed_member_and_a_removed_laptop_are_out() -> None:
    log = team_of(LUKASZ, laptop("سلمى الحسيني", 2))
    cut = {LUKASZ.device: ["b" * 40, "a" * 40]}
    team = with_file(log, entries.remove(log.team, AYSE, cut, member=LUKASZ.member))
    assert team.cuts == {LUKASZ.device: frozenset(cut[LUKASZ.device])}
    team = with_file(log, entries.recut(team, AYSE, {LUKASZ.device: ["c" * 40]}))
    assert team.cuts == {LUKASZ.device: frozenset({"c" * 40})}
    out = laptop("سلمى الحسيني", 2).device
    team = with_file(log, entries.remove(team, AYSE, {}, device=out))
    assert set(team.members()) == {AYSE.member}


def test_that_the_coordinator_does_not_remove_the_last_laptop_of_the_coordinator() -> None:
    team = team_of(LUKASZ).team
    for member, device in ((AYSE.member, ""), ("", AYSE.device)):
        way = partial(entries.remove, team, AYSE, {}, member=member, device=device)
        assert refusal(way) == "last_coordinator_device"


def test_that_a_successor_is_no_second_laptop_when_the_first_is_removed() -> None:
    log, new = team_of(LUKASZ), laptop("Ayşe Çağlayan", 2)
    log.add(claim(log.id, AYSE, new))
    way = partial(entries.remove, log.team, new, {}, device=AYSE.device)
    assert refusal(way) == "last_coordinator_device"
    assert with_file(log, entries.remove(log.team, AYSE, {}, device=new.device)).founded


def test_that_the_coordination_is_handed_over_to_members_only() -> None:
    log = team_of(LUKASZ)
    assert refusal(lambda: entries.hand_over(log.team, AYSE, OERY.member)) == "not_a_member"
    team = with_file(log, entries.hand_over(log.team, AYSE, LUKASZ.member))
    assert team.is_coordinator(LUKASZ.member)


def test_that_the_printed_words_name_a_new_coordinator() -> None:
    log = team_of(LUKASZ)
    secret = from_twenty_four(", ".join(twenty_four(SECRET)).upper())
    team = with_file(log, entries.recover(log.team, secret, LUKASZ.member))
    assert team.is_coordinator(LUKASZ.member)
    team = with_file(log, entries.remove(team, SHEET, {}, member=AYSE.member))
    assert set(team.members()) == {LUKASZ.member}
    other = bytes(32)
    assert refusal(lambda: entries.recover(team, other, LUKASZ.member)) == "sheet_of_other_team"


def test_that_a_chain_ends_at_a_million_entries() -> None:
    team = replace(team_of(LUKASZ).team, number=999_999)
    with pytest.raises(ValueError, match="a million"):
        entries.hand_over(team, AYSE, LUKASZ.member)


# ---------------------------------------------------------------- erasing


def test_that_what_one_proposes_another_confirms() -> None:
    log = team_of(LUKASZ)
    file = proposal.propose(log.team, LUKASZ, ["d:2", "d:1"], [("team", "signal", "01H")])
    assert with_file(log, file).erasures == ()
    asked = proposal.read_proposal(file.data)
    assert (asked.id, asked.by) == (file.id, LUKASZ.member)
    assert asked.spaces == {"d:1", "d:2"}
    team = with_file(log, entries.erase(log.team, AYSE, asked))
    (erasure,) = team.erasures
    assert erasure == asked.erasure(team.head)
    assert erasure.entities == {("team", "signal", "01H")}


def test_that_the_program_confirms_nothing_that_would_be_void() -> None:
    log = team_of(LUKASZ)

    def asked(who: Identity, **other: Any) -> proposal.Proposal:
        return proposal.read_proposal(log.proposed(who, ["d:1"], **other).data)

    def confirmed(one: proposal.Proposal) -> str:
        return refusal(lambda: entries.erase(log.team, AYSE, one))

    assert confirmed(asked(AYSE)) == "own_proposal"
    assert confirmed(asked(OERY)) == "proposal_invalid"
    assert confirmed(asked(LUKASZ, by=OERY.member)) == "proposal_invalid"
    assert confirmed(asked(LUKASZ, team="0" * 40)) == "proposal_invalid"
    assert confirmed(asked(replace(LUKASZ, sign=OERY.sign))) == "proposal_invalid"


def test_that_a_proposal_is_whole_or_none() -> None:
    log = team_of(LUKASZ)
    data = log.proposed(LUKASZ, ["d:1"]).data
    body = signed.read(b"DRE1", data).body
    for bad in (data[:-1], b"", signed.write(b"DRE1", body, b"x", SigningKey(LUKASZ.sign))):
        with pytest.raises(TornError):
            proposal.read_proposal(bad)
    with pytest.raises(TornError, match="no JSON"):
        proposal.rebuild({"x": float("nan")}, b"")


# ---------------------------------------------------------------- requests


def test_that_only_the_coordinator_reads_who_asks() -> None:
    second = laptop("Ayşe Çağlayan", 2)
    log = team_of(LUKASZ, second)
    request = log.request(SALMA)
    assert (request.device, request.member, request.team) == (SALMA.device, SALMA.member, log.id)
    for who in (AYSE, second):
        assert requests.open_introduction(request, who) == ("Salma", "Wijkteam Oost")
    for who in (LUKASZ, replace(LUKASZ, device=AYSE.device)):
        way = partial(requests.open_introduction, request, who)
        assert refusal(way) == "request_unreadable"


def test_that_a_further_laptop_does_not_say_whose_it_is() -> None:
    log = Log()
    assert log.request(SALMA, further_laptop=True).member is None


def test_that_the_six_words_are_equal_on_both_screens_and_not_for_a_false_team() -> None:
    log = Log()
    request = log.request(SALMA)
    here = requests.words_of(request, log.id)
    assert len(here) == 6
    assert requests.words_of(request, log.id) == here
    assert requests.words_of(request, "0" * 40) != here


def test_that_requests_are_found_among_the_files_and_bad_ones_left_out() -> None:
    log = Log()
    coordinator = log.team.devices.values()
    one = requests.make_request(log.id, SALMA, "Salma", "", coordinator)
    two = requests.make_request(log.id, OERY, "Őry", "", coordinator)
    files = {"a": log.files[0], "b": one.data, "c": two.data[:-1], "d": two.data, "e": one.data}
    assert [found.id for found in requests.read_requests(files)] == [one.id, two.id]


def test_that_a_request_that_is_not_signed_by_its_own_key_is_none() -> None:
    log = Log()
    data = requests.make_request(log.id, SALMA, "", "", log.team.devices.values()).data
    body = signed.read(b"DRQ1", data).body
    payload = signed.read(b"DRQ1", data).payload
    other = signed.write(b"DRQ1", body, payload, SigningKey(OERY.sign))
    with pytest.raises(TornError, match="not signed"):
        requests.read_request(other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": None}, {"to": ["x"]}, {"to": [{"device": "x", "size": 1}]}, {"to": []},
        {"to": [{"device": AYSE.device, "size": -1}]}, {"nonce": ""}, {"member": "a b"},
        {"to": [{"device": laptop("x", n).device, "size": 0} for n in range(66)]},
    ],
)  # fmt: skip
def test_that_a_request_with_a_wrong_field_is_none(wrong: dict[str, object]) -> None:
    log = Log()
    data = requests.make_request(log.id, SALMA, "", "", log.team.devices.values()).data
    file = signed.read(b"DRQ1", data)
    torn = signed.write(b"DRQ1", {**file.body, **wrong}, file.payload, SigningKey(SALMA.sign))
    with pytest.raises(TornError):
        requests.read_request(torn)


@pytest.mark.parametrize(
    "inside",
    [b"", b"[]", b"{}", b'{"name":1,"organisation":""}', b'{"name":"x"}', b"[" * 100_000],
    ids=lambda inside: repr(inside[:20]),
)
def test_that_a_hostile_introduction_is_told_in_words(inside: bytes) -> None:
    log = Log()
    request = log.request(SALMA)
    info = signed.canonical(
        {"from": SALMA.device, "team": log.id, "to": AYSE.device, "what": "request"}
    )
    box = seal_box(BoxKey(AYSE.box).public, inside, info)
    hostile = replace(request, boxes={AYSE.device: box})
    assert refusal(lambda: requests.open_introduction(hostile, AYSE)) == "request_unreadable"


@given(name=st.text(max_size=400), organisation=st.text(max_size=400))
def test_that_any_name_comes_over_or_is_cut(name: str, organisation: str) -> None:
    log = Log()
    clean = name.encode("utf-8", "ignore").decode(), organisation.encode("utf-8", "ignore").decode()
    file = requests.make_request(log.id, SALMA, *clean, log.team.devices.values())
    found = requests.open_introduction(requests.read_request(file.data), AYSE)
    assert found == (clean[0][:200], clean[1][:200])
