"""The field's own lists: versioned files whose ids never change, loaded once and checked."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field

DEFAULT_AREAS: Final = "leefgebieden-1"
DEFAULT_ZRM: Final = "zrm2017"
DUTCH: Final = "nl"

MAX_ID: Final = 64
"""As long as the model lets an id be, which is where the id of an area ends up."""

_FROZEN = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
_Id = Annotated[str, Field(min_length=1, max_length=MAX_ID, pattern=r"^[0-9A-Za-z_.-]+$")]
_Words = Annotated[str, Field(min_length=1, max_length=400)]


class Label(BaseModel):
    """One text in Dutch and English."""

    model_config = _FROZEN

    nl: _Words
    en: _Words

    def __str__(self) -> str:
        """Dutch: the language of the work and of its papers."""
        return self.nl

    def say(self, language: str) -> str:
        """As a screen in this language says it; Dutch in every other than English."""
        return self.en if language == "en" else self.nl


class FollowUp(BaseModel):
    """What to ask further: strength first."""

    model_config = _FROZEN

    strength: Label
    circle: Label
    wish: Label


class Area(BaseModel):
    """One leefgebied of the conversation."""

    model_config = _FROZEN

    id: _Id
    name: Label
    title: Label
    question: Label
    question_young: Label
    follow_up: FollowUp
    zrm: tuple[str, ...]
    """Domains of the ZRM that this area informs."""
    words: tuple[str, ...]
    icon: str
    sensitive: bool = False


class _Versioned(BaseModel):
    model_config = _FROZEN

    id: _Id
    version: _Id
    year: int
    source: str
    label: Label


class Areas(_Versioned):
    """A division of the conversation into leefgebieden."""

    reminder: Label
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]

    def get(self, area: str) -> Area | None:
        """The area with this id; None for one of another version."""
        return next((one for one in self.areas if one.id == area), None)


class Level(BaseModel):
    """A level of the ZRM, 1 to 5."""

    model_config = _FROZEN

    level: Annotated[int, Field(ge=1, le=5)]
    name: Label


class Domain(BaseModel):
    """A domain of the ZRM; `short` fits beside a spider."""

    model_config = _FROZEN

    id: str
    name: Label
    short: Label


class Instrument(_Versioned):
    """A version of the ZRM: names and levels only, no indicator texts."""

    levels: tuple[Level, ...]
    domains: tuple[Domain, ...]

    def level_name(self, level: int) -> str:
        """`niet zelfredzaam` for 2."""
        return next(str(one.name) for one in self.levels if one.level == level)


class Item(BaseModel):
    """One entry of a list; `plain` is what a resident reads."""

    model_config = _FROZEN

    id: str
    name: Label
    plain: Label | None = None
    years: int | None = None


class Choices(_Versioned):
    """A list to choose from."""

    items: tuple[Item, ...]

    def name(self, item: str, language: str = DUTCH) -> str:
        """What it is called; the id itself for one of another version."""
        return next((one.name.say(language) for one in self.items if one.id == item), item)

    def plain(self, item: str) -> str:
        """The word that a resident reads."""
        found = next((one for one in self.items if one.id == item), None)
        return str(found.plain or found.name) if found else item


_File = TypeVar("_File", bound=_Versioned)


def _read(model: type[_File], version: str) -> _File:
    text = files("resources").joinpath(f"content/{version}.json").read_text(encoding="utf-8")
    return model.model_validate(json.loads(text))


@cache
def areas(version: str = DEFAULT_AREAS) -> Areas:
    """A shipped division in leefgebieden."""
    return _read(Areas, version)


@cache
def instrument(name: str = DEFAULT_ZRM) -> Instrument:
    """A shipped version of the ZRM, by its id."""
    return _read(Instrument, f"{name}-1")


@cache
def choices(name: str) -> Choices:
    """A shipped list, by its id: themas, wie, bronnen, statussen, dragers."""
    return _read(Choices, f"{name}-1")
