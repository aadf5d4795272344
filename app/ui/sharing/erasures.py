"""What is proposed to be erased for ever, and what the team erased: said honestly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.services import erasing
from app.ui.kinds import kind_word
from app.ui.kit import Button, Card, Field, Secondary, Strong, Text, flowing
from app.ui.parts import empty
from app.ui.sharing.status import Fold
from app.ui.text import joined, listed, told, tr
from app.ui.theme.sight import bring_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from app.services.erasing import Asked, Erased, Matter
    from app.ui.worker import Worker

HOUSEHOLD: Final = "household"


def promise() -> str:
    """What erasing can and cannot do."""
    return tr(
        "Weg op de laptops die dit bevestigen. Niet in oude reservekopieën, oude versies bij de"
        " aanbieder of verloren laptops."
    )


class ProposalCard(Card):
    """One proposal; only the coordinator answers, and never to their own."""

    confirmed = Signal(str)
    refused = Signal(object)
    """The `Asked`."""
    hidden = Signal(str)

    def __init__(self, one: Asked, *, coordinating: bool, parent: QWidget | None = None) -> None:
        super().__init__("", parent, tone="care" if coordinating and not one.mine else "surface")
        what = "; ".join(map(_matter, one.what))
        title = tr("Voorgoed verwijderen: {what}", what=what)
        self.setAccessibleName(title)
        self.add(Strong(title, wrap=True))
        self.add(Text(tr("Voorgesteld door {name}.", name=one.by or "…"), wrap=True))
        if one.why:
            self.add(Text(tr("Waarom: {words}", words=one.why), wrap=True))
        if one.whole:
            closed = tr("Ook gesloten notities over dit huishouden gaan weg, van wie ze ook zijn.")
            self.add(Text(closed, wrap=True))
        self.add(Secondary(promise(), wrap=True))
        self.answers = coordinating and not one.mine
        if not self.answers:
            self.add(Secondary(_waits(one, coordinating=coordinating), wrap=True))
            self.hide_button = Button(tr("Niet meer tonen"), kind="quiet", small=True)
            self.hide_button.clicked.connect(lambda: self.hidden.emit(one.id))
            self.body.addWidget(self.hide_button, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self.yes = Button(tr("Ja, verwijder voorgoed"), kind="care", icon="trash", small=True)
        self.yes.clicked.connect(lambda: self.confirmed.emit(one.id))
        self.no = Button(tr("Nee, bewaar het"), small=True)
        self.no.clicked.connect(lambda: self.refused.emit(one))
        self.add(flowing(self.yes, self.no))


def _matter(one: Matter) -> str:
    """A household is its name alone."""
    return joined("" if one.kind == HOUSEHOLD else kind_word(one.kind), one.words)


def _waits(one: Asked, *, coordinating: bool) -> str:
    if one.mine and coordinating:
        return tr("Een ander teamlid moet dit voorstellen: twee mensen beslissen samen.")
    return tr("Het wacht op het ja van de coördinator.")


class Erasures(QWidget):
    """Proposals that wait for another, and under a fold what is gone; `asked` stands elsewhere.

    `answered` carries a sentence to say and asks for a round; `rested` comes when the last card
    goes that had the keyboard.
    """

    answered = Signal(str)
    rested = Signal()

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self.asked = QWidget()
        """What waits for this person's answer, to be put in sight."""
        self._asked, column = _column(self.asked), _column(self)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        column.addLayout(self._cards)
        self.fold = Fold()
        column.addWidget(self.fold)
        self._shown: object = None

    def show_found(
        self, asked: Sequence[Asked], gone: Sequence[Erased], *, coordinating: bool
    ) -> None:
        """Draw them; nothing at all where there is nothing."""
        now = (tuple(asked), tuple(gone), coordinating)
        if now == self._shown:
            return
        self._shown = now
        here = QApplication.focusWidget()
        held = any(card.isAncestorOf(here) for card in self.cards()) if here else False
        self._empty()
        for one in asked:
            card = ProposalCard(one, coordinating=coordinating)
            card.confirmed.connect(self._confirm)
            card.refused.connect(self._refuse)
            card.hidden.connect(self._hide)
            (self._asked if card.answers else self._cards).addWidget(card)
        lines = [_gone(one) for one in gone]
        self.fold.show_lines(tr("Voorgoed verwijderd"), [*lines, promise()] if lines else [])
        self.asked.setVisible(bool(self._asked.count()))
        self.setVisible(bool(self._cards.count() or gone))
        if held:
            self._pass_on()

    def cards(self) -> list[ProposalCard]:
        """Those that are shown, first what this person answers."""
        items = [box.itemAt(at) for box in self._boxes() for at in range(box.count())]
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, ProposalCard)]

    def forget(self) -> None:
        """No name stays here while the vault is closed."""
        self._shown = None
        self._empty()
        self.fold.show_lines("", [])

    def _boxes(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        return self._asked, self._cards

    def _empty(self) -> None:
        for box in self._boxes():
            empty(box)

    def _pass_on(self) -> None:
        """An answer was given: on to the next, where a hasty Enter keeps it."""
        for card in self.cards():
            if card.answers:
                card.no.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.rested.emit()

    def _confirm(self, asked: str) -> None:
        said = tr("Het wordt overal verwijderd, laptop voor laptop, bij het delen.")
        self._run(erasing.confirm, asked, said)

    def _refuse(self, one: Asked) -> None:
        name = one.by or tr("wie het voorstelde")
        said = tr("Het blijft staan. Vertel het {name} zelf: dat doet Drempel niet.", name=name)
        self._run(erasing.refuse, one.id, said)

    def _hide(self, asked: str) -> None:
        self._run(erasing.refuse, asked, tr("Deze laptop toont dit voorstel niet meer."))

    def _run(self, service: Callable[..., Any], asked: str, said: str) -> None:
        self._worker.run(
            service, asked, then=lambda _none: self.answered.emit(said),
            failed=self._worker.failed.emit,
        )  # fmt: skip


def _column(around: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return column


def _gone(one: Erased) -> str:
    what = []
    if one.dossiers:
        what.append(
            tr("1 dossier") if one.dossiers == 1 else tr("{number} dossiers", number=one.dossiers)
        )
    if one.parts:
        what.append(
            tr("1 onderdeel") if one.parts == 1 else tr("{number} onderdelen", number=one.parts)
        )
    said = tr(
        "{what}: weg bij {names}, voor zover daar te lezen.",
        what=listed(what),
        names=_list(one.confirmed),
    )
    if one.waiting:
        said += " " + tr("Nog niet bevestigd door {names}.", names=_list(one.waiting))
    return said


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or tr("nog niemand")


class EraseStart(QWidget):
    """In a dossier: propose that something goes for ever, with the reason if the team may read it.

    A household goes with everything of it, another record with what hangs under it. `run` calls a
    service as `Worker.run` does. With `name` the button is an icon that says so to who cannot
    see it, at the right of `beside`: for what stands among others of its sort. `stopped` comes when
    somebody thought better of it.
    """

    stopped = Signal()

    def __init__(
        self,
        run: Callable[..., object],
        kind: str,
        entity: str,
        parent: QWidget | None = None,
        *,
        name: str = "",
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run, self._kind, self._id = run, kind, entity
        self._asks_why = erasing.takes_reason(kind)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        words = tr("Voorgoed verwijderen")
        self.button = Button("" if name else words, kind="quiet", icon="trash", small=True)
        if name:
            self.button.setAccessibleName(tr("Voorgoed verwijderen: {what}", what=name))
            self.button.setToolTip(words)
        self.button.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        if beside is not None:
            row.addWidget(beside, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        if beside is None:
            row.addStretch(1)
        self._column.addLayout(row)
        self.card: Card | None = None
        self._sent = False
        self.said = Secondary(wrap=True)
        self.said.hide()
        self._column.addWidget(self.said)

    def _open(self) -> None:
        if self.card is None:
            self.card = self._make_card()
            self._column.insertWidget(1, self.card)
        self.said.hide()
        self.reason.set_problem("")
        self.card.show()
        (self.reason.line if self._asks_why else self.no).setFocus()
        QTimer.singleShot(0, self.card, self._in_sight)

    @property
    def asking(self) -> bool:
        """Whether somebody reads what would go, or writes why: it is not drawn anew then."""
        return self.card is not None and not self.card.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.asking:
            self._stop()
            return
        super().keyPressEvent(event)

    def _in_sight(self) -> None:
        """The whole card, with its buttons; of what is too high at least where one writes."""
        if self.card is not None:
            bring_whole(self.card, self.reason if self._asks_why else self.no)

    def _make_card(self) -> Card:
        card = Card("", tone="care")
        card.add(Text(_what_goes(self._kind), wrap=True))
        card.add(Secondary(promise(), wrap=True))
        self.reason = Field(tr("Waarom?"), placeholder=_for_example(self._kind))
        card.add(self.reason)
        self.reason.setVisible(self._asks_why)
        self.reason.line.returnPressed.connect(self._propose)
        card.add(Secondary(_who_reads_why(asked=self._asks_why), wrap=True))
        self.yes = Button(tr("Stel voor"), kind="care", small=True)
        self.yes.clicked.connect(self._propose)
        self.no = Button(tr("Toch niet"), small=True)
        self.no.clicked.connect(self._stop)
        card.add(flowing(self.yes, self.no))
        return card

    def _stop(self) -> None:
        self._close()
        self.stopped.emit()

    def _close(self) -> None:
        if self.card is not None:
            self.card.hide()
        self.button.setFocus()

    def _propose(self) -> None:
        if self._sent:
            return
        reason = self.reason.text().strip()
        if not reason and self._asks_why:
            self.reason.set_problem(tr("Schrijf op waarom; dat ziet het team tot het weg is."))
            self.reason.line.setFocus()
            return
        if self._kind == HOUSEHOLD:
            wanted: tuple[object, ...] = (erasing.propose_household, self._id, reason)
        else:
            wanted = (erasing.propose_record, self._kind, self._id, reason)
        self._sent = True
        self._run(*wanted, then=self._done, failed=self._failed)

    def _done(self, _id: object) -> None:
        self._sent = False
        self._close()
        self.reason.set_text("")
        self.said.setText(tr("Voorgesteld. De coördinator ziet het op Delen zodra je deelt."))
        self.said.show()

    def _failed(self, error: Exception) -> None:
        self._sent = False
        if self._asks_why:
            self.reason.set_problem(told(error))
        else:
            self.said.setText(told(error))
            self.said.show()


def _what_goes(kind: str) -> str:
    if kind == HOUSEHOLD:
        return tr(
            "Alles van dit huishouden gaat weg, ook gesloten notities, bij iedereen, en komt niet"
            " terug. Een ander dan jij beslist mee: jij stelt voor, de coördinator bevestigt."
        )
    return tr(
        "Dit gaat weg met alles wat eronder hangt en alles wat er eerder stond, bij iedereen, en"
        " komt niet terug. Een ander dan jij beslist mee: jij stelt voor, de coördinator bevestigt."
    )


def _who_reads_why(*, asked: bool) -> str:
    if asked:
        return tr(
            "Het hele team leest waarom, tot het weg is; ook wie dit dossier niet leest. Schrijf"
            " niets op wat niet iedereen mag weten."
        )
    return tr(
        "Het hele team ziet dat jij een gesloten notitie wilt verwijderen. Waarom en over wie staat"
        " er niet bij: zeg dat zelf tegen de coördinator."
    )


def _for_example(kind: str) -> str:
    if kind == HOUSEHOLD:
        return tr("bijvoorbeeld: op verzoek van mevrouw")
    return tr("bijvoorbeeld: staat in het verkeerde dossier")
