"""The recovery sheet: quietly asked for until it was printed and checked once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.services import recovery
from app.services import team as teams
from app.ui.kit import Button, Card, Field, Strong, Text, flowing
from app.ui.printing import PrintJob
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.session import Session
    from app.ui.worker import Worker

ASKED: Final = 3
"""Words that are asked for: enough to see that the paper is there and can be read."""
OF: Final = 24


class SheetCard(Card):
    """Stays until three words of the printed sheet were typed right."""

    print_wanted = Signal(object)
    """A `PrintJob`."""
    done = Signal(str)

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._worker = worker
        self.setAccessibleName(tr("Het herstelblad"))
        self.add(Strong(tr("Druk het herstelblad af"), wrap=True))
        self.add(
            Text(
                tr(
                    "Raakt de coördinator alles kwijt, dan redt alleen dit blad het team. Bewaar"
                    " het in de kluis van je organisatie, niet bij een laptop."
                ),
                wrap=True,
                ink="ink2",
            )
        )
        self.print_button = Button(tr("Afdrukken"), icon="printer", small=True)
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(sheet_job()))
        self.check_button = Button(tr("Ik heb het; controleer"), kind="quiet", small=True)
        self.check_button.clicked.connect(self.ask)
        self.add(flowing(self.print_button, self.check_button))
        self.fields: dict[int, Field] = {}
        self._make_check()

    def ask(self) -> None:
        """Ask for three words by their place on the sheet, other ones each time."""
        places = sorted(secrets.SystemRandom().sample(range(1, OF + 1), ASKED))
        fields = [self._first, self._second, self._third]
        self.fields = dict(zip(places, fields, strict=True))
        for place, field in self.fields.items():
            field.caption.setText(tr("Woord {place} op het blad", place=place))
            field.line.setAccessibleName(tr("Woord {place} op het blad", place=place))
            field.line.clear()
        self.message.hide()
        self._check.show()
        self._first.line.setFocus()

    def forget(self) -> None:
        """No word of the sheet stays on the screen."""
        for field in (self._first, self._second, self._third):
            field.line.clear()
        self._check.hide()

    def _make_check(self) -> None:
        self._check = Card("", tone="plain", margin=0)
        self._first, self._second, self._third = Field(" "), Field(" "), Field(" ")
        for field in (self._first, self._second, self._third):
            field.line.returnPressed.connect(self._try)
            self._check.add(field)
        self.try_button = Button(tr("Controleer"), kind="primary", small=True)
        self.try_button.clicked.connect(self._try)
        self.message = Text(wrap=True, ink="care")
        self.message.hide()
        self._check.add(self.message)
        self._check.add(self.try_button)
        self._check.hide()
        self.add(self._check)

    def _try(self) -> None:
        typed = {place: field.text() for place, field in self.fields.items()}
        self._worker.run(teams.check_some, typed, then=self._checked)

    def _checked(self, right: object) -> None:
        if right:
            self.forget()
            self.done.emit(tr("Het herstelblad klopt. Deze laptop is de woorden nu vergeten."))
            return
        self.message.setText(
            tr("Dat zijn niet de woorden op die plaatsen. Kijk het na op het blad.")
        )
        self.message.show()


def sheet_job() -> PrintJob:
    """The sheet as paper, for the safe."""

    def make(session: Session, _large: bool) -> bytes:  # noqa: FBT001 (the shape of a maker)
        return recovery.recovery_pdf(session)

    return PrintJob(tr("Herstelblad van het team"), make)
