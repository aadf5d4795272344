"""Who this is, who goes there and until when; one line while the page is scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.model.words import Interpreter
from app.ui.dates import short_day, until
from app.ui.dossier.words import interpreters, statuses
from app.ui.kit import (
    Button,
    Caption,
    Card,
    Chip,
    ElidingLabel,
    FlowLayout,
    KnownNote,
    Secondary,
    Strong,
    Text,
    Title,
)
from app.ui.parts import empty
from app.ui.text import joined, people, tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from datetime import date

    from app.services.dossiers import Dossier, DossierHeader

STACK_BELOW = 760
"""Width at 100 % text under which the buttons stand under the name, in pixels."""


class Fact(QWidget):
    """A small caption with its value under it."""

    def __init__(self, caption: str, *values: QWidget) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(Caption(caption))
        row = QHBoxLayout()
        row.setSpacing(6)
        for value in values:
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        box.addLayout(row, 1)


class Header(QWidget):
    """The head of a dossier. `fold` shows one line; the same things stay within reach."""

    back = Signal()
    start = Signal()
    print_wanted = Signal()
    manage = Signal()
    differences = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = self._low = False
        self._told: tuple[tuple[str, str], ...] | None = None
        self.mark: Chip | None = None
        self.apart: Chip | None = None
        self.full, self.line = QWidget(), QWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(tokens.PAGE_MARGIN, 18, tokens.PAGE_MARGIN, 0)
        box.setSpacing(0)
        box.addWidget(self.full)
        box.addWidget(self.line)
        self._make_full()
        self._make_line()
        self.line.hide()

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the card of a household."""
        head = dossier.header
        self.title.setText(head.name)
        self.contact.setText(contact_line(head))
        self.contact.setVisible(bool(self.contact.text()))
        self._show_facts(head, dossier.today)
        self._show_term(head, dossier.today)
        self._show_differences(dossier.differences)
        self._show_safety(head)
        self.line_title.setText(head.name)
        self.line_facts.setText(_one_line(head, dossier.today))
        for button in (self.start_button, self.line_start, self.print_button):
            button.setVisible(dossier.readable)

    def clear(self) -> None:
        """Show nobody: the vault locks."""
        for label in (self.title, self.contact, self.line_title, self.line_facts,
                      self._lead, self._pair, self._ends, self._until, self._term):  # fmt: skip
            label.setText("")
        self._told, self.mark = None, None
        empty(self.safety.body)
        self.safety.hide()

    def fold(self, folded: bool) -> None:  # noqa: FBT001 (like Qt's own)
        """One line, or everything."""
        if folded == self._folded:
            return
        self._folded = folded
        focus = QApplication.focusWidget()
        inside = focus is not None and self.full.isAncestorOf(focus)
        self.full.setVisible(not folded)
        self.line.setVisible(folded)
        if folded and inside:
            self.line_start.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_low(self, low: bool) -> None:  # noqa: FBT001 (like Qt's own)
        """On a low window, or with large letters, one line is where it starts."""
        if low != self._low:
            self._low = low
            self.fold(low)

    def low(self) -> bool:
        """Whether there is too little height to stay unfolded."""
        return self._low

    def folded(self) -> bool:
        """Whether only one line is shown."""
        return self._folded

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < theme().px(STACK_BELOW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(down if narrow else across)

    def _make_full(self) -> None:
        box = QVBoxLayout(self.full)
        box.setContentsMargins(0, 0, 0, tokens.GRID)
        box.setSpacing(12)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(3)
        self.title = Title()
        self.contact = Secondary(wrap=True, letter="body")
        words.addWidget(self.title)
        words.addWidget(self.contact)
        self.back_button = Button(
            icon="arrow-left", kind="quiet", name=tr("Terug naar de huishoudens")
        )
        self.back_button.clicked.connect(self.back)
        name = QHBoxLayout()
        name.setSpacing(6)
        name.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.print_button = Button(tr("Afdrukken"), icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        self.start_button = Button(tr("Nieuw gesprek"), kind="primary", icon="chat-circle")
        self.start_button.clicked.connect(self.start)
        for button in (self.back_button, self.print_button, self.start_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(name, 1)
        self._head.addLayout(buttons)
        box.addLayout(self._head)
        self._facts_holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._facts_holder.setSizePolicy(policy)
        self._facts = FlowLayout(self._facts_holder, gap=40, row_gap=tokens.GAP_SMALL, fills=True)
        box.addWidget(self._facts_holder)
        self.safety = Card(tone="care", margin=16)
        self.safety.hide()
        self._make_facts()
        box.addWidget(self.safety)

    def _make_line(self) -> None:
        row = QHBoxLayout(self.line)
        row.setContentsMargins(0, 0, 0, tokens.GRID)
        row.setSpacing(tokens.GAP)
        self.line_title = Strong()
        self.line_facts = ElidingLabel(letter="small", ink="ink2")
        self.line_start = Button(tr("Nieuw gesprek"), kind="primary", small=True)
        self.line_start.clicked.connect(self.start)
        row.addWidget(self.line_title)
        row.addWidget(self.line_facts, 1)
        self.more = Button(icon="caret-down", kind="quiet", small=True, name=tr("Toon alles"))
        self.more.clicked.connect(lambda: self.fold(folded=False))
        row.addWidget(self.more)
        row.addWidget(self.line_start)

    def _make_facts(self) -> None:
        """Once: another dossier puts other words in the same places."""
        self._lead, self._pair = Text(), Text()
        self._ends, self._until = Text(), Text(ink="ink2")
        self.status = Chip("", checkable=False, small=True, soft=True)
        self.status.clicked.connect(self.manage)
        self._term = Text()
        self._calm = Text(tr("geen bijzonderheden"))
        self._mark = Chip(tr("Let op"), icon="shield-warning", tone="care", small=True)
        self._mark.setAccessibleName(tr("Veiligheid: lees waar u op let"))
        self._mark.toggled.connect(self.safety.setVisible)
        self._apart = Chip("", icon="chats-circle", tone="care", checkable=False, small=True)
        self._apart.clicked.connect(self.differences)
        for caption, values in (
            (tr("Regisseur"), (self._lead,)),
            (tr("Duo"), (self._pair,)),
            (tr("Waar staan we"), (self.status,)),
            (tr("Hulp stopt"), (self._ends, self._until)),
            (tr("Veiligheid"), (self._calm, self._mark)),
        ):
            self._facts.addWidget(Fact(caption, *values))
        self._term_fact = Fact(tr("Onderzoek Wmo"), self._term)
        self._facts.addWidget(self._term_fact)
        self._apart_fact = Fact(tr("Verschillen"), self._apart)
        self._facts.addWidget(self._apart_fact)

    def _show_facts(self, head: DossierHeader, today: date) -> None:
        lead = head.case_lead_name
        self._lead.setText(lead or tr("nog geen"))
        self._lead.set_ink("ink" if lead else "care")
        self._pair.setText(people(head.pair) or tr("nog geen"))
        said = statuses().get(str(head.status), str(head.status))
        self.status.setText(said)
        self.status.setAccessibleName(tr("Waar staan we: {status}. Aanpassen", status=said))
        self.status.updateGeometry()
        on = head.help_ends.on if head.help_ends else ""
        self._ends.setText(short_day(on, today) if on else tr("nog niet afgesproken"))
        self._ends.set_ink("ink" if on else "ink2")
        self._until.setText(until(on, today) if on else "")
        self._until.setVisible(bool(on))

    def _show_term(self, head: DossierHeader, today: date) -> None:
        """Until when the investigation of the Wmo may take; nothing where nothing is counted."""
        term = head.terms.investigation if head.terms else None
        self._term_fact.setVisible(term is not None)
        if term is not None:
            day = short_day(term.last.isoformat(), today)
            past = tr("was tot en met {day}", day=day)
            self._term.setText(past if term.past else tr("tot en met {day}", day=day))
            self._term.set_ink("care" if term.past else "ink")

    def _show_differences(self, number: int) -> None:
        """The way to what people wrote apart; nothing where nothing is."""
        said = tr("1 open") if number == 1 else tr("{number} open", number=number)
        self.apart = self._apart if number else None
        self._apart.setText(said)
        self._apart.setAccessibleName(tr("Verschillen: {number}. Bekijk ze", number=said))
        self._apart.updateGeometry()
        self._apart_fact.setVisible(bool(number))

    def _show_safety(self, head: DossierHeader) -> None:
        if head.safety == self._told:
            return
        self._told = head.safety
        self.mark = self._mark if head.safety else None
        self._mark.setChecked(False)
        self._mark.setVisible(bool(head.safety))
        self._calm.setVisible(not head.safety)
        empty(self.safety.body)
        for name, note in head.safety:
            self.safety.add(KnownNote(name, note))


def contact_line(head: DossierHeader) -> str:
    """`Korenstraat 41, Groningen · 050 555 01 23 · Nederlands, Turks, telefonische tolk`."""
    spoken = str(head.interpreter or "")
    words = interpreters().get(spoken, "") if spoken != Interpreter.NONE else ""
    return joined(head.address, head.phone, joined(head.language, words, sign=", "), sign="   ·   ")


def _one_line(head: DossierHeader, today: date) -> str:
    on = head.help_ends.on if head.help_ends else ""
    ends = tr("hulp stopt {day}", day=short_day(on, today)) if on else ""
    safety = tr("let op: veiligheid") if head.safety else ""
    status = statuses().get(str(head.status), "")
    return joined(head.address, head.phone, status, head.case_lead_name, ends, safety)
