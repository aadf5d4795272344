"""Another passphrase for this laptop, and another key if that is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError, sentence
from app.services import passphrase as service
from app.ui.kit.buttons import Button
from app.ui.kit.check_row import CheckRow
from app.ui.kit.fields import PassphraseField
from app.ui.kit.labels import Secondary
from app.ui.kit.panel import Panel
from app.ui.start.new_team import WEIGH_AFTER_MS
from app.ui.start.parts import Asked, Message, StrengthMeter
from app.ui.start.strength import strength, warm_up
from app.ui.text import language, tr

if TYPE_CHECKING:
    from app.ui.worker import Worker


class PassphrasePanel(Panel):
    """What is typed here is forgotten as soon as the panel closes or the laptop locks.

    Whoever closes it while it is being done hears the outcome all the same.
    """

    done = Signal(str)
    """One sentence: what is so from now on."""
    kept = Signal(str)
    """One sentence: nothing changed, for who closed the panel before that was known."""

    def __init__(self, window: QWidget, worker: Worker) -> None:
        super().__init__(window, tr("Wachtzin veranderen"), width=440)
        self._worker = worker
        self._own_words: tuple[str, ...] = ()
        self.old = PassphraseField(tr("Je wachtzin van nu"))
        self.new = PassphraseField(tr("Nieuwe wachtzin"))
        self.meter = StrengthMeter()
        self.again = PassphraseField(tr("Nog een keer"))
        self._fields = (self.old, self.new, self.again)
        self.fresh = CheckRow(tr("Maak ook een nieuwe sleutel"))
        self.fresh.opened.connect(self.fresh.box.click)
        self.why = Secondary(
            tr(
                "Wie een oude kopie van deze laptop heeft en de oude wachtzin weet, kan anders de "
                "kluis van vandaag nog openen. Het duurt even: alles wordt opnieuw geschreven."
            ),
            wrap=True,
        )
        self.message = Message()
        self.button = Button(tr("Verander de wachtzin"), kind="primary", icon="check")
        self.button.clicked.connect(self._try)
        self._asked = Asked(self.message, self._fields, (self.button, self.fresh))
        for field in self._fields:
            field.line.returnPressed.connect(self._try)
        self._weigh_later = QTimer(self)
        self._weigh_later.setSingleShot(True)
        self._weigh_later.setInterval(WEIGH_AFTER_MS)
        self._weigh_later.timeout.connect(self._weigh)
        self.new.edited.connect(lambda _text: self._weigh_later.start())
        for widget in (self.old, self.new, self.meter, self.again, self.fresh, self.why):
            self.add(widget)
        self.add(self.message)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.closed.connect(self._forget)
        worker.locked.connect(self._locked)

    def begin(self) -> None:
        """Open it, empty, with the cursor in the first field."""
        self._forget()
        self._worker.run(service.own_words, then=self._know)
        self.open()
        self.old.line.setFocus()
        QTimer.singleShot(0, self, warm_up)

    def _know(self, words: tuple[str, ...]) -> None:
        self._own_words = words

    def _weigh(self) -> None:
        self.meter.show_strength(strength(self.new.text(), self._own_words))

    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        missing = self._missing()
        if missing is not None:
            self._asked.say_at(*missing)
            self.show_part(missing[0])
            return
        self._asked.wait(tr("Even geduld: de wachtzin wordt veranderd."))
        old, new, fresh = self.old.text(), self.new.text(), self.fresh.checked()
        changed = partial(self._changed, new if fresh else "")
        self._worker.run(service.change, old, new, then=changed, failed=self._refused)

    def _missing(self) -> tuple[PassphraseField, str] | None:
        weighed = strength(self.new.text(), self._own_words)
        self.meter.show_strength(weighed)
        if not self.old.text():
            return self.old, tr("Vul eerst de wachtzin van nu in.")
        if weighed.refusal:
            return self.new, weighed.refusal
        if self.new.text() == self.old.text():
            return self.new, tr("Dit is de wachtzin die je al hebt. Neem een andere.")
        if self.new.text() != self.again.text():
            return self.again, tr("De twee wachtzinnen zijn niet gelijk.")
        return None

    def _changed(self, renew: str, _nothing: object) -> None:
        """`renew`: the new passphrase, if another key is wanted too."""
        if not renew:
            self._finish(tr("Je wachtzin is veranderd."))
            return
        self._asked.wait(
            tr("Je wachtzin is veranderd. Nu de sleutel nog: laat de laptop even aan.")
        )
        self._worker.run_long(
            service.new_key,
            renew,
            then=self._renewed,
            failed=self._kept_key,
            finishes=True,
        )

    def _renewed(self, _nothing: object) -> None:
        self._finish(tr("Je wachtzin is veranderd en de sleutel is nieuw."))

    def _kept_key(self, error: Exception) -> None:
        """The passphrase did change: only the key stayed what it was."""
        words = sentence(error, language()) if isinstance(error, UserError) else ""
        self._finish(tr("Je wachtzin is veranderd, de sleutel nog niet. {why}", why=words).strip())

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._worker.failed.emit(error)
            self._asked.say("")
            return
        words = sentence(error, language())
        if self.isHidden():
            self._asked.say("")
            self.kept.emit(tr("Je wachtzin is gebleven zoals hij was. {why}", why=words))
            return
        self._asked.say(words)
        if error.id == "wrong_passphrase":
            self.old.line.selectAll()
            self.old.line.setFocus()

    def _finish(self, words: str) -> None:
        self._asked.say("")
        self.close_panel()
        self.done.emit(words)

    def _forget(self) -> None:
        for field in self._fields:
            field.clear()
        self.fresh.set_checked(False)
        self._weigh_later.stop()
        self.meter.show_strength(strength(""))
        if self.button.isEnabled():
            self._asked.say("")

    def _locked(self) -> None:
        """All that was asked before is answered."""
        self.close_panel()
        self._asked.say("")
