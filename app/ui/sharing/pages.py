"""Delen before there is a team: how to begin, the six words of who waits, and being let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError, sentence
from app.ui.kit import Button, Card, Secondary, SectionTitle, Strong, Text, flowing
from app.ui.kit.saved import Glyph
from app.ui.parts import empty
from app.ui.sharing.people import SixWords
from app.ui.text import language, tr

if TYPE_CHECKING:
    from app.services.sharing_view import SharingView


class Alone(QWidget):
    """Two ways to begin, each with what it means."""

    found = Signal()
    join = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(
            Text(
                tr(
                    "Deze laptop deelt nog met niemand. Met een team deel je via een map, een"
                    " USB-stick of een server; alleen het team kan lezen wat erin staat."
                ),
                wrap=True,
            )
        )
        self.join_button = Button(tr("Meedoen met een team"), kind="primary", icon="users-three")
        self.join_button.clicked.connect(self.join)
        self.found_button = Button(tr("Begin een team"), icon="plus")
        self.found_button.clicked.connect(self.found)
        column.addWidget(
            _choice(
                tr("Er is al een team"),
                tr("Je vraagt om mee te doen en leest samen zes woorden voor. Eén minuut werk."),
                self.join_button,
            )
        )
        column.addWidget(
            _choice(
                tr("Jij begint"),
                tr("Je wordt coördinator: jij laat collega’s toe. Overdragen kan later."),
                self.found_button,
            )
        )
        column.addStretch(1)


def _choice(title: str, text: str, button: Button) -> Card:
    card = Card(title)
    card.add(Secondary(text, wrap=True, letter="body"))
    card.body.addSpacing(4)
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card


class Waiting(QWidget):
    """The newcomer's six words, to read aloud; looks by itself whether the answer came."""

    look = Signal()
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        self.card = Card("", tone="accent", margin=28)
        self.card.add(SectionTitle(tr("Lees deze zes woorden voor aan de coördinator"), wrap=True))
        self._words = QVBoxLayout()
        self.card.body.addSpacing(8)
        self.card.body.addLayout(self._words)
        self.card.body.addSpacing(8)
        self.card.add(
            Text(
                tr(
                    "Op het scherm van de coördinator horen precies dezelfde woorden te staan."
                    " Staat er iets anders, zeg dan nee: dan wil iemand anders ertussen komen."
                ),
                wrap=True,
            )
        )
        column.addWidget(self.card)
        self.said = Secondary(
            tr("Zodra je bent toegelaten, gaat dit scherm vanzelf verder."),
            wrap=True,
            letter="body",
        )
        column.addWidget(self.said)
        self.look_button = Button(tr("Kijk nu"), icon="arrows-clockwise")
        self.look_button.clicked.connect(self.look)
        self.again_button = Button(tr("Vraag het opnieuw"), kind="quiet")
        self.again_button.clicked.connect(self.again)
        column.addWidget(flowing(self.look_button, self.again_button))
        column.addStretch(1)
        self._shown: tuple[str, ...] = ()

    def show_view(self, view: SharingView) -> None:
        """Show the words of this laptop's own request."""
        if view.words != self._shown:
            self.forget()
            self._shown = view.words
            self._words.addWidget(SixWords(view.words, letter="title"))

    def forget(self) -> None:
        """No word stays here."""
        self._shown = ()
        empty(self._words)


class LetGo(Card):
    """This laptop is no longer in the team: what is still here, and what is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, tone="care")
        self.add(Glyph("info", ink="care", pixels=24))
        self.add(Strong(tr("Deze laptop is uit het team"), wrap=True))
        self.add(Text(sentence(UserError("removed_from_team"), language()), wrap=True))
