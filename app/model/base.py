"""What every kind of record shares: identity, spaces, strictness."""

# The modules of the kinds do not postpone annotations: as text each is compiled at every start.

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo

MAX_TEXT: Final = 200_000
"""Longest text of one field, in characters; about a hundred pages."""
MAX_LINE: Final = 400
"""Longest single-line value, in characters."""
MAX_ID: Final = 64
MAX_NUMBER: Final = 2**53 - 1
"""Largest whole number: every reader of JSON, and the typed rows, keep it exactly."""
TEAM_SPACE: Final = "team"


class SpaceRule(StrEnum):
    """Who can read a kind: the whole team, the circle of one dossier, or named people."""

    TEAM = "team"
    DOSSIER = "dossier"
    CLOSED = "closed"


def _is_day(value: str) -> str:
    if value and date.fromisoformat(value).isoformat() != value:
        msg = "a day is written as YYYY-MM-DD"
        raise ValueError(msg)
    return value


def _is_moment(value: str) -> str:
    if value and datetime.fromisoformat(value).isoformat(timespec="minutes") != value:
        msg = "a moment is written as YYYY-MM-DDTHH:MM"
        raise ValueError(msg)
    return value


def _is_time(value: str) -> str:
    if value and datetime.fromisoformat("2000-01-01T" + value).strftime("%H:%M") != value:
        msg = "a time is written as HH:MM"
        raise ValueError(msg)
    return value


def _shown(name: str, pattern: str) -> FieldInfo:
    # For docs/records.md and the JSON Schema only; the validators above decide.
    extra: JsonDict = {"description": name, "pattern": f"^({pattern})?$"}
    return cast("FieldInfo", Field(json_schema_extra=extra))


Text = Annotated[str, Field(max_length=MAX_TEXT)]
Line = Annotated[str, Field(max_length=MAX_LINE)]
Id = Annotated[str, Field(max_length=MAX_ID, pattern=r"^[0-9A-Za-z:_.-]*$")]
Day = Annotated[str, AfterValidator(_is_day), _shown("day", r"\d{4}-\d{2}-\d{2}")]
"""A calendar day, `YYYY-MM-DD`; empty = unknown."""
Moment = Annotated[
    str, AfterValidator(_is_moment), _shown("moment", r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
]
"""Local wall time to the minute, `YYYY-MM-DDTHH:MM`; empty = unknown."""
TimeOfDay = Annotated[str, AfterValidator(_is_time), _shown("time", r"\d{2}:\d{2}")]
"""Local time, `HH:MM`; empty = unknown."""
Whole = Annotated[int, Field(ge=-MAX_NUMBER, le=MAX_NUMBER)]
Size = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
"""In bytes."""
LOOSE: Final = Strict(strict=False)
"""Lets JSON text and lists become enum members and tuples; numbers stay strict."""
Ids = Annotated[tuple[Id, ...], LOOSE]
Lines = Annotated[tuple[Line, ...], LOOSE]

_STRICT = ConfigDict(
    frozen=True,
    extra="forbid",
    strict=True,
    hide_input_in_errors=True,
    validate_default=False,
    defer_build=True,  # a command meets few kinds, and `app.model.build` does all at once
)


class Register(BaseModel):
    """Values that only mean something together: one field, one change, one difference."""

    model_config = _STRICT


class Record(BaseModel):
    """One entity as it stands: every field may be absent, so part of a record always loads.

    The id never changes. `__repr__` shows kind and id only, never what people wrote.
    """

    model_config = _STRICT

    kind: ClassVar[str]
    space: ClassVar[SpaceRule]
    parent: ClassVar[str | None] = None
    required: ClassVar[tuple[str, ...]] = ()
    searchable: ClassVar[tuple[str, ...]] = ()

    id: Id

    def __repr__(self) -> str:
        """Kind and id; people's words stay out of tracebacks and logs."""
        return f"<{self.kind} {self.id}>"

    __str__ = __repr__

    def fields(self) -> dict[str, Any]:
        """The fields that differ from their default, as JSON values."""
        return self.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)


def dossier_space(household: str) -> str:
    """Name of the space that holds the dossier of `household`."""
    return "d:" + household


def closed_space(note: str) -> str:
    """Name of the space that holds one closed note and nothing else."""
    return "c:" + note


def space_of(record: type[Record], entity: str, fields: dict[str, Any]) -> str | None:
    """The space where a new entity belongs; None when its household is not named."""
    if record.space is SpaceRule.TEAM:
        return TEAM_SPACE
    if record.space is SpaceRule.CLOSED:
        return closed_space(entity)
    household = fields.get("household")
    return dossier_space(household) if isinstance(household, str) and household else None
