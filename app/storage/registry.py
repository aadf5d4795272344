"""What storage knows of the model: kinds, their fields as JSON types, where they belong."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Union, get_args, get_origin

from app.model import KINDS, load
from app.model.base import Record, Register, space_of

if TYPE_CHECKING:
    from collections.abc import Mapping

DERIVED_VERSION: Final = 7
"""Raise it when the shape or the meaning of derived tables changes: they are then rebuilt."""
DELETED: Final = "_deleted"
"""The field that says what a delete saw; null = brought back."""

_COLUMNS: Final = {
    "string": ("TEXT", "'text'"),
    "integer": ("INTEGER", "'integer'"),
    "number": ("REAL", "'integer', 'real'"),
    "boolean": ("INTEGER", "'true', 'false'"),
    "array": ("TEXT", "'array'"),
    "object": ("TEXT", "'object'"),
}
"""Per JSON type: the type of its column, and what SQLite calls it."""

_JSON_TYPES: Final[dict[type, str]] = {
    NoneType: "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    tuple: "array",
    Register: "object",
}
"""The first that fits decides: a bool is an int too."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its JSON type decides its column."""

    name: str
    json_type: str

    @property
    def column(self) -> str:
        """Name and type as SQL."""
        return f'"{self.name}" {_COLUMNS[self.json_type][0]}'

    def value_in(self, fields: str) -> str:
        """SQL for the value in the JSON text `fields`; NULL when it has another JSON type."""
        value = f"{fields} ->> '$.{self.name}'"
        fits = f"json_type({fields}, '$.{self.name}') IN ({_COLUMNS[self.json_type][1]})"
        if self.json_type == "integer":
            fits += f" AND typeof({value}) = 'integer'"
        return f"CASE WHEN {fits} THEN {value} END"

    def read(self, stored: Any) -> Any:  # noqa: ANN401  (a column holds any JSON value)
        """The JSON value of what the column holds."""
        if stored is None:
            return None
        if self.json_type == "boolean":
            return bool(stored)
        if self.json_type in ("array", "object"):
            return json.loads(stored)
        return stored


@dataclass(frozen=True, slots=True, eq=False)
class KindSpec:
    """One kind of record as storage sees it."""

    kind: str
    model: type[Record]
    fields: dict[str, FieldSpec]

    @property
    def parent(self) -> str | None:
        return self.model.parent

    @property
    def searchable(self) -> tuple[str, ...]:
        return self.model.searchable

    @property
    def indexed(self) -> tuple[str, ...]:
        """Columns by which rows are looked up; by id and parent `entities` finds them."""
        return ("household",) if "household" in self.fields else ()

    def space(self, entity: str, fields: Mapping[str, Any]) -> str | None:
        return space_of(self.model, entity, dict(fields))

    def takes_text(self, name: str, value: object) -> bool:
        """Whether this is a text that the model takes as it is; False also where it is not sure.

        At every key press the whole model would take longer than all else but the disk.
        """
        if type(value) is not str or len(value) > _texts(self.model).get(name, -1):
            return False
        return value.isascii() or _is_unicode(value)

    def load(self, entity: str, stored: Mapping[str, Any]) -> Record:
        """The record; absent and unreadable values stay out."""
        return load(self.model, entity, {n: v for n, v in stored.items() if v is not None})


@cache
def _texts(model: type[Record]) -> dict[str, int]:
    """{field that is any text: how long it may be}."""
    found = {}
    for name, field in model.model_fields.items():
        longest = [getattr(rule, "max_length", None) for rule in field.metadata]
        if field.annotation is str and len(longest) == 1 and longest[0] is not None:
            found[name] = longest[0]
    return found


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class Registry:
    """The kinds that a vault types; a test may hand in a small one."""

    def __init__(self, kinds: Mapping[str, type[Record]]) -> None:
        self.kinds: dict[str, KindSpec] = {
            kind: KindSpec(kind, model, _fields(model)) for kind, model in sorted(kinds.items())
        }

    def __getitem__(self, kind: str) -> KindSpec:
        return self.kinds[kind]

    def get(self, kind: str) -> KindSpec | None:
        return self.kinds.get(kind)

    @cached_property
    def fingerprint(self) -> str:
        """Changes exactly when derived tables must be rebuilt."""
        shape = {
            spec.kind: [
                {field.name: field.json_type for field in spec.fields.values()},
                spec.parent,
                list(spec.searchable),
                list(spec.indexed),
            ]
            for spec in self.kinds.values()
        }
        text = json.dumps([DERIVED_VERSION, shape], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def _fields(model: type[Record]) -> dict[str, FieldSpec]:
    return {
        name: FieldSpec(name, _json_type(field.annotation, name))
        for name, field in sorted(model.model_fields.items())
        if name != "id"
    }


def _json_type(annotation: object, name: str) -> str:
    found = _json_types(annotation) - {"null"}
    if len(found) != 1:
        raise TypeError(f"field {name} needs one JSON type, has {sorted(found)}")
    return found.pop()


def _json_types(annotation: object) -> set[str]:
    """As the JSON Schema has them, for which each kind would have to be built at the start."""
    kind, inside = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return _json_types(inside[0])
    if kind in (Union, UnionType):
        return {found for one in inside for found in _json_types(one)}
    python = kind or annotation
    fits = (
        json_type
        for known, json_type in _JSON_TYPES.items()
        if isinstance(python, type) and issubclass(python, known)
    )
    return set(islice(fits, 1))


DREMPEL: Final = Registry(KINDS)
"""The registry of the program itself."""
