"""Words typed before their field was on the screen go behind what stands there, and only once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.services import early, fields
from app.services.session import Session
from app.services.target import Target
from tests.helpers.apart import NOTE, Apart
from tests.services.conftest import Case

TEXT = Target("domain_note", NOTE, "text")
TEXT_OF = (TEXT.kind, TEXT.entity)


@pytest.fixture
def apart(tmp_path: Path, clock: FixedClock) -> Iterator[Apart]:
    team = Apart(tmp_path, clock)
    yield team
    team.close()


def add(s: Session, target: Target, words: str, part: str = "", between: str = "\n") -> None:
    early.add(s, lambda _session: target, part, words, between)


def test_that_words_go_behind_what_stands_there_and_begin_a_new_record(case: Case) -> None:
    target = Target("person", "P9", "safety_note", (("household", case.household),))
    add(case.session, target, "Hond")
    add(case.session, target, "in de gang")
    assert fields.read(case.session, target).value == "Hond\nin de gang"
    past = fields.history(case.session, "person", "P9", "safety_note")
    assert [line.value for line in past] == ["Hond\nin de gang", "Hond"]


def test_that_words_go_behind_what_is_being_typed_there(case: Case) -> None:
    target = Target("household", case.household, "phone")
    fields.type(case.session, target, "06 555 01 02")
    add(case.session, target, "na tienen", between=" ")
    state = fields.read(case.session, target)
    assert (state.value, state.draft, state.others) == ("06 555 01 02 na tienen", False, ())


def test_that_one_text_of_a_register_is_added_to_and_the_others_stay(case: Case) -> None:
    target = Target("household", case.household, "address")
    add(case.session, target, "achter", part="street", between=" ")
    assert fields.parts_of(fields.read(case.session, target).value) == {
        "street": "Lindestraat achter",
        "number": "41",
        "city": "Noorderhaven",
    }


def test_that_a_value_that_differs_stays_a_difference(apart: Apart) -> None:
    apart.write(apart.sanne, *TEXT_OF, text="Huur betaald.")
    apart.write(apart.fenna, *TEXT_OF, text="Huur te laat.")
    apart.meet()
    shown = fields.read(apart.sanne, TEXT).value
    add(apart.sanne, TEXT, "En de stroom?")
    state = fields.read(apart.sanne, TEXT)
    values = {state.value, *(other.value for other in state.others)}
    assert values == {f"{shown}\nEn de stroom?", *({"Huur betaald.", "Huur te laat."} - {shown})}
