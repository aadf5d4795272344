"""Typed a moment ago and then the power goes: every line and box of a visit is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.services import agreements, fields, session, summaries, visits, zrm
from app.services.session import Session
from app.services.target import Target
from app.ui.gesprek import GesprekScreen
from tests.ui.gesprek.conftest import HOUSEHOLD, MEHMET, PASSPHRASE, Vault

SECOND_MS = 1000
TYPED = "Hakan belt op de tiende"


@pytest.fixture
def talked(vault: Vault, visit: str) -> str:
    """A domain that was discussed, and scored by me."""
    vault(visits.set_state, visit, "geld", "aandacht")
    domain: str = next(row.domain for row in vault(zrm.table, visit, MEHMET).rows if row.discussed)
    vault(zrm.score, visit, MEHMET, domain, 3)
    return domain


def after_a_power_cut(
    vault: Vault, tmp_path: Path, clock: FixedClock, told: Callable[[Session], object]
) -> object:
    """What a copy of the files, taken now while the vault is open, tells when it is opened."""

    def copied(s: Session) -> Path:
        target = tmp_path / "na-de-stroom"
        target.mkdir()
        for file in s.vault.path.parent.glob(f"{s.vault.path.name}*"):
            if file.is_file():
                (target / file.name).write_bytes(file.read_bytes())
        return target / s.vault.path.name

    found: Path = vault(copied)
    opened = session.unlock(found, PASSPHRASE, clock)
    try:
        return told(opened)
    finally:
        opened.lock()


def draft_of(vault: Vault) -> list[object]:
    def values(s: Session) -> list[object]:
        return [draft.value for draft in s.vault.drafts()]

    found: list[object] = vault(values)
    return found


def test_that_a_new_agreement_and_goal_are_kept_before_enter(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, tmp_path: Path, clock: FixedClock
) -> None:
    screen.show_step("afspraken")
    qtbot.waitUntil(lambda: "" in screen.agreements.lines, timeout=5000)
    for line in (screen.agreements.goal_line.line, screen.agreements.lines[""].line):
        line.setFocus()
        qtbot.keyClicks(line, TYPED)
        qtbot.waitUntil(lambda: TYPED in str(draft_of(vault)), timeout=SECOND_MS)

    def told(s: Session) -> tuple[list[str], list[str]]:
        plan = agreements.plan(s, HOUSEHOLD)
        return [goal.title for goal in plan.goals], [one.what for one in plan.loose]

    assert after_a_power_cut(vault, tmp_path, clock, told) == ([TYPED], [TYPED])


def test_that_a_next_step_is_kept_before_enter(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, tmp_path: Path, clock: FixedClock
) -> None:
    screen.show_step("na_afloop")
    screen.aftermath.show_part("closing")
    line = screen.aftermath.closing.next_line.line
    line.setFocus()
    qtbot.keyClicks(line, TYPED)
    qtbot.waitUntil(lambda: TYPED in draft_of(vault), timeout=SECOND_MS)

    def told(s: Session) -> list[tuple[str, bool]]:
        return [(one.what, one.own_step) for one in agreements.plan(s, HOUSEHOLD).loose]

    assert after_a_power_cut(vault, tmp_path, clock, told) == [(TYPED, True)]


def test_that_leaving_a_new_line_makes_the_agreement_and_enter_opens_it(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault
) -> None:
    screen.show_step("afspraken")
    qtbot.waitUntil(lambda: "" in screen.agreements.lines, timeout=5000)
    line = screen.agreements.lines[""].line
    line.setFocus()
    qtbot.keyClicks(line, TYPED)
    screen.agreements.goal_line.line.setFocus()
    qtbot.waitUntil(lambda: len(screen.agreements.rows) == 1, timeout=5000)
    assert screen.agreements.editor is None
    assert screen.agreements.lines[""].text() == ""
    assert draft_of(vault) == []
    (made,) = vault(agreements.plan, HOUSEHOLD).loose
    assert [line.value for line in vault(fields.history, "action", made.id, "what")] == [TYPED]


@pytest.mark.parametrize("which", ["agreement", "goal", "step"])
def test_that_a_line_of_which_no_record_could_be_made_keeps_its_words(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, refusing: Callable[[bool], None], which: str
) -> None:
    problems: list[str] = []
    screen.desk.problem.connect(problems.append)
    if which == "step":
        screen.show_step("na_afloop")
        screen.aftermath.show_part("closing")
        line = screen.aftermath.closing.next_line
    else:
        screen.show_step("afspraken")
        qtbot.waitUntil(lambda: "" in screen.agreements.lines, timeout=5000)
        step = screen.agreements
        line = step.goal_line if which == "goal" else step.lines[""]
    line.line.setFocus()
    refusing(True)
    qtbot.keyClicks(line.line, TYPED)
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text() == TYPED, timeout=5000)
    assert problems
    refusing(False)
    qtbot.waitUntil(lambda: draft_of(vault) == [TYPED], timeout=5000)
    qtbot.keyClick(line.line, Qt.Key.Key_Return)

    def made() -> list[str]:
        plan = vault(agreements.plan, HOUSEHOLD)
        return [goal.title for goal in plan.goals] + [one.what for one in plan.loose]

    qtbot.waitUntil(lambda: made() == [TYPED], timeout=5000)
    assert line.text() == ""
    assert draft_of(vault) == []


def test_that_words_that_come_back_to_a_line_in_use_become_an_agreement_by_themselves(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, refusing: Callable[[bool], None]
) -> None:
    screen.show_step("afspraken")
    qtbot.waitUntil(lambda: "" in screen.agreements.lines, timeout=5000)
    line = screen.agreements.lines[""].line
    line.setFocus()
    refusing(True)
    qtbot.keyClicks(line, TYPED)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "Anja")  # before the answer
    refusing(False)
    qtbot.waitUntil(
        lambda: [one.what for one in vault(agreements.plan, HOUSEHOLD).loose] == [TYPED],
        timeout=5000,
    )
    assert screen.agreements.lines[""].text() == "Anja"
    qtbot.waitUntil(lambda: draft_of(vault) == ["Anja"], timeout=5000)


def test_that_when_to_reach_someone_is_kept_and_joins_the_ways(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str
) -> None:
    screen.show_step("na_afloop")
    screen.aftermath.show_part("closing")
    page = screen.aftermath.closing
    page.when.line.setFocus()
    qtbot.keyClicks(page.when.line, TYPED)
    qtbot.waitUntil(lambda: TYPED in str(draft_of(vault)), timeout=SECOND_MS)
    assert page.when.line.hasFocus()  # also when the table of the ZRM came meanwhile
    qtbot.mouseClick(page.ways.chip("app"), Qt.MouseButton.LeftButton)
    target = Target("person", MEHMET, "safe_contact")

    def safe() -> tuple[str, bool | None]:
        value = fields.parts_of(vault(fields.read, target).value)
        return value.get("when", ""), value.get("app")

    qtbot.waitUntil(lambda: safe() == (TYPED, True), timeout=5000)
    assert vault(fields.read, target).others == ()


def test_that_a_reason_and_an_objection_are_kept_while_they_are_typed(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, visit: str, talked: str
) -> None:
    screen.show_step("na_afloop")
    side = screen.aftermath.side
    qtbot.waitUntil(side.why.isEnabled, timeout=5000)
    side.why.setFocus()
    qtbot.keyClicks(side.why, TYPED)
    qtbot.waitUntil(lambda: TYPED in str(draft_of(vault)), timeout=SECOND_MS)
    qtbot.mouseClick(screen.aftermath.table.lines[talked].mine.button(2), Qt.MouseButton.LeftButton)

    def mine() -> tuple[int | None, str]:
        rows = vault(zrm.table, visit, MEHMET).rows
        found = next(row.mine for row in rows if row.domain == talked)
        return found.level, found.reason

    qtbot.waitUntil(lambda: mine() == (2, TYPED), timeout=5000)
    screen.show_step("teruglezen")
    paper = screen.readback.side
    qtbot.waitUntil(lambda: paper.shown() == MEHMET, timeout=5000)
    qtbot.mouseClick(paper.agreed.chip("no"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(paper.because, TYPED)

    def answer() -> object:
        return fields.parts_of(vault(summaries.paper, visit, MEHMET).agreed)

    qtbot.waitUntil(
        lambda: answer() == {"yes": False, "no_because": TYPED}, timeout=SECOND_MS + 1000
    )


@pytest.mark.parametrize("mine", ["", "De huur is betaald 🏠.\n\n "])
def test_that_words_of_a_colleague_go_with_mine_and_no_empty_note_is_kept_between(
    qtbot: QtBot, screen: GesprekScreen, vault: Vault, monkeypatch: pytest.MonkeyPatch, mine: str
) -> None:
    really, kept = fields.type, list[object]()

    def noted(s: Session, target: Target, text: str, *seen: Any) -> fields.SavedAt:
        kept.append(text)
        return really(s, target, text, *seen)

    monkeypatch.setattr(fields, "type", noted)
    page = screen.talk.page
    page.note.insertPlainText(mine)
    theirs = "Fenna zag een brief.\nVan de gemeente."
    whole = f"{mine.rstrip()}\n\n{theirs}" if mine else theirs
    page.differences.show_others((fields.OtherValue(theirs, "Fenna", "2026-03-12T14:00"),))
    page.differences.findChildren(QPushButton)[0].click()
    assert page.note.text() == whole
    qtbot.waitUntil(lambda: draft_of(vault) == [whole], timeout=10_000)
    assert "" not in kept
