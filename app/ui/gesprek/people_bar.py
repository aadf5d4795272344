"""At a first visit: who is at the table, in one line; asked only while nobody is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services import visits
from app.ui.kit import Button, Field, Glyph, Text
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.visits import Conversation
    from app.ui.desk import Desk


def names_of(words: str) -> list[str]:
    """The names in `Anja Bakker, Mehmet Yıldırım en Elif`."""
    parts = re.split(r",|;|\ben\b|\band\b", words)
    return [" ".join(part.split()) for part in parts if part.strip()]


class PeopleBar(QWidget):
    """A strip above the visit. Enter makes the persons; without it the visit goes on as well."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "sunk")
        words = Text(tr("Wie zitten er aan tafel?"), letter="small_strong")
        self.line = Field(
            placeholder=tr("Bijvoorbeeld: Anja Bakker, Mehmet Yıldırım"),
            name=tr("Namen van wie aan tafel zitten"),
        )
        self.line.line.returnPressed.connect(self._add)
        self.later = Button(tr("Later"), kind="quiet", small=True, touch=True)
        self.later.clicked.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(12)
        row.addWidget(Glyph("users"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words)
        row.addWidget(self.line, 1)
        row.addWidget(self.later)
        self.hide()

    def open(self, visit: Conversation) -> None:
        """Ask, with the cursor in the line, when nobody of the household is known yet."""
        self._visit = visit
        self.setVisible(not visit.persons)
        if not visit.persons:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, visit: Conversation) -> None:
        """Somebody may be known by now."""
        self._visit = visit
        if visit.persons:
            self.hide()

    def clear(self) -> None:
        """Forget what was typed."""
        self._visit = None
        self.line.set_text("")
        self.hide()

    def _add(self) -> None:
        names = names_of(self.line.text())
        if not names or self._visit is None:
            return
        self.line.set_text("")
        self._desk.do(visits.add_present, self._visit.visit, names)
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self.done.emit()
