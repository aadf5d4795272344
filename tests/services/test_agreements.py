"""Goals and agreements on a real vault."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import UserError
from app.model.plan import Action
from app.model.team import Household
from app.services import agreements, visits
from app.services.records import need
from app.storage.edits import Edit
from tests.services.conftest import Case


def _status(case: Case, status: str) -> None:
    case.session.vault.record([Edit("household", case.household, {"status": status})])


def _card(case: Case) -> Household:
    return need(case.session, Household, case.household)


def test_that_the_first_goal_begins_the_plan(case: Case) -> None:
    _status(case, "gesprek")
    agreements.add_goal(case.session, case.household, "Weer post openen", "geld", case.mehmet)
    plan = agreements.plan(case.session, case.household)
    ahead = case.session.clock.today() + timedelta(weeks=6)
    assert plan.evaluation_on == ahead.isoformat() == _card(case).evaluation_on
    assert _card(case).status == "plan"
    goal = plan.goals[0]
    assert (goal.title, goal.area_title, goal.person_name) == (
        "Weer post openen",
        "Geld en rekeningen",
        "Mehmet",
    )


def test_that_a_second_goal_moves_nothing(case: Case) -> None:
    agreements.add_goal(case.session, case.household, "Weer post openen")
    agreements.set_plan(case.session, case.household, "evaluation_on", "2026-05-01")
    _status(case, "uitvoering")
    agreements.add_goal(case.session, case.household, "Een droge badkamer", "huis")
    plan = agreements.plan(case.session, case.household)
    assert [goal.title for goal in plan.goals] == ["Weer post openen", "Een droge badkamer"]
    assert plan.evaluation_on == "2026-05-01"
    assert _card(case).status == "uitvoering"


def test_that_a_household_without_plan_has_an_empty_one(case: Case) -> None:
    plan = agreements.plan(case.session, case.household)
    assert (plan.goals, plan.loose, plan.near_home, plan.agreed) == ((), (), "", None)


def test_that_nearest_help_comes_first(case: Case) -> None:
    goal = agreements.add_goal(case.session, case.household, "Meedoen")
    for resort in ("tweede_lijn", None, "netwerk", "zelf"):
        agreements.add_action(case.session, case.household, "Bellen", resort, goal=goal)
    plan = agreements.plan(case.session, case.household)
    assert [action.resort for action in plan.goals[0].actions] == [
        "zelf",
        "netwerk",
        "tweede_lijn",
        None,
    ]
    assert plan.near_home.startswith("2 van 4 acties")


def test_that_a_worker_s_own_step_is_in_no_count(case: Case) -> None:
    me = case.session.vault.member_id
    agreements.add_action(case.session, case.household, "Post openen", "zelf", "Mehmet")
    agreements.add_action(case.session, case.household, "Meldpunt bellen", "wijkteam", member=me)
    plan = agreements.plan(case.session, case.household)
    assert plan.near_home.startswith("1 van 1 ")
    assert {action.what: action.own_step for action in plan.loose} == {
        "Post openen": False,
        "Meldpunt bellen": True,
    }


def test_that_a_tick_is_dated_and_can_be_taken_back(case: Case) -> None:
    action = agreements.add_action(case.session, case.household, "Post openen")
    agreements.done(case.session, action, done=True)
    ticked = need(case.session, Action, action)
    assert (ticked.status, ticked.done_on) == ("gedaan", case.session.clock.today().isoformat())
    agreements.done(case.session, action, done=False)
    opened = need(case.session, Action, action)
    assert (opened.status, opened.done_on) == ("open", "")


def test_that_whether_it_worked_can_be_said_and_unsaid(case: Case) -> None:
    action = agreements.add_action(case.session, case.household, "Post openen")
    for said in ("deels", None):
        agreements.worked(case.session, action, said)
        plan = agreements.plan(case.session, case.household)
        assert plan.loose[0].worked == said


def test_that_the_agreed_plan_is_carried_out(case: Case) -> None:
    _status(case, "gesprek")
    agreements.add_goal(case.session, case.household, "Weer post openen")
    agreed = {"on": "2026-03-02", "how": "samen gelezen aan tafel"}
    agreements.set_plan(case.session, case.household, "agreed", agreed)
    assert _card(case).status == "uitvoering"
    plan = agreements.plan(case.session, case.household)
    assert plan.agreed is not None
    assert plan.agreed.how == "samen gelezen aan tafel"


def test_that_the_end_in_the_plan_keeps_the_reason_on_the_card(case: Case) -> None:
    visits.set_help_ends(case.session, case.household, "2026-06-12", "dan loopt het")
    agreements.set_plan(case.session, case.household, "ends_on", "2026-07-01")
    ends = _card(case).help_ends
    assert ends is not None
    assert (ends.on, ends.reason) == ("2026-07-01", "dan loopt het")
    agreements.set_plan(case.session, case.household, "ends_on", "")
    assert agreements.plan(case.session, case.household).ends_on == ""


def test_that_an_unknown_action_is_refused(case: Case) -> None:
    with pytest.raises(UserError, match="no_such_record"):
        agreements.done(case.session, "unknown", done=True)
    with pytest.raises(UserError, match="no_such_record"):
        agreements.worked(case.session, "unknown", "gelukt")
