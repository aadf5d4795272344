"""A backup put back: which file, what will happen, and the passphrase that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Caption, Secondary, Strong, Title
from app.ui.start.backup import Backup
from app.ui.start.parts import PassphrasePage
from app.ui.text import tr
from app.ui.theme import tokens


def choose_backup(parent: QWidget) -> Path | None:
    """Which file a person points at; None when they change their mind."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, tr("Kies de reservekopie"))
    return Path(chosen) if chosen else None


class RestorePage(PassphrasePage):
    """Nothing is replaced before the copy has proved to open; both are said beforehand."""

    wanted = Signal(object)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Reservekopie terugzetten"), parent)
        self._file = Path()
        self.add(Title(tr("Reservekopie terugzetten")))
        self.add(Caption(tr("De reservekopie")), tokens.GAP_SMALL)
        row = QHBoxLayout()
        self.name = Strong("", wrap=True)
        self.other = Button(tr("Ander bestand…"), kind="quiet", small=True)
        self.other.clicked.connect(self._choose)
        row.addWidget(self.name, 1)
        row.addWidget(self.other)
        self.body.addLayout(row)
        self.what = Secondary(wrap=True, letter="body")
        self.add(self.what)
        self._ask(tr("Wachtzin van de reservekopie"), tokens.GAP_SMALL)
        self.button = Button(tr("Zet terug"), kind="primary", icon="clock-counter-clockwise")
        self.button.clicked.connect(self._try)
        self.back_button = Button(tr("Terug"), kind="quiet", icon="arrow-left")
        self.back_button.clicked.connect(self.back)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.body.addSpacing(tokens.GAP_SMALL)
        self.body.addLayout(foot)

    def ready(self, file: Path, *, replaces: bool) -> None:
        """Ask for the passphrase of this file; `replaces`: there is a vault on this laptop."""
        first = tr(
            "Eerst kijkt Drempel of de reservekopie heel is en opengaat. Lukt dat niet, dan "
            "verandert er niets."
        )
        then = (
            tr(
                "Daarna komt de reservekopie in de plaats van de kluis die nu op deze laptop "
                "staat. Die gaat niet weg: hij blijft ernaast bewaard. Wat je na de reservekopie "
                "opschreef en niet deelde, staat alleen daar nog in."
            )
            if replaces
            else tr("Daarna is dat de kluis van deze laptop.")
        )
        self.what.setText(f"{first}\n\n{then}")
        self.passphrase.clear()
        self._busy(busy=False)
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
        for button in (self.button, self.other, self.back_button):
            button.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)
        if busy:
            self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
