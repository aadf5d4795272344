"""Rules of Vandaag, of finding anything, and of locking and coming back."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from app.errors import UNKNOWN, catalogue
from app.services import agreements, households, referrals, today, visits
from app.ui import windows_sleep
from app.ui.today.rows import ActionRow, VisitRow
from app.ui.today.screen import greeting, waiting_words
from tests.helpers import homes

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def plan_a_visit(session: Session) -> None:
    home = households.lines(session)[0]
    visits.plan(session, home.id, "2026-03-12", "15:30", [session.vault.member_id, "member0"])


@pytest.mark.parametrize(
    ("hour", "said"), [(8, "Goedemorgen"), (13, "Goedemiddag"), (20, "Goedenavond")]
)
def test_that_the_greeting_knows_the_hour(hour: int, said: str) -> None:
    assert greeting(hour, "Sanne") == f"{said}, Sanne"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 wijziging wacht"), (2, "2 wijzigingen wachten"), (5000, "Meer dan duizend")],
)
def test_that_what_waits_is_counted_in_good_dutch(number: int, said: str) -> None:
    assert waiting_words(number).startswith(said)


def test_that_dutch_is_never_a_language_to_interpret(opened: Opened) -> None:
    home = opened.ask(households.lines)[0].id
    spoken = {"name": "Zeynep", "language": "Nederlands, Turks", "interpreter": "telefonisch"}
    for _person in range(2):
        opened.ask(homes.add, "person", home, spoken)
    opened.ask(plan_a_visit)
    assert opened.ask(today.today).visits[0].interpret == ("Turks",)


def test_that_a_planned_visit_stands_there_with_its_colleague(opened: Opened) -> None:
    opened.ask(plan_a_visit)
    screen = opened.bench.today
    opened.qtbot.waitUntil(lambda: isinstance(screen.visits.rows()[0], VisitRow))
    row = screen.visits.rows()[0]
    assert "15:30" in row.accessibleName()
    assert "Yıldırım" in row.accessibleName()


def test_that_ticking_an_action_does_it_and_undo_brings_it_back(opened: Opened) -> None:
    screen = opened.bench.today
    opened.qtbot.waitUntil(lambda: bool(screen.mine.rows()))
    row = screen.mine.rows()[0]
    assert isinstance(row, ActionRow)
    opened.qtbot.mouseClick(row.tick, LEFT)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    assert not opened.ask(today.today).actions
    opened.qtbot.mouseClick(opened.program.window.undo_bar.button, LEFT)
    opened.qtbot.waitUntil(lambda: bool(opened.ask(today.today).actions))


def test_that_places_without_anything_say_what_they_are_for(opened: Opened) -> None:
    screen = opened.bench.today
    opened.qtbot.waitUntil(lambda: bool(screen.visits.rows()))
    words = screen.visits.rows()[0].findChildren(QWidget)
    assert any("bezoeken" in getattr(one, "text", str)() for one in words)


def test_that_ctrl_k_finds_places_households_and_words(opened: Opened) -> None:
    opened.qtbot.keyClick(opened.program.window, Qt.Key.Key_K, CTRL)
    find = opened.bench.find
    opened.qtbot.keyClicks(find.line, "huur")
    opened.qtbot.waitUntil(lambda: find.list.count() >= 2)
    opened.qtbot.keyClick(find.line, Qt.Key.Key_Return)
    assert opened.program.window.current_screen() == "dossier"
    opened.qtbot.keyClick(opened.program.window, Qt.Key.Key_K, CTRL)
    opened.qtbot.keyClicks(find.line, "melding")
    opened.qtbot.keyClick(find.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: opened.program.window.current_screen() != "dossier")


def test_that_locking_keeps_words_and_unlocking_returns_to_the_place(opened: Opened) -> None:
    window = opened.program.window
    opened.qtbot.mouseClick(window.nav.button("households"), LEFT)
    search = opened.bench.households.search
    search.setFocus()
    opened.qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.current_screen() == "start"
    assert not window.nav.isVisible()
    opened.qtbot.waitUntil(opened.program.start.unlock_page.passphrase.line.hasFocus)
    opened.unlock()
    assert window.current_screen() == "households"
    opened.qtbot.waitUntil(search.line.hasFocus)


def test_that_a_half_typed_melding_survives_a_lock(opened: Opened) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Mevrouw Nagy")
    opened.program.lock()
    opened.unlock()
    assert "Mevrouw Nagy" in {card.name for card in opened.ask(referrals.listing)}


def test_that_a_wrong_passphrase_opens_nothing_and_says_so(locked: Opened) -> None:
    page = locked.program.start.unlock_page
    locked.qtbot.keyClicks(page.passphrase.line, "iets anders dan de zin")
    locked.qtbot.keyClick(page.passphrase.line, Qt.Key.Key_Return)
    locked.qtbot.waitUntil(page.button.isEnabled)
    assert page.message.text()
    assert locked.program.workbench is None


def test_that_ten_quiet_minutes_lock_the_vault(opened: Opened) -> None:
    opened.clock.advance(601)
    opened.program.idle.check()
    assert opened.program.window.current_screen() == "start"


def test_that_a_sleep_waits_until_the_vault_is_closed(opened: Opened) -> None:
    """As Windows tells of it: on a thread of the system, which sleeps when that returns."""
    sleep = opened.program._sleep  # noqa: SLF001 - no system sleeps here
    worker = opened.program._worker  # noqa: SLF001
    asleep: list[bool] = []

    def fall_asleep() -> None:
        assert windows_sleep.told(windows_sleep.ABOUT_TO_SLEEP, sleep.before_sleep) == 0
        asleep.append(worker._session is None)  # noqa: SLF001

    system = threading.Thread(target=fall_asleep)
    system.start()
    opened.qtbot.waitUntil(lambda: bool(asleep))
    system.join()
    assert asleep == [True]
    assert opened.program.window.current_screen() == "start"


def test_that_waking_up_and_a_low_battery_close_nothing(opened: Opened) -> None:
    resumed, battery = 18, 10
    for what in (resumed, battery):
        windows_sleep.told(what, opened.program._sleep.before_sleep)  # noqa: SLF001
    assert opened.program.window.current_screen() != "start"


def test_that_the_window_says_no_names(opened: Opened) -> None:
    opened.bench.open_household(opened.ask(households.lines)[0].id)
    assert opened.program.window.windowTitle() == "Drempel"


def test_that_a_bug_is_one_sentence_and_the_program_goes_on(opened: Opened) -> None:
    try:
        raise ValueError("Yıldırım")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    notice = opened.program.notice
    opened.qtbot.waitUntil(lambda: bool(notice.text()))
    assert notice.text() == catalogue()[UNKNOWN]["nl"]


def test_that_everything_that_can_be_pressed_has_a_name(opened: Opened) -> None:
    bench = opened.bench
    pages = (bench.today, bench.referrals, bench.households, bench.contact, bench.referral)
    for page in pages:
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            for widget in page.findChildren(kind):
                if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    name = widget.accessibleName() or getattr(widget, "text", str)()
                    assert name, f"{type(widget).__name__} in {type(page).__name__}"


def test_that_ticking_by_key_leaves_the_keyboard_at_the_next_action(opened: Opened) -> None:
    home = opened.ask(households.lines)[0].id
    me = opened.ask(lambda s: s.vault.member_id)
    for what in ("Brief posten", "Gemeente bellen"):
        opened.ask(lambda s, w=what: agreements.add_action(s, home, w, member=me))
    screen = opened.bench.today
    opened.qtbot.waitUntil(lambda: sum(isinstance(r, ActionRow) for r in screen.mine.rows()) == 3)
    rows = [row for row in screen.mine.rows() if isinstance(row, ActionRow)]
    number = len(rows)
    rows[0].tick.setFocus()
    opened.qtbot.keyClick(rows[0].tick, Qt.Key.Key_Space)
    opened.qtbot.waitUntil(lambda: len(screen.mine.rows()) < number)
    first = screen.mine.rows()[0]
    assert isinstance(first, ActionRow)
    assert first.tick.hasFocus()
