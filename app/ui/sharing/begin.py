"""The panel that says where to share: to found a team, to ask to join, or to go elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit import Button, CheckRow, Field, Secondary, Text
from app.ui.kit.panel import Panel
from app.ui.sharing.place_form import PlaceForm
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

What = Literal["found", "join", "move"]
FOUND: Final = "found"
JOIN: Final = "join"
MOVE: Final = "move"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was filled in; its repr shows no secret."""

    what: What
    url: str
    name: str
    further_laptop: bool
    secrets: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<{self.what}>"


class PlacePanel(Panel):
    """`chosen` carries a `Chosen`; it closes when `finish` is called, or stays and says why."""

    chosen = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, " ", width=460)
        self._what: What = "found"
        self.why = Secondary(wrap=True, letter="body")
        self.name = Field(tr("Naam van het team"), placeholder=tr("Sociaal wijkteam Oost"))
        self.place = PlaceForm()
        self.further = CheckRow(tr("Ik ben al lid, dit is een andere laptop van mij"))
        self.further.opened.connect(self.further.box.click)
        self.message = Text(wrap=True, ink="care")
        self.message.hide()
        self.button = Button(" ", kind="primary", icon="check")
        self.button.clicked.connect(self._try)
        self.name.line.returnPressed.connect(lambda: self.place.first().setFocus())
        self.name.edited.connect(lambda _text: self._unsay())
        self.place.entered.connect(self._try)
        self.place.changed.connect(self._unsay)
        for widget in (self.why, self.name, self.place, self.further, self.message):
            self.add(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.closed.connect(self.place.forget)

    def begin(self, what: What, url: str = "", name: str = "") -> None:
        """Open for one of three things."""
        titles = {
            FOUND: (tr("Begin een team"), tr("Begin het team")),
            JOIN: (tr("Meedoen met een team"), tr("Vraag om mee te doen")),
            MOVE: (tr("Waar het team deelt"), tr("Deel voortaan hier")),
        }
        reasons = {
            FOUND: tr(
                "Kies waar jullie delen. Er staan alleen verzegelde bestanden: wie die plek"
                " beheert, kan er niets van lezen."
            ),
            JOIN: tr(
                "Kies de plek waar het team deelt. Daarna lees je samen met de coördinator zes"
                " woorden voor."
            ),
            MOVE: tr("Alles wat het team heeft, komt ook op de nieuwe plek te staan."),
        }
        self._what = what
        title, button = titles[what]
        self.set_title(title)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.why.setText(reasons[what])
        self.name.setVisible(what == FOUND)
        self.name.set_text(name or self.name.text())
        self.further.setVisible(what == JOIN)
        self.place.set_url(url)
        self._ready(busy=False)
        self.message.hide()
        self.open()
        first = self.name.line if what == FOUND else self.place.first()
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def url(self) -> str:
        """What was filled in."""
        return self.place.url()

    def refuse(self, sentence: str) -> None:
        """It did not work; nothing that was filled in is lost."""
        self._ready(busy=False)
        self.message.set_ink("care")
        self.message.setText(sentence)
        self.message.show()
        QTimer.singleShot(0, self, self._show_message)

    def forget(self) -> None:
        """It closes, and nothing of a team stays in it."""
        self.close_panel()
        self.name.set_text("")
        self.place.forget()
        self.message.setText("")

    def finish(self) -> None:
        """It worked."""
        self.close_panel()

    def _ready(self, *, busy: bool) -> None:
        """The keyboard stays in the panel while its button waits, and comes back to it."""
        if busy and self.button.hasFocus():
            self.close_button.setFocus()
        self.button.setEnabled(not busy)
        if not busy and self.close_button.hasFocus():
            self.button.setFocus()

    def _unsay(self) -> None:
        """What was wrong is being mended."""
        if self.button.isEnabled():
            self.message.hide()

    def _show_message(self) -> None:
        self._scroll.ensureWidgetVisible(self.button, 0, tokens.GAP)
        self._scroll.ensureWidgetVisible(self.message, 0, tokens.GAP)

    def _try(self) -> None:
        if not self.button.isEnabled():
            return
        name, url = self.name.text().strip(), self.place.url()
        if self._what == FOUND and not name:
            self.refuse(tr("Geef het team een naam."))
            self.name.line.setFocus()
            return
        if wrong := self.place.wrong():
            self.refuse(wrong)
            self.place.first().setFocus()
            return
        self._ready(busy=True)
        self.message.set_ink("ink2")
        self.message.setText(tr("Even geduld."))
        self.message.show()
        self.chosen.emit(
            Chosen(self._what, url, name, self.further.checked(), self.place.secrets())
        )
