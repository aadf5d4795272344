"""Rules of a contact: ten seconds, nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.services import contacts, households, today

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.contact.panel import ContactPanel
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton


def recent(session: Session) -> tuple[Any, ...]:
    home = next(line for line in households.lines(session) if "Bakker" in line.name)
    return contacts.recent(session, home.id)


def ctrl_n(opened: Opened) -> ContactPanel:
    window = opened.program.window
    opened.qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = opened.bench.contact
    opened.qtbot.waitUntil(panel.search.line.hasFocus)
    return panel


def choose(opened: Opened, panel: ContactPanel) -> None:
    opened.qtbot.keyClicks(panel.search.line, "bakker")
    opened.qtbot.waitUntil(lambda: panel.found.count() == 1)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: panel.persons is not None)


def test_that_ctrl_n_a_name_a_line_and_enter_record_a_contact(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.waitUntil(panel.line.line.hasFocus)
    opened.qtbot.keyClicks(panel.line.line, "Gaat beter met de post")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert not panel.isVisible()
    newest = opened.ask(recent)
    assert {one.line for one in newest} == {"De huur is betaald", "Gaat beter met de post"}


def test_that_closing_with_words_keeps_them(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.mouseClick(panel.how.chip("niet_thuis"), LEFT)
    opened.qtbot.keyClicks(panel.line.line, "Briefje in de bus")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    assert ("niet_thuis", "Briefje in de bus") in {
        (one.how.value, one.line) for one in opened.ask(recent)
    }


def test_that_words_without_a_household_stay_until_one_is_chosen(opened: Opened) -> None:
    panel = ctrl_n(opened)
    opened.qtbot.keyClicks(panel.line.line, "Belde terug")
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.problem.isVisible()
    opened.qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert ctrl_n(opened).line.text() == "Belde terug"


def test_that_safe_contact_warns_when_the_person_is_chosen(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.waitUntil(panel.persons_box.isVisible)
    assert panel.persons is not None
    person = next(key for key, text in panel._warnings.items() if text)  # noqa: SLF001
    opened.qtbot.mouseClick(panel.persons.chip(person), LEFT)
    assert panel.safe.isVisible()
    assert "niet bellen" in panel.safe.text()


def test_that_what_follows_becomes_an_action_of_mine(opened: Opened) -> None:
    panel = ctrl_n(opened)
    choose(opened, panel)
    opened.qtbot.keyClicks(panel.next.line, "Terugbellen")
    opened.qtbot.keyClick(panel.next.line, Qt.Key.Key_Return)
    actions = opened.ask(today.today).actions
    assert "Terugbellen" in {card.what for card in actions}
