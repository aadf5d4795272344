"""The tab *Plan*: goals, who does what, until when, and whether heavier help was prevented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model.rules import plan_id
from app.services import agreements
from app.services.fields import in_dossier
from app.services.target import Target
from app.ui.dossier.controls import Control, Register, control
from app.ui.dossier.desk import Edit
from app.ui.dossier.forms import Item, evaluation_items, plan_items
from app.ui.dossier.goals import AddLine, GoalCard, LooseCard
from app.ui.dossier.parts import TabPage, column, heading
from app.ui.dossier.prints import plan_job
from app.ui.kit import Button, Card, Columns, Field, Secondary
from app.ui.kit.keep import tab_in_order
from app.ui.parts import empty
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.agreements import PlanView
    from app.services.dossiers import Dossier
    from app.ui.dossier.desk import DossierDesk


class PlanTab(TabPage):
    """Goals are redrawn when they change; what is agreed about the plan stays under the hands."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Plan"), desk, parent)
        self._household = ""
        self._goals = QVBoxLayout()
        self.cards: list[GoalCard] = []
        self.loose: LooseCard | None = None
        self.controls: dict[str, Control] = {}
        self._parts: tuple[QWidget, ...] = ()
        self.near_home = Secondary(letter="body", wrap=True)
        self.goal_line = Field(
            tr("Nieuw doel"),
            placeholder=tr("Wat wil dit huishouden bereiken? In hun eigen woorden"),
        )

    def part(self, dossier: Dossier) -> object:
        return dossier.header.id, dossier.plan, dossier.today, dossier.persons

    def clear(self) -> None:
        self._keep()
        super().clear()
        self._household, self._parts = "", ()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        within = tab_in_order(self, self._parts, forward=next)
        return within or super().focusNextPrevChild(next)

    def draw(self, dossier: Dossier) -> None:
        if self._household != dossier.header.id:
            self._keep()
            self._household = dossier.header.id
            empty(self.body)
            self._build(dossier)
        self._show_goals(dossier.plan)

    def _build(self, dossier: Dossier) -> None:
        self._goals = QVBoxLayout()
        self._goals.setSpacing(12)
        self.near_home = Secondary(letter="body", wrap=True)
        self.goal_line = Field(
            tr("Nieuw doel"),
            placeholder=tr("Wat wil dit huishouden bereiken? In hun eigen woorden"),
        )
        self.goal_line.line.returnPressed.connect(self._add_goal)
        paper = Button(tr("Plan afdrukken"), icon="printer", small=True)
        paper.clicked.connect(lambda: self.desk.print_wanted.emit(plan_job(self.desk)))
        side = self._side(dossier)
        self._parts = (paper, goals := QWidget(), self.goal_line, side)
        goals.setLayout(self._goals)
        self._goals.setContentsMargins(0, 0, 0, 0)
        left = column(
            heading(tr("Doelen en acties"), "", paper), goals, self.goal_line, self.near_home
        )
        self.body.addWidget(Columns([(left, 66), (side, 34)], gap=36))
        self.body.addStretch(1)

    def _side(self, dossier: Dossier) -> QWidget:
        self.controls = {}
        about = self._card(tr("Over dit plan"), plan_items(), dossier)
        due = dossier.plan.evaluation_on
        asked = bool(due) and due <= dossier.today.isoformat()
        told = bool(dossier.plan.evaluation or dossier.plan.heavier_help)
        if not (asked or told):
            return column(about)
        return column(about, self._card(tr("Terugkijken"), evaluation_items(), dossier))

    def _card(self, title: str, items: tuple[Item, ...], dossier: Dossier) -> Card:
        card = Card(title)
        card.body.setSpacing(12)
        household = dossier.header.id
        plan = plan_id(household)
        registers: dict[str, Register] = {}
        for item in items:
            target = Target("plan", plan, item.field, in_dossier(household))
            made = control(self.desk, target, item, registers, card)
            made.history_wanted.connect(self._history)
            self.controls[item.part or item.field] = made
            card.add(made)
        return card

    def _history(self, field: str) -> None:
        plan = plan_id(self._household)
        self.desk.edit_wanted.emit(Edit("plan", plan, tr("Over dit plan"), only=field))

    def _show_goals(self, plan: PlanView) -> None:
        typed = {line.goal: line.text() for line in self._lines()}
        inside = next((line.goal for line in self._lines() if line.line.hasFocus()), None)
        empty(self._goals)
        self.cards = [GoalCard(self.desk, goal, full=True) for goal in plan.goals]
        self.loose = LooseCard(self.desk, plan.loose, full=True)
        for card in (*self.cards, self.loose):
            self._goals.addWidget(card)
        for line in self._lines():
            line.set_text(typed.get(line.goal, ""))
            if line.goal == inside:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.near_home.setText(plan.near_home)
        self.near_home.setVisible(bool(plan.near_home))

    def _lines(self) -> list[AddLine]:
        loose = [self.loose.adder] if self.loose is not None else []
        return [*(card.adder for card in self.cards), *loose]

    def _add_goal(self) -> None:
        title = self.goal_line.text().strip()
        if title and self._household:
            self.goal_line.set_text("")
            self.desk.do(agreements.add_goal, self._household, title, undo=tr("Doel toegevoegd"))

    def _keep(self) -> None:
        for one in self.controls.values():
            one.let_go()
        self.controls = {}
        self.cards, self.loose = [], None
