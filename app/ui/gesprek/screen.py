"""The visit on the screen: four steps in any order, always saved, quickly covered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.services import fields, summaries, visits
from app.ui.desk import Desk
from app.ui.gesprek.aftermath import AftermathStep
from app.ui.gesprek.agreements import AgreementsStep
from app.ui.gesprek.curtain import Curtain
from app.ui.gesprek.palette import places
from app.ui.gesprek.people_bar import PeopleBar
from app.ui.gesprek.pin import VisitPin
from app.ui.gesprek.pin_bar import PinBar
from app.ui.gesprek.place import Place, boxes, cursor_in, go_back
from app.ui.gesprek.readback import ReadBackStep
from app.ui.gesprek.talk import TalkStep
from app.ui.gesprek.topbar import STEPS, TopBar
from app.ui.gesprek.words import named, undone_words
from app.ui.idle import IdleWatch
from app.ui.kit import CommandPalette, Found, NoteBox, UndoBar
from app.ui.kit.keep import Held, give_back, held, tab_in_order
from app.ui.printing import PrintJob, PrintView
from app.ui.text import tr
from app.ui.undoing import Undoing

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.clock import Clock
    from app.services.session import Session
    from app.services.undoing import UndoDone
    from app.services.visits import Conversation
    from app.ui.worker import Worker

ESCAPE_TWICE_MS: Final = 600
TELL_MS: Final = 6000
BLANK_AFTER_S: Final = 120
"""Listening is not idling: the screen goes blank, the visit stays open."""
LOCK_AFTER_S: Final = 30 * 60
"""Touching the laptop while it is blank does not put this off: only the PIN does."""


class GesprekScreen(QWidget):
    """One household, one visit. Nothing of other households can be reached from here.

    `done` comes when the visit is left and everything is a change; `lock_requested` when only
    the passphrase may bring it back. After that unlock, `open_visit` with the same visit puts
    the cursor back where it was.
    """

    done = Signal()
    lock_requested = Signal()

    def __init__(
        self,
        worker: Worker,
        clock: Clock,
        parent: QWidget | None = None,
        *,
        blank_after_s: float = BLANK_AFTER_S,
        lock_after_s: float = LOCK_AFTER_S,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._clock = clock
        self._visit: Conversation | None = None
        self._place: Place | None = None
        self._before_cover: Held | None = None
        self._last_box = ""
        self._worker = worker
        self.desk = Desk(worker, clock, self)
        self.undoing = Undoing(worker, self)
        self.pin = VisitPin()
        self.bar = TopBar()
        self.pin_bar = PinBar(self.pin)
        self.people_bar = PeopleBar(self.desk)
        self.talk = TalkStep(self.desk)
        self.agreements = AgreementsStep(self.desk)
        self.readback = ReadBackStep(self.desk)
        self.aftermath = AftermathStep(self.desk)
        self.steps = QStackedWidget()
        self.palette_ = CommandPalette(
            self, self._places, placeholder=tr("Waar gaat het over? Bijvoorbeeld: huur")
        )
        self.undo_bar = UndoBar(self)
        self.message = UndoBar(self)
        self.paper = PrintView(self, worker)
        self.curtain = Curtain(self.pin, self, over=(self.undo_bar, self.message))
        self.to_blank = IdleWatch(clock, blank_after_s, self)
        self.to_lock = IdleWatch(clock, lock_after_s, self)
        self._escape = QTimer(self)
        self._escape.setSingleShot(True)
        self._escape.setInterval(ESCAPE_TWICE_MS)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._reload)
        self._lay_out()
        self._connect()
        self._keys()

    @property
    def visit(self) -> Conversation | None:
        """The visit on the screen."""
        return self._visit

    def open_visit(self, visit: str) -> None:
        """Show a visit; at the place where it was left when it was locked meanwhile."""
        self.desk.ask(visits.there, visit, then=self._opened)

    def clear(self) -> None:
        """Let go of every word: before the vault locks, or when the visit is left."""
        self._remember()
        self.to_blank.stop()
        self.to_lock.stop()
        for step in (self.talk, self.agreements, self.readback, self.aftermath):
            step.clear()
        self.desk.leave()
        self.people_bar.clear()
        self.bar.name_visit("", 0)
        self.paper.close_view()
        self.curtain.hide()
        self._visit = None

    def show_step(self, step: str) -> None:
        """`gesprek`, `afspraken`, `teruglezen` or `na_afloop`."""
        if self._visit is None:
            return
        self.bar.steps.set_current(step)
        self._to_step(step)

    def cover(self) -> None:
        """The neutral screen: a calendar, until the PIN."""
        self._covering()
        self.curtain.neutral(self._clock.today())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        if self.steps.currentWidget() is self.agreements:
            head = (self.bar, self.people_bar, self.pin_bar)
            parts = (*head, *self.agreements.parts(), self.undo_bar, self.message)
            if tab_in_order(self, parts, forward=next):
                return True
        return super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for bar in (self.undo_bar, self.message):
            if bar.isVisible():
                bar.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or self._visit is None:
            super().keyPressEvent(event)
            return
        if self._escape.isActive():
            self._escape.stop()
            self.cover()
        else:
            self._escape.start()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.people_bar)
        column.addWidget(self.pin_bar)
        column.addWidget(self.steps, 1)
        for step in (self.talk, self.agreements, self.readback, self.aftermath):
            self.steps.addWidget(step)

    def _connect(self) -> None:
        self.bar.done.connect(self._leave)
        self.bar.step.connect(self._to_step)
        self.bar.along.connect(self._look_along)
        self.bar.neutral.connect(self.cover)
        self.talk.palette_wanted.connect(self.palette_.open)
        self.palette_.chosen.connect(self._go)
        self.people_bar.done.connect(self.talk.write)
        self.readback.paper_wanted.connect(self._show_paper)
        self.readback.card_wanted.connect(self._show_card)
        self.aftermath.finished.connect(self._leave)
        self.desk.saved_at.connect(self.bar.saved.saved)
        self.desk.changed.connect(lambda _kinds: self._later.start())
        self.desk.problem.connect(self._problem)
        self.desk.undo_offered.connect(self.undo_bar.offer)
        self.undoing.undone.connect(self._undone)
        self.undoing.failed.connect(self.desk.show_error)
        self.undo_bar.undone.connect(self.undoing.take_back)
        self.undo_bar.let_go.connect(self._write)
        self.pin_bar.done.connect(self._write)
        self.paper.said.connect(lambda words: self.message.say(words, TELL_MS))
        self.paper.closed.connect(self._escape.start)  # by Esc: the first of two
        self.curtain.opened.connect(self._uncovered)
        self.curtain.passphrase_wanted.connect(self._lock)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.to_blank.idle.connect(self._blank)
        self.to_lock.idle.connect(self._lock)

    def _keys(self) -> None:
        for number, step in enumerate(STEPS, start=1):
            self._key(f"Ctrl+{number}", partial(self.show_step, step))
        self._key("F9", self.bar.look_along.toggle)
        for arrow, way in (("Down", 1), ("Up", -1)):
            self._key(f"Ctrl+{arrow}", partial(self._if_talking, partial(self.talk.step, way)))
        for letter, state in zip("GAL", ("goed", "aandacht", "liever_niet"), strict=True):
            self._key(f"Alt+{letter}", partial(self._if_talking, partial(self.talk.state, state)))
            self._key(
                f"Alt+Shift+{letter}",
                partial(self._if_talking, partial(self.talk.state_and_on, state)),
            )
        self._key("Ctrl+Z", self._undo_key)

    def _key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        def pressed() -> None:
            if self._visit is not None and not (self.curtain.isVisible() or self.paper.isVisible()):
                action()

        shortcut.activated.connect(pressed)

    def _if_talking(self, action: Callable[[], object]) -> None:
        if self.steps.currentWidget() is self.talk:
            action()

    def _opened(self, visit: Conversation | None) -> None:
        if visit is None:
            self._left(None)
            return
        place = self._place if self._place and self._place.visit == visit.visit else None
        self._visit, self.undoing.after = visit, visit.position
        self.bar.name_visit(visit.household_name, visit.number)
        self.talk.open(visit, place.area if place else "")
        self.pin_bar.setVisible(not self.pin.is_set)
        self.show_step(place.step if place else STEPS[0])
        self.people_bar.open(visit)
        self._count()
        if place is not None:
            go_back(self.talk, place)

    def _reload(self) -> None:
        if self._visit is not None:
            self.desk.ask(visits.there, self._visit.visit, then=self._reloaded)

    def _reloaded(self, visit: Conversation | None) -> None:
        if visit is None:  # Who looks along sees no other household: a person closes it.
            self._problem(tr("Het team verwijderde dit gesprek voorgoed. Sluit het af."))
        elif self._visit is not None and visit.visit == self._visit.visit:
            self._draw_again(visit)

    def _draw_again(self, visit: Conversation) -> None:
        self._visit = visit
        self.bar.name_visit(visit.household_name, visit.number)
        self.talk.refresh(visit)
        self.people_bar.refresh(visit)
        step = self.steps.currentWidget()
        if isinstance(step, AgreementsStep | ReadBackStep | AftermathStep):
            step.open(visit)

    def _to_step(self, step: str) -> None:
        visit = self._visit
        if visit is None:
            return
        self.desk.settle()
        self.steps.setCurrentIndex(STEPS.index(step))
        page = self.steps.currentWidget()
        if isinstance(page, AgreementsStep | ReadBackStep | AftermathStep):
            page.open(visit)
        self.bar.look_along.setVisible(step != STEPS[-1])
        if step == STEPS[-1] and self.bar.look_along.isChecked():
            self.bar.look_along.setChecked(False)
        self._write()

    def _write(self) -> None:
        """The keyboard goes where one goes on at this step."""
        page = self.steps.currentWidget()
        if isinstance(page, TalkStep | AgreementsStep | ReadBackStep | AftermathStep):
            page.write()

    def _places(self, words: str) -> list[Found]:
        return places(self._visit.areas, words) if self._visit is not None else []

    def _go(self, area: str) -> None:
        self.show_step(STEPS[0])
        self.talk.go(area)
        self.talk.write()

    def _look_along(self, along: bool) -> None:  # noqa: FBT001
        self.talk.look_along(along)
        self.readback.look_along(along)

    def _show_paper(self, person: str, large: bool) -> None:  # noqa: FBT001
        visit = self._visit
        if visit is None:
            return
        self.desk.settle()
        key, names = visit.visit, {p.id: named(p) for p in visit.persons}

        def make(session: Session, larger: bool) -> bytes:  # noqa: FBT001
            fields.commit_all(session)
            return summaries.pdf(session, key, person, larger or large)

        def answered(session: Session, paper: str) -> None:
            summaries.set_paper(session, key, person, paper)

        asked = self.readback.side.stays.value() is not None
        title = tr("Gespreksverslag {name}", name=names.get(person, ""))
        self.paper.open(
            PrintJob(
                title,
                make,
                large=True,
                neutral=None if asked else summaries.neutral_pdf,
                answered=None if asked else answered,
                printed=lambda session: summaries.printed(session, key, person),
            )
        )

    def _show_card(self, _person: str) -> None:
        self.paper.open(PrintJob(tr("Kaartje"), lambda s, _large: summaries.neutral_pdf(s)))

    def _leave(self) -> None:
        visit = self._visit
        if visit is None:
            return
        self.desk.settle()
        self.desk.do(visits.finish, visit.visit, then=self._left)

    def _left(self, _done: object) -> None:
        self.clear()
        self._place = None
        self.done.emit()

    def _covering(self) -> None:
        self._before_cover = held()
        self.desk.settle()
        self.to_blank.stop()
        self.to_lock.hold()

    def _count(self) -> None:
        self.to_blank.watch()
        self.to_lock.watch()

    def _blank(self) -> None:
        self._covering()
        self.curtain.blank()

    def _uncovered(self) -> None:
        self._count()
        before, self._before_cover = self._before_cover, None
        give_back(before, self, self._write)

    def _lock(self) -> None:
        self.clear()
        self.pin.forget()
        self.lock_requested.emit()

    def _problem(self, words: str) -> None:
        self.bar.saved.failed(words)
        self.message.say(words, TELL_MS)

    def _undone(self, done: UndoDone | None) -> None:
        if done is None:
            self._problem(tr("Er is niets om terug te draaien."))
            return
        self.undo_bar.go()
        self.message.say(tr("Teruggedraaid: {what}", what=undone_words(done.kind)), TELL_MS)

    def _undo_key(self) -> None:
        box = QApplication.focusWidget()
        if (isinstance(box, NoteBox) and box.document().isUndoAvailable()) or (
            isinstance(box, QLineEdit) and box.isUndoAvailable()
        ):
            box.undo()
        else:
            self.undoing.last()

    def _remember(self) -> None:
        if self._visit is not None:
            step, box = self.bar.steps.current(), self._last_box
            where = cursor_in(self.talk, box)
            self._place = Place(self._visit.visit, step, self.talk.area, box, where)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Nothing, the curtain and another window leave the place as it was.
        if new is None or not self.steps.isAncestorOf(new):
            return
        self._last_box = next((key for key, box in boxes(self.talk).items() if box is new), "")
