"""What is known already, beside the empty field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.gesprek.layouts import empty
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.words import day_words, worked_ink, worked_words
from app.ui.kit import KnownNote, Secondary, SectionTitle
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.visits import AreaDetail


class SidePanel(TallScroll):
    """A sunk column at the right that scrolls on its own."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        inside = QWidget()
        super().__init__(inside, parent)
        self.setProperty("edge", "left")
        inside.setProperty("ground", "sunk")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(26, 30, 26, 24)
        self.column.setSpacing(12)
        self.title = SectionTitle(title, wrap=True)
        if not title:
            self.title.hide()
        self.column.addWidget(self.title)

    def empty_from(self, index: int) -> None:
        """Take away everything from the place `index` on."""
        empty(self.column, index)


class KnownPanel(SidePanel):
    """Earlier findings and agreements about one leefgebied, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Wat we al weten"), parent)

    def show_area(self, detail: AreaDetail) -> None:
        """Show what earlier visits found and agreed about this leefgebied."""
        self.empty_from(1)
        for known in detail.known:
            self.column.addWidget(KnownNote(f"{day_words(known.on)} · {known.author}", known.text))
        for agreed in detail.agreed:
            outcome = worked_words(agreed.worked)
            self.column.addWidget(
                KnownNote(
                    tr("{day} · afgesproken", day=day_words(agreed.on)),
                    agreed.text,
                    outcome=outcome,
                    ink=worked_ink(agreed.worked),
                )
            )
        if not detail.known and not detail.agreed:
            self.column.addWidget(
                Secondary(
                    tr("Hier weten we nog niets over. Wat je schrijft, staat hier volgende keer."),
                    wrap=True,
                )
            )
        self.column.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self.empty_from(1)
