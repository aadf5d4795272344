"""Past niet bij elkaar: a merge breaks a rule, a line says so, an ordinary edit mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.model import rules
from app.services import agreements, attention, households, visits
from app.services import differences as apart_service
from tests.helpers.apart import HOME, MEHMET, Apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.clock import FixedClock
    from app.services.attention import AttentionLine
    from app.services.session import Session

ACTION = "A9"
LATER = "2026-12-10"
"""After every day of these tests."""


@pytest.fixture
def apart(tmp_path: Path, clock: FixedClock) -> Iterator[Apart]:
    team = Apart(tmp_path, clock)
    team.write(team.sanne, "household", HOME, status="uitvoering")
    team.meet()
    yield team
    team.close()


def the_one(apart: Apart) -> AttentionLine:
    """After they met: the same one line on every laptop, and nothing to choose."""
    apart.meet()
    told = [attention.lines(one) for one in apart.all]
    assert [[_said(line) for line in lines] for lines in told] == [[_said(told[0][0])]] * 3
    assert all(attention.count(one) == 1 for one in apart.all)
    assert all(apart_service.count(one) == 0 for one in apart.all)
    return told[0][0]


def _said(line: AttentionLine) -> tuple[object, ...]:
    return (line.kind, line.household, line.what, line.member, line.number, line.day)


def fits(apart: Apart) -> bool:
    apart.meet()
    return all(attention.lines(one) == () for one in apart.all)


def an_action(apart: Apart, who: Session, **more: object) -> None:
    apart.write(who, "action", ACTION, household=HOME, what="Brief openen", **more)


def member(one: Session) -> str:
    return one.vault.member_id


def test_that_what_fits_says_nothing(apart: Apart) -> None:
    an_action(apart, apart.fenna, member=member(apart.sanne))
    visits.plan(apart.sanne, HOME, LATER)
    assert fits(apart)


def test_that_a_closed_household_with_a_new_action_is_told_until_it_is_done(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    an_action(apart, apart.fenna)
    line = the_one(apart)
    assert (line.kind, line.state, line.what) == ("closed_open", "afgesloten", "Brief openen")
    assert (line.household_name, line.place) == ("Familie Yıldırım-Bakker", attention.PLAN)
    agreements.done(apart.youssef, ACTION, done=True)
    assert fits(apart)


def test_that_reopening_the_household_mends_it_too(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    an_action(apart, apart.fenna)
    assert the_one(apart).kind == "closed_open"
    households.set_status(apart.fenna, HOME, "heropend")
    assert fits(apart)


def test_that_several_open_actions_are_one_line(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    an_action(apart, apart.fenna)
    apart.write(apart.youssef, "action", "B1", household=HOME, what="Bellen")
    assert the_one(apart).number == 2


def test_that_a_goal_of_a_closed_household_is_told_until_it_is_dropped(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    plan = rules.plan_id(HOME)
    apart.write(apart.fenna, "goal", "G1", household=HOME, plan=plan, title="Rust in geld")
    assert the_one(apart).kind == "closed_open"
    apart.write(apart.sanne, "goal", "G1", status="vervallen")
    assert fits(apart)


def test_that_a_visit_planned_with_a_closed_household_is_told_until_called_off(
    apart: Apart,
) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    visit = visits.plan(apart.fenna, HOME, LATER)
    line = the_one(apart)
    assert (line.kind, line.day) == ("closed_planned", LATER)
    apart.write(apart.fenna, "visit", visit, status="afgezegd")
    assert fits(apart)


def test_that_a_visit_begun_with_a_closed_household_is_told_until_it_is_finished(
    apart: Apart,
) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    visit = visits.start(apart.fenna, HOME)
    assert the_one(apart).kind == "closed_begun"
    visits.finish(apart.fenna, visit)
    assert fits(apart)


@pytest.mark.parametrize("role", ["case_lead", "stand_in", "pair"])
def test_that_who_was_let_go_and_came_on_a_card_is_told_until_another_does(
    apart: Apart, role: str
) -> None:
    gone, other = member(apart.youssef), member(apart.sanne)
    apart.write(apart.sanne, "member", gone, active=False)
    apart.write(apart.fenna, "household", HOME, **{role: [gone] if role == "pair" else gone})
    line = the_one(apart)
    assert (line.kind, line.role, line.member) == ("gone_on_card", role, "Youssef Amrani")
    apart.write(apart.fenna, "household", HOME, **{role: [other] if role == "pair" else other})
    assert fits(apart)


def test_that_the_card_of_a_closed_household_may_name_who_was_there_then(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    apart.write(apart.fenna, "member", member(apart.sanne), active=False)
    assert fits(apart)


def test_that_an_action_given_to_who_was_let_go_is_told_until_another_sees_to_it(
    apart: Apart,
) -> None:
    apart.write(apart.sanne, "member", member(apart.youssef), active=False)
    an_action(apart, apart.fenna, member=member(apart.youssef))
    line = the_one(apart)
    assert (line.kind, line.member) == ("gone_action", "Youssef Amrani")
    apart.write(apart.fenna, "action", ACTION, member=member(apart.sanne))
    assert fits(apart)


def test_that_a_visit_with_who_was_let_go_is_told_until_another_goes(apart: Apart) -> None:
    apart.write(apart.sanne, "member", member(apart.youssef), active=False)
    visit = visits.plan(apart.fenna, HOME, LATER, members=[member(apart.youssef)])
    line = the_one(apart)
    assert (line.kind, line.member, line.day) == ("gone_visit", "Youssef Amrani", LATER)
    apart.write(apart.fenna, "visit", visit, members=[member(apart.fenna)])
    assert fits(apart)


def test_that_an_action_of_a_deleted_goal_is_told_until_the_goal_is_back(apart: Apart) -> None:
    plan = rules.plan_id(HOME)
    apart.write(apart.sanne, "goal", "G1", household=HOME, plan=plan, title="Rust in geld")
    apart.meet()
    households.remove(apart.sanne, "goal", "G1")
    an_action(apart, apart.fenna, goal="G1")
    line = the_one(apart)
    assert (line.kind, line.subject, line.what) == ("goal_deleted", "Rust in geld", "Brief openen")
    households.bring_back(apart.fenna, "goal", "G1")
    assert fits(apart)


def test_that_what_names_a_deleted_person_is_told_until_the_person_is_back(apart: Apart) -> None:
    apart.write(apart.sanne, "person", "P2", household=HOME, name="Elif Yıldırım")
    apart.meet()
    households.remove(apart.sanne, "person", "P2")
    an_action(apart, apart.fenna, person="P2")
    apart.write(apart.fenna, "assessment", "Z2", household=HOME, person="P2", on="2026-02-26")
    line = the_one(apart)
    assert (line.kind, line.subject) == ("person_deleted", "Elif Yıldırım")
    assert line.kinds == ("action", "assessment")
    households.bring_back(apart.sanne, "person", "P2")
    assert fits(apart)


def test_that_two_visits_begun_apart_are_told_until_one_is_finished(apart: Apart) -> None:
    first = visits.start(apart.sanne, HOME)
    visits.start(apart.fenna, HOME)
    line = the_one(apart)
    assert (line.kind, line.member) == ("begun_twice", "Fenna Łukasz")
    visits.finish(apart.sanne, first)
    assert fits(apart)


def test_that_two_visits_planned_apart_are_told_until_one_is_called_off(apart: Apart) -> None:
    visits.plan(apart.sanne, HOME, LATER, "10:00")
    second = visits.plan(apart.fenna, HOME, LATER, "10:30")
    line = the_one(apart)
    assert (line.kind, line.day) == ("planned_twice", LATER)
    apart.write(apart.fenna, "visit", second, status="afgezegd")
    assert fits(apart)


def test_that_a_delete_which_is_a_difference_already_is_not_told_twice(apart: Apart) -> None:
    apart.sanne.vault.delete("person", MEHMET)
    apart.write(apart.fenna, "person", MEHMET, phone="06 12 34 56 78")
    apart.meet()
    assert all(apart_service.count(one) == 1 for one in apart.all)
    assert all(attention.lines(one) == () for one in apart.all)


def test_that_mine_are_those_of_which_i_am_on_the_card(apart: Apart) -> None:
    households.set_status(apart.sanne, HOME, "afgesloten")
    an_action(apart, apart.fenna)
    apart.meet()
    mine = [attention.lines(one)[0].mine for one in apart.all]
    assert mine == [True, True, False]
