"""One agreement, opened: what, who in order of resort, when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.days import day_of
from app.services import fields
from app.services.target import Target
from app.ui.early import expect
from app.ui.gesprek.words import named, resort_choices, stored
from app.ui.kit import Button, Caption, Card, ChipGroup, DateField, Field
from app.ui.saving import Binding
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.agreements import ActionView
    from app.services.fields import FieldState
    from app.services.visits import PersonLine
    from app.ui.desk import Desk


class ActionEditor(Card):
    """Everything saves itself; there is nothing to confirm."""

    removed = Signal(str)
    finished = Signal()

    def __init__(self, desk: Desk, persons: Sequence[PersonLine], today: date) -> None:
        super().__init__(margin=18)
        self._desk = desk
        self._id = self._household = ""
        self.what = Field(tr("Wat"))
        self.who = Field(tr("Wie precies"), placeholder=tr("Bijvoorbeeld: Hakan en Elif"))
        self._bindings = {"what": Binding(self.what.line), "who": Binding(self.who.line)}
        self.resort = ChipGroup(resort_choices(), small=True, touch=True, name=tr("Wie doet het"))
        self.resort.changed.connect(lambda ids: self._put("resort", ids[0] if ids else None))
        self.due = DateField(tr("Wanneer"), today=today)
        self.due.changed.connect(lambda day: self._put("due", stored(day)))
        # Later, because the line reads its day only after it has told of the Enter.
        self.due.line.returnPressed.connect(lambda: QTimer.singleShot(0, self, self._ready))
        people = [("", tr("Iedereen")), *((p.id, named(p)) for p in persons)]
        self.person = ChipGroup(
            people, clearable=False, small=True, touch=True, name=tr("Op wiens papier")
        )
        self.person.changed.connect(lambda ids: self._put("person", ids[0]))
        self.ready = Button(tr("Klaar"), kind="quiet", small=True, touch=True)
        self.ready.clicked.connect(self.finished)
        self.remove = Button(tr("Weghalen"), kind="quiet", small=True, touch=True, icon="trash")
        self.remove.clicked.connect(lambda: self.removed.emit(self._id))
        self._lay_out(several=len(persons) > 1)

    @property
    def action(self) -> str:
        """The id of the agreement that is open; empty once it was let go."""
        return self._id

    def open(self, action: ActionView, household: str) -> None:
        """Show an agreement; its words come from the vault with what they replace."""
        fresh = action.id != self._id
        self._id, self._household = action.id, household
        self.resort.set_value(str(action.resort) if action.resort else None)
        self.due.set_value(day_of(action.due))
        self.person.set_value(action.person or "")
        if fresh:
            for name, binding in self._bindings.items():
                target = self._target(name)
                expect(self._desk, binding, target)
                self._desk.ask(
                    fields.read,
                    target,
                    then=partial(self._bind, binding, target),
                )

    def _bind(self, binding: Binding, target: Target, state: FieldState) -> None:
        if target.entity == self._id:  # else it was let go, or is about another one now
            binding.show(self._desk.live(state, target))

    def begin(self) -> None:
        """Cursor where a new agreement goes on: who does it."""
        chip = self.resort.chip(self.resort.value() or resort_choices()[0][0])
        chip.setFocus(Qt.FocusReason.TabFocusReason)

    def let_go(self) -> None:
        """Make what was typed a change."""
        for binding in self._bindings.values():
            binding.show(None)
        self._id = ""

    def _lay_out(self, *, several: bool) -> None:
        self.body.setSpacing(12)
        self.add(self.what)
        self.add(self._captioned(tr("Wie doet het?"), self.resort))
        row = QHBoxLayout()
        row.setSpacing(tokens.GAP)
        row.addWidget(self.who, 3, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.due, 2, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        paper = self._captioned(tr("Op wiens papier?"), self.person)
        self.add(paper)
        paper.setVisible(several)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.ready)
        self.body.addLayout(foot)

    def _captioned(self, caption: str, widget: QWidget) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Caption(caption))
        column.addWidget(widget)
        return holder

    def _ready(self) -> None:
        if self._id and not self.due.problem.text():
            self.finished.emit()

    def _target(self, name: str) -> Target:
        return Target("action", self._id, name, fields.in_dossier(self._household))

    def _put(self, name: str, value: object) -> None:
        if self._id:
            self._desk.put(self._target(name), value)
