"""Closing a visit: how to reach someone safely, themes, what each does next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.words import Resort
from app.services import agreements, fields, visits
from app.services.target import Target
from app.ui.early import expect
from app.ui.gesprek.new_line import NewLine, Said
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.words import called, day_words
from app.ui.kit import Button, Caption, Card, CheckRow, ChipGroup, Field, NoteBox, Secondary
from app.ui.parts import empty
from app.ui.saving import Binding
from app.ui.text import tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.services.agreements import ActionView, PlanView
    from app.services.fields import FieldState
    from app.services.visits import AreaDetail, Conversation
    from app.ui.desk import Desk

_WAYS: Final = ("call", "voicemail", "app", "post")


class ClosingPage(TallScroll):
    """Nothing here is required; what is missing stays empty."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(QWidget(), parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self._person = ""
        names = (tr("Bellen"), tr("Voicemail"), tr("App"), tr("Post"))
        self.ways = ChipGroup(
            list(zip(_WAYS, names, strict=True)), multi=True, touch=True, name=tr("Dit mag")
        )
        self.ways.changed.connect(self._ways_chosen)
        self.when = Field(tr("Wanneer liever wel of niet"))
        self._when = Binding(self.when.line)
        self.safety = NoteBox(tr("Waar moet een collega op letten?"), min_lines=2)
        self.safety.setAccessibleName(tr("Veiligheid"))
        self._safety = Binding(self.safety)
        self.next_line = NewLine(
            desk,
            "action",
            "what",
            placeholder=tr("Wat doe jij hierna?"),
            name=tr("Volgende stap"),
        )
        self.next_line.made.connect(self._add_step)
        self.done = Button(tr("Bezoek afronden"), kind="primary", icon="check", touch=True)
        self.done.clicked.connect(self.finished)
        self._lay_out()

    def open(self, visit: Conversation) -> None:
        """Show what closes this visit."""
        self._visit = visit
        self.next_line.belongs(
            household=visit.household,
            visit=visit.visit,
            member=visit.me,
            resort=Resort.TEAM.value,
        )

    def show_person(self, person: str) -> None:
        """Safe contact and safety of this person; nothing to fill in where nobody is known."""
        self._person = person
        for card in (self._contact, self._care):
            card.setVisible(bool(person))
        if not person:
            self._safety.show(None)
            self._when.show(None)
            self.refresh()
            return
        self._name_cards()
        boxes = (("safe_contact", self._when, "when"), ("safety_note", self._safety, ""))
        for name, binding, part in boxes:
            target = self._of_person(name)
            expect(self._desk, binding, target, part)
            self._desk.ask(fields.read, target, then=partial(self._read, target))
        self.refresh()

    def _name_cards(self) -> None:
        persons = self._visit.persons if self._visit is not None else ()
        name = next((called(p) for p in persons if p.id == self._person), "")
        if name:
            self._contact.heading.setText(tr("{name} veilig bereiken", name=name))
            self._care.heading.setText(tr("Veiligheid van {name}", name=name))

    def refresh(self) -> None:
        """Ask for themes and next steps as they are by now."""
        if self._visit is not None:
            self._desk.ask(visits.everything, self._visit.visit, then=self._themes_arrived)
            self._desk.ask(agreements.plan, self._visit.household, then=self._plan_arrived)

    def write(self) -> None:
        """Keyboard to the next step."""
        self.next_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Show nothing; a next step that stands in its line is made first."""
        self.next_line.finish()
        self.next_line.belongs()
        self._safety.show(None)
        self._when.show(None)
        self._visit, self._person = None, ""
        self._empty(self._steps)
        self._empty(self._themes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(900)
        way = QHBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _lay_out(self) -> None:
        inside = self.content
        inside.setProperty("clear", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(36, 14, 36, 24)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        steps = Card(tr("Volgende stappen"))
        self._steps = QVBoxLayout()
        steps.body.addLayout(self._steps)
        steps.add(self.next_line)
        left.addWidget(steps)
        themes = Card(tr("Thema’s van dit gesprek"))
        self._themes = QVBoxLayout()
        themes.body.addLayout(self._themes)
        left.addWidget(themes)
        left.addStretch(1)
        self._contact = Card(tr("Veilig bereiken"))
        self._contact.add(Secondary(tr("Wat mag, zonder dat het gevaar geeft?"), wrap=True))
        self._contact.add(self.ways)
        self._contact.add(self.when)
        right.addWidget(self._contact)
        self._care = Card(tr("Veiligheid"), tone="care")
        self._care.add(
            Secondary(tr("Alleen voor wie dit dossier leest. Nooit op papier."), wrap=True)
        )
        self._care.add(self.safety)
        right.addWidget(self._care)
        right.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        column.addLayout(self._columns)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done)
        column.addLayout(foot)

    def _read(self, target: Target, state: FieldState) -> None:
        if target.entity != self._person:
            return
        if target.field == "safety_note":
            self._safety.show(self._desk.live(state, target))
            return
        safe = fields.parts_of(state.value)
        self.ways.set_value([way for way in _WAYS if safe.get(way)])
        self._when.show(self._desk.live(state, target, "when"))

    def _ways_chosen(self, ids: list[str]) -> None:
        if self._person:
            ways = {way: way in ids for way in _WAYS}
            self._desk.do(fields.put_parts, self._of_person("safe_contact"), ways)

    def _of_person(self, field: str) -> Target:
        home = self._visit.household if self._visit is not None else ""
        return Target("person", self._person, field, fields.in_dossier(home))

    def _add_step(self, said: Said) -> None:
        visit = self._visit
        if visit is None:
            return
        self._desk.do(
            agreements.add_action,
            visit.household,
            said.words,
            Resort.TEAM.value,
            "",
            "",
            visit.visit,
            "",
            "",
            visit.me,
            said.id,
            then=lambda _id: self.refresh(),
            failed=said.failed,
        )

    def _plan_arrived(self, plan: PlanView) -> None:
        self._empty(self._steps)
        me = self._visit.me if self._visit is not None else ""
        mine = [action for action in plan.loose if action.own_step and action.member == me]
        for action in mine:
            self._steps.addWidget(self._step(action))
        if not mine:
            self._steps.addWidget(Secondary(tr("Nog niets afgesproken met jezelf.")))

    def _step(self, action: ActionView) -> CheckRow:
        row = CheckRow(action.what, aside=day_words(action.due), checked=action.status == "gedaan")
        row.toggled.connect(lambda on: self._desk.do(agreements.done, action.id, on))
        return row

    def _themes_arrived(self, details: dict[str, AreaDetail]) -> None:
        self._empty(self._themes)
        titles = {a.id: a.title for a in self._visit.areas} if self._visit else {}
        found: dict[str, list[str]] = {}
        for area, detail in details.items():
            labels = dict(detail.theme_choices)
            for theme_id in detail.themes:
                found.setdefault(labels.get(theme_id, theme_id), []).append(titles.get(area, ""))
        for label, areas in found.items():
            self._themes.addWidget(Caption(f"{label} · {', '.join(areas)}", wrap=True))
        if not found:
            self._themes.addWidget(
                Secondary(tr("Nog geen. Je zet ze erbij in het gesprek, met + Thema."), wrap=True)
            )

    def _empty(self, column: QVBoxLayout) -> None:
        empty(column)
