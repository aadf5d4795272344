"""A closed note: who may read it comes first, then the words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from app.services import fields, visits
from app.ui.early import hand_over
from app.ui.kit import Caption, Card, ChipGroup, NoteBox, Secondary
from app.ui.saving import Binding
from app.ui.text import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from app.services.fields import FieldState
    from app.services.session import Session
    from app.services.target import Target
    from app.services.visits import AreaDetail, Conversation
    from app.ui.desk import Desk


class ClosedDrawer(Card):
    """The words begin a space of their own for the readers chosen when the first word comes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tone="care", margin=16)
        self._desk = desk
        self._visit: Conversation | None = None
        self._detail: AreaDetail | None = None
        self._aim_of: tuple[object, ...] = ()
        self.add(Caption(tr("Wie mag dit lezen?")))
        self._readers_at = QVBoxLayout()
        self.body.addLayout(self._readers_at)
        self.readers: ChipGroup | None = None
        self.hint = Secondary(
            tr("Jij leest mee. De keuze staat vast zodra je schrijft."), wrap=True
        )
        self.add(self.hint)
        self.note = NoteBox(tr("Gesloten notitie"), min_lines=3)
        self.binding = Binding(self.note)
        self.add(self.note)

    def show_area(self, detail: AreaDetail, visit: Conversation) -> None:
        """Show the closed note of this author about this leefgebied, or an empty one."""
        same = self._detail is not None and (self._detail.area, self._detail.about) == (
            detail.area,
            detail.about,
        )
        first = self._visit is None
        self._detail, self._visit = detail, visit
        if first or self.readers is None:
            self._make_readers(visit)
        if same:
            return
        self.binding.hand_over()
        self.note.setEnabled(True)
        if self.readers is not None:
            self.readers.set_value(detail.closed_readers)
        self._aim_of = ()
        if detail.closed is not None:
            self._bind(*detail.closed)
            return
        self.binding.show(None)
        if self.isVisible():
            self._aim()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.binding.field is None:
            self._aim()

    def clear(self) -> None:
        """Show nothing."""
        self.binding.show(None)
        self._detail = self._visit = None

    def wait(self) -> None:
        """Until the next `show_area` nobody knows where a word would go: nothing can be written."""
        self.binding.show(None)
        self._detail, self._aim_of = None, ()
        self.note.setEnabled(False)

    def _make_readers(self, visit: Conversation) -> None:
        self.readers = ChipGroup(
            visit.colleagues, multi=True, touch=True, small=True, name=tr("Wie mag dit lezen?")
        )
        self.readers.changed.connect(self._readers_chosen)
        self._readers_at.addWidget(self.readers)

    def _readers_chosen(self, _ids: list[str]) -> None:
        self._aim()  # from now on no word goes to who may read the note before

    def _aim(self) -> None:
        detail, visit, readers = self._detail, self._visit, self.readers
        if detail is None or visit is None or readers is None:
            return
        aim = (visit.visit, detail.area, detail.about, tuple(readers.values()))

        def find(session: Session) -> Target:
            return visits.closed_note_target(session, *aim)

        self._aim_of = aim
        self.binding.wait(self._desk, aim, partial(hand_over, self._desk, find, ""))
        self._desk.ask(visits.closed_note_target, *aim, then=partial(self._aimed, aim))

    def _aimed(self, aim: tuple[object, ...], target: Target) -> None:
        def bind(state: FieldState) -> None:
            if aim == self._aim_of:
                self._bind(state, target)

        self._desk.ask(fields.read, target, then=bind)

    def _bind(self, state: FieldState, target: Target) -> None:
        self.binding.show(self._desk.live(state, target))
        if self.readers is not None:
            self.readers.setEnabled(not self.note.text())
