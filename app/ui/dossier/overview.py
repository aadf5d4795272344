"""The tab *Overzicht*: the plan, how one person stands, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.dates import short_day
from app.ui.dossier.goals import GoalCard, LooseCard
from app.ui.dossier.parts import TabPage, column, empty, heading
from app.ui.dossier.spider import SpiderView
from app.ui.dossier.words import joined
from app.ui.kit import Card, Columns, EmptyState, Moment, Secondary, Timeline
from app.ui.text import tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.dossiers import Dossier, TimelineItem
    from app.ui.dossier.desk import DossierDesk

MOMENTS_SHOWN = 12


class OverviewTab(TabPage):
    """Reading, and ticking what is done; everything else opens from here."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Overzicht"), desk, parent)
        self.cards: list[GoalCard] = []
        self.spider: SpiderView | None = None
        self.timeline = Timeline()

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        self.body.addWidget(Columns([(self._plan(dossier), 64), (self._side(dossier), 36)], gap=40))
        self.body.addStretch(1)

    def _plan(self, dossier: Dossier) -> QWidget:
        plan, today = dossier.plan, dossier.today
        day = short_day(plan.evaluation_on, today) if plan.evaluation_on else ""
        aside = tr("evaluatie {day}", day=day) if day else tr("nog geen evaluatie afgesproken")
        self.cards = [GoalCard(self.desk, goal) for goal in plan.goals]
        things: list[QWidget] = [*self.cards]
        if plan.loose:
            things.append(LooseCard(self.desk, plan.loose))
        if not things:
            return column(heading(tr("Plan van het huishouden")), self._no_plan())
        if plan.near_home:
            things.append(Secondary(plan.near_home, letter="body", wrap=True))
        return column(heading(tr("Plan van het huishouden"), aside), *things)

    def _no_plan(self) -> QWidget:
        card = Card()
        none = EmptyState(
            tr("Nog geen plan"),
            tr("Wat wil dit huishouden bereiken? Begin met één doel in hun eigen woorden."),
            icon="flag",
            action=tr("Schrijf een doel op"),
        )
        none.acted.connect(lambda: self.desk.tab_wanted.emit("plan"))
        card.add(none)
        return card

    def _side(self, dossier: Dossier) -> QWidget:
        side = QWidget()
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        self.spider = None
        if dossier.assessments:
            self.spider = SpiderView(self.desk, dossier.assessments)
            box.addWidget(self.spider)
            box.addSpacing(8)
        box.addWidget(heading(tr("Tijdlijn")))
        if dossier.timeline:
            shown = dossier.timeline[:MOMENTS_SHOWN]
            self.timeline = Timeline([moment(item, dossier.today) for item in shown])
            self.timeline.opened.connect(self.desk.visit_wanted)
            box.addWidget(self.timeline)
        else:
            box.addWidget(Secondary(tr("Hier komt wat er gebeurt."), letter="body", wrap=True))
        box.addStretch(1)
        return side


def moment(item: TimelineItem, today: date) -> Moment:
    """One thing that happened; a visit can be opened."""
    meta = joined((short_day(item.on, today), item.meta))
    return Moment(item.title, meta, item.text, item.id if item.kind == "visit" else "")
