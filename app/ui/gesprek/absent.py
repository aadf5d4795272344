"""Who did not speak in the talk, and so has no ZRM of it: named, and there at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.gesprek.words import called
from app.ui.kit import Button, Secondary, flowing
from app.ui.parts import empty
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.visits import Conversation


class Absent(QWidget):
    """A few words and a button for each of them; nothing where everybody has a table."""

    was_there = Signal(str)
    """Who was at the table after all."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 4)
        self.hide()

    def show_visit(self, visit: Conversation) -> None:
        """Those of the household who are not among who was present.

        Where nobody was chosen in the talk everybody can be scored.
        """
        empty(self._box)
        away = [one for one in visit.persons if one.id not in visit.present]
        if len(away) == len(visit.persons):
            away = []
        self.buttons = {one.id: self._button(one.id, called(one)) for one in away}
        if away:
            words = Secondary(tr("Niet aangetikt in het gesprek, en toch erbij?"), letter="body")
            self._box.addWidget(flowing(words, *self.buttons.values()))
        self.setVisible(bool(away))

    def clear(self) -> None:
        """Show nothing."""
        empty(self._box)
        self.buttons = {}
        self.hide()

    def _button(self, person: str, name: str) -> Button:
        button = Button(name, small=True, icon="plus", touch=True)
        button.setAccessibleName(tr("{name} was er ook bij", name=name))
        button.clicked.connect(lambda: self.was_there.emit(person))
        return button
