"""Words that save themselves: a draft while typing, a change when the field is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from app.services import fields
from app.services.fields import Target

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from app.ui.worker import Worker

PAUSE_MS: Final = 350
"""Pause after which typed words become a durable draft; within the promised second."""


class Writable(Protocol):
    """A kit field that tells what a person types."""

    @property
    def edited(self) -> SignalInstance: ...

    def text(self) -> str: ...


class TextSaver(QObject):
    """Keeps one text field of one record. `saved` comes when the words are on the disk."""

    saved = Signal(object)

    def __init__(
        self, worker: Worker, target: Target, field: Writable, keyboard: QWidget, seen: str | None
    ) -> None:
        super().__init__(keyboard)
        self._worker, self._target, self._field, self._seen = worker, target, field, seen
        self._typed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._draft)
        field.edited.connect(self._edited)
        keyboard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return super().eventFilter(watched, event)

    def drop(self) -> None:
        """Stop keeping this field; another record is shown in it."""
        self._pause.stop()
        self._field.edited.disconnect(self._edited)
        self.deleteLater()

    def leave(self) -> None:
        """Make a change of what was typed, if anything was."""
        if not self._typed:
            return
        self._typed = False
        self._draft()
        self._worker.run(fields.commit, self._target)
        self._seen = fields.LEFT_TO_VAULT

    def _edited(self, _text: str) -> None:
        self._typed = True
        self._pause.start()

    def _draft(self) -> None:
        self._pause.stop()
        if self._worker.is_open:
            text = self._field.text()
            self._worker.run(fields.type, self._target, text, self._seen, then=self.saved.emit)
