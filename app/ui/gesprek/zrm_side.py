"""Beside the ZRM table: what a level means, who carries it, why, the resident's own figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.model.words import Carrier
from app.ui.gesprek.side import SidePanel
from app.ui.kit import (
    Caption,
    Card,
    Chip,
    ChipGroup,
    LevelBadge,
    NoteBox,
    Secondary,
    Strong,
    level_name,
)
from app.ui.saving import Binding
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.zrm import ZrmRow
    from app.ui.desk import Desk

_HIGHEST: Final = 10


class ScoreSide(SidePanel):
    """About one domain. The reason goes with the level: one judgement, one value."""

    carried = Signal(str, list)
    own_figure = Signal(str, int)
    not_judged = Signal(str, bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__(" ")
        self._desk = desk
        self._row: ZrmRow | None = None
        self.choice = Secondary(wrap=True)
        self._card = Card(margin=16)
        head = QHBoxLayout()
        self._badge, self._level = LevelBadge(), Strong(wrap=True)
        head.addWidget(self._badge)
        head.addWidget(self._level, 1)
        self._card.body.addLayout(head)
        self._words = Secondary(wrap=True)
        self._card.add(self._words)
        self.judged = Chip(tr("Niet te beoordelen"), touch=True, small=True, tone="neutral")
        self.judged.clicked.connect(self._not_judged)
        self.carriers = ChipGroup(
            [
                (Carrier.SELF.value, tr("eigen kracht")),
                (Carrier.NETWORK.value, tr("netwerk")),
                (Carrier.PROFESSIONALS.value, tr("professionals")),
            ],
            multi=True,
            touch=True,
            small=True,
            name=tr("Wie draagt dit nu"),
        )
        self.carriers.changed.connect(self._carried)
        self.why = NoteBox(name=tr("Waarom"), min_lines=3)
        self.why.setToolTip(tr("Alt W gaat van het niveau naar de reden"))
        self.why.setEnabled(False)
        self._why = Binding(self.why)
        self.figure_caption = Caption()
        numbers = [(str(n), str(n)) for n in range(1, _HIGHEST + 1)]
        self.figure = ChipGroup(
            numbers, small=True, touch=True, name=tr("Eigen cijfer van 1 tot 10")
        )
        self.figure.changed.connect(self._figured)
        self._lay_out()

    def show_row(self, row: ZrmRow, person: str) -> None:
        """Show one domain."""
        self._row = row
        mine = row.mine
        self.title.setText(row.name)
        level = mine.level if mine else None
        self.choice.setText(
            tr("jouw keuze: {level}", level=level)
            if level
            else tr("Begin bij 5 en ga omlaag. De situatie van nu, ongeveer de laatste 30 dagen.")
        )
        self._card.setVisible(level is not None)
        if level is not None:
            self._badge.set_level(level)
            self._level.setText(level_name(level))
            self._words.setText(
                row.descriptions.get(level, "")
                or tr(
                    "De omschrijving van de GGD staat niet in dit programma. "
                    "Je organisatie kan haar eigen bestand toevoegen."
                )
            )
        self.judged.setChecked(bool(mine and mine.not_judged))
        self.why.setEnabled(mine is not None)
        self.why.setPlaceholderText("" if mine is not None else tr("Kies eerst een niveau"))
        may = row.discussed or mine is not None
        for widget in (self.judged, self.carriers, self.figure):
            widget.setEnabled(may)
        if not may:
            self.choice.setText(tr("Niet besproken, dus niet te scoren."))
        self.carriers.set_value(row.carriers)
        if row.why is not None:
            state, target = row.why
            self._why.show(self._desk.live(state, target, "reason"))
        else:
            self._why.show(None)
        self.figure_caption.setText(tr("Eigen cijfer van {name}, van 1 tot 10", name=person))
        self.figure.set_value(str(row.own_figure) if row.own_figure else None)

    def clear(self) -> None:
        """Show nothing."""
        self._why.show(None)
        self.why.setEnabled(False)
        self._row = None
        self.title.setText("")

    def _lay_out(self) -> None:
        self.title.show()
        for widget in (
            self.choice,
            self._card,
            self.judged,
            Caption(tr("Wie draagt dit nu")),
            self.carriers,
            Caption(tr("Waarom")),
            self.why,
            self.figure_caption,
            self.figure,
        ):
            if widget is self.judged:
                self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self.column.addWidget(widget)
            if widget in {self.judged, self.carriers, self.why}:
                self.column.addSpacing(6)
        self.column.addStretch(1)

    def _not_judged(self, on: bool) -> None:  # noqa: FBT001
        if self._row is not None:
            self.not_judged.emit(self._row.domain, on)

    def _carried(self, chosen: list[str]) -> None:
        if self._row is not None:
            self.carried.emit(self._row.domain, chosen)

    def _figured(self, chosen: list[str]) -> None:
        if self._row is not None:
            self.own_figure.emit(self._row.domain, int(chosen[0]) if chosen else 0)
