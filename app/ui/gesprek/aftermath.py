"""The step *Na afloop*: in the car, without the resident. ZRM apart, then together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.services import visits, zrm
from app.ui.gesprek.absent import Absent
from app.ui.gesprek.beside import side_width
from app.ui.gesprek.closing import ClosingPage
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.words import called
from app.ui.gesprek.zrm_rows import ScoreTable
from app.ui.gesprek.zrm_side import ScoreSide
from app.ui.kit import Button, ChipGroup, Secondary, Segments, Title
from app.ui.kit.keep import tab_in_order
from app.ui.text import tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.services.visits import Conversation
    from app.services.zrm import ZrmRow, ZrmTable
    from app.ui.desk import Desk


NARROW: Final = 1080
"""Width at 100 % text under which the details fold in under their domain, in pixels."""
MARGIN: Final = 36
GAP: Final = 16


class AftermathStep(QWidget):
    """Two parts: the ZRM of each person, and closing the visit."""

    finished = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self._table: ZrmTable | None = None
        self._person = ""
        self._domain = ""
        self._begin = False
        self._began = ""
        """The visit of which a part was chosen; a lock does not forget it."""
        self.people: ChipGroup | None = None
        self.title = Title("")
        self.parts = Segments(
            [("zrm", tr("ZRM")), ("closing", tr("Afronden"))], name=tr("Na afloop")
        )
        self.parts.changed.connect(self._part)
        self.table = ScoreTable()
        self.table.scored.connect(self._scored)
        self.table.agreed.connect(self._agreed)
        self.table.entered.connect(self.choose)
        self.same = Button("", small=True, icon="check", shortcut="Ctrl+Return", touch=True)
        self.same.clicked.connect(self._agree_same)
        self.same.hide()
        self.side = ScoreSide(desk)
        self.side.not_judged.connect(self._not_judged)
        self.side.carried.connect(self._carried)
        self.side.own_figure.connect(self._figured)
        self._narrow = False
        self._make_fold()
        why = QShortcut(QKeySequence("Alt+W"), self)
        why.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        why.activated.connect(self.say_why)
        self.closing = ClosingPage(desk)
        self.closing.finished.connect(self.finished)
        self._lay_out()
        theme().changed.connect(self._other_letters)

    @property
    def person(self) -> str:
        """Whose ZRM is on the screen."""
        return self._person

    def open(self, visit: Conversation) -> None:
        """Show the ZRM of the persons of a visit."""
        before, self._visit = self._visit, visit
        known = before is not None and before.persons == visit.persons
        if not known or before is None or before.present != visit.present:
            self._make_people(visit)
            self.absent.show_visit(visit)
        if self._began != visit.visit:
            self._began = visit.visit
            self._begin_zrm()
        self.closing.open(visit)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the scores as they are by now."""
        if self._visit is None or not self._person:
            return
        self._desk.ask(zrm.table, self._visit.visit, self._person, then=self._arrived)
        self.closing.refresh()

    def write(self) -> None:
        """Keyboard to the levels of the current domain, now or once they are there."""
        self._begin = self.parts.current() == "zrm" and not self.table.lines
        if self.parts.current() == "zrm":
            self.table.go(self._domain or self.table.first())
        else:
            self.closing.write()

    def clear(self) -> None:
        """Show nothing."""
        self.side.clear()
        self._visit = self._table = None
        self._person = self._domain = ""
        self.title.setText("")
        self.table.clear()
        self.closing.clear()
        self.absent.clear()
        self._drop_people()

    def choose(self, domain: str) -> None:
        """Make the side panel about a domain."""
        if domain != self._domain:
            self.more.setChecked(False)
        self._domain = domain
        row = self._row(domain)
        if row is not None and self._table is not None:
            self.table.set_current(domain)
            self.side.show_row(row, self._table.name)
            self.more.setAccessibleName(f"{row.name}: {self.more.text()}")
            self._put_under()

    def show_part(self, part: str) -> None:
        """`zrm` or `closing`."""
        self.parts.set_current(part)
        self._part(part)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        """What stands beside the table comes after it, as it is read."""
        if self._narrow or self.parts.current() != "zrm":
            return super().focusNextPrevChild(next)
        head = (self.parts,) if self.people is None else (self.parts, self.people)
        order = (*head, self.absent, *self.table.lines.values(), self.same, self.side)
        return tab_in_order(self, order, forward=next) or super().focusNextPrevChild(next)

    def say_why(self) -> None:
        """The keyboard goes to the reason of the current domain; a level comes first."""
        if self.parts.current() == "zrm" and self.side.why.isEnabled():
            self.more.setChecked(True)
            self.side.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        self.side.setFixedWidth(side_width())
        if narrow != self._narrow:
            self._narrow = narrow
            self._move_details()
        self.table.fit(self.width() - (0 if narrow else side_width()) - 76)
        self._place_people()

    def _move_details(self) -> None:
        """What stands beside the table folds in under the current domain, or goes back."""
        inside = self.side.content
        if self._narrow:
            self.side.takeWidget()
            inside.setMinimumHeight(0)
            self._folded.addWidget(inside)
            inside.setVisible(self.more.isChecked())
        else:
            self._folded.removeWidget(inside)
            self.side.setWidget(inside)
            inside.show()
        self.side.title.setVisible(not self._narrow)
        self.side.setVisible(not self._narrow and self.parts.current() == "zrm")
        self._put_under()

    def _put_under(self) -> None:
        self.table.unfold(self._domain, self._under if self._narrow else None)
        self._under.setVisible(self._narrow and self._domain in self.table.lines)
        if self._narrow:
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """What folded in above moved the row that has the keyboard."""
        line = self.table.lines.get(self._domain)
        if line is not None and line.mine.isAncestorOf(QApplication.focusWidget() or self):
            self._page.fit()
            self._page.ensureWidgetVisible(line)

    def _fold(self, shown: bool) -> None:  # noqa: FBT001
        self.more.set_icon_name("caret-up" if shown else "caret-down")
        if self._narrow:
            self.side.content.setVisible(shown)

    def _make_fold(self) -> None:
        self._under = QWidget(self.table)
        self._folded = QVBoxLayout(self._under)
        self._folded.setContentsMargins(0, 0, 0, 10)
        self._folded.setSpacing(4)
        self.more = Button(
            tr("Waarom, en wie draagt dit"), kind="quiet", icon="caret-down", touch=True
        )
        self.more.setCheckable(True)
        self.more.toggled.connect(self._fold)
        self._folded.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._under.hide()

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        inside = QWidget()
        inside.setProperty("clear", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 2, MARGIN, 12)
        column.setSpacing(2)
        self.instrument = Secondary(
            tr("Ieder apart, daarna samen. Alleen wat besproken is. Situatie van nu."),
            letter="body",
            wrap=True,
        )
        column.addWidget(self.instrument)
        self.absent = Absent()
        self.absent.was_there.connect(self._was_there)
        column.addWidget(self.absent)
        column.addSpacing(8)
        column.addWidget(self.table)
        column.addSpacing(8)
        column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self._page = TallScroll(inside)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self.closing)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._head())
        left.addWidget(self._stack, 1)
        row.addLayout(left, 1)
        row.addWidget(self.side)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(MARGIN, 14, MARGIN, 0)
        row.setSpacing(GAP)
        row.addWidget(self.title, 1)
        self._people_at = QHBoxLayout()
        row.addLayout(self._people_at, 1)
        row.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _make_people(self, visit: Conversation) -> None:
        self._drop_people()
        people = [p for p in visit.persons if p.id in visit.present] or list(visit.persons)
        ids = [p.id for p in people]
        if self._person not in ids:
            self._person = visit.speaker if visit.speaker in ids else next(iter(ids), "")
        if len(people) > 1:
            self.people = ChipGroup(
                [(p.id, called(p)) for p in people],
                clearable=False,
                small=True,
                touch=True,
                name=tr("Van wie"),
            )
            self.people.set_value(self._person)
            self.people.changed.connect(lambda chosen: self._choose_person(chosen[0]))
            self._place_people()

    def _other_letters(self) -> None:
        QTimer.singleShot(0, self, self._place_people)

    def _place_people(self) -> None:
        """At the head while they fit there in one row; else they scroll with the page."""
        if self.people is None:
            return
        beside = 0 if self.side.isHidden() else side_width()
        named = self.title.sizeHint().width() + self.parts.sizeHint().width()
        room = self.width() - beside - 2 * MARGIN - 2 * GAP - named
        page = self._page if self.parts.current() == "zrm" else self.closing
        below = page.content.layout()
        fits = self.people.sizeHint().width() <= room
        place = self._people_at if fits else below
        if isinstance(place, QBoxLayout) and place.indexOf(self.people) < 0:
            place.insertWidget(0, self.people)

    def _drop_people(self) -> None:
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
            self.people = None

    def _was_there(self, person: str) -> None:
        """Their table comes with the visit as it is then."""
        visit = self._visit
        if visit is not None:
            self._person = person
            self._begin = True
            present = [*visit.present, person]
            said = tr("Toegevoegd aan wie erbij was")
            self._desk.do(visits.set_present, visit.visit, present, undo=said)

    def _choose_person(self, person: str) -> None:
        self._person = person
        self.refresh()

    def _arrived(self, table: ZrmTable) -> None:
        if table.person != self._person:
            return
        self._table = table
        self._name()
        self.table.show_table(table)
        self._offer_same(table)
        domains = [row.domain for row in table.rows]
        self.choose(self._domain if self._domain in domains else self.table.first())
        if self._begin:
            self._begin = False
            self.write()

    def _name(self) -> None:
        name = self._table.name if self._table is not None else ""
        zrm_part = self.parts.current() == "zrm"
        self.title.setText(tr("ZRM van {name}", name=name) if zrm_part else tr("Afronden"))
        self._place_people()

    def _begin_zrm(self) -> None:
        self.parts.set_current("zrm")
        self._stack.setCurrentIndex(0)
        self.side.setVisible(not self._narrow)

    def _part(self, part: str) -> None:
        self._stack.setCurrentIndex(0 if part == "zrm" else 1)
        self.side.setVisible(part == "zrm" and not self._narrow)
        self.closing.show_person(self._person)
        self._name()
        self.write()

    def _row(self, domain: str) -> ZrmRow | None:
        rows = self._table.rows if self._table is not None else ()
        return next((row for row in rows if row.domain == domain), None)

    def _shown(self) -> str:
        """Whose table stands there: the one chosen may still be on its way."""
        return self._table.person if self._table is not None else self._person

    def _scored(self, domain: str, level: int) -> None:
        self._send(domain, level or None)

    def _not_judged(self, domain: str, on: bool) -> None:  # noqa: FBT001
        self._send(domain, None, not_judged=on)

    def _send(self, domain: str, level: int | None, *, not_judged: bool = False) -> None:
        if self._visit is not None:
            args = (self._visit.visit, self._shown(), domain, level, not_judged)
            self._desk.do(zrm.score, *args)

    def _agreed(self, domain: str, level: int) -> None:
        if self._visit is not None:
            self._desk.do(
                zrm.agree,
                self._visit.visit,
                self._shown(),
                domain,
                level,
                undo=tr("Samen: {level}", level=level),
            )
            self.table.go(domain)

    def _offer_same(self, table: ZrmTable) -> None:
        number = sum(
            row.agreed is None and zrm.same_level(row.mine, row.colleague) for row in table.rows
        )
        self.same.setVisible(number > 0)
        one = tr("Neem over waar jullie gelijk zijn (1)")
        many = tr("Neem over waar jullie gelijk zijn ({number})", number=number)
        self.same.setText(one if number == 1 else many)
        self.same.setAccessibleName(self.same.text())
        self.same.updateGeometry()

    def _agree_same(self) -> None:
        if self._visit is not None:
            self._desk.do(zrm.agree_same, self._visit.visit, self._shown())

    def _carried(self, domain: str, carriers: list[str]) -> None:
        if self._visit is not None:
            self._desk.do(zrm.carriers, self._visit.visit, self._shown(), domain, tuple(carriers))

    def _figured(self, domain: str, figure: int) -> None:
        if self._visit is not None:
            self._desk.do(zrm.own_figure, self._visit.visit, self._shown(), domain, figure or None)
