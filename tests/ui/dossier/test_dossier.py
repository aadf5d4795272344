"""A dossier as a person works in it: by key and mouse, on a real vault."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from app.services import agreements, dossiers, fields, undoing
from app.services.dossiers import Dossier
from app.services.target import Target
from app.ui.dossier.controls import PartControl, ValueControl, WordsControl
from app.ui.dossier.overview import OverviewTab
from app.ui.dossier.plan import PlanTab
from app.ui.kit import Field
from app.ui.theme import apply_theme
from tests.helpers import homes
from tests.ui.dossier.conftest import Desk

FAMILY = "Yıldırım"


def words(widget: QWidget) -> str:
    """Everything that can be read in a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def dossier_of(desk: Desk, household: str) -> Dossier:
    found: Dossier = desk.ask(dossiers.dossier, household)
    return found


def choose(control: object, key: str) -> None:
    assert isinstance(control, ValueControl)
    assert control.chips is not None
    control.chips.chip(key).click()


def test_that_the_head_tells_who_goes_there_and_until_when(desk: Desk) -> None:
    desk.open(FAMILY)
    told = words(desk.screen.header)
    assert "Familie Yıldırım-Bakker" in told
    assert "Lindestraat 41" in told
    assert "Sanne Visser" in told
    assert "Sanne en Fenna" in told
    assert " weken" in told.split("Hulp stopt")[1]
    assert desk.screen.header.status.text() == "Uitvoering"


def test_that_every_tab_of_a_household_without_anything_says_what_it_is_for(desk: Desk) -> None:
    desk.ask(homes.new_household, "Mevrouw Đặng")
    desk.open("Đặng")
    for key, page in desk.screen.pages.items():
        desk.tab(key)
        desk.screen.grab()
        assert words(page), key


def test_that_the_overview_puts_help_near_home_first(desk: Desk) -> None:
    desk.open(FAMILY)
    page = desk.tab("overview")
    first = page.cards[0].lines
    assert [str(line.action.resort) for line in first] == ["zelf", "netwerk", "collectief"]
    assert "acties doen zij zelf, met eigen kring of in de buurt" in words(page)


def test_that_ticking_an_action_is_kept_and_can_be_taken_back(desk: Desk) -> None:
    household = desk.open(FAMILY)
    line = next(one for one in desk.tab("overview").cards[0].lines if not one.done)
    with desk.qtbot.waitSignal(desk.screen.undoable):
        line.row.box.click()
    goal = dossier_of(desk, household).plan.goals[0]
    assert next(a for a in goal.actions if a.id == line.action.id).status == "gedaan"
    desk.ask(undoing.undo_last)
    goal = dossier_of(desk, household).plan.goals[0]
    assert next(a for a in goal.actions if a.id == line.action.id).status == "open"


def test_that_a_spider_is_never_far_from_its_table(desk: Desk) -> None:
    desk.open(FAMILY)
    spider = desk.tab("overview").spider
    desk.until(lambda: spider.profile is not None)
    spider.table_button.click()
    desk.until(lambda: "Financiën" in words(spider))
    assert "beperkt zelfredzaam" in words(spider)


def test_that_notes_of_a_visit_name_their_authors(desk: Desk) -> None:
    desk.open(FAMILY)
    card = desk.tab("visits").cards[0]
    card.read.click()
    desk.until(lambda: "Geld en rekeningen" in words(card))
    assert "Sanne Visser" in words(card)
    assert "post durven openmaken" in words(card)


def test_that_a_past_visit_opens_from_its_card(desk: Desk) -> None:
    household = desk.open(FAMILY)
    card = desk.tab("visits").cards[0]
    with desk.qtbot.waitSignal(desk.screen.open_visit) as told:
        card.enter.click()
    assert told.args == [card.visit.id]
    with desk.qtbot.waitSignal(desk.screen.start_visit) as begun:
        desk.screen.header.start_button.click()
    assert begun.args == [household]


def test_that_a_later_measurement_is_set_against_the_first(desk: Desk) -> None:
    desk.open(FAMILY)
    page = desk.tab("zrm")
    desk.until(lambda: page.table is not None)
    desk.until(lambda: "+1" in words(page))
    page.before.chip(page.before.value()).click()
    desk.until(lambda: "+1" not in words(page))


def test_that_a_goal_and_its_action_are_made_by_key_alone(desk: Desk) -> None:
    household = desk.open(FAMILY)
    page = desk.tab("plan")
    page.goal_line.setFocus()
    QTest.keyClicks(page.goal_line.line, "Weer samen eten")
    QTest.keyClick(page.goal_line.line, Qt.Key.Key_Return)
    desk.until(lambda: any(card.accessibleName() == "Weer samen eten" for card in page.cards))
    card = next(one for one in page.cards if one.accessibleName() == "Weer samen eten")
    QTest.keyClicks(card.adder.line, "Zondag koken")
    QTest.keyClick(card.adder.line, Qt.Key.Key_Return)
    panel = desk.screen.panel
    desk.until(lambda: panel.isVisible() and "resort" in panel.controls)
    choose(panel.controls["resort"], "netwerk")
    due = panel.controls["due"]
    assert isinstance(due, ValueControl)
    assert due.day is not None
    due.day.line.setFocus()
    QTest.keyClicks(due.day.line, "+2w")
    QTest.keyClick(due.day.line, Qt.Key.Key_Return)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    goal = next(g for g in dossier_of(desk, household).plan.goals if g.title == "Weer samen eten")
    made = goal.actions[0]
    assert (made.what, str(made.resort), made.due) == ("Zondag koken", "netwerk", "2026-12-07")


def test_that_typed_words_are_kept_without_a_button(desk: Desk) -> None:
    household = desk.open(FAMILY)
    page = desk.tab("details")
    page.persons[0].click()
    panel = desk.screen.panel
    phone = panel.controls["phone"]
    assert isinstance(phone, WordsControl)
    desk.until(lambda: phone._binding.field is not None)  # noqa: SLF001 - the vault has answered
    phone.setFocus()
    assert isinstance(phone.field, Field)
    QTest.keyClicks(phone.field.line, "06 1234 5678")
    panel.close_panel()
    desk.until(lambda: dossier_of(desk, household).persons[0].phone == "06 1234 5678")


def test_that_safe_contact_changes_as_one_value(desk: Desk) -> None:
    household = desk.open(FAMILY)
    page = desk.tab("details")
    page.persons[0].click()
    panel = desk.screen.panel
    voicemail = panel.controls["voicemail"]
    assert isinstance(voicemail, ValueControl)
    desk.until(lambda: voicemail.chips is not None and voicemail.chips.value() == "no")
    choose(voicemail, "yes")
    when = panel.controls["when"]
    assert isinstance(when, PartControl)
    assert when.field.text() == "na vijf uur"
    safe = dossier_of(desk, household).persons[0].safe_contact
    assert safe is not None
    assert (safe.call, safe.voicemail, safe.when) == (True, True, "na vijf uur")
    desk.until(lambda: "voicemail mag" in page.persons[0].accessibleName())


def test_that_every_field_tells_who_wrote_it_and_gives_it_back(desk: Desk) -> None:
    household = desk.open(FAMILY)
    person = desk.screen.desk.dossier.persons[0]  # type: ignore[union-attr]
    desk.ask(fields.put, Target("person", person.id, "position"), "opa")
    desk.tab("details").persons[0].click()
    panel = desk.screen.panel
    panel.controls["position"].past.click()
    desk.until(lambda: panel.history is not None and len(panel.history.back) == 1)
    desk.until(lambda: panel.history is not None and "Sanne Visser" in words(panel.history))
    assert panel.history is not None
    panel.history.back[0].click()
    desk.until(lambda: dossier_of(desk, household).persons[0].position == "vader")


def test_that_what_was_taken_away_can_be_brought_back(desk: Desk) -> None:
    household = desk.open(FAMILY)
    rows = desk.tab("network").rows
    assert "Hakan" in rows[0].accessibleName()
    rows[0].click()
    remove = desk.screen.panel.remove
    assert remove is not None
    with desk.qtbot.waitSignal(desk.screen.undoable):
        remove.click()
    desk.until(lambda: len(dossier_of(desk, household).network) == 2)
    page = desk.tab("details")
    desk.until(lambda: page.bring_back)
    page.bring_back[0].click()
    desk.until(lambda: len(dossier_of(desk, household).network) == 3)


def test_that_a_new_person_opens_to_be_filled_in(desk: Desk) -> None:
    household = desk.open(FAMILY)
    page = desk.tab("details")
    button = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Persoon erbij")
    button.click()
    panel = desk.screen.panel
    desk.until(panel.isVisible)
    assert _line_with_keyboard().accessibleName() == "Naam"
    QTest.keyClicks(_line_with_keyboard(), "Hatun")
    panel.close_panel()
    desk.until(lambda: len(dossier_of(desk, household).persons) == 5)


def test_that_tab_reads_the_plan_from_its_goals_to_what_is_agreed_about_it(desk: Desk) -> None:
    household = desk.open(FAMILY)
    page = desk.tab("plan")
    desk.ask(agreements.add_goal, household, "Samen eten")
    desk.until(lambda: any(card.accessibleName() == "Samen eten" for card in page.cards))
    desk.until(lambda: all(card.isVisible() for card in page.cards))
    paper = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Plan afdrukken")
    paper.setFocus(Qt.FocusReason.TabFocusReason)
    passed: set[str] = set()
    for _press in range(100):
        QTest.keyClick(_with_keyboard(), Qt.Key.Key_Tab)
        at = _with_keyboard()
        # By name: a card may be drawn again meanwhile.
        passed |= {
            one.accessibleName() for one in (*page.cards, page.loose) if one.isAncestorOf(at)
        }
        if page.goal_line.isAncestorOf(at):
            break
    assert passed == {one.accessibleName() for one in (*page.cards, page.loose)}
    QTest.keyClick(_with_keyboard(), Qt.Key.Key_Tab)
    assert any(one.isAncestorOf(_with_keyboard()) for one in page.controls.values())


def _with_keyboard() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_that_who_wrote_a_field_comes_in_sight_when_asked_for_at_the_head(desk: Desk) -> None:
    household = desk.open(FAMILY)
    person = dossier_of(desk, household).persons[0]
    desk.screen.desk.edit("person", person.id, person.name)
    panel = desk.screen.panel
    desk.until(lambda: panel.history is not None)
    panel._show_history("name")  # noqa: SLF001 - as the button beside the field
    view = panel.history
    assert view is not None
    desk.until(lambda: view.lines and not view.visibleRegion().isEmpty())


def _line_with_keyboard() -> QLineEdit:
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    return line


def test_that_a_status_only_goes_where_the_field_knows_a_step(desk: Desk) -> None:
    household = desk.open(FAMILY)
    desk.screen.header.status.click()
    status = desk.screen.panel.controls["status"]
    assert isinstance(status, ValueControl)
    assert [key for key, _label in status.item.options] == ["uitvoering", "plan", "afgesloten"]
    desk.until(lambda: status.chips is not None and status.chips.value() == "uitvoering")
    choose(status, "plan")
    desk.until(lambda: desk.screen.header.status.text() == "Plan")
    assert dossier_of(desk, household).header.status == "plan"


def test_that_a_safety_note_shows_only_when_asked_for(desk: Desk) -> None:
    household = desk.open(FAMILY)
    person = dossier_of(desk, household).persons[0]
    note = "Kom niet alleen na acht uur."
    desk.ask(fields.put, Target("person", person.id, "safety_note"), note)
    desk.until(lambda: desk.screen.header.mark is not None)
    assert note not in words(desk.screen)
    assert desk.screen.header.mark is not None
    desk.screen.header.mark.click()
    assert note in words(desk.screen.header)


def test_that_the_head_folds_to_one_line_while_the_page_scrolls(desk: Desk) -> None:
    desk.open(FAMILY)
    page = desk.tab("overview")
    desk.until(lambda: page.verticalScrollBar().maximum() > 250)
    page.verticalScrollBar().setValue(220)
    assert desk.screen.header.folded()
    assert "Familie Yıldırım-Bakker" in words(desk.screen.header)
    page.verticalScrollBar().setValue(0)
    assert not desk.screen.header.folded()


def test_that_a_closed_dossier_says_who_can_read_it(outsider: Desk) -> None:
    outsider.open(FAMILY)
    outsider.until(outsider.screen.closed_page.isVisible)
    told = words(outsider.screen.closed_page)
    assert "gesloten" in told
    assert "Sanne Visser" in told
    assert not outsider.screen.header.start_button.isVisible()


def test_that_locking_leaves_nothing_of_the_household_on_the_screen(desk: Desk) -> None:
    desk.open(FAMILY)
    desk.tab("details").persons[0].click()
    with desk.qtbot.waitSignal(desk.worker.locked):
        desk.worker.lock()
    assert desk.screen.desk.dossier is None
    assert not desk.screen.panel.isVisible()
    for page in desk.screen.pages.values():
        assert "Mehmet" not in "".join(
            label.text()
            for label in page.findChildren(QLabel)
            if not label.isHidden() and label.isVisibleTo(page)
        )


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_everything_to_press_has_a_name_and_is_large_enough(
    desk: Desk, qapp: QApplication, scale: float
) -> None:
    apply_theme(qapp, "light", scale)
    desk.open(FAMILY)
    for key in desk.screen.pages:
        page = desk.tab(key)
        desk.ask(lambda _session: True)
        for button in page.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName() or button.text(), (key, button)
                assert button.height() >= 24, (key, button.accessibleName())
                assert button.width() >= 24, (key, button.accessibleName())
        assert page.widget().width() <= page.viewport().width(), key
    apply_theme(qapp, "light", 1.0)


def _is_ticked(page: PlanTab | OverviewTab, ticked: bool) -> bool:
    return page.cards[0].lines[0].done is ticked


def test_that_ticking_by_key_leaves_the_keyboard_at_the_same_action(desk: Desk) -> None:
    desk.open(FAMILY)
    for key in ("plan", "overview"):
        page = desk.tab(key)
        line = page.cards[0].lines[0]
        was, what = line.done, line.action.id
        line.row.box.setFocus()
        QTest.keyClick(line.row.box, Qt.Key.Key_Space)
        desk.until(partial(_is_ticked, page, not was))
        again = page.cards[0].lines[0]
        assert again.action.id == what
        assert again.row.box.hasFocus()
