"""The step *Afspraken*: goals, who does what and when, until when help lasts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model import rules
from app.services import agreements, households
from app.ui.gesprek.action_editor import ActionEditor
from app.ui.gesprek.new_line import NewLine, Said
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.until import UntilPanel
from app.ui.gesprek.words import day_words, resort_choices
from app.ui.kit import Button, Caption, Card, Secondary, SectionTitle, Strong, Title
from app.ui.parts import empty
from app.ui.text import joined, tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.services.agreements import ActionView, GoalView, PlanView
    from app.services.visits import Conversation
    from app.ui.desk import Desk

WIDEST: Final = 820


class ActionRow(Card):
    """One agreement, closed: what above, who and when under it."""

    wanted = Signal(str)

    def __init__(self, action: ActionView) -> None:
        super().__init__(margin=14)
        self._id = action.id
        self.body.setSpacing(0)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(action.what, wrap=True))
        words.addWidget(Secondary(who_and_when(action), wrap=True))
        row.addLayout(words, 1)
        self.change = Button(
            icon="pencil-simple",
            kind="quiet",
            name=tr("Afspraak aanpassen: {what}", what=action.what),
            touch=True,
        )
        self.change.clicked.connect(lambda: self.wanted.emit(self._id))
        row.addWidget(self.change)
        self.body.addLayout(row)
        self.setAccessibleName(action.what)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.wanted.emit(self._id)


def who_and_when(action: ActionView) -> str:
    """`Eigen kring · Hakan · zo 29 nov 2026`, with what is missing left out."""
    names = dict(resort_choices())
    when = day_words(action.due, weekday=True) if action.due else ""
    known = joined(names.get(str(action.resort or ""), ""), action.who, when)
    return known or tr("Nog niet gezegd wie en wanneer")


class AgreementsStep(TallScroll):
    """What was agreed, nearest help first; the closed row opens in place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(QWidget(), parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self._plan: PlanView | None = None
        self._open = ""
        self._new = self._cursor_wanted = False
        self.editor: ActionEditor | None = None
        self.rows: dict[str, ActionRow] = {}
        self.lines: dict[str, NewLine] = {}
        self._old_lines: dict[str, NewLine] = {}
        self._old_editor: ActionEditor | None = None
        self.until = UntilPanel(desk)
        self.near_home = Secondary(letter="body", wrap=True)
        self.goal_line = NewLine(
            desk, "goal", "title", placeholder=tr("Nieuw doel, in hun eigen woorden")
        )
        self.goal_line.made.connect(self._add_goal)
        self._lay_out()

    def open(self, visit: Conversation) -> None:
        """Show the agreements of a visit's household."""
        self._visit = visit
        plan = rules.plan_id(visit.household)
        self.goal_line.belongs(household=visit.household, plan=plan)
        self.until.open(visit)
        self.refresh()

    def refresh(self) -> None:
        """Ask what is agreed by now."""
        if self._visit is not None:
            self._desk.ask(agreements.plan, self._visit.household, then=self._arrived)

    def write(self) -> None:
        """Cursor where one goes on, as soon as it is known what is agreed.

        That is the first goal, or once there is one its next agreement: high on the page, so
        that what was agreed before is in sight.
        """
        self._cursor_wanted = True
        if self._plan is not None:
            self._put_cursor()

    def clear(self) -> None:
        """Show nothing; what stands in a line becomes an agreement or goal first."""
        for line in (self.goal_line, *self.lines.values()):
            line.finish()
        self._keep()
        self.goal_line.belongs()
        self._visit = self._plan = None
        self._cursor_wanted = False
        self._empty()
        self.until.clear()

    def parts(self) -> list[QWidget]:
        """What stands on the page, as it is read."""
        items = map(self._list.itemAt, range(self._list.count()))
        listed = [item.widget() for item in items if item]
        return [*filter(None, listed), self.goal_line, self.until]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sheet.setMaximumWidth(theme().px(WIDEST))
        narrow = self.width() < theme().px(WIDEST + 300)
        self._around.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )

    def _lay_out(self) -> None:
        inside = self.content
        inside.setProperty("clear", True)
        self._around = QHBoxLayout(inside)
        self._around.setContentsMargins(44, 34, 44, 24)
        self._around.setSpacing(44)
        self._sheet = QWidget()
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Title(tr("Wat spreken we af?")))
        column.addWidget(self.near_home)
        column.addSpacing(8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addSpacing(12)
        column.addWidget(Caption(tr("Wat wil dit huishouden bereiken?")))
        column.addWidget(self.goal_line)
        column.addStretch(1)
        self._around.addStretch(1)
        self._around.addWidget(self._sheet, 1000)
        self._around.addWidget(self.until, 420)
        self._around.addStretch(1)

    def _arrived(self, plan: PlanView) -> None:
        if plan != self._plan or self._new:
            self._plan = plan
            self.near_home.setText(plan.near_home)
            self.near_home.setVisible(bool(plan.near_home))
            self.until.show_plan(plan)
            self._show(plan)
        if self._cursor_wanted and self.isVisible():
            self._put_cursor()

    def _put_cursor(self) -> None:
        self._cursor_wanted = False
        goals = self._plan.goals if self._plan is not None else ()
        line = self.lines.get(goals[0].id) if goals else None
        where = line or self.goal_line
        where.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, where, lambda: self._reveal(where))

    def _show(self, plan: PlanView) -> None:
        kept: list[QWidget] = [*self.lines.values()]
        if self.editor is not None:
            kept.append(self.editor)
        for widget in kept:
            self._list.removeWidget(widget)
        self._old_lines, self._old_editor = self.lines, self.editor
        self.lines, self.rows, self.editor = {}, {}, None
        empty(self._list)
        for goal in plan.goals:
            self._list.addSpacing(10)
            self._list.addWidget(self._goal_title(goal))
            self._show_actions(goal.actions, goal.id, tr("Wie doet wat voor dit doel?"))
        self._list.addSpacing(10)
        if plan.goals:
            self._list.addWidget(SectionTitle(tr("Andere afspraken")))
        table = tuple(action for action in plan.loose if not action.own_step)
        self._show_actions(table, "", tr("Nieuwe afspraak: wat gaat er gebeuren?"))
        self._drop_old()
        if self._new:
            self._begin_editor()

    def _begin_editor(self) -> None:
        if self.editor is not None:
            self._new = False
            self.editor.show()
            self.editor.begin()
            QTimer.singleShot(0, self.editor, partial(self._reveal, self.editor))

    def _reveal(self, widget: QWidget) -> None:
        self.fit()
        self.ensureWidgetVisible(widget)

    def _drop_old(self) -> None:
        gone: list[QWidget] = [*self._old_lines.values()]
        if self._old_editor is not None:
            self._old_editor.let_go()
            gone.append(self._old_editor)
        for widget in gone:
            widget.hide()
            widget.deleteLater()
        self._old_lines, self._old_editor = {}, None

    def _goal_title(self, goal: GoalView) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(SectionTitle(goal.title, wrap=True), 1)
        remove = Button(
            icon="trash",
            kind="quiet",
            name=tr("Doel weghalen: {title}", title=goal.title),
            touch=True,
        )
        remove.clicked.connect(lambda: self._remove("goal", goal.id, tr("Doel weggehaald")))
        row.addWidget(remove)
        return holder

    def _show_actions(self, actions: tuple[ActionView, ...], goal: str, hint: str) -> None:
        for action in actions:
            if action.id == self._open:
                self._list.addWidget(self._editor(action))
                continue
            row = ActionRow(action)
            row.wanted.connect(self._choose)
            self.rows[action.id] = row
            self._list.addWidget(row)
        line = self._old_lines.pop(goal, None)
        if line is None:
            line = NewLine(self._desk, "action", "what", placeholder=hint)
            line.made.connect(partial(self._add_action, goal))
        if self._visit is not None:
            visit = self._visit
            line.belongs(household=visit.household, visit=visit.visit, goal=goal)
        self.lines[goal] = line
        self._list.addWidget(line)

    def _editor(self, action: ActionView) -> ActionEditor:
        editor, self._old_editor = self._old_editor, None
        household = self._visit.household if self._visit is not None else ""
        if editor is not None and editor.action == action.id:
            editor.open(action, household)
            self.editor = editor
            return editor
        self._old_editor = editor
        persons = self._visit.persons if self._visit is not None else ()
        editor = ActionEditor(self._desk, persons, self._desk.today())
        editor.removed.connect(lambda key: self._remove("action", key, tr("Afspraak weggehaald")))
        editor.finished.connect(self._finish)
        editor.open(action, household)
        self.editor = editor
        return editor

    def _choose(self, action: str) -> None:
        self._keep()
        self._open = action
        if self._plan is not None:
            self._new = bool(action)
            self._show(self._plan)
        self.refresh()

    def _finish(self) -> None:
        done = self._open
        self._choose("")
        goals = self._plan.goals if self._plan is not None else ()
        goal = next((g.id for g in goals if any(a.id == done for a in g.actions)), "")
        if goal in self.lines:
            self.lines[goal].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_action(self, goal: str, said: Said) -> None:
        if self._visit is None:
            return
        if said.entered:
            self._keep()
        self._desk.do(
            agreements.add_action,
            self._visit.household,
            said.words,
            None,
            "",
            "",
            self._visit.visit,
            goal,
            "",
            "",
            said.id,
            then=self._added if said.entered else lambda _id: self.refresh(),
            failed=said.failed,
        )

    def _added(self, action: str) -> None:
        self._open, self._new = action, True
        self.refresh()

    def _add_goal(self, said: Said) -> None:
        if self._visit is not None:
            self._desk.do(
                agreements.add_goal,
                self._visit.household,
                said.words,
                "",
                "",
                said.id,
                then=self._goal_added if said.entered else lambda _id: self.refresh(),
                failed=said.failed,
            )

    def _goal_added(self, goal: str) -> None:
        def cursor(plan: PlanView) -> None:
            self._arrived(plan)
            if goal in self.lines:
                self.lines[goal].setFocus(Qt.FocusReason.TabFocusReason)

        if self._visit is not None:
            self._desk.ask(agreements.plan, self._visit.household, then=cursor)

    def _remove(self, kind: str, key: str, said: str) -> None:
        self._keep()
        self._open = ""
        self._desk.do(
            households.remove,
            kind,
            key,
            then=lambda _: self._removed(),
            undo=said,
        )

    def _removed(self) -> None:
        """What had the keyboard goes with what was taken away."""
        self._cursor_wanted = True
        self.refresh()

    def _keep(self) -> None:
        if self.editor is not None:
            self.editor.let_go()

    def _empty(self) -> None:
        self.rows, self.lines = {}, {}
        self.editor = None
        empty(self._list)
