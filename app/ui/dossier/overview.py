"""The tab *Overzicht*: the plan, how one person stands, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.contact.words import contact_word
from app.ui.dates import short_day
from app.ui.dossier.goals import GoalCard, LooseCard
from app.ui.dossier.parts import TabPage, column, heading
from app.ui.dossier.spider import SpiderView
from app.ui.kit import Card, Columns, EmptyState, Moment, Secondary, Timeline
from app.ui.parts import empty
from app.ui.referrals.words import sources
from app.ui.text import joined, people, tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.dossiers import AssessmentLine, Dossier, TimelineItem
    from app.ui.dossier.desk import DossierDesk

MOMENTS_SHOWN = 12


class OverviewTab(TabPage):
    """Reading, and ticking what is done; everything else opens from here."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Overzicht"), desk, parent)
        self.cards: list[GoalCard] = []
        self.spider: SpiderView | None = None
        self._evaluation = Secondary()
        self._plan, self._web = QVBoxLayout(), QVBoxLayout()
        for box in (self._plan, self._web):
            box.setSpacing(12)
        self.timeline = Timeline(rows=MOMENTS_SHOWN)
        self.timeline.opened.connect(desk.visit_wanted)
        self._nothing_yet = Secondary(tr("Hier komt wat er gebeurt."), letter="body", wrap=True)
        self._lines: tuple[AssessmentLine, ...] = ()
        left = column(heading(tr("Plan van het huishouden"), "", self._evaluation), self._plan)
        right = column(self._web, heading(tr("Tijdlijn")), self.timeline, self._nothing_yet)
        self.body.addWidget(Columns([(left, 64), (right, 36)], gap=40))
        self.body.addStretch(1)

    def clear(self) -> None:
        self.forget()
        empty(self._plan)
        self.cards = []
        self._show_web(())
        self.timeline.set_moments(())

    def draw(self, dossier: Dossier) -> None:
        self._show_plan(dossier)
        self._show_web(dossier.assessments)
        shown = dossier.timeline[:MOMENTS_SHOWN]
        self.timeline.set_moments(moment(item, dossier.today) for item in shown)
        self._nothing_yet.setVisible(not shown)

    def _show_plan(self, dossier: Dossier) -> None:
        plan, today = dossier.plan, dossier.today
        empty(self._plan)
        day = short_day(plan.evaluation_on, today) if plan.evaluation_on else ""
        aside = tr("evaluatie {day}", day=day) if day else tr("nog geen evaluatie afgesproken")
        self.cards = [GoalCard(self.desk, goal) for goal in plan.goals]
        things: list[QWidget] = [*self.cards]
        if plan.loose:
            things.append(LooseCard(self.desk, plan.loose))
        self._evaluation.setText(aside if things else "")
        if things and plan.near_home:
            things.append(Secondary(plan.near_home, letter="body", wrap=True))
        for thing in things or [self._no_plan()]:
            self._plan.addWidget(thing)

    def _show_web(self, lines: tuple[AssessmentLine, ...]) -> None:
        if lines == self._lines:
            return
        self._lines, self.spider = lines, None
        empty(self._web)
        if lines:
            self.spider = SpiderView(self.desk, lines)
            self._web.addWidget(self.spider)
            self._web.addSpacing(8)

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


def moment(item: TimelineItem, today: date) -> Moment:
    """One thing that happened; a visit can be opened."""
    meta = joined(short_day(item.on, today), _who(item))
    return Moment(_title(item), meta, item.text, item.id if item.kind == "visit" else "")


def _title(item: TimelineItem) -> str:
    if item.kind == "visit":
        return tr("Gesprek {number}", number=item.what)
    if item.kind == "contact":
        return contact_word(item.what)
    return tr("Melding") if item.kind == "referral" else tr("Besproken in overleg")


def _who(item: TimelineItem) -> str:
    if item.kind == "referral":
        return dict(sources()).get(item.what, item.what)
    return people(item.who)
