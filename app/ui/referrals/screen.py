"""Meldingen: the list, one melding beside it, a duo in two presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.model.words import Status
from app.services import referrals as service
from app.services.undoing import noted
from app.ui.fresh import Fresh
from app.ui.kit.buttons import Button
from app.ui.kit.fast_list import FastList, ListRow
from app.ui.kit.labels import Secondary
from app.ui.kit.states import EmptyState, Scroll
from app.ui.kit.tabs import Segments
from app.ui.parts import Header
from app.ui.referrals.detail import WAITING, ReferralDetail
from app.ui.referrals.words import status_word
from app.ui.text import joined, people, tr
from app.ui.theme import tokens
from app.ui.today.rows import days_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from app.services.referrals import Candidate, ReferralCard
    from app.services.undoing import Noted
    from app.ui.worker import Worker

REFRESHED_BY: Final = frozenset({"referral", "household", "member"})
NEW, ASSIGNED, ALL = "new", "assigned", "all"


class ReferralsScreen(QWidget):
    """What came in, oldest waiting first. The chosen melding stays chosen when the list changes."""

    new_referral = Signal()
    edit_referral = Signal(str)
    open_household = Signal(str)
    undoable = Signal(str, object)
    counted = Signal(int)
    """How many wait for a duo."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._wanted = ""
        self._after: Callable[[], object] | None = None
        """Where the keyboard goes when what had it is gone from the list that comes."""
        self._cards: dict[str, ReferralCard] = {}
        self.setProperty("ground", "paper")
        self.setAccessibleName(tr("Meldingen"))
        column = QVBoxLayout(self)
        margin = tokens.PAGE_MARGIN
        column.setContentsMargins(margin, 26, margin, 0)
        column.setSpacing(18)
        column.addWidget(self._make_header())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_board())
        self.empty = EmptyState(
            tr("Nog geen meldingen"),
            tr("Iemand maakt zich zorgen, of vraagt hulp: schrijf het hier op in een minuut."),
            icon="tray",
            action=tr("Nieuwe melding"),
        )
        self.empty.acted.connect(self.new_referral)
        self._pages.addWidget(self.empty)
        column.addWidget(self._pages, 1)
        self.fresh = Fresh(self, worker, REFRESHED_BY, self.refresh)

    def refresh(self) -> None:
        """Read the list again."""
        if self._worker.is_open:
            self._worker.run(service.listing, False, then=self.show_cards)

    def show_referral(self, key: str) -> None:
        """Choose one melding, now or as soon as the list has it."""
        self._wanted = key
        if key in self._cards:
            self.show_cards(tuple(self._cards.values()))

    def show_cards(self, cards: tuple[ReferralCard, ...]) -> None:
        """Draw an answer of the service."""
        self._cards = {card.id: card for card in cards}
        self._pages.setCurrentIndex(0 if cards else 1)
        waiting = sum(card.status in WAITING for card in cards)
        self.counted.emit(waiting)
        one = waiting == 1
        many = tr("{number} wachten op een duo", number=waiting)
        self.count.setText(tr("1 wacht op een duo") if one else many)
        wanted = self._cards.get(self._wanted)
        if wanted is not None and not _fits(wanted, self.which.current()):
            self.which.set_current(_kind(wanted))
        self._show_list()
        after, self._after = self._after, None
        if after is not None:
            after()

    def _enter_list(self) -> None:
        stop = self.list if self.list.count() else self.which.button(self.which.current())
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        before = self._wanted or self.list.current_id()
        cards = [card for card in self._cards.values() if _fits(card, self.which.current())]
        self.list.set_rows([_row(card) for card in cards])
        self.detail.setVisible(bool(cards))
        self.quiet.setVisible(not cards)
        if self.list.set_current_id(before):
            self._wanted = ""
        if cards:
            self._show(self.list.current_id())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fresh.look()

    def _make_header(self) -> Header:
        header = Header(tr("Meldingen"))
        self.which = Segments(_kinds(), name=tr("Welke meldingen"))
        self.which.changed.connect(lambda _key: self._show_list())
        header.add(self.which)
        self.new_button = Button(tr("Nieuwe melding"), kind="primary", icon="plus")
        self.new_button.clicked.connect(self.new_referral)
        header.add(self.new_button)
        return header

    def _make_board(self) -> QWidget:
        board = QWidget()
        row = QHBoxLayout(board)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(22)
        self.list = FastList(name=tr("Meldingen"))
        self.list.current_changed.connect(self._show)
        self.list.opened.connect(self._show)
        self.count = Secondary()
        left = QVBoxLayout()
        left.addWidget(self.count)
        left.addWidget(self.list, 1)
        self.detail = ReferralDetail()
        self.detail.setVisible(False)
        self.detail.assigned.connect(self._assign)
        self.detail.not_taken.connect(self._not_taken)
        self.detail.edit.connect(self.edit_referral)
        self.detail.open_household.connect(self.open_household)
        self.quiet = Secondary(
            tr("Er wacht niets. Nieuwe vragen en zorgen komen hier binnen."),
            wrap=True,
            letter="body",
        )
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.quiet.setVisible(False)
        holder = QWidget()
        right = QVBoxLayout(holder)
        right.setContentsMargins(4, 4, 12, 24)
        right.addWidget(self.detail)
        right.addWidget(self.quiet)
        right.addStretch(1)
        row.addLayout(left, 4)
        row.addWidget(Scroll(holder), 5)
        return board

    def _show(self, key: str) -> None:
        card = self._cards.get(key)
        if card is None:
            return
        self.detail.show_card(card)
        if card.status in WAITING:
            self._worker.run(
                service.candidates, key, then=lambda found: self._candidates(key, found)
            )

    def _candidates(self, key: str, found: tuple[Candidate, ...]) -> None:
        shown = self.detail.card()
        if shown is not None and shown.id == key:
            self.detail.show_candidates(found)

    def _assign(self, key: str, members: list[str]) -> None:
        def assigned(done: Noted) -> None:
            self._wanted, self._after = key, self.detail.enter
            self.refresh()
            self.undoable.emit(tr("Duo toegewezen"), done.step)

        self._worker.run(noted, service.assign, key, tuple(members), then=assigned)

    def _not_taken(self, key: str, reason: str) -> None:
        def refused(done: Noted) -> None:
            self._after = self._enter_list
            self.refresh()
            self.undoable.emit(tr("Melding niet opgepakt"), done.step)

        self._worker.run(noted, service.not_taken, key, reason, then=refused)


def _kinds() -> list[tuple[str, str]]:
    return [(NEW, tr("Nieuw")), (ASSIGNED, tr("Toegewezen")), (ALL, tr("Alle"))]


def _kind(card: ReferralCard) -> str:
    if card.status in WAITING:
        return NEW
    return ASSIGNED if card.status == Status.ASSIGNED.value else ALL


def _fits(card: ReferralCard, kind: str) -> bool:
    return kind == ALL or _kind(card) == kind


def _row(card: ReferralCard) -> ListRow:
    legal = tr("Wmo") if card.legal else ""
    line = joined(legal, card.address, card.source, *card.themes[:1])
    if card.status not in WAITING:
        told = joined(status_word(card.status), people(card.pair_names))
        return ListRow(card.id, card.name, line, told)
    late = card.day_no > card.aim_days
    return ListRow(card.id, card.name, line, days_waiting(card), "care" if late else "ink2")
