"""Everything saves itself, one field at a time, and can be taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.services import fields, session, undoing
from app.services.target import Target
from app.storage.edits import Edit
from tests.helpers.apart import HOME, Apart
from tests.helpers.vaults import PASSPHRASE
from tests.services.conftest import Case


@pytest.fixture
def apart(tmp_path: Path, clock: FixedClock) -> Iterator[Apart]:
    team = Apart(tmp_path, clock)
    yield team
    team.close()


def _phone(case: Case) -> Target:
    return Target("household", case.household, "phone")


def test_that_typed_words_are_shown_again_before_they_are_a_change(case: Case) -> None:
    seen = fields.read(case.session, _phone(case)).seen
    saved = fields.type(case.session, _phone(case), "06 555 01 01", seen)
    state = fields.read(case.session, _phone(case))
    assert saved.text == case.session.clock.now().astimezone().strftime("%H:%M")
    assert (state.value, state.draft, state.seen) == ("06 555 01 01", True, seen)
    assert len(fields.history(case.session, "household", case.household, "phone")) == 1


def test_that_leaving_the_field_makes_one_change(case: Case) -> None:
    fields.type(case.session, _phone(case), "06 555 01 01")
    fields.type(case.session, _phone(case), "06 555 01 02")
    fields.commit(case.session, _phone(case))
    past = fields.history(case.session, "household", case.household, "phone")
    assert [line.value for line in past] == ["06 555 01 02", "050 555 01 23"]
    assert [line.current for line in past] == [True, False]
    assert past[0].author == "Selin Yılmaz"


def test_that_a_draft_survives_locking(case: Case, tmp_path: Path, clock: FixedClock) -> None:
    fields.type(case.session, _phone(case), "06 555 01 01")
    case.session.lock()
    again = session.unlock(tmp_path / "oost.drempel", PASSPHRASE, clock)
    assert fields.read(again, _phone(case)).value == "06 555 01 01"
    again.lock()


def test_that_an_edit_on_an_older_head_becomes_a_difference_that_the_field_shows(
    case: Case,
) -> None:
    seen = fields.read(case.session, _phone(case)).seen
    fields.put(case.session, _phone(case), "first")
    fields.put(case.session, _phone(case), "second", seen)
    state = fields.read(case.session, _phone(case))
    assert {state.value, *(other.value for other in state.others)} == {"first", "second"}
    assert state.others[0].author == "Selin Yılmaz"


def test_that_a_new_record_gets_its_context_along(case: Case) -> None:
    target = Target("person", "p9", "name", (("household", case.household),))
    fields.put(case.session, target, "Elif")
    fields.put(case.session, target, "Elif Yıldırım")
    found = case.session.vault.get("person", "p9")
    assert found is not None
    assert found.fields() == {"household": case.household, "name": "Elif Yıldırım"}


def test_that_several_fields_can_be_set_as_one_change(case: Case) -> None:
    context = (("household", case.household),)
    fields.put_many(case.session, "person", "p8", {"name": "Emre", "position": "zoon"}, context)
    past = fields.history(case.session, "person", "p8")
    assert len({line.change for line in past}) == 1


def test_that_saying_the_same_again_is_no_change(case: Case) -> None:
    assert fields.put(case.session, _phone(case), "050 555 01 23") is None


def test_that_undo_goes_back_step_by_step(case: Case) -> None:
    for phone in ("1", "2", "3"):
        fields.put(case.session, _phone(case), phone)
    shown = []
    for _step in range(3):
        done = undoing.undo_last(case.session)
        assert done is not None
        assert done.kind == "household"
        shown.append(fields.read(case.session, _phone(case)).value)
    assert shown == ["2", "1", "050 555 01 23"]


def test_that_a_step_back_stops_where_the_vault_was_opened(case: Case) -> None:
    fields.put(case.session, _phone(case), "van vrijdag")
    path = case.session.vault.path
    case.session.lock()
    monday = session.unlock(path, PASSPHRASE, case.session.clock)
    try:
        assert undoing.undo_last(monday) is None
        fields.put(monday, _phone(case), "van maandag")
        assert undoing.undo_last(monday) is not None
        assert undoing.undo_last(monday) is None
        assert fields.read(monday, _phone(case)).value == "van vrijdag"
    finally:
        monday.lock()


def test_that_everything_typed_becomes_changes_before_sharing(case: Case) -> None:
    fields.type(case.session, _phone(case), "06 1")
    fields.commit_all(case.session)
    assert not fields.read(case.session, _phone(case)).draft
    assert case.session.vault.drafts() == []


def test_that_a_name_of_a_member_added_later_is_found(case: Case) -> None:
    assert case.session.member_name("nobody") == ""
    case.session.vault.record([Edit("member", "m2", {"name": "Fenna Hoekstra"})])
    assert case.session.member_name("m2") == "Fenna Hoekstra"
    assert case.session.member_name(None) == ""


def test_that_a_register_typed_in_on_an_older_screen_becomes_a_difference(apart: Apart) -> None:
    """Not one that mixes both, nor one that stands in the place of a colleague's."""
    address = Target("household", HOME, "address")
    before = {"street": "Lindestraat", "number": "41", "city": "Groningen"}
    theirs = {"street": "Korenplein", "number": "7", "city": "Assen"}
    apart.write(apart.sanne, "household", HOME, address=before)
    apart.meet()
    on_screen = fields.read(apart.sanne, address)
    apart.write(apart.fenna, "household", HOME, address=theirs)
    apart.meet()
    fields.type_part(apart.sanne, address, "street", "Lindestraat A", on_screen.seen)
    fields.commit(apart.sanne, address)
    state = fields.read(apart.sanne, address)
    found = [fields.parts_of(one) for one in (state.value, *(o.value for o in state.others))]
    assert sorted((one["street"], one["number"], one["city"]) for one in found) == [
        ("Korenplein", "7", "Assen"),
        ("Lindestraat A", "41", "Groningen"),
    ]


def test_that_a_register_typed_in_after_an_own_choice_keeps_that_choice(apart: Apart) -> None:
    address = Target("household", HOME, "address")
    apart.write(apart.sanne, "household", HOME, address={"street": "Lindestraat", "number": "41"})
    on_screen = fields.read(apart.sanne, address)
    fields.put_parts(apart.sanne, address, {"city": "Assen"})
    fields.type_part(apart.sanne, address, "number", "43", on_screen.seen)
    fields.commit(apart.sanne, address)
    state = fields.read(apart.sanne, address)
    now = {"street": "Lindestraat", "number": "43", "city": "Assen"}
    assert (fields.parts_of(state.value), state.others) == (now, ())


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows keeps its own zone")
@pytest.mark.parametrize(
    ("zone", "when"),
    [
        ("Asia/Tokyo", "9999-12-31T23:59:59.999+00:00"),
        ("America/New_York", "0001-01-01T00:00:00+00:00"),
        ("Europe/Amsterdam", "gisteren"),
    ],
)
def test_that_a_clock_that_stands_at_any_year_closes_no_screen(
    monkeypatch: pytest.MonkeyPatch, zone: str, when: str
) -> None:
    """Another laptop writes with a change when that was; nobody checks its clock."""
    with monkeypatch.context() as there:
        there.setenv("TZ", zone)
        time.tzset()
        try:
            assert fields.local(when) == when
        finally:
            there.undo()
            time.tzset()
