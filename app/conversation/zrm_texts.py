"""The ZRM's indicator texts, from the file that the organisation itself got from the GGD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.conversation import content
from app.conversation.organisation import wrong_file
from app.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


class ZrmTexts(BaseModel):
    """Per domain and level one text; empty where the organisation left it so."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["drempel-zrm-texts-1"]
    instrument: str
    source: str = ""
    texts: dict[str, dict[Literal["1", "2", "3", "4", "5"], Annotated[str, Field(max_length=4000)]]]

    def of(self, domain: str) -> dict[int, str]:
        """Texts of one domain by level; empty when there are none."""
        return {int(level): text for level, text in self.texts.get(domain, {}).items() if text}


NONE = ZrmTexts(format="drempel-zrm-texts-1", instrument=content.DEFAULT_ZRM, texts={})


def read_zrm_texts(path: Path | None) -> ZrmTexts:
    """The organisation's texts; none when there is no file.

    Raises UserError that names the field, for an unknown domain too, or the line where it stops
    being JSON.
    """
    if path is None:
        return NONE
    try:
        if not path.is_file():
            return NONE
        read = ZrmTexts.model_validate_json(path.read_text(encoding="utf-8-sig"))
        known = {domain.id for domain in content.instrument(read.instrument).domains}
    except ValidationError as error:
        raise wrong_file("zrm_texts_wrong", path, error) from error
    except UnicodeError as error:
        raise UserError("organisation_unreadable", file=path.name) from error
    except (OSError, ValueError) as error:
        raise UserError("zrm_texts_wrong", file=path.name, field="instrument") from error
    for domain in read.texts:
        if domain not in known:
            raise UserError("zrm_texts_wrong", file=path.name, field=f"texts.{domain}")
    return read
