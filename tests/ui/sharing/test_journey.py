"""Two real vaults and one folder: request, words, approve, apart, share, settle, equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import households
from app.ui.dossier.controls import WordsControl
from app.ui.kit import Field
from tests.helpers.vaults import state
from tests.ui.sharing.conftest import GOAL

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk, Table


def rename_the_goal(desk: Desk, title: str) -> None:
    """In the plan of the dossier, by mouse and keys."""
    desk.front()
    home = desk.ask(lambda s: households.lines(s, "Şahin")[0].id)
    desk.bench.open_household(home)
    desk.until(lambda: desk.bench.dossier.desk.household == home)
    desk.click(desk.bench.dossier.tabs.button("plan"))
    desk.until(desk.bench.dossier.pages["plan"].isVisible)
    desk.bench.dossier.desk.edit("goal", GOAL, "")
    panel = desk.bench.dossier.panel
    desk.until(lambda: panel.isVisible() and "title" in panel.controls)
    control = panel.controls["title"]
    assert isinstance(control, WordsControl)
    desk.until(lambda: control._binding.field is not None)  # noqa: SLF001 - the vault answered
    assert isinstance(control.field, Field)
    desk.type(control.field.line, title)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    desk.until(lambda: desk.ask(title_of) == title)


def title_of(s: Session) -> str:
    return str(getattr(s.vault.get("goal", GOAL), "title", ""))


def test_that_two_laptops_meet_differ_settle_and_are_equal(table: Table) -> None:
    lukasz = table.lukasz
    table.begin()
    his = table.ask()
    hers = table.let_in()
    assert len(his) == 6
    assert his == hers
    lukasz.until(lambda: lukasz.screen.view and lukasz.screen.view.standing == "member")


def test_that_a_goal_that_both_renamed_is_settled_once_for_both(duo: Table) -> None:
    ayse, lukasz = duo.desks
    rename_the_goal(ayse, "Alle post binnen een week open")
    rename_the_goal(lukasz, "Samen de post openen")
    ayse.share()
    lukasz.share()
    view = lukasz.screen.view
    assert view is not None
    lukasz.until(lambda: lukasz.screen.view and lukasz.screen.view.differences == 1)
    lukasz.click(lukasz.screen.status.differences_button)
    lukasz.until(lambda: lukasz.bench.differences.cards)
    lukasz.until(lukasz.bench.differences.isVisible)
    lukasz.front()
    here = QApplication.focusWidget() or lukasz.bench.differences
    QTest.keyClick(here, Qt.Key.Key_1)
    lukasz.until(lambda: not lukasz.ask(lambda s: s.vault.differences()))
    lukasz.share()
    ayse.share()
    lukasz.share()
    assert ayse.ask(title_of) == lukasz.ask(title_of)
    for part, one in ayse.ask(lambda s: state(s.vault)).items():
        assert one == lukasz.ask(lambda s: state(s.vault))[part], part
    ayse.to_sharing()
    ayse.until(lambda: "Alle 2 laptops zijn bij" in ayse.screen.laptops.accessibleName())
