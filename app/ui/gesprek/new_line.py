"""A line that becomes a record: kept while it is typed, made by Enter or by going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent

from app.services.fields import FieldState, Target
from app.ui.kit import Field

if TYPE_CHECKING:
    from typing import Any

    from app.ui.desk import Desk
    from app.ui.saving import LiveField

_PASSING = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""A menu or another window: the person comes back to the line."""


class NewLine(Field):
    """The first word begins a draft of a record to be, so that a power cut takes nothing.

    `made` carries the id it was given, the words, and whether it was by Enter; whoever hears it
    makes the record under that id.
    """

    made = Signal(str, str, bool)

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
        """What the record hangs under; what is empty stays out."""
        self._context = tuple((name, value) for name, value in context.items() if value)

    def finish(self, *, entered: bool = False) -> None:
        """Hand over what was typed, if anything was."""
        live, self._live = self._live, None
        words = self.text().strip()
        if live is None or not words:
            self._live = live
            return
        self.set_text("")
        live.drop()
        self.made.emit(live.target.entity, words, entered)

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
