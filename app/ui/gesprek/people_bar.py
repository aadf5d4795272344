"""At a first visit: who is at the table, in one line; asked only while nobody is known."""

from __future__ import annotations

import re
from functools import partial
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
    """A strip above the visit. Enter makes the persons; without it the visit goes on as well.

    Names that stand in it are made persons when it goes away, and while they do it stays.
    """

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
        """Somebody may be known by now; who is typing a name goes on."""
        self._visit = visit
        if visit.persons and not self.line.text().strip():
            self.hide()

    def clear(self) -> None:
        """Show nothing; who stands in the line is made a person first."""
        self._record()
        self._visit = None
        self.line.set_text("")
        self.hide()

    def _add(self) -> None:
        if names_of(self.line.text()):
            self._leave()

    def _record(self) -> None:
        words = self.line.text()
        names = names_of(words)
        if not names or self._visit is None:
            return
        self.line.set_text("")
        visit = self._visit.visit
        failed = partial(self._not_added, visit, words)
        self._desk.do(visits.add_present, visit, names, failed=failed)

    def _not_added(self, visit: str, words: str, error: object) -> None:
        """The names stand in the line again, before what was typed meanwhile."""
        self._desk.show_error(error)
        if self._visit is not None and self._visit.visit == visit:
            self.line.set_text(", ".join(filter(None, (words, self.line.text()))))
            self.show()

    def _leave(self) -> None:
        self._record()
        self.hide()
        self.done.emit()
