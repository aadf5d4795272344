"""ZRM blind and apart, then together; closing the visit."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import derived_id
from app.model import rules
from app.services import fields, zrm
from app.services import visits as visit_services
from app.services.target import Target
from app.ui.gesprek import GesprekScreen
from app.ui.gesprek.zrm_rows import ScoreLine
from app.ui.kit import CheckRow, SectionTitle
from tests.ui.gesprek.conftest import ANJA, FENNA, HOUSEHOLD, MEHMET, Busy, Vault

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def talked(vault: Vault, visit: str) -> tuple[str, ...]:
    """Two leefgebieden were discussed; the domains that may be scored."""
    for area in [a.id for a in vault(visit_services.conversation, visit).areas[:4]]:
        vault(visit_services.set_state, visit, area, "aandacht")
    rows = vault(zrm.table, visit, MEHMET).rows
    return tuple(row.domain for row in rows if row.discussed)


def has_keyboard(line: ScoreLine) -> bool:
    inside = QApplication.focusWidget()
    return inside is not None and line.mine.isAncestorOf(inside)


def to_zrm(qtbot: QtBot, screen: GesprekScreen) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: bool(screen.aftermath.table.lines), timeout=5000)


def test_that_levels_go_by_keys_from_row_to_row(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    to_zrm(qtbot, screen)
    table = screen.aftermath.table
    for domain, key in zip(talked[:2], (Qt.Key.Key_2, Qt.Key.Key_4), strict=True):
        line = table.lines[domain]
        qtbot.waitUntil(partial(has_keyboard, line))
        qtbot.keyClick(line.window().focusWidget(), key, ALT)
    qtbot.waitUntil(
        lambda: (
            [row.mine.level for row in vault(zrm.table, visit, MEHMET).rows if row.mine is not None]
            == [2, 4]
        ),
        timeout=5000,
    )


def test_that_a_score_is_of_the_one_whose_table_stands_there(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    to_zrm(qtbot, screen)
    aftermath = screen.aftermath
    line = aftermath.table.lines[talked[0]]
    qtbot.waitUntil(partial(has_keyboard, line))
    busy = Busy(vault.worker)
    assert aftermath.people is not None
    qtbot.mouseClick(aftermath.people.chip(ANJA), Qt.MouseButton.LeftButton)
    assert "Mehmet" in aftermath.title.text()
    line.mine.setFocus()
    qtbot.keyClick(line.mine, Qt.Key.Key_2, ALT)
    busy.over()
    qtbot.waitUntil(lambda: "Anja" in aftermath.title.text(), timeout=5000)
    levels = {
        person: [row.mine.level for row in vault(zrm.table, visit, person).rows if row.mine]
        for person in (MEHMET, ANJA)
    }
    assert levels == {MEHMET: [2], ANJA: []}


def test_that_what_was_not_discussed_cannot_be_scored(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    to_zrm(qtbot, screen)
    closed = [key for key, line in screen.aftermath.table.lines.items() if not line.open]
    assert closed
    assert not set(closed) & set(talked)


def test_that_a_colleagues_score_shows_after_ones_own_and_is_settled_by_one_press(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    domain = talked[0]
    assessment = rules.assessment_id(visit, MEHMET)
    vault.record(
        "assessment_score",
        rules.score_id(assessment, domain, FENNA),
        household=HOUSEHOLD,
        assessment=assessment,
        domain=domain,
        scorer=FENNA,
        score={"level": 3, "not_judged": False, "reason": ""},
    )
    to_zrm(qtbot, screen)
    line = screen.aftermath.table.lines[domain]
    assert line.theirs() is None
    qtbot.mouseClick(line.mine.button(2), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: line.theirs() == 3, timeout=5000)
    qtbot.waitUntil(lambda: len(line.choices()) == 2, timeout=5000)
    line.choices()[1].setFocus()
    qtbot.keyClick(line.choices()[1], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not line.choices())
    assert has_keyboard(line)
    qtbot.waitUntil(
        lambda: (
            next(row.agreed for row in vault(zrm.table, visit, MEHMET).rows if row.domain == domain)
            is not None
        ),
        timeout=5000,
    )


def test_that_the_reason_goes_with_the_level(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    domain = talked[0]
    to_zrm(qtbot, screen)
    qtbot.mouseClick(screen.aftermath.table.lines[domain].mine.button(3), Qt.MouseButton.LeftButton)
    side = screen.aftermath.side
    qtbot.waitUntil(side.why.isEnabled, timeout=5000)
    side.why.setFocus()
    qtbot.keyClicks(side.why, "Regelt de post niet")

    def reason() -> str:
        rows = vault(zrm.table, visit, MEHMET).rows
        mine = next(row.mine for row in rows if row.domain == domain)
        return f"{mine.level} {mine.reason}" if mine else ""

    qtbot.waitUntil(lambda: reason() == "3 Regelt de post niet", timeout=5000)


def test_that_safety_and_next_steps_are_kept(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    to_zrm(qtbot, screen)
    screen.aftermath.show_part("closing")
    page = screen.aftermath.closing
    qtbot.waitUntil(page.next_line.line.hasFocus)
    qtbot.keyClicks(page.next_line.line, "Wmo-loket bellen")
    qtbot.keyClick(page.next_line.line, Qt.Key.Key_Return)

    def steps() -> list[str]:
        return [row.box.accessibleName() for row in page.findChildren(CheckRow)]

    qtbot.waitUntil(lambda: steps() == ["Wmo-loket bellen"], timeout=5000)
    qtbot.mouseClick(page.ways.chip("app"), Qt.MouseButton.LeftButton)
    safe = Target("person", MEHMET, "safe_contact")
    qtbot.waitUntil(lambda: bool(vault(fields.read, safe).value), timeout=5000)
    page.safety.setFocus()
    qtbot.keyClicks(page.safety, "Niet alleen gaan")
    with qtbot.waitSignal(screen.done, timeout=5000):
        qtbot.mouseClick(page.done, Qt.MouseButton.LeftButton)
    note = Target("person", MEHMET, "safety_note")
    assert vault(fields.read, note).value == "Niet alleen gaan"


def test_that_what_stands_beside_the_table_comes_after_it(
    qtbot: QtBot, screen: GesprekScreen, talked: tuple[str, ...]
) -> None:
    to_zrm(qtbot, screen)
    page = screen.aftermath
    lines = [page.table.lines[domain] for domain in talked]
    qtbot.waitUntil(lambda: has_keyboard(lines[0]) and lines[-1].isVisible())
    for line in lines[1:]:
        qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
        assert has_keyboard(line)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Tab)
    assert page.side.isAncestorOf(screen.window().focusWidget())
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Backtab)
    assert has_keyboard(lines[-1])


def test_that_one_key_goes_from_a_level_to_its_reason(
    qtbot: QtBot, screen: GesprekScreen, talked: tuple[str, ...]
) -> None:
    to_zrm(qtbot, screen)
    page = screen.aftermath
    line = page.table.lines[talked[0]]
    qtbot.waitUntil(lambda: has_keyboard(line) and line.isVisible())
    qtbot.mouseClick(line.mine.button(2), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.side.why.isEnabled)
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_W, ALT)
    assert page.side.why.hasFocus()


def test_that_who_speaks_later_can_be_scored_as_well(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: tuple[str, ...]
) -> None:
    vault(visit_services.set_present, visit, (MEHMET,))
    qtbot.waitUntil(lambda: screen.visit is not None and screen.visit.present == (MEHMET,))
    screen.show_step("na_afloop")
    assert screen.aftermath.people is None
    screen.show_step("gesprek")
    vault(visit_services.set_speaker, visit, ANJA)
    qtbot.waitUntil(lambda: screen.visit is not None and ANJA in screen.visit.present)
    screen.show_step("na_afloop")
    page = screen.aftermath
    qtbot.waitUntil(lambda: page.people is not None and page.people.chip(ANJA).isVisible())


def test_that_each_visit_begins_with_the_zrm_and_a_lock_does_not(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    page = screen.aftermath
    screen.show_step("na_afloop")
    page.show_part("closing")
    screen.clear()
    screen.open_visit(visit)
    qtbot.waitUntil(lambda: screen.visit is not None)
    assert page.parts.current() == "closing"
    elsewhere = derived_id("test", "elsewhere")
    vault.record("household", elsewhere, name="Mevrouw Ó Briain")
    other = vault(visit_services.start, elsewhere)
    screen.clear()
    screen.open_visit(other)
    qtbot.waitUntil(lambda: screen.visit is not None and screen.visit.visit == other)
    screen.show_step("na_afloop")
    assert page.parts.current() == "zrm"
    qtbot.waitUntil(page.table.isVisible)


def test_that_closing_says_of_whom_safety_is(
    qtbot: QtBot, screen: GesprekScreen, visit: str
) -> None:
    screen.show_step("na_afloop")
    qtbot.waitUntil(lambda: screen.aftermath.person == MEHMET)
    screen.aftermath.show_part("closing")
    cards = screen.aftermath.closing.findChildren(SectionTitle)
    said = [card.text() for card in cards]
    assert {"Mehmet veilig bereiken", "Veiligheid van Mehmet"} <= set(said)
