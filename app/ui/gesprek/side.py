"""What is known already, beside the empty field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.words import day_words, worked_ink, worked_words
from app.ui.kit import KnownNote, Secondary, SectionTitle
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.visits import AreaDetail
    from app.ui.kit.card import Laid

KEPT: Final = 600
"""Notes that stay laid out while one goes from one leefgebied to another."""


class SidePanel(TallScroll):
    """A sunk column at the right that scrolls on its own."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        self.setProperty("edge", "left")
        for ground in (self, inside):
            ground.setProperty("ground", "sunk")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(26, 30, 26, 24)
        self.column.setSpacing(12)
        self.title = SectionTitle(title, wrap=True)
        if not title:
            self.title.hide()
        self.column.addWidget(self.title)


class KnownPanel(SidePanel):
    """Earlier findings and agreements about one leefgebied, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Wat we al weten"), parent)
        self._shown: tuple[object, ...] = ()
        self._laid: Laid = {}
        self._notes: list[KnownNote] = []
        self._nothing = Secondary(
            tr("Hier weten we nog niets over. Wat je schrijft, staat hier volgende keer."),
            wrap=True,
        )
        self._nothing.hide()
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)

    def show_area(self, detail: AreaDetail) -> None:
        """Show what earlier visits found and agreed about this leefgebied."""
        if self._shown == (detail.area, detail.known, detail.agreed):
            return
        self._shown = (detail.area, detail.known, detail.agreed)
        if len(self._laid) > KEPT:
            self._laid.clear()
        number = len(detail.known) + len(detail.agreed)
        if number != sum(not note.isHidden() for note in self._notes):
            self.content.hide()  # or all would be laid out again for each that comes or goes
        for place, known in enumerate(detail.known):
            self._note(place).put(f"{day_words(known.on)} · {known.author}", known.text)
        for place, agreed in enumerate(detail.agreed, start=len(detail.known)):
            self._note(place).put(
                tr("{day} · afgesproken", day=day_words(agreed.on)),
                agreed.text,
                worked_words(agreed.worked),
                worked_ink(agreed.worked),
            )
        self._empty_after(number)
        self._nothing.setVisible(not number)
        self.content.show()

    def wait(self, area: str) -> None:
        """Until `show_area` nothing of another leefgebied than this one."""
        if self._shown and self._shown[0] != area:
            self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = ()
        self._empty_after(0)
        self._laid.clear()

    def _note(self, place: int) -> KnownNote:
        while len(self._notes) <= place:
            self._notes.append(KnownNote("", "", laid=self._laid))
            self.column.insertWidget(self.column.count() - 2, self._notes[-1])
        self._notes[place].show()
        return self._notes[place]

    def _empty_after(self, number: int) -> None:
        for note in self._notes[number:]:
            note.hide()
            note.put("", "")
