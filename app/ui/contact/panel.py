"""Contact (Ctrl+N): person, chips, one line, next action. Ten seconds, from anywhere."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import SystemClock
from app.model.days import day_of
from app.model.words import ContactKind
from app.services import contacts, households
from app.services.contacts import Begun
from app.services.fields import LEFT_TO_VAULT, FieldState
from app.services.target import Target
from app.services.undoing import Noted, noted
from app.ui.contact.left_behind import LeftBehind
from app.ui.contact.words import choices, safe_warning
from app.ui.desk import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.chips import ChipGroup
from app.ui.kit.date_field import DateField
from app.ui.kit.fast_list import FastList, ListRow
from app.ui.kit.fields import Field, SearchField
from app.ui.kit.labels import Caption, Secondary, Strong
from app.ui.kit.panel import Panel
from app.ui.latest import Latest
from app.ui.text import tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.contacts import PersonChoice
    from app.services.households import HouseholdLine
    from app.ui.saving import LiveField
    from app.ui.worker import Worker

FOUND_SHOWN: Final = 5


class ContactPanel(Panel):
    """One contact moment. Enter in the line, or closing with words in it, records it.

    What was typed is never thrown away: each key press is a draft, with what was chosen beside
    it. Without a household it waits for the next opening.
    """

    logged = Signal(str, object)

    def __init__(self, window: QWidget, worker: Worker) -> None:
        super().__init__(window, tr("Contact vastleggen"), width=460)
        self._worker = worker
        self._latest = Latest(worker)
        self._desk = Desk(worker, SystemClock(), self)
        self._begun: Begun | None = None
        self._desk.problem.connect(partial(self._say, failing=True))
        self._desk.saved_at.connect(self._saved)
        self._words: dict[str, LiveField] = {}
        self._household = self._found_by = ""
        self._failing = False
        self._make_household()
        self._make_persons()
        self._make_words()
        self._make_next()
        self._make_foot()
        self.closed.connect(self._left)
        worker.locked.connect(self._forget_all)
        worker.locked.connect(self.left_behind.forget)

    def open_for(self, household: str = "") -> None:
        """Open it, about a household when one is in sight; words that wait are asked about."""
        if household and not self._words_there():
            self._choose(household, "")
            ask = contacts.household_name
            self._worker.run(ask, household, then=partial(self._take_name, household))
        elif not self._household:
            self._search("")
        if self._begun is None:
            self._worker.run(contacts.begun, then=self._take_up)
        self.open()
        (self.line if self._household else self.search).setFocus()

    def hand_over(self) -> None:
        """Before the vault locks: also words from before its first answer wait in it."""
        self.close_panel()
        if self._begun is None and self._words_there():
            fresh = self._desk.fresh_id()
            early = self._as_typed(Begun(fresh, contacts.step_id(fresh), at="", member=""))
            self._worker.run(contacts.keep, early)
            self._forget_all()

    def _make_household(self) -> None:
        self.search = SearchField(tr("Welk huishouden? Naam of straat"))
        self.search.searched.connect(self._search)
        self.search.line.returnPressed.connect(self._take_first)
        self.found = FastList(name=tr("Gevonden huishoudens"))
        self.found.opened.connect(self._take)
        self.search.results = self.found
        self.chosen = QWidget()
        row = QHBoxLayout(self.chosen)
        row.setContentsMargins(0, 0, 0, 0)
        self.name = Strong("", wrap=True)
        self.other = Button(tr("Ander huishouden"), kind="quiet", small=True)
        self.other.clicked.connect(self._forget)
        row.addWidget(self.name, 1)
        row.addWidget(self.other)
        self.chosen.hide()
        self.left_behind = LeftBehind(self._desk.do)
        for widget in (self.search, self.found, self.chosen, self.left_behind):
            self.add(widget)

    def _make_persons(self) -> None:
        self.persons_box = QWidget()
        self._persons_column = QVBoxLayout(self.persons_box)
        self._persons_column.setContentsMargins(0, 0, 0, 0)
        self._persons_column.addWidget(Caption(tr("Met wie?")))
        self.persons: ChipGroup | None = None
        self.safe = Secondary(wrap=True)
        self.safe.hide()
        self.persons_box.hide()
        self.add(self.persons_box)
        self.add(self.safe)

    def _make_words(self) -> None:
        self.add(Caption(tr("Hoe?")))
        self.how = ChipGroup(choices(), small=True, clearable=False, name=tr("Hoe?"))
        self.how.set_value(ContactKind.PHONE.value)
        self.how.changed.connect(self._keep)
        self.add(self.how)
        self.line = Field(tr("In één regel"), placeholder=tr("Wat kwam eruit?"))
        self.line.line.returnPressed.connect(self.finish)
        self.line.edited.connect(self._keep)
        self.add(self.line)

    def _make_next(self) -> None:
        self.next = Field(tr("Wat volgt? (mag leeg)"))
        self.next.line.returnPressed.connect(self.finish)
        self.next.edited.connect(self._keep)
        today = day_of(QDate.currentDate().toString("yyyy-MM-dd"))
        assert today is not None  # noqa: S101 - Qt's own day in its own words
        self.due = DateField(tr("Wanneer?"), today=today)
        self.due.changed.connect(self._keep)
        self.add(self.next)
        self.add(self.due)

    def _take_up(self, begun: Begun) -> None:
        """What waits comes back, unless something was typed meanwhile."""
        if self._begun is not None:
            return
        if (begun.line or begun.what) and not self._words_there():
            self._forget()  # they are not about the household that happens to be in sight
        self._begun = begun
        if (begun.line or begun.what) and self._words_there():
            fresh = self._desk.fresh_id()
            self._begun = replace(begun, id=fresh, action=contacts.step_id(fresh))
        elif begun.line or begun.what:
            self.line.set_text(begun.line)
            self.next.set_text(begun.what)
            self.due.set_value(day_of(begun.due))
            self.how.set_value(begun.how or ContactKind.PHONE.value)
        self._keep()

    def _keep(self, *_what: object) -> None:
        """What is typed is a draft, with what is chosen beside it."""
        if self._begun is not None:
            begun = self._begun = self._as_chosen(self._begun)
            self._type(begun.line_at(), self.line)
            self._type(begun.step_at(), self.next)

    def _as_chosen(self, begun: Begun) -> Begun:
        day = self.due.value()
        return replace(
            begun, household=self._household, person=self._person(),
            how=str(self.how.value()), due=day.isoformat() if day else "",
        )  # fmt: skip

    def _as_typed(self, begun: Begun) -> Begun:
        return replace(self._as_chosen(begun), line=self.line.text(), what=self.next.text())

    def _turn_to(self, household: str) -> None:
        """The words go along; nothing of them stays behind with the household before."""
        before, self._household = self._household, household
        self._drop_persons()
        if before in {"", household} or self._begun is None:
            return
        old, fresh = self._begun.id, self._desk.fresh_id()
        self._begun = replace(self._as_typed(self._begun), id=fresh, action=contacts.step_id(fresh))
        for live in self._words.values():
            live.drop()
        self._words = {}
        offer = partial(self.left_behind.offer, old, self.name.text())
        self._desk.do(contacts.moved, old, self._begun, then=offer)

    def _type(self, target: Target, field: Field) -> None:
        live = self._words.get(target.kind)
        if live is None and not field.text().strip():
            return
        if live is None or live.target != target:
            if live is not None:
                live.drop()
            live = self._words[target.kind] = self._desk.live(
                FieldState(seen=LEFT_TO_VAULT), target
            )
        live.type(field.text())

    def _make_foot(self) -> None:
        self.problem = Secondary(wrap=True)
        self.problem.set_ink("care")
        self.problem.hide()
        self.button = Button(tr("Klaar"), kind="primary", icon="check")
        self.button.clicked.connect(self.finish)
        self.add(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(Secondary(tr("of Enter")))
        row.addStretch(1)
        self.body.addLayout(row)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.finish)

    def _search(self, words: str, *, take: bool = False) -> None:
        self._latest.ask(
            lambda session: households.lines(session, words, FOUND_SHOWN, mine=not words),
            partial(self._show_found, words, take=take),
        )

    def _show_found(self, words: str, lines: Sequence[HouseholdLine], *, take: bool) -> None:
        self._found_by = words
        rows = [ListRow(line.id, line.name, line.address, icon="house") for line in lines]
        self.found.set_rows(rows)
        self._names = {line.id: line.name for line in lines}
        self.found.setFixedHeight(len(lines) * theme().px(self.found.row_pixels) + 2)
        self.found.setVisible(bool(lines) and not self._household)
        if take and self.isVisible() and not self._household:
            self._take_first()

    def _take_first(self) -> None:
        """Of what was typed by now: what is listed may still be found by the letters before."""
        if (words := self.search.text()) != self._found_by:
            self._search(words, take=True)
        elif self.found.count():
            self._take(self.found.current_id())

    def _take(self, household: str) -> None:
        self._choose(household, self._names.get(household, ""))
        self.line.setFocus()

    def _choose(self, household: str, name: str, person: str = "") -> None:
        self._turn_to(household)
        self.name.setText(name)
        self.search.hide()
        self.found.hide()
        self.chosen.show()
        self.problem.hide()
        self._keep()
        self._worker.run(
            contacts.persons, household, then=partial(self._take_persons, household, person)
        )

    def _forget(self) -> None:
        self._turn_to("")
        self._keep()
        for widget in (self.chosen, self.persons_box, self.safe):
            widget.hide()
        self.search.show()
        self.search.set_text("")
        self._search("")
        self.search.setFocus()

    def _take_persons(self, household: str, person: str, persons: Sequence[PersonChoice]) -> None:
        if household == self._household:
            self._show_persons(persons, person)

    def _show_persons(self, persons: Sequence[PersonChoice], person: str) -> None:
        self._drop_persons()
        self._warnings = {one.id: safe_warning(one.safe_contact) for one in persons}
        self.persons = ChipGroup(
            [(person.id, person.name) for person in persons], small=True, name=tr("Met wie?")
        )
        self.persons.changed.connect(lambda _keys: self._warn())
        self.persons.changed.connect(self._keep)
        self._persons_column.addWidget(self.persons)
        self.persons_box.setVisible(bool(persons))
        if person or len(persons) == 1:
            self.persons.set_value(person or persons[0].id)
        self._warn()
        self._keep()

    def _take_name(self, household: str, name: str) -> None:
        if household == self._household:
            self.name.setText(name)

    def _drop_persons(self) -> None:
        if self.persons is not None:
            self._persons_column.removeWidget(self.persons)
            self.persons.deleteLater()
        self.persons, self._warnings = None, {}

    def _person(self) -> str:
        return str(self.persons.value() or "") if self.persons is not None else ""

    def _warn(self) -> None:
        text = self._warnings.get(self._person(), "")
        self.safe.setText(text)
        self.safe.set_ink("care")
        self.safe.setVisible(bool(text))

    def finish(self) -> None:
        """Record what is there and close; says what is missing instead when no household is."""
        if not self._household:
            self._say(tr("Kies eerst een huishouden. Je woorden blijven staan."))
            self.search.setFocus()
            return
        self.close_panel()

    def _say(self, sentence: str, *, failing: bool = False) -> None:
        self._failing = failing
        self.problem.setText(sentence)
        self.problem.show()

    def _saved(self, _when: str) -> None:
        if self._failing:
            self._failing = False
            self.problem.hide()

    def _left(self) -> None:
        if not self._household:
            return
        if self._worth_keeping():
            self._log()
        emptied = self._begun if self._words and not self._worth_keeping() else None
        self._forget_all()
        if emptied is not None:
            self._worker.run(noted, contacts.let_go, emptied.id, then=self._tell_gone)

    def _tell_gone(self, done: Noted) -> None:
        if done.answer and self._worker.is_open:
            self.logged.emit(tr("Leeg contact weggehaald"), done.step)

    def _forget_all(self) -> None:
        """Nothing of anybody stays here; what was not recorded waits in the vault."""
        for live in self._words.values():
            live.drop()
        self._words = {}
        self._begun = None
        self._household = ""
        self.name.setText("")
        for field in (self.line, self.next):
            field.set_text("")
        self.due.set_value(None)
        self.how.set_value(ContactKind.PHONE.value)
        self._drop_persons()
        for widget in (self.problem, self.chosen, self.persons_box, self.safe):
            widget.hide()
        self.found.set_rows([])
        self.search.show()
        self.search.set_text("")

    def _worth_keeping(self) -> bool:
        return self._words_there() or self.how.value() == ContactKind.NOT_HOME.value

    def _words_there(self) -> bool:
        return bool(self.line.text().strip() or self.next.text().strip())

    def _log(self) -> None:
        day = self.due.value()
        step = None
        if self.next.text().strip():
            step = {"what": self.next.text().strip(), "due": day.isoformat() if day else ""}
        begun = self._as_typed(self._begun) if self._begun is not None else None
        self._worker.run(
            noted,
            contacts.log,
            self._household,
            self._person(),
            str(self.how.value()),
            self.line.text().strip(),
            step,
            begun.id if begun is not None else "",
            then=lambda done: self.logged.emit(tr("Contact vastgelegd"), done.step),
            failed=partial(self._not_logged, begun, self.name.text()),
        )

    def _not_logged(self, begun: Begun | None, name: str, error: Exception) -> None:
        """The words stand here again, to be recorded once that can be."""
        if begun is None or self._words_there() or not self._worker.is_open:
            self._worker.failed.emit(error)
            return
        self._begun = None
        self._take_up(begun)
        self._choose(begun.household, name, begun.person)
        self.open()
        self.line.setFocus()
        self._desk.show_error(error)
