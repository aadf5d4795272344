"""A contact that its writer emptied again, by keys, on a real vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.services import households
from tests.helpers import homes

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.contact.panel import ContactPanel
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton


def recent(session: Session) -> tuple[Any, ...]:
    home = next(line for line in households.lines(session) if "Bakker" in line.name)
    return homes.contacts_of(session, home.id)


def typed(opened: Opened) -> str:
    return str(opened.ask(lambda s: [draft.value for draft in s.vault.drafts()]))


def about_the_bakkers(opened: Opened) -> ContactPanel:
    opened.qtbot.keyClick(opened.program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    panel = opened.bench.contact
    opened.qtbot.waitUntil(panel.search.line.hasFocus)
    opened.qtbot.keyClicks(panel.search.line, "bakker")
    opened.qtbot.waitUntil(lambda: panel.found.count() == 1)
    opened.qtbot.keyClick(panel.search.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: panel.persons is not None)
    return panel


def test_that_a_contact_that_its_writer_emptied_is_let_go_and_undoing_brings_its_words_back(
    opened: Opened,
) -> None:
    panel = about_the_bakkers(opened)
    long = "Stond met drie tassen op de stoep en wilde niet naar binnen"
    opened.qtbot.keyClicks(panel.line.line, long)
    opened.qtbot.waitUntil(lambda: long in typed(opened))
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Delete)
    opened.qtbot.waitUntil(lambda: long not in typed(opened))
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Escape)
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald"}
    assert opened.ask(lambda s: s.vault.drafts()) == []
    bar = opened.program.window.undo_bar
    opened.qtbot.waitUntil(bar.isVisible)
    opened.qtbot.mouseClick(bar.button, LEFT)
    opened.qtbot.waitUntil(lambda: len(opened.ask(recent)) == 2)
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald", long}


def test_that_a_contact_that_was_emptied_before_a_lock_leaves_nothing(opened: Opened) -> None:
    panel = about_the_bakkers(opened)
    long = "Belde over de rekening van het water, komt vrijdag nog een keer"
    opened.qtbot.keyClicks(panel.line.line, long)
    opened.qtbot.waitUntil(lambda: long in typed(opened))
    panel.line.line.selectAll()
    opened.qtbot.keyClick(panel.line.line, Qt.Key.Key_Backspace)
    opened.program.lock()
    opened.unlock()
    assert {one.line for one in opened.ask(recent)} == {"De huur is betaald"}
