"""Huishoudens: everyone in one list, found while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services import households as service
from app.ui.dates import short_day
from app.ui.fresh import Fresh
from app.ui.kit.buttons import Button
from app.ui.kit.chips import ChipGroup
from app.ui.kit.fast_list import FastList, ListRow
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Secondary
from app.ui.kit.states import EmptyState
from app.ui.latest import Latest
from app.ui.parts import Header
from app.ui.referrals.words import status_word
from app.ui.text import joined, tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from app.services.households import Found, HouseholdLine
    from app.ui.worker import Worker

MOST_KEPT: Final = 3000
"""Lines kept in memory while someone scrolls through everyone."""
BLOCK: Final = 50
"""Rows read at once."""
MOST_BLOCKS: Final = 10
REFRESHED_BY: Final = frozenset({"household", "plan", "person", "action", "visit"})


class HouseholdRows(QObject):
    """Knows who is in the list; reads a line only when it comes in sight.

    `missing` carries the keys of lines to read; until they come, a row shows what was known of
    the household before, or nothing.
    """

    missing = Signal(object)

    def __init__(self, found: Found, before: HouseholdRows | None, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = found.keys
        self._lines: dict[int, HouseholdLine] = {}
        self._before = before.known() if before is not None else {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._tell)
        self.put(found.lines)

    def __len__(self) -> int:
        return len(self._keys)

    def known(self) -> dict[int, HouseholdLine]:
        """Lines by key, as far as they were read."""
        return self._lines

    def put(self, lines: Sequence[HouseholdLine]) -> None:
        """Lines that were read."""
        if len(self._lines) > MOST_KEPT:
            self._lines, self._asked = {}, set()
        self._lines.update((line.key, line) for line in lines)

    def row(self, index: int) -> ListRow:
        """The row as the list paints it."""
        line = self._lines.get(self._keys[index])
        if line is None:
            self._want(index // BLOCK)
            line = self._before.get(self._keys[index])
        return row_of(line) if line is not None else ListRow("", tr("Wordt gelezen"))

    def _want(self, block: int) -> None:
        if block not in self._asked:
            self._wanted.add(block)
            self._ask.start()

    def _tell(self) -> None:
        blocks = sorted(self._wanted)[:MOST_BLOCKS]
        self._asked.update(blocks)
        self._wanted.clear()
        self.missing.emit(
            [key for block in blocks for key in self._keys[block * BLOCK : (block + 1) * BLOCK]]
        )


def row_of(line: HouseholdLine) -> ListRow:
    """As lists paint it; always says who is regisseur, or that there is none."""
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
        self._latest = Latest(worker)
        self._rows: HouseholdRows | None = None
        self.setProperty("ground", "paper")
        self.setAccessibleName(tr("Huishoudens"))
        column = QVBoxLayout(self)
        margin = tokens.PAGE_MARGIN
        column.setContentsMargins(margin, 26, margin, 0)
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
        self.fresh = Fresh(self, worker, REFRESHED_BY, self.refresh)

    def begin(self) -> None:
        """Somebody comes here to find a household: what is typed now is searched."""
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    def refresh(self) -> None:
        """Ask for the lines that fit the words and filters; the newest question wins."""
        chosen = dict.fromkeys(self.filters.values(), True)
        words = self.search.text()
        here = self.list.current_id()
        self._latest.ask(lambda s: service.find(s, words, keep=here, **chosen), self.show_found)

    def show_found(self, found: Found) -> None:
        """Draw an answer of the service."""
        before, self._rows = self._rows, HouseholdRows(found, self._rows, self)
        self._rows.missing.connect(self._read)
        self.list.set_source(self._rows, found.place)
        if before is not None:
            before.deleteLater()
        number = f"{len(found.keys):,}".replace(",", ".")
        one = len(found.keys) == 1
        self.count.setText(tr("1 huishouden") if one else tr("{number} huishoudens", number=number))
        self.count.setVisible(bool(found.keys))
        searching = bool(self.search.text() or self.filters.values())
        self._pages.setCurrentIndex(0 if found.keys else 2 if searching else 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fresh.look()

    def _read(self, keys: list[int]) -> None:
        """Lines of rows that came in sight."""

        def came(lines: list[HouseholdLine]) -> None:
            if self._rows is not None:
                self._rows.put(lines)
                self.list.refresh()

        if self._worker.is_open:
            self._worker.run(service.at, keys, then=came)

    def _type(self, words: str) -> None:
        """A letter in the list goes on in the search above it."""
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.insert(words)

    def _make_pages(self) -> QStackedWidget:
        self._pages = QStackedWidget()
        self.list = FastList(name=tr("Huishoudens"))
        self.list.opened.connect(self.open_household)
        self.list.typed.connect(self._type)
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
