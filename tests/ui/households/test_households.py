"""Rules of the list of households."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from app.services.households import HouseholdLine
from app.ui.households.screen import HouseholdRows

if TYPE_CHECKING:
    from app.ui.households.screen import HouseholdsScreen
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton
MANY: Final = 50_000


def go(opened: Opened) -> HouseholdsScreen:
    opened.qtbot.mouseClick(opened.program.window.nav.button("households"), LEFT)
    screen = opened.bench.households
    opened.qtbot.waitUntil(lambda: screen.list.count() == 1)
    return screen


def test_that_typing_finds_by_name_address_and_words_of_the_dossier(opened: Opened) -> None:
    screen = go(opened)
    for words in ("bakker", "korenstr", "huur"):
        screen.search.set_text("")
        opened.qtbot.keyClicks(screen.search.line, words)
        opened.qtbot.waitUntil(lambda: screen.list.count() == 1)
    opened.qtbot.keyClicks(screen.search.line, "zzz")
    opened.qtbot.waitUntil(lambda: screen.list.count() == 0)
    assert screen._pages.currentIndex() == 2  # noqa: SLF001 - the empty state of a search


def test_that_filters_narrow_and_one_press_shows_all_again(opened: Opened) -> None:
    screen = go(opened)
    opened.qtbot.mouseClick(screen.filters.chip("evaluation_due"), LEFT)
    opened.qtbot.waitUntil(lambda: screen.list.count() == 0)
    opened.qtbot.mouseClick(screen.filters.chip("evaluation_due"), LEFT)
    opened.qtbot.mouseClick(screen.filters.chip("no_lead"), LEFT)
    opened.qtbot.waitUntil(lambda: screen.list.count() == 1)


def test_that_down_and_enter_open_a_dossier(opened: Opened) -> None:
    screen = go(opened)
    opened.qtbot.keyClick(screen.search.line, Qt.Key.Key_Down)
    opened.qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert opened.program.window.current_screen() == "dossier"


def test_that_a_row_is_made_only_when_it_is_asked_for() -> None:
    line = HouseholdLine("1", "Ağa Şahin", "Havenkade 1", "gesprek", "", "", "", differing=False)
    rows = HouseholdRows([line] * MANY)
    assert len(rows) == MANY
    assert rows.row(MANY - 1).aside == "geen regisseur"
