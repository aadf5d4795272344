"""What holds whatever was written: nobody's words on another's paper, no score seen too early."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.conversation import content, flow, summary, zrm
from app.model.assessment import AGREED, AssessmentScore, Score
from app.model.visit import DomainNote
from app.model.words import AreaState

AREAS = content.areas()
IDS = [area.id for area in AREAS.areas]
SENSITIVE = {area.id for area in AREAS.areas if area.sensitive}
PERSONS = ("mehmet", "anja", "")

_FIELDS = ("text", "own_words", "own_circle", "wish")


@st.composite
def _notes(draw: st.DrawFn) -> list[DomainNote]:
    """Notes whose every word tells whom it is about, where, and in which field it was."""
    keys = draw(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(PERSONS)), max_size=8))
    found = []
    for number, (area, about) in enumerate(keys):
        filled = draw(st.sets(st.sampled_from(_FIELDS)))
        words = {name: f"q{name}.{about}.{area}.{number}q" for name in filled}
        known = {"id": f"n{number}", "area": area, "about": about}
        found.append(DomainNote.model_validate(known | words))
    return found


_states = st.dictionaries(
    st.sampled_from(IDS), st.sampled_from([None, *AreaState]), max_size=len(IDS)
)


@settings(max_examples=60)
@given(_states, _notes())
def test_that_a_proposed_paper_holds_no_note_and_nothing_about_somebody_else(
    states: dict[str, AreaState | None], notes: list[DomainNote]
) -> None:
    for person in ("mehmet", "anja"):
        other = "anja" if person == "mehmet" else "mehmet"
        lines = summary.propose(AREAS, states, notes, person)
        everything = " ".join(line.text for line in lines) + summary.propose_quote(notes, person)
        assert "qtext." not in everything
        assert "qown_circle." not in everything
        assert f".{other}." not in everything


@settings(max_examples=60)
@given(_states, _notes())
def test_that_only_areas_that_were_discussed_stand_on_a_paper(
    states: dict[str, AreaState | None], notes: list[DomainNote]
) -> None:
    lines = summary.propose(AREAS, states, notes, "mehmet")
    for line in lines:
        assert states[line.area] in {AreaState.GOOD, AreaState.ATTENTION}
        assert line.good == (states[line.area] is AreaState.GOOD)
    assert [line.area for line in lines] == sorted((one.area for one in lines), key=IDS.index)


@settings(max_examples=60)
@given(_states, _notes())
def test_that_a_sensitive_area_stands_on_a_paper_only_with_words_of_its_person(
    states: dict[str, AreaState | None], notes: list[DomainNote]
) -> None:
    said = {
        note.area
        for note in notes
        if note.about in {"mehmet", ""} and (note.own_words or note.wish)
    }
    shown = {line.area for line in summary.propose(AREAS, states, notes, "mehmet")}
    assert shown & SENSITIVE <= said


def test_that_a_closed_note_on_a_sensitive_area_leaves_no_trace_on_any_paper() -> None:
    states: dict[str, AreaState | None] = {"thuis": AreaState.ATTENTION}
    assert summary.propose(AREAS, states, [], "mehmet") == ()


_scores = st.lists(
    st.tuples(
        st.sampled_from(["me", "jij", "zij", AGREED]),
        st.one_of(
            st.none(),
            st.builds(Score, level=st.integers(1, 5)),
            st.just(Score(not_judged=True, reason="niet gezien")),
        ),
    ),
    max_size=4,
    unique_by=lambda pair: pair[0],
)


@given(_scores)
def test_that_nobody_sees_a_colleagues_score_before_giving_ones_own(
    given_scores: list[tuple[str, Score | None]],
) -> None:
    scores = [
        AssessmentScore(id=scorer, domain="financien", scorer=scorer, score=score)
        for scorer, score in given_scores
    ]
    seen = zrm.as_seen_by("me", scores)
    if seen.mine is None:
        assert seen.colleague is None
        assert seen.colleague_id == ""
        assert not seen.differs
    assert zrm.result("me", scores) in {seen.agreed, seen.mine}


@given(_states, st.sets(st.sampled_from(IDS)))
def test_that_what_was_refused_is_never_scored_unless_another_area_informs_it(
    states: dict[str, AreaState | None], written: set[str]
) -> None:
    talked = flow.discussed(states, written)
    assert not {area for area in talked if states.get(area) is AreaState.RATHER_NOT}
    allowed = flow.domains_to_score(AREAS.areas, talked)
    informed = {domain for area in AREAS.areas if area.id in talked for domain in area.zrm}
    assert allowed == informed


@given(st.text(max_size=20))
def test_that_a_search_never_fails_and_names_no_area_twice(words: str) -> None:
    found = [area.id for area in flow.find_areas(AREAS.areas, words)]
    assert len(found) == len(set(found))
    assert set(found) <= set(IDS)


@given(st.sampled_from([word for area in AREAS.areas for word in area.words]))
def test_that_every_search_word_finds_its_area(word: str) -> None:
    wanted = {area.id for area in AREAS.areas if word in area.words}
    assert wanted <= {area.id for area in flow.find_areas(AREAS.areas, word)}
