"""Who goes: the duo for a melding, with expertise and load in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.check_row import TickBox
from app.ui.kit.labels import Text
from app.ui.parts import ListCard, PressRow
from app.ui.text import joined, people, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.referrals import Candidate

PAIR: Final = 2


class CandidateRow(PressRow):
    """One colleague: ticked by pressing anywhere in the row."""

    def __init__(self, candidate: Candidate, parent: QWidget | None = None) -> None:
        self.candidate = candidate
        load = load_words(candidate.open_cases)
        knows = ", ".join(candidate.expertise)
        super().__init__(joined(candidate.name, candidate.organisation, load, knows), parent)
        self.setCheckable(True)
        self.box = TickBox(name=tr("{name} gaat mee", name=candidate.name))
        self.box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.add(self.box)
        self.add_words(joined(candidate.name, candidate.organisation), joined(load, knows))
        if candidate.matches:
            self.add(Text(tr("past bij de vraag"), letter="small_strong", ink="good", wrap=True))
        self.toggled.connect(self.box.setChecked)


def load_words(cases: int) -> str:
    """`geen lopende`, `1 lopend`, `4 lopend`."""
    if cases == 0:
        return tr("niets lopend")
    return tr("{number} lopend", number=cases)


class AssignCard(ListCard):
    """Two people of the team, best match and lightest load first; `assigned` carries their ids."""

    assigned = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Wie gaan er heen?"), parent, aside=tr("kies er twee"))
        self._chosen: list[Candidate] = []
        self._shown: tuple[Candidate, ...] = ()
        self.button = Button(tr("Wijs toe"), kind="primary", icon="users")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._assign)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(20, 12, 20, 10)
        foot.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Draw the team in the order that the service gives; who was ticked stays so."""
        if self._shown == tuple(candidates):
            return
        ticked = [one.member for one in self._chosen]
        self._shown, self._chosen = tuple(candidates), []
        rows: list[QWidget] = []
        for candidate in candidates:
            row = CandidateRow(candidate)
            row.toggled.connect(lambda on, one=row: self._toggle(one, on=on))
            rows.append(row)
        self.fill([*rows, self._foot])
        self._say()
        for member in ticked:
            self.choose(member)

    def forget(self) -> None:
        """Nobody is ticked."""
        for row in self.rows():
            if isinstance(row, CandidateRow):
                row.setChecked(False)

    def fill(self, rows: list[QWidget]) -> None:
        """Show these rows; the foot with the button stays the same widget."""
        if self._foot in self._rows:
            self._rows.remove(self._foot)
        super().fill(rows)
        self._foot.show()

    def choose(self, member: str) -> None:
        """Tick one colleague, as a press would."""
        for row in self.rows():
            if isinstance(row, CandidateRow) and row.candidate.member == member:
                row.click()

    def _toggle(self, row: CandidateRow, *, on: bool) -> None:
        if on:
            self._chosen.append(row.candidate)
        else:
            self._chosen = [one for one in self._chosen if one.member != row.candidate.member]
        self._say()

    def _say(self) -> None:
        names = people(one.name for one in self._chosen)
        self.button.setText(tr("Wijs toe aan {names}", names=names) if names else tr("Wijs toe"))
        self.button.setAccessibleName(self.button.text())
        self.button.setEnabled(bool(self._chosen))
        self.button.updateGeometry()
        together = len({one.organisation for one in self._chosen})
        same = len(self._chosen) == PAIR and together == 1
        self.aside.setText(tr("van dezelfde organisatie") if same else tr("kies er twee"))

    def _assign(self) -> None:
        self.assigned.emit([one.member for one in self._chosen])
