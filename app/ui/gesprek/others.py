"""What somebody else wrote in the same field, beside one's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.card import KnownNote
from app.ui.parts import empty
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.fields import OtherValue


class Differences(QWidget):
    """What somebody else wrote in the same field, beside it, to put with one's own words."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_others(self, others: tuple[OtherValue, ...]) -> None:
        """Show these values, newest knowledge of who and when above each."""
        empty(self._column)
        for other in others:
            words = other.value if isinstance(other.value, str) else ""
            meta = tr("{author} schreef hier ook", author=other.author)
            self._column.addWidget(KnownNote(meta, words))
            button = Button(tr("Zet erbij"), kind="quiet", small=True, touch=True)
            button.clicked.connect(lambda _on=False, text=words: self.wanted.emit(text))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(others))
