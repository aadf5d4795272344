"""Who reads only the document finds the same team, whatever forks, votes and laptops there are."""

from __future__ import annotations

import random
from base64 import b64decode
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.signing import SigningKey
from app.sync import chain, proposal, signed
from app.sync.fields import spelled
from app.sync.membership import evaluate
from app.sync.votes import Heard
from tests.sync.format.second_reader import share as second_reader
from tests.sync.format.second_reader.forks import Said, decided
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    NUNEZ,
    OERY,
    SALMA,
    SEGMENT,
    SHEET,
    Log,
    bereft,
    claim,
    false_side,
    keys_of,
    laptop,
    let_in,
    team_of,
)

if TYPE_CHECKING:
    from app.sync.team import Team

PEOPLE = (AYSE, LUKASZ, SALMA, OERY)
LAPTOPS = (*PEOPLE, NUNEZ, *(laptop(name, 2) for name in ("Ayşe Çağlayan", "Łukasz Kowalski")))
HEIRS = [replace(laptop(f"heir {old.device}"), member=old.member) for old in LAPTOPS]


Place = tuple[str, int, str]
"""An entry, its number, and who coordinates after it."""


def a_side(log: Log, chance: random.Random, people: list[Any], places: list[Place]) -> None:
    """Entries under one that is here, mostly by who may write there."""
    previous, number, boss = chance.choice(places)
    for _ in range(chance.randrange(1, 5)):
        may = [one for one in LAPTOPS if one.member == boss]
        who: Any = may[0] if chance.random() < 0.8 else chance.choice([*may, *LAPTOPS])
        action = chance.choice(["admit", "admit", "hand_over", "hand_over", "remove", "recut"])
        whom = chance.choice(LAPTOPS if action == "admit" else people)
        if chance.random() < 0.02:
            who, action = SHEET, "hand_over"
        bodies: dict[str, dict[str, Any]] = {
            "admit": {"request": "0" * 40, **keys_of(whom)}, "hand_over": {"member": whom.member},
            "remove": {"member": whom.member, "cut": {}}, "recut": {"cut": {}},
        }  # fmt: skip
        number, nonce = number + 1, chance.random()
        previous = log.hang(previous, number, who, action, **bodies[action], nonce=nonce)
        boss = whom.member if action == "hand_over" else boss
        places.append((previous, number, boss))


@st.composite
def forked(draw: st.DrawFn) -> Log:
    """Many sides of one team, and what segments say of them."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    people = list(PEOPLE[: chance.randrange(2, 5)])
    log = team_of(*people[1:])
    known = enumerate(log.team.entries)
    places = [(name, place, AYSE.member) for place, name in known][: chance.randrange(1, 5)]
    for _ in range(draw(st.integers(2, 4))):
        a_side(log, chance, people, places)
    for old, new in chance.sample(list(zip(LAPTOPS, HEIRS, strict=True)), 2):
        log.add(claim(log.id, old, new))
    for who in (*people, *LAPTOPS, *HEIRS[:4]):
        if chance.random() < 0.8:
            log.says(who, chance.choice(places[-6:])[0], chance.randrange(1, 4))
    return log


@st.composite
def deposed(draw: st.DrawFn) -> Log:
    """A former coordinator's side somewhere; some of the others wrote, this or that."""
    log = bereft()
    at, over = draw(st.integers(0, 2)), draw(st.booleans())
    also = draw(st.lists(st.sampled_from(PEOPLE[1:]), unique=True))
    entries = [*log.team.entries, false_side(log, at, *also, over=over)]
    for who in draw(st.lists(st.sampled_from(PEOPLE[1:]))):
        log.says(who, draw(st.sampled_from(entries)), draw(st.integers(1, 4)))
    return log


def public(one: Any) -> bytes:
    return SigningKey(one.sign).public


@settings(max_examples=100)
@given(log=forked() | deposed(), line=st.lists(st.sampled_from(LAPTOPS), max_size=2, unique=True))
def test_that_both_readers_take_the_same_side_of_every_fork(log: Log, line: list[Any]) -> None:
    own = {one.device: public(one) for one in line}
    agree(log, own)


def agree(log: Log, own: dict[str, bytes]) -> None:
    """Both find the same entries, people, cuts, successors and erasures."""
    entries = second_reader.tree_of(log.id, log.files)
    entries.own = own
    entries.said = [
        Said(one.device, b64decode(log.signs[one.signer]), one.follows, one.number)
        for one in log.votes
    ]
    found, path = decided(entries)
    team = evaluate(log.id, log.files, lambda: Heard(log.votes, own))
    assert list(team.entries) == path
    assert told(team) == (
        found.coordinator,
        {name: found.present[name].member for name in sorted(found.present)},
        {name: frozenset(found.cut(name)) for name in sorted(found.removed)},
        {name: one.after for name, one in sorted(found.everyone.items()) if one.after},
        [(one.entry, one.spaces) for one in found.erasures],
    )


def told(team: Team) -> tuple[Any, ...]:
    devices = {name: one.member for name, one in team.devices.items()}
    erased = [(one.entry, one.spaces) for one in team.erasures]
    return team.coordinator, devices, dict(team.cuts), dict(team.successors), erased


WRONG: tuple[Any, ...] = (
    "", "a" * 40, "0" * 26, "recovery", "celebrate", "Remove", LUKASZ.device, SALMA.device,
    AYSE.member, 0, 1, 10**6, True, 1.0, None, [], {}, {LUKASZ.device: ["a" * 40]},
    {LUKASZ.device: "a"}, {"x": []},
)  # fmt: skip


def bodies(log: Log) -> dict[str, dict[str, Any]]:
    """A sound entry of each action."""
    asked = signed.read(proposal.MAGIC, log.proposed(LUKASZ, ["d:1"]).data)
    cut = {LUKASZ.device: [SEGMENT]}
    return {
        "admit": let_in(NUNEZ),
        "remove": {"action": "remove", "member": LUKASZ.member, "cut": cut},
        "one": {"action": "remove", "device": LUKASZ.device, "cut": cut},
        "recut": {"action": "recut", "cut": cut},
        "hand_over": {"action": "hand_over", "member": LUKASZ.member},
        "erase": {"action": "erase", "proposal": asked.body, "second": spelled(asked.signature)},
    }


@given(
    action=st.sampled_from(("admit", "remove", "one", "recut", "hand_over", "erase")),
    at=st.integers(0, 12),
    value=st.sampled_from(WRONG),
    sheet=st.booleans(),
)
def test_that_both_find_the_same_wrong_with_an_entry(
    action: str, at: int, value: Any, *, sheet: bool
) -> None:
    """It is no entry, or a void one, or it does the same; and the next one hangs or does not."""
    log = team_of(LUKASZ, SALMA)
    who = SHEET if sheet else AYSE
    whole = {
        **bodies(log)[action], "by": "recovery" if sheet else AYSE.device, "number": 3,
        "previous": log.team.head, "team": log.id,
    }  # fmt: skip
    name = sorted(whole)[at % len(whole)]
    key = SHEET.sign if sheet else SigningKey(AYSE.sign)
    data = signed.write(chain.MAGIC, {**whole, name: value}, b"", key)
    log.files.append(data)
    log.add(claim(log.id, LUKASZ, HEIRS[1]))
    log.hang(signed.file_id(data), 4, who, "hand_over", member=SALMA.member)
    agree(log, {})
