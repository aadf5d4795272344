"""Where someone was in a visit, so that after a lock the cursor stands there again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from app.ui.gesprek.talk import TalkStep
    from app.ui.kit import NoteBox


@dataclass(frozen=True, slots=True)
class Place:
    """No words, only where."""

    visit: str
    step: str
    area: str
    box: str
    cursor: int


def boxes(talk: TalkStep) -> dict[str, NoteBox]:
    """The boxes of the talk that a person types in, by the field they keep."""
    page = talk.page
    return {
        "text": page.note,
        "own_words": page.own_words.box,
        "own_circle": page.own_circle.box,
        "wish": page.wish.box,
    }


def cursor_in(talk: TalkStep, box: str) -> int:
    """Where the cursor stands in this box, in characters; 0 for no box."""
    return boxes(talk)[box].textCursor().position() if box else 0


def go_back(talk: TalkStep, place: Place) -> None:
    """Puts the focus in the box where it was, the cursor where it stood."""
    box = boxes(talk).get(place.box)
    if box is None:
        return
    box.show()
    box.setFocus(Qt.FocusReason.OtherFocusReason)

    def put() -> None:
        cursor = box.textCursor()
        cursor.setPosition(min(place.cursor, len(box.text())))
        box.setTextCursor(cursor)

    talk.when_shown(put)
