"""Saying that it is saved, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.ui.kit.labels import Secondary
from app.ui.kit.painted import Look, PaintedButton
from app.ui.text import tr
from app.ui.theme.current import theme
from app.ui.theme.icons import paint_icon

UNDO_MS = 12_000
WIDEST = 200
"""Pixels of a sentence that stands beside buttons, at usual letters."""


class Glyph(QWidget):
    """One icon in one ink, beside text that says the same."""

    def __init__(
        self, name: str, parent: QWidget | None = None, *, ink: str = "ink2", pixels: int = 16
    ) -> None:
        super().__init__(parent)
        self._name, self._ink, self._pixels = name, ink, pixels
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme().px(self._pixels)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def set_glyph(self, name: str, ink: str) -> None:
        """Another icon and ink."""
        self._name, self._ink = name, ink
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint_icon(QPainter(self), self._name, box, theme().colour(self._ink))


class SavedIndicator(QWidget):
    """`Opgeslagen 14:03`: shown only when the words are on the disk, by `saved`.

    `failed` keeps the beginning of a sentence in sight until the next `saved`; all of it is
    the tooltip, and what a screen reader says.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._glyph = Glyph("check", ink="good")
        self._label = Secondary()
        self._text = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._glyph)
        row.addWidget(self._label)
        self._glyph.hide()

    def text(self) -> str:
        """What it says now."""
        return self._text

    def saved(self, clock_time: str) -> None:
        """Everything typed is durable since `clock_time` (`14:03`)."""
        self._say(tr("Opgeslagen {time}", time=clock_time), "check", "good")

    def typing(self) -> None:
        """Something is on its way to the disk."""
        self._say(tr("Bezig met opslaan…"), "pencil-simple", "ink2")

    def failed(self, sentence: str) -> None:
        """It could not be saved; the sentence says what to do."""
        self._say(sentence, "warning", "care")

    def _say(self, text: str, glyph: str, ink: str) -> None:
        if text == self.text():
            return  # at every key press: nothing to measure or draw again
        self._text = text
        metrics = QFontMetrics(theme().font("small"))
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, theme().px(WIDEST))
        self._label.setText(short)
        self._label.setToolTip(text if short != text else "")
        self._label.set_ink("care" if ink == "care" else "ink2")
        self._glyph.set_glyph(glyph, ink)
        self._glyph.show()
        self.setAccessibleName(text)
        self.adjustSize()


class _UndoButton(PaintedButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Ongedaan maken"), parent, icon="arrow-counter-clockwise")
        self.tall, self.pad = 34, 12

    def look(self) -> Look:
        now = theme()
        paper = now.colour("paper")
        return Look(paper, None, paper, 8, "strong")


class UndoBar(QFrame):
    """Says at the foot of its parent what was done, with a button to take it back.

    `offer` shows it for twelve seconds or until the next.
    """

    undone = Signal(object)
    """The button was pressed: with the step that was offered, None for the last one."""
    let_go = Signal()
    """It went while its button had the keyboard, which is wherever Qt put it now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kit", "undoBar")
        self._step: object = None
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = _UndoButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 10, 8)
        row.setSpacing(18)
        row.addWidget(self._label)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self.button.clicked.connect(self._undo)
        parent.installEventFilter(self)
        self.hide()

    def offer(
        self,
        sentence: str,
        step: object = None,
        milliseconds: int = UNDO_MS,
        *,
        further: bool = False,
    ) -> None:
        """Show what was done; 0 milliseconds keeps it until something else happens.

        With `further` it was a step back already, and the button takes the next.
        """
        self._step = step
        self.button.setText(tr("Nog een stap terug") if further else tr("Ongedaan maken"))
        self.button.setAccessibleName(self.button.text())
        self.button.show()
        self._tell(sentence, milliseconds)

    def say(self, sentence: str, milliseconds: int = UNDO_MS) -> None:
        """Only a sentence: there is nothing to take back."""
        self.button.hide()
        self._tell(sentence, milliseconds)

    def _tell(self, sentence: str, milliseconds: int) -> None:
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._fit()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        if milliseconds:
            self._timer.start(milliseconds)

    def go(self) -> None:
        """Out of sight, before its time as well."""
        held = self.button.hasFocus()
        self._timer.stop()
        self.hide()
        if held:
            self.let_go.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and not self.isHidden():
            QTimer.singleShot(0, self, self._fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stand at the middle of the foot of the parent."""
        around = self.parentWidget()
        if around is not None:
            left = max(8, (around.width() - self.width()) // 2)
            self.move(left, around.height() - self.height() - 20)

    def _fit(self) -> None:
        self.adjustSize()
        self.place()

    def _undo(self) -> None:
        self.go()
        step, self._step = self._step, None
        self.undone.emit(step)
