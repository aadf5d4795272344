"""A full disk and a lock: the words wait sealed, the screens say so, and they come back."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from app.services import households, referrals
from app.ui.saving import LiveField
from app.ui.unkept import SAID_EVERY
from tests.helpers import homes
from tests.services.test_unkept import full, roomy

if TYPE_CHECKING:
    from tests.ui.conftest import Opened

WORDS = "De verhuurder belt terug, zegt mevrouw Wiśniewska. " * 400


def reason(opened: Opened) -> list[str]:
    return [card.reason for card in opened.ask(referrals.listing) if card.name == "Szymon"]


@pytest.fixture
def typed(opened: Opened) -> Opened:
    """Words on the screen that no disk took, locked with them."""
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Szymon")
    panel.reason.setFocus()
    opened.qtbot.waitUntil(lambda: reason(opened) == [""])
    opened.ask(full)
    panel.reason.setPlainText(WORDS)
    opened.qtbot.waitUntil(lambda: opened.program.unkept.number == 1)
    return opened


def lock(opened: Opened) -> None:
    with opened.qtbot.waitSignal(opened.program._worker.locked):  # noqa: SLF001
        opened.program.lock()
    opened.qtbot.waitUntil(lambda: opened.program.unkept.number == 1)


def test_that_the_screen_says_what_is_in_memory_alone(typed: Opened) -> None:
    assert "alleen in het geheugen" in typed.program.notice.text()
    panel = typed.bench.referral
    typed.qtbot.waitUntil(panel.problem.isVisible)
    typed.program.notice.hide()
    for _ in range(SAID_EVERY):
        typed.program.unkept._again()  # noqa: SLF001 - a minute goes by
    assert typed.program.notice.isVisible()
    assert panel.reason.mapTo(panel, panel.reason.rect().topRight()).x() < panel.width()


def test_that_words_outlive_the_lock_and_no_field_holds_them_meanwhile(typed: Opened) -> None:
    lock(typed)
    page = typed.program.start.unlock_page
    assert "verzegeld" in page.why.text()
    assert "Alles is opgeslagen" not in page.why.text()
    gc.collect()
    assert [f for f in typed.program.window.findChildren(LiveField) if WORDS[:20] in f.text] == []
    assert typed.bench.referral.reason.toPlainText() == ""
    typed.unlock()
    typed.qtbot.waitUntil(lambda: reason(typed) == [WORDS])
    assert typed.program.unkept.number == 0


def test_that_closing_the_window_is_held_back_once(typed: Opened) -> None:
    for held in (True, False):
        closing = QCloseEvent()
        QApplication.sendEvent(typed.program.window, closing)
        assert closing.isAccepted() is not held
    assert "nog een keer" in typed.program.notice.text()
    typed.ask(roomy)


def test_that_room_is_enough_to_save_them(typed: Opened) -> None:
    typed.ask(roomy)
    typed.qtbot.waitUntil(lambda: typed.program.unkept.number == 0)
    assert "nu opgeslagen" in typed.program.notice.text()
    assert typed.ask(lambda s: len(s.unkept)) == 0


def test_that_a_contact_that_did_not_fit_is_there_after_the_lock(opened: Opened) -> None:
    """Locking closes its panel, which records it; that fails too."""
    home = next(one.id for one in opened.ask(households.lines) if "Bakker" in one.name)
    panel = opened.bench.contact
    panel.open_for(home)
    opened.qtbot.waitUntil(lambda: panel.persons is not None)
    panel.line.line.setFocus()
    opened.ask(full)
    panel.line.line.insert(WORDS[:5000])
    opened.qtbot.waitUntil(lambda: opened.program.unkept.number == 1)
    lock(opened)
    assert panel.line.text() == ""
    opened.unlock()
    opened.qtbot.waitUntil(
        lambda: WORDS[:5000] in [one.line for one in opened.ask(homes.contacts_of, home)]
    )
    assert opened.program.unkept.number == 0


def test_that_a_note_of_a_visit_that_did_not_fit_is_there_after_the_lock(opened: Opened) -> None:
    home = next(one.id for one in opened.ask(households.lines) if "Bakker" in one.name)
    opened.bench.start_visit(home)
    opened.qtbot.waitUntil(opened.bench.in_visit)
    talk = opened.bench.gesprek.talk
    note = talk.page.note
    opened.qtbot.waitUntil(lambda: note.isVisible() and note.isEnabled())
    note.setFocus()
    opened.ask(full)
    note.insertPlainText(WORDS)
    opened.qtbot.waitUntil(lambda: opened.program.unkept.number == 1)
    lock(opened)
    opened.unlock()
    opened.qtbot.waitUntil(lambda: opened.program.unkept.number == 0)
    opened.qtbot.waitUntil(lambda: opened.bench.gesprek.talk.page.note.toPlainText() == WORDS)
