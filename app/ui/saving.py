"""Words that save themselves: a draft while typing, a change when the field is left."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit

from app.services import fields, unkept
from app.services.early import behind
from app.ui.kit.note_box import NoteBox

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from app.errors import UserError
    from app.services.fields import FieldState, OtherValue, SavedAt
    from app.services.session import Session
    from app.services.target import Target
    from app.ui.desk import Desk

RETRY_MS: Final = 1000
"""From a save that failed to the next try."""

Box = QTextEdit | QLineEdit


def _newest(
    session: Session, service: Callable[..., SavedAt], target: Target, words: deque[tuple[Any, ...]]
) -> SavedAt:
    """Saves the newest of a field's words; nothing, when a request before this one did."""
    if not words:
        return fields.saved_now(session)
    return unkept.type_words(session, service, target, words.pop())


class LiveField(QObject):
    """One text field of the vault while it is on the screen, or one text in a register.

    What is typed is on its way to the disk before the key press is drawn; keys that meet while the
    vault is busy go together. While someone is in the field, or while typing is not yet a change,
    nothing that arrives replaces the text: it shows as a difference in `others`. A save that fails
    is tried again.
    """

    shown = Signal()
    """The text changed without typing, or the differences did."""

    def __init__(self, desk: Desk, target: Target, state: FieldState, part: str = "") -> None:
        super().__init__(desk)
        self._desk = desk
        self.target, self.part = target, part
        self.text = self._words(state)
        self.others: tuple[OtherValue, ...] = state.others
        self.focused = False
        self._seen = state.seen
        self._newest: deque[tuple[Any, ...]] = deque(maxlen=1)
        self._unsaved = False
        self._draft = state.draft
        self._busy = 0
        self._sent = 0
        self._committing = False
        self._commit_next = False
        self._left = self._dropped = False
        self._again: QTimer | None = None
        """Runs from a save that failed to the next try."""

    @property
    def settled(self) -> bool:
        """Whether the vault holds exactly what is on the screen, as a change."""
        return not (self._unsaved or self._draft or self._busy)

    def type(self, text: str) -> None:
        """Take over what the person typed."""
        if text == self.text:
            return
        self.text = text
        self._unsaved = True
        if not (self._committing or self._tries_again()):
            self._send()
        self._desk.unsaved(self)

    def _tries_again(self) -> bool:
        return self._again is not None and self._again.isActive()

    def _rest_from_trying(self) -> None:
        if self._again is not None:
            self._again.stop()

    def _try_again(self) -> None:
        if self._again is None:  # most fields never need one, and a leefgebied shows four
            self._again = QTimer(self)
            self._again.setSingleShot(True)
            self._again.timeout.connect(self._send)
        self._again.start(RETRY_MS)

    def _send(self) -> None:
        self._rest_from_trying()
        if not self._unsaved:
            return
        self._unsaved, self._draft = False, True
        self._busy += 1
        self._sent += 1
        service: Callable[..., SavedAt] = fields.type_part if self.part else fields.type
        # While a change is being made of what came before, only the vault knows its head.
        seen = fields.OWN if self._committing else self._seen
        words = (self.part, self.text, seen) if self.part else (self.text, seen)
        self._newest.append(words)
        self._desk.type(
            _newest, service, self.target, self._newest, then=self._typed, failed=self._not_saved
        )

    def commit(self) -> None:
        """Make what was typed a change, now that the person has left the field."""
        self._commit_next = True
        self._send()  # without waiting for an answer: a lock may be the next thing asked
        self._after()

    def drop(self) -> None:
        """Keep no more of it: a service takes the words over, with whatever was typed last."""
        self._rest_from_trying()
        self._unsaved = self._draft = self._commit_next = False
        self._left = self._dropped = True
        self.blockSignals(True)
        self._desk.forget(self)
        if not self._busy:
            self.deleteLater()

    def leave(self) -> None:
        """Forget the words as soon as they are a change: the visit is left or the vault locks."""
        self._left = True
        self.blockSignals(True)
        if self.settled:
            self.deleteLater()

    def forget(self) -> None:
        """The vault is locked: what it could not take waits sealed, and nothing is tried here."""
        if self.settled:
            return
        self._rest_from_trying()
        self._newest.clear()
        self._unsaved = self._draft = self._committing = self._commit_next = False
        self._busy = self._sent = 0
        self.text = ""
        if self._left:
            self.deleteLater()
        else:
            self.shown.emit()

    def refresh(self, state: FieldState) -> None:
        """Take what the vault holds now, unless someone is writing here."""
        self.others = state.others
        if self.settled and not self.focused:
            self._seen = state.seen
            self.text = self._words(state)
        self.shown.emit()

    def before_undo(self) -> None:
        """Send what was typed; until `read_again` only the vault knows the head of it."""
        self._send()
        self._seen = fields.LEFT_TO_VAULT

    def read_again(self, state: FieldState) -> None:
        """Take what the vault holds after an undo, unless more was typed since."""
        if self._unsaved or self._busy or self._left:
            return
        self._draft, self.others = state.draft, state.others
        self._seen, self.text = state.seen, self._words(state)
        self.shown.emit()
        self._rest()

    def _typed(self, saved: SavedAt) -> None:
        self._busy, self._sent = self._busy - 1, self._sent - 1
        if not (self._unsaved or self._sent):
            self._desk.saved(self, saved)
        self._after()
        self._rest()

    def _not_saved(self, error: UserError) -> None:
        self._busy, self._sent = self._busy - 1, self._sent - 1
        self._desk.show_error(error)
        if self._dropped:
            self._rest()
            return
        self._unsaved = True
        self._try_again()

    def _after(self) -> None:
        if self._busy:
            return
        if self._unsaved:
            if not self._tries_again():
                self._send()
            return
        if self._commit_next and self._draft:
            self._busy, self._committing = 1, True
            self._desk.do(
                fields.commit, self.target, then=self._committed, failed=self._not_committed
            )
        # Left without words of its own: the first letter of a next time is no change by itself.
        self._commit_next = False

    def _committed(self, saved: SavedAt) -> None:
        if not self._left:
            self._desk.look_over(self.text)
        # The head to replace from now on is the one just made, whatever came in since.
        self._seen = saved.head
        self._desk.ask(fields.read, self.target, then=self._seen_again)

    def _seen_again(self, state: FieldState) -> None:
        self._busy, self._committing = self._busy - 1, False
        # What is still on its way was typed after this was read.
        self._draft = state.draft or self._busy > 0
        self.others = state.others
        if not self._unsaved and not self.focused:
            self._seen, self.text = state.seen, self._words(state)
        self.shown.emit()
        self._after()
        self._rest()

    def _rest(self) -> None:
        if not self.settled:
            return
        self._desk.rested()
        if self._left:
            self.text = ""
            self.deleteLater()

    def _not_committed(self, error: UserError) -> None:
        self._busy, self._committing = self._busy - 1, False
        self._desk.show_error(error)
        self._rest()

    def _words(self, state: FieldState) -> str:
        value = fields.parts_of(state.value).get(self.part) if self.part else state.value
        return value if isinstance(value, str) else ""


class Binding(QObject):
    """Shows one `LiveField` at a time in one box; the box never loses what was typed.

    Leaving the box makes a change of it; a menu or another window passing by does not. While it is
    known of no field whose words they would be, the box takes none.
    """

    differs = Signal(object)
    """Values that came from elsewhere (`OtherValue`); empty when there are none."""

    def __init__(self, box: Box) -> None:
        super().__init__(box)
        self._box = box
        self._field: LiveField | None = None
        self._showing = False
        self._early = ""
        """Typed before the vault answered: it goes with the field that was waited for."""
        self._left = False
        """Whether the box was left since."""
        self._between = "\n" if isinstance(box, QTextEdit) else " "
        self._awaited: Hashable = None
        self._desk: Desk | None = None
        self._keep: Callable[[str, str], object] | None = None
        box.installEventFilter(self)
        box.setReadOnly(True)
        if isinstance(box, QTextEdit):
            # Before it is laid out: the words are on their way while the page makes room for them.
            box.document().contentsChange.connect(self._edited)
        else:
            box.textChanged.connect(self._edited)

    @property
    def field(self) -> LiveField | None:
        """The field on the screen."""
        return self._field

    def show(self, field: LiveField | None) -> None:
        """Show another field; what was typed in the one before becomes a change."""
        if field is None:
            self.hand_over()
        early, self._early = self._early, ""
        self._awaited = self._keep = None
        if field is not self._field:
            self._let_go()
            self._field = field
            if field is not None:
                field.focused = self._box.hasFocus()
                field.shown.connect(self._refresh)
                if early:
                    field.type(behind(field.text, early, self._between))
                    if self._left:
                        field.commit()
        self._no_more_early()
        self._box.setReadOnly(field is None)
        self._refresh()
        if early:
            self._to_the_end()

    def wait(self, desk: Desk, what: Hashable, keep: Callable[[str, str], object]) -> None:
        """Show an empty box until the next `show`; what is typed meanwhile is of that field.

        `keep` gets those words, and what comes between them and what stands there, when something
        else is shown or waited for first. Waiting for the same `what` again changes nothing.
        """
        if self._field is None and what == self._awaited:
            return
        self.hand_over()
        self._let_go()
        self._field = None
        self._desk, self._awaited, self._keep = desk, what, keep
        self._box.setReadOnly(False)
        self._refresh()

    def hand_over(self) -> None:
        """Words typed before their field came go where they were meant to go."""
        early, self._early = self._early, ""
        if early.strip() and self._keep is not None:
            self._keep(early, self._between)
            self._refresh()
        self._no_more_early()

    def _no_more_early(self) -> None:
        if self._desk is not None:
            self._desk.taken(self)

    def _let_go(self) -> None:
        if self._field is not None:
            self._field.focused = False
            self._field.commit()
            self._field.shown.disconnect(self._refresh)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            here = event.type() == QEvent.Type.FocusIn
            if here or event.reason() != Qt.FocusReason.PopupFocusReason:
                self._left = not here
                if self._field is not None:
                    self._field.focused = here
                    if not here:
                        self._field.commit()
        return False

    def _edited(self, *_what: object) -> None:
        if self._showing:
            return
        if self._field is not None:
            self._field.type(self._text())
        else:
            self._early = self._text()
            if self._desk is not None:
                self._desk.unsaved(self)

    def _refresh(self) -> None:
        text = self._field.text if self._field is not None else self._early
        if text != self._text():
            self._showing = True
            try:
                self._put(text)
            finally:
                self._showing = False
        self.differs.emit(self._field.others if self._field is not None else ())

    def _to_the_end(self) -> None:
        if isinstance(self._box, QTextEdit):
            self._box.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self._box.end(False)

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
