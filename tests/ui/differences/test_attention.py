"""Past niet bij elkaar: under the differences, with the way to where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.storage.edits import Edit
from app.ui.kit import EmptyState
from app.ui.theme import tokens
from tests.accessibility import checks
from tests.helpers.apart import HOME, Apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.differences.conftest import Seen

ONE = "Dit huishouden is afgesloten, maar dit staat nog open: “Brief van Vitens openen”."


def closed_apart(apart: Apart) -> None:
    """Sanne closes the household while Fenna agrees on something."""
    apart.write(apart.sanne, "household", HOME, status="afgesloten")
    apart.write(apart.fenna, "action", "B1", household=HOME, what="Brief van Vitens openen")


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    return closed_apart


def look(seen: Seen) -> None:
    seen.qtbot.keyClick(seen.program.window, "4", Qt.KeyboardModifier.ControlModifier)
    seen.qtbot.waitUntil(lambda: seen.screen.attention is not None)
    seen.qtbot.waitUntil(lambda: "Past niet bij elkaar" in words(seen))


def calm(seen: Seen) -> list[EmptyState]:
    return [state for state in seen.screen.findChildren(EmptyState) if state.isVisible()]


def words(seen: Seen) -> list[str]:
    return [label.text() for label in seen.screen.findChildren(QLabel) if label.isVisible()]


def test_that_it_is_counted_named_and_told_in_one_sentence(seen: Seen) -> None:
    seen.qtbot.waitUntil(lambda: seen.badge() == "Verschillen, 1 wacht")
    look(seen)
    said = words(seen)
    assert "Past niet bij elkaar" in said
    assert "Familie Yıldırım-Bakker" in said
    assert ONE in said
    assert "1 om samen te bekijken." in said
    assert not calm(seen)


def test_that_the_button_opens_the_dossier_where_it_is_mended(seen: Seen) -> None:
    look(seen)
    assert seen.screen.attention is not None
    (button,) = seen.screen.attention.buttons
    seen.qtbot.waitUntil(button.isVisible)
    seen.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen.program.window.current_screen() == "dossier"
    dossier = seen.bench.dossier
    seen.qtbot.waitUntil(lambda: dossier.desk.household == HOME)
    assert dossier.tabs.current() == "plan"


def test_that_an_arrow_reaches_it_and_enter_opens_it(seen: Seen) -> None:
    look(seen)
    seen.screen.setFocus()
    seen.qtbot.keyClick(seen.screen, Qt.Key.Key_Down)
    assert seen.screen.attention is not None
    (button,) = seen.screen.attention.buttons
    assert button.hasFocus()
    seen.qtbot.keyClick(button, Qt.Key.Key_Return)
    assert seen.program.window.current_screen() == "dossier"


def test_that_it_is_gone_when_it_fits_again(seen: Seen) -> None:
    look(seen)
    seen.ask(lambda s: s.vault.record([Edit("action", "B1", {"status": "gedaan"})]))
    seen.qtbot.waitUntil(lambda: seen.screen.attention is None)
    seen.qtbot.waitUntil(lambda: seen.badge() == "Verschillen")
    seen.qtbot.waitUntil(lambda: bool(calm(seen)))


def test_that_mine_shows_those_of_my_households(seen: Seen) -> None:
    look(seen)
    seen.screen.filter.button("mine").click()
    assert seen.screen.attention is not None


def test_that_a_locked_vault_leaves_nothing_on_the_screen(seen: Seen) -> None:
    look(seen)
    seen.program.lock()
    seen.qtbot.waitUntil(lambda: seen.screen.attention is None)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_each_line_can_be_heard_tabbed_touched_and_read_large(
    seen: Seen, scale: float
) -> None:
    window = seen.program.window
    window.set_look("light", scale)
    try:
        look(seen)
        page = seen.screen.widget()
        assert page is not None
        seen.qtbot.waitUntil(lambda: page.height() >= page.minimumSizeHint().height())
        assert list(checks.nameless(seen.screen)) == []
        assert list(checks.small_targets(seen.screen, tokens.TARGET_TOUCH)) == []
        assert list(checks.lost_stops(seen.screen, alone=False)) == []
        assert list(checks.clipped(seen.screen)) == []
    finally:
        window.set_look("light", 1.0)
