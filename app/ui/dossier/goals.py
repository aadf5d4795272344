"""A goal in the household's own words, with what is done for it, nearest help first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.words import Progress, Worked
from app.services import agreements
from app.ui.dates import short_day
from app.ui.dossier.words import resort_ink, resorts
from app.ui.gesprek.words import worked_words
from app.ui.kit import Button, Card, CheckRow, ChipGroup, Field, Option, Secondary, Strong, Text
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.services.agreements import ActionView, GoalView
    from app.ui.dossier.desk import DossierDesk


class ActionLine(QWidget):
    """What, who and when, with the box to tick; done ones are asked whether it worked."""

    def __init__(self, desk: DossierDesk, action: ActionView, *, full: bool) -> None:
        super().__init__()
        self._desk, self.action = desk, action
        self.done = action.status == Progress.DONE
        resort = str(action.resort or "")
        who = joined(resorts().get(resort, ""), action.who)
        self.row = CheckRow(
            action.what,
            detail=self._detail(),
            aside=who,
            aside_ink=resort_ink(resort),
            checked=self.done,
        )
        self.row.toggled.connect(self._tick)
        self.row.opened.connect(self.open)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.row, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(top)
        self.worked: ChipGroup | None = None
        self.change: Button | None = None
        if full:
            self._add_change(top)
        if full and self.done:
            self._add_worked(box)

    def open(self) -> None:
        """Open it beside the page."""
        self._desk.edit("action", self.action.id, self.action.what)

    def _detail(self) -> str:
        action, today = self.action, self._desk.day()
        if self.done:
            return worked_words(str(action.worked) if action.worked else None)
        late = bool(action.due) and action.due < today.isoformat()
        day = short_day(action.due, today) if action.due else ""
        return tr("had klaar moeten zijn op {day}", day=day) if late else day

    def _add_change(self, row: QHBoxLayout) -> None:
        name = tr("Aanpassen: {what}", what=self.action.what)
        self.change = Button(icon="pencil-simple", kind="quiet", small=True, name=name)
        self.change.clicked.connect(self.open)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)

    def _add_worked(self, box: QVBoxLayout) -> None:
        self.worked = worked_chips()
        self.worked.set_value(str(self.action.worked) if self.action.worked else None)
        self.worked.changed.connect(self._say_worked)
        row = QHBoxLayout()
        row.setContentsMargins(38, 0, 0, 8)
        row.setSpacing(12)
        row.addWidget(Secondary(tr("Hielp het?")))
        row.addWidget(self.worked, 1)
        box.addLayout(row)

    def _tick(self, done: bool) -> None:  # noqa: FBT001 (a Qt slot)
        said = tr("Actie klaar") if done else tr("Actie weer open")
        self._desk.do(agreements.done, self.action.id, done, undo=said)

    def _say_worked(self, chosen: list[str]) -> None:
        self._desk.do(agreements.worked, self.action.id, chosen[0] if chosen else None)


def worked_chips() -> ChipGroup:
    """Whether what was agreed helped."""
    return ChipGroup(
        [
            Option(Worked.YES.value, tr("Gelukt"), tone="good"),
            Option(Worked.PARTLY.value, tr("Deels"), tone="neutral"),
            Option(Worked.NO.value, tr("Niet gelukt"), tone="care"),
        ],
        small=True,
        name=tr("Hielp het?"),
    )


class GoalCard(Card):
    """One goal and its actions; `full` adds changing, adding and whether it worked."""

    def __init__(self, desk: DossierDesk, goal: GoalView, *, full: bool = False) -> None:
        super().__init__(margin=18)
        self._desk, self._goal = desk, goal
        self.lines: list[ActionLine] = []
        self.setAccessibleName(goal.title)
        self.body.setSpacing(2)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(goal.title, wrap=True))
        quiet = joined(goal.area_title, goal.person_name, _goal_status(goal))
        if quiet:
            words.addWidget(Secondary(quiet, wrap=True))
        head.addLayout(words, 1)
        if full:
            change = Button(
                icon="pencil-simple",
                kind="quiet",
                small=True,
                name=tr("Doel aanpassen: {title}", title=goal.title),
            )
            change.clicked.connect(lambda: desk.edit("goal", goal.id, goal.title))
            head.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self._add_lines(goal.actions, full=full)
        if full:
            self.adder = AddLine(desk, goal.id, tr("Wie doet wat voor dit doel?"))
            self.body.addSpacing(8)
            self.add(self.adder)

    def _add_lines(self, actions: tuple[ActionView, ...], *, full: bool) -> None:
        for action in actions:
            line = ActionLine(self._desk, action, full=full)
            self.lines.append(line)
            self.add(line)
        if not actions and not full:
            self.add(Text(tr("Nog geen acties bij dit doel."), ink="ink2", wrap=True))


class LooseCard(Card):
    """Agreements that belong to no goal."""

    def __init__(
        self, desk: DossierDesk, actions: tuple[ActionView, ...], *, full: bool = False
    ) -> None:
        super().__init__(margin=18)
        self.setAccessibleName(tr("Andere afspraken"))
        self.body.setSpacing(2)
        self.add(Strong(tr("Andere afspraken")))
        self.lines = [ActionLine(desk, action, full=full) for action in actions]
        for line in self.lines:
            self.add(line)
        if full:
            self.adder = AddLine(desk, "", tr("Nieuwe afspraak: wat gaat er gebeuren?"))
            self.body.addSpacing(8)
            self.add(self.adder)


class AddLine(Field):
    """A line in which Enter makes an action and opens it beside the page."""

    def __init__(self, desk: DossierDesk, goal: str, hint: str) -> None:
        super().__init__(placeholder=hint)
        self._desk, self.goal = desk, goal
        self.line.returnPressed.connect(self._make)

    def _make(self) -> None:
        what = self.text().strip()
        household = self._desk.household
        if not what or not household:
            return
        self.set_text("")
        self._desk.do(
            agreements.add_action,
            household,
            what,
            None,
            "",
            "",
            "",
            self.goal,
            then=lambda action: self._desk.edit("action", action, what, new=True),
            undo=tr("Actie toegevoegd"),
        )


def _goal_status(goal: GoalView) -> str:
    words = {Progress.DONE.value: tr("bereikt"), Progress.DROPPED.value: tr("vervallen")}
    return words.get(str(goal.status), "")
