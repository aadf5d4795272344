"""The first member of a new team, and the passphrase that seals this laptop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.model.words import Role
from app.ui.kit.buttons import Button
from app.ui.kit.chips import ChipGroup
from app.ui.kit.fields import Field, PassphraseField
from app.ui.kit.labels import Caption, Secondary, Title
from app.ui.start.parts import Asked, Column, Message, StrengthMeter
from app.ui.start.strength import strength, warm_up
from app.ui.text import tr
from app.ui.theme import tokens

WEIGH_AFTER_MS: Final = 120
"""Pause in typing after which the passphrase is weighed."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who begins, and with which passphrase; its repr shows neither."""

    name: str = field(repr=False)
    organisation: str = field(repr=False)
    role: str = field(repr=False)
    passphrase: str = field(repr=False)
    joins: bool = False
    """Goes on to ask a team that is there already."""


class NewTeamPage(Column):
    """Name, organisation, role, passphrase twice. What is missing is said, never blocked early."""

    begun = Signal(object)
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Nieuw team"), parent)
        self.body.setSpacing(4)
        self._joins = False
        self.title = Title(tr("Nieuw team"))
        self.add(self.title)
        self.who = Secondary(tr("Jij bent het eerste teamlid."), letter="body", wrap=True)
        self.add(self.who)
        self.name = Field(tr("Je naam"))
        self.add(self.name, tokens.GAP_SMALL)
        self.organisation = Field(tr("Je eigen organisatie"))
        self.add(self.organisation, tokens.GAP_SMALL)
        self.add(Caption(tr("Wat doe je in het team?")), tokens.GAP_SMALL)
        self.role = ChipGroup(
            [(Role.MEMBER.value, tr("Teamlid")), (Role.COORDINATOR.value, tr("Coördinator"))],
            clearable=False,
            name=tr("Wat doe je in het team?"),
        )
        self.role.set_value(Role.MEMBER.value)
        self.add(self.role)
        self._add_passphrase()
        self.message = Message()
        self.add(self.message, tokens.GAP_SMALL)
        self._add_buttons()
        self._asked = Asked(
            self.message,
            (self.name, self.organisation, self.passphrase, self.again),
            (self.button, self.back_button, self.role),
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WEIGH_AFTER_MS)
        self._timer.timeout.connect(self._weigh)

    def ready(self, *, joins: bool = False) -> None:
        """Cursor in the first field; `joins`: the team is there already."""
        self._joins = joins
        title = tr("Meedoen met een team") if joins else tr("Nieuw team")
        self.title.setText(title)
        self.setAccessibleName(title)
        self.who.setText(
            tr("Eerst over jou. Daarna vraag je het team om je toe te laten.")
            if joins
            else tr("Jij bent het eerste teamlid.")
        )
        self._asked.say("")
        self.name.setFocus()
        QTimer.singleShot(0, self, warm_up)

    def refuse(self, sentence: str) -> None:
        """Say what went wrong; nothing that was typed is lost."""
        self._asked.say(sentence)

    def forget(self) -> None:
        """A vault is open: no passphrase stays here."""
        for typed in (self.passphrase, self.again):
            typed.clear()
        self._asked.say("")

    def _say_at(self, wrong: Field, sentence: str) -> None:
        """In sight, however large the text."""
        self._asked.say_at(wrong, sentence)
        QTimer.singleShot(0, wrong, lambda: self.ensureWidgetVisible(wrong, 0, tokens.GAP))

    def _add_passphrase(self) -> None:
        self.passphrase = PassphraseField(tr("Wachtzin"))
        self.passphrase.edited.connect(lambda _text: self._timer.start())
        self.passphrase.line.returnPressed.connect(self._try)
        self.add(self.passphrase, tokens.GAP_SMALL)
        self.meter = StrengthMeter()
        self.meter.show_strength(strength(""))
        self.add(self.meter, 4)
        self.again: PassphraseField = PassphraseField(tr("Nog een keer"))
        self.again.line.returnPressed.connect(self._try)
        self.add(self.again, tokens.GAP_SMALL)
        self.add(
            Secondary(
                tr("Onthoud hem goed: wie hem kwijt is, kan er niet meer in. Ook wij niet."),
                wrap=True,
            ),
            4,
        )

    def _add_buttons(self) -> None:
        self.button = Button(tr("Begin"), kind="primary", trailing="arrow-right")
        self.button.clicked.connect(self._try)
        self.back_button = Button(tr("Terug"), kind="quiet", icon="arrow-left")
        self.back_button.clicked.connect(self.back)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self.button)
        self.body.addSpacing(tokens.GAP_SMALL)
        self.body.addLayout(row)

    def _own_words(self) -> list[str]:
        return [*self.name.text().split(), *self.organisation.text().split()]

    def _weigh(self) -> None:
        self.meter.show_strength(strength(self.passphrase.text(), self._own_words()))

    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        missing = self._missing()
        if missing:
            self._say_at(*missing)
            return
        self._asked.wait(tr("Even geduld: de kluis wordt gemaakt."))
        self.again.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.begun.emit(
            NewMember(
                name=self.name.text().strip(),
                organisation=self.organisation.text().strip(),
                role=str(self.role.value() or Role.MEMBER.value),
                passphrase=self.passphrase.text(),
                joins=self._joins,
            )
        )

    def _missing(self) -> tuple[Field, str] | None:
        if not self.name.text().strip():
            return self.name, tr("Vul je naam in; daaraan zien collega’s wie iets schreef.")
        weighed = strength(self.passphrase.text(), self._own_words())
        self.meter.show_strength(weighed)
        if weighed.refusal:
            return self.passphrase, weighed.refusal
        if self.passphrase.text() != self.again.text():
            return self.again, tr("De twee wachtzinnen zijn niet gelijk.")
        return None
