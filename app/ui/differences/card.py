"""One difference: what it is about, the values, and the ways to settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.differences import union
from app.ui.differences import phrases
from app.ui.differences.combine import CombineBox, SettleBox
from app.ui.differences.other import OtherBox, items_of
from app.ui.differences.sentences import free_words, tell, tell_value
from app.ui.differences.sides import (
    AfterSide,
    AgreedSide,
    AwaySide,
    BeforeNote,
    KeyButton,
    SideCard,
)
from app.ui.differences.worddiff import combined
from app.ui.kit import Button, Card, Columns, FlowLayout, Secondary, SectionTitle
from app.ui.text import tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.differences import OpenDifference

SIDE_WIDTH: Final = 300
"""Width at 100 % text that one value wants, in pixels; with less they stand under each other."""
PAIR: Final = 2
TALK: Final = "o"
"""The key that puts it on the agenda of the overleg."""


class DifferenceCard(Card):
    """`taken` carries a head (empty: bring back), `combined` another value, `talked` a title.

    One stop for Tab; left and right move between the buttons, their keys press them.
    """

    taken = Signal(object, str)
    combined = Signal(object, object)
    talked = Signal(object, str)
    kept = Signal(object, str)

    def __init__(self, one: OpenDifference, today: date) -> None:
        super().__init__()
        self.one = one
        self.buttons: list[KeyButton] = []
        self.combine: SettleBox | None = None
        self._today, self._begun = today, ""
        self.sides: list[SideCard] = []
        heading = phrases.heading(one)
        about = phrases.about(one, today)
        self.setAccessibleName(f"{heading}. {about}" if about else heading)
        self.add(SectionTitle(heading, wrap=True))
        if about:
            self.add(Secondary(about, wrap=True))
        self.before: BeforeNote | None = None
        if one.agreed:
            self.add(Secondary(tr("Jullie schreven apart hetzelfde. Er is niets te kiezen."),
                               letter="body", wrap=True))  # fmt: skip
        elif not one.deleted:
            self.before = BeforeNote(one, today)
            self.add(self.before)
        self.body.addSpacing(4)
        self._add_sides(today)
        self._add_more(today)
        self._rove(0)
        self.reveal: Button | None = None
        if not one.talk:
            self._cover()

    def focus_first(self) -> None:
        """The keyboard comes here: into the words being combined, else on the first button."""
        if self.combine is not None:
            self.combine.focus_first()
        elif self.reveal is not None:
            self.reveal.setFocus(Qt.FocusReason.TabFocusReason)
        elif self.buttons:
            self._focus(0)

    def _cover(self) -> None:
        """A closed note is folded until somebody asks: others may look at this screen."""
        parts = [part for part in (self.before, self.beside, self.more) if part is not None]
        for part in parts:
            part.hide()
        reveal = self.reveal = Button(
            tr("Toon de gesloten notitie"), icon="lock-simple", touch=True
        )

        def uncover() -> None:
            reveal.hide()
            self.reveal = None
            for part in parts:
                part.show()
            self.focus_first()

        reveal.clicked.connect(uncover)
        self.body.addWidget(reveal, 0, Qt.AlignmentFlag.AlignLeft)

    def press(self, key: str) -> bool:
        """Press the button of this key, if there is one."""
        button = next((one for one in self.buttons if one.key == key), None)
        if button is None or self.combine is not None or self.reveal is not None:
            return False
        button.click()
        return True

    def step(self, by: int) -> bool:
        """The keyboard goes to the next or previous button; False at either end."""
        here = next((n for n, one in enumerate(self.buttons) if one.hasFocus()), None)
        if here is None or not 0 <= here + by < len(self.buttons):
            return False
        self._focus(here + by)
        return True

    def open_combine(self, text: str = "") -> None:
        """Write one text of all, or fill in another value; with what was begun here before."""
        if self.combine is not None:
            return
        box = self.combine = self._box(text or self._begun or self.one.kept)
        if box is None:
            return
        box.taken.connect(lambda value: self.combined.emit(self.one, value))
        box.kept.connect(lambda words: self.kept.emit(self.one, words))
        box.closed.connect(self.close_combine)
        self.more.hide()
        self.add(box)
        box.focus_first()

    def _box(self, begun: str) -> SettleBox | None:
        if self._free():
            texts = [str(side.value) for side in self.one.sides if side.value]
            heading = phrases.heading(self.one)
            return CombineBox(begun or combined(texts), heading, line=self._free() == "line")
        items = items_of(self.one)
        return OtherBox(self.one, items, begun, self._today) if items else None

    def _combine(self) -> None:
        self.open_combine()

    def close_combine(self) -> None:
        """Back to the values; what was written is kept."""
        box, self.combine = self.combine, None
        if box is not None:
            self._begun = box.text()
            box.let_go()
            self.body.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.more.show()
        self.focus_first()

    def _add_sides(self, today: date) -> None:
        one = self.one
        parts: list[SideCard | AgreedSide | AwaySide | AfterSide] = []
        if one.deleted:
            parts = [AfterSide(one, today), *([] if one.stays else [AwaySide(one, today)])]
        elif one.agreed:
            parts = [AgreedSide(one, today)]
        else:
            self.sides = [SideCard(one, number, today) for number in range(len(one.sides))]
            parts = [*self.sides]
        heads = ["", one.sides[0].head] if one.deleted else [side.head for side in one.sides]
        for part, head in zip(parts, heads[: len(parts)], strict=True):
            part.button.clicked.connect(lambda _on=False, h=head: self.taken.emit(self.one, h))
            self._take_in(part.button)
        beside = [(part, 1) for part in parts]
        self.beside = Columns(beside, narrow=SIDE_WIDTH * len(parts), gap=14)
        self.add(self.beside)

    def _add_more(self, today: date) -> None:
        """Combining, and the overleg."""
        one = self.one
        self.body.addSpacing(2)
        self.more = QWidget()
        row = FlowLayout(self.more, gap=10)
        self._add_joining(row)
        if one.agreed:
            self.more.hide()
        elif one.agenda is not None:
            row.addWidget(Secondary(phrases.agenda_words(one.agenda, today), letter="body"))
        elif one.talk:
            button = KeyButton(tr("Naar het overleg"), TALK, icon="users", quiet=True)
            button.clicked.connect(
                lambda: self.talked.emit(self.one, phrases.agenda_title(self.one))
            )
            self._take_in(button)
            row.addWidget(button)
        else:
            row.addWidget(Secondary(tr("Gesloten: bespreek dit met wie het mag lezen."),
                                    letter="body", wrap=True))  # fmt: skip
        self.add(self.more)

    def _add_joining(self, row: FlowLayout) -> None:
        """Of lists all that they hold, of texts one text, of what has a form another value."""
        one, whole = self.one, union(self.one)
        if whole is not None:
            words = tell_value(one.kind, one.field, whole, one.names).main
            said = tr("Allebei: {words}") if len(one.sides) == PAIR else tr("Alles: {words}")
            label = said.format(words=words)
            both = self._button(row, label, "plus")
            both.clicked.connect(lambda: self.combined.emit(one, whole))
        elif self._free() and not one.agreed:
            label = tr("Maak er één van") if not one.kept else tr("Ga verder met samenvoegen")
            self._button(row, label, "pencil-simple").clicked.connect(self._combine)
        elif items_of(one):
            self._button(row, tr("Anders…"), "pencil-simple").clicked.connect(self._combine)

    def _button(self, row: FlowLayout, text: str, icon: str) -> Button:
        button = KeyButton(text, str(len(self.buttons) + 1), icon=icon)
        self._take_in(button)
        row.addWidget(button)
        return button

    def _take_in(self, button: KeyButton) -> None:
        self.buttons.append(button)

    def _free(self) -> str:
        """`text` or `line` where the words can be made one."""
        one = self.one
        if one.deleted or not all(isinstance(side.value, str | None) for side in one.sides):
            return ""
        return free_words(one.kind, one.field) if tell(one, "x").words else ""

    def _focus(self, number: int) -> None:
        self._rove(number)
        self.buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _rove(self, stop: int) -> None:
        for number, button in enumerate(self.buttons):
            strong = number == stop
            policy = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
