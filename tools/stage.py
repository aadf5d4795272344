"""A real program on the demo team, offscreen, driven step by step: for pictures and benches."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from app.bootstrap import build
from app.clock import FixedClock
from app.crypto.kdf import KdfCost
from app.services.demo.make import PASSPHRASE, Size, make_team, vault_file
from app.ui.gesprek.pin_bar import PinBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.preferences import Look
    from app.ui.program import Program
    from app.ui.workbench import Workbench

NOW: Final = datetime(2026, 3, 12, 14, 3, tzinfo=UTC)
QUICK: Final = KdfCost(memory_kib=8192, iterations=1, lanes=1)
PATIENCE_MS: Final = 20_000
SETTLED_MS: Final = 40
"""Time after the last answer for layouts and short animations to come to rest."""


def _answer(_session: object) -> bool:
    return True


class Stage:
    """Waits for the worker's answers as a person would, and never guesses how long."""

    def __init__(self, folder: Path, size: Size | None = None) -> None:
        self.clock = FixedClock(NOW)
        make_team(folder, self.clock, size, QUICK)
        self.program: Program = build(
            vault_file(folder, "sanne"), folder / "instellingen.json", self.clock
        )

    def open(self, width: int, height: int) -> None:
        """Shows the window at this size, locked."""
        self.program.window.resize(width, height)
        self.program.show()
        self.settle()

    def unlock(self) -> Workbench:
        """Types the passphrase and waits for the workbench."""
        self.program.start.unlock.emit(PASSPHRASE)
        self.wait(lambda: self.program.workbench is not None)
        self.settle()
        bench = self.program.workbench
        if bench is None:
            raise RuntimeError
        return bench

    def look(self, look: Look, text_scale: float) -> None:
        """Chooses these in the settings."""
        now = self.program.preferences
        self.program._prefer(replace(now, look=look, text_scale=text_scale))  # noqa: SLF001 - likewise

    def settle(self) -> None:
        """Until the worker has answered all that was asked, and the screen has drawn it."""
        for _round in range(3):
            worker = self.program._worker  # noqa: SLF001 - the stage stands behind the scenes
            if worker.is_open:
                heard: list[object] = []
                worker.run(_answer, then=heard.append)
                self.wait(heard.__len__)
            self.rest(SETTLED_MS)

    @staticmethod
    def type_digits(visit: QWidget) -> None:
        """Chooses a PIN, where the visit asks for one."""
        bar = visit.findChild(PinBar)
        if bar is not None and bar.isVisible():
            QTest.keyClicks(bar.field, "193746")

    @staticmethod
    def type_last_anew() -> None:
        """Takes away the last sign of the text that has the cursor, and types it again."""
        box = QApplication.focusWidget()
        if isinstance(box, QTextEdit):
            last = box.toPlainText()[-1]
            box.moveCursor(QTextCursor.MoveOperation.End)
            QTest.keyClick(box, Qt.Key.Key_Backspace)
            QTest.keyClicks(box, last)

    @staticmethod
    def wait(ready: Callable[[], object]) -> None:
        """Runs the event loop until `ready`; raises TimeoutError after PATIENCE_MS."""
        loop, tick = QEventLoop(), QTimer()
        tick.setInterval(5)

        def look() -> None:
            if ready():
                loop.quit()

        tick.timeout.connect(look)
        tick.start()
        QTimer.singleShot(PATIENCE_MS, loop.quit)
        loop.exec()
        tick.stop()
        if not ready():
            raise TimeoutError

    @staticmethod
    def rest(milliseconds: int) -> None:
        """Lets the event loop run."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def picture(self, path: Path) -> None:
        """The window as it stands, as PNG."""
        self.settle()
        if not self.program.window.grab().save(str(path)):
            raise OSError(path)

    def close(self) -> None:
        """Locks, ends the worker, closes the window."""
        self.program.close()
        QApplication.processEvents()
