"""What several screens share: rows to press, a page that scrolls, columns that stack."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.buttons import Button
from app.ui.kit.card import Card, Line
from app.ui.kit.labels import Secondary, SectionTitle, Strong, Title
from app.ui.theme import tokens
from app.ui.theme.current import mix, theme

HOVER: Final = 0.05
STACK_BELOW: Final = 900
"""Width at 100 % text under which columns stack, in pixels."""
WORDS_NEED: Final = 300
"""Width at 100 % text that a title wants beside buttons, in pixels."""


def empty(layout: QLayout, start: int = 0) -> None:
    """Take away everything from the place `start` on, also what lies in layouts inside it.

    Widgets are out of sight at once, and gone a little later.
    """
    while layout.count() > start:
        item = layout.takeAt(start)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty(inner)


class PressRow(QAbstractButton):
    """A row that is pressed as a whole; `words` is its layout. Enter and Space press it too.

    Labels inside let the mouse through; buttons inside keep their own presses.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, margin: int = 20) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.words = QHBoxLayout(self)
        self.words.setContentsMargins(margin, 11, margin, 11)
        self.words.setSpacing(tokens.GAP)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something at the right; labels do not catch the mouse."""
        if not isinstance(widget, QAbstractButton):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words.addWidget(widget, stretch, Qt.AlignmentFlag.AlignVCenter)

    def add_words(self, title: str, line: str = "", *, strong: bool = True) -> None:
        """Title with a quiet line under it, taking the room that is left."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        label = Strong(title, wrap=True)
        if not strong:
            label.setProperty("letter", "body")
        column.addWidget(label)
        if line:
            column.addWidget(Secondary(line, wrap=True))
        self.add(box, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.underMouse():
            return
        painter = QPainter(self)
        ground = mix(theme().colour("surface"), theme().colour("ink"), HOVER)
        painter.fillRect(self.rect(), ground)


class Header(QWidget):
    """Title with a quiet line, buttons at the right; under each other when text is large."""

    def __init__(self, title: str, line: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Title(title)
        self.line = Secondary(line, wrap=True, letter="body")
        if not line:
            self.line.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        words.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        self._box.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._box.addLayout(self._buttons)

    def add(self, widget: QWidget) -> None:
        """Put a button or field at the right."""
        self._buttons.addWidget(widget)

    def set_texts(self, title: str, line: str) -> None:
        """Show another title and quiet line."""
        self.title.setText(title)
        self.line.setText(line)
        self.line.setVisible(bool(line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._buttons.sizeHint().width() + theme().px(WORDS_NEED)
        stacked = event.size().width() < needed
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if stacked else across)
        left = Qt.AlignmentFlag.AlignLeft if stacked else Qt.AlignmentFlag(0)
        self._box.setAlignment(self._buttons, left)


class ListCard(Card):
    """A card whose rows and lines run from edge to edge under a heading."""

    def __init__(self, title: str, parent: QWidget | None = None, *, aside: str = "") -> None:
        super().__init__("", parent, margin=0)
        self.body.setContentsMargins(1, 0, 1, 8)
        self.body.setSpacing(0)
        self.setAccessibleName(title)
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 18, 20, 14)
        row.setSpacing(tokens.GAP)
        row.addWidget(SectionTitle(title, wrap=True), 1)
        self.aside = Secondary(aside)
        row.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(head)
        self._rows: list[QWidget] = []

    def fill(self, rows: list[QWidget]) -> None:
        """Show these rows instead of those that were there."""
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        for widget in rows:
            line = Line()
            self._rows += [line, widget]
            self.body.addWidget(line)
            self.body.addWidget(widget)

    def rows(self) -> list[QWidget]:
        """What is shown, lines left out."""
        return [row for row in self._rows if not isinstance(row, Line)]


class Split(QWidget):
    """Two columns beside each other; under each other when text is large or the window small."""

    def __init__(self, parent: QWidget | None = None, *, wide: int = 7, narrow: int = 3) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(22)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.left, wide), (self.right, narrow)):
            column.setSpacing(18)
            self._box.addLayout(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = event.size().width() < theme().px(STACK_BELOW)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._box.setDirection(down if stacked else across)


class _Page(QWidget):
    """As high as its words need at the width they have, not at the narrowest they could."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        layout, around = self.layout(), self.parentWidget()
        if layout is None or around is None:
            return least
        return QSize(least.width(), layout.totalHeightForWidth(around.width()))


class ScrollPage(QScrollArea):
    """A page on paper with the usual margins that scrolls down only; `body` is its column."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = _Page()
        page.setProperty("ground", "paper")
        self.body = QVBoxLayout(page)
        margin = tokens.PAGE_MARGIN
        self.body.setContentsMargins(margin, 26, margin, 26)
        self.body.setSpacing(22)
        self.setWidget(page)


class Empty(QWidget):
    """What this place is for, and the first step."""

    def __init__(
        self, text: str, button: str = "", parent: QWidget | None = None, *, icon: str = ""
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(Secondary(text, wrap=True, letter="body"))
        self.button = Button(button, icon=icon, small=True)
        if not button:
            self.button.hide()
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
