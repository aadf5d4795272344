"""An area or an agreement of one person does not slip onto another's paper by a side door."""

from __future__ import annotations

import pytest

from app.services import agreements, fields, households, summaries, visits
from app.services.session import Session
from tests.reports.reading import everything_heard
from tests.services.conftest import Case


@pytest.fixture
def visit(case: Case) -> str:
    return visits.start(case.session, case.household)


def _closed(s: Session, visit: str, about: str) -> None:
    target = visits.closed_note_target(s, visit, "gevoel", about, ())
    fields.type(s, target, "Bang om naar huis te gaan.")


def _areas(s: Session, visit: str, person: str) -> set[str]:
    return {line.area for line in summaries.paper(s, visit, person).lines}


@pytest.mark.parametrize("state", ["goed", "aandacht"])
@pytest.mark.parametrize("typing", [True, False])
def test_that_an_area_with_only_a_closed_note_stays_off_the_other_s_paper(
    case: Case, visit: str, state: str, typing: bool
) -> None:
    visits.set_state(case.session, visit, "gevoel", state)
    _closed(case.session, visit, case.anja)
    if not typing:
        case.session.vault.commit_drafts()
    assert "gevoel" not in _areas(case.session, visit, case.mehmet)
    assert "gevoel" in _areas(case.session, visit, case.anja)
    for person in (case.anja, case.mehmet):
        printed = everything_heard(summaries.pdf(case.session, visit, person)).lower()
        assert "bang" not in printed


def test_that_a_closed_note_does_not_hide_what_the_other_said(case: Case, visit: str) -> None:
    visits.set_state(case.session, visit, "gevoel", "aandacht")
    _closed(case.session, visit, case.anja)
    own = visits.note_target(case.session, visit, "gevoel", case.mehmet, "own_words")
    fields.type(case.session, own, "Ik slaap slecht.")
    (line,) = summaries.paper(case.session, visit, case.mehmet).lines
    assert line.text == "“Ik slaap slecht.”"


@pytest.mark.parametrize("of_anja", [True, False])
def test_that_an_agreement_stays_whose_it_was_when_its_goal_is_deleted(
    case: Case, visit: str, of_anja: bool
) -> None:
    person = case.anja if of_anja else ""
    goal = agreements.add_goal(case.session, case.household, "Eigen plek", person=person)
    agreements.add_action(
        case.session, case.household, "Inschrijven bij de opvang", "zelf", goal=goal, visit=visit
    )
    households.remove(case.session, "goal", goal)
    assert summaries.paper(case.session, visit, case.anja).agreements
    assert bool(summaries.paper(case.session, visit, case.mehmet).agreements) is not of_anja
