"""Letting in and letting go, the recovery sheet, and another place: by keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.services import team
from app.sync import entries
from app.ui.kit import Button
from app.ui.sharing.words import apart_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk, Table


def button(around: QWidget, text: str) -> Button:
    found = [one for one in around.findChildren(Button) if one.text() == text and one.isVisible()]
    assert found, [one.text() for one in around.findChildren(Button)]
    return found[0]


def words(around: QWidget) -> str:
    return "\n".join(one.text() for one in around.findChildren(QLabel) if one.isVisible())


def test_that_no_is_no(table: Table) -> None:
    table.begin()
    table.ask()
    ayse = table.ayse
    ayse.to_sharing()
    ayse.until(ayse.screen.requests)
    ayse.click(ayse.screen.requests()[0].no)
    ayse.until(lambda: not ayse.screen.requests())
    assert len(ayse.ask(team.members)) == 1


def test_that_letting_go_says_what_it_cannot_do_and_is_heard(duo: Table) -> None:
    ayse, lukasz = duo.desks
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.laptops.button)
    panel = ayse.screen.members_panel
    ayse.click(button(panel, "Haal uit het team"))
    ayse.until(lambda: panel.asked is not None and panel.asked.isVisible())
    assert panel.asked is not None
    assert "kan niemand terugnemen" in words(panel.asked)
    assert "wachtwoord van de gedeelde plek" in words(panel.asked)
    ayse.click(panel.asked.yes)
    ayse.until(lambda: len(ayse.ask(team.members)) == 1)
    ayse.settled()
    lukasz.to_sharing()
    lukasz.settled()
    lukasz.click(lukasz.screen.button)
    lukasz.until(lambda: lukasz.screen.view and lukasz.screen.view.standing == "removed")
    lukasz.until(lambda: "uit het team" in words(lukasz.screen))


def test_that_who_shuts_out_a_moved_laptop_hears_what_goes_along(duo: Table) -> None:
    ayse = duo.desks[0]
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.laptops.button)
    panel, view = ayse.screen.members_panel, ayse.screen.view
    assert view is not None
    moved = tuple(one if one.here else replace(one, along=(2,)) for one in view.laptops)
    panel.show_view(replace(view, laptops=moved))
    ayse.until(lambda: "Łukasz Wójcik" in words(panel))
    ayse.click(button(panel, "Kwijt of gestolen"))
    ayse.until(lambda: panel.asked is not None and panel.asked.isVisible())
    assert panel.asked is not None
    assert "dezelfde kluis, verhuisd of gekopieerd: laptop 2." in words(panel.asked)


def test_that_the_role_is_handed_over_and_taken_back_with_the_sheet(duo: Table) -> None:
    ayse, lukasz = duo.desks
    sheet = " ".join(ayse.ask(team.recovery_words))
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.laptops.button)
    panel = ayse.screen.members_panel
    ayse.click(button(panel, "Maak coördinator"))
    ayse.until(lambda: panel.asked is not None and panel.asked.isVisible())
    assert panel.asked is not None
    ayse.click(panel.asked.yes)
    ayse.until(lambda: ayse.screen.view and not ayse.screen.view.coordinating)
    ayse.settled()
    lukasz.share()
    assert lukasz.screen.view is not None
    lukasz.until(lambda: lukasz.screen.view and lukasz.screen.view.coordinating)
    ayse.front()
    ayse.until(panel.recovery.isVisible)
    panel.words.set_text(sheet)
    panel.words.edited.emit(sheet)
    ayse.click(panel.recover_button)
    ayse.until(lambda: ayse.screen.view and ayse.screen.view.coordinating)
    assert panel.words.text() == ""


def test_that_three_words_of_the_sheet_stop_the_asking(duo: Table) -> None:
    ayse = duo.ayse
    known = ayse.ask(team.recovery_words)
    ayse.to_sharing()
    ayse.settled()
    sheet = ayse.screen.sheet
    ayse.until(sheet.isVisible)
    ayse.click(sheet.check_button)
    ayse.until(lambda: not sheet.try_button.visibleRegion().isEmpty())
    (first, *_more), (box, *boxes) = sheet.fields, sheet.fields.values()
    QTest.keyClicks(box.line, known[first - 1].upper())
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert boxes[0].line.hasFocus(), "Enter goes on while words are missing"
    ayse.type(boxes[0].line, "mis")
    ayse.click(sheet.try_button)
    ayse.until(boxes[1].problem.isVisible)
    assert box.problem.isHidden()
    assert "een ander woord" in boxes[0].problem.text()
    assert "ook in" in boxes[1].problem.text()
    assert boxes[0].line.hasFocus()
    assert ayse.ask(team.recovery_words) == known
    for place, field in sheet.fields.items():
        ayse.type(field.line, known[place - 1])
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    ayse.until(lambda: not sheet.isVisible())
    assert ayse.screen.button.hasFocus()
    assert ayse.ask(lambda s: (team.recovery_words(s), 1)) == ((), 1)


def test_that_esc_puts_the_check_of_the_sheet_away_with_its_words(duo: Table) -> None:
    ayse = duo.ayse
    ayse.to_sharing()
    ayse.settled()
    sheet = ayse.screen.sheet
    ayse.click(sheet.check_button)
    field = next(iter(sheet.fields.values()))
    ayse.type(field.line, "zwaluw")
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert sheet.check_button.hasFocus()
    assert not sheet.try_button.isVisible()
    assert field.text() == ""


def test_that_a_sheet_that_was_misread_says_so_under_its_words(duo: Table) -> None:
    ayse, lukasz = duo.desks
    known = ayse.ask(team.recovery_words)
    lukasz.to_sharing()
    lukasz.settled()
    lukasz.click(lukasz.screen.laptops.button)
    panel = lukasz.screen.members_panel
    panel.words.set_text(" ".join(known[:23]))
    lukasz.click(panel.recover_button)
    lukasz.until(panel.problem.isVisible)
    assert "dit zijn er 23" in panel.problem.text()
    assert panel.problem.y() < panel.recover_button.y()
    assert panel.words.hasFocus()
    QTest.keyClicks(QApplication.focusWidget() or panel, "x")
    assert not panel.problem.isVisible()
    panel.words.set_text(" ".join(known))
    lukasz.click(panel.recover_button)
    lukasz.until(lambda: lukasz.screen.view and lukasz.screen.view.coordinating)
    assert panel.close_button.hasFocus(), "what had the keyboard is gone"


def test_that_esc_takes_back_a_question_in_the_panel_and_leaves_it_open(duo: Table) -> None:
    ayse = duo.ayse
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.laptops.button)
    panel = ayse.screen.members_panel
    asks = button(panel, "Haal uit het team")
    ayse.click(asks)
    ayse.until(lambda: panel.asked is not None and panel.asked.no.hasFocus())
    assert panel.asked is not None
    QTest.keyClick(panel.asked.no, Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert asks.hasFocus()
    ayse.until(lambda: panel.asked is None)


def test_that_a_new_place_is_asked_about_first(duo: Table, tmp_path: Path) -> None:
    ayse = duo.ayse
    stick = tmp_path / "stick"
    stick.mkdir()
    ayse.to_sharing()
    ayse.settled()
    ayse.click(ayse.screen.place.move_button)
    panel = ayse.screen.places.panel
    ayse.type(panel.place.folder.line, str(stick))
    ayse.click(panel.button)
    ayse.until(ayse.screen.trouble.isVisible)
    assert "Deze plek is nieuw: stick" in ayse.screen.trouble.said.text()
    assert list(stick.iterdir()) == []
    ayse.click(ayse.screen.trouble.button)
    ayse.until(lambda: ayse.screen.place.where.text() == str(stick))
    assert len(list(stick.rglob("*.seg"))) + len(list(stick.rglob("*.pack"))) > 0


def test_that_a_stick_at_the_table_brings_both_level_and_the_own_place_stays(
    duo: Table, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for desk in duo.desks:
        at_the_table(desk, stick)
        assert desk.screen.view is not None
        assert desk.screen.view.place is not None
        assert desk.screen.view.place.url == str(duo.folder)


def at_the_table(desk: Desk, stick: Path) -> None:
    """What the folder dialog gives, after the button was pressed."""
    desk.to_sharing()
    desk.settled()
    with desk.qtbot.waitSignal(desk.bench.sharer.ended, timeout=15_000):
        desk.screen.place.table.emit(str(stick))
    desk.settled()


def test_that_two_accounts_of_the_team_are_said(table: Table) -> None:
    table.begin()
    desk = table.ayse
    desk.ask(two_accounts)
    desk.share()
    desk.until(lambda: desk.screen.view and desk.screen.view.rivals == 1)
    view = desk.screen.view
    assert view is not None
    assert any("twee lezingen" in line for line in apart_sentences(view))


def two_accounts(session: Session) -> None:
    """Two entries under one, as two laptops of a coordinator write them."""
    known, me = team.the_team(session), team.identity(session)
    for file in (entries.recut(known, me, {}), entries.recut(known, me, {me.device: []})):
        session.vault.sharing.keep_member_files({file.name: file.data})
