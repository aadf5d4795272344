"""Opening a dossier: never half a page, and nothing of what was drawn in advance."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from app.services import dossiers, households
from app.services.dossiers import Dossier
from app.services.session import Session
from app.ui.dossier.overview import OverviewTab
from app.ui.theme import apply_theme, tokens
from tests.ui.dossier.conftest import Desk

FAMILY = "Yıldırım"


def left_of(desk: Desk, dossier: Dossier) -> list[str]:
    """Everything that the screen says or tells, shown or hidden, with words of this dossier."""
    said: list[str] = []
    for widget in desk.screen.findChildren(QWidget):
        said.append(widget.accessibleName())
        if isinstance(widget, QLabel):
            said.append(widget.text())
    head = dossier.header
    texts = [item.text for item in dossier.timeline] + [goal.title for goal in dossier.plan.goals]
    theirs = [head.name, head.address, head.phone, *(one.name for one in dossier.persons), *texts]
    return [one for one in said if any(words and words in one for words in theirs)]


@pytest.mark.parametrize("folded", [False, True])
def test_that_the_ring_of_a_tab_touches_no_button_above_it(
    desk: Desk, qapp: QApplication, *, folded: bool
) -> None:
    apply_theme(qapp, "light", 2.0)
    desk.open(FAMILY)
    screen = desk.screen
    screen.header.fold(folded)
    desk.until(screen.header.line.isVisible if folded else screen.header.full.isVisible)
    ring = tokens.FOCUS_WIDTH + tokens.FOCUS_OFF

    def air() -> int:
        tabs = screen.tabs.mapTo(screen, QPoint()).y()
        above = [one for one in screen.header.findChildren(QAbstractButton) if one.isVisible()]
        return tabs - ring - max(one.mapTo(screen, QPoint(0, one.height())).y() for one in above)

    desk.until(lambda: air() >= ring)
    apply_theme(qapp, "light", 1.0)


def test_that_a_dossier_drawn_in_advance_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Dossier] = []
    fill = desk.screen.header.show_dossier

    def show(dossier: Dossier) -> None:
        drawn.append(dossier)
        fill(dossier)

    monkeypatch.setattr(desk.screen.header, "show_dossier", show)
    filled: list[list[str]] = []
    grab = desk.screen.grab

    def grabbed() -> QPixmap:
        filled.append(left_of(desk, drawn[-1]))
        return grab()

    monkeypatch.setattr(desk.screen, "grab", grabbed)
    desk.screen.rehearse()
    someone = desk.ask(dossiers.anyone)
    assert someone is not None
    desk.until(lambda: drawn and desk.screen.desk.dossier is None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one.header.id for one in drawn] == [someone.header.id]
    assert filled[0] != []
    assert left_of(desk, someone) == []
    assert desk.screen.tabs.button("visits").text() == "Gesprekken"


def test_that_what_somebody_opens_goes_before_what_is_drawn_in_advance(desk: Desk) -> None:
    desk.screen.rehearse()
    opened = desk.open(FAMILY)
    desk.screen.rehearse()
    desk.ask(dossiers.anyone)
    assert desk.screen.desk.household == opened
    assert FAMILY in desk.screen.header.title.text()


def test_that_nobody_is_drawn_where_there_is_no_household(desk: Desk) -> None:
    def empty(session: Session) -> object:
        all_of_it = session.vault.query("SELECT id FROM changes")
        session.vault.sharing.retract([], [row["id"] for row in all_of_it])
        return dossiers.anyone(session)

    assert desk.ask(empty) is None


def hold(desk: Desk) -> Event:
    gate = Event()
    desk.worker.run(lambda _session: gate.wait(20))
    return gate


def test_that_a_dossier_that_comes_soon_is_drawn_at_once_and_whole(desk: Desk) -> None:
    first = desk.open(FAMILY)
    other = next(one.id for one in desk.ask(households.lines) if one.id != first)
    gate = hold(desk)
    desk.screen.open_household(other)
    assert not desk.screen.updatesEnabled()
    gate.set()
    desk.until(lambda: desk.screen.desk.household == other)
    assert desk.screen.updatesEnabled()


def test_that_one_that_comes_late_shows_an_empty_page_meanwhile(desk: Desk) -> None:
    first = desk.open(FAMILY)
    other = next(one.id for one in desk.ask(households.lines) if one.id != first)
    gate = hold(desk)
    desk.screen.open_household(other)
    desk.until(desk.screen.updatesEnabled)
    assert desk.screen.desk.household == ""
    page = desk.screen.pages["overview"]
    assert isinstance(page, OverviewTab)
    assert page.timeline.isHidden()
    assert page.cards == []
    gate.set()
    desk.until(lambda: desk.screen.desk.household == other)
