"""A line that becomes a record: kept while it is typed, made by Enter or by going on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from shiboken6 import isValid

from app.services.fields import LEFT_TO_VAULT, FieldState
from app.services.target import Target
from app.ui.kit import Field

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from app.ui.desk import Desk
    from app.ui.saving import LiveField

_PASSING = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""A menu or another window: the person comes back to the line."""


@dataclass(frozen=True, slots=True)
class Said:
    """What stood in a line: the id it was given, its words, and whether Enter ended it."""

    id: str
    words: str
    entered: bool
    failed: Callable[[Any], object]
    """To be called with the error, when no record could be made of it."""


class NewLine(Field):
    """The first word begins a draft of a record to be, so that a power cut takes nothing.

    `made` carries what was `Said`; whoever hears it makes the record under that id. Words of which
    none could be made stand in the line again.
    """

    made = Signal(object)

    def __init__(
        self, desk: Desk, kind: str, field: str, *, placeholder: str = "", name: str = ""
    ) -> None:
        super().__init__(placeholder=placeholder, name=name)
        self._desk, self._kind, self._field = desk, kind, field
        self._context: tuple[tuple[str, Any], ...] = ()
        self._live: LiveField | None = None
        self.edited.connect(self._typed)
        self.line.returnPressed.connect(lambda: self.finish(entered=True))
        self.line.installEventFilter(self)

    def belongs(self, **context: object) -> None:
        """What the record hangs under; what is empty stays out. Under another, it is another."""
        given = tuple((name, value) for name, value in context.items() if value)
        if self._live is not None and given != self._context:
            self._live = None
            self.set_text("")
        self._context = given

    def finish(self, *, entered: bool = False) -> None:
        """Hand over what was typed, if anything was."""
        live, self._live = self._live, None
        words = self.text().strip()
        if live is None or not words:
            self._live = live
            return
        self.set_text("")
        live.drop()
        target = live.target
        failed = partial(self._not_made, self._desk, target, words)
        self.made.emit(Said(target.entity, words, entered, failed))

    def _not_made(self, desk: Desk, target: Target, words: str, error: object) -> None:
        """Where the line is about something else by now, the words become a record by themselves.

        Behind the lock nothing is kept: what reached the disk becomes one at the next unlocking.
        """
        desk.show_error(error)
        if not desk.is_open:
            return
        live = desk.live(FieldState(seen=LEFT_TO_VAULT), target)
        live.type(words)
        free = isValid(self) and self._live is None and not self.text()
        if free and self._context == target.context:
            self._live = live
            self.set_text(words)
        else:
            live.commit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() not in _PASSING
        ):
            self.finish()
        return False

    def _typed(self, text: str) -> None:
        if self._live is None:
            if not text.strip() or not self._context:
                return
            target = Target(self._kind, self._desk.fresh_id(), self._field, self._context)
            self._live = self._desk.live(FieldState(), target)
        self._live.type(text)
