"""Vaults that a restore put aside: a quiet line where one opens, and their way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import earlier
from app.ui.dates import short_day
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary, Title
from app.ui.parts import empty
from app.ui.start.backup import Backup
from app.ui.start.parts import PassphrasePage
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.earlier import Earlier


def _since(one: Earlier) -> str:
    return f"{short_day(one.since.date().isoformat())} {one.since:%H:%M}"


class EarlierLines(QWidget):
    """One line for each; out of sight while there are none."""

    wanted = Signal(object)
    """An `Earlier` is to come back."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.buttons: list[Button] = []

    def look(self, vault: Path) -> None:
        """Show what lies beside this vault now."""
        empty(self._column)
        self.buttons = []
        found = earlier.beside(vault)
        for one in found:
            words = tr("Eerdere kluis van {day} bewaard", day=_since(one))
            button = Button(tr("Zet terug…"), kind="quiet", small=True)
            button.setAccessibleName(f"{words}: {button.text()}")
            button.clicked.connect(partial(self._ask, one))
            row = QHBoxLayout()
            row.addWidget(Secondary(words, wrap=True), 1)
            row.addWidget(button)
            self._column.addLayout(row)
            self.buttons.append(button)
        self.setVisible(bool(found))

    def _ask(self, one: Earlier, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's click
        self.wanted.emit(one)


class EarlierPage(PassphrasePage):
    """Says what will change places, and asks for the passphrase of the earlier one."""

    wanted = Signal(object)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Eerdere kluis terugzetten"), parent)
        self._one: Earlier | None = None
        self.add(Title(tr("Eerdere kluis terugzetten")))
        self.what = Secondary(wrap=True, letter="body")
        self.add(self.what)
        self._ask(tr("Wachtzin van de eerdere kluis"), tokens.GAP_SMALL)
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

    def ready(self, one: Earlier, *, replaces: bool) -> None:
        """Ask for the passphrase of this one; `replaces`: there is a vault on this laptop."""
        self._one = one
        first = tr(
            "Op {day} kwam er een andere kluis in de plaats van deze. Eerst kijkt Drempel of hij"
            " opengaat. Lukt dat niet, dan verandert er niets.",
            day=_since(one),
        )
        then = (
            tr(
                "Daarna ruilt hij van plaats met de kluis die nu op deze laptop staat. Die gaat"
                " niet weg: hij blijft ernaast bewaard, en zo ruil je weer terug. Wat je sinds die"
                " dag opschreef en niet deelde, staat alleen daar in."
            )
            if replaces
            else tr("Daarna is dat de kluis van deze laptop.")
        )
        self.what.setText(f"{first}\n\n{then}")
        self.passphrase.clear()
        self._busy(busy=False)
        self.message.say("")
        self.passphrase.line.setFocus()

    def _tried(self, words: str) -> None:
        self.message.say(tr("Even geduld: Drempel kijkt of de eerdere kluis opengaat."))
        if self._one is not None:
            self.wanted.emit(Backup(self._one.file, words, aside=True))

    def _busy(self, *, busy: bool) -> None:
        for button in (self.button, self.back_button):
            button.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)
        if busy:
            self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
