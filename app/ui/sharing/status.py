"""The left side of Delen: what waits, what came in, what is going on, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Button, Card, ProgressBar, Secondary, SectionTitle, Text
from app.ui.kit.saved import Glyph
from app.ui.sharing import words
from app.ui.text import tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.sharing_view import SharingView


class Section(QWidget):
    """A heading with something under it, on the paper itself."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 6, 0, 6)
        self.body.setSpacing(8)
        self.body.addWidget(SectionTitle(title, wrap=True))

    def add(self, widget: QWidget) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget)


class Going(Card):
    """A round that runs: what it does, how far, and a way to stop it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(tr("Bezig met delen"))
        self.said = Text(wrap=True)
        self.bar = ProgressBar(name=tr("Hoe ver het delen is"))
        self.button = Button(tr("Stop"), icon="x", small=True)
        self.button.setAccessibleName(tr("Stop met delen; er gaat niets verloren"))
        self.button.clicked.connect(self.stopped)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.add(self.bar)

    def tell(self, said: str, share: float) -> None:
        """Show how far it is."""
        self.said.setText(said)
        self.bar.set_share(share, said)


class Trouble(Card):
    """One plain sentence about what did not work, with what can be done about it."""

    again = Signal()
    use_place = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, tone="care")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Glyph("info", ink="care", pixels=20), 0, Qt.AlignmentFlag.AlignTop)
        self.said = Text(wrap=True)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)
        self.button = Button(tr("Gebruik deze plek"), small=True)
        self.button.clicked.connect(self.use_place)
        self.close_button = Button(tr("Sluit deze melding"), kind="quiet", small=True)
        self.close_button.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.close_button)
        self.body.addLayout(buttons)
        self.hide()

    def tell(self, sentence: str, *, new_place: bool = False) -> None:
        """Show it, and say it to a screen reader; nothing else stops."""
        self.said.setText(sentence)
        self.setAccessibleName(sentence)
        self.button.setVisible(new_place)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class Fold(QWidget):
    """A line that opens to sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.button = Button("", kind="quiet", icon="caret-right", small=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._open)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.lines = Secondary(wrap=True, letter="body")
        self.lines.hide()
        column.addWidget(self.lines)

    def show_lines(self, title: str, lines: list[str]) -> None:
        """Nothing at all is shown where there is nothing to say."""
        self.setVisible(bool(lines))
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.lines.setText("\n".join(lines))

    def _open(self, shown: bool) -> None:  # noqa: FBT001 - a Qt slot
        self.button.set_icon_name("caret-down" if shown else "caret-right")
        self.lines.setVisible(shown)


class Status(QWidget):
    """Differences first, because they are for people; then what waits and the last time."""

    differences_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        self.differences = Card("", tone="care")
        self._differences_said = SectionTitle(wrap=True)
        self.differences.add(self._differences_said)
        self.differences.add(
            Secondary(
                tr("Twee mensen schreven apart van elkaar over hetzelfde. Jullie kiezen samen."),
                wrap=True,
                letter="body",
            )
        )
        self.differences_button = Button(tr("Bekijk de verschillen"), icon="chats-circle")
        self.differences_button.clicked.connect(self.differences_wanted)
        self.differences.body.addWidget(self.differences_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.differences)
        self.waiting = Section(tr("Van deze laptop"))
        self.waiting_said = Text(wrap=True)
        self.waiting.add(self.waiting_said)
        column.addWidget(self.waiting)
        self.last = Section(tr("Laatste keer delen"))
        self.last_said = Text(wrap=True)
        self.last.add(self.last_said)
        self.fold = Fold()
        self.last.add(self.fold)
        column.addWidget(self.last)

    def show_view(self, view: SharingView, today: date) -> None:
        """Draw what the service found."""
        number = view.differences
        self.differences.setVisible(bool(number))
        self._differences_said.setText(
            tr("1 verschil om samen te bekijken")
            if number == 1
            else tr("{number} verschillen om samen te bekijken", number=number)
        )
        self.waiting_said.setText(words.waiting(view))
        self.last_said.setText(words.last_time(view.last, today, words.elsewhere(view)))
        lines = words.apart_sentences(view)
        title = (
            tr("1 ding om te weten")
            if len(lines) == 1
            else tr("{number} dingen om te weten", number=len(lines))
        )
        self.fold.show_lines(title, lines)

    def forget(self) -> None:
        """Neither numbers nor names stay here."""
        for text in (self._differences_said, self.waiting_said, self.last_said):
            text.setText("")
        self.fold.show_lines("", [])
