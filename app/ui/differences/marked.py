"""Words of which some are marked, by line and weight as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.text import tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from app.ui.differences.worddiff import Pieces

Mark = Literal["differs", "gone"]
_LINE_PERCENT = 120
_LEAST_WIDTH = 140


class MarkedText(QWidget):
    """A text that wraps; marked words are underlined and heavier, or struck out when gone.

    A screen reader hears the text, and after it which words are marked.
    """

    def __init__(
        self,
        pieces: Pieces,
        parent: QWidget | None = None,
        *,
        mark: Mark = "differs",
        letter: str = "note",
    ) -> None:
        super().__init__(parent)
        self._pieces, self._mark, self._letter = pieces, mark, letter
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(option)
        self.setAccessibleName(self.text())
        marked = [words.strip() for words, differs in pieces if differs and words.strip()]
        if marked:
            told = tr("anders: {words}") if mark == "differs" else tr("weg: {words}")
            self.setAccessibleDescription(told.format(words="; ".join(marked)))
        self._write()

    def text(self) -> str:
        """The words, marked and unmarked."""
        return "".join(words for words, _differs in self._pieces)

    def marked(self) -> list[str]:
        """The marked words, as they stand."""
        return [words for words, differs in self._pieces if differs]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._document.setTextWidth(max(1, width))
        return round(self._document.size().height())

    def sizeHint(self) -> QSize:
        wide = theme().px(2 * _LEAST_WIDTH)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_LEAST_WIDTH), 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._document.setTextWidth(self.width())
        self._document.drawContents(QPainter(self))

    def _write(self) -> None:
        now = theme()
        self._document.setDefaultFont(now.font(self._letter))
        self._document.clear()
        cursor = QTextCursor(self._document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(
            _LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        cursor.setBlockFormat(spaced)
        for words, differs in self._pieces:
            cursor.insertText(words, self._format(differs=differs))
        self.updateGeometry()
        self.update()

    def _format(self, *, differs: bool) -> QTextCharFormat:
        now, plain = theme(), QTextCharFormat()
        gone = self._mark == "gone"
        plain.setForeground(now.colour("ink2" if gone else "ink"))
        if differs and gone:
            plain.setFontStrikeOut(True)
        elif differs:
            plain.setBackground(now.colour("accent_soft"))
            plain.setFontWeight(QFont.Weight.DemiBold)
            plain.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            plain.setUnderlineColor(now.colour("accent"))
        return plain
