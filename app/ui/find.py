"""Ctrl+K: go anywhere by words; households and what was written, while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from app.services import households, search
from app.ui.kinds import kind_word
from app.ui.kit.palette import CommandPalette, Found
from app.ui.latest import Latest
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from app.services.session import Session
    from app.ui.worker import Worker

HOUSEHOLDS_SHOWN: Final = 6
HITS_SHOWN: Final = 12
WORDS_FROM: Final = 3
"""Letters from which all text is searched; shorter words would find everything."""
HOUSEHOLD: Final = "household:"


class FindPalette(CommandPalette):
    """Places at once, households and text as the worker answers; nothing is ever waited for.

    `place` carries the id of a place, `household` that of a household.
    """

    place = Signal(str)
    household = Signal(str)

    def __init__(self, window: QWidget, worker: Worker, places: Sequence[Found]) -> None:
        self._places = tuple(places)
        self._answers: tuple[Found, ...] = ()
        self._words = self._answered = ""
        super().__init__(
            window, self._found, placeholder=tr("Zoek een huishouden, een woord of een plek")
        )
        self._latest = Latest(worker)
        self.chosen.connect(self._go)

    def _found(self, words: str) -> list[Found]:
        if words != self._words:
            self._words = words
            self._ask(words)
        low = words.casefold()
        places = [one for one in self._places if low in one.title.casefold()]
        return [*places, *self._answers] if words else places

    def _ask(self, words: str) -> None:
        if not words:
            self._answers, self._answered = (), words
            return
        self._latest.ask(
            lambda session: _in_vault(session, words), lambda found: self._answer(words, found)
        )

    def up_to_date(self) -> bool:
        return self._answered == self._words

    def _answer(self, words: str, found: tuple[Found, ...]) -> None:
        self._answers, self._answered = found, words
        if self.isVisible():
            self.answered()

    def _go(self, key: str) -> None:
        if key.startswith(HOUSEHOLD):
            self.household.emit(key.removeprefix(HOUSEHOLD).split("#")[0])
        elif key:
            self.place.emit(key)


def _in_vault(session: Session, words: str) -> tuple[Found, ...]:
    lines = households.lines(session, words, HOUSEHOLDS_SHOWN)
    found = [
        Found(HOUSEHOLD + line.id, line.name, line.address, "house", kind_word("household"))
        for line in lines
    ]
    if len(words) >= WORDS_FROM:
        hits = [hit for hit in search.find(session, words) if hit.household]
        found += [
            Found(
                f"{HOUSEHOLD}{hit.household}#{hit.id}",
                hit.household_name,
                hit.snippet,
                "text-align-left",
                kind_word(hit.kind),
            )
            for hit in hits[:HITS_SHOWN]
            if hit.kind != "household"
        ]
    return tuple(found)
