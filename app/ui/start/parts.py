"""What the pages before the vault have in common: a calm column, the mark, a strength bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.fields import Field, PassphraseField
from app.ui.kit.labels import Secondary, Text
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.kit.buttons import Button
    from app.ui.start.strength import Strength

COLUMN_WIDTH: Final = 440
"""Width of the column at 100 % text, in pixels."""
STEPS: Final = 4


class Column(QScrollArea):
    """One centred column that scrolls when text is large or the window small."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("ground", "paper")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(*(tokens.GAP_LARGE,) * 4)
        self._holder = QWidget()
        self.body = QVBoxLayout(self._holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.GAP_SMALL)
        row.addStretch(1)
        row.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.setWidget(ground)
        theme().changed.connect(self._fit)
        self._fit()

    def add(self, widget: QWidget, space: int = 0) -> None:
        """Put a widget under the others, `space` pixels lower than usual."""
        if space:
            self.body.addSpacing(space)
        self.body.addWidget(widget)

    def _fit(self) -> None:
        self._holder.setFixedWidth(theme().px(COLUMN_WIDTH))


class Message(Text):
    """One sentence about what was asked; out of sight while there is none."""

    def __init__(self) -> None:
        super().__init__(wrap=True, ink="ink2")
        self.hide()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show it, or hide when it is empty; `bad`: something went wrong."""
        self.set_ink("care" if bad else "ink2")
        self.setText(text)
        self.setVisible(bool(text))


class Asked:
    """Fields that are filled in and asked together, and what is said about them under `message`.

    While it is done nothing else is asked, and nothing changed. Who types mends what was wrong.
    """

    def __init__(
        self, message: Message, fields: Sequence[Field], controls: Sequence[QWidget]
    ) -> None:
        self._message, self._fields, self._controls = message, fields, controls
        for field in fields:
            field.edited.connect(lambda _text: self.say(""))

    def wait(self, sentence: str) -> None:
        """Say what is being done."""
        self._hold(busy=True)
        self._message.say(sentence)

    def say(self, sentence: str) -> None:
        """It is over: what went wrong, or nothing. What was typed stays."""
        self._hold(busy=False)
        for field in self._fields:
            field.set_problem("")
        self._message.say(sentence, bad=True)

    def say_at(self, wrong: Field, sentence: str) -> None:
        """What is wrong stands where it can be mended, and the keyboard goes there."""
        self.say("")
        wrong.set_problem(sentence)
        wrong.line.setFocus()

    def _hold(self, *, busy: bool) -> None:
        for one in self._controls:
            one.setEnabled(not busy)
        for field in self._fields:
            field.line.setReadOnly(busy)


class PassphrasePage(Column):
    """Asks for one passphrase; an error stands under the field in one sentence."""

    button: Button
    """Tries what was typed, as Enter does."""

    def refuse(self, sentence: str) -> None:
        """Say what went wrong; what was typed is selected, so typing replaces it."""
        self._busy(busy=False)
        self.message.say(sentence, bad=True)
        self.passphrase.line.setFocus()
        self.passphrase.line.selectAll()

    def _ask(self, label: str, space: int) -> None:
        """Put the field, `space` pixels lower than usual, and its message under the others."""
        self.passphrase = PassphraseField(label)
        self.passphrase.line.returnPressed.connect(self._try)
        self.message = Message()
        self.passphrase.edited.connect(lambda _text: self.message.say(""))
        self.add(self.passphrase, space)
        self.add(self.message)

    def _try(self) -> None:
        words = self.passphrase.text()
        if not words or not self.button.isEnabled():
            self.passphrase.line.setFocus()
            return
        self._busy(busy=True)
        self._tried(words)

    def _tried(self, words: str) -> None:
        """Say what is being done, and ask for it."""
        raise NotImplementedError

    def _busy(self, *, busy: bool) -> None:
        """While it is being done nothing else can be asked."""
        raise NotImplementedError


class _Bar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score = 0
        self.setFixedHeight(6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 6
        wide = (self.width() - gap * (STEPS - 1)) / STEPS
        tone = "good" if self.score >= STEPS - 1 else "care"
        for step in range(STEPS):
            painter.setBrush(theme().colour(tone if step < self.score else "line"))
            painter.drawRoundedRect(QRectF(step * (wide + gap), 0, wide, self.height()), 3, 3)


class StrengthMeter(QWidget):
    """Four steps, the name of the strength and one advice: shape, word and colour together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._bar = _Bar()
        self._words = Secondary(wrap=True)
        column.addWidget(self._bar)
        column.addWidget(self._words)

    def show_strength(self, found: Strength) -> None:
        """Show it, and say it to a screen reader."""
        self._bar.score = found.score
        self._bar.update()
        text = f"{found.name.capitalize()}. {found.advice}" if found.name else found.advice
        self._words.setText(text)
        self.setAccessibleName(tr("Sterkte van de wachtzin: {words}", words=text))
