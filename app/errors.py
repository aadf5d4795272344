"""What a person can mend: an id, parameters, and one plain sentence in their language."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import ClassVar, Final

UNKNOWN: Final = "unexpected"
"""The sentence for an id that has none: showing an error must not become an error."""

_CATALOGUE: Final = "errors.json"

STOPPED: Final = "share_stopped"
"""Id of the UserError that long work gets when somebody stops it, or closes the vault."""


class UserError(Exception):
    """Something a person can mend.

    `str` and `repr` give the id alone: parameters may hold people's words, which belong on the
    screen and never in a log or traceback.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, id: str, /, **params: object) -> None:  # noqa: A002 - the contract's word
        super().__init__(id)
        self.id = id
        self.params = params


class DamagedError(UserError):
    """Data on disk or in the share is not what was written."""

    exit_code: ClassVar[int] = 3


class _Given(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: UserError, language: str = "nl") -> str:
    """What happened, what is safe, what to do next; Dutch where the language has no sentence."""
    known = catalogue()
    texts = known.get(error.id) or known[UNKNOWN]
    return texts.get(language, texts["nl"]).format_map(_Given(error.params))


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every sentence: {id: {language: text}}."""
    text = files("resources").joinpath(_CATALOGUE).read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded
