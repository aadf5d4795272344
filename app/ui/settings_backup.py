"""A sealed copy of this laptop's vault, made from the settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.services import backups
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.clock import Clock
    from app.ui.worker import Worker


class BackupRow(QWidget):
    """Asks where the copy goes, and makes it while everything else goes on."""

    done = Signal(str)
    """One sentence: the copy is there."""
    failed = Signal(object)

    def __init__(self, worker: Worker, clock: Clock) -> None:
        super().__init__()
        self._worker, self._clock = worker, clock
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = Button(tr("Maak een reservekopie…"), icon="copy", small=True)
        self.button.clicked.connect(self._choose)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = Secondary(wrap=True)
        column.addWidget(self.words)
        self._rest()

    def _choose(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        name = f"drempel-reservekopie-{self._clock.today():%Y-%m-%d}.drempel"
        start = Path(QStandardPaths.writableLocation(documents)) / name
        chosen, _kind = QFileDialog.getSaveFileName(self, tr("Maak een reservekopie"), str(start))
        if not chosen:
            return
        self.button.setEnabled(False)
        self.words.setText(tr("Even geduld: de reservekopie wordt gemaakt. Werk gerust verder."))
        self._worker.run_long(
            backups.make,
            Path(chosen),
            then=self._made,
            failed=partial(self._end, self.failed.emit),
            finishes=True,
        )

    def _made(self, name: str) -> None:
        self._end(self.done.emit, tr("Reservekopie gemaakt: {name}", name=name))

    def _end(self, tell: Callable[[object], object], what: object) -> None:
        """Silent behind the lock: a file's name is nobody else's business."""
        self._rest()
        if self._worker.is_open:
            tell(what)

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self.words.setText(
            tr(
                "Eén bestand, versleuteld met je wachtzin van nu. Bewaar het ergens anders dan op "
                "deze laptop. Terugzetten doe je op het scherm waar je opent."
            )
        )
