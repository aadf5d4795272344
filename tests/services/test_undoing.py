"""Taking back never takes what somebody else wrote, and the bar's step is what it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.conversation.content import areas
from app.conversation.organisation import Organisation
from app.conversation.zrm_texts import NONE
from app.errors import UserError
from app.model import rules
from app.services import (
    agreements,
    contacts,
    differences,
    fields,
    households,
    referrals,
    undoing,
    visits,
)
from app.services.session import Session
from app.services.target import Target
from app.storage.edits import Edit
from tests.helpers.vaults import START, a_vault, exchange
from tests.services.conftest import Case

HOME = "01J00000000000000000000H01"
ACTION = Target("action", "A1", "what", (("household", HOME),))
PHONE = Target("household", HOME, "phone")
WHERE = Target("household", HOME, "neighbourhood")


@dataclass
class Duo:
    ayse: Session
    lukasz: Session

    def meet(self) -> None:
        exchange(self.ayse.vault, self.lukasz.vault)


@pytest.fixture
def duo(tmp_path: Path) -> Iterator[Duo]:
    def laptop(name: str) -> Session:
        clock = FixedClock(START)
        vault = a_vault(tmp_path / name, name, clock)
        return Session(vault, clock, Organisation(), areas(), NONE)

    made = Duo(laptop("Ayşe"), laptop("Łukasz"))
    made.ayse.vault.record([Edit("household", HOME, {"name": "Familie Özdemir"})])
    made.meet()
    made.ayse.began = made.ayse.vault.position()
    yield made
    made.ayse.lock()
    made.lukasz.lock()


def begun_and_written_on(duo: Duo) -> None:
    duo.ayse.vault.record([Edit("action", "A1", {"household": HOME, "what": "bel"})])
    duo.meet()
    fields.put(duo.lukasz, ACTION, "Bel de schuldhulp")
    duo.meet()


def test_that_undo_lets_stand_what_a_colleague_wrote_on_it(duo: Duo) -> None:
    fields.put(duo.ayse, PHONE, "050 555 01 01")
    duo.meet()
    fields.put(duo.lukasz, PHONE, "050 555 01 02")
    duo.meet()
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.undo_last(duo.ayse)
    state = fields.read(duo.ayse, PHONE)
    assert (state.value, state.others) == ("050 555 01 02", ())


def test_that_undo_of_a_beginning_leaves_the_words_of_a_colleague_in_sight(duo: Duo) -> None:
    begun_and_written_on(duo)
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.undo_last(duo.ayse)
    duo.meet()
    for one in (duo.ayse, duo.lukasz):
        (action,) = one.vault.rows("action", {"household": HOME})
        assert action.fields()["what"] == "Bel de schuldhulp"


def test_that_a_beginning_and_a_step_on_it_go_back_one_by_one(duo: Duo) -> None:
    duo.ayse.vault.record(
        [Edit("action", "A1", {"household": HOME, "what": "bel", "who": "Nuñez"})]
    )
    fields.put(duo.ayse, ACTION, "bel de schuldhulp")
    undoing.undo_last(duo.ayse)
    assert fields.read(duo.ayse, ACTION).value == "bel"
    undoing.undo_last(duo.ayse)
    assert duo.ayse.vault.get("action", "A1") is None


def test_that_the_step_behind_one_that_is_too_late_goes_back(duo: Duo) -> None:
    fields.put(duo.ayse, WHERE, "De Linde")
    begun_and_written_on(duo)
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.undo_last(duo.ayse)
    undoing.undo_last(duo.ayse)
    assert fields.read(duo.ayse, WHERE).value == ""


def test_that_a_step_is_taken_back_and_not_what_was_typed_since(case: Case) -> None:
    s, status = case.session, Target("household", case.household, "status")
    before = fields.read(s, status).value
    phone = Target("household", case.household, "phone")
    done = undoing.noted(s, households.set_status, case.household, "toegewezen")
    fields.type(s, phone, "050 555 01 24, na vijven")
    back = undoing.take_back(s, done.step)
    assert back is not None
    assert back.entity == case.household
    assert fields.read(s, status).value == before
    assert fields.read(s, phone).value == "050 555 01 24, na vijven"
    assert undoing.take_back(s, done.step) is None


def test_that_a_step_goes_back_whole_or_not_at_all(duo: Duo) -> None:
    def both(s: Session) -> None:
        fields.put(s, ACTION, "bel")
        fields.put(s, PHONE, "050 555 01 01")

    done = undoing.noted(duo.ayse, both)
    duo.meet()
    fields.put(duo.lukasz, ACTION, "Bel de schuldhulp")
    duo.meet()
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.take_back(duo.ayse, done.step)
    assert fields.read(duo.ayse, PHONE).value == "050 555 01 01"
    assert fields.read(duo.ayse, ACTION).value == "Bel de schuldhulp"


def test_that_a_step_that_changed_nothing_takes_nothing_back(case: Case) -> None:
    phone = Target("household", case.household, "phone")
    fields.put(case.session, phone, "050 555 01 24")
    done = undoing.noted(case.session, fields.put, phone, "050 555 01 24")
    assert undoing.take_back(case.session, done.step) is None
    assert fields.read(case.session, phone).value == "050 555 01 24"


def test_that_a_step_back_takes_both_halves_of_an_appointment(case: Case) -> None:
    s, home = case.session, case.household
    visits.start(s, home)
    visits.set_help_ends(s, home, "2026-06-01", "dan lopen de betalingen")
    agreements.add_goal(s, home, "Post open", "geld")
    agreements.set_plan(s, home, "ends_on", "2026-09-01")
    undoing.undo_last(s)
    assert agreements.plan(s, home).ends_on != "2026-09-01"
    ends = fields.read(s, Target("household", home, "help_ends")).value
    assert (ends.on, ends.reason) == ("2026-06-01", "dan lopen de betalingen")


def test_that_a_contact_that_took_a_while_goes_back_as_one(case: Case) -> None:
    s = case.session
    begun = replace(contacts.begun(s), household=case.household, how="telefoon")
    fields.type(s, begun.line_at(), "Gebeld over de huur")
    fields.type(s, begun.step_at(), "Nabellen")
    case.session.clock.advance(120)  # type: ignore[attr-defined]
    following = {"what": "Nabellen"}
    contacts.log(s, case.household, "", "telefoon", "Gebeld over de huur", following, begun.id)
    undoing.undo_last(s)
    assert s.vault.get("contact", begun.id) is None
    assert s.vault.rows("action", {"household": case.household}) == []


def test_that_a_record_goes_back_with_all_that_was_written_in_it(case: Case) -> None:
    s = case.session
    target = Target("goal", "G1", "title", (("household", case.household),))
    fields.put(s, target, "Post")
    fields.put(s, target, "Post openen")
    undoing.take_back(s, undoing.whole(s, "goal", "G1"))
    assert s.vault.get("goal", "G1") is None


def told_of(session: Session) -> tuple[str, int]:
    """A melding as its panel writes it: each field is a change of its own."""
    began = referrals.form(session)
    new = dict(began.context)
    for field, value in {"name": "Mevrouw Wiśniewska", "phone": "050 555 01 01"}.items():
        fields.put(session, Target("referral", began.id, field, (*new.items(),)), value)
    fields.put(session, Target("referral", began.id, "source", (*new.items(),)), "huisarts")
    return began.id, began.began


@pytest.mark.parametrize("by_key", [True, False])
def test_that_a_melding_goes_back_whole(made: Session, *, by_key: bool) -> None:
    key, began = told_of(made)
    step = undoing.since(made, "referral", key, began)
    done = undoing.undo_last(made) if by_key else undoing.take_back(made, step)
    assert done is not None
    assert referrals.listing(made, open_only=False) == ()
    assert undoing.take_back(made, step) is None


def test_that_what_was_added_to_a_melding_goes_back_and_no_more(made: Session) -> None:
    key, _began = told_of(made)
    form = referrals.form(made, key)
    for field, value in {"phone": "050 555 01 09", "reason": "Komt niet buiten"}.items():
        fields.put(made, Target("referral", key, field), value)
    assert undoing.take_back(made, undoing.since(made, "referral", key, form.began)) is not None
    (card,) = referrals.listing(made)
    assert (card.name, card.phone, card.reason) == ("Mevrouw Wiśniewska", "050 555 01 01", "")


def test_that_a_melding_that_a_duo_took_up_is_not_taken_back(made: Session) -> None:
    key, began = told_of(made)
    step = undoing.since(made, "referral", key, began)
    referrals.assign(made, key, (made.vault.member_id,))
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.take_back(made, step)
    (card,) = referrals.listing(made)
    assert (card.phone, card.status) == ("050 555 01 01", "toegewezen")


def test_that_a_melding_with_words_of_a_colleague_on_it_is_not_taken_back(duo: Duo) -> None:
    key, began = told_of(duo.ayse)
    step = undoing.since(duo.ayse, "referral", key, began)
    duo.meet()
    fields.put(duo.lukasz, Target("referral", key, "reason"), "Zag haar bij de apotheek")
    duo.meet()
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.take_back(duo.ayse, step)
    for one in (duo.ayse, duo.lukasz):
        (card,) = referrals.listing(one)
        assert (card.name, card.phone) == ("Mevrouw Wiśniewska", "050 555 01 01")
        assert card.reason == "Zag haar bij de apotheek"


@pytest.mark.parametrize("by_key", [True, False])
def test_that_a_goal_whose_words_were_typed_goes_back_whole_with_the_plan_it_began(
    case: Case, *, by_key: bool
) -> None:
    s, home = case.session, case.household
    before = list(s.vault.export_lines())
    fields.type(s, Target("goal", "G1", "title", (("household", home),)), "Post openen")
    done = undoing.noted(s, agreements.add_goal, home, "Post openen", "geld", "", "G1")
    back = undoing.undo_last(s) if by_key else undoing.take_back(s, done.step)
    assert back is not None
    assert back.kind == "goal"
    assert s.vault.get("goal", "G1") is None
    assert agreements.plan(s, home).evaluation_on == ""
    assert [line for line in s.vault.export_lines() if '"goal"' in line] == []
    assert len(list(s.vault.export_lines())) == len(before)


def test_that_an_agreement_whose_words_were_typed_goes_back_whole(case: Case) -> None:
    s, home = case.session, case.household
    fields.type(s, replace(ACTION, context=(("household", home),)), "Brief lezen")
    agreements.add_action(s, home, "Brief lezen", "zelf", "Mehmet", action="A1")
    assert undoing.undo_last(s) is not None
    assert s.vault.get("action", "A1") is None


def test_that_a_visit_with_words_of_a_colleague_in_it_is_not_taken_back(duo: Duo) -> None:
    begun = undoing.noted(duo.ayse, visits.start, HOME)
    duo.meet()
    note = visits.note_target(duo.lukasz, begun.answer, "geld", "", "text")
    fields.put(duo.lukasz, note, "Spaart voor een fiets")
    duo.meet()
    for take_back in (lambda s: undoing.take_back(s, begun.step), undoing.undo_last):
        with pytest.raises(UserError, match="undo_too_late"):
            take_back(duo.ayse)
    assert duo.ayse.vault.get("visit", begun.answer) is not None
    (area,) = visits.notes(duo.ayse, begun.answer)
    assert area.notes[0].text == "Spaart voor een fiets"


def test_that_a_card_with_a_visit_of_a_colleague_keeps_its_name(duo: Duo) -> None:
    melding = referrals.new(duo.ayse, {"name": "Zoë Ağır"})
    pair = (duo.ayse.vault.member_id, duo.lukasz.vault.member_id)
    given = undoing.noted(duo.ayse, referrals.assign, melding, pair)
    duo.meet()
    visits.start(duo.lukasz, given.answer)
    duo.meet()
    with pytest.raises(UserError, match="undo_too_late"):
        undoing.take_back(duo.ayse, given.step)
    assert fields.read(duo.ayse, Target("household", given.answer, "name")).value == "Zoë Ağır"
    assert referrals.listing(duo.ayse)[0].status == "toegewezen"


def test_that_what_was_taken_back_can_be_said_again(case: Case) -> None:
    s = case.session
    visit = visits.start(s, case.household)
    for state in ("goed", "goed", "aandacht"):
        visits.set_state(s, visit, "geld", state)
        assert visits.area(s, visit, "geld").state == state
        undoing.undo_last(s)
        assert visits.area(s, visit, "geld").state is None
    for _ in range(2):
        held = {"household": case.household, "child": case.anja, "holder": case.mehmet}
        fields.put_many(s, "custody", rules.custody_id(case.anja, case.mehmet), held)
        assert len(s.vault.rows("custody")) == 1
        households.remove(s, "custody", s.vault.rows("custody")[0].id)
    visits.set_return(s, visit, "2026-12-01")
    undoing.undo_last(s)
    undoing.undo_last(s)
    done = undoing.noted(s, visits.set_return, visit, "2026-12-08")
    assert differences.differences(s) == ()
    undoing.take_back(s, done.step)
    assert [one.id for one in s.vault.rows("visit")] == [visit]


def test_that_words_taken_back_are_off_the_screen_and_new_ones_stand_alone(duo: Duo) -> None:
    s = duo.ayse
    visit = visits.start(s, HOME)
    first = visits.note_target(s, visit, "geld", "", "text")
    other = visits.note_target(s, visit, "geld", "", "wish")
    fields.type(s, first, "Spaart niet")
    fields.commit(s, first)
    undoing.undo_last(s)
    assert fields.read(s, first).value == ""
    fields.type(s, other, "Een fiets", fields.read(s, other).seen)
    fields.commit(s, other)
    duo.meet()
    for one in (duo.ayse, duo.lukasz):
        (area,) = visits.notes(one, visit)
        assert (area.notes[0].text, area.notes[0].wish) == ("", "Een fiets")
        assert differences.differences(one) == ()
        assert "Spaart niet" in [past.value for past in one.vault.history(first.entity)]
        one.vault.check()


def test_that_who_says_again_what_a_colleague_took_back_is_heard(duo: Duo) -> None:
    visit = visits.start(duo.ayse, HOME)
    visits.set_state(duo.ayse, visit, "geld", "goed")
    undoing.undo_last(duo.ayse)
    duo.meet()
    visits.set_state(duo.lukasz, visit, "geld", "goed")
    assert visits.area(duo.lukasz, visit, "geld").state == "goed"
    assert differences.differences(duo.lukasz) == ()
    undoing.undo_last(duo.lukasz)
    assert visits.area(duo.lukasz, visit, "geld").state is None
