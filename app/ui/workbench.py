"""The open program: its screens, panels and ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.services import fields, visits
from app.ui.contact.panel import ContactPanel
from app.ui.dossier import DossierScreen
from app.ui.find import FindPalette
from app.ui.gesprek import GesprekScreen
from app.ui.households.screen import HouseholdsScreen
from app.ui.kit.palette import Found
from app.ui.referrals.form import ReferralPanel
from app.ui.referrals.screen import ReferralsScreen
from app.ui.text import tr
from app.ui.today.screen import TodayScreen

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut
    from PySide6.QtWidgets import QWidget

    from app.clock import Clock
    from app.services.fields import UndoDone
    from app.ui.shell import MainWindow
    from app.ui.worker import Worker

TODAY: Final = "today"
REFERRALS: Final = "referrals"
HOUSEHOLDS: Final = "households"
DOSSIER: Final = "dossier"
GESPREK: Final = "gesprek"
NEW_REFERRAL: Final = "new_referral"
NEW_CONTACT: Final = "new_contact"
SETTINGS: Final = "settings"
LOCK: Final = "lock"


class Workbench(QObject):
    """Made after the first unlocking; kept through a lock, so that everyone is where they were.

    Screens do not know each other: every way from one to another is here.
    """

    lock_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, window: MainWindow, worker: Worker, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._worker, self._clock = window, worker, clock
        self._visit = ""
        self._household = ""
        self._before_visit = TODAY
        self._focus: QWidget | None = None
        self._here = TODAY
        self._make_screens()
        self._make_panels()
        self._keys = self._make_keys()
        window.undo_bar.undone.connect(self.undo)
        window.navigated.connect(self._navigated)

    def show(self) -> None:
        """Come back to the screen and the field where we were; read everything again."""
        self._go(self._here)
        if self._here == GESPREK:
            self.gesprek.open_visit(self._visit)
        if self._here == DOSSIER:
            self.dossier.open_household(self._household)
        for screen in (self.today, self.referrals, self.households):
            if screen.isVisible():
                screen.refresh()
        focus, self._focus = self._focus, None
        if focus is not None and focus.isVisibleTo(self._window):
            QTimer.singleShot(0, focus, focus.setFocus)

    def remember(self) -> None:
        """Note where we are; leaving the field makes a change of what was typed in it."""
        here = self._window.current_screen()
        if here in {TODAY, REFERRALS, HOUSEHOLDS, DOSSIER, GESPREK}:
            self._here = here
        self._focus = QApplication.focusWidget()
        if self._focus is not None:
            self._focus.clearFocus()
        if here == GESPREK:
            self.gesprek.clear()
        self.find.hide()
        self._enable_keys(on=False)

    def open_household(self, household: str) -> None:
        """Show a dossier."""
        self._household = household
        self.dossier.open_household(household)
        self._go(DOSSIER)

    def start_visit(self, household: str) -> None:
        """Begin the talk, or go on with the one that was planned or begun."""
        self._household = household
        self._worker.run(visits.start, household, then=self.open_visit)

    def open_visit(self, visit: str) -> None:
        """Show the talk alone: nothing of other households is on the screen."""
        here = self._window.current_screen()
        self._before_visit = here if here != GESPREK else self._before_visit
        self._visit = visit
        self.gesprek.open_visit(visit)
        self._go(GESPREK)

    def in_visit(self) -> bool:
        """Whether a resident may be looking along."""
        return self._window.current_screen() == GESPREK

    def new_contact(self) -> None:
        """Take down a contact, about the household in sight if there is one."""
        in_sight = self._window.current_screen() == DOSSIER
        self.contact.open_for(self._household if in_sight else "")

    def undo(self) -> None:
        """Take back the last change of this laptop."""
        self._worker.run(fields.undo_last, then=self._undone)

    def _make_screens(self) -> None:
        worker, add = self._worker, self._window.add_screen
        self.today = TodayScreen(worker)
        self.referrals = ReferralsScreen(worker)
        self.households = HouseholdsScreen(worker)
        self.dossier = DossierScreen(worker)
        self.gesprek = GesprekScreen(worker, self._clock)
        for key, screen in (
            (TODAY, self.today),
            (REFERRALS, self.referrals),
            (HOUSEHOLDS, self.households),
            (DOSSIER, self.dossier),
            (GESPREK, self.gesprek),
        ):
            add(key, screen)
        self.today.open_household.connect(self.open_household)
        self.today.start_visit.connect(self.start_visit)
        self.today.open_referral.connect(self._open_referral)
        self.today.open_referrals.connect(lambda: self._go(REFERRALS))
        self.today.open_households.connect(lambda: self._go(HOUSEHOLDS))
        self.today.undoable.connect(self._window.undo_bar.offer)
        self.today.counted.connect(lambda number: self._window.nav.set_badge(REFERRALS, number))
        self.referrals.open_household.connect(self.open_household)
        self.referrals.undoable.connect(self._window.undo_bar.offer)
        self.households.open_household.connect(self.open_household)
        self.dossier.start_visit.connect(self.start_visit)
        self.gesprek.done.connect(self._visit_done)
        self.gesprek.lock_requested.connect(self.lock_wanted)

    def _make_panels(self) -> None:
        middle = self._window.centralWidget()
        self.contact = ContactPanel(middle, self._worker)
        self.contact.logged.connect(self._window.undo_bar.offer)
        self.referral = ReferralPanel(middle, self._worker)
        self.referral.open_household.connect(self.open_household)
        self.referral.finished.connect(self._referral_done)
        self.find = FindPalette(middle, self._worker, _places())
        self.find.place.connect(self._place)
        self.find.household.connect(self.open_household)
        self.today.new_referral.connect(self.referral.open_new)
        self.today.find_wanted.connect(self.find.open)
        self.referrals.new_referral.connect(self.referral.open_new)
        self.referrals.edit_referral.connect(self.referral.open_existing)
        self.households.new_referral.connect(self.referral.open_new)

    def _make_keys(self) -> list[QShortcut]:
        add = self._window.add_shortcut
        return [
            add("Ctrl+N", self.new_contact),
            add("Ctrl+Shift+N", self.referral.open_new),
            add("Ctrl+K", self.find.open),
            add("Ctrl+1", lambda: self._go(TODAY)),
            add("Ctrl+2", lambda: self._go(REFERRALS)),
            add("Ctrl+3", lambda: self._go(HOUSEHOLDS)),
            add("Ctrl+Z", self.undo),
        ]

    def _enable_keys(self, *, on: bool) -> None:
        for key in self._keys:
            key.setEnabled(on)

    def _go(self, key: str) -> None:
        alone = key == GESPREK
        for panel in (self.contact, self.referral):
            panel.close_panel()
        self._window.show_navigation(not alone)
        self._enable_keys(on=not alone)
        self._window.show_screen(key)
        if key == DOSSIER:
            self._window.nav.set_current(HOUSEHOLDS)

    def _navigated(self, key: str) -> None:
        if key == LOCK:
            self.lock_wanted.emit()
        elif key == SETTINGS:
            self.settings_wanted.emit()
        elif self._window.has_screen(key):
            self._go(key)

    def _place(self, key: str) -> None:
        if key == NEW_REFERRAL:
            self.referral.open_new()
        elif key == NEW_CONTACT:
            self.new_contact()
        else:
            self._navigated(key)

    def _open_referral(self, key: str) -> None:
        self._go(REFERRALS)
        self.referrals.show_referral(key)

    def _referral_done(self, key: str) -> None:
        self._window.undo_bar.offer(tr("Melding opgeslagen"))
        self.referrals.show_referral(key)

    def _visit_done(self) -> None:
        if self._household:
            self.open_household(self._household)
        else:
            self._go(self._before_visit)

    def _undone(self, done: UndoDone | None) -> None:
        text = done.text if done is not None else tr("Er is niets om ongedaan te maken")
        self._window.undo_bar.offer(text) if done is None else self._tell(text)

    def _tell(self, text: str) -> None:
        self._window.undo_bar.offer(tr("Ongedaan gemaakt: {what}", what=text))


def _places() -> list[Found]:
    return [
        Found(TODAY, tr("Vandaag"), "Ctrl 1", "sun"),
        Found(REFERRALS, tr("Meldingen"), "Ctrl 2", "tray"),
        Found(HOUSEHOLDS, tr("Huishoudens"), "Ctrl 3", "house"),
        Found(NEW_REFERRAL, tr("Nieuwe melding"), "Ctrl Shift N", "plus"),
        Found(NEW_CONTACT, tr("Contact vastleggen"), "Ctrl N", "phone"),
        Found(SETTINGS, tr("Instellingen"), "", "gear"),
        Found(LOCK, tr("Sluit af"), "Ctrl L", "lock"),
    ]
