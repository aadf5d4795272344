"""One melding beside the list: what is asked, who is involved, who goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.words import Status
from app.ui.kit.buttons import Button
from app.ui.kit.card import Card
from app.ui.kit.fields import Field
from app.ui.kit.labels import Caption, Secondary, SectionTitle, Text
from app.ui.referrals.assign import AssignCard
from app.ui.referrals.words import (
    confirmed_words,
    investigation_words,
    own_plan_words,
    status_word,
)
from app.ui.text import joined, listed, tr
from app.ui.theme import tokens
from app.ui.today.rows import DayBar, day_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.model.wmo import Term
    from app.services.referrals import Candidate, ReferralCard

WAITING = frozenset({Status.REFERRED.value})


class ReferralDetail(QWidget):
    """Shows one card; asks through signals, changes nothing itself."""

    assigned = Signal(str, list)
    not_taken = Signal(str, str)
    edit = Signal(str)
    open_household = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ReferralCard | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        self._about = Card("")
        self._about.body.setSpacing(10)
        column.addWidget(self._about)
        self.assign = AssignCard()
        self.assign.assigned.connect(self._assigned)
        column.addWidget(self.assign)
        column.addWidget(self._make_refusal())
        column.addStretch(1)

    def card(self) -> ReferralCard | None:
        """The melding that is shown."""
        return self._card

    def show_card(self, card: ReferralCard) -> None:
        """Draw a melding; the team comes later through `show_candidates`.

        Of the same melding, drawn again, what is ticked and typed beside it stays.
        """
        if card == self._card:
            return  # what has the keyboard stays
        waits = card.status in WAITING
        if not waits or self._card is None or self._card.id != card.id:
            self.assign.forget()
            self.reason.set_text("")
        self._card = card
        while self._about.body.count():
            item = self._about.body.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._draw(card)
        self.assign.setVisible(waits)
        self._refusal.setVisible(waits)

    def enter(self) -> None:
        """The keyboard goes to what comes next for this melding."""
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Draw who could go."""
        self.assign.show_candidates(candidates)

    def _draw(self, card: ReferralCard) -> None:
        add = self._about.add
        add(SectionTitle(card.name, wrap=True))
        add(Secondary(joined(card.address, card.phone), wrap=True, letter="body"))
        if card.status in WAITING:
            add(DayBar(card.day_no, card.aim_days))
            add(Secondary(day_words(card), wrap=True))
        else:
            pair = listed(card.pair_names)
            add(Secondary(joined(status_word(card.status), pair), wrap=True))
        self._draw_terms(card)
        if card.reason:
            add(Text(card.reason, wrap=True, letter="note", selectable=True))
        source = joined(card.source, card.source_name)
        self._pair(tr("Gemeld door"), source)
        self._pair(tr("Thema’s"), ", ".join(card.themes))
        self._pair(tr("Waarom niet opgepakt"), card.not_taken_reason)
        self._pair(tr("Wie is er al bij betrokken"), card.already_involved or tr("nog niet bekend"))
        self._about.add(self._make_buttons(card))

    def _draw_terms(self, card: ReferralCard) -> None:
        """What the law counts from a melding under it; the day that is past in the care colour."""
        if not card.legal:
            return
        title, confirmed = tr("Melding volgens de Wmo"), confirmed_words(card.confirmed_on)
        told = Text(confirmed, wrap=True)
        if card.terms is not None:
            self._block(
                title,
                told,
                _term(own_plan_words(card.terms), card.terms.own_plan),
                _term(investigation_words(card.terms), card.terms.investigation),
            )
        elif card.received_on:
            self._block(title, told, Text(tr("De termijnen lopen niet meer."), wrap=True))
        else:
            unknown = tr("Wanneer de melding binnenkwam, is niet bekend.")
            self._block(title, told, Text(unknown, wrap=True))

    def _pair(self, label: str, value: str) -> None:
        if value:
            self._block(label, Text(value, wrap=True))

    def _block(self, label: str, *lines: Text) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(Caption(label))
        for line in lines:
            column.addWidget(line)
        self._about.add(box)

    def _make_buttons(self, card: ReferralCard) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(tokens.GAP_SMALL)
        if card.household:
            dossier = Button(tr("Naar het dossier"), kind="primary", icon="house", small=True)
            dossier.clicked.connect(lambda: self.open_household.emit(card.household))
            row.addWidget(dossier)
            self.next_button = dossier
        change = Button(tr("Aanvullen"), icon="pencil-simple", small=True)
        change.clicked.connect(lambda: self.edit.emit(card.id))
        row.addWidget(change)
        if not card.household:
            self.next_button = change
        row.addStretch(1)
        return box

    def _make_refusal(self) -> Card:
        self._refusal = Card("", tone="plain")
        self.reason = Field(tr("Pakken jullie deze niet op? Schrijf waarom"))
        self.refuse_button = Button(tr("Niet oppakken"), small=True)
        self.refuse_button.setEnabled(False)
        self.reason.edited.connect(lambda text: self.refuse_button.setEnabled(bool(text.strip())))
        self.refuse_button.clicked.connect(self._refuse)
        row = QHBoxLayout()
        row.addWidget(self.refuse_button)
        row.addStretch(1)
        self._refusal.add(self.reason)
        self._refusal.body.addLayout(row)
        return self._refusal

    def _assigned(self, members: list[str]) -> None:
        if self._card is not None:
            self.assigned.emit(self._card.id, members)

    def _refuse(self) -> None:
        if self._card is not None and self.reason.text().strip():
            self.not_taken.emit(self._card.id, self.reason.text().strip())


def _term(words: str, term: Term) -> Text:
    return Text(words, wrap=True, ink="care" if term.past else "ink")
