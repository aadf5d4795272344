"""Hands in a hurry ask that something is erased, and answer: Esc, twice, half a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import erasing, households, sharing_jobs
from app.storage.edits import Edit
from app.ui.dossier.details import DetailsTab
from tests.helpers import homes
from tests.ui.sharing.test_team import words

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.sharing.erasures import EraseStart
    from tests.ui.sharing.conftest import Desk, Table


def test_that_half_a_reason_survives_what_comes_in_and_esc_only_closes_the_card(
    duo: Table,
) -> None:
    ayse, lukasz = duo.desks
    page, home = _details(lukasz)
    erase = _begin(lukasz, page)
    QTest.keyClicks(erase.reason.line, "op verzoek van mevr")
    ayse.ask(_record, home)
    ayse.job(sharing_jobs.share)
    lukasz.front()
    erase.reason.line.setFocus()
    lukasz.job(sharing_jobs.share)
    shown = lukasz.bench.dossier.desk
    lukasz.until(lambda: shown.dossier and shown.dossier.header.phone)
    assert page.erase is erase
    assert erase.reason.line.hasFocus()
    assert erase.reason.text() == "op verzoek van mevr"
    QTest.keyClick(erase.reason.line, Qt.Key.Key_Escape)
    assert lukasz.program.window.current_screen() == "dossier"
    assert page.erase is not erase, "what came in is drawn once nobody writes there"
    lukasz.until(page.erase.button.hasFocus)


def test_that_the_buttons_of_the_card_are_in_sight_when_it_opens(duo: Table) -> None:
    lukasz = duo.lukasz
    home = lukasz.ask(lambda s: households.lines(s, "Şahin")[0].id)
    for name in ("Ağa", "Elif", "Şükrü", "Yıldız"):
        lukasz.ask(homes.add, "person", home, {"name": f"{name} Şahin"})
    page, _home = _details(lukasz)
    erase = _begin(lukasz, page)
    lukasz.until(lambda: not erase.yes.visibleRegion().isEmpty())
    lukasz.until(lambda: erase.yes.visibleRegion().boundingRect() == erase.yes.rect())


def test_that_two_presses_of_enter_propose_once(duo: Table) -> None:
    lukasz = duo.lukasz
    page, _home = _details(lukasz)
    erase = _begin(lukasz, page)
    QTest.keyClicks(erase.reason.line, "op verzoek van mevrouw")
    QTest.keyClick(erase.reason.line, Qt.Key.Key_Return)
    QTest.keyClick(erase.reason.line, Qt.Key.Key_Return)
    lukasz.until(erase.said.isVisible)
    assert len(lukasz.ask(erasing.proposals)) == 1


def test_that_the_coordinator_hears_at_once_that_another_has_to_propose_it(duo: Table) -> None:
    """Their own proposal would wait for ever, with its reason on the agenda."""
    ayse = duo.ayse
    page, _home = _details(ayse)
    before = ayse.ask(_agenda)
    erase = _begin(ayse, page)
    QTest.keyClicks(erase.reason.line, "dubbel")
    QTest.keyClick(erase.reason.line, Qt.Key.Key_Return)
    ayse.until(erase.reason.problem.isVisible)
    assert "Laat een ander teamlid het voorstellen" in erase.reason.problem.text()
    assert erase.reason.line.hasFocus()
    assert ayse.ask(_agenda) == before


def test_that_answers_are_asked_at_the_top_and_a_second_press_erases_nothing_twice(
    duo: Table,
) -> None:
    ayse, lukasz = duo.desks
    _propose_two(lukasz)
    ayse.share()
    erasures = ayse.screen.erasures
    ayse.until(lambda: len(erasures.cards()) == 2 and erasures.cards()[0].yes.isVisible())
    assert erasures.asked.y() < ayse.screen.status.y()
    first = erasures.cards()[0]
    first.yes.setFocus()
    QTest.mouseClick(first.yes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(first.yes, Qt.MouseButton.LeftButton)
    ayse.until(lambda: len(erasures.cards()) == 1)
    ayse.until(erasures.cards()[0].no.hasFocus)
    ayse.settled()
    assert len(ayse.ask(erasing.erased)) == 1
    QTest.keyClick(erasures.cards()[0].no, Qt.Key.Key_Return)
    ayse.until(lambda: not erasures.cards())
    ayse.until(ayse.screen.button.hasFocus)
    ayse.settled()
    assert len(ayse.ask(erasing.erased)) == 1


def test_that_who_only_waits_can_put_the_card_away(duo: Table) -> None:
    """What the coordinator refused does not travel: it would wait here for ever."""
    lukasz = duo.lukasz
    _propose_two(lukasz)
    lukasz.share()
    erasures = lukasz.screen.erasures
    lukasz.until(lambda: len(erasures.cards()) == 2 and erasures.cards()[0].hide_button.isVisible())
    assert not erasures.asked.isVisible()
    lukasz.click(erasures.cards()[0].hide_button)
    lukasz.until(lambda: len(erasures.cards()) == 1)
    assert "wacht op het ja" in words(erasures)


def _details(desk: Desk) -> tuple[DetailsTab, str]:
    """Gegevens of the one household."""
    desk.front()
    home = desk.ask(lambda s: households.lines(s, "Şahin")[0].id)
    desk.bench.open_household(home, "details")
    page = desk.bench.dossier.pages["details"]
    assert isinstance(page, DetailsTab)
    desk.until(lambda: page.isVisible() and desk.bench.dossier.desk.household == home)
    return page, home


def _begin(desk: Desk, page: DetailsTab) -> EraseStart:
    """The card is open, the cursor stands in its reason."""
    erase = page.erase
    desk.click(erase.button)
    desk.until(erase.reason.line.hasFocus)
    return erase


def _record(s: Session, home: str) -> int:
    return len(s.vault.record([Edit("household", home, {"phone": "050 555 01 99"})]))


def _agenda(s: Session) -> int:
    return len(s.vault.rows("agenda_item", {}))


def _propose_two(desk: Desk) -> None:
    def propose(s: Session) -> str:
        other = homes.new_household(s, "Familie Żółć")
        for home in (households.lines(s, "Şahin")[0].id, other):
            erasing.propose_household(s, home, "op verzoek")
        return other

    desk.ask(propose)
    desk.job(sharing_jobs.share)
