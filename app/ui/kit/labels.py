"""Text on the screen: titles, headings, secondary text, text that shortens itself."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.current import theme

Ink = Literal["ink", "ink2", "accent", "care", "good", "info"]


class Text(QLabel):
    """A label in one letter style and one ink; wraps when asked; never rich text."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        letter: str = "body",
        ink: Ink = "ink",
        wrap: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("letter", letter)
        self.setProperty("ink", ink)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def set_ink(self, ink: Ink) -> None:
        """Change the colour role."""
        if self.property("ink") == ink:
            return  # to be drawn in another style takes longer than all else of a label
        self.setProperty("ink", ink)
        self.style().unpolish(self)
        self.style().polish(self)


class Title(Text):
    """The one title of a screen, 26 px."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent, letter="title", wrap=wrap)


class SectionTitle(Text):
    """A heading within a screen or card, 18 px."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(text, parent, letter="heading", wrap=wrap)


class Secondary(Text):
    """Quieter text beside or under something, 13 px (or `letter`)."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
        letter: str = "small",
    ) -> None:
        super().__init__(text, parent, letter=letter, ink="ink2", wrap=wrap)


class Strong(Text):
    """The name of a thing in a list, 15 px semibold."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(text, parent, letter="strong", wrap=wrap)


class Caption(Text):
    """The small label above a field or value, 13 px semibold."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, wrap: bool = False
    ) -> None:
        super().__init__(text, parent, letter="small_strong", ink="ink2", wrap=wrap)


class ElidingLabel(QLabel):
    """One line that ends in … when there is no room; whole text as tooltip and for readers."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        letter: str = "body",
        ink: Ink = "ink",
    ) -> None:
        super().__init__(text, parent)
        self._letter, self._ink = letter, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("letter", letter)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(self._letter))
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(self._letter))
        return QSize(metrics.horizontalAdvance("…" * 3), metrics.height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._short() != self.text() else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font(self._letter))
        painter.setPen(theme().colour(self._ink))
        painter.drawText(self.rect(), int(self.alignment()), self._short())

    def _short(self) -> str:
        metrics = QFontMetrics(theme().font(self._letter))
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
