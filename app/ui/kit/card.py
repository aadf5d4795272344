"""Cards, thin lines, and what is known already."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import Ink, Secondary, SectionTitle
from app.ui.theme import tokens
from app.ui.theme.current import theme

Tone = Literal["surface", "accent", "care", "plain"]
BESIDE_BAR: Final = 17
"""Pixels from the left edge of what is known to its words."""
_BETWEEN: Final = 2
_NARROW: Final = 120
"""Width at 100 % text that always reads, in pixels."""
_ENDLESS: Final = 100_000
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap)


class Card(QFrame):
    """A round-cornered sheet; `body` is its vertical layout, `add` puts things in it.

    With `title` it starts with a heading row; `header` is that row's layout, for things at its
    right end.
    """

    def __init__(
        self,
        title: str = "",
        parent: QWidget | None = None,
        *,
        aside: str = "",
        tone: Tone = "surface",
        margin: int = 20,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "card")
        self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(tokens.GAP_SMALL)
        self.header = QHBoxLayout()
        self.header.setSpacing(tokens.GAP)
        if title:
            self.setAccessibleName(title)
            self.header.addWidget(SectionTitle(title), 1)
            self.body.addLayout(self.header)
        self.aside = Secondary(aside)
        if title:
            self.header.addWidget(self.aside)
        else:
            self.aside.setParent(self)
        self.aside.setVisible(bool(aside and title))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)

    def set_aside(self, text: str) -> None:
        """The quiet text at the right of the heading."""
        self.aside.setText(text)
        self.aside.setVisible(bool(text))


class Line(QFrame):
    """A thin line between things; decoration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "line")
        self.setFixedHeight(tokens.LINE_WIDTH)


class KnownNote(QLabel):
    """What an earlier visit found: date and author above, words under, how it went last.

    One label that draws all three: a column shows a dozen of these, and every label more in it
    is laid out again at each leefgebied.
    """

    def __init__(
        self,
        meta: str,
        text: str,
        parent: QWidget | None = None,
        *,
        outcome: str = "",
        ink: Ink = "good",
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "known")
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._parts: tuple[tuple[str, str, str], ...] = ()
        self._boxes: dict[tuple[int, float], list[QRect]] = {}
        self._talls: dict[tuple[int, float], int] = {}
        self.put(meta, text, outcome, ink)

    def put(self, meta: str, text: str, outcome: str = "", ink: Ink = "good") -> None:
        """Say something else in the same place: a new label would take longer to draw."""
        said = ((meta, "small", "ink2"), (text, "body", "ink"), (outcome, "strong", ink))
        if said == self._parts:
            return
        self._parts, self._boxes, self._talls = said, {}, {}
        self.setText("\n".join(words for words, *_ in said if words))
        self.setAccessibleName(f"{meta}: {text} {outcome}".strip())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked some fifty times while a leefgebied is laid out once.
        known = (width, theme().scale)
        if known not in self._talls:
            self._talls[known] = max(box.bottom() + 1 for box in self._laid_out(width))
        return self._talls[known]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(2 * _NARROW), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; this is what one line reads in.
        return QSize(theme().px(_NARROW), theme().metrics("small").height())

    def paintEvent(self, event: QPaintEvent) -> None:
        QFrame.paintEvent(self, event)
        now = theme()
        painter = QPainter(self)
        boxes = self._laid_out(self.width())
        for (words, letter, ink), box in zip(self._parts, boxes, strict=True):
            painter.setFont(now.font(letter))
            painter.setPen(now.colour(ink))
            painter.drawText(box, _WRAPPED, words)

    def _laid_out(self, width: int) -> list[QRect]:
        """Where the parts stand at this width; a part without words takes no room."""
        known = (width, theme().scale)
        if known not in self._boxes:
            room, below = max(1, width - BESIDE_BAR), 0
            boxes = []
            for words, letter, _ink in self._parts:
                around = QRect(BESIDE_BAR, below + (_BETWEEN if below else 0), room, _ENDLESS)
                if not words:
                    boxes.append(QRect())
                    continue
                box = theme().metrics(letter).boundingRect(around, _WRAPPED, words)
                boxes.append(QRect(around.topLeft(), QSize(room, box.height())))
                below = boxes[-1].bottom() + 1
            self._boxes[known] = boxes
        return self._boxes[known]
