"""The one place where errors are said: what happened, what is safe, what next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app import log
from app.errors import UNKNOWN, UserError, sentence
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.saved import Glyph
from app.ui.text import language, tr
from app.ui.theme.current import theme

SHOWN_MS: Final = 20_000
WIDEST: Final = 720
TOP: Final = 14


class NoticeBar(QFrame):
    """A calm bar at the head of its parent. Takes no keyboard; goes by itself or when closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self.setProperty("tone", "care")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Text(wrap=True)
        self.close_button = Button(
            icon="x", kind="quiet", small=True, name=tr("Sluit deze melding")
        )
        self.close_button.clicked.connect(self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(Glyph("info", ink="care", pixels=20))
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        theme().changed.connect(self._place)
        self.hide()

    def text(self) -> str:
        """The sentence that stands there now."""
        return self._words.text() if self.isVisible() else ""

    def show_error(self, error: BaseException) -> None:
        """Say what a person can do about it; of our own bugs only that nothing is lost.

        The kind of error goes to the log, never its words.
        """
        if not isinstance(error, UserError):
            log.bug(error)
            error = UserError(UNKNOWN)
        self.say(sentence(error, language()))

    def say(self, text: str) -> None:
        """Show one sentence and tell it to a screen reader."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()
        self._place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        around = self.parentWidget()
        if around is None:
            return
        wide = min(theme().px(WIDEST), around.width() - 32)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(0, self._row.heightForWidth(wide)))
        self.move((around.width() - wide) // 2, TOP)
