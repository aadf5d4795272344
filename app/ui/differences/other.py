"""Another value than those that were written, of what is filled in by parts or is a day."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.model.days import day_of
from app.ui.differences import phrases
from app.ui.differences.combine import SettleBox
from app.ui.differences.labels import field_label
from app.ui.dossier import forms
from app.ui.dossier.controls import chip_of, options_of, value_of
from app.ui.dossier.forms import NOT_JUDGED, Item
from app.ui.kit import Caption, ChipGroup, DateField, Field, NoteBox, TimeField, parse_time
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.differences import OpenDifference

Filled = Field | NoteBox | ChipGroup


def items_of(one: OpenDifference) -> tuple[Item, ...]:
    """What to fill in for another value; empty where one cannot be made by hand."""
    values = [side.value for side in one.sides]
    if one.deleted or one.agreed:
        return ()
    if all(value is None or isinstance(value, dict) for value in values):
        found = forms.register(one.kind, one.field)
        return tuple(_with_names(one, item) for item in found)
    if all(value in (None, "") or phrases.is_day(value) for value in values):
        return (Item(one.field, field_label(one.kind, one.field), "day"),)
    return ()


def _with_names(one: OpenDifference, item: Item) -> Item:
    """A choice among people offers those whom somebody chose."""
    if item.how != "one" or item.options:
        return item
    chosen = [str((side.value or {}).get(item.part) or "") for side in one.sides]
    known = tuple((key, one.names[key]) for key in dict.fromkeys(chosen) if key in one.names)
    return replace(item, options=known)


class OtherBox(SettleBox):
    """The parts of a register, or one day.

    Begins with `begun` (what `text` was before), else with what was written: of what both filled
    in, the words of the first.
    """

    def __init__(
        self, one: OpenDifference, items: tuple[Item, ...], begun: str, today: date
    ) -> None:
        super().__init__(tr("Anders dan wat er staat"), tr("Neem dit"))
        self._items = items
        self._base = _read(begun) or _together(one)
        self.fields: dict[str, Filled] = {}
        for item in items:
            field = self.fields[item.part] = self._make(item, today)
            if isinstance(field, NoteBox | ChipGroup):
                self._put(Caption(item.label))
            self._put(field)
            _show(field, self._base.get(item.part))

    def text(self) -> str:
        return json.dumps(self._values(), ensure_ascii=False)

    def value(self) -> object:
        unread = (one for one in self.fields.values() if isinstance(one, Field))
        if any(one.problem.text() for one in unread):
            return None
        values = self._values()
        if "" in self.fields:
            return values.get("")
        if values.get("level") == int(NOT_JUDGED):
            return {**values, "level": None, "not_judged": True}
        return values or None

    def focus_first(self) -> None:
        first = self.fields[self._items[0].part]
        if isinstance(first, ChipGroup):
            chosen = first.value() or options_of(self._items[0])[0].id
            first.chip(chosen).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _put(self, widget: Caption | Filled) -> None:
        self.column.insertWidget(self.column.count() - 1, widget)

    def _make(self, item: Item, today: date) -> Filled:
        field: Filled
        if item.how == "day":
            field = DateField(item.label, today=today)
            field.changed.connect(self.begun)
        elif item.how == "time":
            field = TimeField(item.label)
            field.changed.connect(self.begun)
        elif item.how == "note":
            field = NoteBox(name=item.label, min_lines=2)
            field.edited.connect(self.begun)
            field.installEventFilter(self)
        elif item.how == "line":
            field = Field(item.label, placeholder=item.hint)
            field.edited.connect(self.begun)
            field.line.installEventFilter(self)
        else:
            field = ChipGroup(options_of(item), name=item.label)
            field.changed.connect(self.begun)
        return field

    def _values(self) -> dict[str, Any]:
        """Parts that say something; what this form does not know stays as it was."""
        known = {item.part for item in self._items}
        values = {part: value for part, value in self._base.items() if part not in known}
        values.pop("not_judged", None)
        values |= {item.part: _stored(item, self.fields[item.part]) for item in self._items}
        return {part: value for part, value in values.items() if value not in (None, "")}


def _show(field: Filled, value: object) -> None:
    if isinstance(field, DateField):
        field.set_value(day_of(value) if isinstance(value, str) else None)
    elif isinstance(field, TimeField):
        field.set_value(parse_time(value) if isinstance(value, str) else None)
    elif isinstance(field, ChipGroup):
        field.set_value(chip_of(value))
    else:
        field.set_text(value if isinstance(value, str) else "")


def _stored(item: Item, field: Filled) -> object:
    if isinstance(field, DateField):
        day = field.value()
        return day.isoformat() if day else ""
    if isinstance(field, TimeField):
        at = field.value()
        return f"{at:%H:%M}" if at else ""
    if isinstance(field, ChipGroup):
        return value_of(item, field.values())
    return field.text().strip()


def _read(begun: str) -> dict[str, Any]:
    try:
        found = json.loads(begun)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _together(one: OpenDifference) -> dict[str, Any]:
    """Each part as the first who filled it in wrote it."""
    together: dict[str, Any] = {}
    for side in one.sides:
        parts = side.value if isinstance(side.value, dict) else {"": side.value}
        for part, value in parts.items():
            if value not in (None, ""):
                together.setdefault(part, value)
    if together.pop("not_judged", False):
        together.setdefault("level", int(NOT_JUDGED))
    return together
