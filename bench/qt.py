"""The real program in this process, off screen, and the moment something was painted."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from bench.stock import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.program import Program
    from app.ui.workbench import Workbench

LIMIT_S = 120.0
WAKE_MS = 1000


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


def wait(ready: Callable[[], bool]) -> None:
    """Handles events until `ready`; never longer than two minutes."""
    begun = perf_counter()
    wake = QTimer()
    wake.start(WAKE_MS)
    while not ready():
        QApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )
        if perf_counter() - begun > LIMIT_S:
            raise TimeoutError


def rest() -> None:
    """Handles events until none waits: everything that is to be drawn is drawn."""
    dispatcher = QAbstractEventDispatcher.instance()
    while dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
        pass


def until_painted(widget: QWidget, work: Callable[[], object], ready: Callable[[], bool]) -> float:
    """Milliseconds from the call of `work` until `widget` was painted after `ready` held."""
    paints = Paints(widget)
    start = perf_counter()
    work()
    wait(ready)
    seen = paints.count
    widget.update()
    wait(lambda: paints.count > seen)
    taken = (perf_counter() - start) * 1000
    widget.removeEventFilter(paints)
    paints.deleteLater()
    return taken


class Frames(QObject):
    """Counts how often the window of a widget drew what had changed in it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return super().eventFilter(watched, event)


def until_drawn(widget: QWidget, work: Callable[[], object], ready: Callable[[], bool]) -> float:
    """Milliseconds from the call of `work` until the first frame after `ready` held is drawn.

    Unlike `until_painted` it draws what changed and nothing else, as on a person's screen.
    """
    frames = Frames(widget)
    start = perf_counter()
    work()
    wait(ready)
    seen = frames.count
    wait(lambda: frames.count > seen)
    taken = (perf_counter() - start) * 1000
    widget.window().removeEventFilter(frames)
    frames.deleteLater()
    return taken


def press(widget: QWidget, letter: str) -> None:
    """A key pressed and let go in the window of `widget`, as the system sends it: to the loop."""
    window = widget.window().windowHandle()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.postEvent(window, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


class Opened:
    """The program on a vault, its window shown, not unlocked yet."""

    def __init__(self, vault: Path) -> None:
        from app.bootstrap import start

        self.program: Program = start(vault, vault.parent / "instellingen.json")
        self.program.show()
        page = self.program.start.unlock_page
        wait(page.passphrase.line.hasFocus)

    @property
    def bench(self) -> Workbench:
        """What is there once the vault is open."""
        found = self.program.workbench
        if found is None:
            raise RuntimeError("not unlocked")
        return found

    def unlock(self) -> None:
        """As a person does it: the words, then the button."""
        page = self.program.start.unlock_page
        page.passphrase.line.setText(PASSPHRASE)
        page.button.click()

    def settled(self) -> None:
        """Unlocked, and everything ready that the program makes ready in advance."""
        self.unlock()
        wait(lambda: self.program.workbench is not None)
        wait(lambda: self.bench.ready.done)


def memory_mb(what: str = "VmRSS") -> float:
    """What this process holds in memory now ("VmHWM": at most); 0 where the system is silent."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


def answer(found: object) -> None:
    """To the process that asked."""
    print(json.dumps(found), flush=True)
    sys.stdout.flush()
