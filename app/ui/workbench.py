"""The open program: its screens, panels and ways between them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.services import visits
from app.ui.contact.panel import ContactPanel
from app.ui.differences.badge import DifferenceCount
from app.ui.find import FindPalette
from app.ui.households.screen import HouseholdsScreen
from app.ui.kinds import kind_word
from app.ui.kit.palette import Found
from app.ui.ready import Ready, polish, rehearse
from app.ui.referrals.form import ReferralPanel
from app.ui.referrals.screen import ReferralsScreen
from app.ui.sharing.automatic import Automatic
from app.ui.sharing.badge import AnswerCount
from app.ui.sharing.sharer import Sharer
from app.ui.text import tr
from app.ui.today.screen import TodayScreen
from app.ui.undoing import Undoing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QShortcut

    from app.clock import Clock
    from app.services.undoing import UndoDone
    from app.ui.differences.screen import DifferencesScreen
    from app.ui.dossier import DossierScreen
    from app.ui.gesprek import GesprekScreen
    from app.ui.sharing.screen import SharingScreen
    from app.ui.shell import MainWindow
    from app.ui.worker import Worker

TODAY: Final = "today"
REFERRALS: Final = "referrals"
HOUSEHOLDS: Final = "households"
DIFFERENCES: Final = "differences"
SHARING: Final = "sharing"
DOSSIER: Final = "dossier"
GESPREK: Final = "gesprek"
NEW_REFERRAL: Final = "new_referral"
NEW_CONTACT: Final = "new_contact"
SETTINGS: Final = "settings"
LOCK: Final = "lock"
PLACES: Final = (TODAY, REFERRALS, HOUSEHOLDS, DIFFERENCES, SHARING)


class Workbench(QObject):
    """Made after the first unlocking; kept through a lock, so that everyone is where they were.

    Screens do not know each other: every way from one to another is here.
    """

    lock_wanted = Signal()
    settings_wanted = Signal()
    said = Signal(str)

    def __init__(self, window: MainWindow, worker: Worker, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._worker, self._clock = window, worker, clock
        self._visit = ""
        self._household = ""
        self._before_visit = TODAY
        self._focus: QWidget | None = None
        self._here = TODAY
        self.today = self._make_today()
        self.undoing = Undoing(worker, window)
        self._keys = self._make_keys()
        self.ready = Ready(self._steps(), self)
        self._count = DifferenceCount(worker, self)
        self._count.counted.connect(lambda number: window.nav.set_badge(DIFFERENCES, number))
        self.sharer = Sharer(worker, self)
        self.automatic = Automatic(worker, self.sharer, self)
        self._answers = AnswerCount(worker, self.sharer, self)
        self._answers.counted.connect(lambda number: window.nav.set_badge(SHARING, number))
        self.sharer.ended.connect(lambda _last: self.today.fresh.outdate())
        self.undoing.undone.connect(self._undone)
        self.undoing.failed.connect(worker.failed)
        window.undo_bar.undone.connect(self.undoing.take_back)
        window.navigated.connect(self._navigated)

    def show(self) -> None:
        """Come back to the screen and the field where we were; read everything again."""
        for name in {TODAY, REFERRALS, HOUSEHOLDS} & vars(self).keys():
            vars(self)[name].fresh.outdate()
        self._go(self._here)
        if self._here == GESPREK:
            self.gesprek.open_visit(self._visit)
        if self._here == DOSSIER:
            self.dossier.open_household(self._household)
        if self._here == DIFFERENCES:
            self.differences.enter()
        self._count.ask()
        self._answers.ask()
        if self._here != TODAY:
            self.ready.begin()
        self.automatic.begin()
        focus, self._focus = self._focus, None
        if focus is not None and isValid(focus) and focus.isVisibleTo(self._window):
            QTimer.singleShot(0, focus, focus.setFocus)

    def begin_anew(self) -> None:
        """Another vault is opened: where one was in the one before is no place in it."""
        self._here, self._focus = TODAY, None

    def remember(self) -> None:
        """Note where we are; leaving the field makes a change of what was typed in it."""
        here = self._window.current_screen()
        if here in {*PLACES, DOSSIER, GESPREK}:
            self._here = here
        self._focus = QApplication.focusWidget()
        if self._focus is not None:
            self._focus.clearFocus()
        if here == GESPREK:
            self.gesprek.clear()
        for name in (DOSSIER, "contact"):
            if name in vars(self):
                vars(self)[name].hand_over()
        self.ready.rest()
        self.automatic.rest()
        self._close_panels()
        self._enable_keys(on=False)

    def open_household(self, household: str, tab: str = "") -> None:
        """Show a dossier, at one of its tabs if that is named."""
        self._household = household
        self.dossier.open_household(household, tab)
        self._go(DOSSIER)

    def start_visit(self, household: str) -> None:
        """Begin the talk, or go on with the one that was planned or begun."""
        self._household = household
        self._worker.run(visits.start, household, then=self.open_visit)

    def open_visit(self, visit: str) -> None:
        """Show the talk alone: nothing of other households is on the screen."""
        here = self._window.current_screen()
        self._before_visit = here if here in {*PLACES, DOSSIER} else self._before_visit
        self._visit = visit
        self.gesprek.open_visit(visit)
        self._go(GESPREK)

    def open_differences(self, household: str = "") -> None:
        """Show what people wrote apart, from the first of a household if one is named."""
        self._go(DIFFERENCES)
        self.differences.enter(household)

    def open_sharing(self) -> None:
        """Show with whom this laptop shares."""
        self._go(SHARING)

    def join_team(self) -> None:
        """Somebody new on this laptop: ask where their team shares."""
        self.open_sharing()
        self.sharing.join()

    def in_visit(self) -> bool:
        """Whether a resident may be looking along."""
        return self._window.current_screen() == GESPREK

    def new_contact(self) -> None:
        """Take down a contact, about the household in sight if there is one."""
        self._close_panels()
        in_sight = self._window.current_screen() == DOSSIER
        self.contact.open_for(self._household if in_sight else "")

    @cached_property
    def referrals(self) -> ReferralsScreen:
        """Meldingen."""
        screen = ReferralsScreen(self._worker)
        screen.open_household.connect(self.open_household)
        screen.undoable.connect(self._window.undo_bar.offer)
        screen.new_referral.connect(self.new_referral)
        screen.edit_referral.connect(self.edit_referral)
        screen.counted.connect(partial(self._window.nav.set_badge, REFERRALS))
        self._window.add_screen(REFERRALS, screen)
        return screen

    @cached_property
    def households(self) -> HouseholdsScreen:
        """Huishoudens."""
        screen = HouseholdsScreen(self._worker)
        screen.open_household.connect(self.open_household)
        screen.new_referral.connect(self.new_referral)
        self._window.add_screen(HOUSEHOLDS, screen)
        return screen

    @cached_property
    def differences(self) -> DifferencesScreen:
        """Verschillen."""
        from app.ui.differences.screen import DifferencesScreen  # noqa: PLC0415 - not the first

        screen = DifferencesScreen(self._worker)
        screen.undoable.connect(self._window.undo_bar.offer)
        screen.open_household.connect(self.open_household)
        self._window.add_screen(DIFFERENCES, screen)
        return screen

    @cached_property
    def sharing(self) -> SharingScreen:
        """Delen."""
        from app.ui.sharing.screen import SharingScreen  # noqa: PLC0415 - not the first

        screen = SharingScreen(self._worker, self.sharer, self._clock, self._window.middle)
        screen.open_differences.connect(self.open_differences)
        screen.said.connect(self.said)
        self._window.add_screen(SHARING, screen)
        return screen

    @cached_property
    def dossier(self) -> DossierScreen:
        """One household."""
        from app.ui.dossier import DossierScreen  # noqa: PLC0415 - large, and not the first

        screen = DossierScreen(self._worker)
        screen.start_visit.connect(self.start_visit)
        screen.open_visit.connect(self.open_visit)
        screen.open_differences.connect(self.open_differences)
        screen.closed.connect(self._find_household)
        screen.undoable.connect(self._window.undo_bar.offer)
        screen.said.connect(self.said)
        self._window.add_screen(DOSSIER, screen)
        return screen

    @cached_property
    def gesprek(self) -> GesprekScreen:
        """One visit."""
        from app.ui.gesprek import GesprekScreen  # noqa: PLC0415 - large, and not the first

        screen = GesprekScreen(self._worker, self._clock)
        screen.done.connect(self._visit_done)
        screen.lock_requested.connect(self.lock_wanted)
        self._window.add_screen(GESPREK, screen)
        return screen

    @cached_property
    def contact(self) -> ContactPanel:
        """The contact panel."""
        panel = ContactPanel(self._window.middle, self._worker)
        panel.logged.connect(self._window.undo_bar.offer)
        return panel

    @cached_property
    def referral(self) -> ReferralPanel:
        """The panel of one melding."""
        panel = ReferralPanel(self._window.middle, self._worker)
        panel.open_household.connect(self.open_household)
        panel.finished.connect(lambda one: self._with(REFERRALS, lambda s: s.show_referral(one)))
        panel.undoable.connect(self._window.undo_bar.offer)
        panel.ready.connect(self._open_referral)
        return panel

    @cached_property
    def find(self) -> FindPalette:
        """Ctrl+K."""
        palette = FindPalette(self._window.middle, self._worker, _places())
        palette.place.connect(self._navigated)
        palette.household.connect(self.open_household)
        return palette

    def new_referral(self) -> None:
        """Take down a melding."""
        self._close_panels()
        self.referral.open_new()

    def edit_referral(self, key: str) -> None:
        """Add to a melding that is there."""
        self.referral.open_existing(key)

    def open_find(self) -> None:
        """Look for anything."""
        self._close_panels()
        self.find.open()

    def _make_today(self) -> TodayScreen:
        screen = TodayScreen(self._worker)
        screen.open_household.connect(self.open_household)
        screen.start_visit.connect(self.start_visit)
        screen.open_referral.connect(self._open_referral)
        screen.open_referrals.connect(lambda: self._go(REFERRALS))
        screen.open_households.connect(self._find_household)
        screen.open_sharing.connect(self.open_sharing)
        screen.undoable.connect(self._window.undo_bar.offer)
        screen.counted.connect(partial(self._window.nav.set_badge, REFERRALS))
        screen.counted.connect(lambda _number: self.ready.begin())
        screen.new_referral.connect(self.new_referral)
        screen.find_wanted.connect(self.open_find)
        self._window.add_screen(TODAY, screen)
        return screen

    def _steps(self) -> Iterator[Callable[[], object]]:
        """Everything but Vandaag, which came first; the list of everyone is read in advance."""
        for name in (HOUSEHOLDS, REFERRALS, "find", "referral", "contact", DOSSIER, GESPREK):
            yield partial(getattr, self, name)
            yield partial(self._with, name, polish)
        yield partial(self._with, HOUSEHOLDS, lambda screen: screen.fresh.look())
        for name in (DOSSIER, GESPREK, REFERRALS, HOUSEHOLDS):
            yield partial(self._with, name, lambda one: rehearse(one, self._window.stack.size()))

    def _with(self, name: str, action: Callable[[Any], object]) -> None:
        action(getattr(self, name))

    def _make_keys(self) -> list[QShortcut]:
        add = self._window.add_shortcut
        return [
            add("Ctrl+N", self.new_contact),
            add("Ctrl+Shift+N", self.new_referral),
            add("Ctrl+K", self.open_find),
            add("Ctrl+1", lambda: self._go(TODAY)),
            add("Ctrl+2", lambda: self._go(REFERRALS)),
            add("Ctrl+3", self._find_household),
            add("Ctrl+4", self.open_differences),
            add("Ctrl+5", self.open_sharing),
            add("Ctrl+Z", self.undoing.last),
        ]

    def _enable_keys(self, *, on: bool) -> None:
        for key in self._keys:
            key.setEnabled(on)

    def _go(self, key: str) -> None:
        if not self._worker.is_open:
            return
        alone = key == GESPREK
        getattr(self, key)
        self._close_panels()
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
        elif key == NEW_CONTACT:
            self.new_contact()
        elif key == NEW_REFERRAL:
            self.new_referral()
        elif key == DIFFERENCES:
            self.open_differences()
        elif key == HOUSEHOLDS:
            self._find_household()
        elif key in PLACES:
            self._go(key)

    def _find_household(self) -> None:
        self._go(HOUSEHOLDS)
        self.households.begin()

    def _close_panels(self) -> None:
        made = vars(self)
        for name in ("contact", "referral"):
            if name in made:
                made[name].close_panel()
        if "find" in made:
            self.find.close()

    def _open_referral(self, key: str) -> None:
        self._go(REFERRALS)
        self.referrals.show_referral(key)

    def _visit_done(self) -> None:
        if self._household:
            self.open_household(self._household)
        else:
            self._go(self._before_visit)

    def _undone(self, done: UndoDone | None) -> None:
        bar = self._window.undo_bar
        if done is None:
            bar.say(tr("Er is niets om ongedaan te maken"))
        else:
            bar.offer(tr("Ongedaan gemaakt: {what}", what=kind_word(done.kind)), further=True)


def _places() -> list[Found]:
    return [
        Found(TODAY, tr("Vandaag"), "Ctrl 1", "sun"),
        Found(REFERRALS, tr("Meldingen"), "Ctrl 2", "tray"),
        Found(HOUSEHOLDS, tr("Huishoudens"), "Ctrl 3", "house"),
        Found(DIFFERENCES, tr("Verschillen"), "Ctrl 4", "chats-circle"),
        Found(SHARING, tr("Delen"), "Ctrl 5", "arrows-clockwise"),
        Found(NEW_REFERRAL, tr("Nieuwe melding"), "Ctrl Shift N", "plus"),
        Found(NEW_CONTACT, tr("Contact vastleggen"), "Ctrl N", "phone"),
        Found(SETTINGS, tr("Instellingen"), "", "gear"),
        Found(LOCK, tr("Sluit af"), "Ctrl L", "lock"),
    ]
