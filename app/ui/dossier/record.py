"""A record beside the page: every field, who wrote it, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import circle, fields, households
from app.services.target import Target
from app.ui.dates import moment
from app.ui.dossier import forms
from app.ui.dossier.circle import CircleView
from app.ui.dossier.controls import Control, Register, ValueControl, control
from app.ui.dossier.words import value_words
from app.ui.kit import Button, KnownNote, Line, Panel, Secondary, Strong
from app.ui.parts import empty
from app.ui.sharing.erasures import EraseStart
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.services.fields import HistoryLine
    from app.ui.dossier.desk import DossierDesk, Edit

KEPT = frozenset({"household", "custody", "plan"})
"""Kinds that nobody takes away from this panel."""


def _target(desk: DossierDesk, kind: str, entity: str, field: str) -> Target:
    """In the dossier on the screen; the card of a household lies with the team."""
    home = "" if kind == "household" else desk.household
    return Target(kind, entity, field, fields.in_dossier(home))


class HistoryView(QWidget):
    """Who wrote what and when, newest first; each older value can be put back.

    `filled` comes when lines that were asked for stand there.
    """

    filled = Signal()

    def __init__(self, desk: DossierDesk, names: dict[str, str]) -> None:
        super().__init__()
        self._desk, self._names = desk, names
        self._kind = self._id = ""
        self.lines: tuple[HistoryLine, ...] = ()
        self.back: list[Button] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def show_of(self, kind: str, entity: str, field: str | None = None) -> None:
        """Ask for the history of a record, or of one of its fields."""
        self._kind, self._id = kind, entity
        self._desk.ask(fields.history, kind, entity, field, then=self._arrived)

    def _arrived(self, lines: tuple[HistoryLine, ...]) -> None:
        empty(self._box)
        self.lines, self.back = lines, []
        if not lines:
            self._box.addWidget(Secondary(tr("Hier is nog niets geschreven."), wrap=True))
        for line in lines:
            self._add(line)
        self.filled.emit()

    def _add(self, line: HistoryLine) -> None:
        label = self._names.get(line.field, line.field)
        when = moment(line.when, self._desk.day())
        meta = joined(label, line.author, when)
        words = value_words(line.value, self._names)
        self._box.addWidget(KnownNote(meta, words))
        if not line.current:
            back = Button(tr("Zet dit terug"), kind="quiet", small=True)
            back.setAccessibleName(tr("Zet terug: {words}", words=words))
            back.clicked.connect(lambda: self._put_back(line.field, line.value))
            self.back.append(back)
            self._box.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)

    def _put_back(self, field: str, value: Any) -> None:  # noqa: ANN401 - any stored value
        target = _target(self._desk, self._kind, self._id, field)
        self._desk.do(
            fields.put,
            target,
            value,
            then=lambda _done: self.show_of(self._kind, self._id, field),
            undo=tr("Eerdere waarde teruggezet"),
        )


class RecordPanel(Panel):
    """One record at a time; there is nothing to confirm, closing keeps everything."""

    def __init__(self, window: QWidget, desk: DossierDesk) -> None:
        super().__init__(window, width=460)
        self._desk = desk
        self._edit: Edit | None = None
        self.controls: dict[str, Control] = {}
        self.history: HistoryView | None = None
        self.remove: Button | None = None
        self.erase: EraseStart | None = None
        self.still_reading: CircleView | None = None
        self.closed.connect(self.let_go)
        desk.changed.connect(self._hear)

    def open_edit(self, edit: Edit) -> None:
        """Show a record; the keyboard goes to the first field, of a new one to what follows."""
        dossier = self._desk.dossier
        if dossier is None:
            return
        self.let_go()
        self._edit = edit
        self.set_title(edit.title)
        empty(self.body)
        form = forms.sections(edit.kind, dossier)
        if not edit.only:
            self._build(edit, form)
        self._add_foot(edit, forms.names(form))
        self.open()
        if edit.only:
            self._show_history(edit.only)
        shown = list(self.controls.values())
        if edit.begin:
            _focus(self.controls[edit.begin])
        elif edit.new and len(shown) > 1:
            _focus(shown[1])
        elif shown:
            _focus(shown[0])

    def let_go(self) -> None:
        """What was typed becomes a change."""
        for one in self.controls.values():
            one.let_go()
        self.controls = {}
        self._edit = None
        self.still_reading = None

    def _build(self, edit: Edit, form: tuple[forms.Section, ...]) -> None:
        registers: dict[str, Register] = {}
        for section in form:
            if section.title:
                self.body.addSpacing(4)
                self.add(Line())
                self.add(Strong(section.title))
            for item in section.items:
                target = _target(self._desk, edit.kind, edit.id, item.field)
                made = control(self._desk, target, item, registers, self)
                made.history_wanted.connect(self._show_history)
                self.controls[item.part or item.field] = made
                self.add(made)
            if edit.kind == "household" and self.still_reading is None:
                self._add_still_reading()

    def _add_still_reading(self) -> None:
        """Whoever is taken off the card may read on: it is asked where that happens."""
        self.still_reading = CircleView(self._desk, question_only=True)
        self.add(self.still_reading)
        self._ask_still_reading()

    def _ask_still_reading(self) -> None:
        view = self.still_reading
        if view is not None:
            self._desk.ask(circle.of, self._desk.household, then=view.show_circle)

    def _add_foot(self, edit: Edit, names: dict[str, str]) -> None:
        self.add(Line())
        past = Button(
            tr("Wie schreef wat"), kind="quiet", small=True, icon="clock-counter-clockwise"
        )
        past.clicked.connect(lambda: self._show_history(""))
        self.body.addWidget(past, 0, Qt.AlignmentFlag.AlignLeft)
        self.history = HistoryView(self._desk, names)
        self.history.hide()
        self.history.filled.connect(lambda: self.show_part(self.history))
        self.add(self.history)
        self.remove = self.erase = None
        if edit.kind not in KEPT:
            self.remove = Button(tr("Weghalen"), kind="quiet", small=True, icon="trash")
            self.remove.clicked.connect(self._remove)
            self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
            self.erase = EraseStart(self._desk.do, edit.kind, edit.id)
            self.add(self.erase)
            self._show_foot(not edit.begin)

    def _show_foot(self, there: object) -> None:
        """What is nowhere yet cannot be taken away."""
        for one in (self.remove, self.erase):
            if one is not None:
                one.setVisible(bool(there))

    def _show_history(self, field: str) -> None:
        if self._edit is not None and self.history is not None:
            self.history.show()
            self.history.show_of(self._edit.kind, self._edit.id, field or None)

    def _remove(self) -> None:
        edit = self._edit
        if edit is None:
            return
        self.let_go()
        said = tr("Weggehaald: {title}", title=edit.title)
        self._desk.do(households.remove, edit.kind, edit.id, undo=said)
        self.close_panel()

    def _hear(self, kinds: frozenset[str]) -> None:
        if self._edit is not None and self._edit.kind in kinds:
            for one in self.controls.values():
                one.reload()
            if self._edit.begin:
                self._ask_whether_there(self._edit)
        if kinds & {"household", "reader"}:
            self._ask_still_reading()

    def _ask_whether_there(self, edit: Edit) -> None:
        def heard(lines: tuple[HistoryLine, ...]) -> None:
            if edit is self._edit:
                self._show_foot(lines)

        self._desk.ask(fields.history, edit.kind, edit.id, then=heard)


def _focus(shown: Control) -> None:
    reason = Qt.FocusReason.TabFocusReason
    if isinstance(shown, ValueControl) and shown.chips is not None:
        chosen = shown.chips.value() or next((key for key, _ in shown.item.options), "yes")
        shown.chips.chip(chosen).setFocus(reason)
    else:
        shown.setFocus(reason)
