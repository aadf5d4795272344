"""The paper is read back and corrected at the table; per person; then printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import fields, summaries
from app.services import visits as visit_services
from app.ui.gesprek import GesprekScreen
from tests.ui.gesprek.conftest import ANJA, MEHMET, Busy, Vault

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def told(vault: Vault, visit: str) -> str:
    """Mehmet told something about the first leefgebied."""
    area: str = vault(visit_services.conversation, visit).areas[0].id
    vault(visit_services.set_state, visit, area, "aandacht")
    for name, words in (("text", "geheime notitie"), ("own_words", "Ik durf de post niet aan")):
        target = vault(visit_services.note_target, visit, area, MEHMET, name)
        vault(fields.put, target, words)
    return area


def to_paper(qtbot: QtBot, screen: GesprekScreen, area: str) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: area in screen.readback.rows, timeout=5000)


def test_that_the_proposal_never_holds_the_note(
    qtbot: QtBot, screen: GesprekScreen, told: str
) -> None:
    to_paper(qtbot, screen, told)
    assert "geheime" not in screen.readback.rows[told].box.text()


def test_that_what_is_corrected_at_the_table_is_what_is_kept(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, told: str
) -> None:
    to_paper(qtbot, screen, told)
    row = screen.readback.rows[told]
    row.box.setFocus()
    row.box.selectAll()
    qtbot.keyClicks(row.box, "U loopt achter met de zorgverzekering.")
    screen.readback.quote.setFocus()

    def kept() -> bool:
        lines = vault(summaries.paper, visit, MEHMET).lines
        return [line.text for line in lines] == ["U loopt achter met de zorgverzekering."]

    qtbot.waitUntil(kept, timeout=5000)


def test_that_nobody_answers_for_another_while_a_paper_is_on_its_way(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, told: str
) -> None:
    to_paper(qtbot, screen, told)
    page = screen.readback
    vault(fields.saved_now)
    busy = Busy(vault.worker)
    assert page.people is not None
    qtbot.mouseClick(page.people.chip(ANJA), Qt.MouseButton.LeftButton)
    assert not page.side.agreed.isEnabled()
    busy.over()
    qtbot.waitUntil(page.side.agreed.isEnabled, timeout=5000)
    assert page.side.shown() == ANJA


def test_that_no_word_is_taken_for_a_paper_that_is_on_its_way(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, told: str
) -> None:
    """On the screen stand the words of the one before; to them nothing is added either."""
    page = screen.readback
    held = Busy(vault.worker)
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_3, CTRL)
    qtbot.keyClicks(page.quote.box, "nergens")
    assert page.quote.box.toPlainText() == ""
    held.over()
    qtbot.waitUntil(lambda: told in page.rows, timeout=5000)
    held = Busy(vault.worker)
    assert page.people is not None
    other = next(one for one in (ANJA, MEHMET) if one != page.person)
    before = page.person
    qtbot.mouseClick(page.people.chip(other), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.quote.box, "van een ander")
    held.over()
    qtbot.waitUntil(lambda: page.side.shown() == other, timeout=5000)
    qtbot.keyClicks(page.quote.box, "van mij")
    page.people.chip(other).setFocus()

    def quotes() -> list[str]:
        found = (vault(summaries.paper, visit, one).quote[0].value for one in (before, other))
        return [str(one) for one in found]

    qtbot.waitUntil(lambda: "van mij" in quotes()[1], timeout=5000)
    assert "van" not in quotes()[0]
    assert "van een ander" not in quotes()[1]


def test_that_no_because_is_kept_with_the_answer(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, told: str
) -> None:
    to_paper(qtbot, screen, told)
    side = screen.readback.side
    qtbot.mouseClick(side.agreed.chip("no"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(side.because.hasFocus)
    qtbot.keyClicks(side.because, "Drie maanden")

    def answer() -> object:
        agreed = vault(summaries.paper, visit, MEHMET).agreed
        return (agreed.yes, agreed.no_because) if agreed else None

    qtbot.waitUntil(lambda: answer() == (False, "Drie maanden"), timeout=5000)


def test_that_a_paper_that_may_not_stay_becomes_a_neutral_card(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, told: str
) -> None:
    to_paper(qtbot, screen, told)
    side = screen.readback.side
    qtbot.mouseClick(side.stays.chip("neutraal"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(summaries.paper, visit, MEHMET).paper == "neutraal", timeout=5000)
    assert side.show_button.text() == "Bekijk het kaartje"
    qtbot.mouseClick(side.stays.chip("niets"), Qt.MouseButton.LeftButton)
    assert not side.show_button.isEnabled()


def test_that_one_persons_words_are_not_on_the_others_paper(
    qtbot: QtBot, screen: GesprekScreen, told: str
) -> None:
    to_paper(qtbot, screen, told)
    assert screen.readback.people is not None
    qtbot.mouseClick(screen.readback.people.chip(ANJA), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told not in screen.readback.rows, timeout=5000)
    assert screen.readback.person == ANJA


def test_that_the_paper_opens_to_print_after_the_question_was_answered(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, told: str
) -> None:
    to_paper(qtbot, screen, told)
    side = screen.readback.side
    qtbot.mouseClick(side.stays.chip("ja"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(summaries.paper, visit, MEHMET).paper == "ja", timeout=5000)
    qtbot.mouseClick(side.show_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.paper.middle.currentWidget() is screen.paper.pages, timeout=9000)
    qtbot.keyClick(screen.paper, Qt.Key.Key_Escape)
    assert not screen.paper.isVisible()
