"""The paper of one person: what stands on it, and above all what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import UserError
from app.model import rules
from app.model.visit import SummaryLine, VisitSummary
from app.services import agreements, contacts, fields, printing, summaries, visits, zrm
from app.services.records import rows
from app.storage.edits import Edit
from tests.helpers import homes
from tests.reports.reading import everything_heard, squeezed, text
from tests.services.conftest import Case


@pytest.fixture
def visit(case: Case) -> str:
    """Mehmet and Anja at the table; Mehmet speaks."""
    started = visits.start(case.session, case.household)
    visits.set_present(case.session, started, [case.mehmet, case.anja])
    visits.set_speaker(case.session, started, case.mehmet)
    return started


def _say(case: Case, visit: str, area: str, state: str, about: str, **words: str) -> None:
    visits.set_state(case.session, visit, area, state)
    for name, said in words.items():
        target = visits.note_target(case.session, visit, area, about, name)
        fields.type(case.session, target, said)
        fields.commit(case.session, target)


def _line(case: Case, visit: str, person: str, area: str) -> summaries.SummaryItem:
    lines = summaries.paper(case.session, visit, person).lines
    return next(line for line in lines if line.area == area)


def _printed(case: Case, visit: str, person: str) -> str:
    return everything_heard(summaries.pdf(case.session, visit, person))


def test_that_own_words_are_proposed_and_notes_are_not(case: Case, visit: str) -> None:
    _say(case, visit, "geld", "aandacht", case.mehmet,
         text="Liegt over de schuld.", own_words="Ik durf niet.", wish="Rust.")  # fmt: skip
    item = _line(case, visit, case.mehmet, "geld")
    assert item.text == "“Ik durf niet.” U wilt: rust."
    assert item.state.seen is None
    assert summaries.paper(case.session, visit, case.mehmet).quote[0].value == "Ik durf niet."
    assert rows(case.session, SummaryLine) == []
    printed = _printed(case, visit, case.mehmet)
    assert squeezed("Ik durf niet.") in printed
    assert squeezed("Liegt over") not in printed


def test_that_words_still_being_typed_count(case: Case, visit: str) -> None:
    visits.set_state(case.session, visit, "geld", "aandacht")
    target = visits.note_target(case.session, visit, "geld", case.mehmet, "own_words")
    fields.type(case.session, target, "Ik durf niet.")
    assert _line(case, visit, case.mehmet, "geld").text == "“Ik durf niet.”"


def test_that_what_was_corrected_at_the_table_wins(case: Case, visit: str) -> None:
    _say(case, visit, "geld", "aandacht", case.mehmet, own_words="Ik durf niet.")
    item = _line(case, visit, case.mehmet, "geld")
    fields.type(case.session, item.target, "De post blijft liggen.", item.state.seen)
    fields.commit(case.session, item.target)
    _say(case, visit, "geld", "aandacht", case.mehmet, own_words="Iets anders.")
    assert _line(case, visit, case.mehmet, "geld").text == "De post blijft liggen."
    assert squeezed("De post blijft liggen.") in _printed(case, visit, case.mehmet)


def test_that_what_is_left_out_is_not_printed_nor_quoted(case: Case, visit: str) -> None:
    _say(case, visit, "geld", "aandacht", case.mehmet, own_words="Ik durf niet.")
    item = _line(case, visit, case.mehmet, "geld")
    fields.put(case.session, replace(item.target, field="left_out"), value=True)
    left = _line(case, visit, case.mehmet, "geld")
    assert (left.left_out, left.text) == (True, "“Ik durf niet.”")
    printed = _printed(case, visit, case.mehmet)
    assert squeezed("Ik durf niet.") not in printed
    assert squeezed("Geld en rekeningen") not in printed
    fields.put(case.session, replace(item.target, field="left_out"), value=False)
    assert squeezed("Ik durf niet.") in _printed(case, visit, case.mehmet)


def test_that_rather_not_and_not_discussed_stand_on_no_paper(case: Case, visit: str) -> None:
    _say(case, visit, "justitie", "liever_niet", case.mehmet, own_words="Dat zeg ik niet.")
    _say(case, visit, "geld", "aandacht", case.mehmet, own_words="Ik durf niet.")
    item = _line(case, visit, case.mehmet, "geld")
    fields.type(case.session, item.target, "De post.", item.state.seen)
    visits.set_state(case.session, visit, "geld", None)
    paper = summaries.paper(case.session, visit, case.mehmet)
    assert paper.lines == ()
    assert paper.quote[0].value == ""


def test_that_one_s_words_never_stand_on_the_other_s_paper(case: Case, visit: str) -> None:
    _say(case, visit, "thuis", "aandacht", case.anja, own_words="Ik ben bang.")
    assert summaries.paper(case.session, visit, case.mehmet).lines == ()
    assert squeezed("Ik ben bang.") in _printed(case, visit, case.anja)
    assert squeezed("Ik ben bang.") not in _printed(case, visit, case.mehmet)


def test_that_what_goes_well_stands_apart(case: Case, visit: str) -> None:
    _say(case, visit, "werk", "goed", "")
    _say(case, visit, "kinderen", "goed", case.mehmet, own_words="Zij zijn onze zon.")
    assert all(line.good for line in summaries.paper(case.session, visit, case.mehmet).lines)
    found = text(summaries.pdf(case.session, visit, case.mehmet))
    assert "Wat gaat goed" in found
    assert "Werk en leren." in found
    assert "Kinderen: “Zij zijn onze zon.”" in found


def test_that_agreements_stand_on_the_paper_of_whom_they_are_of(case: Case, visit: str) -> None:
    s, me = case.session, case.session.vault.member_id
    add = agreements.add_action
    add(s, case.household, "Zondag post openen", "zelf", "", "2026-03-15", visit)
    add(s, case.household, "Anja belt haar zus", "netwerk", "Anja", "", visit, "", case.anja)
    add(s, case.household, "Meldpunt bellen", "wijkteam", visit=visit, member=me)
    goal = agreements.add_goal(s, case.household, "Eigen geld", "geld", case.anja)
    add(s, case.household, "Rekening openen", "zelf", visit=visit, goal=goal)
    dropped = add(s, case.household, "Toch maar niet", visit=visit)
    s.vault.record([Edit("action", dropped, {"status": "vervallen"})])
    of_mehmet = summaries.paper(s, visit, case.mehmet).agreements
    assert of_mehmet == ("Zondag post openen · u zelf · zondag 15 maart",)
    assert len(summaries.paper(s, visit, case.anja).agreements) == 3
    printed = _printed(case, visit, case.mehmet)
    assert squeezed("Zondag post openen") in printed
    for other in ("Anja belt", "Meldpunt", "Rekening openen", "Toch maar niet"):
        assert squeezed(other) not in printed


def test_that_open_actions_of_the_plan_come_back_on_the_next_paper(case: Case, visit: str) -> None:
    s = case.session
    goal = agreements.add_goal(s, case.household, "Post openen")
    first = agreements.add_action(s, case.household, "Zondag openen", visit=visit, goal=goal)
    agreements.add_action(s, case.household, "Map kopen", visit=visit, goal=goal)
    agreements.done(s, first, done=True)
    visits.finish(s, visit)
    s.clock.advance(timedelta(days=14).total_seconds())  # type: ignore[attr-defined]
    second = visits.start(s, case.household)
    assert summaries.paper(s, second, case.mehmet).agreements == ("Map kopen",)


def test_that_the_two_days_people_want_to_know_are_on_it(case: Case, visit: str) -> None:
    day = case.session.clock.today() + timedelta(days=14)
    ends = case.session.clock.today() + timedelta(days=20)
    visits.set_return(case.session, visit, day.isoformat(), "15:30")
    visits.set_help_ends(case.session, case.household, ends.isoformat())
    case.session.vault.record(
        [Edit("member", case.session.vault.member_id, {"phone": "050 555 09 87"})]
    )
    found = text(summaries.pdf(case.session, visit, case.mehmet))
    assert "15.30 uur" in found
    assert "Wij helpen u tot en met" in found
    assert squeezed("Bel Selin: 050 555 09 87") in squeezed(found)


def test_that_the_answers_are_kept_per_person(case: Case, visit: str) -> None:
    s = case.session
    summaries.agree(s, visit, case.mehmet, yes=False, no_because="De huur klopt niet.")
    summaries.set_paper(s, visit, case.mehmet, "neutraal")
    summaries.set_large_print(s, visit, case.mehmet, on=True)
    paper = summaries.paper(s, visit, case.mehmet)
    assert paper.agreed is not None
    assert (paper.agreed.yes, paper.agreed.no_because) == (False, "De huur klopt niet.")
    assert (paper.paper, paper.large_print) == ("neutraal", True)
    other = summaries.paper(s, visit, case.anja)
    assert (other.agreed, other.paper, other.large_print) == (None, None, False)
    summaries.set_paper(s, visit, case.mehmet, None)
    assert summaries.paper(s, visit, case.mehmet).paper is None
    assert len(rows(s, VisitSummary)) == 1
    assert "De huur klopt niet." in text(summaries.pdf(s, visit, case.mehmet))


def test_that_large_letters_follow_the_person_unless_asked_otherwise(
    case: Case, visit: str
) -> None:
    s = case.session
    normal = summaries.pdf(s, visit, case.mehmet)
    summaries.set_large_print(s, visit, case.mehmet, on=True)
    assert summaries.pdf(s, visit, case.mehmet) == summaries.pdf(s, visit, case.mehmet, True)
    assert summaries.pdf(s, visit, case.mehmet, False) == normal


def test_that_a_person_of_another_household_gets_no_paper(case: Case, visit: str) -> None:
    s = case.session
    other = homes.new_household(s, "Mevrouw Đorđević", pair=[s.vault.member_id])
    stranger = homes.add(s, "person", other, {"name": "Ljiljana Đorđević"})
    with pytest.raises(UserError, match="no_such_record"):
        summaries.paper(s, visit, stranger)


def test_that_the_neutral_card_names_nobody(case: Case, visit: str) -> None:
    s = case.session
    with pytest.raises(UserError, match="no_phone"):
        summaries.neutral_pdf(s, visit)
    s.vault.record([Edit("member", s.vault.member_id, {"phone": "050 555 09 87"})])
    assert text(summaries.neutral_pdf(s, visit)).split() == ["050", "555", "09", "87"]


def test_that_the_command_line_prints_one_paper_and_respects_the_answer(
    case: Case, visit: str
) -> None:
    s = case.session
    s.vault.record([Edit("member", s.vault.member_id, {"phone": "050 555 09 87"})])
    _say(case, visit, "geld", "aandacht", case.mehmet, own_words="Ik durf niet.")
    _say(case, visit, "thuis", "aandacht", case.anja, own_words="Ik ben bang.")
    found = text(printing.by_name(s, "visit", visit))
    assert "Ik durf niet." in found
    assert "Ik ben bang." not in found
    summaries.set_paper(s, visit, case.mehmet, "neutraal")
    assert printing.by_name(s, "visit", visit) == summaries.neutral_pdf(s)
    summaries.set_paper(s, visit, case.mehmet, "niets")
    with pytest.raises(UserError, match="paper_not_wanted"):
        printing.by_name(s, "visit", visit)


def test_that_a_visit_without_persons_has_no_paper(case: Case) -> None:
    s = case.session
    empty = homes.new_household(s, "Mevrouw Đorđević", pair=[s.vault.member_id])
    with pytest.raises(UserError, match="nobody_there"):
        printing.by_name(s, "visit", visits.start(s, empty))


def test_that_the_plan_prints_goals_and_agreements_but_no_own_steps(case: Case) -> None:
    s = case.session
    goal = agreements.add_goal(s, case.household, "Weer post openen", "geld")
    agreements.add_action(s, case.household, "Zondag openen", "netwerk", "Hakan", goal=goal)
    agreements.add_action(s, case.household, "Repaircafé", "vrijwilliger", "Mehmet")
    agreements.add_action(
        s, case.household, "Meldpunt bellen", "wijkteam", member=s.vault.member_id
    )
    agreed = {"on": s.clock.today().isoformat(), "how": "aan tafel"}
    agreements.set_plan(s, case.household, "agreed", agreed)
    plan = agreements.plan(s, case.household)
    for entity in (plan.id, case.household):
        found = text(printing.by_name(s, "plan", entity))
        assert "Weer post openen" in found
        assert "Hakan" in found
        assert "Repaircafé" in found
        assert "aan tafel" in found
        assert "Meldpunt" not in found
    with pytest.raises(UserError, match="no_such_record"):
        printing.by_name(s, "plan", "unknown")


def test_that_one_visit_as_text_has_the_notes_but_no_closed_ones_and_no_levels(
    case: Case, visit: str
) -> None:
    s = case.session
    _say(case, visit, "geld", "aandacht", case.mehmet, text="Stapel post.", wish="Rust.")
    closed = visits.closed_note_target(s, visit, "thuis", case.anja, ())
    fields.type(s, closed, "Zij is bang voor hem.")
    fields.commit(s, closed)
    zrm.score(s, visit, case.mehmet, "financien", 2, reason="Deurwaarder.")
    agreements.add_action(s, case.household, "Zondag openen", who="Hakan", visit=visit)
    contacts.log(s, case.household, case.anja, "telefoon", "Belt terug.")
    visits.set_return(s, visit, "2026-12-14", "10:00")
    visits.set_help_ends(s, case.household, "2027-01-14")
    plain = summaries.visit_text(s, visit)
    assert "Familie Yıldırım-Bakker" in plain
    assert "Selin Yılmaz, over Mehmet: Stapel post. Wens: Rust." in plain
    assert "- Zondag openen · Hakan" in plain
    assert "We komen terug: maandag 14 december 10:00" in plain
    assert "Hulp tot en met: donderdag 14 januari 2027" in plain
    assert "bang" not in plain
    assert "Deurwaarder" not in plain


def test_that_the_conversation_card_names_every_area_and_no_household(case: Case) -> None:
    found = text(summaries.card_pdf(case.session))
    assert "15." in found
    assert "Yıldırım" not in found


def test_that_papers_stay_dutch_where_the_screens_speak_english(case: Case, visit: str) -> None:
    s = case.session
    s.language = "en"
    _say(case, visit, "geld", "goed", case.mehmet, own_words="Het lukt weer.")
    zrm.score(s, visit, case.mehmet, "financien", 3)
    assessment = rules.assessment_id(visit, case.mehmet)
    screens = (visits.notes(s, visit)[0].title, zrm.profile(s, assessment).axes[0][2])
    assert screens == ("Money and bills", "Finances")
    papers = (
        summaries.visit_text(s, visit),
        _printed(case, visit, case.mehmet),
        text(printing.by_name(s, "dossier", case.household)),
        text(summaries.zrm_pdf(s, assessment)),
    )
    for paper, dutch in zip(papers, (*["Geld en rekeningen"] * 3, "Financiën"), strict=True):
        assert squeezed(dutch) in squeezed(paper)
        assert "bills" not in paper
        assert "Finances" not in paper
