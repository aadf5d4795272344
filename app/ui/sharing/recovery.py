"""The recovery sheet: quietly asked for until it was printed and checked once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import recovery
from app.services import team as teams
from app.ui.kit import Button, Card, Columns, Field, Strong, Text, flowing
from app.ui.printing import PrintJob
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.sight import bring_whole

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.services.session import Session
    from app.ui.worker import Worker

ASKED: Final = 3
"""Words that are asked for: enough to see that the paper is there and can be read."""
OF: Final = 24
ABREAST: Final = 560
"""Width at 100 % text that three words need beside each other, in pixels."""


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
        self.fields = dict(zip(places, self._boxes, strict=True))
        for place, field in self.fields.items():
            field.caption.setText(tr("Woord {place} op het blad", place=place))
            field.line.setAccessibleName(tr("Woord {place} op het blad", place=place))
            field.set_text("")
            field.set_problem("")
        self._check.show()
        self._boxes[0].line.setFocus()
        QTimer.singleShot(0, self._check, lambda: bring_whole(self._check, self._boxes[0]))

    def forget(self) -> None:
        """No word of the sheet stays on the screen."""
        for field in self._boxes:
            field.set_text("")
            field.set_problem("")
        self._check.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._check.isHidden():
            self._stop()
            return
        super().keyPressEvent(event)

    def _make_check(self) -> None:
        self._check = QWidget()
        column = QVBoxLayout(self._check)
        column.setContentsMargins(0, tokens.GAP_SMALL, 0, 0)
        column.setSpacing(tokens.GAP)
        self._boxes = [Field(" ") for _word in range(ASKED)]
        for field in self._boxes:
            field.column.addStretch(1)
            field.line.returnPressed.connect(self._entered)
            field.edited.connect(lambda _text, this=field: this.set_problem(""))
        column.addWidget(Columns([(field, 1) for field in self._boxes], narrow=ABREAST))
        self.try_button = Button(tr("Controleer"), kind="primary", small=True)
        self.try_button.clicked.connect(self._try)
        self.stop_button = Button(tr("Toch niet"), kind="quiet", small=True)
        self.stop_button.clicked.connect(self._stop)
        column.addWidget(flowing(self.try_button, self.stop_button))
        self._check.hide()
        self.add(self._check)

    def _stop(self) -> None:
        self.check_button.setFocus()
        self.forget()

    def _entered(self) -> None:
        """Enter goes on to the next word that is asked, and tries when there is none."""
        left = [field for field in self._boxes if not field.text().strip()]
        if left:
            left[0].line.setFocus()
        else:
            self._try()

    def _try(self) -> None:
        typed = {place: field.text() for place, field in self.fields.items()}
        self._worker.run(teams.check_some, typed, then=self._checked)

    def _checked(self, wrong: tuple[int, ...]) -> None:
        if not wrong:
            self.forget()
            self.done.emit(tr("Het herstelblad klopt. Deze laptop is de woorden nu vergeten."))
            return
        for place, field in self.fields.items():
            field.set_problem(_problem(field.text()) if place in wrong else "")
        first = self.fields[wrong[0]]
        first.line.setFocus()
        first.line.selectAll()
        QTimer.singleShot(0, self._check, lambda: bring_whole(self._check, first))


def _problem(typed: str) -> str:
    if not typed.strip():
        return tr("Vul dit woord ook in.")
    return tr("Op het blad staat hier een ander woord.")


def sheet_job() -> PrintJob:
    """The sheet as paper, for the safe."""

    def make(session: Session, _large: bool) -> bytes:  # noqa: FBT001 (the shape of a maker)
        return recovery.recovery_pdf(session)

    return PrintJob(tr("Herstelblad van het team"), make)
