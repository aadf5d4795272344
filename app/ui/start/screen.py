"""The start: unlock, or begin. Shows nothing of what the vault holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary, Title
from app.ui.kit.mark import Mark
from app.ui.start.earlier import EarlierLines, EarlierPage
from app.ui.start.parts import Column, Message, PassphrasePage
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from app.services.earlier import Earlier
    from app.ui.start.new_team import NewTeamPage
    from app.ui.start.put_back import PutBackPage
    from app.ui.start.restore import RestorePage


def _restore_button() -> Button:
    return Button(tr("Zet een reservekopie terug…"), kind="quiet", icon="clock-counter-clockwise")


class UnlockPage(PassphrasePage):
    """One field and one button; an error stands under the field in one sentence."""

    unlock = Signal(str)
    restore = Signal()
    practised = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Openen"), parent)
        self.add(Mark())
        self.title = Title(tr("Drempel"))
        self.add(self.title, tokens.GAP_SMALL)
        self.why = Secondary(wrap=True, letter="body")
        self.add(self.why)
        self._ask(tr("Wachtzin"), tokens.GAP)
        self.button = Button(tr("Openen"), kind="primary", icon="lock-open")
        self.button.clicked.connect(self._try)
        self.add(self.button, tokens.GAP_SMALL)
        self.add(
            Secondary(
                tr(
                    "Wie de zin kwijt is, kan er niet meer in; ook wij niet. "
                    "Wat je hebt gedeeld, staat nog bij je team."
                ),
                wrap=True,
            ),
            tokens.GAP,
        )
        self.stop_practice = Button(tr("Stop met oefenen"), kind="quiet", icon="arrow-left")
        self.stop_practice.clicked.connect(self.practised)
        self.restore_button = _restore_button()
        self.restore_button.clicked.connect(self.restore)
        for button in (self.stop_practice, self.restore_button):
            button.pad = 0
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.earlier = EarlierLines()
        self.add(self.earlier)
        self.after_lock(locked=False)

    def after_lock(self, *, locked: bool, practice: str | None = None) -> None:
        """Say whether the program was just started or has closed itself off.

        `practice`: of the example team, what opens it, which nobody had to make up or remember;
        empty where somebody changed that. From there a button leads back to one's own.
        """
        self.why.set_ink("ink2")
        self.stop_practice.setVisible(practice is not None)
        if locked:
            self.title.setText(tr("Drempel is afgesloten"))
            saved = tr("Alles is opgeslagen. Na het openen ga je verder waar je was.")
            words = tr("De wachtzin van het voorbeeldteam is: {words}", words=practice)
            self.why.setText(f"{saved}\n\n{words}" if practice else saved)
        else:
            self.title.setText(tr("Drempel"))
            self.why.setText(tr("Open je werk op deze laptop. Netwerk is niet nodig."))

    def say_unkept(self, *, waiting: bool) -> None:
        """Say after a lock whether everything is saved, or that the disk would not take it."""
        if waiting:
            self.why.setText(
                tr(
                    "Wat je het laatst typte past niet op de schijf. Het wacht verzegeld in het"
                    " geheugen van deze laptop. Maak ruimte vrij of sluit de schijf weer aan, en"
                    " open dan hier. Laat het venster open: anders is het weg."
                )
            )
        self.why.set_ink("care" if waiting else "ink2")

    def ready(self) -> None:
        """An empty field with the cursor in it."""
        self.passphrase.clear()
        self._busy(busy=False)
        self.message.say("")
        self.passphrase.line.setFocus()

    def _tried(self, words: str) -> None:
        self.message.say(tr("Even geduld: de sleutel wordt gemaakt."))
        self.unlock.emit(words)

    def _busy(self, *, busy: bool) -> None:
        for one in (self.button, self.stop_practice, self.restore_button, self.earlier):
            one.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)


class FirstRunPage(Column):
    """Three ways to begin, each with what it means."""

    new_team = Signal()
    join = Signal()
    practise = Signal()
    restore = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Welkom"), parent)
        self.add(Mark())
        self.add(Title(tr("Welkom bij Drempel")), tokens.GAP_SMALL)
        self.add(
            Secondary(
                tr(
                    "Het werkboek van een sociaal wijkteam. Het werkt zonder netwerk, en alles "
                    "staat versleuteld op deze laptop."
                ),
                wrap=True,
                letter="body",
            )
        )
        self.new = Button(tr("Nieuw team"), kind="primary", icon="users-three")
        self.new.clicked.connect(self.new_team)
        self.add(self.new, tokens.GAP_LARGE)
        self.add(Secondary(tr("Er staat nog niets in. Beginnen duurt een minuut."), wrap=True))
        self.join_button = Button(tr("Meedoen met een team"), icon="handshake")
        self.join_button.clicked.connect(self.join)
        self.add(self.join_button, tokens.GAP)
        self.add(Secondary(tr("Er is al een team. Je leest samen zes woorden voor."), wrap=True))
        self.demo = Button(tr("Oefenen met een voorbeeldteam"), icon="flask")
        self.demo.clicked.connect(self.practise)
        self.add(self.demo, tokens.GAP)
        self.add(
            Secondary(
                tr("Verzonnen huishoudens in elk stadium. Je kunt er niets mee stukmaken."),
                wrap=True,
            )
        )
        self.restore_button = _restore_button()
        self.restore_button.clicked.connect(self.restore)
        self.body.addSpacing(tokens.GAP)
        self.body.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.earlier = EarlierLines()
        self.add(self.earlier)
        self.message = Message()
        self.add(self.message, tokens.GAP_SMALL)

    def say(self, text: str, *, bad: bool) -> None:
        """One sentence under the choices, which wait while something is being made."""
        self.message.say(text, bad=bad)
        waiting = bool(text) and not bad
        for button in (self.new, self.join_button, self.demo, self.restore_button):
            button.setEnabled(not waiting)
        self.earlier.setEnabled(not waiting)


class StartScreen(QWidget):
    """Holds the pages; asks, never opens a vault itself. `vault` is this person's own.

    `unlock` carries the passphrase, `begun` a `NewMember`, `restore` a `Backup`. The answer comes
    back through `refuse` or by the program showing something else.
    """

    unlock = Signal(str)
    begun = Signal(object)
    practise = Signal()
    practised = Signal()
    """Enough of the example team: the program goes on with this person's own vault."""
    restore = Signal(object)

    def __init__(self, vault: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vault = vault
        self._pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.unlock_page = UnlockPage()
        self.unlock_page.unlock.connect(self.unlock)
        self.unlock_page.restore.connect(self._restore)
        self.unlock_page.practised.connect(self.practised)
        self._pages.addWidget(self.unlock_page)
        self.first_page: FirstRunPage | None = None
        self.new_page: NewTeamPage | None = None
        self.restore_page: RestorePage | None = None
        self.earlier_page: EarlierPage | None = None
        self.unlock_page.earlier.wanted.connect(self._put_back_earlier)
        self.unlock_page.earlier.look(vault)
        self._before: QWidget = self.unlock_page
        if not vault.exists():
            self._first_run()

    def begin(self) -> None:
        """Show the way into this person's own vault, or to one."""
        if self._vault.exists():
            self.ask_passphrase(locked=False)
        else:
            self._first_run()
            self._focus()

    def ask_passphrase(self, *, locked: bool, practice: str | None = None) -> None:
        """Show the unlock page, empty and ready; `practice` as in `after_lock`."""
        self._pages.setCurrentWidget(self.unlock_page)
        self.unlock_page.after_lock(locked=locked, practice=practice)
        self.unlock_page.earlier.look(self._vault)
        self.unlock_page.ready()

    def forget(self) -> None:
        """A vault is open: no passphrase stays here."""
        self.unlock_page.passphrase.clear()
        for page in (self.restore_page, self.earlier_page):
            if page is not None:
                page.passphrase.clear()
        if self.new_page is not None:
            self.new_page.forget()

    def refuse(self, sentence: str) -> None:
        """Say on the page that asked what went wrong."""
        page = self._pages.currentWidget()
        if isinstance(page, PassphrasePage):
            page.refuse(sentence)
        elif page is self.new_page and self.new_page is not None:
            self.new_page.refuse(sentence)
        elif self.first_page is not None:
            self.first_page.say(sentence, bad=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus)

    def _focus(self) -> None:
        page = self._pages.currentWidget()
        if page is self.unlock_page:
            self.unlock_page.passphrase.line.setFocus()
        elif page is self.first_page and self.first_page is not None:
            self.first_page.new.setFocus()

    def _first_run(self) -> None:
        if self.first_page is None:
            self.first_page = FirstRunPage()
            self.first_page.new_team.connect(self._new_team)
            self.first_page.join.connect(self._join)
            self.first_page.practise.connect(self._practise)
            self.first_page.restore.connect(self._restore)
            self.first_page.earlier.wanted.connect(self._put_back_earlier)
            self._pages.addWidget(self.first_page)
        self.first_page.say("", bad=False)
        self.first_page.earlier.look(self._vault)
        self._pages.setCurrentWidget(self.first_page)

    def _practise(self) -> None:
        if self.first_page is not None:
            self.first_page.say(tr("Even geduld: het voorbeeldteam wordt gemaakt."), bad=False)
        self.practise.emit()

    def _join(self) -> None:
        self._new_team(joins=True)

    def _new_team(self, *, joins: bool = False) -> None:
        if self.new_page is None:
            from app.ui.start.new_team import NewTeamPage  # noqa: PLC0415 - loads the model

            self.new_page = NewTeamPage()
            self.new_page.begun.connect(self.begun)
            self.new_page.back.connect(self._back)
            self._pages.addWidget(self.new_page)
        self._pages.setCurrentWidget(self.new_page)
        self.new_page.ready(joins=joins)

    def _back(self) -> None:
        if self.first_page is not None:
            self._pages.setCurrentWidget(self.first_page)
            self.first_page.new.setFocus()

    def _restore(self) -> None:
        from app.ui.start.restore import choose_backup  # noqa: PLC0415 - rarely needed

        file = choose_backup(self)
        if file is not None:
            self.put_back(file)

    def put_back(self, file: Path) -> None:
        """Show what putting this backup back means, and ask for its passphrase."""
        from app.ui.start.restore import RestorePage  # noqa: PLC0415

        if self.restore_page is None:
            self.restore_page = RestorePage()
        self._go_to(self.restore_page)
        self.restore_page.ready(file, replaces=self._vault.exists())

    def _put_back_earlier(self, one: Earlier) -> None:
        if self.earlier_page is None:
            self.earlier_page = EarlierPage()
        self._go_to(self.earlier_page)
        self.earlier_page.ready(one, replaces=self._vault.exists())

    def _go_to(self, page: PutBackPage) -> None:
        if self._pages.indexOf(page) < 0:
            page.wanted.connect(self.restore)
            page.back.connect(self._leave_restoring)
            self._pages.addWidget(page)
        self._before = self._pages.currentWidget() or self.unlock_page
        self._pages.setCurrentWidget(page)

    def _leave_restoring(self) -> None:
        self.forget()
        self._pages.setCurrentWidget(self._before)
        self._focus()
