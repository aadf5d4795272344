"""The step *Na afloop*: in the car, without the resident. ZRM apart, then together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.services import zrm
from app.ui.gesprek.closing import ClosingPage
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.zrm_rows import ScoreTable
from app.ui.gesprek.zrm_side import ScoreSide
from app.ui.kit import Button, ChipGroup, Secondary, Segments, Title
from app.ui.text import tr
from app.ui.theme import theme

if TYPE_CHECKING:
    from app.services.visits import Conversation
    from app.services.zrm import ZrmRow, ZrmTable
    from app.ui.desk import Desk


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
        self.same = Button("", small=True, icon="check", shortcut="Ctrl+Return")
        self.same.clicked.connect(self._agree_same)
        self.same.hide()
        self.side = ScoreSide(desk)
        self.side.not_judged.connect(self._not_judged)
        self.side.carried.connect(self._carried)
        self.side.own_figure.connect(self._figured)
        self.closing = ClosingPage(desk)
        self.closing.finished.connect(self.finished)
        self._lay_out()

    @property
    def person(self) -> str:
        """Whose ZRM is on the screen."""
        return self._person

    def open(self, visit: Conversation) -> None:
        """Show the ZRM of the persons of a visit."""
        known = self._visit is not None and self._visit.persons == visit.persons
        self._visit = visit
        if not known:
            self._make_people(visit)
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
        self._begin = not self.table.lines
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
        self._drop_people()

    def choose(self, domain: str) -> None:
        """Make the side panel about a domain."""
        self._domain = domain
        row = self._row(domain)
        if row is not None and self._table is not None:
            self.table.set_current(domain)
            self.side.show_row(row, self._table.name)

    def show_part(self, part: str) -> None:
        """`zrm` or `closing`."""
        self.parts.set_current(part)
        self._part(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now = theme()
        narrow = self.width() < now.px(1080)
        way = QHBoxLayout.Direction
        self._row_layout.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        wide = round(360 * min(now.scale, 1.4))
        self.side.setMinimumWidth(0 if narrow else wide)
        self.side.setMaximumWidth(16_777_215 if narrow else wide)
        tall = self.height() * 2 // 5
        self.side.setMaximumHeight(tall if narrow else 16_777_215)
        self.side.setMinimumHeight(tall if narrow else 0)
        side = 0 if narrow else wide
        self.table.fit(self.width() - side - 76)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._row_layout = QHBoxLayout(self)
        self._row_layout.setContentsMargins(0, 0, 0, 0)
        self._row_layout.setSpacing(0)
        inside = QWidget()
        inside.setProperty("clear", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(36, 2, 36, 12)
        column.setSpacing(2)
        self.instrument = Secondary(
            tr("Ieder apart, daarna samen. Alleen wat besproken is. Situatie van nu."),
            letter="body",
            wrap=True,
        )
        column.addWidget(self.instrument)
        column.addSpacing(8)
        column.addWidget(self.table)
        column.addSpacing(8)
        column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        self._stack.addWidget(TallScroll(inside))
        self._stack.addWidget(self.closing)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._head())
        left.addWidget(self._stack, 1)
        self._row_layout.addLayout(left, 1)
        self._row_layout.addWidget(self.side)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(36, 14, 36, 0)
        row.setSpacing(16)
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
                [(p.id, p.name.split()[0]) for p in people],
                clearable=False,
                small=True,
                touch=True,
                name=tr("Van wie"),
            )
            self.people.set_value(self._person)
            self.people.changed.connect(lambda chosen: self._choose_person(chosen[0]))
            self._people_at.addWidget(self.people)

    def _drop_people(self) -> None:
        if self.people is not None:
            self.people.hide()
            self.people.deleteLater()
            self.people = None

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
        if self.people is not None:
            self.people.setVisible(True)

    def _part(self, part: str) -> None:
        self._stack.setCurrentIndex(0 if part == "zrm" else 1)
        self.side.setVisible(part == "zrm")
        self.closing.show_person(self._person)
        self._name()
        self.write()

    def _row(self, domain: str) -> ZrmRow | None:
        rows = self._table.rows if self._table is not None else ()
        return next((row for row in rows if row.domain == domain), None)

    def _scored(self, domain: str, level: int) -> None:
        self._send(domain, level or None)

    def _not_judged(self, domain: str, on: bool) -> None:  # noqa: FBT001
        self._send(domain, None, not_judged=on)

    def _send(self, domain: str, level: int | None, *, not_judged: bool = False) -> None:
        if self._visit is not None:
            args = (self._visit.visit, self._person, domain, level, not_judged)
            self._desk.do(zrm.score, *args)

    def _agreed(self, domain: str, level: int) -> None:
        if self._visit is not None:
            self._desk.do(
                zrm.agree,
                self._visit.visit,
                self._person,
                domain,
                level,
                undo=tr("Samen: {level}", level=level),
            )

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
            self._desk.do(zrm.agree_same, self._visit.visit, self._person)

    def _carried(self, domain: str, carriers: list[str]) -> None:
        if self._visit is not None:
            self._desk.do(zrm.carriers, self._visit.visit, self._person, domain, tuple(carriers))

    def _figured(self, domain: str, figure: int) -> None:
        if self._visit is not None:
            self._desk.do(zrm.own_figure, self._visit.visit, self._person, domain, figure or None)
