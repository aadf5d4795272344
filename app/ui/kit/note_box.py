"""The one large box for writing; grows with what is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from app.ui.kit.labels import Caption
from app.ui.theme import tokens
from app.ui.theme.current import theme
from app.ui.theme.sight import line_of

_LINE_PERCENT = 120
"""Of the font's own spacing (1.3 em here), which makes the 1.5 em of the look."""


class NoteBox(QTextEdit):
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
        bare: bool = False,
    ) -> None:
        super().__init__(parent)
        self._min, self._max, self._bare = min_lines, max_lines, bare
        self._quiet = False
        self._last = ""
        self._grown = 0
        self._taller = self._growing = False
        self.setProperty("bare", "true" if bare else "false")
        self.setAcceptRichText(False)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not max_lines:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setCursorWidth(2)
        self.setProperty("ringRadius", tokens.RADIUS_FIELD)
        self.document().setDocumentMargin(0 if bare else 4)
        self._space_lines()
        self.document().documentLayout().documentSizeChanged.connect(self._resized)
        self.textChanged.connect(self._tell)
        self.cursorPositionChanged.connect(self._moved)

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
            self._last = self.toPlainText()
            self._space_lines()
        finally:
            self._quiet = False
        self.updateGeometry()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def sizeHint(self) -> QSize:
        spacing = QFontMetrics(theme().font("note")).lineSpacing() * _LINE_PERCENT / 100
        around = 2 * self.document().documentMargin()
        if not self._bare:
            around += 2 * theme().px(12) + 2
        tall = max(self._min * spacing + (0 if self._bare else 8), self.document().size().height())
        if self._max:
            tall = min(tall, max(self._max, self._min) * spacing + 8)
        return QSize(theme().px(320), round(tall + around))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def _space_lines(self) -> None:
        quiet, self._quiet = self._quiet, True
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            _LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.document().setUndoRedoEnabled(False)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)
        self._quiet = quiet

    def _resized(self) -> None:
        tall = round(self.document().size().height())
        if tall != self._grown:
            self._grown = tall
            self._taller = True
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._growing:
            self._growing = False
            QTimer.singleShot(0, self, self._follow)

    def _moved(self) -> None:
        if self.hasFocus():
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """The page that the box stands in scrolls along with the cursor."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        content = page.widget() if page is not None else None
        if page is None or content is None:
            return
        line = line_of(self)
        at = self.mapTo(content, line.center())
        page.ensureVisible(0, at.y(), 0, line.height())

    def _tell(self) -> None:
        text = self.toPlainText()
        if not self._quiet and text != self._last:
            self._last = text
            self._growing = self._growing or self._taller
            self._taller = False
            self.edited.emit(text)


class WordsBox(QFrame):
    """A small growing box with its caption inside, as for `In eigen woorden`."""

    edited = Signal(str)

    def __init__(
        self, caption: str, parent: QWidget | None = None, *, placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "fieldBox")
        self.box = NoteBox(placeholder, self, name=caption, min_lines=1, max_lines=6, bare=True)
        self.box.setProperty("ringTarget", self)
        self.setFocusProxy(self.box)
        self.setProperty("ringRadius", tokens.RADIUS_FIELD)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 14, 12)
        row.setSpacing(14)
        label = Caption(caption)
        label.setBuddy(self.box)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.box, 1)
        self.box.edited.connect(self.edited)

    def text(self) -> str:
        """The words in the box."""
        return self.box.text()

    def set_text(self, text: str) -> None:
        """Show these words; no signal."""
        self.box.set_text(text)
