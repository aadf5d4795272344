"""Na afloop with a large family: nothing is pushed off the page, whatever the size of letters."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.clock import derived_id
from app.services import visits
from app.ui.gesprek import GesprekScreen
from app.ui.theme import apply_theme
from app.ui.theme.current import theme
from tests.ui.gesprek.conftest import ANJA, HOUSEHOLD, MEHMET, Vault

MORE = [derived_id("test", "person", str(number)) for number in range(29)]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def crowd(vault: Vault, visit: str) -> list[str]:
    for number, person in enumerate(MORE):
        vault.record("person", person, household=HOUSEHOLD, name=f"Şükran-{number} Nguyễn")
    vault(visits.set_present, visit, (MEHMET, ANJA, *MORE))
    vault(visits.set_state, visit, "geld", "goed")
    return [MEHMET, ANJA, *MORE]


@pytest.fixture(params=[1.0, 2.0])
def letters(request: pytest.FixtureRequest, usual_letters: None) -> float:
    scale: float = request.param
    return scale


@pytest.mark.parametrize("part", ["zrm", "closing"])
def test_that_thirty_one_people_leave_the_page_its_room_and_can_all_be_chosen(
    qtbot: QtBot,
    qapp: QApplication,
    letters: float,
    crowd: list[str],
    screen: GesprekScreen,
    part: str,
) -> None:
    apply_theme(qapp, "light", letters)
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_4, CTRL)
    step = screen.aftermath
    qtbot.waitUntil(lambda: bool(step.table.lines), timeout=5000)
    qtbot.mouseClick(step.parts.button(part), Qt.MouseButton.LeftButton)
    page = step.closing if part == "closing" else step._page  # noqa: SLF001 - the one scroll
    qtbot.waitUntil(lambda: page.viewport().height() > step.height() - theme().px(90))
    assert step.people is not None
    for person in (crowd[0], crowd[-1]):
        chip = step.people.chip(person)
        page.ensureWidgetVisible(chip)
        qtbot.waitUntil(partial(_whole, chip, page))
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert step.person == person
    assert step.parts.button("zrm").isVisible()


def _whole(widget: QWidget, page: QScrollArea) -> bool:
    at = widget.mapTo(page.viewport(), QPoint())
    return page.viewport().rect().contains(at) and page.viewport().rect().contains(
        at + QPoint(widget.width() - 1, widget.height() - 1)
    )


def test_that_few_people_stand_at_the_head(qtbot: QtBot, screen: GesprekScreen) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_4, CTRL)
    step = screen.aftermath
    qtbot.waitUntil(lambda: bool(step.table.lines), timeout=5000)
    people = step.people
    assert people is not None
    qtbot.waitUntil(lambda: people.mapTo(step, QPoint()).y() < step.parts.geometry().bottom())
