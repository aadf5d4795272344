"""The one large box for writing; grows with what is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QWidget

from app.ui.kit.labels import Caption
from app.ui.theme import tokens
from app.ui.theme.current import theme


class NoteBox(QPlainTextEdit):
    """Plain words only (pasting brings no formatting); Tab moves on.

    `edited` carries the whole text after each change by a person; `set_text` gives no signal
    and keeps the cursor when the text is the same. Height: `min_lines` to `max_lines` (0: no end).
    """

    edited = Signal(str)

    def __init__(
        self,
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        name: str = "",
        min_lines: int = 6,
        max_lines: int = 0,
    ) -> None:
        super().__init__(parent)
        self._min, self._max = min_lines, max_lines
        self._quiet = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursorWidth(2)
        self.setProperty("ringRadius", tokens.RADIUS_FIELD)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self.updateGeometry()
        )
        self.textChanged.connect(self._tell)

    def text(self) -> str:
        """The words in the box."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show these words."""
        if text == self.toPlainText():
            return
        self._quiet = True
        try:
            self.setPlainText(text)
        finally:
            self._quiet = False

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def sizeHint(self) -> QSize:
        lines = max(self._min, self._lines())
        if self._max:
            lines = min(lines, max(self._max, self._min))
        return QSize(theme().px(320), self._height(lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)

    def _lines(self) -> int:
        return round(self.document().size().height())

    def _height(self, lines: int) -> int:
        spacing = QFontMetrics(theme().font("note")).lineSpacing()
        return lines * spacing + 2 * theme().px(9) + 12

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self.toPlainText())


class WordsBox(QFrame):
    """A small growing box with its caption inside, as for `In eigen woorden`."""

    edited = Signal(str)

    def __init__(self, caption: str, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(parent)
        self.setProperty("kit", "fieldBox")
        self.box = NoteBox(placeholder, self, name=caption, min_lines=1, max_lines=6)
        self.box.setStyleSheet("QPlainTextEdit { border: none; padding: 0; background: transparent; }")
        self.box.setProperty("ringTarget", self)
        self.box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.box)
        self.setProperty("ringRadius", tokens.RADIUS_FIELD)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 14, 6)
        label = Caption(caption)
        label.setBuddy(self.box)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.box, 1)
        self.box.edited.connect(self.edited)

    def text(self) -> str:
        """The words in the box."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Show these words; no signal."""
        self.box.set_text(text)
