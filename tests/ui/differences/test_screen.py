"""Verschillen by keys and mouse on a real vault: choose, combine, talk, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from app.services import fields
from app.services.target import Target
from app.ui.differences.combine import CombineBox
from app.ui.dossier.controls import WordsControl
from app.ui.kit import EmptyState
from app.ui.theme import tokens
from tests.accessibility import checks
from tests.helpers.apart import HOME, MEHMET, NOTE, SCORE, Apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.differences.card import DifferenceCard
    from tests.ui.differences.conftest import Seen

SANNE = "De huur is op tijd betaald. Mehmet belt zelf."
FENNA = "De huur is op tijd betaald. Anja gaat mee."


def everything(apart: Apart) -> None:
    """A day, a text, a list, a score with its reason, three heads, a delete, the same twice."""
    apart.write(apart.sanne, "person", "P2", household=HOME, name="Elif Yıldırım")
    apart.meet()
    for who, day, text, theme, level, reason in (
        (apart.sanne, "2026-06-12", SANNE, "wonen", 3, "op tijd"),
        (apart.fenna, "2026-05-29", FENNA, "overlast", 2, "brieven"),
    ):
        apart.write(who, "household", HOME, evaluation_on=day)
        apart.write(who, "household", HOME, phone="050 555 01 23")
        apart.write(who, "domain_note", NOTE, text=text)
        apart.write(who, "domain_note", NOTE, themes=["geldzorgen", theme])
        apart.write(who, "assessment_score", SCORE, score={"level": level, "reason": reason})
    for who, position in zip(apart.all, ("vader", "stiefvader", "oom"), strict=True):
        apart.write(who, "person", MEHMET, position=position)
    apart.sanne.vault.delete("person", "P2")
    apart.write(apart.fenna, "person", "P2", phone="06 12 34 56 78")


ALL = 7
CHOICES = 6
"""What everyone wrote the same asks for no choice."""


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    return everything


def press(seen: Seen, key: str, modifier: Qt.KeyboardModifier | None = None) -> None:
    """As a person: into whatever has the keyboard."""
    here = QApplication.focusWidget()
    assert here is not None
    seen.qtbot.keyClick(here, key, modifier or Qt.KeyboardModifier.NoModifier)


def tap(seen: Seen, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    seen.qtbot.keyClick(here, key, modifier or Qt.KeyboardModifier.NoModifier)


def stored(seen: Seen, kind: str, entity: str, field: str) -> object:
    return seen.ask(fields.read, Target(kind, entity, field)).value


def words(card: DifferenceCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def focused(seen: Seen) -> DifferenceCard:
    here = QApplication.focusWidget()
    return next(card for card in seen.screen.cards if here and card.isAncestorOf(here))


def test_that_the_rail_counts_what_asks_for_a_choice(seen: Seen) -> None:
    seen.qtbot.waitUntil(lambda: seen.badge() == f"Verschillen, {CHOICES} wachten")


def test_that_every_difference_reads_as_plain_dutch(seen: Seen) -> None:
    seen.look(ALL)
    for card in seen.screen.cards:
        said = words(card)
        for raw in (HOME, NOTE, SCORE, MEHMET, "_", "domain", "2026-"):
            assert raw not in said
        assert card.accessibleName()
    day = words(seen.card("household", "evaluation_on"))
    assert "Evaluatie op" in day
    assert "vrijdag 12 juni 2026" in day
    assert "Sanne Visser · deze laptop · vandaag" in day
    assert "Fenna Łukasz · eigen laptop · vandaag" in day
    assert "Eerst, van Sanne" in day
    assert "woensdag 1 april 2026" in day


def test_that_two_keys_settle_a_difference_for_everyone(seen: Seen) -> None:
    seen.look(ALL)
    first = focused(seen).one
    press(seen, "1")
    seen.wait_for(ALL - 1)
    assert first.id not in {card.one.id for card in seen.screen.cards}
    assert seen.program.window.undo_bar.isVisible()
    seen.qtbot.waitUntil(lambda: seen.badge() == f"Verschillen, {CHOICES - 1} wachten")
    assert focused(seen) is seen.screen.cards[0]


def test_that_ctrl_z_brings_the_difference_back_as_it_was(seen: Seen) -> None:
    seen.look(ALL)
    before = seen.card("household", "evaluation_on").one
    seen.card("household", "evaluation_on").focus_first()
    press(seen, "2")
    seen.wait_for(ALL - 1)
    assert stored(seen, "household", HOME, "evaluation_on") == "2026-05-29"
    seen.qtbot.keyClick(seen.program.window, "z", Qt.KeyboardModifier.ControlModifier)
    seen.wait_for(ALL)
    after = seen.card("household", "evaluation_on").one
    assert [(s.value, s.writers) for s in after.sides] == [
        (s.value, s.writers) for s in before.sides
    ]


def test_that_the_undo_bar_does_the_same(seen: Seen) -> None:
    seen.look(ALL)
    seen.qtbot.mouseClick(seen.card("person", "_deleted").buttons[1], Qt.MouseButton.LeftButton)
    seen.wait_for(ALL - 1)
    assert seen.ask(lambda s: s.vault.get("person", "P2")) is None
    seen.qtbot.mouseClick(seen.program.window.undo_bar.button, Qt.MouseButton.LeftButton)
    seen.wait_for(ALL)
    assert "Fenna schreef daarna nog iets" in words(seen.card("person", "_deleted"))


def test_that_what_was_deleted_comes_back_with_one_press(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("person", "_deleted")
    assert "Sanne verwijderde dit" in words(card)
    assert "06 12 34 56 78" in words(card)
    card.focus_first()
    tap(seen, Qt.Key.Key_Return)
    seen.wait_for(ALL - 1)
    assert seen.ask(lambda s: s.vault.get("person", "P2")) is not None


def test_that_arrows_go_between_differences_and_within_one(seen: Seen) -> None:
    seen.look(ALL)
    first, second = seen.screen.cards[:2]
    assert first.buttons[0].hasFocus()
    tap(seen, Qt.Key.Key_Down)
    assert second.buttons[0].hasFocus()
    tap(seen, Qt.Key.Key_Right)
    assert second.buttons[1].hasFocus()
    tap(seen, Qt.Key.Key_Left)
    tap(seen, Qt.Key.Key_Up)
    assert first.buttons[0].hasFocus()
    tap(seen, Qt.Key.Key_End)
    assert seen.screen.cards[-1].buttons[0].hasFocus()


def test_that_only_the_words_that_differ_are_marked_in_both_texts(seen: Seen) -> None:
    seen.look(ALL)
    marked = {side.words.text(): side.words.marked()
              for side in seen.card("domain_note", "text").sides if side.words}  # fmt: skip
    assert marked == {SANNE: ["Mehmet belt zelf"], FENNA: ["Anja gaat mee"]}


def test_that_texts_are_made_one_in_an_editor_that_holds_both(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("domain_note", "text")
    card.focus_first()
    press(seen, "3")
    assert isinstance(card.combine, CombineBox)
    both = "De huur is op tijd betaald. Mehmet belt zelf. Anja gaat mee."
    assert card.combine.box.text() == both
    tap(seen, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    seen.qtbot.keyClicks(QApplication.focusWidget(), " 1, 2 en 3.")
    tap(seen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    seen.wait_for(ALL - 1)
    assert stored(seen, "domain_note", NOTE, "text") == f"{both} 1, 2 en 3."


def test_that_a_combination_survives_esc_and_a_lock(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("domain_note", "text")
    card.focus_first()
    press(seen, "3")
    assert isinstance(card.combine, CombineBox)
    card.combine.box.selectAll()
    seen.qtbot.keyClicks(card.combine.box, "Samen bellen.")
    seen.program.lock()
    seen.qtbot.waitUntil(lambda: not seen.screen.cards)
    seen.unlock()
    seen.wait_for(ALL)
    card = seen.card("domain_note", "text")
    card.open_combine()
    assert isinstance(card.combine, CombineBox)
    assert card.combine.box.text() == "Samen bellen."
    seen.qtbot.keyClicks(card.combine.box, "Toch: ")
    tap(seen, Qt.Key.Key_Escape)
    assert card.buttons[0].hasFocus()
    press(seen, "3")
    assert card.combine.box.text() == "Toch: Samen bellen."


def test_that_lists_are_joined_with_one_press(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("domain_note", "themes")
    card.focus_first()
    press(seen, "3")
    seen.wait_for(ALL - 1)
    both = stored(seen, "domain_note", NOTE, "themes")
    assert set(both) == {"geldzorgen", "wonen", "overlast"}  # type: ignore[call-overload]


def test_that_three_values_have_three_keys(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("person", "position")
    assert [button.key for button in card.buttons[:3]] == ["1", "2", "3"]
    chosen = card.one.sides[2].value
    card.focus_first()
    press(seen, "3")
    seen.wait_for(ALL - 1)
    assert stored(seen, "person", MEHMET, "position") == chosen


def test_that_what_everyone_wrote_the_same_says_so_with_one_button(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("household", "phone")
    assert "Jullie schreven apart hetzelfde" in words(card)
    assert len(card.buttons) == 1
    seen.qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    seen.wait_for(ALL - 1)


def test_that_a_difference_goes_to_the_next_overleg(seen: Seen) -> None:
    seen.look(ALL)
    card = seen.card("household", "evaluation_on")
    card.focus_first()
    press(seen, "o")
    seen.qtbot.waitUntil(
        lambda: "Staat op de agenda van di 17 mrt" in words(seen.card("household", "evaluation_on"))
    )
    (point,) = seen.ask(lambda s: s.vault.rows("agenda_item"))
    assert point.title == "Verschil: evaluatie op"
    assert point.household == HOME


def test_that_the_agenda_names_no_field_of_a_dossier(seen: Seen) -> None:
    seen.look(ALL)
    seen.card("domain_note", "text").focus_first()
    press(seen, "o")
    seen.qtbot.waitUntil(lambda: bool(seen.ask(lambda s: s.vault.rows("agenda_item"))))
    (point,) = seen.ask(lambda s: s.vault.rows("agenda_item"))
    assert point.title == "Verschil in het dossier samen bekijken"


def test_that_the_filter_shows_mine_or_the_whole_team(seen: Seen) -> None:
    seen.look(ALL)
    seen.screen.filter.button("mine").click()
    assert len(seen.screen.cards) == ALL  # Sanne goes there, so all are hers
    seen.screen.filter.button("all").click()
    assert len(seen.screen.cards) == ALL


def test_that_the_dossier_leads_here_and_the_heading_leads_back(seen: Seen) -> None:
    seen.bench.open_household(HOME)
    header = seen.bench.dossier.header
    seen.qtbot.waitUntil(lambda: getattr(header, "apart", None) is not None)
    assert header.apart is not None
    header.apart.click()
    seen.wait_for(ALL)
    assert seen.program.window.current_screen() == "differences"
    seen.screen.open_household.emit(HOME, "")
    assert seen.program.window.current_screen() == "dossier"


def test_that_a_field_in_difference_leads_here_too(seen: Seen) -> None:
    seen.bench.open_household(HOME)
    dossier = seen.bench.dossier
    seen.qtbot.waitUntil(lambda: dossier.desk.household == HOME)
    dossier.desk.edit("person", MEHMET, "Mehmet")
    seen.qtbot.waitUntil(lambda: "position" in dossier.panel.controls)
    control = dossier.panel.controls["position"]
    assert isinstance(control, WordsControl)
    seen.qtbot.waitUntil(control.look.isVisible)
    seen.qtbot.mouseClick(control.look, Qt.MouseButton.LeftButton)
    seen.wait_for(ALL)
    assert seen.program.window.current_screen() == "differences"


def test_that_all_settled_is_a_calm_place(seen: Seen) -> None:
    seen.look(ALL)
    for left in range(ALL - 1, -1, -1):
        seen.screen.cards[0].buttons[0].click()
        seen.wait_for(left)
    calm = seen.screen.findChildren
    seen.qtbot.waitUntil(lambda: any(state.isVisible() for state in calm(EmptyState)))
    seen.qtbot.waitUntil(lambda: seen.badge() == "Verschillen")
    assert seen.screen.filter.button("all").hasFocus()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_every_card_can_be_heard_tabbed_touched_and_read_large(
    seen: Seen, scale: float
) -> None:
    window = seen.program.window
    window.set_look("light", scale)
    try:
        seen.look(ALL)
        seen.card("domain_note", "text").open_combine()
        page = seen.screen.widget()
        assert page is not None
        seen.qtbot.waitUntil(lambda: page.height() == page.minimumSizeHint().height())
        assert list(checks.nameless(seen.screen)) == []
        assert list(checks.small_targets(seen.screen, tokens.TARGET_TOUCH)) == []
        assert list(checks.lost_stops(seen.screen, alone=False)) == []
        assert list(checks.clipped(seen.screen)) == []
    finally:
        window.set_look("light", 1.0)
