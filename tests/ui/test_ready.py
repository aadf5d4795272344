"""What is made in advance never stands in the way of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.ready import AFTER_TOUCH_MS, BETWEEN_MS, Ready
from app.ui.touch import touch

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Opened


def test_that_every_step_is_taken_once_in_order(qtbot: QtBot) -> None:
    taken: list[int] = []
    around = QObject()
    ready = Ready([lambda: taken.append(1), lambda: taken.append(2)], around)
    assert not ready.done
    ready.begin()
    ready.begin()
    qtbot.waitUntil(lambda: ready.done)
    assert taken == [1, 2]


def test_that_nothing_is_made_while_somebody_is_busy(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[int] = []
    ready = Ready([lambda: taken.append(1)], window)
    ready.begin()
    touch().touched.emit()
    QTest.qWait(2 * BETWEEN_MS)
    assert taken == []
    qtbot.waitUntil(lambda: ready.done, timeout=10 * AFTER_TOUCH_MS)
    assert taken == [1]


def test_that_a_program_that_is_left_rests(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ready = Ready([lambda: None], window)
    ready.begin()
    ready.rest()
    touch().touched.emit()
    QTest.qWait(2 * BETWEEN_MS)
    assert not ready.done


def test_that_all_screens_are_there_before_somebody_goes_to_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = opened.bench
    monkeypatch.setattr("app.ui.ready.BETWEEN_MS", BETWEEN_MS)
    bench.ready.begin()
    opened.qtbot.waitUntil(lambda: bench.ready.done)
    made = {"today", "households", "referrals", "find", "referral", "contact", "dossier", "gesprek"}
    assert made <= vars(bench).keys()
    assert opened.program.window.current_screen() == "today"
