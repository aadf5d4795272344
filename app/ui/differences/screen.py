"""Verschillen: household by household, what people wrote apart and how it becomes one again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.services import attention
from app.services import differences as service
from app.services.undoing import noted
from app.ui.differences import phrases
from app.ui.differences.attention import AttentionSection
from app.ui.differences.card import DifferenceCard
from app.ui.fresh import Fresh
from app.ui.kit import Button, EmptyState, SectionTitle, Segments
from app.ui.latest import Latest
from app.ui.parts import Header, ScrollPage
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QShowEvent

    from app.services.attention import AttentionLine
    from app.services.differences import OpenDifference
    from app.services.session import Session
    from app.ui.worker import Worker

    _Answer = tuple[tuple[OpenDifference, ...], tuple[AttentionLine, ...], date]

MOST_SHOWN: Final = 20
"""Differences, and lines under them, drawn at once; the rest comes when somebody asks for it."""
FRAME: Final = 28
"""Pixels kept free under words that are being written."""
ALL: Final = "all"
MINE: Final = "mine"


class DifferencesScreen(ScrollPage):
    """Up and down go from one to the next, left and right within one; 1, 2, 3 choose."""

    undoable = Signal(str, object)
    open_household = Signal(str, str)
    """Whose dossier, and at which tab if one is meant."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(tr("Verschillen"), parent)
        self._worker = worker
        self._latest = Latest(worker)
        self._fresh = Fresh(self, worker, None, self._ask)
        self._limit = MOST_SHOWN
        self._wanted: str | None = None
        self._all: tuple[OpenDifference, ...] = ()
        self._misfits: tuple[AttentionLine, ...] = ()
        self._today: date | None = None
        self.cards: list[DifferenceCard] = []
        self.more: Button | None = None
        self.attention: AttentionSection | None = None
        self.header = Header(tr("Verschillen"), " ")
        self.filter = Segments(
            [(ALL, tr("Hele team")), (MINE, tr("Van mij"))], name=tr("Welke verschillen")
        )
        self.filter.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.filter.changed.connect(self._filtered)
        self.header.add(self.filter)
        self.body.addWidget(self.header)
        self._list = QVBoxLayout()
        self._list.setSpacing(14)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        worker.locked.connect(self.forget)

    def refresh(self) -> None:
        """Ask for what is open; the newest question wins."""
        self._fresh.read()

    def _ask(self) -> None:
        self._latest.ask(_asked, self._arrived)

    def enter(self, household: str = "") -> None:
        """Somebody comes here: the keyboard goes to the first one, or to the first of a household.

        The whole team's are shown, so that what was asked for is among them.
        """
        self._wanted = household
        if household:
            self.filter.set_current(ALL)
        self.refresh()

    def forget(self) -> None:
        """Nothing of any household stays in these widgets."""
        self._all, self._misfits, self._today = (), (), None
        self._fresh.outdate()
        self.header.set_texts(tr("Verschillen"), " ")
        self._clear()
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards, self.more, self.attention = [], None, None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = QApplication.focusWidget()
        if isinstance(here, QTextEdit) or not self._steer(Qt.Key(event.key()), event.text()):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fresh.look()

    def _arrived(self, answer: _Answer) -> None:
        self._all, self._misfits, self._today = answer
        self._draw()

    def _filtered(self, _key: str) -> None:
        self._limit = MOST_SHOWN
        if self._today is not None:
            self._draw()

    def _draw(self) -> None:
        mine = self.filter.current() == MINE
        found = [one for one in self._all if one.mine or not mine]
        misfits = [one for one in self._misfits if one.mine or not mine]
        waiting = sum(not one.agreed for one in found)
        self.header.set_texts(tr("Verschillen"), _line(waiting, len(found), len(misfits)))
        at = self._at()
        self._fill(found)
        self._add_attention(misfits[: self._limit])
        if not found and not misfits:
            self._list.addWidget(self._empty())
        self._add_rest(sum(max(0, len(all_) - self._limit) for all_ in (found, misfits)))
        self._settle_focus(at)

    def _fill(self, found: Sequence[OpenDifference]) -> None:
        assert self._today is not None  # noqa: S101 - it came with the differences
        known = {card.one.id: card for card in self.cards}
        begun = {key: card.combine.text() for key, card in known.items() if card.combine}
        self._clear()
        self.cards, self.more, self.attention = [], None, None
        for _household, group in groupby(found[: self._limit], key=_group):
            ones = list(group)
            self._list.addWidget(self._heading(ones[0]))
            for one in ones:
                old = known.get(one.id)
                same = old is not None and old.one == one
                card = known.pop(one.id) if same else self._card(one, self._today)
                self.cards.append(card)
                self._list.addWidget(card)
                card.show()
                if not same and one.id in begun:
                    card.open_combine(begun[one.id])
        for old in known.values():
            old.hide()
            old.deleteLater()

    def _clear(self) -> None:
        """Cards leave the page and live on; all else goes."""
        while (item := self._list.itemAt(0)) is not None and (widget := item.widget()):
            self._list.removeWidget(widget)  # a taken item would keep an old height in Qt's cache
            if not isinstance(widget, DifferenceCard):
                widget.hide()
                widget.deleteLater()

    def _heading(self, one: OpenDifference) -> QWidget:
        """Whose, with the way to their dossier."""
        home, name = _group(one)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(SectionTitle(name, wrap=True), 1)
        if home:
            button = Button(tr("Open dossier"), kind="quiet", small=True, touch=True)
            button.setAccessibleName(tr("Open het dossier van {name}", name=name))
            button.clicked.connect(lambda: self.open_household.emit(home, ""))
            row.addWidget(button)
        return holder

    def _card(self, one: OpenDifference, today: date) -> DifferenceCard:
        card = DifferenceCard(one, today)
        card.taken.connect(self._take)
        card.combined.connect(self._combine)
        card.talked.connect(self._talk)
        card.kept.connect(self._keep)
        return card

    def _follow(self) -> None:
        """What is being written stays in sight as it grows, while it fits."""
        at = self._at()
        box = self.cards[at].combine if 0 <= at < len(self.cards) else None
        if box is not None and box.height() < self.viewport().height():
            self.ensureWidgetVisible(box, 0, FRAME)

    def _add_rest(self, number: int) -> None:
        if number:
            self.more = Button(tr("Nog {number} tonen", number=number), touch=True)
            self.more.clicked.connect(self._show_more)
            self._list.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_attention(self, misfits: Sequence[AttentionLine]) -> None:
        if misfits and self._today is not None:
            self.attention = AttentionSection(misfits, self._today)
            self.attention.opened.connect(self.open_household)
            self._list.addWidget(self.attention)

    def _show_more(self) -> None:
        self._limit += MOST_SHOWN
        self._draw()

    def _empty(self) -> EmptyState:
        if self._all or self._misfits:
            state = EmptyState(
                tr("Niets waar jij bij bent"),
                tr("Bij collega's staat nog wel iets open."),
                icon="chats-circle",
                action=tr("Toon het hele team"),
            )
            state.acted.connect(self._show_team)
            return state
        return EmptyState(
            tr("Alles klopt met elkaar"),
            tr(
                "Schrijven twee mensen apart van elkaar over hetzelfde, dan staat het hier naast"
                " elkaar. Niets gaat verloren, en jullie kiezen samen."
            ),
            icon="chats-circle",
        )

    def _show_team(self) -> None:
        self.filter.set_current(ALL)
        self._draw()
        self._focus(0)

    def _take(self, one: OpenDifference, head: str) -> None:
        self._run(lambda s: service.take(s, one, head), _chosen(one))

    def _combine(self, one: OpenDifference, value: object) -> None:
        self._run(lambda s: service.combine(s, one, value), _chosen(one))

    def _talk(self, one: OpenDifference, title: str) -> None:
        self._run(lambda s: service.talk(s, one, title), tr("Op de agenda gezet"))

    def _keep(self, one: OpenDifference, text: str) -> None:
        if self._worker.is_open:
            self._worker.run(service.keep, one, text)

    def _run(self, act: Callable[[Session], object], said: str) -> None:
        offer = lambda done: self.undoable.emit(said, done.step)  # noqa: E731
        self._worker.run(noted, act, then=offer, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._worker.failed.emit(error)
        if isinstance(error, UserError):
            self.refresh()

    def _stops(self) -> list[DifferenceCard | Button]:
        """What up and down go by: the cards, then the ways to what does not fit together."""
        return [*self.cards, *(self.attention.buttons if self.attention else ())]

    def _at(self) -> int:
        """Which stop has the keyboard; -1 for none."""
        here = QApplication.focusWidget()
        inside = (
            n
            for n, stop in enumerate(self._stops())
            if here and (stop is here or stop.isAncestorOf(here))
        )
        return next(inside, -1)

    def _settle_focus(self, at: int) -> None:
        """After a card went, the next one has the keyboard; who came here begins at the first."""
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.isVisible():
            homes = [card.one.subject.household for card in self.cards]
            self._focus(homes.index(wanted) if wanted in homes else 0)
        elif at >= 0 and self._at() < 0:
            self._focus(min(at, len(self._stops()) - 1))

    def _focus(self, number: int) -> None:
        stops = self._stops()
        stop = stops[max(0, number)] if stops else self.filter.button(self.filter.current())
        if isinstance(stop, DifferenceCard):
            stop.focus_first()
        else:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _steer(self, key: Qt.Key, text: str) -> bool:
        """Whether the key means something here."""
        at, number = self._at(), len(self._stops())
        if not number:
            return False
        steps = {Qt.Key.Key_Down: at + 1, Qt.Key.Key_Up: at - 1, Qt.Key.Key_Home: 0,
                 Qt.Key.Key_End: number - 1}  # fmt: skip
        if key in steps:
            if 0 <= steps[key] < number:
                self._focus(steps[key])
            return True
        card = self.cards[max(0, at)] if max(0, at) < len(self.cards) else None
        if card is not None and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return card.step(-1 if key == Qt.Key.Key_Left else 1)
        return card is not None and bool(text) and card.press(text.lower())


def _asked(session: Session) -> _Answer:
    return service.differences(session), attention.lines(session), session.clock.today()


def _group(one: OpenDifference) -> tuple[str, str]:
    about = one.subject
    return about.household, about.household_name or tr("Van het team")


def _line(waiting: int, whole: int, misfits: int) -> str:
    look = waiting + misfits
    if not whole and not misfits:
        return tr("Niets om samen te bekijken.")
    if not look:
        return tr("Niets om te kiezen; kijk het alleen even na.")
    number = (
        tr("1 om samen te bekijken.")
        if look == 1
        else tr("{number} om samen te bekijken.", number=look)
    )
    if not waiting:
        return number
    return tr("{number} Wat je kiest, geldt voor het hele team.", number=number)


def _chosen(one: OpenDifference) -> str:
    if one.deleted:
        return tr("Geregeld voor het hele team")
    return tr("Gekozen voor het hele team: {what}", what=phrases.heading(one).lower())
