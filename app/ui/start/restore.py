"""A backup put back: which file, what will happen, and the passphrase that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Caption, Strong
from app.ui.start.backup import Backup
from app.ui.start.put_back import PutBackPage
from app.ui.text import tr
from app.ui.theme import tokens


def choose_backup(parent: QWidget) -> Path | None:
    """Which file a person points at; None when they change their mind."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, tr("Kies de reservekopie"))
    return Path(chosen) if chosen else None


class RestorePage(PutBackPage):
    """Which copy, what will change places, and the passphrase that it was sealed under."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reservekopie terugzetten"), parent)
        self._file = Path()
        self.add(Caption(tr("De reservekopie")), tokens.GAP_SMALL)
        row = QHBoxLayout()
        self.name = Strong("", wrap=True)
        self.other = Button(tr("Ander bestand…"), kind="quiet", small=True)
        self.other.clicked.connect(self._choose)
        row.addWidget(self.name, 1)
        row.addWidget(self.other)
        self.body.addLayout(row)
        self._lay_out(tr("Wachtzin van de reservekopie"))

    def ready(self, file: Path, *, replaces: bool) -> None:
        """Ask for the passphrase of this file; `replaces`: there is a vault on this laptop."""
        first = tr(
            "Eerst kijkt Drempel of de reservekopie heel is en opengaat. Lukt dat niet, dan "
            "verandert er niets."
        )
        replacing = tr(
            "Daarna komt de reservekopie in de plaats van de kluis die nu op deze laptop "
            "staat. Die gaat niet weg: hij blijft ernaast bewaard. Wat je na de reservekopie "
            "opschreef en niet deelde, staat alleen daar nog in."
        )
        self._begin(first, replacing if replaces else "")
        self._show(file)

    def _choose(self) -> None:
        file = choose_backup(self)
        if file is not None:
            self._show(file)

    def _show(self, file: Path) -> None:
        self._file = file
        self.name.setText(file.name)
        self.message.say("")
        self.passphrase.line.setFocus()

    def _tried(self, words: str) -> None:
        self.message.say(tr("Even geduld: Drempel kijkt of de reservekopie opengaat."))
        self.wanted.emit(Backup(self._file, words))

    def _busy(self, *, busy: bool) -> None:
        super()._busy(busy=busy)
        self.other.setEnabled(not busy)
