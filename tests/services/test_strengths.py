"""Strengths on the plan: what all who were there said, and nothing that only one of them did."""

from __future__ import annotations

import pytest

from app.model.plan import Plan
from app.model.visit import VisitSummary
from app.model.words import Paper
from app.services import agreements, fields, printing, summaries, visits
from app.services.paper_lines import strengths
from app.services.records import rows
from app.services.session import Session
from app.services.target import Target
from tests.reports.reading import everything_heard
from tests.services.conftest import Case


@pytest.fixture
def visit(case: Case) -> str:
    started = visits.start(case.session, case.household)
    visits.set_present(case.session, started, (case.mehmet, case.anja))
    return started


def _says(case: Case, visit: str, area: str, about: str, words: str) -> None:
    s = case.session
    visits.set_state(s, visit, area, "goed")
    fields.type(s, visits.note_target(s, visit, area, about, "own_words"), words)
    s.vault.commit_drafts()


def _named(case: Case) -> list[str]:
    return [line.rstrip(".") for line in strengths(case.session, case.household)]


def test_that_what_the_household_says_goes_well_stands_on_its_plan(case: Case, visit: str) -> None:
    agreements.add_goal(case.session, case.household, "Zaterdag fietsen repareren")
    _says(case, visit, "werk", "", "Wij helpen in het repaircafé.")
    (line,) = strengths(case.session, case.household)
    assert line.endswith("“Wij helpen in het repaircafé.”")
    printed = everything_heard(summaries.plan_pdf(case.session, case.household))
    assert "Wijhelpeninhetrepaircafé." in "".join(printed.split())


def test_that_what_one_of_them_told_does_not_stand_on_the_plan_of_both(
    case: Case, visit: str
) -> None:
    _says(case, visit, "geld", case.anja, "Ik heb een potje dat niemand weet.")
    assert strengths(case.session, case.household) == ()
    summaries.agree(case.session, visit, case.anja, yes=True)
    assert strengths(case.session, case.household) == ()
    summaries.set_paper(case.session, visit, case.anja, Paper.STAYS.value)
    (line,) = strengths(case.session, case.household)
    assert line.endswith("“Ik heb een potje dat niemand weet.”")
    summaries.set_paper(case.session, visit, case.anja, Paper.NEUTRAL.value)
    assert strengths(case.session, case.household) == ()


def test_that_different_words_of_each_leave_the_title_alone(case: Case, visit: str) -> None:
    _says(case, visit, "werk", case.anja, "Ik werk graag.")
    _says(case, visit, "werk", case.mehmet, "Ik repareer fietsen.")
    (line,) = strengths(case.session, case.household)
    assert "“" not in line


def test_that_a_sensitive_leefgebied_never_stands_on_the_plan(case: Case, visit: str) -> None:
    sensitive = next(area.id for area in case.session.areas.areas if area.sensitive)
    for person in (case.anja, case.mehmet):
        _says(case, visit, sensitive, person, "Dat gaat nu goed.")
    assert strengths(case.session, case.household) == ()


def test_that_the_last_visit_that_touched_it_decides(case: Case, visit: str) -> None:
    s = case.session
    visits.set_state(s, visit, "geld", "goed")
    assert len(_named(case)) == 1
    visits.finish(s, visit)
    s.clock.advance(3 * 24 * 3600)  # type: ignore[attr-defined]
    later = visits.start(s, case.household)
    visits.set_present(s, later, (case.mehmet, case.anja))
    assert len(_named(case)) == 1
    visits.set_state(s, later, "geld", "aandacht")
    assert _named(case) == []


def test_that_a_line_left_out_at_the_table_stays_out(case: Case, visit: str) -> None:
    s = case.session
    visits.set_state(s, visit, "geld", "goed")
    (item,) = summaries.paper(s, visit, case.anja).lines
    left_out = Target(item.target.kind, item.target.entity, "left_out", item.target.context)
    fields.put(s, left_out, value=True)
    assert strengths(s, case.household) == ()


def test_that_only_printing_keeps_the_moment(case: Case, visit: str) -> None:
    s = case.session
    agreements.add_goal(s, case.household, "Zaterdag fietsen repareren")
    summaries.pdf(s, visit, case.anja)
    summaries.plan_pdf(s, case.household)
    assert _moments(s) == set()
    printing.by_name(s, "plan", case.household)
    assert _moments(s) == set()
    printing.kept(s, "visit", visit)
    printing.kept(s, "plan", case.household)
    now = s.clock.now().astimezone().strftime("%Y-%m-%dT%H:%M")
    assert _moments(s) == {now}


def _moments(s: Session) -> set[str]:
    plans = {one.printed_at for one in rows(s, Plan)}
    return (plans | {one.printed_at for one in rows(s, VisitSummary)}) - {""}
