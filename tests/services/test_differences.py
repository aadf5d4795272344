"""Verschillen: told with who, when, where and what was before; settled once for the whole team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.model import rules
from app.services import differences as service
from app.services import fields, households, undoing
from app.services.target import Target
from app.storage.edits import Edit
from tests.helpers.apart import HOME, MEHMET, NOTE, SCORE, VISIT, Apart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.clock import FixedClock
    from app.services.differences import OpenDifference
    from app.services.session import Session


@pytest.fixture
def apart(tmp_path: Path, clock: FixedClock) -> Iterator[Apart]:
    team = Apart(tmp_path, clock)
    yield team
    team.close()


def the_one(s: Session) -> OpenDifference:
    (found,) = service.differences(s)
    return found


def a_day(apart: Apart) -> OpenDifference:
    """Sanne and Fenna name another day for the evaluation."""
    apart.write(apart.sanne, "household", HOME, evaluation_on="2026-06-12")
    apart.write(apart.fenna, "household", HOME, evaluation_on="2026-05-29")
    apart.meet()
    return the_one(apart.sanne)


def test_that_a_difference_says_whose_who_when_where_and_what_was_before(apart: Apart) -> None:
    told = a_day(apart)
    assert (told.kind, told.field) == ("household", "evaluation_on")
    assert told.subject.household_name == "Familie Yıldırım-Bakker"
    by_value = {side.value: side.writers[0] for side in told.sides}
    assert by_value["2026-06-12"].name == "Sanne Visser"
    assert by_value["2026-06-12"].here
    assert by_value["2026-05-29"].name == "Fenna Łukasz"
    assert not by_value["2026-05-29"].here
    assert told.before is not None
    assert told.before.value == "2026-04-01"
    assert told.before.writer.name == "Sanne Visser"


def test_that_a_settled_difference_is_settled_for_the_whole_team(apart: Apart) -> None:
    told = a_day(apart)
    chosen = next(side for side in told.sides if side.value == "2026-05-29")
    service.take(apart.sanne, told, chosen.head)
    apart.meet()
    for one in apart.all:
        assert service.differences(one) == ()
        assert service.count(one) == 0
        assert fields.read(one, Target("household", HOME, "evaluation_on")).value == ("2026-05-29")


def test_that_undo_lets_the_difference_stand_again_with_its_own_writers(apart: Apart) -> None:
    before = a_day(apart)
    service.take(apart.sanne, before, before.sides[1].head)
    undoing.undo_last(apart.sanne)
    after = the_one(apart.sanne)
    assert [(side.value, side.writers) for side in after.sides] == [
        (side.value, side.writers) for side in before.sides
    ]
    assert after.before == before.before
    apart.meet()
    assert service.count(apart.youssef) == 1


def test_that_a_difference_can_be_settled_and_undone_again_and_again(apart: Apart) -> None:
    first = a_day(apart)
    for _round in range(3):
        now = the_one(apart.sanne)
        assert [side.writers for side in now.sides] == [side.writers for side in first.sides]
        service.take(apart.sanne, now, now.sides[0].head)
        undoing.undo_last(apart.sanne)


def test_that_nobody_settles_what_was_not_on_the_screen(apart: Apart) -> None:
    told = a_day(apart)
    apart.write(apart.youssef, "household", HOME, evaluation_on="2026-07-01")
    apart.write(apart.fenna, "household", HOME, evaluation_on="2026-08-01")
    apart.meet()
    with pytest.raises(UserError, match="difference_changed"):
        service.take(apart.sanne, told, told.sides[0].head)
    assert service.count(apart.sanne) == 1


def test_that_a_plain_edit_after_settling_belongs_to_who_made_it(apart: Apart) -> None:
    told = a_day(apart)
    mine = next(side for side in told.sides if side.value == "2026-06-12")
    service.take(apart.sanne, told, mine.head)
    apart.meet()
    apart.write(apart.sanne, "household", HOME, evaluation_on="2026-05-29")
    apart.write(apart.youssef, "household", HOME, evaluation_on="2026-09-01")
    apart.meet()
    named = {side.value: side.writers[0].name for side in the_one(apart.fenna).sides}
    assert named == {"2026-05-29": "Sanne Visser", "2026-09-01": "Youssef Amrani"}


def test_that_three_values_stand_beside_each_other(apart: Apart) -> None:
    for who, text in zip(apart.all, ("een", "twee", "drie"), strict=True):
        apart.write(who, "domain_note", NOTE, text=text)
    apart.meet()
    told = the_one(apart.youssef)
    assert {side.value for side in told.sides} == {"een", "twee", "drie"}
    assert told.subject.person == "Mehmet Yıldırım"
    assert told.subject.area
    assert told.subject.on == "2026-02-26"


def test_that_the_same_written_twice_is_one_side_and_no_choice(apart: Apart) -> None:
    for who in (apart.sanne, apart.fenna):
        apart.write(who, "domain_note", NOTE, text="Alles betaald.")
    apart.meet()
    told = the_one(apart.sanne)
    assert told.agreed
    assert {writer.name for writer in told.sides[0].writers} == {"Sanne Visser", "Fenna Łukasz"}
    assert service.count(apart.sanne) == 0
    service.take(apart.sanne, told, told.sides[0].head)
    assert service.differences(apart.sanne) == ()


def test_that_a_score_and_its_reason_stay_together(apart: Apart) -> None:
    apart.write(apart.sanne, "assessment_score", SCORE, score={"level": 2, "reason": "schulden"})
    apart.write(apart.fenna, "assessment_score", SCORE, score={"level": 3, "reason": "op tijd"})
    apart.meet()
    told = the_one(apart.fenna)
    pairs = {(side.value["level"], side.value["reason"]) for side in told.sides}
    assert pairs == {(2, "schulden"), (3, "op tijd")}
    assert told.subject.person == "Mehmet Yıldırım"
    assert told.subject.area == "Financiën"


def test_that_lists_combine_to_all_that_either_names(apart: Apart) -> None:
    apart.write(apart.sanne, "domain_note", NOTE, themes=["geldzorgen", "eenzaamheid"])
    apart.write(apart.fenna, "domain_note", NOTE, themes=["geldzorgen", "overlast"])
    apart.meet()
    told = the_one(apart.sanne)
    both = service.union(told)
    assert both is not None
    assert set(both) == {"geldzorgen", "eenzaamheid", "overlast"}
    service.combine(apart.sanne, told, both)
    apart.meet()
    target = Target("domain_note", NOTE, "themes")
    assert set(fields.read(apart.fenna, target).value) == set(both)


def test_that_a_list_that_holds_the_other_offers_no_union(apart: Apart) -> None:
    apart.write(apart.sanne, "domain_note", NOTE, themes=["geldzorgen", "overlast"])
    apart.write(apart.fenna, "domain_note", NOTE, themes=["overlast"])
    apart.meet()
    assert service.union(the_one(apart.sanne)) is None


def test_that_a_delete_and_a_later_text_are_told_together(apart: Apart) -> None:
    apart.clock.advance(60)
    apart.sanne.vault.delete("domain_note", NOTE)
    apart.write(apart.fenna, "domain_note", NOTE, text="Er is een nieuwe rekening.")
    apart.meet()
    told = the_one(apart.fenna)
    assert told.deleted
    assert households.count_differences(apart.fenna, HOME) == 1
    assert [line.id for line in households.lines(apart.fenna, differing=True)] == [HOME]
    assert [writer.name for side in told.sides for writer in side.writers] == ["Sanne Visser"]
    (later,) = told.later
    assert (later.field, later.value) == ("text", "Er is een nieuwe rekening.")
    assert later.writer.name == "Fenna Łukasz"


@pytest.mark.parametrize("away", [True, False])
def test_that_a_delete_is_settled_both_ways_and_undone(apart: Apart, *, away: bool) -> None:
    apart.sanne.vault.delete("domain_note", NOTE)
    apart.write(apart.fenna, "domain_note", NOTE, text="Er is een nieuwe rekening.")
    apart.meet()
    told = the_one(apart.fenna)
    service.take(apart.fenna, told, told.sides[0].head if away else "")
    apart.meet()
    for one in apart.all:
        assert service.differences(one) == ()
        assert (one.vault.get("domain_note", NOTE) is None) is away
    undoing.undo_last(apart.fenna)
    again = the_one(apart.fenna)
    assert [w.name for w in again.sides[0].writers] == ["Sanne Visser"]
    assert again.later == told.later


def test_that_a_deleted_visit_with_a_new_note_is_one_difference(apart: Apart) -> None:
    apart.sanne.vault.delete("visit", VISIT)
    apart.write(apart.fenna, "domain_note", NOTE, text="Hier schreef ik verder.")
    new = {"household": HOME, "visit": VISIT, "area": "huis", "text": "Het dak lekt."}
    apart.write(apart.fenna, "domain_note", "N2", **new)
    apart.meet()
    told = the_one(apart.sanne)
    assert told.kind == "visit"
    assert {later.value for later in told.later} == {"Hier schreef ik verder.", "Het dak lekt."}
    service.take(apart.sanne, told, told.sides[0].head)
    assert service.differences(apart.sanne) == ()
    assert apart.sanne.vault.get("domain_note", "N2") is None
    undoing.undo_last(apart.sanne)
    assert the_one(apart.sanne).later == told.later


def test_that_a_talk_goes_to_the_next_overleg_once(apart: Apart) -> None:
    told = a_day(apart)
    apart.clock.advance(0)
    apart.sanne.vault.record([Edit("meeting", "M2", {"on": "2026-12-01"})])
    assert service.talk(apart.sanne, told, "Verschil: evaluatie") == "2026-12-01"
    service.talk(apart.fenna, the_one(apart.fenna), "Verschil: evaluatie")
    assert the_one(apart.sanne).agenda == "2026-12-01"
    (point,) = apart.sanne.vault.rows("agenda_item")
    assert point.fields() == {
        "meeting": "M2", "household": HOME, "title": "Verschil: evaluatie",
    }  # fmt: skip


def test_that_a_talk_waits_for_an_overleg_that_nobody_planned_yet(apart: Apart) -> None:
    told = a_day(apart)
    assert service.talk(apart.sanne, told, "Verschil: evaluatie") == ""
    assert the_one(apart.sanne).agenda == ""
    undoing.undo_last(apart.sanne)
    assert the_one(apart.sanne).agenda is None
    service.talk(apart.sanne, told, "Verschil: evaluatie")
    assert the_one(apart.sanne).agenda == ""


def test_that_the_agenda_tells_no_more_of_a_dossier_than_that_there_is_something(
    apart: Apart,
) -> None:
    apart.write(apart.sanne, "domain_note", NOTE, text="een", wish="rust")
    apart.write(apart.fenna, "domain_note", NOTE, text="twee", wish="werk")
    apart.meet()
    first, second = service.differences(apart.sanne)
    service.talk(apart.sanne, first, "Verschil in het dossier")
    assert [one.agenda for one in service.differences(apart.sanne)] == ["", ""]
    service.talk(apart.sanne, second, "Verschil in het dossier")
    assert len(apart.sanne.vault.rows("agenda_item")) == 1


def test_that_a_closed_note_never_comes_on_the_agenda(apart: Apart) -> None:
    note = {"household": HOME, "visit": VISIT, "author": "x", "text": "alleen wij"}
    apart.write(apart.sanne, "closed_note", "C1", **note)
    apart.meet()
    apart.write(apart.sanne, "closed_note", "C1", text="een")
    apart.write(apart.fenna, "closed_note", "C1", text="twee")
    apart.meet()
    told = the_one(apart.sanne)
    assert not told.talk
    with pytest.raises(UserError, match="difference_closed"):
        service.talk(apart.sanne, told, "Verschil")


def test_that_mine_is_what_i_wrote_and_where_i_go(apart: Apart) -> None:
    a_day(apart)
    apart.write(apart.fenna, "directory_entry", "D1", name="Taalcafé")
    apart.meet()
    apart.write(apart.fenna, "directory_entry", "D1", place="De Linde")
    apart.write(apart.youssef, "directory_entry", "D1", place="De Eik")
    apart.meet()
    assert [one.mine for one in service.differences(apart.sanne)] == [True, False]
    assert [one.mine for one in service.differences(apart.fenna)] == [True, True]
    assert [one.mine for one in service.differences(apart.youssef)] == [False, True]


def test_that_the_team_comes_after_the_households(apart: Apart) -> None:
    apart.write(apart.sanne, "household", "H0", name="Mevrouw Ünal")
    apart.write(apart.sanne, "directory_entry", "D1", name="Taalcafé")
    apart.meet()
    for who, word in ((apart.sanne, "a"), (apart.fenna, "b")):
        apart.write(who, "household", "H0", phone=word)
        apart.write(who, "directory_entry", "D1", place=word)
        apart.write(who, "plan", rules.plan_id(HOME), evaluation=word)
        apart.write(who, "person", MEHMET, phone=word)
    apart.meet()
    kinds = [one.kind for one in service.differences(apart.sanne)]
    assert kinds == ["person", "plan", "household", "directory_entry"]


def test_that_ids_in_values_have_names(apart: Apart) -> None:
    for who in (apart.sanne, apart.fenna):
        apart.write(who, "household", HOME, case_lead=who.vault.member_id)
    apart.meet()
    told = the_one(apart.youssef)
    assert {told.names[side.value] for side in told.sides} == {"Sanne Visser", "Fenna Łukasz"}


def test_that_undo_brings_back_what_was_just_taken_away(apart: Apart) -> None:
    apart.write(apart.sanne, "domain_note", NOTE, text="nieuw")
    households.remove(apart.sanne, "visit", VISIT)
    assert apart.sanne.vault.get("domain_note", NOTE) is None
    undoing.undo_last(apart.sanne)
    assert apart.sanne.vault.get("visit", VISIT) is not None
    target = Target("domain_note", NOTE, "text")
    assert fields.read(apart.sanne, target).value == "nieuw"
