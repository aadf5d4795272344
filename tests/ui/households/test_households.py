"""Rules of the list of households."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt

from app.services.households import Found, HouseholdLine
from app.ui.households.screen import HouseholdRows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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


def line_of(key: int) -> HouseholdLine:
    return HouseholdLine(
        key, str(key), "Ağa Şahin", "Havenkade 1", "gesprek", "", "", "", differing=False
    )


def test_that_a_line_is_read_only_when_it_comes_in_sight(qtbot: QtBot) -> None:
    owner = QObject()
    found = Found(tuple(range(MANY)), 0, (line_of(0),))
    rows = HouseholdRows(found, None, owner)
    assert len(rows) == MANY
    assert rows.row(0).aside == "geen regisseur"
    with qtbot.waitSignal(rows.missing) as asked:
        assert rows.row(MANY - 1).id == ""
    assert MANY - 1 in asked.args[0]
    assert len(asked.args[0]) < 100
    rows.put([line_of(key) for key in asked.args[0]])
    assert rows.row(MANY - 1).title == "Ağa Şahin"


def test_that_a_line_that_is_gone_is_asked_for_once(qtbot: QtBot) -> None:
    owner = QObject()
    rows = HouseholdRows(Found((1, 2), 0, ()), None, owner)
    with qtbot.waitSignal(rows.missing):
        rows.row(0)
    with qtbot.assertNotEmitted(rows.missing, wait=30):
        rows.row(0)


def test_that_a_letter_in_the_list_goes_on_in_the_search(opened: Opened) -> None:
    screen = go(opened)
    screen.list.setFocus()
    opened.qtbot.keyClicks(screen.list, "ba")
    assert screen.search.line.hasFocus()
    assert screen.search.text()[:1] == "b"
