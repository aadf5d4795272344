"""Beside the paper: does it agree, may it stay in the house, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.model.words import Paper as PaperAnswer
from app.services import summaries
from app.ui.gesprek.side import SidePanel
from app.ui.kit import Button, Caption, Chip, ChipGroup, NoteBox, Option, Secondary
from app.ui.saving import Binding
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.summaries import Paper
    from app.services.visits import Conversation
    from app.ui.desk import Desk


class PaperSide(SidePanel):
    """Two questions before printing; neither is required to go on."""

    paper_wanted = Signal(bool)
    card_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._paper: Paper | None = None
        self._visit: Conversation | None = None
        self.agreed = ChipGroup(
            [
                Option("yes", tr("Ja"), "check", "good"),
                Option("no", tr("Nee, want …"), "", "care"),
            ],
            touch=True,
            name=tr("Klopt dit?"),
        )
        self.agreed.changed.connect(self._agree)
        self.because = NoteBox(tr("Wat klopt er niet?"), min_lines=2)
        self._because = Binding(self.because)
        self._ask_paper()
        self._lay_out()

    def _ask_paper(self) -> None:
        self.stays = ChipGroup(
            [
                Option(PaperAnswer.STAYS.value, tr("Ja")),
                Option(PaperAnswer.NEUTRAL.value, tr("Nee, neutraal kaartje")),
                Option(PaperAnswer.NONE.value, tr("Nee, niets")),
            ],
            touch=True,
            name=tr("Mag dit papier in huis blijven?"),
        )
        self.stays.changed.connect(self._stay)
        self.large = Chip(tr("Grote letters"), icon="text-aa", touch=True)
        self.large.clicked.connect(self._large)
        self.show_button = Button(
            tr("Bekijk en print"), kind="primary", icon="printer", touch=True, shortcut="Ctrl+P"
        )
        self.show_button.clicked.connect(self._print)
        self.advice = Secondary("", wrap=True)

    def _lay_out(self) -> None:
        for widget in (
            Caption(tr("Klopt dit?")),
            self.agreed,
            self.because,
            Caption(tr("Mag dit papier in huis blijven?")),
            self.stays,
            self.advice,
            Caption(tr("Op papier")),
            self.large,
            self.show_button,
        ):
            if widget is self.large:
                self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                self.column.addWidget(widget)
            if widget in {self.agreed, self.because, self.advice, self.large}:
                self.column.addSpacing(6)
        self.column.addStretch(1)

    def show_paper(self, paper: Paper, visit: Conversation) -> None:
        """Show what this person answered so far."""
        self._paper, self._visit = paper, visit
        answer = paper.agreed.yes if paper.agreed else None
        self.agreed.set_value(None if answer is None else "yes" if answer else "no")
        self.because.setVisible(answer is False)
        state, target = paper.answer
        self._because.show(self._desk.live(state, target, "no_because"))
        stays = str(paper.paper) if paper.paper else None
        self.stays.set_value(stays)
        self.large.setChecked(paper.large_print)
        self._advise(stays)

    def shown(self) -> str:
        """The id of whose answers stand here; empty for nobody's."""
        return self._paper.person if self._paper is not None else ""

    def clear(self) -> None:
        """Show nothing."""
        self._because.show(None)
        self._paper = self._visit = None

    def _advise(self, stays: str | None) -> None:
        words = {
            PaperAnswer.NEUTRAL.value: tr(
                "Er komt een kaartje zonder naam en zonder onderwerp: alleen ons nummer."
            ),
            PaperAnswer.NONE.value: tr("Er blijft niets achter. Spreek af hoe je contact houdt."),
        }
        self.advice.setText(words.get(stays or "", ""))
        self.advice.setVisible(bool(self.advice.text()))
        neutral, none = stays == PaperAnswer.NEUTRAL.value, stays == PaperAnswer.NONE.value
        self.show_button.setText(tr("Bekijk het kaartje") if neutral else tr("Bekijk en print"))
        self.show_button.setEnabled(not none)
        self.show_button.updateGeometry()
        self.large.setVisible(not neutral)

    def _agree(self, chosen: list[str]) -> None:
        yes = chosen[0] == "yes" if chosen else None
        self.because.setVisible(yes is False)
        if yes is False:
            self.because.setFocus()
        self._send(yes)

    def _send(self, yes: bool | None) -> None:  # noqa: FBT001
        if self._paper is not None and self._visit is not None:
            self._desk.do(
                summaries.agree,
                self._visit.visit,
                self._paper.person,
                yes,
                self.because.text() if yes is False else "",
            )

    def _stay(self, chosen: list[str]) -> None:
        self._advise(chosen[0] if chosen else None)
        if self._paper is not None and self._visit is not None:
            self._desk.do(
                summaries.set_paper,
                self._visit.visit,
                self._paper.person,
                chosen[0] if chosen else None,
            )

    def _large(self, on: bool) -> None:  # noqa: FBT001
        if self._paper is not None and self._visit is not None:
            self._desk.do(summaries.set_large_print, self._visit.visit, self._paper.person, on)

    def _print(self) -> None:
        if self.stays.value() == PaperAnswer.NEUTRAL.value:
            self.card_wanted.emit()
        else:
            self.paper_wanted.emit(self.large.isChecked())
