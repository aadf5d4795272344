"""The dossier: head, tabs, and the record that is open beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.services import dossiers
from app.ui.dossier.attachment_view import AttachmentView
from app.ui.dossier.attachments import AttachmentsTab
from app.ui.dossier.circle import AskToRead, closed_words
from app.ui.dossier.closed_notes import ClosedNotes
from app.ui.dossier.desk import DossierDesk
from app.ui.dossier.details import DetailsTab
from app.ui.dossier.header import Header
from app.ui.dossier.overview import OverviewTab
from app.ui.dossier.parts import TabPage
from app.ui.dossier.plan import PlanTab
from app.ui.dossier.prints import dossier_job
from app.ui.dossier.record import RecordPanel
from app.ui.dossier.rows import NetworkTab, PartiesTab
from app.ui.dossier.visits import VisitsTab
from app.ui.dossier.zrm import ZrmTab
from app.ui.kit import EmptyState, Tabs
from app.ui.latest import Latest
from app.ui.parts import empty
from app.ui.printing import PrintView
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from app.services.dossiers import Dossier
    from app.ui.dossier.desk import Edit
    from app.ui.worker import Worker

FOLD_AT: Final = 40
"""Pixels scrolled after which the head becomes one line; below a quarter it opens again."""
DRAWN_AFTER_MS: Final = 80
"""A dossier that comes sooner is drawn at once, and not first the empty page."""
LOW: Final = 520
"""Height at 100 % text under which the head is one line from the start, in pixels."""
REFRESHED_BY: Final = frozenset(
    {
        "household", "person", "custody", "contact", "network_member", "involved_party",
        "consent", "visit", "visit_area", "domain_note", "closed_note", "visit_summary",
        "assessment", "assessment_score", "own_figure", "plan", "goal", "action",
        "member", "referral", "reader", "attachment",
    }
)  # fmt: skip


class DossierScreen(QWidget):
    """One household. Reads through the worker and draws again when something of it changes."""

    start_visit = Signal(str)
    open_visit = Signal(str)
    open_differences = Signal(str)
    closed = Signal()
    undoable = Signal(str, object)
    """What was just done, for the bar that offers to take it back."""
    said = Signal(str)
    """One sentence to show: an error that a person can mend, or what was done with a paper."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Dossier"))
        self._worker = worker
        self._latest = Latest(worker)
        self._household = self._before = ""
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(DRAWN_AFTER_MS)
        self._held.timeout.connect(self._draw_now)
        self._stale = self._fresh = False
        self.desk = DossierDesk(worker, self)
        self.header = Header()
        self.tabs = Tabs(_tab_names(None), name=tr("Delen van het dossier"))
        self.tabs.changed.connect(self.show_tab)
        self.pages: dict[str, TabPage] = {
            "overview": OverviewTab(self.desk),
            "visits": VisitsTab(self.desk),
            "zrm": ZrmTab(self.desk),
            "plan": PlanTab(self.desk),
            "network": NetworkTab(self.desk),
            "parties": PartiesTab(self.desk),
            "attachments": AttachmentsTab(self.desk),
            "details": DetailsTab(self.desk),
        }
        self.stack = QStackedWidget()
        self.closed_page = QWidget()
        self.closed_page.setProperty("ground", "paper")
        self._closed_box = QVBoxLayout(self.closed_page)
        self._closed_box.setContentsMargins(*(tokens.PAGE_MARGIN,) * 4)
        self.closed_notes: ClosedNotes | None = None
        self.ask_to_read: AskToRead | None = None
        self._lay_out()
        self.panel = RecordPanel(self, self.desk)
        self.paper = PrintView(self, worker)
        self.attachment = AttachmentView(self, worker)
        self._connect(worker)

    def open_household(self, household: str, tab: str = "") -> None:
        """Show a dossier at `tab`; else from its beginning, or where it was left last."""
        self.panel.close_panel()
        self.attachment.close_view()
        if household != self._household:
            self.setUpdatesEnabled(False)
            self._held.start()
            self.forget()
        if household != self._before:
            self.tabs.set_current("overview")
        self._household = self._before = household
        self._fresh = True
        self.show_tab(tab or self.tabs.current())
        self.refresh()

    def rehearse(self) -> None:
        """Draw some dossier where nobody sees it: the first that somebody opens need not wait.

        Nothing of it stays; nothing happens while a household is open.
        """

        def draw(found: Dossier | None) -> None:
            if found is not None and not self._household and self._worker.is_open:
                self._fill(found)
                self.grab()
                self._lock()

        if not self._household:
            self._latest.ask(dossiers.anyone, draw)

    def refresh(self) -> None:
        """Ask again; what is shown stays until the answer comes."""
        self._stale = False
        household = self._household
        if household:
            self._latest.ask(
                lambda session: dossiers.look(session, household),
                lambda found: self._show(household, found),
            )

    def show_tab(self, key: str) -> None:
        """Bring one tab in sight."""
        self.tabs.set_current(key)
        page = self.pages[key]
        dossier = self.desk.dossier
        if dossier is not None and dossier.readable:
            page.fill(dossier)
            self.stack.setCurrentWidget(page)
            self._scrolled(page.verticalScrollBar().value())

    def hand_over(self) -> None:
        """Before the vault locks: words in the panel go to it, also from before its answer."""
        self.panel.close_panel()

    def forget(self) -> None:
        """Nothing of the household stays on the screen or in these widgets."""
        self.panel.close_panel()
        self.paper.close_view()
        self.attachment.close_view()
        self.desk.leave()
        self.desk.dossier = None
        self._household = ""
        for page in self.pages.values():
            page.clear()
        empty(self._closed_box)
        self.closed_notes = self.ask_to_read = None
        self.header.fold(self.header.low())

    def _lock(self) -> None:
        self.forget()
        self.header.clear()
        for key, label in _tab_names(None):
            self.tabs.set_label(key, label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.set_low(self.height() < theme().px(LOW))

    def _lay_out(self) -> None:
        top = QWidget()
        top.setProperty("ground", "surface")
        top.setProperty("edge", "bottom")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(top)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        around = QVBoxLayout()
        around.setContentsMargins(tokens.PAGE_MARGIN, 0, tokens.PAGE_MARGIN, 0)
        around.addWidget(self.tabs)
        box.addLayout(around)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.stack, 1)
        for page in self.pages.values():
            self.stack.addWidget(page)
            page.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.stack.addWidget(self.closed_page)

    def _connect(self, worker: Worker) -> None:
        self.header.back.connect(self.closed)
        self.header.start.connect(lambda: self.start_visit.emit(self._household))
        self.header.manage.connect(self._manage)
        self.header.print_wanted.connect(lambda: self.paper.open(dossier_job(self.desk)))
        self.paper.said.connect(self.said)
        self.desk.attachment_wanted.connect(self.attachment.open)
        self.attachment.said.connect(self.said)
        self.desk.edit_wanted.connect(self._edit)
        self.desk.print_wanted.connect(self.paper.open)
        self.desk.visit_wanted.connect(self.open_visit)
        self.desk.tab_wanted.connect(self.show_tab)
        self.header.differences.connect(self._leave_for_differences)
        self.desk.differences_wanted.connect(self._leave_for_differences)
        self.desk.undo_offered.connect(self.undoable)
        self.desk.problem.connect(self.said)
        worker.changed.connect(self._hear)
        worker.locked.connect(self._lock)

    def _show(self, household: str, dossier: Dossier | None) -> None:
        if household != self._household:
            return
        if dossier is None:
            self._leave()
        else:
            self._fill(dossier)
        self._draw_now()

    def _leave(self) -> None:
        """The team erased it, maybe while somebody read it here: not a word of it stays."""
        self._lock()
        if self.isVisible():
            self.closed.emit()
        gone = tr("Dit dossier is er niet meer. Wat het team voorgoed verwijdert, staat op Delen.")
        self.said.emit(gone)

    def _draw_now(self) -> None:
        self._held.stop()
        self.setUpdatesEnabled(True)

    def _fill(self, dossier: Dossier) -> None:
        self.desk.dossier = dossier
        self.header.show_dossier(dossier)
        self.tabs.setVisible(dossier.readable)
        if not dossier.readable:
            self._show_closed(dossier)
            return
        for key, label in _tab_names(dossier):
            self.tabs.set_label(key, label)
        self.show_tab(self.tabs.current())
        if self._fresh:
            self._fresh = False
            self.tabs.button(self.tabs.current()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_closed(self, dossier: Dossier) -> None:
        empty(self._closed_box)
        words = closed_words(dossier.circle)
        self._closed_box.addWidget(
            EmptyState(tr("Dit dossier is voor jou gesloten"), words, icon="lock-simple")
        )
        self.ask_to_read = None
        if dossier.circle.shared:
            self.ask_to_read = AskToRead(self.desk, dossier.circle)
            self._closed_box.addWidget(self.ask_to_read)
            if self.ask_to_read.asked:
                self.header.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._closed_box.addStretch(1)
        self.closed_notes = None
        if dossier.closed_notes:
            self.closed_notes = ClosedNotes(self.desk, dossier.closed_notes)
            self._closed_box.addWidget(self.closed_notes)
            self._closed_box.addStretch(1)
        self.stack.setCurrentWidget(self.closed_page)

    def _edit(self, edit: Edit) -> None:
        self.panel.open_edit(edit)

    def _leave_for_differences(self) -> None:
        self.panel.close_panel()
        self.open_differences.emit(self._household)

    def _manage(self) -> None:
        if self.desk.dossier is not None:
            head = self.desk.dossier.header
            self.desk.edit("household", head.id, head.name)

    def _hear(self, kinds: frozenset[str]) -> None:
        if self._household and kinds & REFRESHED_BY:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _scrolled(self, value: int) -> None:
        page = self.stack.currentWidget()
        if not isinstance(page, TabPage):
            self.header.fold(self.header.low())
            return
        room = page.verticalScrollBar().maximum()
        # Folding makes the page taller: it must stay scrolled then, or it would open again.
        saved = self.header.full.sizeHint().height() - self.header.line.sizeHint().height()
        if value > FOLD_AT and (self.header.folded() or room > saved + FOLD_AT):
            self.header.fold(folded=True)
        elif value < FOLD_AT // 4 and not self.header.low():
            self.header.fold(folded=False)


def _tab_names(dossier: Dossier | None) -> list[tuple[str, str]]:
    visits = len(dossier.visits) if dossier else 0
    parties = len(dossier.parties) if dossier else 0
    files = len(dossier.attachments) if dossier else 0
    return [
        ("overview", tr("Overzicht")),
        ("visits", _counted(tr("Gesprekken"), visits)),
        ("zrm", tr("ZRM")),
        ("plan", tr("Plan")),
        ("network", tr("Netwerk")),
        ("parties", _counted(tr("Betrokkenen"), parties)),
        ("attachments", _counted(tr("Bijlagen"), files)),
        ("details", tr("Gegevens")),
    ]


def _counted(label: str, number: int) -> str:
    return f"{label} {number}" if number else label
