"""Who was at the table and never spoke: named in *Na afloop*, and there at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.services import undoing
from app.services import visits as visit_services
from tests.ui.gesprek.conftest import ANJA, MEHMET

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from app.ui.gesprek import GesprekScreen
    from tests.ui.gesprek.conftest import Vault


def test_that_who_never_spoke_is_named_and_scored_at_one_press(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    vault(visit_services.set_present, visit, (MEHMET,))
    screen.show_step("na_afloop")
    absent, step = screen.aftermath.absent, screen.aftermath
    qtbot.waitUntil(lambda: absent.isVisible() and ANJA in absent.buttons)
    assert MEHMET not in absent.buttons
    qtbot.mouseClick(absent.buttons[ANJA], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Anja" in step.title.text())
    qtbot.waitUntil(lambda: ANJA not in absent.buttons)
    assert set(vault(visit_services.conversation, visit).present) == {MEHMET, ANJA}
    vault(undoing.undo_last)
    qtbot.waitUntil(lambda: ANJA in absent.buttons)


def test_that_where_nobody_was_chosen_everybody_can_be_scored_and_nobody_is_away(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    vault(visit_services.set_present, visit, ())
    screen.show_step("na_afloop")
    qtbot.waitUntil(lambda: screen.visit is not None and screen.visit.present == ())
    step = screen.aftermath
    qtbot.waitUntil(lambda: step.people is not None and step.people.chip(ANJA).isVisible())
    assert screen.aftermath.absent.buttons == {}
    assert not screen.aftermath.absent.isVisible()
