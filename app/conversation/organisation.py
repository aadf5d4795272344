"""The organisation's one settings file: name, number, own leefgebieden, policy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation import content
from app.errors import UserError

FILE_NAME: Final = "organisatie.json"
FORMAT: Final = "drempel-organisation-1"

_LINE: Final = re.compile(r"line (\d+)")
_DOMAINS_OF: Final = ("zrm2017", "zrm2013")


class Organisation(BaseModel):
    """What differs from team to team; everything has a default, so a team can begin without."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["drempel-organisation-1"] = FORMAT
    team: str = "Wijkteam"
    organisation: str = ""
    address: str = ""
    phone: str = ""
    """The team's number, printed large for residents."""
    logo: str = ""
    """PNG or JPEG, relative to the settings file."""
    leefgebieden: str = content.DEFAULT_AREAS
    """A shipped version, or a file of the organisation's own beside the settings file."""
    zrm_texts: str = ""
    """The organisation's own file with indicator texts, beside the settings file."""
    closed_areas: tuple[str, ...] = ()
    extra_themes: tuple[str, ...] = ()
    readers: Literal["duo", "team"] = "duo"
    days_aim: Annotated[int, Field(ge=1, le=30)] = 3
    """Days from melding to a duo."""
    evaluation_weeks: Annotated[int, Field(ge=1, le=52)] = 6

    _folder: Path | None = None

    def beside(self, name: str) -> Path | None:
        """A file named in the settings, beside the settings file; None when there is none."""
        return self._folder / name if self._folder and name else None


def read_organisation(path: Path) -> Organisation:
    """Settings from `path`; the defaults when there is no such file.

    Raises UserError that names the field, or the line where it stops being JSON.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Organisation()
    except (OSError, UnicodeError) as error:
        raise UserError("organisation_unreadable", file=path.name) from error
    try:
        read = Organisation.model_validate_json(text)
    except ValidationError as error:
        raise wrong_file("organisation_wrong", path, error) from error
    object.__setattr__(read, "_folder", path.parent)
    return read


def read_areas(organisation: Organisation) -> content.Areas:
    """The team's division in leefgebieden, without the areas that its policy closes.

    Raises UserError when the organisation's own file is not sound, and when its policy closes an
    area that does not exist (misspelt, it would stay open unnoticed) or leaves none.
    """
    found = _own(organisation) or _shipped(organisation.leefgebieden)
    closed = set(organisation.closed_areas)
    kept = tuple(area for area in found.areas if area.id not in closed)
    if not kept or len(kept) + len(closed) != len(found.areas):
        raise UserError("organisation_wrong", file=FILE_NAME, field="closed_areas")
    return found.model_copy(update={"areas": kept})


def _own(organisation: Organisation) -> content.Areas | None:
    path = organisation.beside(organisation.leefgebieden)
    if path is None:
        return None
    try:
        if not path.is_file():
            return None
        found = content.Areas.model_validate_json(path.read_text(encoding="utf-8-sig"))
    except ValidationError as error:
        raise wrong_file("areas_wrong", path, error) from error
    except (OSError, UnicodeError) as error:
        raise UserError("organisation_unreadable", file=path.name) from error
    known = {domain.id for zrm in _DOMAINS_OF for domain in content.instrument(zrm).domains}
    ids = [area.id for area in found.areas]
    for place, area in enumerate(found.areas):
        wrong = "zrm" if not known.issuperset(area.zrm) else "id" if area.id in ids[:place] else ""
        if wrong:
            raise UserError("areas_wrong", file=path.name, field=f"areas.{place}.{wrong}")
    return found


def _shipped(version: str) -> content.Areas:
    try:
        return content.areas(version)
    except (OSError, ValueError) as error:
        raise UserError("areas_wrong", file=version, field="leefgebieden") from error


def wrong_file(kind: str, path: Path, error: ValidationError) -> UserError:
    """`kind` with the field that is wrong; for text that is no JSON at all, the line."""
    first = error.errors(include_input=False)[0]
    if first["type"] != "json_invalid":
        return UserError(kind, file=path.name, field=first_field(error))
    line = _LINE.search(str(first.get("ctx", {}).get("error", "")))
    return UserError("not_json", file=path.name, line=line.group(1) if line else "1")


def first_field(error: ValidationError) -> str:
    """Where the first thing is wrong, as `areas.3.title`; never what stood there."""
    return ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"]) or "-"
