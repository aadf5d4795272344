"""Members and their laptops: who they are, letting go of one, handing over, taking over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError, sentence
from app.services import team as teams
from app.ui.kit import (
    Button,
    Card,
    FlowLayout,
    Line,
    NoteBox,
    Secondary,
    SectionTitle,
    Strong,
    Text,
    flowing,
)
from app.ui.kit.panel import Panel
from app.ui.parts import empty
from app.ui.sharing import words
from app.ui.text import joined, language, tr
from app.ui.theme import tokens
from app.ui.theme.sight import bring_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from app.services.sharing_view import GoneLaptop, LaptopLine, SharingView
    from app.ui.worker import Worker


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is asked about once: what it means, and the word on the button."""

    means: str
    button: str
    service: Callable[..., Any]
    argument: str
    done: str


class Asked(Card):
    """What a deed means, honestly, before it is done; in the panel itself, never a dialog.

    Esc is no, and goes back to `before`, which asked.
    """

    def __init__(self, deed: Deed, do: Callable[[], object], before: QWidget) -> None:
        super().__init__("", tone="care", margin=16)
        self._before = before
        self.add(Text(deed.means, wrap=True))
        self.yes = Button(deed.button, kind="care", small=True)
        self.yes.clicked.connect(do)
        self.no = Button(tr("Toch niet"), small=True)
        self.no.clicked.connect(self._stop)
        self.add(flowing(self.yes, self.no))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
            return
        super().keyPressEvent(event)

    def _stop(self) -> None:
        self._before.setFocus()
        self.hide()
        self.deleteLater()


class MembersPanel(Panel):
    """For everyone to see; the coordinator can do more. `done` carries what to say of it."""

    done = Signal(str)

    def __init__(self, window: QWidget, worker: Worker) -> None:
        super().__init__(window, tr("Leden en laptops"), width=480)
        self._worker = worker
        self._view: SharingView | None = None
        self.asked: Asked | None = None
        self._recovering = False
        self._people = QVBoxLayout()
        self._people.setSpacing(14)
        self.body.addLayout(self._people)
        self._make_recovery()

    def show_view(self, view: SharingView) -> None:
        """Draw everyone; what was being asked goes."""
        if self._view == view:
            return
        self._view = view
        self.asked = None
        empty(self._people)
        for number, (_member, lines) in enumerate(_by_member(view.laptops)):
            if number:
                self._people.addWidget(Line())
            self._people.addWidget(self._member(lines, view))
        if view.gone:
            self._people.addWidget(SectionTitle(tr("Uit het team"), wrap=True))
            for one in view.gone:
                self._people.addWidget(self._gone(one, view))
        self.recovery.setVisible(not view.coordinating)

    def forget(self) -> None:
        """No words of the sheet and no names stay here."""
        self._view = None
        self.words.set_text("")
        self.problem.setText("")
        self._recovering = False
        empty(self._people)
        self.close_panel()

    def open(self) -> None:
        """Without what went wrong in it before."""
        self.message.hide()
        self.problem.hide()
        super().open()

    # ------------------------------------------------------------ rows

    def _member(self, lines: list[LaptopLine], view: SharingView) -> QWidget:
        first = lines[0]
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Strong(first.name or tr("Naam nog niet bekend"), wrap=True))
        quiet = [first.organisation, words.role(first)]
        if any(quiet):
            column.addWidget(Secondary(joined(*quiet), wrap=True))
        for line in lines:
            column.addWidget(self._laptop(line, holder, view))
        if view.coordinating and not first.coordinator:
            buttons = QWidget()
            row = FlowLayout(buttons, gap=tokens.GAP_LARGE)
            self._deed(row, tr("Maak coördinator"), _over(first), holder)
            self._deed(row, tr("Haal uit het team"), _remove(first), holder)
            column.addWidget(buttons)
        return holder

    def _laptop(self, line: LaptopLine, holder: QWidget, view: SharingView) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        parts = [tr("Laptop {number}", number=line.number)]
        if line.here:
            parts.append(tr("deze laptop"))
        parts.append(tr("bij") if line.level else tr("nog niet bij"))
        row.addWidget(Secondary(" · ".join(parts), wrap=True), 1)
        if view.coordinating and not line.here:
            self._deed(row, tr("Kwijt of gestolen"), _lost(line), holder)
        return made

    def _gone(self, one: GoneLaptop, view: SharingView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Strong(one.name or tr("Naam nog niet bekend"), wrap=True))
        if not one.apart:
            column.addWidget(Secondary(tr("Er is niets van later binnengekomen."), wrap=True))
            return holder
        one_piece = tr("1 stuk van later is apart gehouden: niet meegeteld, niet weg.")
        said = tr(
            "{number} stukken van later zijn apart gehouden: niet meegeteld, niet weg.",
            number=one.apart,
        )
        column.addWidget(Secondary(one_piece if one.apart == 1 else said, wrap=True))
        if view.coordinating:
            row = QHBoxLayout()
            self._deed(row, tr("Toch meetellen"), _count(one), holder)
            row.addStretch(1)
            column.addLayout(row)
        return holder

    def _deed(self, row: Any, text: str, deed: Deed, holder: QWidget) -> None:  # noqa: ANN401
        button = Button(text, kind="quiet", small=True)
        button.pad = 0
        button.clicked.connect(lambda: self._ask(deed, holder, button))
        row.addWidget(button)

    def _ask(self, deed: Deed, holder: QWidget, before: QWidget) -> None:
        if self.asked is not None:
            self.asked.hide()
            self.asked.deleteLater()
        card = Asked(deed, lambda: self._do(deed), before)
        card.destroyed.connect(lambda _gone=None, this=card: self._dropped(this))
        self.asked = card
        layout = holder.layout()
        if layout is not None:
            layout.addWidget(card)
        card.no.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, card, lambda: bring_whole(card, card.no))

    def _dropped(self, card: Asked) -> None:
        if self.asked is card:
            self.asked = None

    def _do(self, deed: Deed) -> None:
        if self.asked is not None:
            self.asked.yes.setEnabled(False)
        self._run(deed.service, deed.argument, deed.done)

    def _run(self, service: Callable[..., Any], argument: str, done: str) -> None:
        self.message.hide()
        self._worker.run(
            service, argument, then=lambda _none: self.done.emit(done), failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._worker.failed.emit(error)
            return
        self.message.setText(sentence(error, language()))
        self.message.show()

    # ------------------------------------------------------------ the recovery sheet

    def _make_recovery(self) -> None:
        self.recovery = QWidget()
        column = QVBoxLayout(self.recovery)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(tr("Is de coördinator er niet meer?"), wrap=True))
        column.addWidget(
            Secondary(
                tr(
                    "Met het herstelblad uit de kluis van de organisatie word jij coördinator."
                    " Typ de 24 woorden, van links naar rechts."
                ),
                wrap=True,
            )
        )
        self.words = NoteBox(name=tr("De 24 woorden van het herstelblad"), min_lines=3)
        self.problem = Text(letter="small", ink="care", wrap=True)
        self.problem.hide()
        self.words.edited.connect(lambda _text: self.problem.hide())
        column.addWidget(self.words)
        column.addWidget(self.problem)
        self.recover_button = Button(tr("Herstel met het blad"), icon="lifebuoy", small=True)
        self.recover_button.clicked.connect(self._recover)
        column.addWidget(self.recover_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.recovery)
        self.message = Text(wrap=True, ink="care")
        self.message.hide()
        self.body.addWidget(self.message)

    def _recover(self) -> None:
        if self._recovering:
            return
        self._recovering = True
        self.problem.hide()
        self._worker.run(
            teams.recover, self.words.text(), then=self._recovered, failed=self._misread
        )

    def _misread(self, error: Exception) -> None:
        """Which word it is, under the words; the keyboard goes there."""
        self._recovering = False
        if not isinstance(error, UserError):
            self._worker.failed.emit(error)
            return
        self.problem.setText(sentence(error, language()))
        self.problem.show()
        self.words.setFocus()
        QTimer.singleShot(0, self.problem, lambda: bring_whole(self.recovery, self.words))

    def _recovered(self, _none: object) -> None:
        self._recovering = False
        self.words.set_text("")
        self.close_button.setFocus()  # What had the keyboard goes: it is for who is no coordinator.
        self.done.emit(tr("Jij bent nu coördinator. Leg het blad terug in de kluis."))


def _by_member(laptops: Sequence[LaptopLine]) -> list[tuple[str, list[LaptopLine]]]:
    ordered = sorted(laptops, key=lambda one: (one.name.casefold(), one.member, one.number))
    return [(key, list(lines)) for key, lines in groupby(ordered, key=lambda one: one.member)]


def _remove(line: LaptopLine) -> Deed:
    return Deed(
        tr(
            "{name} leest vanaf nu niets nieuws meer, en wat {name} hierna schrijft, telt niet mee."
            " Wat al gelezen is, kan niemand terugnemen. Laptops die dit nog niet hoorden, delen"
            " nog even door. Verander ook het wachtwoord van de gedeelde plek.",
            name=line.name,
        ),
        tr("Haal {name} uit het team", name=line.name),
        teams.remove,
        line.member,
        tr("{name} is uit het team.", name=line.name),
    )


def _lost(line: LaptopLine) -> Deed:
    said = tr(
        "Die laptop leest niets nieuws meer, en wat hij hierna schrijft, telt niet mee. {name}"
        " blijft lid en vraagt met een andere laptop opnieuw om mee te doen. Wat op de laptop"
        " staat, beschermt alleen de wachtzin. Verander ook het wachtwoord van de gedeelde"
        " plek.",
        name=line.name,
    )
    if line.along:
        said += " " + tr(
            "Ook buitengesloten, want dezelfde kluis, verhuisd of gekopieerd: laptop {numbers}.",
            numbers=", ".join(map(str, line.along)),
        )
    return Deed(
        said,
        tr("Sluit laptop {number} buiten", number=line.number),
        teams.remove_laptop,
        line.device,
        tr("De laptop van {name} is buitengesloten.", name=line.name),
    )


def _over(line: LaptopLine) -> Deed:
    return Deed(
        tr(
            "{name} laat voortaan mensen toe en haalt mensen uit het team. Jij kunt dat dan niet"
            " meer; {name} kan het wel weer aan jou teruggeven.",
            name=line.name,
        ),
        tr("Draag over aan {name}", name=line.name),
        teams.hand_over,
        line.member,
        tr("{name} is nu coördinator.", name=line.name),
    )


def _count(one: GoneLaptop) -> Deed:
    return Deed(
        tr("Alles wat hier van deze laptop ligt, telt dan mee, bij iedereen in het team."),
        tr("Tel het mee"),
        teams.move_cut,
        one.device,
        tr("Het werk telt mee."),
    )
