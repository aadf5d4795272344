"""Erasing needs two members, and the very words that were proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.sync import signed
from app.sync.fields import spelled
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    SALMA,
    reasons,
    team_of,
)


def test_that_two_members_erase_together() -> None:
    log = team_of(LUKASZ)
    space = "d:" + "0" * 26
    asked = log.proposed(LUKASZ, [space], changes=[["team", "01H", "household"]])
    file = signed.read(b"DRE1", asked.data)
    log.add(asked)
    log.write(AYSE, "erase", proposal=file.body, second=spelled(file.signature))
    (erasure,) = log.team.erasures
    assert erasure.entry == log.team.head
    assert erasure.covers(space, "visit", "any")
    assert erasure.covers("team", "household", "01H")
    assert not erasure.covers("team", "household", "01J")
    assert log.team.erasers() == {AYSE.member, LUKASZ.member}


@pytest.mark.parametrize(
    ("proposer", "other", "reason"),
    [
        (AYSE, {}, "own_proposal"),
        (SALMA, {}, "not_by_a_member"),
        (LUKASZ, {"by": AYSE.member}, "not_by_a_member"),
        (LUKASZ, {"by": SALMA.member}, "not_by_a_member"),
        (LUKASZ, {"team": "0" * 40}, "not_by_a_member"),
        (replace(LUKASZ, sign=SALMA.sign), {}, "not_signed"),
        (LUKASZ, {"spaces": []}, "nothing to erase"),
        (LUKASZ, {"spaces": ["team"]}, "the space of the team is never erased as a whole"),
        (LUKASZ, {"spaces": "all"}, "wrong field: spaces"),
        (LUKASZ, {"spaces": [1]}, "wrong field: spaces"),
        (LUKASZ, {"changes": [["team", "x"]]}, "wrong field: changes"),
        (LUKASZ, {"changes": ["team"]}, "wrong field: changes"),
        (LUKASZ, {"changes": [["team", 1, "visit"]]}, "wrong field: changes"),
        (LUKASZ, {"nonce": ""}, "wrong field: nonce"),
    ],
)
def test_that_nothing_is_erased_without_a_second_member(
    proposer: object, other: dict[str, object], reason: str
) -> None:
    log = team_of(LUKASZ)
    asked = log.proposed(proposer, **{"spaces": ["d:1"], **other})  # type: ignore[arg-type]
    file = signed.read(b"DRE1", asked.data)
    log.write(AYSE, "erase", proposal=file.body, second=spelled(file.signature))
    assert log.team.erasures == ()
    assert reasons(log.team) == {reason}


def test_that_a_proposal_that_was_changed_afterwards_erases_nothing() -> None:
    log = team_of(LUKASZ)
    file = signed.read(b"DRE1", log.proposed(LUKASZ, ["d:1"]).data)
    wider = {**file.body, "spaces": ["d:1", "d:2"]}
    log.write(AYSE, "erase", proposal=wider, second=spelled(file.signature))
    log.write(AYSE, "erase", proposal="text", second=spelled(file.signature))
    log.write(AYSE, "erase", proposal=file.body, second="AAAA")
    assert log.team.erasures == ()
    assert len(log.team.refused) == 3


def test_that_a_proposal_by_itself_erases_nothing_and_is_no_bad_file() -> None:
    log = team_of(LUKASZ)
    log.add(log.proposed(LUKASZ, ["d:1"]))
    assert log.team.erasures == ()
    assert log.team.refused == ()
