"""Dutch source strings and their translation."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from app.errors import UserError, sentence
from app.services.text import first_name

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE_LANGUAGE = "nl"
_MEGABYTE = 1_000_000


class _Language:
    """The language of the screens; one per process, as one person looks at them."""

    code = SOURCE_LANGUAGE


@lru_cache(maxsize=4)
def catalogue(language: str) -> dict[str, str]:
    """The shipped translations of one language, Dutch text to its translation.

    A language without a catalogue is empty, so that the Dutch source text shows.
    """
    file = files("resources") / "i18n" / f"{language}.json"
    if not file.is_file():
        return {}
    loaded: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def set_language(language: str) -> None:
    """Widgets made after this call speak the given language (`nl`, `en`)."""
    _Language.code = language


def language() -> str:
    """The language that new widgets speak."""
    return _Language.code


def tr(source: str, **values: object) -> str:
    """The text in the chosen language, with `{name}` places filled from `values`.

    Untranslated text falls back to the Dutch source, never to a key or an error.
    """
    text = source
    if _Language.code != SOURCE_LANGUAGE:
        text = catalogue(_Language.code).get(source, source)
    return text.format(**values) if values else text


def called(name: str) -> str:
    """The first name; of somebody whose name nobody knows, or took away, that there is none."""
    return first_name(name) or tr("Zonder naam")


def joined(*parts: str, sign: str = " · ") -> str:
    """What is known, with a sign between; what is empty stays out."""
    return sign.join(part for part in parts if part)


def listed(parts: Iterable[str]) -> str:
    """`een doel, een actie en een toestemming`; what is empty stays out."""
    known = [part for part in parts if part]
    if len(known) < 2:  # noqa: PLR2004 - one needs no sign between
        return "".join(known)
    return tr("{names} en {last}", names=", ".join(known[:-1]), last=known[-1])


def people(names: Iterable[str]) -> str:
    """`Sanne`, `Sanne en Fenna`, `Sanne, Fenna en Youssef`; first names only."""
    return listed(map(called, names))


def file_size(size: int) -> str:
    """`340 kB` or `2,4 MB`, of bytes; 1 kB at the least."""
    if size < _MEGABYTE:
        return f"{max(1, size // 1000)} kB"
    number = f"{size / _MEGABYTE:.1f}"
    return f"{number if language() == 'en' else number.replace('.', ',')} MB"


def told(error: object) -> str:
    """One sentence: what happened, what is safe, what next."""
    if isinstance(error, UserError):
        return sentence(error, language())
    return tr("Dit lukte niet. Wat eerder is opgeslagen, is veilig.")
