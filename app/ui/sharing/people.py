"""The right side of Delen: whose laptops are up to date, and who asks to come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Button, Caption, Card, ChipGroup, Line, Secondary, Strong, Text, flowing
from app.ui.parts import empty
from app.ui.sharing import words
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.sharing_view import LaptopLine, SharingView
    from app.services.team import Asking


class LaptopRow(QWidget):
    """Whose laptop, and whether it is up to date: in words, never by colour alone."""

    def __init__(self, line: LaptopLine, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Strong(line.name or tr("Naam nog niet bekend"), wrap=True))
        detail = words.laptop(line)
        if detail:
            names.addWidget(Secondary(detail, wrap=True))
        row.addLayout(names, 1)
        said = words.since(line, today)
        aside = Text(said, letter="small_strong", ink="good" if line.level else "care")
        row.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)


class Laptops(Card):
    """Every laptop of the team; the team's business is one button away."""

    manage = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        self.body.addLayout(self.rows)
        self.button = Button(tr("Leden en laptops"), icon="users-three", small=True)
        self.button.clicked.connect(self.manage)
        self.body.addSpacing(6)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: SharingView, today: date) -> None:
        """Draw every laptop."""
        said = words.level(view)
        self.heading.setText(said)
        self.heading.setWordWrap(True)
        self.setAccessibleName(said)
        empty(self.rows)
        for number, line in enumerate(view.laptops):
            if number:
                self.rows.addWidget(Line())
            self.rows.addWidget(LaptopRow(line, today))

    def forget(self) -> None:
        """No name stays here."""
        self.heading.setText(" ")
        self.setAccessibleName("")
        empty(self.rows)


class RequestCard(Card):
    """Somebody asks to come in: their six words large, and two answers."""

    let_in = Signal(object, str)
    """The words, and whose further laptop it is (empty for a new member)."""
    refused = Signal(str)

    def __init__(
        self, one: Asking, members: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, tone="accent")
        name = one.name or tr("Iemand zonder naam")
        self.setAccessibleName(tr("{name} wil meedoen", name=name))
        self._one = one
        what = (
            tr("Een laptop erbij: {name}", name=name)
            if one.further_laptop
            else tr("{name} wil meedoen", name=name)
        )
        self.add(Strong(what, wrap=True))
        if one.organisation:
            self.add(Secondary(one.organisation, wrap=True))
        self.add(SixWords(one.words))
        self.add(Text(tr("Lees de woorden hardop samen voor. Zijn ze gelijk?"), wrap=True))
        self.whose: ChipGroup | None = None
        if one.further_laptop:
            self.add(Caption(tr("Van wie is deze laptop?")))
            self.whose = ChipGroup(members, small=True, name=tr("Van wie is deze laptop?"))
            self.whose.changed.connect(lambda _keys: self._ready())
            self.add(self.whose)
        self.yes = Button(tr("Ja, laat toe"), kind="primary", icon="check")
        self.yes.clicked.connect(self._let_in)
        self.no = Button(tr("Nee"))
        self.no.setAccessibleName(tr("Nee, {name} komt er niet in", name=name))
        self.no.clicked.connect(lambda: self.refused.emit(one.id))
        self.add(flowing(self.yes, self.no))
        self._ready()

    @property
    def request(self) -> str:
        """Its id."""
        return self._one.id

    def ask_again(self) -> None:
        """It did not come to an answer: both can be pressed."""
        self.no.setEnabled(True)
        self._ready()

    def _ready(self) -> None:
        self.yes.setEnabled(self.whose is None or bool(self.whose.value()))

    def _let_in(self) -> None:
        self.yes.setEnabled(False)
        self.no.setEnabled(False)
        whose = str(self.whose.value() or "") if self.whose is not None else ""
        self.let_in.emit(self._one.words, whose)


class SixWords(QWidget):
    """Six words, large, in an order that two people read aloud: across, three and three."""

    def __init__(
        self, six: Sequence[str], parent: QWidget | None = None, *, letter: str = "heading"
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Zes woorden: {words}", words=", ".join(six)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        half = len(six) // 2
        for part in (six[:half], six[half:]):
            column.addWidget(Text(" – ".join(part), letter=letter, wrap=True, selectable=True))
