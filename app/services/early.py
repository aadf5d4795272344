"""Words that were typed before their field was on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import fields
from app.services.fields import SavedAt
from app.services.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.session import Session


def behind(words: object, early: str, between: str) -> str:
    """`early` after what stands there; nothing that stands there is changed."""
    return f"{words}{between}{early}" if isinstance(words, str) and words else early


def add(
    session: Session, find: Callable[[Session], Target], part: str, early: str, between: str
) -> SavedAt:
    """Put words behind what `find` names; all in one change, so a second try adds them once.

    What is being typed there becomes a change first. `part` is one text in a register.
    """
    target = find(session)
    fields.commit(session, target)
    now = fields.read(session, target)
    value: object
    if part:
        parts = fields.parts_of(now.value)
        value = {**parts, part: behind(parts.get(part), early, between)}
    else:
        value = behind(now.value, early, between)
    fields.put(session, target, value, now.seen)
    return fields.saved_now(session)
