"""Ctrl+K: type words, go there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.ui.kit.card import Line
from app.ui.kit.fast_list import FastList, ListRow
from app.ui.kit.keep import Held, give_back, held, tab_within
from app.ui.kit.labels import Secondary
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

_WIDE = 560
_ROWS = 6
_TOP = 72
_LINE = 40
_AROUND = 8 + 12 + 2 * 8 + 3
"""Above, under and between the line and the list."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place to go to; `group` says what kind of place (`leefgebied`, `huishouden`)."""

    id: str
    title: str
    detail: str = ""
    icon: str = ""
    group: str = ""


Search = Callable[[str], Sequence[Found]]


class CommandPalette(QFrame):
    """Stands over `window`; asks `search` at every key. Arrows choose, Enter goes, Esc closes.

    Enter before `up_to_date` goes to the first one as soon as `answered` says so.
    `chosen` carries the id, after the palette is closed and the keyboard given back.
    """

    chosen = Signal(str)

    def __init__(self, window: QWidget, search: Search, *, placeholder: str = "") -> None:
        super().__init__(window)
        self._search = search
        self._before: Held | None = None
        self._chosen = self._entered = False
        self.setProperty("kit", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Ga naar"))
        self.line = QLineEdit(self)
        self.line.setProperty("bare", "true")
        self.line.setProperty("ring", "none")
        self.line.setPlaceholderText(placeholder or tr("Waar wil je heen?"))
        self.line.setAccessibleName(tr("Ga naar"))
        self.list = FastList(self, name=tr("Gevonden"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Secondary(tr("Niets gevonden. Probeer een ander woord."))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(8)
        for widget in (self.line, Line(), self.list, self.nothing):
            column.addWidget(widget)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        self.list.opened.connect(self._go)
        window.installEventFilter(self)
        self.hide()

    def open(self, words: str = "") -> None:
        """Show it with these words typed, keyboard in the line."""
        if self.isHidden():
            self._before = held()
        self.line.setText(words)
        self._typed(words)
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> bool:
        """Go away and give the keyboard back, to this window where its place is gone."""
        if self.isHidden():
            return True
        self.hide()
        before, self._before = self._before, None
        around = self.parentWidget()
        if around is not None:
            give_back(before, around)
        return True

    def up_to_date(self) -> bool:
        """Whether what stands here was found by the words that are typed."""
        return True

    def answered(self) -> None:
        """`search` knows more than when it was asked; what arrows chose stays chosen."""
        chosen = self.list.current_id() if self._chosen else ""
        self._look(self.line.text(), chosen)
        self._chosen = bool(chosen) and self.list.current_id() == chosen
        if self._entered and self.up_to_date():
            self._entered = False
            self._enter()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        return tab_within(self, forward=next)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._key(event)
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget():
            self._place()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5}
        if event.key() in steps and self.list.count():
            row = self.list.currentIndex().row() + steps[Qt.Key(event.key())]
            row = max(0, min(self.list.count() - 1, row))
            self.list.setCurrentIndex(self.list.model().index(row, 0))
            self._chosen = True
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._chosen or self.up_to_date():
                self._enter()
            else:
                self._entered = True
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close()  # and on to the window, which may wait for a second Esc
        return False

    def _enter(self) -> None:
        if self.list.count():
            self._go(self.list.current_id())

    def _typed(self, words: str) -> None:
        self._chosen = self._entered = False
        self._look(words)

    def _look(self, words: str, chosen: str = "") -> None:
        found = self._search(words.strip())
        at = next((row for row, one in enumerate(found) if one.id == chosen), 0)
        self.list.set_source(_Listed(found), at)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._place()

    def _place(self) -> None:
        """As many rows as there is height for; the rest scrolls."""
        around = self.parentWidget()
        if around is None:
            return
        wide = min(theme().px(_WIDE), around.width() - 2 * tokens.GAP)
        top = min(_TOP, around.height() // 8)
        row = theme().px(self.list.row_pixels)
        room = around.height() - top - tokens.GAP - theme().px(_LINE) - _AROUND
        rows = max(1, min(_ROWS, self.list.count(), room // row))
        self.line.setMinimumHeight(theme().px(_LINE))
        self.list.setFixedHeight(rows * row + 2)
        self.setFixedWidth(wide)
        self.adjustSize()
        self.move((around.width() - wide) // 2, top)

    def _go(self, key: str) -> None:
        self.close()
        self.chosen.emit(key)


class _Listed:
    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found

    def __len__(self) -> int:
        return len(self._found)

    def row(self, index: int) -> ListRow:
        here = self._found[index]
        return ListRow(here.id, here.title, here.detail, here.group, "ink2", here.icon)
