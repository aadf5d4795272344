"""What holds for the whole window: every place in reach, whatever the size of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.services import households
from app.ui.kit import Button
from app.ui.settings_panel import SettingsPanel
from app.ui.theme import tokens
from app.ui.theme.current import theme
from tests.helpers import homes

LEFT = Qt.MouseButton.LeftButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import Opened


@pytest.fixture(autouse=True)
def _usual_letters(opened: Opened) -> Iterator[None]:
    yield
    opened.program.window.set_look("light", 1.0)


def test_that_large_letters_leave_every_place_of_the_rail_in_sight(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    opened.qtbot.waitUntil(lambda: theme().scale == 2.0)
    for key in ("today", "referrals", "households", "differences", "new_contact",
                "sharing", "settings", "lock"):  # fmt: skip
        button = window.nav.button(key)
        opened.qtbot.waitUntil(
            lambda b=button: b.visibleRegion().boundingRect() == b.rect()  # type: ignore[misc]
        )


def test_that_a_low_window_keeps_the_way_to_close_off_in_sight(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    window.resize(1024, 640)
    lock = window.nav.button("lock")
    opened.qtbot.waitUntil(lambda: lock.visibleRegion().boundingRect() == lock.rect())


def test_that_a_panel_stays_at_the_right_when_letters_grow_while_it_slides_in(
    opened: Opened,
) -> None:
    window = opened.program.window
    opened.bench.new_contact()
    window.set_look("light", 1.5)
    panel = opened.bench.contact
    around = panel.parentWidget()
    assert around is not None
    opened.qtbot.wait(2 * tokens.MOTION_MS)
    assert panel.geometry().right() == around.rect().right()


def test_that_the_palette_fits_in_the_window_with_large_letters(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    opened.bench.open_find()
    opened.qtbot.waitUntil(opened.bench.find.isVisible)
    assert window.middle.rect().contains(opened.bench.find.geometry())


def test_that_the_last_tab_of_a_dossier_comes_in_sight_with_large_letters(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    window.resize(1024, 640)
    opened.bench.open_household(opened.ask(households.lines)[0].id)
    dossier = opened.bench.dossier
    opened.qtbot.waitUntil(lambda: dossier.desk.dossier is not None)
    dossier.show_tab("details")
    tab = dossier.tabs.button("details")
    opened.qtbot.waitUntil(lambda: tab.visibleRegion().boundingRect() == tab.rect())


def test_that_the_keyboard_begins_in_the_search_of_households(opened: Opened) -> None:
    opened.qtbot.mouseClick(opened.program.window.nav.button("households"), LEFT)
    opened.qtbot.waitUntil(opened.bench.households.search.line.hasFocus)


def test_that_the_menu_of_a_text_field_speaks_dutch(opened: Opened) -> None:
    line = opened.program.window.findChild(QLineEdit)
    assert line is not None
    menu = line.createStandardContextMenu()
    said = [action.text() for action in menu.actions()]
    assert any(text.startswith("&Kopiëren") for text in said)
    assert not any("Copy" in text for text in said)


def test_that_settings_are_gone_behind_the_lock_and_on_another_screen(opened: Opened) -> None:
    program, bench = opened.program, opened.bench
    home = opened.ask(households.lines)[0].id
    for go in (program.lock, lambda: bench.start_visit(home)):
        program.open_settings()
        panel = program.window.middle.findChild(SettingsPanel)
        assert panel is not None
        assert panel.isVisible()
        here = program.window.current_screen()
        go()
        opened.qtbot.waitUntil(lambda h=here: program.window.current_screen() != h)  # type: ignore[misc]
        assert panel.isHidden()
        if go == program.lock:
            opened.unlock()


def test_that_leaving_the_palette_for_a_place_leaves_no_hidden_field_with_the_keyboard(
    opened: Opened,
) -> None:
    bench, window = opened.bench, opened.program.window
    for _ in range(2):
        bench.open_find()
    opened.qtbot.waitUntil(bench.find.line.hasFocus)
    opened.qtbot.keyClick(bench.find.line, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_screen() == "referrals"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()


def test_that_enter_before_the_palette_has_its_answer_goes_where_the_words_lead(
    opened: Opened,
) -> None:
    bench, window = opened.bench, opened.program.window
    opened.ask(lambda s: homes.new_household(s, "Mevrouw Yıldız"))
    find = bench.find
    bench.open_find()
    opened.qtbot.waitUntil(find.line.hasFocus)
    find.line.setText("yı")
    opened.qtbot.waitUntil(lambda: find.list.count() > 0)
    find.line.setText("yıldırım")  # the answer for the first letters still stands there
    opened.qtbot.keyClick(find.line, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: window.current_screen() == "dossier")
    header = bench.dossier.header.title
    opened.qtbot.waitUntil(lambda: header.text() == "Familie Yıldırım-Bakker")
    assert find.isHidden()


def test_that_a_row_chosen_by_an_arrow_stays_chosen_when_the_answer_comes(opened: Opened) -> None:
    find = opened.bench.find
    opened.bench.open_find()
    opened.qtbot.waitUntil(find.line.hasFocus)
    opened.qtbot.keyClicks(find.line, "en")
    opened.qtbot.keyClick(find.line, Qt.Key.Key_Down)
    chosen = find.list.current_id()
    opened.qtbot.waitUntil(find.up_to_date)
    assert find.list.current_id() == chosen


def test_that_leaving_a_dossier_leaves_the_keyboard_where_one_looks_for_the_next(
    opened: Opened,
) -> None:
    opened.bench.open_household(opened.ask(households.lines)[0].id)
    dossier = opened.bench.dossier
    opened.qtbot.waitUntil(dossier.tabs.button("overview").hasFocus)
    opened.qtbot.keyClick(dossier.tabs.button("overview"), Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(opened.bench.households.search.line.hasFocus)


def test_that_a_panel_gives_the_keyboard_to_its_button_also_when_that_was_drawn_again(
    opened: Opened,
) -> None:
    bench, window = opened.bench, opened.program.window
    bench.open_household(opened.ask(households.lines)[0].id, "details")
    page = bench.dossier.pages["details"]

    def adder() -> Button | None:
        here = (one for one in page.findChildren(Button) if one.isVisible())
        return next((one for one in here if one.text() == "Persoon erbij"), None)

    opened.qtbot.waitUntil(lambda: adder() is not None)
    button = adder()
    assert button is not None
    button.setFocus()
    opened.qtbot.keyClick(button, Qt.Key.Key_Space)
    opened.qtbot.waitUntil(bench.dossier.panel.isVisible)
    opened.ask(households.lines)  # what the lines of the panel asked for is answered
    opened.qtbot.keyClicks(window.focusWidget(), "Hatun")
    opened.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    opened.qtbot.waitUntil(lambda: adder() not in {None, button})
    opened.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: (now := adder()) is not None and now.hasFocus())
