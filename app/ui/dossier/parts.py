"""Small things that several tabs show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Button, Card, Line, Secondary, SectionTitle
from app.ui.kit.keep import same_stop
from app.ui.parts import ScrollPage, empty
from app.ui.sharing.erasures import EraseStart
from app.ui.theme import tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from app.services.dossiers import Dossier
    from app.ui.dossier.desk import DossierDesk


class TabPage(ScrollPage):
    """One tab of a dossier: draws itself anew when its part of the dossier changed."""

    def __init__(self, name: str, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.desk = desk
        self._seen: object = None
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    def fill(self, dossier: Dossier) -> None:
        """Show this dossier; nothing happens when what this tab shows is the same."""
        part = self.part(dossier)
        if part != self._seen and not self._is_asked():
            self._seen = part
            with same_stop(self):
                self.draw(dossier)

    def _is_asked(self) -> bool:
        """Whether somebody writes here why something has to go: that is drawn once they stopped."""
        asking = (one for one in self.findChildren(EraseStart) if one.asking)
        one = next((one for one in asking if one.isVisibleTo(self)), None)
        if one is not None:
            one.stopped.connect(self._go_on)
        return one is not None

    def _go_on(self) -> None:
        if self.desk.dossier is not None:
            self.fill(self.desk.dossier)

    def clear(self) -> None:
        """Forget what was shown: another household, or the vault locks."""
        self.forget()
        empty(self.body)

    def forget(self) -> None:
        """What comes next is new, also when it is the same."""
        self._seen = None

    def part(self, dossier: Dossier) -> object:
        """What of the dossier this tab shows."""
        return dossier

    def draw(self, dossier: Dossier) -> None:
        """Build the page."""
        raise NotImplementedError


def heading(title: str, aside: str = "", *things: QWidget) -> QWidget:
    """A heading with a quiet line and buttons at its right end."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.GAP_SMALL)
    row.addWidget(SectionTitle(title, wrap=True), 1)
    if aside:
        row.addWidget(Secondary(aside), 0, Qt.AlignmentFlag.AlignVCenter)
    for thing in things:
        row.addWidget(thing)
    return holder


def column(*things: QWidget | QLayout, gap: int = 12) -> QWidget:
    """Widgets and layouts under each other, at the top of the room they get."""
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(gap)
    for thing in things:
        if isinstance(thing, QWidget):
            box.addWidget(thing)
        else:
            box.addLayout(thing)
    box.addStretch(1)
    return holder


def adder(text: str) -> Button:
    """The quiet button that makes one more."""
    return Button(text, kind="secondary", icon="plus", small=True)


def list_card(rows: list[QWidget]) -> Card:
    """Rows from edge to edge with lines between."""
    card = Card(margin=0)
    card.body.setContentsMargins(1, 6, 1, 6)
    card.body.setSpacing(0)
    for number, row in enumerate(rows):
        if number:
            card.add(Line())
        card.add(row)
    return card
