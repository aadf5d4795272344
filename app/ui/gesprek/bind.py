"""Tie a box on the screen to a field that saves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget

from app.ui.gesprek.layouts import empty
from app.ui.kit.buttons import Button
from app.ui.kit.card import KnownNote
from app.ui.kit.note_box import NoteBox
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.fields import OtherValue
    from app.ui.gesprek.live import LiveField

Box = QTextEdit | QLineEdit


class Binding(QObject):
    """Shows one `LiveField` at a time in one box; the box never loses what was typed.

    Leaving the box makes a change of it; a menu or another window passing by does not.
    """

    differs = Signal(object)
    """Values that came from elsewhere (`OtherValue`); empty when there are none."""

    def __init__(self, box: Box) -> None:
        super().__init__(box)
        self._box = box
        self._field: LiveField | None = None
        self._showing = False
        self._early: str | None = None
        box.installEventFilter(self)
        box.textChanged.connect(self._edited)

    @property
    def field(self) -> LiveField | None:
        """The field on the screen."""
        return self._field

    def show(self, field: LiveField | None) -> None:
        """Show another field; what was typed in the one before becomes a change."""
        if field is self._field:
            self._refresh()
            return
        if self._field is not None:
            self._field.focused = False
            self._field.commit()
            self._field.shown.disconnect(self._refresh)
        self._field = field
        if field is not None:
            field.focused = self._box.hasFocus()
            field.shown.connect(self._refresh)
            if self._early:
                field.type(self._early)
        self._early = None
        self._refresh()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and self._field is not None:
            if event.type() == QEvent.Type.FocusIn:
                self._field.focused = True
            elif event.reason() != Qt.FocusReason.PopupFocusReason:
                self._field.focused = False
                self._field.commit()
        return False

    def _edited(self) -> None:
        if self._showing:
            return
        if self._field is not None:
            self._field.type(self._text())
        else:
            # Typed before the vault answered: it goes with the field that comes.
            self._early = self._text()

    def _refresh(self) -> None:
        text = self._field.text if self._field is not None else ""
        if text != self._text():
            self._showing = True
            try:
                self._put(text)
            finally:
                self._showing = False
        self.differs.emit(self._field.others if self._field is not None else ())

    def _text(self) -> str:
        if isinstance(self._box, QTextEdit):
            return self._box.toPlainText()
        return self._box.text()

    def _put(self, text: str) -> None:
        if isinstance(self._box, NoteBox):
            self._box.set_text(text)
        elif isinstance(self._box, QTextEdit):
            self._box.setPlainText(text)
        else:
            self._box.setText(text)


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
