"""Vaults that a restore put aside: a quiet line where one opens, and their way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import earlier
from app.ui.dates import short_day
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary
from app.ui.parts import empty
from app.ui.start.backup import Backup
from app.ui.start.put_back import PutBackPage
from app.ui.text import tr

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


class EarlierPage(PutBackPage):
    """Says what will change places, and asks for the passphrase of the earlier one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Eerdere kluis terugzetten"), parent)
        self._one: Earlier | None = None
        self._lay_out(tr("Wachtzin van de eerdere kluis"))

    def ready(self, one: Earlier, *, replaces: bool) -> None:
        """Ask for the passphrase of this one; `replaces`: there is a vault on this laptop."""
        self._one = one
        first = tr(
            "Op {day} kwam er een andere kluis in de plaats van deze. Eerst kijkt Drempel of hij"
            " opengaat. Lukt dat niet, dan verandert er niets.",
            day=_since(one),
        )
        replacing = tr(
            "Daarna ruilt hij van plaats met de kluis die nu op deze laptop staat. Die gaat"
            " niet weg: hij blijft ernaast bewaard, en zo ruil je weer terug. Wat je sinds die"
            " dag opschreef en niet deelde, staat alleen daar in."
        )
        self._begin(first, replacing if replaces else "")

    def _tried(self, words: str) -> None:
        self.message.say(tr("Even geduld: Drempel kijkt of de eerdere kluis opengaat."))
        if self._one is not None:
            self.wanted.emit(Backup(self._one.file, words, aside=True))
