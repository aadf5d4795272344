"""One-line fields: plain, with a label, for searching, for a passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.buttons import Button
from app.ui.kit.labels import Caption, Text
from app.ui.kit.saved import Glyph
from app.ui.text import tr
from app.ui.theme import tokens

SEARCH_DELAY_MS = 60


class Field(QWidget):
    """A labelled line; `edited` on every key, `committed` when leaving it or pressing Enter.

    `set_text` gives no signal and leaves the cursor alone when the text is the same.
    """

    edited = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        label: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(name or label or placeholder)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.caption = Caption(label, self)
        self.caption.setBuddy(self.line)
        if not label:
            self.caption.hide()
        self.problem = Text(letter="small", ink="care", wrap=True)
        self.problem.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(self.caption)
        self.column.addWidget(self.line)
        self.column.addWidget(self.problem)
        self.line.textEdited.connect(self.edited)
        self.line.editingFinished.connect(lambda: self.committed.emit(self.line.text()))

    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Show this text."""
        if text != self.line.text():
            self.line.setText(text)

    def set_problem(self, sentence: str) -> None:
        """A sentence under the field; an empty one takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)


class PassphraseField(Field):
    """A hidden line with an eye to show it; nothing of it is ever put on the clipboard."""

    def __init__(self, label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label or tr("Wachtzin"), parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.eye = Button(icon="eye", kind="quiet", name=tr("Laat de wachtzin zien"))
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(tokens.GAP_SMALL)
        self.column.removeWidget(self.line)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        self.column.insertLayout(1, row)

    def clear(self) -> None:
        """Forget what was typed and hide again."""
        self.line.clear()
        self.eye.setChecked(False)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 (a Qt slot)
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.set_icon_name("eye-slash" if shown else "eye")
        name = tr("Verberg de wachtzin") if shown else tr("Laat de wachtzin zien")
        self.eye.setAccessibleName(name)
        self.eye.setToolTip(name)


class SearchField(QFrame):
    """A pill with a magnifying glass; `searched` comes just after the last key, or on Enter.

    Esc empties it first. Down moves on to `results` when set.
    """

    searched = Signal(str)

    def __init__(
        self, placeholder: str = "", parent: QWidget | None = None, *, name: str = ""
    ) -> None:
        super().__init__(parent)
        self.results: QWidget | None = None
        self.setProperty("kit", "fieldBox")
        self.setProperty("pill", "true")
        self.line = QLineEdit(self)
        self.line.setProperty("bare", "true")
        self.line.setMinimumHeight(tokens.TARGET)
        self.line.setPlaceholderText(placeholder or tr("Zoek"))
        self.line.setAccessibleName(name or placeholder or tr("Zoek"))
        self.line.setProperty("ringTarget", self)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(tokens.GAP_SMALL)
        row.addWidget(Glyph("magnifying-glass", pixels=tokens.ICON))
        row.addWidget(self.line, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_DELAY_MS)
        self._wait.timeout.connect(self._tell)
        self.line.textChanged.connect(lambda _text: self._wait.start())
        self.line.returnPressed.connect(self._tell)
        self.setProperty("ringRadius", 20)

    def text(self) -> str:
        """The words looked for."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Look for these words."""
        self.line.setText(text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            down = event.type() == QEvent.Type.KeyPress
            if down and event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                return True
            if down and event.key() == Qt.Key.Key_Down and self.results is not None:
                self.results.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def _tell(self) -> None:
        self._wait.stop()
        self.searched.emit(self.text())
