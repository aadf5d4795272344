"""The tab *ZRM*: web with table, change since the first measurement, trend, two moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import zrm
from app.services.text import first_name
from app.ui.dates import short_day
from app.ui.dossier.parts import TabPage, column, heading
from app.ui.dossier.prints import zrm_job
from app.ui.dossier.spider import LevelTable, latest
from app.ui.kit import (
    Button,
    Caption,
    Card,
    ChipGroup,
    Columns,
    EmptyState,
    Secondary,
    Series,
    SpiderChart,
    Text,
    TrendChart,
    TrendLine,
)
from app.ui.parts import empty
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.model.assessment import Score
    from app.services.dossiers import AssessmentLine, Dossier
    from app.services.zrm import Trend, ZrmProfile, ZrmTable
    from app.ui.dossier.desk import DossierDesk


class ZrmTab(TabPage):
    """One person at a time; any moment against any earlier one, the first by itself."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("ZRM"), desk, parent)
        self._lines: tuple[AssessmentLine, ...] = ()
        self._person = ""
        self._now = self._then = ""
        self.chart = SpiderChart()
        self.trend = TrendChart()
        self.table: LevelTable | None = None
        self.persons: ChipGroup | None = None
        self.moments: ChipGroup | None = None
        self.before: ChipGroup | None = None

    def part(self, dossier: Dossier) -> object:
        return dossier.header.id, dossier.assessments, dossier.today

    def fill(self, dossier: Dossier) -> None:
        """Scores change without the list of measurements changing: always ask anew."""
        drawn = self._seen
        super().fill(dossier)
        if self._now and self._seen == drawn:
            self._ask()

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        self._now = self._then = ""
        self._lines = dossier.assessments
        if not self._lines:
            none = EmptyState(
                tr("Nog geen ZRM"),
                tr("Na een gesprek scoort ieder van het duo apart. Daarna staat het beeld hier."),
                icon="polygon",
            )
            self.body.addWidget(none)
            return
        known = {line.person for line in self._lines}
        if self._person not in known:
            self._person = next(iter(latest(self._lines)))
        self._build()

    def _build(self) -> None:
        empty(self.body)
        self.chart, self.trend = SpiderChart(), TrendChart()
        self._table = QVBoxLayout()
        self.body.addWidget(self._heading())
        self.body.addWidget(self._choices())
        web = Card()
        web.add(self.chart)
        self._legend = Secondary(wrap=True)
        self._legend.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        web.add(self._legend)
        table = Card(tr("Per domein"))
        table.body.addLayout(self._table)
        self.body.addWidget(Columns([(column(web), 5), (column(table), 6)], narrow=820))
        self._apart = QVBoxLayout()
        self.body.addLayout(self._apart)
        history = Card(tr("Verloop"))
        history.add(self.trend)
        self.history = history
        self.body.addWidget(history)
        self.body.addStretch(1)
        self._ask()

    def _heading(self) -> QWidget:
        name = first_name(self._mine()[0].person_name)
        paper = Button(tr("ZRM afdrukken"), icon="printer", small=True)
        paper.setAccessibleName(tr("ZRM van {name} afdrukken", name=name))
        paper.clicked.connect(lambda: self.desk.print_wanted.emit(zrm_job(self._now, name)))
        self.paper = paper
        aside = tr("voor het eigen dossier, nooit voor thuis")
        return heading(tr("ZRM van {name}", name=name), aside, paper)

    def _mine(self) -> list[AssessmentLine]:
        own = (line for line in self._lines if line.person == self._person)
        return sorted(own, key=lambda line: line.on)

    def _choices(self) -> QWidget:
        own, today = self._mine(), self.desk.day()
        self._now = own[-1].id
        self._then = own[0].id if len(own) > 1 else ""
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        names = {line.person: first_name(line.person_name) for line in self._lines}
        self.persons = ChipGroup(names.items(), clearable=False, small=True, name=tr("Van wie"))
        self.persons.set_value(self._person)
        self.persons.changed.connect(lambda ids: self._choose_person(ids[0]))
        box.addWidget(self.persons)
        self.persons.setVisible(len(names) > 1)
        days = [(line.id, short_day(line.on, today)) for line in own]
        self.moments = ChipGroup(days, clearable=False, small=True, name=tr("Meting"))
        self.moments.set_value(self._now)
        self.moments.changed.connect(lambda ids: self._choose(ids[0], self._then))
        self.before = ChipGroup(days, small=True, name=tr("Vergelijk met"))
        self.before.set_value(self._then or None)
        self.before.changed.connect(lambda ids: self._choose(self._now, ids[0] if ids else ""))
        row = QHBoxLayout()
        row.setSpacing(28)
        box.addLayout(row)
        for caption, chips in ((tr("Meting"), self.moments), (tr("Vergelijk met"), self.before)):
            part = column(Caption(caption), chips, gap=4)
            row.addWidget(part, 1)  # shown before it has its place it would be a window
            part.setVisible(len(own) > 1)
        return holder

    def _choose_person(self, person: str) -> None:
        self._person = person
        self._build()

    def _choose(self, now: str, then: str) -> None:
        self._now, self._then = now, then
        self._ask()

    def _ask(self) -> None:
        now, then = self._now, self._then if self._then != self._now else ""

        def first(profile: ZrmProfile) -> None:
            if now != self._now:
                return
            if then:
                self.desk.ask(zrm.profile, then, then=lambda old: self._show(profile, old))
            else:
                self._show(profile, None)

        self.desk.ask(zrm.profile, now, then=first)
        self.desk.ask(zrm.trend, self._person, then=self._show_trend)
        visit = next((line.visit for line in self._lines if line.id == now), "")
        if visit:
            self.desk.ask(zrm.table, visit, self._person, then=self._show_apart)

    def _show(self, profile: ZrmProfile, old: ZrmProfile | None) -> None:
        today = self.desk.day()
        day = short_day(profile.on, today)
        drawn = [Series(day, list(profile.levels))]
        said = [f"{day} —"]
        if old is not None:
            before = short_day(old.on, today)
            drawn.append(Series(before, list(old.levels), "baseline"))
            said.insert(0, f"{before} - -")
        self.chart.set_chart([axis[1] for axis in profile.axes], drawn)
        self._legend.setText("   ·   ".join(said))
        empty(self._table)
        self.table = LevelTable(profile, old.levels if old else (), full=True)
        self._table.addWidget(self.table)

    def _show_apart(self, table: ZrmTable) -> None:
        """Where the duo saw it differently; a colleague's score only where mine was given."""
        empty(self._apart)
        rows = [row for row in table.rows if row.differs]
        if not rows:
            return
        card = Card(tr("Waar het duo verschilde"))
        for row in rows:
            told = (
                tr("ik {level}", level=_said(row.mine)),
                f"{first_name(row.colleague_name)} {_said(row.colleague)}",
                tr("samen {level}", level=_said(row.agreed)) if row.agreed else tr("nog bespreken"),
            )
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(Text(row.name, wrap=True), 1)
            across.addWidget(
                Text(joined(*told), ink="ink2" if row.agreed else "care", wrap=True), 1
            )
            card.add(line)
        self._apart.addWidget(card)

    def _show_trend(self, trend: Trend) -> None:
        days = [short_day(day, self.desk.day()) for day in trend.dates]
        lines = [
            TrendLine(name, list(values))
            for name, values in trend.series
            if any(value is not None for value in values)
        ]
        self.history.setVisible(len(days) > 1 and bool(lines))
        self.trend.set_chart(days, lines)


def _said(score: Score | None) -> str:
    if score is None or score.level is None:
        return "–"
    return str(score.level)
