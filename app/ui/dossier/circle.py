"""*Wie leest mee*: who reads the dossier, who asks to, and changing that with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.services import circle
from app.services.text import first_name
from app.ui.dates import short_day
from app.ui.dossier.parts import list_card
from app.ui.kit import (
    Button,
    Caption,
    Card,
    Chip,
    Field,
    FlowLayout,
    Glyph,
    Secondary,
    Strong,
)
from app.ui.parts import empty
from app.ui.text import called, joined, tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.circle import Circle, ReaderLine
    from app.ui.dossier.desk import DossierDesk

ROW_EDGE: Final = 20
ASK_WIDTH: Final = 560
"""Width of the reasons on a closed dossier at 100 % text, in pixels."""


class ReasonChooser(QWidget):
    """Asks why, and goes on at once: a usual reason is one press, own words end with Enter."""

    chosen = Signal(str)

    def __init__(self, question: str, reasons: tuple[str, ...]) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 4)
        box.setSpacing(8)
        box.addWidget(Caption(question, wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        self.chips = [Chip(reason, checkable=False, small=True) for reason in reasons]
        for chip in self.chips:
            chip.setAccessibleName(joined(question, chip.text(), sign=" "))
            chip.clicked.connect(partial(self._pressed, chip))
            flow.addWidget(chip)
        box.addWidget(holder)
        self.own = Field(
            placeholder=tr("Anders: schrijf waarom, en druk op Enter"),
            name=tr("Een andere reden"),
        )
        self.own.line.returnPressed.connect(self._entered)
        box.addWidget(self.own)

    def focus_first(self) -> None:
        """The keyboard goes to the first reason."""
        first = self.chips[0] if self.chips else self.own
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _pressed(self, chip: Chip, _on: bool = False) -> None:  # noqa: FBT001, FBT002 (a Qt slot)
        self.chosen.emit(chip.text())

    def _entered(self) -> None:
        if words := self.own.text().strip():
            self.chosen.emit(words)


class ReaderRow(QWidget):
    """One person of the circle; what can be decided stands at the right, the reason under it."""

    def __init__(self, view: CircleView, line: ReaderLine, said: str) -> None:
        super().__init__()
        self._view, self.line = view, line
        box = QVBoxLayout(self)
        box.setContentsMargins(ROW_EDGE, 9, ROW_EDGE, 9)
        box.setSpacing(2)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = tr("{name} (jij)", name=line.name) if line.mine else line.name
        words.addWidget(Strong(name or tr("Zonder naam"), wrap=True))
        if said:
            words.addWidget(Secondary(said, wrap=True))
        top.addLayout(words, 1)
        top.addLayout(self._buttons)
        box.addLayout(top)
        self._under = box
        self.reasons: ReasonChooser | None = None

    def offer(self, text: str, action: Callable[[], object], *, main: bool = False) -> Button:
        """A button at the right."""
        button = Button(text, kind="primary" if main else "secondary", small=True)
        button.setAccessibleName(f"{text}: {self.line.name}")
        button.clicked.connect(action)
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def ask_why(self, question: str, reasons: tuple[str, ...], then: Callable[[str], None]) -> None:
        """Unfold the reasons under the row, or fold them again."""
        if self.reasons is not None:
            self.reasons.hide()
            self.reasons.deleteLater()
            self.reasons = None
            return
        self.reasons = ReasonChooser(question, reasons)
        self.reasons.chosen.connect(then)
        self._under.addWidget(self.reasons)
        self.reasons.focus_first()


class CircleView(QWidget):
    """The circle of one dossier. `question_only` shows nothing but what waits for a person."""

    def __init__(self, desk: DossierDesk, *, question_only: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._household = desk.household
        self._question_only = question_only
        self._shown: Circle | None = None
        self.rows: list[ReaderRow] = []
        self.others: list[Chip] = []
        self.why: ReasonChooser | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)

    def show_circle(self, found: Circle) -> None:
        """Draw it, unless it is what is shown."""
        if found == self._shown:
            return
        self._shown = found
        here = self.has_keyboard()
        self._draw(found)
        if here:
            self.take_keyboard()

    def _draw(self, found: Circle) -> None:
        empty(self._box)
        self.rows, self.others, self.why = [], [], None
        decide = found.reads and not found.everyone
        if self._question_only:
            self._questions(found if decide else None)
            return
        self._readers(found, decide=decide)
        if decide and found.others:
            self._candidates(found)
        for words in _explained(found):
            self._box.addWidget(Secondary(words, wrap=True))

    def has_keyboard(self) -> bool:
        """Whether somebody is working here by key."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_keyboard(self) -> None:
        """What had the keyboard is gone, because of what was just decided: go on from here."""
        stops = [one for one in self.findChildren(QAbstractButton) if not one.isHidden()]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self, member: str) -> ReaderRow:
        """The row of a member; StopIteration when there is none."""
        return next(row for row in self.rows if row.line.member == member)

    # ------------------------------------------------------------ rows

    def _questions(self, found: Circle | None) -> None:
        left = [one for one in found.readers if one.left_card] if found else []
        self.rows = [self._reader(one, decide=True) for one in left]
        self._list(self.rows)
        if left:
            self._box.addWidget(Secondary(_honest(), wrap=True))

    def _readers(self, found: Circle, *, decide: bool) -> None:
        asking = [self._asking(one, decide=decide) for one in found.asking if not one.mine]
        reading = [self._reader(one, decide=decide) for one in found.readers]
        former = [self._former(one, decide=decide) for one in found.former]
        self.rows = [*asking, *reading, *former]
        self._list(self.rows)

    def _list(self, rows: list[ReaderRow]) -> None:
        if not rows:
            return
        self._box.addWidget(list_card([*rows]))

    def _asking(self, line: ReaderLine, *, decide: bool) -> ReaderRow:
        row = ReaderRow(self, line, joined(tr("vraagt mee te lezen"), line.reason))
        if decide:
            reason = line.reason or tr("op eigen verzoek")
            row.offer(tr("Laat meelezen"), lambda: self._add(line.member, reason), main=True)
        return row

    def _reader(self, line: ReaderLine, *, decide: bool) -> ReaderRow:
        row = ReaderRow(self, line, self._about(line))
        if not decide:
            return row
        if line.left_card:
            row.offer(tr("Blijft meelezen"), lambda: self._add(line.member, circle.STAYS))
        row.offer(tr("Stop meelezen"), lambda: self._ask_out(row))
        return row

    def _former(self, line: ReaderLine, *, decide: bool) -> ReaderRow:
        day = short_day(line.since, self._desk.day()) if line.since else ""
        until = tr("leest niet meer mee sinds {day}", day=day) if day else tr("leest niet meer mee")
        row = ReaderRow(self, line, joined(until, line.reason))
        if decide:
            row.offer(tr("Laat weer meelezen"), lambda: self._ask_in_again(row))
        return row

    def _about(self, line: ReaderLine) -> str:
        day = short_day(line.since, self._desk.day()) if line.since else ""
        since = tr("sinds {day}", day=day) if day else ""
        by = tr("door {name}", name=line.by) if line.by else ""
        left = tr("leest mee zonder op de kaart te staan") if line.left_card else ""
        later = "" if line.has_laptop else tr("heeft nog geen laptop in het team")
        began = joined(since, by, sign=" ")
        return joined(_roles().get(line.role, ""), left, line.reason, began, later)

    # ------------------------------------------------------------ deciding

    def _candidates(self, found: Circle) -> None:
        card = Card(tone="plain", margin=16)
        card.add(Caption(tr("Wie moet er meelezen?"), wrap=True))
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for member, name in found.others:
            chip = Chip(called(name), icon="plus", small=True)
            chip.setAccessibleName(tr("Laat {name} meelezen", name=name))
            chip.clicked.connect(
                lambda _on=False, one=chip, who=member, name=name: self._ask_in(one, who, name)
            )
            self.others.append(chip)
            flow.addWidget(chip)
        card.add(holder)
        self._why_at = QVBoxLayout()
        card.body.addLayout(self._why_at)
        self._box.addWidget(card)

    def _ask_in(self, chip: Chip, member: str, name: str) -> None:
        for other in self.others:
            other.setChecked(other is chip and chip.isChecked())
        empty(self._why_at)
        self.why = None
        if chip.isChecked():
            question = tr("Waarom gaat {name} meelezen?", name=first_name(name))
            self.why = ReasonChooser(question, _reasons_in())
            self.why.chosen.connect(lambda reason: self._add(member, reason))
            self._why_at.addWidget(self.why)
            self.why.focus_first()

    def _ask_in_again(self, row: ReaderRow) -> None:
        member, name = row.line.member, first_name(row.line.name)
        question = tr("Waarom gaat {name} meelezen?", name=name)
        row.ask_why(question, _reasons_in(), lambda reason: self._add(member, reason))

    def _ask_out(self, row: ReaderRow) -> None:
        member, name = row.line.member, first_name(row.line.name)
        question = tr("Waarom leest {name} niet meer mee?", name=name)
        row.ask_why(question, _reasons_out(), lambda reason: self._take_out(member, reason))

    def _add(self, member: str, reason: str) -> None:
        said = tr("Leest mee vanaf de volgende keer delen")
        self._desk.do(circle.add, self._household, member, reason, undo=said)

    def _take_out(self, member: str, reason: str) -> None:
        said = tr("Leest niet meer mee vanaf de volgende keer delen")
        self._desk.do(circle.take_out, self._household, member, reason, undo=said)


class AskToRead(QWidget):
    """On a dossier that is closed here: who reads it, and asking them."""

    def __init__(self, desk: DossierDesk, found: Circle) -> None:
        super().__init__()
        self._desk, self._household = desk, desk.household
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.button = Button(tr("Vraag om mee te lezen"), kind="primary", icon="hand-waving")
        self.reasons = ReasonChooser(
            tr("Waarom wil je meelezen?"),
            (tr("ik val in"), tr("ik word regisseur"), tr("ik ken dit gezin")),
        )
        self.reasons.hide()
        self.reasons.chosen.connect(
            lambda reason: desk.do(
                circle.ask, self._household, reason, undo=tr("Gevraagd om mee te lezen")
            )
        )
        self.asked = any(one.mine for one in found.asking)
        if self.asked:
            words = tr(
                "Je hebt gevraagd om mee te lezen. Wie het dossier leest, ziet dat na het delen."
            )
            told = Secondary(words, letter="body", wrap=True)
            told.setAlignment(middle)
            box.addWidget(Glyph("clock", ink="accent", pixels=22), 0, middle)
            box.addWidget(told)
            self.button.hide()
        self.button.clicked.connect(self._unfold)
        box.addWidget(self.button, 0, middle)
        self.reasons.setMaximumWidth(theme().px(ASK_WIDTH))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.reasons, 10)
        row.addStretch(1)
        box.addLayout(row)

    def _unfold(self) -> None:
        self.reasons.show()
        self.reasons.focus_first()


def closed_words(found: Circle) -> str:
    """Who does read a dossier that is closed here."""
    names = ", ".join(one.name for one in found.readers if one.name)
    if names:
        return tr("Lezen kunnen: {names}. Vraag het een van hen.", names=names)
    return tr("Op deze laptop is niet bekend wie het kan lezen. Vraag het de coördinator.")


def _explained(found: Circle) -> list[str]:
    said = []
    if found.everyone:
        said.append(tr("Zo heeft de organisatie het ingesteld: het hele team leest elk dossier."))
    elif not found.reads:
        said.append(tr("Jij leest niet meer mee. Wat je al las, staat hier nog."))
    elif found.shared and not found.holds:
        said.append(
            tr(
                "Van dit dossier staat hier nog niets. Schreven anderen er al in, dan laat een "
                "van hen je meelezen."
            )
        )
    if found.reads and not found.everyone:
        said.append(_honest())
    if found.shared:
        said.append(tr("Met het herstelblad van het team kan elk dossier open, ook dit."))
    return said


def _honest() -> str:
    return tr(
        "Een wijziging begint bij de volgende keer delen. Wie niet meer meeleest, houdt wat die "
        "al las en hoort het niet van de laptop: vertel het zelf."
    )


def _roles() -> dict[str, str]:
    return {"case_lead": tr("regisseur"), "pair": tr("duo"), "stand_in": tr("vervanger")}


def _reasons_in() -> tuple[str, ...]:
    return (tr("valt in"), tr("neemt het over"), tr("denkt mee"), tr("gaat mee op gesprek"))


def _reasons_out() -> tuple[str, ...]:
    return (
        tr("werk overgedragen"),
        tr("niet meer nodig"),
        tr("ander werk"),
        tr("was een vergissing"),
    )
