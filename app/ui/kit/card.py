"""Cards, thin lines, and what is known already."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.labels import Ink, Secondary, SectionTitle, Text
from app.ui.theme import tokens

Tone = Literal["surface", "accent", "care", "plain"]


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


class KnownNote(QFrame):
    """What an earlier visit found: date and author above, words under, how it went last."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(2)
        self._meta, self._text = Secondary("", wrap=True), Text("", wrap=True)
        self._outcome: Text | None = None
        column.addWidget(self._meta)
        column.addWidget(self._text)
        self.put(meta, text, outcome, ink)

    def put(self, meta: str, text: str, outcome: str = "", ink: Ink = "good") -> None:
        """Say something else in the same place: new labels would take longer to draw."""
        self._meta.setText(meta)
        self._text.setText(text)
        if outcome and self._outcome is None:
            self._outcome = Text("", letter="strong", ink=ink, wrap=True)
            column = self.layout()
            assert column is not None  # noqa: S101 - made above
            column.addWidget(self._outcome)
        if self._outcome is not None:
            self._outcome.setText(outcome)
            self._outcome.setVisible(bool(outcome))
            if self._outcome.property("ink") != ink:
                self._outcome.set_ink(ink)
        self.setAccessibleName(f"{meta}: {text} {outcome}".strip())
