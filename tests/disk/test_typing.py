"""Typing on the screen on a full disk: told at once, and kept by itself when there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.services import fields, session
from app.services.fields import FieldState
from app.services.target import Target
from app.ui.desk import Desk
from app.ui.worker import Worker
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.helpers.volumes import SmallDisk

PATIENCE_MS = 20_000
WORDS = "De verhuurder belt terug. " * 500


def test_that_words_that_did_not_fit_are_kept_without_another_key(
    qtbot: QtBot, disk: SmallDisk
) -> None:
    path, who = disk.folder / "kluis.drempel", {"name": "Ioan Țepeș"}
    worker, opened = Worker(), list[Any]()
    worker.open(lambda: session.create(path, PASSPHRASE, who, a_clock(), TINY), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    screen, told, saved = QObject(), list[str](), list[str]()
    desk = Desk(worker, a_clock(), screen)
    desk.problem.connect(told.append)
    desk.saved_at.connect(saved.append)
    target = Target("referral", "R1", "reason")
    disk.fill()
    field = desk.live(FieldState(), target)
    field.type(WORDS)
    field.commit()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert "schijf" in told[0]
    assert saved == []
    disk.free()
    qtbot.waitUntil(lambda: field.settled, timeout=PATIENCE_MS)
    assert saved
    kept: list[FieldState] = []
    worker.run(fields.read, target, then=kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=PATIENCE_MS)
    assert kept[0].value == WORDS
    assert not kept[0].draft
    desk.leave()
    worker.stop()


def test_that_words_that_did_not_fit_outlive_a_lock(qtbot: QtBot, disk: SmallDisk) -> None:
    path, who = disk.folder / "kluis.drempel", {"name": "Ioan Țepeș"}
    worker, opened, waiting = Worker(), list[Any](), list[int]()
    worker.unkept.connect(waiting.append)
    worker.open(lambda: session.create(path, PASSPHRASE, who, a_clock(), TINY), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
    screen = QObject()
    desk = Desk(worker, a_clock(), screen)
    target = Target("referral", "R1", "reason")
    disk.fill()
    field = desk.live(FieldState(), target)
    field.type(WORDS)
    qtbot.waitUntil(lambda: waiting == [1], timeout=PATIENCE_MS)
    with qtbot.waitSignal(worker.locked, timeout=PATIENCE_MS):
        worker.lock()
    assert field.text == ""
    disk.free()
    worker.open(lambda: session.unlock(path, PASSPHRASE, a_clock()), opened.append)
    qtbot.waitUntil(lambda: waiting == [1, 0], timeout=PATIENCE_MS)
    kept: list[FieldState] = []
    worker.run(fields.read, target, then=kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=PATIENCE_MS)
    assert (kept[0].value, kept[0].others) == (WORDS, ())
    desk.leave()
    worker.stop()
