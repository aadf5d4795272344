"""Beside the agreements: when the duo comes back, and until when it helps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.days import day_of
from app.services import agreements, fields, visits
from app.services.target import Target
from app.ui.early import expect
from app.ui.gesprek.words import stored
from app.ui.kit import Card, DateField, Field, Secondary, TimeField, parse_time
from app.ui.saving import Binding
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from datetime import date, time

    from app.services.agreements import PlanView
    from app.services.fields import FieldState
    from app.services.visits import Conversation
    from app.ui.desk import Desk


class UntilPanel(QWidget):
    """Residents want to know two things: when are you back, and until when do you help."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Conversation | None = None
        today = desk.today()
        self.back_on = DateField(tr("Dag"), today=today, name=tr("Dag dat we terugkomen"))
        self.back_at = TimeField(tr("Tijd"), name=tr("Tijd dat we terugkomen"))
        self.back_on.changed.connect(lambda _day: self._back())
        self.back_at.changed.connect(lambda _time: self._back())
        self.ends = DateField(
            tr("Tot en met"), today=today, name=tr("Tot en met welke dag we helpen")
        )
        self.why = Field(
            tr("Waarom tot dan"), placeholder=tr("Bijvoorbeeld: dan lopen de betalingen")
        )
        self.ends.changed.connect(lambda _day: self._ends())
        self._why = Binding(self.why.line)
        self.evaluation = DateField(tr("Samen terugkijken op"), today=today)
        self.evaluation.changed.connect(self._evaluation)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        column.addWidget(self._back_card())
        column.addWidget(self._ends_card())
        column.addStretch(1)

    def open(self, visit: Conversation) -> None:
        """Show the appointments of a visit and its household."""
        self._visit = visit
        again = visit.return_on
        self.back_on.set_value(day_of(again.on) if again else None)
        self.back_at.set_value(_as_time(again.at) if again else None)
        ends = visit.help_ends
        self.ends.set_value(day_of(ends.on) if ends else None)
        target = Target("household", visit.household, "help_ends")
        expect(self._desk, self._why, target, "reason")
        self._desk.ask(fields.read, target, then=partial(self._bind, target))

    def show_plan(self, plan: PlanView) -> None:
        """Show when plan and household look back together."""
        self.evaluation.set_value(day_of(plan.evaluation_on))

    def clear(self) -> None:
        """Show nothing."""
        self._visit = None
        for field in (self.back_on, self.ends, self.evaluation):
            field.set_value(None)
        self.back_at.set_value(None)
        self._why.show(None)

    def _back_card(self) -> Card:
        card = Card(tr("Wanneer komen we terug?"), margin=18)
        row = QHBoxLayout()
        row.setSpacing(tokens.GAP_SMALL)
        row.addWidget(self.back_on, 3)
        row.addWidget(self.back_at, 1)
        card.body.addLayout(row)
        return card

    def _ends_card(self) -> Card:
        card = Card(tr("Tot wanneer helpen we?"), margin=18)
        card.add(
            Secondary(tr("Staat groot op het papier. Daarna mogen ze altijd bellen."), wrap=True)
        )
        card.add(self.ends)
        card.add(self.why)
        card.add(self.evaluation)
        return card

    def _back(self) -> None:
        if self._visit is not None:
            on, at = stored(self.back_on.value()), self.back_at.value()
            self._desk.do(visits.set_return, self._visit.visit, on, f"{at:%H:%M}" if at else "")

    def _ends(self) -> None:
        if self._visit is not None:
            on, why = stored(self.ends.value()), self.why.text().strip()
            self._desk.do(visits.set_help_ends, self._visit.household, on, why)

    def _bind(self, target: Target, state: FieldState) -> None:
        if self._visit is not None and self._visit.household == target.entity:
            self._why.show(self._desk.live(state, target, "reason"))

    def _evaluation(self, day: date | None) -> None:
        if self._visit is not None:
            self._desk.do(agreements.set_plan, self._visit.household, "evaluation_on", stored(day))


def _as_time(at: str) -> time | None:

    return parse_time(at) if at else None
