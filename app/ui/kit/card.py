"""Cards, thin lines, and what is known already."""

from __future__ import annotations

from math import ceil
from typing import Final, Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStaticText, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import Ink, Secondary, SectionTitle
from app.ui.theme import tokens
from app.ui.theme.current import theme

Tone = Literal["surface", "accent", "care", "plain"]
BESIDE_BAR: Final = 17
"""Pixels from the left edge of what is known to its words."""
_BREAK: Final = "\N{LINE SEPARATOR}"
"""What begins a new line in a text that was laid out in advance; there `\\n` does not."""
_BETWEEN: Final = 2
_NARROW: Final = 120
"""Width at 100 % text that always reads, in pixels."""
_STEP: Final = 16
_WRAPPED: Final = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WordWrap)
_Words = tuple[int, QStaticText, str, str]
"""One part: its top, laid out, in which letter and ink."""
_Said = tuple[tuple[str, str, str], ...]
Laid = dict[tuple[_Said, int, float], tuple[list[_Words], int]]
"""What was laid out, by what was said, room and text scale, with its height."""


class Card(QFrame):
    """A round-cornered sheet; `body` is its vertical layout, `add` puts things in it.

    With `title` it starts with a row: its `heading`, and `aside`, the quiet text at the end.
    """

    heading: SectionTitle
    aside: Secondary

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
        if title:
            self.setAccessibleName(title)
            row = QHBoxLayout()
            self.body.addLayout(row)
            row.setSpacing(tokens.GAP)
            self.heading = SectionTitle(title)
            row.addWidget(self.heading, 1)
            self.aside = Secondary(aside)
            row.addWidget(self.aside)
            self.aside.setVisible(bool(aside))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget, stretch)


class Line(QFrame):
    """A thin line between things; decoration only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "line")
        self.setFixedHeight(tokens.LINE_WIDTH)


class KnownNote(QLabel):
    """What an earlier visit found: date and author above, words under, how it went last.

    One label that draws all three: a column shows a dozen of these, and every label more in it
    is laid out again at each leefgebied. Notes that share `laid` lay out what comes back there
    once; whoever gave it empties it.
    """

    def __init__(
        self,
        meta: str,
        text: str,
        parent: QWidget | None = None,
        *,
        outcome: str = "",
        ink: Ink = "good",
        laid: Laid | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "known")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setWordWrap(True)  # its height follows from its width
        self._parts: _Said = ()
        self._shares = laid is not None
        self._known: Laid = {} if laid is None else laid
        self.put(meta, text, outcome, ink)

    def put(self, meta: str, text: str, outcome: str = "", ink: Ink = "good") -> None:
        """Say something else in the same place: a new label would take longer to draw."""
        said = ((meta, "small", "ink2"), (text, "body", "ink"), (outcome, "strong", ink))
        if said == self._parts:
            return
        self._parts = said
        if not self._shares:
            self._known.clear()
        self.setText("\n".join(words for words, *_ in said if words))
        self.setAccessibleName(f"{meta}: {text} {outcome}".strip())

    def heightForWidth(self, width: int) -> int:
        # Asked some fifty times while a leefgebied is laid out once.
        return self._laid_out(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(2 * _NARROW), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # The height follows from the width; this is what one line reads in.
        return QSize(theme().px(_NARROW), theme().metrics("small").height())

    def paintEvent(self, event: QPaintEvent) -> None:
        QFrame.paintEvent(self, event)
        now = theme()
        painter = QPainter(self)
        for top, words, letter, ink in self._laid_out(self.width())[0]:
            painter.setFont(now.font(letter))
            painter.setPen(now.colour(ink))
            painter.drawStaticText(BESIDE_BAR, top, words)

    def _laid_out(self, width: int) -> tuple[list[_Words], int]:
        """The parts that say something, with their tops, and the height of all.

        The width counts in steps: a column is asked for its height with and without a scroll bar,
        and a few pixels less, each time that it is laid out.
        """
        room = max(1, width // _STEP * _STEP - BESIDE_BAR)
        known = (self._parts, room, theme().scale)
        if known not in self._known:
            parts, below = list[_Words](), 0
            for words, letter, ink in self._parts:
                if words:
                    top = below + (_BETWEEN if below else 0)
                    laid = _wrapped(words, letter, room)
                    parts.append((top, laid, letter, ink))
                    below = top + ceil(laid.size().height())
            self._known[known] = (parts, below)
        return self._known[known]


def _wrapped(words: str, letter: str, room: int) -> QStaticText:
    laid = QStaticText(words.replace("\n", _BREAK))
    laid.setTextFormat(Qt.TextFormat.PlainText)
    laid.setTextOption(_WRAPPED)
    laid.setTextWidth(room)
    laid.prepare(font=theme().font(letter))
    return laid
