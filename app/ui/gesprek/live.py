"""Fields that save themselves while someone types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.services import fields

if TYPE_CHECKING:
    from app.errors import UserError
    from app.services.fields import FieldState, OtherValue, SavedAt, Target
    from app.ui.gesprek.desk import Desk

SAVE_AFTER_MS: Final = 0
"""Between a key press and the request that makes it durable: keys typed while one is saved wait
for that one, and go together."""
RETRY_MS: Final = 1000


class LiveField(QObject):
    """One text field of the vault while it is on the screen.

    What is typed is on its way to disk within `SAVE_AFTER_MS`, however long the typing goes on.
    While someone is in the field, or while typing is not yet a change, nothing that arrives
    replaces the text: it shows as a difference in `others`. A save that fails is tried again.
    """

    shown = Signal()
    """The text changed without typing, or the differences did."""

    def __init__(self, desk: Desk, target: Target, state: FieldState) -> None:
        super().__init__(desk)
        self._desk = desk
        self.target = target
        self.text = _words(state)
        self.others: tuple[OtherValue, ...] = state.others
        self.focused = False
        self._seen = state.seen
        self._unsaved = False
        self._draft = state.draft
        self._busy = False
        self._commit_next = False
        self._left = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

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
        self._desk.unsaved(self)
        if not self._timer.isActive():
            self._timer.start(SAVE_AFTER_MS)

    def flush(self) -> None:
        """Send what is not durable yet; the word *Opgeslagen* follows when it is."""
        self._timer.stop()
        if not self._unsaved or self._busy:
            return
        self._unsaved, self._busy, self._draft = False, True, True
        self._desk.do(
            fields.type,
            self.target,
            self.text,
            self._seen,
            then=self._typed,
            failed=self._not_saved,
        )

    def commit(self) -> None:
        """Make what was typed a change, now that the person has left the field."""
        self._commit_next = True
        self.flush()
        self._after()

    def leave(self) -> None:
        """Forget the words as soon as they are a change: the visit is left or the vault locks."""
        self._left = True
        self.blockSignals(True)
        if self.settled:
            self.deleteLater()

    def refresh(self, state: FieldState) -> None:
        """Take what the vault holds now, unless someone is writing here."""
        self.others = state.others
        if self.settled and not self.focused:
            self._seen = state.seen
            self.text = _words(state)
        self.shown.emit()

    def _typed(self, saved: SavedAt) -> None:
        self._busy = False
        self._desk.saved(self, saved)
        self._after()

    def _not_saved(self, error: UserError) -> None:
        self._busy, self._unsaved = False, True
        self._desk.show_error(error)
        self._timer.start(RETRY_MS)

    def _after(self) -> None:
        if self._busy:
            return
        if self._unsaved:
            if not self._timer.isActive():
                self._timer.start(SAVE_AFTER_MS)
            return
        if self._commit_next and self._draft:
            self._commit_next, self._busy = False, True
            self._desk.do(
                fields.commit, self.target, then=self._committed, failed=self._not_committed
            )

    def _committed(self, _change: object) -> None:
        # The head to replace from now on is the one just made.
        self._desk.ask(fields.read, self.target, then=self._seen_again)

    def _seen_again(self, state: FieldState) -> None:
        self._busy, self._draft = False, state.draft
        self._seen, self.others = state.seen, state.others
        if not self._unsaved and not self.focused:
            self.text = _words(state)
        self.shown.emit()
        self._after()
        if self._left and self.settled:
            self.text = ""
            self.deleteLater()

    def _not_committed(self, error: UserError) -> None:
        self._busy = False
        self._desk.show_error(error)


def _words(state: FieldState) -> str:
    return state.value if isinstance(state.value, str) else ""
