"""The program in its window: locked or open, and the one place that says errors."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from app.errors import UserError, sentence
from app.ui import preferences as stored
from app.ui.idle import IdleWatch, SleepWatch
from app.ui.kit.nav_rail import NavEntry
from app.ui.notice import NoticeBar
from app.ui.qt_words import speak
from app.ui.shell import MainWindow
from app.ui.start.screen import StartScreen
from app.ui.text import language, set_language, tr
from app.ui.unkept import UnkeptWords

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from app.clock import Clock
    from app.services.session import Session
    from app.ui.preferences import Preferences
    from app.ui.settings_backup import BackupRow
    from app.ui.settings_panel import SettingsPanel
    from app.ui.settings_passphrase import PassphrasePanel
    from app.ui.start.backup import Backup
    from app.ui.start.new_team import NewMember
    from app.ui.workbench import Workbench
    from app.ui.worker import Worker

START: Final = "start"
VISIT_MINUTES: Final = 30
"""During a visit listening is not idling: the screen itself blanks after two minutes."""
SECONDS: Final = 60


class Program(QObject):
    """Opens a vault through the worker, shows the workbench, and closes off again.

    `practise` makes the example team and returns (vault, passphrase); it runs on the worker.
    """

    def __init__(
        self,
        vault: Path,
        worker: Worker,
        clock: Clock,
        settings: Path,
        practise: Callable[[], tuple[Path, str]],
    ) -> None:
        super().__init__()
        self._vault, self._worker, self._clock = vault, worker, clock
        self._own = vault
        self._settings, self._practise = settings, practise
        self._practice: str | None = None
        """While the example team is in use: what opens it, empty where somebody changed that."""
        self.preferences = stored.load(settings)
        set_language(self.preferences.language)
        application = QCoreApplication.instance()
        if application is not None:
            speak(application)
        self.window = MainWindow(_entries())
        self.window.set_look(self.preferences.look, self.preferences.text_scale)
        self.window.show_navigation(False)
        self.notice = NoticeBar(self.window.middle)
        self.start = StartScreen(vault)
        self.start.unlock.connect(self._unlock)
        self.start.begun.connect(self._begin)
        self.start.practise.connect(self._begin_practice)
        self.start.practised.connect(self._leave_practice)
        self.start.restore.connect(self._restore)
        self.window.add_screen(START, self.start)
        self.window.show_screen(START)
        self.workbench: Workbench | None = None
        self._panel: SettingsPanel | None = None
        self._backup: BackupRow | None = None
        self._passphrase: PassphrasePanel | None = None
        self.idle = IdleWatch(clock, self._limit(), self)
        self.idle.idle.connect(self.lock)
        self._sleep = SleepWatch(self)
        self._sleep.soon.connect(self.lock)
        worker.locked.connect(self._sleep.may_sleep)
        self.window.add_shortcut("Ctrl+L", self.lock)
        self.window.shown.connect(self._shown)
        worker.failed.connect(self.notice.show_error)
        self.unkept = UnkeptWords(worker, self.window, self.notice, self.start)
        self._old_hook = sys.excepthook

    def show(self) -> None:
        """Bring the window in sight; from now on our own bugs are one sentence, not the end."""
        sys.excepthook = self._caught
        self.window.show()
        threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()

    def close(self) -> None:
        """Lock, wait for the worker, give the excepthook back."""
        sys.excepthook = self._old_hook
        self.idle.stop()
        if self.workbench is not None:
            self.workbench.remember()
        self._worker.stop()
        self.unkept.hold_no_more()
        self.window.close()

    def lock(self) -> None:
        """Make changes of all drafts, close the vault, forget the key, show the start."""
        if not self._worker.is_open:
            return
        self.idle.stop()
        if self.workbench is not None:
            self.workbench.remember()
        self.window.show_navigation(False)
        self._say_no_more()
        self.start.ask_passphrase(locked=True, practice=self._practice)
        self.window.show_screen(START)
        self._worker.lock()

    def _shown(self, _screen: str) -> None:
        for panel in (self._panel, self._passphrase):
            if panel is not None:
                panel.close_panel()
        self._set_limit()
        if self.workbench is not None and self.workbench.in_visit():
            self._say_no_more()

    def _say_no_more(self) -> None:
        """What was said before may name a file or a person, and others look on from now on."""
        self.window.undo_bar.hide()
        self.notice.hide()

    def _unlock(self, passphrase: str) -> None:
        vault, clock = self._vault, self._clock

        def unlock() -> Session:
            from app.services import session  # noqa: PLC0415 - the start does not wait for it

            return session.unlock(vault, passphrase, clock, language())

        self._worker.open(unlock, then=self._opened, failed=self._refused)
        QTimer.singleShot(0, self, _load_screens)

    def _begin(self, member: NewMember) -> None:
        vault, clock = self._vault, self._clock
        fields = {"name": member.name, "organisation": member.organisation, "role": member.role}

        def create() -> Session:
            from app.services import session  # noqa: PLC0415

            session.make_folder(vault.parent)
            return session.create(vault, member.passphrase, fields, clock, language=language())

        def opened(made: Session) -> None:
            self._opened(made)
            if member.joins and self.workbench is not None:
                self.workbench.join_team()

        self._worker.open(create, then=opened, failed=self._refused)

    def _begin_practice(self) -> None:
        practise, clock = self._practise, self._clock
        made: list[tuple[Path, str]] = []

        def make() -> Session:
            from app.services import session  # noqa: PLC0415

            made.append(practise())
            return session.unlock(*made[0], clock, language())

        def opened(session: Session) -> None:
            self._vault, self._practice = made[0]
            self._opened(session)

        def refused(error: Exception) -> None:
            if not (isinstance(error, UserError) and error.id == "wrong_passphrase"):
                self._refused(error)
                return
            self._vault, self._practice = made[0][0], ""
            self.start.ask_passphrase(locked=False, practice=self._practice)
            said = tr("De wachtzin van het voorbeeldteam is veranderd. Vul de nieuwe in.")
            self.start.refuse(said)

        self._worker.open(make, then=opened, failed=refused)

    def _leave_practice(self) -> None:
        self._turn_to_own()
        self.start.begin()

    def _turn_to_own(self) -> None:
        """From now on it is about this person's own vault, whatever was open before."""
        self._vault, self._practice = self._own, None
        if self.workbench is not None:
            self.workbench.begin_anew()

    def _restore(self, backup: Backup) -> None:
        """It becomes this person's own vault, also where the example team was open."""
        own, clock, kept = self._own, self._clock, [""]

        def restore() -> Session:
            from app.services import backups  # noqa: PLC0415

            put = backups.put_back if backup.aside else backups.restore
            session, kept[0] = put(own, backup.file, backup.passphrase, clock, language())
            return session

        def opened(session: Session) -> None:
            self._turn_to_own()
            self._opened(session)
            said = (
                tr("De eerdere kluis opent en is teruggezet.")
                if backup.aside
                else tr("De reservekopie opent en is teruggezet.")
            )
            aside = tr("De kluis van hiervoor ligt ernaast: {name}", name=kept[0])
            self.notice.say(f"{said} {aside}" if kept[0] else said)

        self._worker.open(restore, then=opened, failed=self._refused)
        QTimer.singleShot(0, self, _load_screens)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            words = sentence(error, language())
            if error.id == "vault_exists":
                words = self._turn_to_vault()
            self.start.refuse(words)
            return
        self.start.refuse("")
        self.notice.show_error(error)

    def _turn_to_vault(self) -> str:
        """There is one here, or what is left of one: a sentence about what to do with it."""
        if self._vault.exists():
            self.start.ask_passphrase(locked=False)
            return tr("Op deze laptop staat al een kluis. Open die met zijn wachtzin.")
        return tr(
            "De kluis van deze laptop is weg; alleen de sleutels ervan staan er nog. Zet een"
            " reservekopie terug, of zet eerst het bestand {name} weer op zijn plek.",
            name=self._vault.name,
        )

    def _opened(self, session: Session) -> None:
        if self.workbench is None:
            from app.ui.workbench import Workbench  # noqa: PLC0415 - screens load after the key

            self.workbench = Workbench(self.window, self._worker, self._clock)
            self.workbench.lock_wanted.connect(self.lock)
            self.workbench.settings_wanted.connect(self.open_settings)
            self.workbench.said.connect(self.notice.say)
            self.workbench.automatic.set_on(self.preferences.share_by_itself)
        self.notice.hide()
        self.start.forget()
        for warning in session.warnings:
            self.notice.show_error(warning)
        self.unkept.say()
        if self._backup is not None:
            self._backup.tell_unfinished()
        self.workbench.show()
        self._set_limit()
        self.idle.watch()
        self._sleep.listen()

    def open_settings(self) -> None:
        """The panel with what this laptop remembers about how it shows things."""
        if self._panel is None:
            from app.ui.settings_backup import BackupRow  # noqa: PLC0415
            from app.ui.settings_panel import SettingsPanel  # noqa: PLC0415

            backup = self._backup = BackupRow(self._worker, self._clock)
            backup.done.connect(self.notice.say)
            backup.failed.connect(self.notice.show_error)
            self._panel = SettingsPanel(self.window.middle, backup)
            self._panel.chosen.connect(self._prefer)
            self._panel.passphrase_wanted.connect(self.open_passphrase)
        self._panel.begin(self.preferences)

    def open_passphrase(self) -> None:
        """The panel that changes the passphrase of this laptop."""
        if self._panel is not None:
            self._panel.close_panel()
        if self._passphrase is None:
            from app.ui.settings_passphrase import PassphrasePanel  # noqa: PLC0415

            self._passphrase = PassphrasePanel(self.window.middle, self._worker)
            self._passphrase.done.connect(self._changed_words)
            self._passphrase.kept.connect(self.notice.say)
        self._passphrase.begin()

    def _changed_words(self, said: str) -> None:
        """What opens the example team is somebody's own secret from now on."""
        if self._practice is not None:
            self._practice = ""
        self.notice.say(said)

    def _prefer(self, chosen: Preferences) -> None:
        self.preferences = chosen
        stored.save(self._settings, chosen)
        self.window.set_look(chosen.look, chosen.text_scale)
        if self.workbench is not None:
            self.workbench.automatic.set_on(chosen.share_by_itself)
        self._set_limit()

    def _limit(self) -> int:
        return self.preferences.lock_after_minutes * SECONDS

    def _set_limit(self) -> None:
        visiting = self.workbench is not None and self.workbench.in_visit()
        self.idle.limit_seconds = VISIT_MINUTES * SECONDS if visiting else self._limit()

    def _caught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):
            self._old_hook(kind, error, trace)
            return
        QTimer.singleShot(0, self, lambda: self.notice.show_error(error))


def _warm_up() -> None:
    """Loads what unlocking needs while a person types; no screen is made yet."""
    from app import model  # noqa: PLC0415
    from app.services import session  # noqa: F401, PLC0415
    from app.ui import dossier, gesprek, workbench  # noqa: F401, PLC0415

    model.build()


def _load_screens() -> None:
    """While the key is derived on the worker, this thread has nothing else to do."""
    import app.ui.workbench  # noqa: F401, PLC0415


def _entries() -> list[NavEntry]:
    places: list[tuple[str, str, str, dict[str, Any]]] = [
        ("today", tr("Vandaag"), "sun", {}),
        ("referrals", tr("Meldingen"), "tray", {}),
        ("households", tr("Huishoudens"), "house", {}),
        ("differences", tr("Verschillen"), "chats-circle", {}),
        ("new_contact", tr("Contact"), "phone", {"action": True}),
        ("sharing", tr("Delen"), "arrows-clockwise", {"foot": True}),
        ("settings", tr("Instellingen"), "gear", {"foot": True, "action": True}),
        ("lock", tr("Sluit af"), "lock", {"foot": True, "action": True}),
    ]
    return [NavEntry(key, label, icon, **more) for key, label, icon, more in places]
