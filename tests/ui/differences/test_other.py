"""*Anders…*: a third value for what is filled in by parts, by keys and mouse on a real vault."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.model import KINDS
from app.model.base import Register
from app.services import fields
from app.ui.differences.other import OtherBox
from app.ui.dossier import forms
from app.ui.kit import ChipGroup, DateField, Field
from tests.helpers.apart import HOME, MEHMET, SCORE, VISIT, Apart
from tests.ui.differences.test_screen import press, stored, tap

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.differences.conftest import Seen

ALL = 6
CONTROL = Qt.KeyboardModifier.ControlModifier


def registers(apart: Apart) -> None:
    """An address, a day with its reason, how to reach somebody, an appointment, a score, a day."""
    for who, street, day, call, at, level in (
        (apart.sanne, "Korenstraat", "2026-06-12", True, "10:00", 3),
        (apart.fenna, "Lindestraat", "2026-05-29", False, "11:30", 2),
    ):
        address = {"street": street, "number": "41", "city": "Groningen"}
        reason = "de cursus" if call else "de rust"
        apart.write(who, "household", HOME, address=address, evaluation_on=day)
        apart.write(who, "household", HOME, help_ends={"on": day, "reason": reason})
        apart.write(who, "person", MEHMET, safe_contact={"call": call, "when": "na vijf uur"})
        apart.write(who, "visit", VISIT, planned={"on": "2026-03-20", "at": at})
        apart.write(who, "assessment_score", SCORE, score={"level": level, "reason": reason})


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    return registers


def other(seen: Seen, kind: str, field: str) -> OtherBox:
    """By its key, from the keyboard."""
    card = seen.card(kind, field)
    card.focus_first()
    press(seen, "3")
    assert isinstance(card.combine, OtherBox)
    return card.combine


def line(box: OtherBox, part: str) -> Field:
    field = box.fields[part]
    assert isinstance(field, Field)
    return field


def parts(seen: Seen, kind: str, entity: str, field: str) -> dict[str, object]:
    """What the register holds now, without what says nothing."""
    return fields.parts_of(stored(seen, kind, entity, field))


def write(seen: Seen, field: Field, words: str) -> None:
    field.line.setFocus()
    field.line.selectAll()
    seen.qtbot.keyClicks(field.line, words)


def test_that_a_third_address_is_written_in_its_own_form(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "household", "address")
    assert line(box, "street").text() == "Korenstraat"
    assert line(box, "street").line.hasFocus()
    write(seen, line(box, "street"), "Lange weg 1, 2 en 3")
    write(seen, line(box, "postcode"), "9711 AB")
    tap(seen, Qt.Key.Key_Return, CONTROL)
    seen.wait_for(ALL - 1)
    assert parts(seen, "household", HOME, "address") == {
        "street": "Lange weg 1, 2 en 3", "number": "41", "postcode": "9711 AB",
        "city": "Groningen",
    }  # fmt: skip
    assert seen.program.window.undo_bar.isVisible()


def test_that_a_day_that_is_half_typed_counts_when_it_is_taken(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "household", "help_ends")
    write(seen, line(box, "on"), "1 juli 2026")
    tap(seen, Qt.Key.Key_Return, CONTROL)
    seen.wait_for(ALL - 1)
    known = parts(seen, "household", HOME, "help_ends")
    assert known == {"on": "2026-07-01", "reason": "de cursus"}


def test_that_a_day_that_is_none_is_not_taken(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "household", "evaluation_on")
    write(seen, line(box, ""), "ooit")
    seen.qtbot.mouseClick(box.take, Qt.MouseButton.LeftButton)
    assert line(box, "").problem.text()
    assert len(seen.screen.cards) == ALL
    write(seen, line(box, ""), "3 juli 2026")
    seen.qtbot.mouseClick(box.take, Qt.MouseButton.LeftButton)
    seen.wait_for(ALL - 1)
    assert stored(seen, "household", HOME, "evaluation_on") == "2026-07-03"


def test_that_choices_words_and_times_go_together(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "person", "safe_contact")
    call, app = box.fields["call"], box.fields["app"]
    assert isinstance(call, ChipGroup)
    assert isinstance(app, ChipGroup)
    app.chip("yes").click()
    call.chip("no").click()
    write(seen, line(box, "when"), "na zes uur")
    box.take.click()
    seen.wait_for(ALL - 1)
    safe = parts(seen, "person", MEHMET, "safe_contact")
    assert safe == {"call": False, "app": True, "when": "na zes uur"}
    box = other(seen, "visit", "planned")
    write(seen, line(box, "at"), "9 uur")
    tap(seen, Qt.Key.Key_Return, CONTROL)
    seen.wait_for(ALL - 2)
    assert parts(seen, "visit", VISIT, "planned") == {"on": "2026-03-20", "at": "09:00"}


def test_that_a_score_can_become_one_that_could_not_be_judged(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "assessment_score", "score")
    level = box.fields["level"]
    assert isinstance(level, ChipGroup)
    assert level.value() == "3"
    level.chip(forms.NOT_JUDGED).click()
    box.take.click()
    seen.wait_for(ALL - 1)
    score = parts(seen, "assessment_score", SCORE, "score")
    assert score == {"not_judged": True, "reason": "de cursus"}


def test_that_what_was_begun_survives_esc_and_a_lock(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "household", "address")
    write(seen, line(box, "street"), "Sirinstraat")
    tap(seen, Qt.Key.Key_Escape)
    seen.program.lock()
    seen.qtbot.waitUntil(lambda: not seen.screen.cards)
    seen.unlock()
    seen.wait_for(ALL)
    assert line(other(seen, "household", "address"), "street").text() == "Sirinstraat"


def test_that_esc_gives_the_values_back(seen: Seen) -> None:
    seen.look(ALL)
    box = other(seen, "household", "help_ends")
    assert isinstance(box.fields["on"], DateField)
    tap(seen, Qt.Key.Key_Escape)
    card = seen.card("household", "help_ends")
    assert card.combine is None
    here = QApplication.focusWidget()
    assert here is card.buttons[0]


def test_that_every_register_that_people_fill_in_has_a_form() -> None:
    without = {
        f"{kind}.{name}"
        for kind, model in KINDS.items()
        for name, field in model.model_fields.items()
        for inside in (field.annotation, *typing.get_args(field.annotation))
        if isinstance(inside, type) and issubclass(inside, Register)
        if {item.part for item in forms.register(kind, name)} | {"not_judged"}
        < set(inside.model_fields) | {"not_judged"}
    }
    assert without == {"attachment.blob"}
