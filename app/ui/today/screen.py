"""Vandaag: visits, my actions, new meldingen, what waits, the next overleg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import agreements
from app.services import today as service
from app.services.undoing import noted
from app.ui.dates import long_day, near_day
from app.ui.fresh import Fresh
from app.ui.kit.buttons import Button
from app.ui.kit.keep import same_stop
from app.ui.parts import Empty, Header, ListCard, ScrollPage, Split
from app.ui.text import joined, tr
from app.ui.today.rows import ActionRow, KnowCard, ReferralRow, VisitRow

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from app.services.today import MeetingCard, Today
    from app.services.undoing import Noted
    from app.ui.worker import Worker

ACTIONS_SHOWN: Final = 8
REFERRALS_SHOWN: Final = 4
NOON: Final = 12
EVENING: Final = 18
REFRESHED_BY: Final = frozenset(
    {"visit", "action", "referral", "household", "meeting", "agenda_item", "person"}
)


def greeting(hour: int, name: str) -> str:
    """`Goedemiddag, Sanne`; by the hour where the laptop is."""
    if hour < NOON:
        return tr("Goedemorgen, {name}", name=name)
    if hour < EVENING:
        return tr("Goedemiddag, {name}", name=name)
    return tr("Goedenavond, {name}", name=name)


def waiting_words(number: int) -> str:
    """How many changes wait to be shared; far too many are not counted out."""
    if number > service.MOST_WAITING:
        return tr("Meer dan duizend wijzigingen wachten om te delen")
    if number == 1:
        return tr("1 wijziging wacht om te delen")
    return tr("{number} wijzigingen wachten om te delen", number=number)


class TodayScreen(ScrollPage):
    """What this day asks of one member. Reads through the worker; shows itself when it comes."""

    open_household = Signal(str)
    start_visit = Signal(str)
    open_referral = Signal(str)
    open_referrals = Signal()
    open_households = Signal()
    open_sharing = Signal()
    new_referral = Signal()
    find_wanted = Signal()
    undoable = Signal(str, object)
    counted = Signal(int)

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(tr("Vandaag"), parent)
        self._worker = worker
        self._make_header()
        split = Split()
        self.visits = ListCard(tr("Bezoeken"), aside=tr("vandaag en morgen"))
        self.mine = ListCard(tr("Mijn acties"))
        self.referrals = ListCard(tr("Nieuwe meldingen"))
        split.left.addWidget(self.visits)
        split.left.addWidget(self.mine)
        split.left.addStretch(1)
        split.right.addWidget(self.referrals)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(18)
        split.right.addLayout(self._notes)
        split.right.addStretch(1)
        self.body.addWidget(split, 1)
        self.fresh = Fresh(self, worker, REFRESHED_BY, self.refresh)

    def refresh(self) -> None:
        """Ask again; the screen stays as it is until the answer comes."""
        if self._worker.is_open:
            self._worker.run(service.today, then=self.show_today)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fresh.look()

    def _make_header(self) -> None:
        self.header = Header("")
        self.find_button = Button(tr("Zoek in alles · Ctrl K"), icon="magnifying-glass")
        self.find_button.clicked.connect(self.find_wanted)
        self.new_button = Button(tr("Nieuwe melding"), kind="primary", icon="plus")
        self.new_button.clicked.connect(self.new_referral)
        self.header.add(self.find_button)
        self.header.add(self.new_button)
        self.body.addWidget(self.header)

    def show_today(self, seen: Today) -> None:
        """Draw an answer of the service."""
        day, hour = seen.day, seen.hour
        safe = tr("je werkt zonder netwerk, alles wordt op deze laptop bewaard")
        self.header.set_texts(greeting(hour, seen.first_name), joined(long_day(day), safe))
        with same_stop(self):
            self.visits.fill([*self._visit_rows(seen)] or [self._no_visits()])
            self._show_actions(seen)
            self._show_referrals(seen)
            self._show_notes(seen)

    def _visit_rows(self, seen: Today) -> list[QWidget]:
        rows: list[QWidget] = []
        for card in seen.visits:
            row = VisitRow(card, seen.day)
            row.clicked.connect(lambda _on=False, key=card.household: self.open_household.emit(key))
            row.begin.connect(self.start_visit)
            rows.append(row)
        return rows

    def _no_visits(self) -> Empty:
        empty = Empty(
            tr("Hier staan je bezoeken van vandaag en morgen. Er is er nu geen gepland."),
            tr("Kies een huishouden"),
            icon="house",
        )
        empty.button.clicked.connect(self.open_households)
        return empty

    def _show_actions(self, seen: Today) -> None:
        late = sum(card.late for card in seen.actions)
        counts = tr("{open} open, {late} te laat", open=len(seen.actions), late=late)
        plain = tr("{open} open", open=len(seen.actions))
        self.mine.aside.setText((counts if late else plain) if seen.actions else "")
        rows: list[QWidget] = []
        for card in seen.actions[:ACTIONS_SHOWN]:
            row = ActionRow(card, seen.day)
            row.clicked.connect(lambda _on=False, key=card.household: self.open_household.emit(key))
            row.ticked.connect(self._tick)
            rows.append(row)
        more = len(seen.actions) - ACTIONS_SHOWN
        if more > 0:
            later = tr("En nog {number} acties, later dan deze.", number=more)
            rows.append(Empty(tr("En nog 1 actie, later dan deze.") if more == 1 else later))
        self.mine.fill(
            rows or [Empty(tr("Hier staat wat jij hebt beloofd. Nu staat er niets open."))]
        )

    def _show_referrals(self, seen: Today) -> None:
        new = seen.referrals
        self.counted.emit(len(new))
        self.referrals.aside.setText(str(len(new)) if new else "")
        rows: list[QWidget] = []
        for card in new[:REFERRALS_SHOWN]:
            row = ReferralRow(card)
            row.clicked.connect(lambda _on=False, key=card.id: self.open_referral.emit(key))
            rows.append(row)
        if len(new) > REFERRALS_SHOWN:
            more = Empty("", tr("Alle {number} bekijken", number=len(new)))
            more.button.clicked.connect(self.open_referrals)
            rows.append(more)
        if not rows:
            empty = Empty(tr("Nieuwe vragen en zorgen komen hier binnen. Er wacht er geen."))
            rows.append(empty)
        self.referrals.fill(rows)

    def _show_notes(self, seen: Today) -> None:
        while self._notes.count():
            item = self._notes.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if seen.waiting:
            title = waiting_words(seen.waiting)
            line = tr("veilig bewaard op deze laptop")
            self._notes.addWidget(self._leading("arrows-clockwise", title, line, tr("Naar Delen")))
        if seen.sheet_unchecked:
            title = tr("Het herstelblad is nog niet gecontroleerd")
            line = tr("zonder dat blad is het team na verlies niet te redden")
            self._notes.addWidget(self._leading("key", title, line, tr("Naar het herstelblad")))
        if seen.meeting is not None:
            when = near_day(seen.meeting.on, seen.day)
            title = tr("Overleg {when}", when=when)
            title = f"{title}, {seen.meeting.at}" if seen.meeting.at else title
            self._notes.addWidget(KnowCard("users", title, _where_and_what(seen.meeting)))

    def _leading(self, icon: str, title: str, line: str, text: str) -> KnowCard:
        """A thing to know that is seen to on Delen."""
        card = KnowCard(icon, title, line)
        button = Button(text, kind="quiet", small=True)
        button.clicked.connect(self.open_sharing)
        card.add_way(button)
        return card

    def _tick(self, action: str, done: bool) -> None:  # noqa: FBT001 - a Qt slot
        def ticked(did: Noted) -> None:
            if done:
                self.undoable.emit(tr("Actie afgevinkt"), did.step)

        self._worker.run(noted, agreements.done, action, done, then=ticked)


def _where_and_what(meeting: MeetingCard) -> str:
    number = meeting.points
    many = tr("{number} agendapunten", number=number) if number else ""
    points = tr("1 agendapunt") if number == 1 else many
    return ", ".join(part for part in (meeting.place, points) if part)
