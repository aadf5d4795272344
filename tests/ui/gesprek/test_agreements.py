"""Goals and agreements by keys, on a real vault."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.services import agreements, fields, visits
from app.ui.gesprek import GesprekScreen
from app.ui.kit import Button
from tests.helpers import homes
from tests.ui.gesprek.conftest import HOUSEHOLD, Busy, Vault

CTRL = Qt.KeyboardModifier.ControlModifier


def to_step(qtbot: QtBot, screen: GesprekScreen) -> None:
    qtbot.keyClick(screen.talk.page.note, Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(lambda: "" in screen.agreements.lines, timeout=5000)


def add(qtbot: QtBot, screen: GesprekScreen, what: str) -> None:
    line = screen.agreements.lines[""].line
    line.setFocus()
    qtbot.keyClicks(line, what)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            screen.agreements.editor is not None and screen.agreements.editor.what.text() == what
        ),
        timeout=5000,
    )


def test_that_what_was_agreed_is_in_sight_with_the_cursor_at_its_first_goal(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    goal = vault(agreements.add_goal, HOUSEHOLD, "Weer durven openmaken")
    for number in range(12):
        vault(agreements.add_action, HOUSEHOLD, f"Brief {number} lezen")
    to_step(qtbot, screen)
    step = screen.agreements
    qtbot.waitUntil(lambda: goal in step.lines and step.lines[goal].line.hasFocus(), timeout=5000)
    qtbot.waitUntil(lambda: step.verticalScrollBar().maximum() > 0)
    assert step.verticalScrollBar().value() == 0


def test_that_an_agreement_takes_one_enter_and_then_asks_who(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    add(qtbot, screen, "Samen de post openen")
    editor = screen.agreements.editor
    assert editor is not None
    assert editor.resort.chip("zelf").hasFocus()
    qtbot.keyClick(editor.resort, Qt.Key.Key_Right)
    qtbot.keyClick(editor.resort.chip("netwerk"), Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: vault(agreements.plan, HOUSEHOLD).loose[0].resort == "netwerk", timeout=5000
    )
    assert vault(agreements.plan, HOUSEHOLD).loose[0].what == "Samen de post openen"


def test_that_who_and_when_save_themselves(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    add(qtbot, screen, "Bellen")
    editor = screen.agreements.editor
    assert editor is not None
    editor.who.line.setFocus()
    qtbot.keyClicks(editor.who.line, "Hakan")
    editor.due.line.setFocus()
    qtbot.keyClicks(editor.due.line, "+1w")
    qtbot.keyClick(editor.due.line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: vault(agreements.plan, HOUSEHOLD).loose[0].due == "2026-11-30", timeout=5000
    )
    qtbot.waitUntil(lambda: vault(agreements.plan, HOUSEHOLD).loose[0].who == "Hakan", timeout=5000)


def test_that_a_removed_agreement_comes_back_from_the_bar(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    add(qtbot, screen, "Verkeerd")
    editor = screen.agreements.editor
    assert editor is not None
    qtbot.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: vault(agreements.plan, HOUSEHOLD).loose == (), timeout=5000)
    qtbot.waitUntil(screen.undo_bar.isVisible)
    qtbot.mouseClick(screen.undo_bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(vault(agreements.plan, HOUSEHOLD).loose) == 1, timeout=5000)


def test_that_a_goal_opens_a_line_for_who_does_what(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    goal_line = screen.agreements.goal_line.line
    goal_line.setFocus()
    qtbot.keyClicks(goal_line, "De post weer durven openmaken")
    qtbot.keyClick(goal_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.agreements.lines) == 2, timeout=5000)
    goal = vault(agreements.plan, HOUSEHOLD).goals[0]
    qtbot.waitUntil(screen.agreements.lines[goal.id].line.hasFocus, timeout=5000)
    qtbot.keyClicks(screen.agreements.lines[goal.id].line, "Post sorteren")
    qtbot.keyClick(screen.agreements.lines[goal.id].line, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: (
            [a.what for a in vault(agreements.plan, HOUSEHOLD).goals[0].actions]
            == ["Post sorteren"]
        ),
        timeout=5000,
    )


def test_that_half_an_agreement_stays_in_its_line_while_colleagues_write(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    line = screen.agreements.lines[""].line
    line.setFocus()
    qtbot.keyClicks(line, "Morgen naar")
    vault(agreements.add_action, HOUSEHOLD, "Van Fenna")
    qtbot.waitUntil(lambda: bool(screen.agreements.rows), timeout=5000)
    assert screen.agreements.lines[""].text() == "Morgen naar"
    assert screen.agreements.lines[""].line.hasFocus()


def test_that_return_and_end_of_help_save_themselves(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    to_step(qtbot, screen)
    until = screen.agreements.until
    for field, words in ((until.back_on, "+2w"), (until.ends, "1 mrt 2027")):
        field.line.setFocus()
        qtbot.keyClicks(field.line, words)
        qtbot.keyClick(field.line, Qt.Key.Key_Return)

    def ends() -> str:
        known = vault(visits.conversation, visit).help_ends
        return known.on if known else ""

    qtbot.waitUntil(lambda: ends() == "2027-03-01", timeout=5000)
    assert vault(visits.conversation, visit).return_on.on == "2026-12-07"


def test_that_tab_goes_through_the_agreements_as_they_are_read(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    goals = [vault(agreements.add_goal, HOUSEHOLD, title) for title in ("Rust", "Weer werken")]
    vault(agreements.add_action, HOUSEHOLD, "Post openen", None, "", "", "", goals[0])
    to_step(qtbot, screen)
    step = screen.agreements
    qtbot.waitUntil(lambda: goals[1] in step.lines and step.lines[goals[0]].line.hasFocus())
    laid_out = [step.lines[goals[0]], step.lines[goals[1]], step.lines[""], step.goal_line]
    qtbot.waitUntil(lambda: _down(laid_out) == sorted(set(_down(laid_out))))
    there = [_focused()]
    for _press in range(30):
        if _focused() is step.until.back_on.line:
            break
        qtbot.keyClick(_focused(), Qt.Key.Key_Tab)
        there.append(_focused())
    assert step.goal_line.line in there
    assert _down(there[:-1]) == sorted(_down(there[:-1]))
    back = [_focused()]
    for _stop in there[1:]:
        qtbot.keyClick(_focused(), Qt.Key.Key_Backtab)
        back.append(_focused())
    assert back == there[::-1]


def _down(widgets: Sequence[QWidget]) -> list[int]:
    return [one.mapToGlobal(QPoint()).y() for one in widgets]


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_that_the_keyboard_stays_among_the_agreements_when_one_goes_or_comes_back(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    goal = vault(agreements.add_goal, HOUSEHOLD, "Weer durven openmaken")
    to_step(qtbot, screen)
    step = screen.agreements
    qtbot.waitUntil(lambda: goal in step.lines and step.lines[goal].line.hasFocus(), timeout=5000)
    trash = step.findChildren(Button)
    remove = next(b for b in trash if b.accessibleName() == "Doel weghalen: Weer durven openmaken")
    remove.setFocus()
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: goal not in step.lines and step.goal_line.line.hasFocus())
    screen.undo_bar.button.setFocus()
    qtbot.keyClick(screen.undo_bar.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: goal in step.lines, timeout=5000)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert step.isAncestorOf(focus)


def test_that_who_and_when_stay_beside_each_other_when_a_day_is_not_understood(
    qtbot: QtBot, screen: GesprekScreen
) -> None:
    to_step(qtbot, screen)
    add(qtbot, screen, "Samen de post openen")
    editor = screen.agreements.editor
    assert editor is not None
    editor.due.line.setFocus()
    qtbot.keyClicks(editor.due.line, "32 feb")
    qtbot.keyClick(editor.due.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(editor.due.problem.text()))
    tops = {line.mapTo(editor, QPoint()).y() for line in (editor.who.line, editor.due.line)}
    qtbot.waitUntil(lambda: editor.due.problem.height() > 0)
    assert len(tops) == 1


def test_that_a_goal_is_of_the_household_of_this_visit_after_one_that_was_given_up_in_another(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    line = screen.agreements.goal_line.line
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    screen.clear()
    other = vault(homes.new_household, "Familie Özdemir")
    screen.open_visit(vault(visits.start, other))
    qtbot.waitUntil(lambda: screen.visit is not None, timeout=5000)
    screen.show_step("afspraken")
    qtbot.keyClicks(line, "Post openen")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(vault(agreements.plan, other).goals), timeout=5000)
    vault(fields.commit_all)
    assert [goal.title for goal in vault(agreements.plan, other).goals] == ["Post openen"]
    assert vault(agreements.plan, HOUSEHOLD).goals == ()


def test_that_words_that_come_for_an_agreement_that_was_let_go_are_not_shown(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    to_step(qtbot, screen)
    add(qtbot, screen, "Brief lezen")
    editor = screen.agreements.editor
    assert editor is not None
    editor.let_go()
    (action,) = vault(agreements.plan, HOUSEHOLD).loose
    busy = Busy(vault.worker)
    editor.open(action, HOUSEHOLD)
    editor.let_go()
    busy.over()
    vault(fields.commit_all)
    assert [binding.field for binding in editor._bindings.values()] == [None, None]  # noqa: SLF001
