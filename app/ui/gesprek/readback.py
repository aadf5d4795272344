"""The step *Teruglezen*: the paper of one person, corrected at the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import summaries
from app.ui.gesprek.beside import Beside
from app.ui.gesprek.paper_side import PaperSide
from app.ui.gesprek.summary_line import SummaryRow
from app.ui.gesprek.words import named
from app.ui.kit import Card, ChipGroup, Secondary, SectionTitle, Text, Title, WordsBox
from app.ui.parts import empty
from app.ui.saving import Binding
from app.ui.text import tr
from app.ui.theme import theme, tokens

if TYPE_CHECKING:
    from app.services.summaries import Paper
    from app.services.visits import Conversation
    from app.ui.desk import Desk

WIDEST: Final = 820
NARROW: Final = 1000
"""Width at 100 % text under which the questions come after the paper, in pixels."""


class ReadBackStep(QWidget):
    """Only what stands here is printed; what one person told never stands with another."""

    paper_wanted = Signal(str, bool)
    """To print or save: a person's id, and whether in large letters."""
    card_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self._person = ""
        self._shape: tuple[str, ...] = ()
        self.rows: dict[str, SummaryRow] = {}
        self.people: ChipGroup | None = None
        self.side = PaperSide(desk)
        self.side.paper_wanted.connect(lambda large: self.paper_wanted.emit(self._person, large))
        self.side.card_wanted.connect(lambda: self.card_wanted.emit(self._person))
        self.quote = WordsBox(tr("In eigen woorden"))
        self._quote = Binding(self.quote.box)
        self._lay_out()

    @property
    def person(self) -> str:
        """Whose paper is on the screen."""
        return self._person

    def open(self, visit: Conversation) -> None:
        """Show the papers of a visit, of the speaker first."""
        known = self._visit is not None and self._visit.persons == visit.persons
        self._visit = visit
        if not known:
            self._make_people(visit)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the paper as it is by now."""
        if self._visit is not None and self._person:
            here = self.side.shown() == self._person
            for part in (self.paper, self.side):
                part.setEnabled(here)  # else the words would be of the one before
            self._desk.ask(summaries.paper, self._visit.visit, self._person, then=self._arrived)

    def write(self) -> None:
        """Keyboard to whose paper it is."""
        if self.people is not None and self._person:
            self.people.chip(self._person).setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Show nothing."""
        self._visit, self._person = None, ""
        self._empty()
        self._quote.show(None)
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
            self.people = None
        self.side.clear()

    def look_along(self, along: bool) -> None:  # noqa: FBT001
        """Only the paper itself."""
        self._beside.show_side(not along)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sheet.setMaximumWidth(theme().px(WIDEST))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("clear", True)
        around = QHBoxLayout(inside)
        around.setContentsMargins(44, 34, 44, 24)
        self._sheet = QWidget()
        around.addStretch(1)
        around.addWidget(self._sheet, 1000)
        around.addStretch(1)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.title = Title(tr("Klopt het zo?"))
        column.addWidget(self.title)
        column.addWidget(
            Secondary(
                tr("Lees het samen. Verander wat niet klopt. Alleen dit komt op papier."),
                letter="body",
                wrap=True,
            )
        )
        self._people_at = QVBoxLayout()
        column.addLayout(self._people_at)
        column.addSpacing(4)
        self.paper = Card(margin=28)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.paper.body.addLayout(self._list)
        self.paper.body.addSpacing(8)
        self.paper.add(self.quote)
        self._agreed = QVBoxLayout()
        self._agreed.setSpacing(4)
        self.paper.body.addLayout(self._agreed)
        column.addWidget(self.paper)
        column.addStretch(1)
        self._beside = Beside(inside, self.side, narrow=NARROW)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._beside)

    def _make_people(self, visit: Conversation) -> None:
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
        present = sorted(visit.persons, key=lambda p: p.id not in visit.present)
        self.people = ChipGroup(
            [(p.id, named(p)) for p in present],
            clearable=False,
            touch=True,
            name=tr("Wiens papier"),
        )
        ids = [p.id for p in present]
        if self._person not in ids:
            self._person = visit.speaker if visit.speaker in ids else next(iter(ids), "")
        self.people.set_value(self._person)
        self.people.changed.connect(lambda chosen: self._choose(chosen[0]))
        self._people_at.addWidget(self.people)

    def _choose(self, person: str) -> None:
        self._person = person
        self.refresh()

    def _arrived(self, paper: Paper) -> None:
        if paper.person != self._person or self._visit is None:
            return
        shape = (paper.person, *(f"{i.area}{i.good}" for i in paper.lines))
        if shape != self._shape:
            self._rebuild(paper)
            self._shape = shape
        for item in paper.lines:
            self.rows[item.area].show_item(item)
        state, target = paper.quote
        self._quote.show(self._desk.live(state, target))
        self._show_agreements(paper)
        self.side.show_paper(paper, self._visit)
        for part in (self.paper, self.side):
            part.setEnabled(True)

    def _rebuild(self, paper: Paper) -> None:
        self._empty()
        good = [i for i in paper.lines if i.good]
        other = [i for i in paper.lines if not i.good]
        for title, items in ((tr("Wat gaat goed"), good), (tr("Dit hebben we besproken"), other)):
            if not items:
                continue
            if self._list.count():
                self._list.addSpacing(tokens.GAP)
            self._list.addWidget(SectionTitle(title))
            for item in items:
                row = SummaryRow(self._desk, item)
                self.rows[item.area] = row
                self._list.addWidget(row)
        if not paper.lines:
            self._list.addWidget(
                Secondary(
                    tr("Er is nog niets besproken waarover {name} iets op papier krijgt.").format(
                        name=paper.name
                    ),
                    letter="body",
                    wrap=True,
                )
            )

    def _show_agreements(self, paper: Paper) -> None:
        empty(self._agreed)
        if paper.agreements:
            self._agreed.addSpacing(tokens.GAP)
            self._agreed.addWidget(SectionTitle(tr("Dit spreken we af")))
        for line in paper.agreements:
            self._agreed.addWidget(Text(f"•  {line}", wrap=True))

    def _empty(self) -> None:
        for row in self.rows.values():
            row.let_go()
        self.rows, self._shape = {}, ()
        empty(self._list)
