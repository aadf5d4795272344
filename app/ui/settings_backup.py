"""A sealed copy of this laptop's vault, made from the settings."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.errors import STOPPED, UserError
from app.services import backups
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary
from app.ui.kit.states import ProgressBar
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.clock import Clock
    from app.ui.worker import Long, Worker

LONG_MS: Final = 1_000
"""After this how far it is comes in sight, with a way to stop it."""


class BackupRow(QWidget):
    """Asks where the copy goes, and makes it while everything else goes on."""

    done = Signal(str)
    """One sentence: the copy is there."""
    failed = Signal(object)

    def __init__(self, worker: Worker, clock: Clock) -> None:
        super().__init__()
        self._worker, self._clock = worker, clock
        self._work: Long | None = None
        self._stopped = threading.Event()
        self.unfinished = False
        """The vault was locked before the last one was there; nobody was told yet."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.button = Button(tr("Maak een reservekopie…"), icon="copy", small=True)
        self.button.clicked.connect(self._choose)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = Secondary(wrap=True)
        column.addWidget(self.words)
        self.progress = ProgressBar(name=tr("Hoe ver de reservekopie is"))
        self.stop_button = Button(tr("Stop"), kind="quiet", icon="x", small=True)
        self.stop_button.setAccessibleName(tr("Stop de reservekopie"))
        self.stop_button.clicked.connect(self._stop)
        column.addWidget(self.progress)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LONG_MS)
        self._soon.timeout.connect(partial(self._show_progress, on=True))
        self._rest()

    def tell_unfinished(self) -> None:
        """Says it, once, to whoever opens the vault again."""
        if self.unfinished:
            self.unfinished = False
            self.done.emit(
                tr("De reservekopie was nog niet klaar toen Drempel afsloot. Maak hem opnieuw.")
            )

    def _choose(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = f"drempel-reservekopie-{self._clock.today():%Y-%m-%d}.drempel"
        start = Path(QStandardPaths.writableLocation(documents)) / name
        chosen, _kind = QFileDialog.getSaveFileName(self, tr("Maak een reservekopie"), str(start))
        if not chosen:
            return
        self.button.setEnabled(False)
        self.words.setText(tr("Even geduld: de reservekopie wordt gemaakt. Werk gerust verder."))
        self._stopped = threading.Event()
        self.unfinished = False
        self._heard(0.0)
        self._soon.start()
        self._work = self._worker.run_long(
            backups.make,
            Path(chosen),
            self._stopped.is_set,
            then=self._made,
            failed=self._not_made,
            heard=self._heard,
            finishes=True,
        )

    def _stop(self) -> None:
        self._stopped.set()
        if self._work is not None:
            self._work.stop()

    def _heard(self, share: float) -> None:
        self.progress.set_share(share, tr("{part} procent", part=round(share * 100)))

    def _made(self, name: str) -> None:
        self._end(self.done.emit, tr("Reservekopie gemaakt: {name}", name=name))

    def _not_made(self, error: Exception) -> None:
        if not (isinstance(error, UserError) and error.id == STOPPED):
            self._end(self.failed.emit, error)
            return
        self.unfinished = not self._stopped.is_set()
        stopped = tr("De reservekopie is gestopt. Er is niets van bewaard.")
        self._end(self.done.emit, stopped)

    def _end(self, tell: Callable[[object], object], what: object) -> None:
        """Silent behind the lock: a file's name is nobody else's business."""
        self._rest()
        if self._worker.is_open:
            tell(what)

    def _rest(self) -> None:
        self._work = None
        self._soon.stop()
        focused = self.stop_button.hasFocus()
        self.button.setEnabled(True)
        if focused:
            self.button.setFocus()
        self._show_progress(on=False)
        self.words.setText(
            tr(
                "Eén bestand, versleuteld met je wachtzin van nu. Bewaar het ergens anders dan op "
                "deze laptop. Terugzetten doe je op het scherm waar je opent."
            )
        )

    def _show_progress(self, *, on: bool) -> None:
        self.progress.setVisible(on)
        self.stop_button.setVisible(on)
