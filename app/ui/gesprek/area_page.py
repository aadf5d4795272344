"""The middle of a conversation: one leefgebied, its question, and one large box."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.words import AreaState
from app.ui.gesprek.extras import Extras
from app.ui.gesprek.others import Differences
from app.ui.gesprek.scrolling import TallScroll
from app.ui.gesprek.words import called, named
from app.ui.kit import (
    Card,
    ChipGroup,
    Glyph,
    NoteBox,
    Option,
    Secondary,
    Text,
    Title,
    WordsBox,
)
from app.ui.parts import empty
from app.ui.saving import Binding
from app.ui.text import tr
from app.ui.theme import theme, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.visits import AreaDetail, AreaView, Conversation, PersonLine
    from app.ui.desk import Desk

WIDEST: Final = 820
_AROUND_NOTE: Final = 500
_ALONG_LETTER: Final = 22
_TALLEST_NOTE: Final = 420
FIRST_LINES: Final = 3.5
"""Of the large box that are to be seen when somebody is going to write."""
_FIELDS: Final = ("text", "own_words", "own_circle", "wish")


class AreaPage(TallScroll):
    """Draws one leefgebied; says what the person did, keeps nothing but the typed words."""

    spoke = Signal(str)
    """Who has the word now: a person's id, or empty."""
    stated = Signal(str)
    """`goed`, `aandacht`, `liever_niet`, or empty when it was taken back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(QWidget(), parent)
        self._desk = desk
        self._detail: AreaDetail | None = None
        self._awaited: tuple[str, str, str] | None = None
        self._along = False
        self.speakers: ChipGroup | None = None
        self._persons: tuple[PersonLine, ...] = ()
        self._make()
        self._lay_out()

    def _make(self) -> None:
        self.question = Title()
        self.title = Secondary(letter="body")
        self.reminder = Text(
            tr("Alleen als het nodig is, en niet waar anderen bij zijn."),
            letter="small",
            ink="care",
            wrap=True,
        )
        options = [
            Option(AreaState.GOOD.value, tr("Gaat goed"), "thumbs-up", "good"),
            Option(AreaState.ATTENTION.value, tr("Aandacht"), "flag", "care"),
            Option(AreaState.RATHER_NOT.value, tr("Liever niet"), "", "neutral"),
        ]
        self.states = ChipGroup(options, touch=True, name=tr("Hoe staat het ervoor?"))
        for option, key in zip(options, "GAL", strict=True):
            self.states.chip(option.id).setToolTip(
                tr("Alt {key}; met Shift erbij door naar wat nog open is", key=key)
            )
        self.states.changed.connect(lambda ids: self.stated.emit(ids[0] if ids else ""))
        self.note = NoteBox(tr("Wat hoor je?"), name=tr("Notitie"), min_lines=6)
        self.own_words = WordsBox(tr("In eigen woorden"))
        self.own_circle = WordsBox(tr("Eigen kring"))
        self.wish = WordsBox(tr("Wens"))
        boxes = (self.note, self.own_words.box, self.own_circle.box, self.wish.box)
        self._bindings = dict(zip(_FIELDS, map(Binding, boxes), strict=True))
        self.differences = Differences()
        self._bindings["text"].differs.connect(self.differences.show_others)
        self.differences.wanted.connect(self._put_with)
        self.extras = Extras(self._desk)
        self.extras.opened.connect(self._open_box)
        self.extras.unfolded.connect(self._show_drawer)

    def _lay_out(self) -> None:
        inside = self.content
        inside.setProperty("clear", True)
        around = QHBoxLayout(inside)
        around.setContentsMargins(44, 34, 44, 16)
        self._sheet = QWidget()
        around.addStretch(1)
        around.addWidget(self._sheet, 1000)
        around.addStretch(1)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.question)
        named = QHBoxLayout()
        named.addWidget(self.title, 1)
        self._speakers_at = named
        column.addLayout(named)
        column.addWidget(self._reminder_row())
        column.addSpacing(14)
        column.addWidget(self.states)
        column.addSpacing(12)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(tokens.GAP)
        self._beside.addWidget(self.note, 3)
        self.colleagues = QWidget()
        self._colleagues = QVBoxLayout(self.colleagues)
        self._colleagues.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.colleagues, 2)
        column.addLayout(self._beside)
        column.addWidget(self.differences)
        for box in (self.own_words, self.own_circle, self.wish):
            column.addSpacing(6)
            column.addWidget(box)
        column.addSpacing(10)
        column.addWidget(self.extras)
        column.addStretch(1)

    def _reminder_row(self) -> QWidget:
        self._reminder = QWidget()
        row = QHBoxLayout(self._reminder)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        row.addWidget(Glyph("hand-palm", ink="care"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reminder, 1)
        return self._reminder

    @property
    def detail(self) -> AreaDetail | None:
        """What is on the screen."""
        return self._detail

    def show_area(self, area: AreaView, detail: AreaDetail, visit: Conversation) -> None:
        """Show a leefgebied. The box in which someone writes keeps its words and cursor."""
        fresh = self._detail is None or self._detail.area != detail.area
        self._detail = detail
        if self._awaited not in {None, (visit.visit, detail.area, detail.about)}:
            for binding in self._bindings.values():
                binding.hand_over()
        self._awaited = None
        self._show_speakers(visit)
        self._name(area)
        self.states.set_value(str(detail.state) if detail.state else None)
        for name, binding in self._bindings.items():
            state, target = detail.fields[name]
            binding.show(self._desk.live(state, target))
        hidden: list[str] = []
        for name, box in (("own_circle", self.own_circle), ("wish", self.wish)):
            kept = not box.isHidden() and not fresh
            box.setVisible(bool(box.text()) or kept)
            if not box.isHidden():
                hidden.append(name)
        self._show_colleagues(detail)
        self.extras.show_area(detail, visit)
        self.extras.own_circle.setVisible("own_circle" not in hidden)
        self.extras.wish.setVisible("wish" not in hidden)
        if fresh:
            self.verticalScrollBar().setValue(0)
            if self.note.hasFocus():
                self.see_note()
            end = self.note.textCursor()
            end.movePosition(end.MoveOperation.End)
            self.note.setTextCursor(end)

    def see_note(self) -> None:
        """The first lines of the large box in sight, where large letters push it down."""
        self.fit()
        top = self.note.mapTo(self.content, QPoint()).y()
        lines = round(FIRST_LINES * self.note.fontMetrics().lineSpacing())
        self.ensureVisible(0, top + min(lines, self.note.height()), 0, tokens.GRID)

    def wait(
        self,
        area: AreaView,
        visit: Conversation,
        about: str,
        keep: Callable[[str, str, str], object],
    ) -> None:
        """Its question and empty boxes until `show_area`, which gets what is typed meanwhile.

        What is pressed meanwhile counts for it too. Of anything else that is shown or waited for,
        `keep` gets the words, after the name of their field.
        """
        of = (visit.visit, area.id, about)
        self._awaited = of
        for name, binding in self._bindings.items():
            binding.wait(self._desk, of, partial(keep, name))
        if self._detail is None or self._detail.area != area.id:
            self._name(area)
            self.states.set_value(str(area.state) if area.state else None)
            self._empty_colleagues()
        self.extras.wait(of, visit)

    def _name(self, area: AreaView) -> None:
        self.question.setText(area.question)
        self.title.setText(area.title)
        self._reminder.setVisible(area.sensitive)
        if area.reminder:
            self.reminder.setText(area.reminder)

    def clear(self) -> None:
        """Show nothing: the vault is locked or the visit left."""
        for binding in self._bindings.values():
            binding.show(None)
        self._detail = self._awaited = None
        self.question.setText("")
        self.title.setText("")
        self.extras.clear()
        self._empty_colleagues()

    def look_along(self, along: bool) -> None:  # noqa: FBT001
        """Larger and plainer, to read together: only what the resident said."""
        self._along = along
        self.question.setProperty("letter", "large" if along else "title")
        self.question.style().unpolish(self.question)
        self.question.style().polish(self.question)
        font = theme().font("note")
        if along:
            font.setPixelSize(theme().px(_ALONG_LETTER))
        for box in (self.note, self.own_words.box):
            box.document().setDefaultFont(font)
        self.extras.look_along(along)
        self.colleagues.setVisible(not along and self._colleagues.count() > 0)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        now = theme()
        self._sheet.setMaximumWidth(now.px(WIDEST))
        room = self.viewport().height() - now.px(_AROUND_NOTE)
        self.note.setMinimumHeight(max(0, min(now.px(_TALLEST_NOTE), room)))

    def _show_speakers(self, visit: Conversation) -> None:
        if self.speakers is None or visit.persons != self._persons:
            self._persons = visit.persons
            if self.speakers is not None:
                self.speakers.hide()
                self.speakers.deleteLater()
            self.speakers = ChipGroup(
                [Option(p.id, called(p), "chat-circle") for p in visit.persons],
                small=True,
                touch=True,
                name=tr("Wie is aan het woord?"),
            )
            for person in visit.persons:
                self.speakers.chip(person.id).setToolTip(
                    tr("{name} is aan het woord", name=named(person))
                )
            self.speakers.changed.connect(lambda ids: self.spoke.emit(ids[0] if ids else ""))
            self._speakers_at.addWidget(self.speakers)
            self.speakers.setVisible(len(visit.persons) > 1)
        self.speakers.set_value(visit.speaker or None)

    def _show_colleagues(self, detail: AreaDetail) -> None:
        self._empty_colleagues()
        for note in detail.colleagues:
            card = Card(tone="plain", margin=14)
            card.add(Secondary(note.author))
            card.add(Text(note.text, wrap=True, selectable=True))
            card.setAccessibleName(f"{note.author}: {note.text}")
            self._colleagues.addWidget(card)
        if self._colleagues.count():
            self._colleagues.addStretch(1)
        self.colleagues.setVisible(bool(detail.colleagues) and not self._along)

    def _empty_colleagues(self) -> None:
        empty(self._colleagues)

    def _show_drawer(self) -> None:
        self.fit()
        QTimer.singleShot(0, self, self._to_the_end)

    def _to_the_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _open_box(self, name: str) -> None:
        box = {"own_circle": self.own_circle, "wish": self.wish}[name]
        box.show()
        self.extras.hide_choice(name)
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_with(self, words: str) -> None:
        """As one edit: `setPlainText` would first tell, and so save, an empty note."""
        mine = self.note.text().rstrip()
        cursor = QTextCursor(self.note.document())
        cursor.movePosition(cursor.MoveOperation.End)
        blank = len(self.note.text()) - len(mine)
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, blank)
        cursor.insertText(f"\n\n{words}" if mine else words)
        self.note.setFocus()
