"""A huisbezoek on a real vault: begin, write, look back, close."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock, derived_id
from app.conversation import content
from app.errors import UserError
from app.model.team import Household
from app.model.visit import Appointment, Visit
from app.services import agreements, fields, visits
from app.services.records import need, rows
from app.storage.edits import Edit
from tests.helpers.sessions import a_session
from tests.helpers.vaults import exchange
from tests.services.conftest import Case


def _later(case: Case, **ahead: float) -> None:
    case.session.clock.advance(timedelta(**ahead).total_seconds())  # type: ignore[attr-defined]


def _day(case: Case, ahead: int) -> str:
    return (case.session.clock.today() + timedelta(days=ahead)).isoformat()


def _visit(case: Case, visit: str) -> Visit:
    return need(case.session, Visit, visit)


def _status(case: Case) -> str:
    return need(case.session, Household, case.household).status.value


def _assigned(case: Case) -> None:
    edit = Edit("household", case.household, {"status": "toegewezen"})
    case.session.vault.record([edit])


def _write(case: Case, visit: str, area: str, about: str, **words: str) -> None:
    for name, text in words.items():
        target = visits.note_target(case.session, visit, area, about, name)
        fields.type(case.session, target, text)
        fields.commit(case.session, target)


def test_that_a_planned_visit_moves_the_household_to_an_appointment(case: Case) -> None:
    _assigned(case)
    visit = visits.plan(case.session, case.household, _day(case, 1), "10:00")
    planned = _visit(case, visit)
    assert planned.planned == Appointment(on=_day(case, 1), at="10:00")
    assert planned.status == "gepland"
    assert planned.members == (case.session.vault.member_id,)
    assert _status(case) == "afspraak"


def test_that_starting_picks_up_the_nearest_planned_visit(case: Case) -> None:
    far = visits.plan(case.session, case.household, _day(case, 6))
    near = visits.plan(case.session, case.household, _day(case, 1))
    assert visits.start(case.session, case.household) == near
    assert far != near
    assert _visit(case, near).started_at


def test_that_a_visit_planned_for_later_weeks_stays_planned(case: Case) -> None:
    later = visits.plan(case.session, case.household, _day(case, 30))
    visit = visits.start(case.session, case.household)
    assert visit != later
    assert not _visit(case, later).started_at


def test_that_starting_twice_goes_on_with_the_same_visit(case: Case) -> None:
    _assigned(case)
    visit = visits.start(case.session, case.household)
    began = _visit(case, visit).started_at
    assert _status(case) == "gesprek"
    _later(case, minutes=20)
    assert visits.start(case.session, case.household) == visit
    visits.finish(case.session, visit)
    _later(case, minutes=5)
    assert visits.start(case.session, case.household) == visit
    assert _visit(case, visit).started_at == began


def test_that_the_next_day_is_another_visit(case: Case) -> None:
    first = visits.start(case.session, case.household)
    visits.finish(case.session, first)
    _later(case, days=1)
    second = visits.start(case.session, case.household)
    assert second != first
    assert visits.conversation(case.session, second).number == 2
    assert visits.conversation(case.session, first).number == 1


def test_that_starting_does_not_push_a_running_plan_back(case: Case) -> None:
    edit = Edit("household", case.household, {"status": "uitvoering"})
    case.session.vault.record([edit])
    visits.start(case.session, case.household)
    assert _status(case) == "uitvoering"


def test_that_who_begins_a_visit_went_there(case: Case) -> None:
    case.session.vault.record(
        [
            Edit("member", "fenna", {"name": "Fenna Hoekstra"}),
            Edit("household", case.household, {"pair": ["fenna"]}),
        ]
    )
    visit = visits.start(case.session, case.household)
    assert _visit(case, visit).members == ("fenna", case.session.vault.member_id)


def test_that_finishing_makes_changes_of_drafts_and_holds_the_visit(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    target = visits.note_target(case.session, visit, "geld", "", "text")
    fields.type(case.session, target, "Stapel enveloppen onder in de kast.")
    visits.finish(case.session, visit)
    assert case.session.vault.drafts() == []
    held = _visit(case, visit)
    assert (held.status, held.ended_at) == ("gehouden", held.started_at)


def test_that_looking_at_a_planned_visit_does_not_hold_it(case: Case) -> None:
    visit = visits.plan(case.session, case.household, _day(case, 3))
    visits.conversation(case.session, visit)
    visits.finish(case.session, visit)
    assert _visit(case, visit).status == "gepland"


def test_that_reading_back_a_visit_of_another_day_keeps_its_end(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    visits.finish(case.session, visit)
    ended = _visit(case, visit).ended_at
    _later(case, days=3)
    visits.finish(case.session, visit)
    assert _visit(case, visit).ended_at == ended


def test_that_a_conversation_shows_all_areas_and_asks_nothing(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    seen = visits.conversation(case.session, visit)
    assert seen.household_name == "Familie Yıldırım-Bakker"
    assert len(seen.areas) == 15
    assert {area.state for area in seen.areas} == {None}
    assert all(bool(area.reminder) == area.sensitive for area in seen.areas)
    assert [person.name for person in seen.persons] == ["Anja Yıldırım", "Mehmet Yıldırım"]
    assert seen.me == case.session.vault.member_id


def test_that_an_area_of_another_version_still_has_its_visit(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    case.session.vault.record([Edit("visit", visit, {"content": "leefgebieden-9"})])
    assert len(visits.conversation(case.session, visit).areas) == 15


def test_that_an_informal_speaker_is_asked_with_je(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    case.session.vault.record([Edit("person", case.anja, {"informal": True})])
    formal = visits.conversation(case.session, visit).areas[0].question
    visits.set_speaker(case.session, visit, case.anja)
    assert visits.conversation(case.session, visit).areas[0].question != formal


def test_that_a_state_can_be_given_and_taken_back(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    visits.set_state(case.session, visit, "geld", None)
    assert not case.session.vault.rows("visit_area")
    visits.set_state(case.session, visit, "geld", "aandacht")
    assert visits.area(case.session, visit, "geld").state == "aandacht"
    visits.set_state(case.session, visit, "geld", None)
    assert visits.area(case.session, visit, "geld").state is None


def test_that_a_note_is_about_whoever_speaks(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    assert visits.area(case.session, visit, "geld").about == ""
    visits.set_speaker(case.session, visit, case.anja)
    assert visits.area(case.session, visit, "geld").about == case.anja
    assert _visit(case, visit).present == (case.anja,)
    visits.set_present(case.session, visit, [case.mehmet])
    assert _visit(case, visit).speaker == ""
    assert visits.area(case.session, visit, "geld").about == case.mehmet


def test_that_two_persons_never_share_a_note(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    _write(case, visit, "geld", case.anja, text="Praat er met niemand over.")
    of_mehmet = visits.area(case.session, visit, "geld", case.mehmet)
    assert not of_mehmet.fields["text"][0].value
    assert [(note.about, note.text) for note in of_mehmet.colleagues] == [
        ("Anja", "Praat er met niemand over.")
    ]
    of_anja = visits.area(case.session, visit, "geld", case.anja)
    assert of_anja.fields["text"][0].value == "Praat er met niemand over."
    assert of_anja.colleagues == ()


def test_that_everything_is_every_area_as_one_by_one(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    _write(case, visit, "geld", "", own_words="Ik durf de post niet open te maken.")
    found = visits.everything(case.session, visit)
    assert list(found) == [area.id for area in case.session.areas.areas]
    assert found["geld"] == visits.area(case.session, visit, "geld")


def test_that_a_theme_goes_on_and_off(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    for on in (True, True, False, False, True):
        visits.set_theme(case.session, visit, "geld", case.anja, "geldzorgen", on)
        found = visits.area(case.session, visit, "geld", case.anja).themes
        assert found == (("geldzorgen",) if on else ())
    assert ("geldzorgen", "geldzorgen") in visits.area(case.session, visit, "geld").theme_choices


def test_that_a_later_visit_knows_what_was_said_and_agreed(case: Case) -> None:
    first = visits.start(case.session, case.household)
    _write(case, first, "geld", case.mehmet, text="Stapel post.", own_words="Ik durf niet.")
    _write(case, first, "geld", case.anja, text="Spaart apart.")
    goal = agreements.add_goal(case.session, case.household, "Weer post openen", "geld")
    action = agreements.add_action(
        case.session, case.household, "Zondag samen openen", "zelf", "Mehmet", "", first, goal
    )
    agreements.worked(case.session, action, "gelukt")
    visits.finish(case.session, first)
    _later(case, days=14)
    second = visits.start(case.session, case.household)
    detail = visits.area(case.session, second, "geld", case.mehmet)
    assert [known.text for known in detail.known] == ["Mehmet: Stapel post.\n“Ik durf niet.”"]
    assert detail.known[0].author == "Selin Yılmaz"
    assert [(a.text, a.worked) for a in detail.agreed] == [("Zondag samen openen", "gelukt")]
    assert len(visits.area(case.session, second, "geld", "").known) == 2
    assert visits.area(case.session, first, "geld", case.mehmet).known == ()


def test_that_a_closed_note_keeps_the_readers_it_was_written_for(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    target = visits.closed_note_target(case.session, visit, "thuis", case.anja, ("fenna",))
    assert visits.area(case.session, visit, "thuis", case.anja).closed is None
    fields.type(case.session, target, "Zij is bang voor hem.")
    while_typing = visits.area(case.session, visit, "thuis", case.anja)
    assert while_typing.closed is not None
    fields.commit(case.session, target)
    detail = visits.area(case.session, visit, "thuis", case.anja)
    assert detail.closed is not None
    assert detail.closed[0].value == "Zij is bang voor hem."
    assert detail.closed_readers == ("fenna",)
    assert visits.area(case.session, visit, "thuis", case.mehmet).closed is None
    again = visits.closed_note_target(case.session, visit, "thuis", case.anja, ("fenna",))
    other = visits.closed_note_target(case.session, visit, "thuis", case.anja, ("ruud",))
    assert again.entity == target.entity
    assert other.entity != target.entity


def test_that_a_colleague_s_note_stands_beside_mine(case: Case, tmp_path: Path) -> None:
    clock = case.session.clock
    assert isinstance(clock, FixedClock)
    visit = visits.start(case.session, case.household)
    fenna = a_session(tmp_path / "fenna.drempel", {"name": "Fenna Ní Bhriain"}, clock)
    try:
        exchange(case.session.vault, fenna.vault)
        target = visits.note_target(fenna, visit, "geld", "", "text")
        fields.type(fenna, target, "Huur wordt altijd betaald.")
        fields.commit(fenna, target)
        exchange(case.session.vault, fenna.vault)
    finally:
        fenna.lock()
    detail = visits.area(case.session, visit, "geld")
    assert not detail.fields["text"][0].value
    assert [(note.author, note.text) for note in detail.colleagues] == [
        ("Fenna Ní Bhriain", "Huur wordt altijd betaald.")
    ]


def test_that_the_day_we_come_back_is_a_planned_visit_that_moves_along(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    for ahead in (7, 10):
        visits.set_return(case.session, visit, _day(case, ahead), "15:30")
        back = visits.conversation(case.session, visit).return_on
        assert back is not None
        planned = [one for one in rows(case.session, Visit) if one.id != visit]
        assert [one.planned for one in planned] == [back]
        assert back.on == _day(case, ahead)
    visits.set_return(case.session, visit, "")
    assert visits.conversation(case.session, visit).return_on is None
    others = [one for one in rows(case.session, Visit) if one.id != visit]
    assert [one.status.value for one in others] == ["afgezegd"]


def test_that_coming_back_on_a_day_already_planned_adds_no_visit(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    visits.plan(case.session, case.household, _day(case, 9), "10:00")
    visits.set_return(case.session, visit, _day(case, 9))
    assert len(rows(case.session, Visit)) == 2


def test_that_the_end_of_help_stands_on_card_and_plan(case: Case) -> None:
    agreements.add_goal(case.session, case.household, "Rust in huis")
    visits.set_help_ends(case.session, case.household, _day(case, 90), "dan lopen de betalingen")
    card = need(case.session, Household, case.household)
    assert card.help_ends is not None
    assert card.help_ends.on == agreements.plan(case.session, case.household).ends_on
    visits.set_help_ends(case.session, case.household, "")
    assert need(case.session, Household, case.household).help_ends is None
    assert agreements.plan(case.session, case.household).ends_on == ""


def test_that_a_past_visit_reads_only_what_was_touched(case: Case) -> None:
    visit = visits.start(case.session, case.household)
    visits.set_state(case.session, visit, "werk", "goed")
    _write(case, visit, "geld", case.mehmet, text="Stapel post.", wish="Rust.")
    found = visits.notes(case.session, visit)
    assert [(area.area, area.state) for area in found] == [("geld", None), ("werk", "goed")]
    entity = visits.note_target(case.session, visit, "geld", case.mehmet, "text").entity
    assert found[0].notes == (
        visits.VisitNote(entity, "Selin Yılmaz", "Mehmet", "Stapel post.", "", "", "Rust."),
    )


def test_that_an_unknown_visit_is_one_clear_sentence(case: Case) -> None:
    with pytest.raises(UserError, match="no_such_record"):
        visits.conversation(case.session, "unknown")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Eigen kring: de buurvrouw\nWens: rust"),
        ("en", "Own circle: de buurvrouw\nWish: rust"),
    ],
)
def test_that_a_colleague_s_note_is_read_in_the_language_of_the_screen(
    case: Case, language: str, said: str
) -> None:
    visit = visits.start(case.session, case.household)
    area = content.areas().areas[0].id
    note = {
        "visit": visit,
        "household": case.household,
        "area": area,
        "author": derived_id("a colleague"),
    }
    words = {"own_circle": "de buurvrouw", "wish": "rust"}
    case.session.vault.record([Edit("domain_note", derived_id("a note"), {**note, **words})])
    case.session.language = language
    assert [one.text for one in visits.area(case.session, visit, area).colleagues] == [said]
