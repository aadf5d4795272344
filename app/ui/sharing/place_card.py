"""Where the team shares, another place, and the stick at the kitchen table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit import Button, Secondary, Text, flowing
from app.ui.sharing import words
from app.ui.sharing.place_form import choose_folder
from app.ui.sharing.status import Section
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.sharing_view import SharingView


class PlaceCard(Section):
    """`table` carries the folder that was pointed at."""

    moved = Signal()
    table = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Waar jullie delen"), parent)
        self.where = Text(wrap=True)
        self.add(self.where)
        self.add(
            Secondary(
                tr(
                    "Samen aan tafel zonder netwerk: deel via een USB-stick of een map die jullie"
                    " allebei zien."
                ),
                wrap=True,
            )
        )
        self._before = ""
        self.table_button = Button(tr("Samen aan de keukentafel"), icon="coffee", small=True)
        self.table_button.clicked.connect(self._pick)
        self.move_button = Button(tr("Andere plek"), kind="quiet", small=True)
        self.move_button.clicked.connect(self.moved)
        self.add(flowing(self.table_button, self.move_button))
        self.next = Text(wrap=True, ink="good")
        self.next.hide()
        self.add(self.next)

    def show_view(self, view: SharingView, *, trouble: bool) -> None:
        """Say where; after a round at the table also what comes next, unless one failed since."""
        said = "" if trouble else words.at_the_table(view)
        self.next.setText(said)
        self.next.setVisible(bool(said))
        self.where.setText(view.place.where if view.place is not None else tr("Nog nergens"))

    def forget(self) -> None:
        """No address stays here."""
        self._before = ""
        self.where.setText("")
        self.next.setText("")

    def _pick(self) -> None:
        folder = choose_folder(self, self._before)
        if folder:
            self._before = folder
            self.table.emit(folder)
