"""The things to fill in: each saves itself and says to whom its words belong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.days import day_of
from app.services import circle, fields, households
from app.services.fields import FieldState
from app.services.target import Target
from app.ui.early import expect
from app.ui.gesprek.others import Differences
from app.ui.kit import Button, Caption, ChipGroup, DateField, Field, NoteBox, Option
from app.ui.saving import Binding
from app.ui.text import tr

if TYPE_CHECKING:
    from app.ui.dossier.desk import DossierDesk
    from app.ui.dossier.forms import Item
    from app.ui.saving import LiveField

NUMBERS: Final = frozenset({"closeness", "strength", "level"})
"""Parts that are stored as whole numbers."""


class Register(QObject):
    """Values that change together: putting one part puts the whole, so no half survives."""

    arrived = Signal()

    def __init__(self, desk: DossierDesk, target: Target, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self.target = desk, target
        self.value: dict[str, Any] = {}
        self._state = FieldState()
        self.read()

    def read(self) -> None:
        """Ask for what the vault holds."""
        self._desk.ask(fields.read, self.target, then=self._take)

    def put(self, part: str, value: object) -> None:
        """Set one part, keep the others."""
        if self.value.get(part) != value:
            self.value = {**self.value, part: value}
            self._desk.do(fields.put_parts, self.target, {part: value})

    def live(self, part: str) -> LiveField:
        """The live field of a part that is written in words."""
        return self._desk.live(self._state, self.target, part)

    def expect(self, binding: Binding, part: str) -> None:
        """The box is of this part already while the vault is asked."""
        expect(self._desk, binding, self.target, part)

    def _take(self, state: FieldState) -> None:
        self._state = state
        self.value = fields.parts_of(state.value)
        self.arrived.emit()


class Control(QWidget):
    """A caption with the way to its history, and what is filled in under it."""

    history_wanted = Signal(str)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.past = Button(
            icon="clock-counter-clockwise",
            kind="quiet",
            small=True,
            name=tr("Wie schreef wat bij: {label}", label=item.label),
        )
        self.past.clicked.connect(lambda: self.history_wanted.emit(item.field))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Caption(item.label, wrap=True), 1)
        row.addWidget(self.past)
        self.box.addLayout(row)
        self.first: QWidget | None = None

    def focusProxy(self) -> QWidget | None:
        """Where the keyboard goes; not Qt's own, with which Tab passes `past` by."""
        return self.first

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.first is not None:
            self.first.setFocus(reason)

    def reload(self) -> None:
        """Show what the vault holds now, unless someone is writing here."""

    def let_go(self) -> None:
        """The form closes: what was typed becomes a change."""


class WordsControl(Control):
    """A line or a box of words: a draft while typing, a change when it is left."""

    def __init__(self, desk: DossierDesk, target: Target, item: Item) -> None:
        super().__init__(item)
        self._desk, self._target = desk, target
        self.field: Field | NoteBox
        if item.how == "note":
            self.field = NoteBox(item.hint, name=item.label, min_lines=3)
            self._binding = Binding(self.field)
        else:
            self.field = Field(placeholder=item.hint, name=item.label)
            self._binding = Binding(self.field.line)
        self.differences = Differences()
        self._binding.differs.connect(self.differences.show_others)
        self.differences.wanted.connect(self._add)
        self.look = Button(tr("Bekijk het verschil"), kind="quiet", small=True, icon="chats-circle")
        self.look.clicked.connect(desk.differences_wanted)
        self.look.hide()
        self._binding.differs.connect(lambda others: self.look.setVisible(bool(others)))
        self.box.addWidget(self.field)
        self.box.addWidget(self.differences)
        self.box.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.first = self.field
        expect(desk, self._binding, target)
        self.reload()

    def reload(self) -> None:
        self._desk.ask(fields.read, self._target, then=self._show)

    def let_go(self) -> None:
        self._binding.show(None)

    def _show(self, state: FieldState) -> None:
        self._binding.show(self._desk.live(state, self._target))

    def _add(self, words: str) -> None:
        if self._binding.field is not None:
            text = "\n".join(part for part in (self.field.text(), words) if part)
            self._binding.field.type(text)
            self.field.set_text(text)


class PartControl(Control):
    """A line that is a part of a register."""

    def __init__(self, register: Register, item: Item) -> None:
        super().__init__(item)
        self._register = register
        self.field = Field(placeholder=item.hint, name=item.label)
        self._binding = Binding(self.field.line)
        register.expect(self._binding, item.part)
        register.arrived.connect(self._show)
        self.box.addWidget(self.field)
        self.first = self.field

    def reload(self) -> None:
        self._register.read()

    def let_go(self) -> None:
        self._binding.show(None)

    def _show(self) -> None:
        self._binding.show(self._register.live(self.item.part))


class ValueControl(Control):
    """A choice or a day: set at once, as a field of its own or a part of a register."""

    def __init__(
        self, desk: DossierDesk, target: Target, item: Item, register: Register | None
    ) -> None:
        super().__init__(item)
        self._desk, self._target, self._register = desk, target, register
        self.chips: ChipGroup | None = None
        self.day: DateField | None = None
        if item.how == "day":
            self.day = DateField(today=desk.day(), name=item.label)
            self.day.changed.connect(self._day)
            self.box.addWidget(self.day)
            self.first = self.day
        else:
            self.chips = ChipGroup(
                options_of(item),
                multi=item.how == "many",
                clearable=item.how != "status",
                small=True,
                name=item.label,
            )
            self.chips.changed.connect(self._chosen)
            self.box.addWidget(self.chips)
        if register is not None:
            register.arrived.connect(self._part_arrived)
        else:
            self.reload()

    def reload(self) -> None:
        if self._register is not None:
            self._register.read()
        else:
            self._desk.ask(fields.read, self._target, then=self._arrived)

    def _arrived(self, state: FieldState) -> None:
        self._show(state.value)

    def _part_arrived(self) -> None:
        if self._register is not None:
            self._show(self._register.value.get(self.item.part))

    def _show(self, value: object) -> None:
        if self.day is not None:
            if not self.day.line.hasFocus():
                self.day.set_value(day_of(value) if isinstance(value, str) else None)
        elif self.chips is not None:
            self.chips.set_value(chip_of(value))

    def _day(self, day: date | None) -> None:
        self._put(day.isoformat() if day else "")

    def _chosen(self, ids: list[str]) -> None:
        item = self.item
        if item.how == "status":
            self._desk.do(
                households.set_status,
                self._target.entity,
                ids[0],
                failed=self._refused,
                undo=tr("Status aangepast"),
            )
        else:
            self._put(value_of(item, ids))

    def _refused(self, error: object) -> None:
        self._desk.show_error(error)
        self.reload()

    def _put(self, value: object) -> None:
        if self._register is not None:
            self._register.put(self.item.part, value)
        elif self._target.kind == "household" and self._target.field in circle.ROLES:
            self._desk.do(circle.put_card, self._target, value)
        else:
            self._desk.put(self._target, value)


def control(
    desk: DossierDesk, target: Target, item: Item, registers: dict[str, Register], parent: QObject
) -> Control:
    """The control of one item; parts of one register share its value through `registers`."""
    register = None
    if item.part:
        register = registers.setdefault(item.field, Register(desk, target, parent))
        if item.how == "line":
            return PartControl(register, item)
    if item.how in {"line", "note"}:
        return WordsControl(desk, target, item)
    return ValueControl(desk, target, item, register)


def options_of(item: Item) -> list[Option]:
    """The chips of a choice."""
    if item.how == "yes":
        return [Option("yes", tr("ja")), Option("no", tr("nee"), tone="neutral")]
    return [Option(key, label) for key, label in item.options]


def value_of(item: Item, ids: list[str]) -> object:
    """What is stored when these chips are chosen."""
    if item.how == "many":
        return ids
    if item.how == "yes":
        return {"yes": True, "no": False}.get(ids[0]) if ids else None
    if item.part in NUMBERS:
        return int(ids[0]) if ids else None
    return ids[0] if ids else None


def chip_of(value: object) -> str | list[str] | None:
    """The chips of what is stored."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return None if value in (None, "") else str(value)
