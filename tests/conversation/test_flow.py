"""The conversation jumps: any order, found by words, nothing required."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conversation import content, flow, plain, summary, zrm
from app.model.assessment import AGREED, AssessmentScore, Score
from app.model.days import day_of
from app.model.folding import fold
from app.model.visit import DomainNote
from app.model.words import AreaState

AREAS = content.areas().areas
IDS = [area.id for area in AREAS]


@pytest.mark.parametrize(
    ("words", "area"),
    [
        ("huur", "huis"),
        ("deurwaarder", "geld"),
        ("vocht", "huis"),
        ("SCHULD", "geld"),
        ("wonen", "huis"),
        ("deurwarder", "geld"),
        ("zekering", "geld"),
        ("gaderobe", ""),
        ("eenzam", "netwerk"),
        ("politie rechter", "justitie"),
        ("maatje", "netwerk"),
        ("tolk", "werk"),
        ("bewindvoerder", "geld"),
        ("kinderbijslag", "geld"),
        ("schimmel", "huis"),
        ("spijbelen", "kinderen"),
        ("rollator", "gezondheid"),
        ("gokkast", "middelen"),
        ("gokschult", "middelen"),
        ("steunkousen", "zelfzorg"),
        ("enveloppen", "huishouden"),
        ("buurtmaaltijd", "meedoen"),
        ("wijkagent", "justitie"),
        ("CAFÉ", "meedoen"),
    ],
)
def test_that_a_word_finds_its_leefgebied(words: str, area: str) -> None:
    found = flow.find_areas(AREAS, words)
    assert (found[0].id if found else "") == area


def test_that_no_words_give_every_area_in_its_own_order() -> None:
    assert [area.id for area in flow.find_areas(AREAS, "  ")] == IDS


@given(st.sampled_from(IDS), st.sets(st.sampled_from(IDS)))
def test_that_the_next_area_is_another_one_and_untouched_while_there_are(
    current: str, touched: set[str]
) -> None:
    then = flow.next_area(IDS, current, touched)
    assert then != current
    if set(IDS) - touched - {current}:
        assert then not in touched


def test_that_a_single_area_is_its_own_next() -> None:
    assert flow.next_area(["geld"], "geld", ()) == "geld"


def test_that_what_one_would_rather_not_talk_about_is_not_discussed() -> None:
    states = {"geld": AreaState.GOOD, "huis": AreaState.RATHER_NOT, "werk": None}
    assert flow.discussed(states, ["huis", "dag"]) == {"geld", "dag"}


def test_that_only_what_was_discussed_may_be_scored() -> None:
    assert flow.domains_to_score(AREAS, {"geld"}) == {"financien"}
    assert flow.domains_to_score(AREAS, set()) == set()


@given(st.text())
def test_that_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_that_letters_of_every_neighbour_fold() -> None:
    assert fold("Şükran Yıldırım Łoś İzmir Ærø") == "sukran yildirim los izmir aero"


def test_that_every_letter_there_is_folds_the_same_twice() -> None:
    for code in range(0x20000):  # beyond these are ideographs: no case, no marks
        once = fold(chr(code))
        assert fold(once) == once, hex(code)


def _note(area: str, about: str, **fields: str) -> DomainNote:
    return DomainNote.model_validate({"id": "n", "area": area, "about": about} | fields)


def test_that_a_paper_is_proposed_from_words_said_and_never_from_notes() -> None:
    states = {"geld": AreaState.ATTENTION, "huis": AreaState.GOOD, "werk": AreaState.RATHER_NOT}
    notes = [
        _note("geld", "m", text="GEHEIM", own_words="Ik durf niet.", wish="Rust."),
        _note("huis", "a", text="GEHEIM", own_words="Fijn huis."),
    ]
    lines = summary.propose(content.areas(), states, notes, "m")
    assert [line.area for line in lines] == ["geld"]
    assert lines[0].text == "“Ik durf niet.” U wilt: rust."
    assert "GEHEIM" not in lines[0].text


def test_that_an_area_without_words_says_only_that_it_goes_well_or_was_talked_about() -> None:
    states = {"geld": AreaState.ATTENTION, "huis": AreaState.GOOD}
    lines = summary.propose(content.areas(), states, [], "m")
    assert [(line.text, line.good) for line in lines] == [
        ("Hier hebben we over gepraat.", False),
        ("Dit gaat goed.", True),
    ]


def test_that_a_quote_is_of_the_person_alone() -> None:
    notes = [
        _note("geld", "m", own_words="Lang verhaal over van alles."),
        _note("huis", "m", own_words="Kort."),
        _note("huis", "a", own_words="Ik."),
    ]
    assert summary.propose_quote(notes, "m") == "Kort."
    assert summary.propose_quote(notes, "z") == ""


def _score(scorer: str, level: int) -> AssessmentScore:
    return AssessmentScore(id="s", domain="financien", scorer=scorer, score=Score(level=level))


def test_that_a_colleagues_score_is_hidden_until_ones_own_is_given() -> None:
    assert zrm.as_seen_by("me", [_score("jij", 3)]).colleague is None
    seen = zrm.as_seen_by("me", [_score("jij", 3), _score("me", 2)])
    assert seen.colleague == Score(level=3)
    assert seen.differs
    assert zrm.result("me", [_score("jij", 3)]) is None


def test_that_an_agreed_score_settles_the_difference() -> None:
    scores = [_score("jij", 3), _score("me", 2), _score(AGREED, 3)]
    assert not zrm.as_seen_by("me", scores).differs
    assert zrm.result("me", scores) == Score(level=3)
    assert zrm.result_of_all(scores) == Score(level=3)
    assert zrm.result_of_all(scores[:2]) is None
    assert zrm.result_of_all(scores[:1]) == Score(level=3)
    assert zrm.result_of_all([]) is None


def test_that_change_is_counted_from_the_first_measurement() -> None:
    assert zrm.change([2, None, 4]) == 2
    assert zrm.change([None, 4]) is None
    assert list(zrm.by_domain([_score("me", 2)])) == ["financien"]


def test_that_dates_read_as_people_say_them() -> None:
    day = date(2026, 3, 12)
    assert plain.short(day) == "do 12 mrt 2026"
    assert plain.full(day) == "donderdag 12 maart"
    assert day_of("2026-03-12T10:00") == day
    assert day_of("") is None


@pytest.mark.parametrize(
    ("near", "total", "words"),
    [
        (3, 4, "3 van 4 acties doen zij zelf, met eigen kring of in de buurt."),
        (1, 1, "1 van 1 actie doen zij zelf, met eigen kring of in de buurt."),
        (0, 0, ""),
    ],
)
def test_that_the_sentence_about_who_does_it_counts(near: int, total: int, words: str) -> None:
    assert plain.near_home_sentence(near, total) == words
