"""Huishoudens: everyone in one list, found while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services import households as service
from app.ui.dates import short_day
from app.ui.kit.buttons import Button
from app.ui.kit.chips import ChipGroup
from app.ui.kit.fast_list import FastList, ListRow
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Secondary
from app.ui.kit.states import EmptyState
from app.ui.latest import Latest
from app.ui.parts import Header
from app.ui.referrals.words import status_word
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.today.rows import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from app.services.households import HouseholdLine
    from app.ui.worker import Worker

REFRESHED_BY: Final = frozenset({"household", "plan", "person", "action", "visit"})


class HouseholdRows:
    """Makes a row of a line only when it is painted."""

    def __init__(self, lines: Sequence[HouseholdLine]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    def row(self, index: int) -> ListRow:
        """The row as the list paints it; always says who is regisseur, or that there is none."""
        line = self._lines[index]
        lead = line.case_lead_name
        where = joined(line.address, status_word(line.status))
        if line.differing:
            return ListRow(line.id, line.name, where, tr("verschil open"), "care", "house")
        if not lead:
            return ListRow(line.id, line.name, where, tr("geen regisseur"), "care", "house")
        ends = tr("hulp tot {day}", day=short_day(line.help_ends)) if line.help_ends else ""
        return ListRow(line.id, line.name, where, joined(lead, ends), "ink2", "house")


class HouseholdsScreen(QWidget):
    """Search, filters and a list of any length; Enter opens the dossier."""

    open_household = Signal(str)
    new_referral = Signal()

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        self._stale = True
        self._latest = Latest(worker)
        self.setProperty("ground", "paper")
        self.setAccessibleName(tr("Huishoudens"))
        column = QVBoxLayout(self)
        margin = tokens.PAGE_MARGIN
        column.setContentsMargins(margin, 26, margin - 12, 12)
        column.setSpacing(14)
        self.header = Header(tr("Huishoudens"))
        self.new_button = Button(tr("Nieuwe melding"), icon="plus")
        self.new_button.clicked.connect(self.new_referral)
        self.header.add(self.new_button)
        column.addWidget(self.header)
        self.search = SearchField(tr("Zoek op naam, adres of woorden uit het dossier"))
        self.search.searched.connect(lambda _words: self.refresh())
        column.addWidget(self.search)
        self.filters = ChipGroup(_filters(), multi=True, small=True, name=tr("Toon alleen"))
        self.filters.changed.connect(lambda _keys: self.refresh())
        column.addWidget(self.filters)
        self.count = Secondary()
        column.addWidget(self.count)
        column.addWidget(self._make_pages(), 1)
        worker.changed.connect(self._hear)

    def refresh(self) -> None:
        """Ask for the lines that fit the words and filters; the newest question wins."""
        self._stale = False
        chosen: dict[str, Any] = dict.fromkeys(self.filters.values(), True)
        words = self.search.text()
        self._latest.ask(lambda s: service.lines(s, words, **chosen), self.show_lines)

    def show_lines(self, lines: Sequence[HouseholdLine]) -> None:
        """Draw an answer of the service."""
        here = self.list.current_id()
        self.list.set_source(HouseholdRows(lines))
        self._keep(here, lines)
        searching = bool(self.search.text() or self.filters.values())
        number = f"{len(lines):,}".replace(",", ".")
        one = len(lines) == 1
        self.count.setText(tr("1 huishouden") if one else tr("{number} huishoudens", number=number))
        self._pages.setCurrentIndex(0 if lines else 2 if searching else 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _keep(self, key: str, lines: Sequence[HouseholdLine]) -> None:
        at = next((i for i, line in enumerate(lines) if line.id == key), -1) if key else -1
        if at >= 0:
            self.list.setCurrentIndex(self.list.model().index(at, 0))

    def _hear(self, kinds: frozenset[str]) -> None:
        if kinds & REFRESHED_BY:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _make_pages(self) -> QStackedWidget:
        self._pages = QStackedWidget()
        self.list = FastList(name=tr("Huishoudens"))
        self.list.opened.connect(self.open_household)
        self.search.results = self.list
        self._pages.addWidget(self.list)
        none_yet = EmptyState(
            tr("Nog geen huishoudens"),
            tr("Een huishouden komt hier zodra een melding een duo heeft."),
            icon="house",
            action=tr("Nieuwe melding"),
        )
        none_yet.acted.connect(self.new_referral)
        self._pages.addWidget(none_yet)
        nothing = EmptyState(
            tr("Niets gevonden"),
            tr("Probeer een deel van de naam of straat, of haal een filter weg."),
            icon="magnifying-glass",
            action=tr("Alles tonen"),
        )
        nothing.acted.connect(self._clear)
        self._pages.addWidget(nothing)
        return self._pages

    def _clear(self) -> None:
        self.filters.set_value([])
        self.search.set_text("")
        self.refresh()
        self.search.setFocus()


def _filters() -> list[tuple[str, str]]:
    return [
        ("mine", tr("Van mij")),
        ("no_plan", tr("Geen plan")),
        ("no_lead", tr("Geen regisseur")),
        ("evaluation_due", tr("Evaluatie nodig")),
        ("differing", tr("Verschillen open")),
    ]
