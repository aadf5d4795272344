"""Putting back what a vault was: what will happen, and the passphrase that proves it opens."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Secondary, Title
from app.ui.start.parts import PassphrasePage
from app.ui.text import tr
from app.ui.theme import tokens


class PutBackPage(PassphrasePage):
    """Nothing is replaced before it has proved to open; both are said beforehand."""

    wanted = Signal(object)
    """A `Backup` is to be put back."""
    back = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.add(Title(title))
        self.what = Secondary(wrap=True, letter="body")

    def _lay_out(self, label: str) -> None:
        """Under what the page has: what will happen, the passphrase named so, the two ways on."""
        self.add(self.what)
        self._ask(label, tokens.GAP_SMALL)
        self.button = Button(tr("Zet terug"), kind="primary", icon="clock-counter-clockwise")
        self.button.clicked.connect(self._try)
        self.back_button = Button(tr("Terug"), kind="quiet", icon="arrow-left")
        self.back_button.clicked.connect(self.back)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.body.addSpacing(tokens.GAP_SMALL)
        self.body.addLayout(foot)

    def _begin(self, first: str, replacing: str) -> None:
        """Say what happens first, and then: `replacing`, or that there was no vault here."""
        then = replacing or tr("Daarna is dat de kluis van deze laptop.")
        self.what.setText(f"{first}\n\n{then}")
        self.passphrase.clear()
        self._busy(busy=False)
        self.message.say("")
        self.passphrase.line.setFocus()

    def _busy(self, *, busy: bool) -> None:
        for button in (self.button, self.back_button):
            button.setEnabled(not busy)
        self.passphrase.line.setReadOnly(busy)
        if busy:
            self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
