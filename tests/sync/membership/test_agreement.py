"""All laptops with the same files agree, whatever the order, and nothing makes the reader fail."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.recovery import RecoveryKeys
from app.crypto.signing import SigningKey
from app.model.sealed import Identity
from app.sync import signed
from app.sync.fields import spelled
from app.sync.membership import Team, accepted, counts, evaluate
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    OERY,
    SALMA,
    SHEET,
    Log,
    claim,
    keys_of,
    laptop,
    sealed_entry,
    team_of,
)

PEOPLE = (AYSE, LUKASZ, SALMA, OERY)
LAPTOPS = (*PEOPLE, *(laptop(name, 2) for name in ("Ayşe Çağlayan", "Łukasz Kowalski")))
SEGMENTS = [digit * 40 for digit in "abcdef"]


def act(log: Log, chance: random.Random) -> None:
    """Somebody does something; often what they may not, and often beside the head."""
    writers: list[Identity | RecoveryKeys] = [*LAPTOPS, SHEET]
    team, who, whom = log.team, chance.choice(writers), chance.choice(LAPTOPS)
    if chance.random() < 0.1 and isinstance(who, Identity):
        log.add(claim(log.id, who, whom, member=who.member))
        return
    number, previous = team.number + 1, team.head
    if chance.random() < 0.25:
        number = chance.randrange(1, number + 1)
        previous = team.entries[number - 1]
    body: dict[str, Any] = chance.choice(
        [
            {"action": "admit", "request": "0" * 40, **keys_of(whom)},
            {"action": "remove", "cut": {whom.device: [SEGMENTS[0]]}, "member": whom.member},
            {"action": "remove", "cut": {}, "device": whom.device},
            {"action": "hand_over", "member": whom.member},
            {"action": "recut", "cut": {whom.device: SEGMENTS[:2]}},
        ]
    )
    log.add(sealed_entry(who, number, {**body, "previous": previous, "team": log.id}))


@st.composite
def histories(draw: st.DrawFn) -> Log:
    """A share in which people, and others, wrote."""
    log = team_of(*PEOPLE[1 : draw(st.integers(1, 4))])
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 25))):
        act(log, chance)
    return log


@given(log=histories(), seed=st.integers(0, 2**32))
def test_that_order_and_copies_do_not_matter(log: Log, seed: int) -> None:
    shuffled = [*log.files, *log.files[:3]]
    random.Random(seed).shuffle(shuffled)
    assert evaluate(log.id, shuffled) == log.team


@given(log=histories(), data=st.data())
def test_that_laptops_agree_once_they_have_the_same_files(log: Log, data: st.DataObject) -> None:
    """Whatever a laptop held in between: nothing of an earlier answer lives on."""
    some = data.draw(st.lists(st.sampled_from(log.files), unique=True))
    first = evaluate(log.id, some)
    assert evaluate(log.id, some[::-1]) == first
    assert evaluate(log.id, [*some, *log.files]) == log.team


@given(log=histories())
def test_that_what_holds_of_a_team_always_holds(log: Log) -> None:
    team = log.team
    assert team.coordinator in team.members()
    assert team.entries[0] == team.id
    assert team.entries[-1] == team.head
    assert len(team.entries) == team.number + 1
    assert not team.devices.keys() & team.removed.keys()
    assert team.cuts.keys() == team.removed.keys()
    known = [*team.devices.values(), *team.removed.values()]
    for part in ("id", "sign", "box"):
        assert len({getattr(one, part) for one in known}) == len(known)
    for new, old in team.successors.items():
        assert team.author(new) == team.author(old) is not None
        assert old not in team.removed or new in team.removed
    told = {one.id for one in team.refused}
    assert not set(team.waiting) & {*team.entries, *team.forks, *told}


@given(log=histories(), others=st.integers(1, 5), seed=st.integers(0, 2**32))
def test_that_strangers_change_nothing(log: Log, others: int, seed: int) -> None:
    before, chance = log.team, random.Random(seed)
    stranger = laptop("nobody of this team")
    for _ in range(others):
        place = chance.randrange(before.number + 1)
        body = {"action": "hand_over", "previous": before.entries[place], "team": log.id}
        chosen = chance.choice([stranger, replace(stranger, device=AYSE.device)])
        log.add(sealed_entry(chosen, place + 1, {**body, "member": stranger.member}))
    after = log.team
    assert replace(after, refused=before.refused) == before


@given(log=histories(), data=st.data())
def test_that_an_entry_of_the_sheet_wins_wherever_it_hangs(log: Log, data: st.DataObject) -> None:
    log.files = [one for one in log.files if b'"by":"recovery"' not in one]
    team = log.team
    place = data.draw(st.integers(0, team.number))
    before = evaluate(log.id, [*log.files])
    body = {"action": "hand_over", "previous": before.entries[place], "team": log.id}
    name = log.add(sealed_entry(SHEET, place + 1, {**body, "member": AYSE.member}))
    assert log.team.entries[: place + 2] == (*before.entries[: place + 1], name)


@settings(max_examples=50)
@given(data=st.data())
def test_that_hostile_bytes_never_make_the_reader_fail(data: st.DataObject) -> None:
    log = team_of(LUKASZ, SALMA)
    values: st.SearchStrategy[Any] = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30)
        | st.sampled_from([AYSE.device, AYSE.member, log.id, log.team.head, "recovery", "admit"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
        max_leaves=8,
    )  # fmt: skip
    names = st.sampled_from(
        ["action", "by", "number", "previous", "team", "device", "member", "sign", "box", "cut",
         "request", "proposal", "second", "nonce", "recovery_sign", "to", "changes", "spaces"]
    )  # fmt: skip
    body = data.draw(st.dictionaries(names, values))
    sound = {"action": "admit", "by": AYSE.device, "number": 3, "previous": log.team.head,
             "team": log.id, "request": "0" * 40, "cut": {}, "member": SALMA.member}  # fmt: skip
    action = data.draw(st.sampled_from(["admit", "remove", "recut", "hand_over", "erase", "found"]))
    magic = data.draw(st.sampled_from([b"DRM1", b"DRN1", b"DRE1", b"DRQ1", b"DRM2", b"XXXX"]))
    whole = {**sound, "action": action, **body} if data.draw(st.booleans()) else body
    whole = {name: value for name, value in whole.items() if spellable(value)}
    log.files.append(signed.write(magic, whole, b"", SigningKey(AYSE.sign)))
    log.files.append(data.draw(st.binary(max_size=200)))
    log.files.append(log.files[0][: data.draw(st.integers(0, 200))])
    team = log.team
    assert team.is_coordinator(team.coordinator)
    assert team.founded


def spellable(value: object) -> bool:
    try:
        signed.canonical(value)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- the cut


def cut_team(cut: list[str]) -> Team:
    """Łukasz is removed; these of his segments count."""
    log = team_of(LUKASZ)
    log.remove(AYSE, {LUKASZ.device: cut}, member=LUKASZ.member)
    return log.team


def test_that_what_the_cut_names_and_what_came_before_counts_and_nothing_else() -> None:
    one, two, three, four, *_ = SEGMENTS
    chain = {one: None, two: one, three: two, four: three}
    team = cut_team([three])
    found = {name for name in chain if counts(team, LUKASZ.device, name, chain)}
    assert found == {one, two, three} == accepted(team, LUKASZ.device, chain)
    assert not counts(cut_team([]), LUKASZ.device, one, chain)


def test_that_the_way_back_ends_where_a_segment_is_lacking() -> None:
    one, two, three, four, *_ = SEGMENTS
    chain = {one: None, two: one, four: three}
    team = cut_team([four])
    assert accepted(team, LUKASZ.device, chain) == {four, three}


def test_that_both_branches_of_a_fork_count_when_the_cut_names_both() -> None:
    one, two, three, *_ = SEGMENTS
    chain = {one: None, two: one, three: one}
    assert accepted(cut_team([two, three]), LUKASZ.device, chain) == {one, two, three}
    assert accepted(cut_team([two]), LUKASZ.device, chain) == {one, two}


def test_that_an_erasure_moves_no_segment_across_the_cut() -> None:
    one, two, three, new, last, _ = SEGMENTS
    chain = {one: None, new: one, three: two}
    team, instead = cut_team([three]), {two: new}
    assert {one, new, three} <= accepted(team, LUKASZ.device, chain, instead)
    assert counts(team, LUKASZ.device, one, chain, instead)
    instead = {two: new, three: last}
    chain = {one: None, new: one, last: two}
    assert {one, new, last} <= accepted(team, LUKASZ.device, chain, instead)


def test_that_a_circle_ends() -> None:
    one, two, *_ = SEGMENTS
    assert accepted(cut_team([one]), LUKASZ.device, {one: two, two: one}) == {one, two}


def test_that_who_is_in_the_team_counts_and_a_stranger_does_not() -> None:
    team = cut_team([])
    assert counts(team, AYSE.device, SEGMENTS[0], {})
    assert not counts(team, OERY.device, SEGMENTS[0], {})


# ---------------------------------------------------------------- five years


def test_that_five_years_are_read_in_the_time_that_their_signatures_take() -> None:
    log = Log()
    previous, number = log.id, 0
    for number in range(1, 1001):
        body: dict[str, Any]
        if number % 2:
            body = {"action": "admit", "request": "0" * 40, **keys_of(laptop("new", number))}
        else:
            member = keys_of(laptop("new", number - 1))["member"]
            body = {"action": "remove", "cut": {}, "member": member}
        file = sealed_entry(AYSE, number, {**body, "previous": previous, "team": log.id})
        previous = log.add(file)
    started = time.process_time()
    team = log.team
    took = time.process_time() - started
    assert team.number == 1000
    started = time.process_time()
    public = team.devices[AYSE.device].sign
    assert all(signed.read(b"DRM1", data).signed_by(public) for data in log.files)
    floor = time.process_time() - started
    assert took < 4 * floor


def test_that_the_second_signature_is_over_the_file_that_was_proposed() -> None:
    log = team_of(LUKASZ)
    asked = log.proposed(LUKASZ, ["d:1"])
    file = signed.read(b"DRE1", asked.data)
    log.write(AYSE, "erase", proposal=file.body, second=spelled(file.signature))
    body = signed.read(b"DRM1", log.files[-1]).body
    text = signed.canonical(body["proposal"])
    rebuilt = b"DRE1" + len(text).to_bytes(4, "big") + text + file.signature
    assert rebuilt == asked.data
