"""Start-up: finds the vault, makes the worker and the window. The only place that knows all."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.clock import Clock
    from app.ui.program import Program

NAME: Final = "drempel"
VAULT: Final = "kluis.drempel"
SETTINGS: Final = "instellingen.json"
PRACTICE: Final = "voorbeeldteam"
MAKING: Final = ".maken"
"""Suffix of the empty file that a window holds while it makes or finds the example team."""
TURN_S: Final = 0.001 if sys.platform == "win32" else 0.0005
"""How long one thread runs Python while another waits: what is typed does not wait for drawing.

On Windows Python waits in whole milliseconds; of less than one it makes none, and a thread that
waits its turn would keep a core busy with asking for it.
"""


def data_folder() -> Path:
    """Where this person's vault lies when no other place is given; may not exist yet."""
    from PySide6.QtCore import QStandardPaths

    kind = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(kind)) / NAME


def settings_file() -> Path:
    """How this laptop shows things; holds nothing about people."""
    from PySide6.QtCore import QStandardPaths

    kind = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(kind)) / NAME / SETTINGS


def open_program(vault: Path | None) -> int:
    """Show the window on `vault`, or on this person's own; returns when it is closed."""
    program = start(vault or data_folder() / VAULT)
    from PySide6.QtWidgets import QApplication

    program.show()
    try:
        return QApplication.exec()
    finally:
        program.close()


def start(vault: Path, settings: Path | None = None) -> Program:
    """As `build`, for a process that does nothing else.

    What is loaded for it stays: Python does not look through it for rubbish, now or ever after.
    """
    gc.disable()
    try:
        program = build(vault, settings)
        gc.freeze()
    finally:
        gc.enable()
    return program


def build(vault: Path, settings: Path | None = None, clock: Clock | None = None) -> Program:
    """Everything put together, window not shown yet. The application object is made when needed."""
    from PySide6.QtWidgets import QApplication

    from app import disk, log
    from app.clock import SystemClock
    from app.ui.program import Program
    from app.ui.worker import Worker

    vault = disk.reached(vault, disk.BESIDE_VAULT)
    sys.setswitchinterval(TURN_S)
    _leave_no_trace()
    if QApplication.instance() is None:
        application = QApplication(sys.argv[:1])
        application.setApplicationName("Drempel")
        application.setDesktopFileName(NAME)
        log_folder = data_folder()
        if os.access(log_folder, os.W_OK):
            log.write_to(log_folder)
    return Program(
        vault,
        Worker(),
        clock or SystemClock(),
        settings or settings_file(),
        lambda: practice_team(vault.parent / PRACTICE),
    )


def _leave_no_trace() -> None:
    """Qt's own window for choosing files would write down in which folders files lie.

    They are called after households. The window of Windows itself remembers what it wants.
    """
    from PySide6.QtCore import QSettings

    scope = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, scope, os.devnull)


def practice_team(folder: Path) -> tuple[Path, str]:
    """The first vault of the example team and its passphrase; made once, found again later.

    A team that was cut short in its making is made anew; one that another window is making just
    now is left to it. Raises UserError.
    """
    from app.clock import SystemClock
    from app.services.demo import make
    from app.storage.database import alone
    from app.storage.files import beside, plain_file_errors

    with plain_file_errors():
        folder.parent.mkdir(parents=True, exist_ok=True)
    with plain_file_errors(), alone(beside(folder, MAKING)):
        found = make.first_vault(folder)
        if found is not None and make.half_made(found):
            shutil.rmtree(folder)
            found = None
        if found is None:
            found = Path(make.make_team(folder, SystemClock())["vaults"][0]["file"])
    return found, make.PASSPHRASE
