"""At a fork the team decides: an old coordinator with his old key is outvoted."""

from __future__ import annotations

import random
import time
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.crypto.signing import SigningKey
from app.model.sealed import Identity, Vote
from app.sync.membership import Team, evaluate
from app.sync.votes import Heard
from tests.sync.membership.people import (
    AYSE,
    FAKES,
    LUKASZ,
    NUNEZ,
    OERY,
    SALMA,
    SHEET,
    Log,
    bereft,
    claim,
    false_side,
    laptop,
    let_in,
    mark_of,
    team_of,
)

BOTH = (LUKASZ, SALMA)


# ---------------------------------------------------------------- an old coordinator


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_that_an_old_coordinator_is_outvoted_wherever_he_was_coordinator(
    number: int, over: bool
) -> None:
    """By every laptop; also by one that last wrote before the hand-over, and sees all at once."""
    log = bereft()
    true = log.team
    for who, at in ((LUKASZ, 5), (SALMA, 2), (OERY, 5)):
        log.says(who, true.entries[at], 7)
    false = false_side(log, number, over=over)
    for who in (LUKASZ, SALMA, OERY):
        seen = log.team_of(who)
        assert seen.entries == true.entries
        assert false in seen.forks
        assert AYSE.device in seen.removed
        assert not {one.device for one in FAKES} & seen.devices.keys()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_that_what_the_new_coordinator_signed_speaks_for_him(number: int) -> None:
    """Nobody wrote a segment since the hand-over, or ever."""
    log = bereft()
    true = log.team
    false = false_side(log, number, over=True)
    for who in (LUKASZ, SALMA, OERY):
        seen = log.team_of(who)
        assert (seen.entries, false in seen.forks) == (true.entries, True)


def test_that_no_more_members_than_were_there_have_a_vote() -> None:
    log = bereft()
    true = log.team
    log.says(LUKASZ, number=7)
    false_side(log, 2, over=True)
    assert log.team.entries == true.entries


def test_that_a_false_side_with_all_who_are_true_has_no_vote_of_theirs() -> None:
    """Their keys lie in the share for everybody: that they are let in there says nothing."""
    log = team_of(LUKASZ)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.admit(LUKASZ, SALMA)
    true = log.team
    log.says(LUKASZ)
    log.says(SALMA)
    false = false_side(log, 0, LUKASZ, SALMA)
    for who in BOTH:
        assert log.team_of(who).entries == true.entries
        assert false in log.team_of(who).forks


def test_that_one_who_was_there_first_and_is_deceived_turns_nobody_who_came_later() -> None:
    """Salma alone was there at the fork; she was away, and follows the false side since."""
    log = team_of(SALMA, LUKASZ, OERY)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.remove(LUKASZ, member=AYSE.member)
    true = log.team
    for who in (LUKASZ, OERY):
        log.says(who)
    log.says(SALMA, false_side(log, 1), 9)
    for who in (LUKASZ, OERY):
        assert log.team_of(who).entries == true.entries


def test_that_who_was_there_comes_back_though_all_around_him_is_made_up() -> None:
    """Salma was led along the false side, where one of the made-up people coordinates."""
    log = bereft()
    true = log.team
    log.says(LUKASZ)
    false_side(log, 2, SALMA, over=True)
    log.says(SALMA, log.votes[-1].follows, 9)
    assert log.team_of(SALMA).entries == true.entries
    assert log.team_of(LUKASZ).entries == true.entries


def test_that_most_of_a_laptops_team_takes_it_along() -> None:
    """Őry came later, on a side that nobody else follows any more."""
    log = team_of(LUKASZ, SALMA, NUNEZ)
    given = log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.admit(LUKASZ, OERY)
    log.says(OERY)
    other = log.under(3, AYSE, "hand_over", member=SALMA.member)
    for who in (LUKASZ, SALMA, NUNEZ):
        log.says(who, other, 3)
    for who in (LUKASZ, SALMA, NUNEZ, OERY):
        assert log.team_of(who).entries[4] == other
        assert given in log.team_of(who).forks


def test_that_the_sheet_decides_against_all_votes() -> None:
    log = bereft()
    for who in BOTH:
        log.says(who)
    false = false_side(log, 2)
    log.hang(false, 4, SHEET, "hand_over", member=SALMA.member)
    for who in BOTH:
        assert log.team_of(who).entries[3] == false
        assert log.team_of(who).is_coordinator(SALMA.member)


@pytest.mark.parametrize("over", [False, True])
def test_that_who_signed_the_removal_stays_though_all_are_let_in_falsely(over: bool) -> None:
    """Łukasz wrote nothing but entries; that Ayşe lets him in once more moves him nowhere."""
    log = team_of(LUKASZ)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.remove(LUKASZ, member=AYSE.member)
    true = log.team
    false_side(log, 0, LUKASZ, over=over)
    assert log.team.entries != true.entries
    assert log.team_of(LUKASZ).entries == true.entries


# ---------------------------------------------------------------- what a vote is


def fork() -> tuple[Log, str, str]:
    """Two entries of Ayşe's under one, and the one that stands first without a vote."""
    log = team_of(LUKASZ, SALMA)
    second = log.admit(AYSE, OERY)
    first = log.under(2, AYSE, **let_in(NUNEZ))
    assert log.team.head == first
    return log, first, second


def test_that_without_a_vote_the_smallest_id_counts() -> None:
    log, first, second = fork()
    assert (log.team.head, log.team.forks) == (first, (second,))


def test_that_most_members_decide_and_not_most_laptops() -> None:
    log, first, second = fork()
    more = [laptop("Łukasz Kowalski", number) for number in range(2, 6)]
    for old, new in zip((LUKASZ, *more), more, strict=False):
        log.add(claim(log.id, old, new))
    for one in (LUKASZ, *more):
        log.says(one, second)
    assert log.team.head == second
    log.says(SALMA, first)
    assert log.team.head == first


def test_that_a_successor_speaks_for_its_member() -> None:
    log, _first, second = fork()
    heir = laptop("Łukasz Kowalski", 2)
    log.says(heir, second)
    assert log.team.head != second
    log.add(claim(log.id, LUKASZ, heir))
    assert log.team.head == second


def test_that_the_newest_segment_counts_whose_entry_is_here() -> None:
    log, first, second = fork()
    log.says(LUKASZ, first, 1)
    log.says(LUKASZ, second, 2)
    assert log.team.head == second
    log.says(LUKASZ, "e" * 40, 3)
    assert log.team.head == second
    log.says(LUKASZ, first, 4)
    assert log.team.head == first


def test_that_an_entry_far_under_a_side_is_in_that_side() -> None:
    log, _first, second = fork()
    at = second
    for number in range(4, 9):
        at = log.hang(at, number, AYSE, "recut", cut={})
    log.says(SALMA, at)
    assert log.team.head == at


def test_that_a_segment_under_another_key_is_no_vote() -> None:
    log, _first, second = fork()
    log.votes.append(Vote(LUKASZ.device, mark_of(OERY), second, 5))
    assert log.team.head != second


def test_that_the_coordinator_who_made_a_fork_has_no_vote_there() -> None:
    log, _first, second = fork()
    log.says(AYSE, second)
    assert log.team.head != second


def test_that_who_was_removed_before_has_no_vote_and_who_was_let_in_since_neither() -> None:
    log = team_of(LUKASZ, SALMA)
    log.remove(AYSE, member=LUKASZ.member)
    second = log.admit(AYSE, OERY)
    first = log.under(3, AYSE, **let_in(NUNEZ))
    for one in (LUKASZ, OERY):
        log.says(one, second)
    assert log.team.head == first
    log.says(SALMA, second)
    assert log.team.head == second


def test_that_a_segment_goes_before_what_its_member_signed() -> None:
    """He may have been deceived when he signed; what he follows now is in his segments."""
    log = bereft()
    true = log.team
    false = log.under(2, AYSE, "hand_over", member=LUKASZ.member)
    log.hang(false, 4, LUKASZ, **let_in(NUNEZ))
    assert log.team.entries[3] == false
    log.says(LUKASZ, true.head)
    assert log.team.entries == true.entries


# ---------------------------------------------------------------- an honest fork


@pytest.mark.parametrize("people", [(), (LUKASZ,), (LUKASZ, SALMA)])
def test_that_an_honest_fork_ends_with_one_path_for_all(people: tuple[Identity, ...]) -> None:
    """Ayşe's two laptops let somebody in, each without the other; everybody follows one of them."""
    other = laptop("Ayşe Çağlayan", 2)
    log = team_of(*people, other)
    base = log.team
    one = log.admit(AYSE, OERY)
    two = log.hang(base.head, base.number + 1, other, **let_in(NUNEZ))
    everybody = (*people, AYSE, other, OERY, NUNEZ)
    for who, side in zip(everybody, (one, two, one, two, one, two), strict=False):
        log.says(who, side)
    log.says(OERY, one, 2)
    log.says(NUNEZ, two, 2)
    told = [log.team_of(who).entries for who in everybody]
    assert len(set(told)) == 1
    assert told[0][-1] in {one, two}


# ---------------------------------------------------------------- pure, and unmoved


@settings(max_examples=30)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_that_no_order_of_files_or_votes_makes_another_team(seed: int, data: st.DataObject) -> None:
    log = bereft()
    entries = [*log.team.entries, false_side(log, data.draw(st.integers(0, 2))), "d" * 40]
    for who in (LUKASZ, SALMA, OERY, AYSE):
        for number in range(data.draw(st.integers(0, 3))):
            log.says(who, data.draw(st.sampled_from(entries)), number)
    chance, own = random.Random(seed), {SALMA.device: SigningKey(SALMA.sign).public}
    expected = log.team_of(SALMA)
    for _ in range(4):
        chance.shuffle(log.files)
        chance.shuffle(log.votes)
        heard = partial(Heard, [*log.votes, *log.votes[:5]], own)
        known: Team = evaluate(expected.id, log.files, heard)
        assert known == expected


def test_that_a_fork_at_every_entry_costs_no_more_than_its_signatures() -> None:
    """An old coordinator makes two sides of everything, and votes without end."""

    def measured(count: int) -> float:
        log = team_of(*BOTH)
        at = log.team.head
        for number in range(3, 3 + count):
            log.hang(at, number, AYSE, "recut", cut={}, side=1)
            at = log.hang(at, number, AYSE, "recut", cut={}, side=2)
        votes = [Vote(one.device, mark_of(one), at, 5) for one in (LUKASZ, SALMA)]
        votes += [Vote(SALMA.device, mark_of(SALMA), f"{n:040x}", n) for n in range(20 * count)]
        own = {LUKASZ.device: SigningKey(LUKASZ.sign).public}
        started = time.process_time()
        team = evaluate(log.id, log.files, lambda: Heard(votes, own))
        assert (team.head, len(team.forks)) == (at, count)
        return time.process_time() - started

    small = min(measured(100) for _ in range(3))
    assert measured(800) < 8 * 2 * small


def test_that_the_sheet_is_not_asked_twice() -> None:
    """Two entries of the sheet at one place: the team chooses, and else the smallest id."""
    log = team_of(*BOTH)
    one = log.under(2, SHEET, "hand_over", member=LUKASZ.member)
    two = log.under(2, SHEET, "hand_over", member=SALMA.member)
    assert log.team.head == two
    log.says(LUKASZ, one)
    assert {log.team_of(who).head for who in BOTH} == {one}
