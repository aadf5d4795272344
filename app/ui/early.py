"""Where words go that were typed before their field was on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.services import unkept
from app.ui.saving import RETRY_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.fields import SavedAt
    from app.services.session import Session
    from app.services.target import Target
    from app.ui.desk import Desk
    from app.ui.saving import Binding


def hand_over(
    desk: Desk, find: Callable[[Session], Target], part: str, words: str, between: str
) -> None:
    """Ask at once, so before a lock, to put the words behind what `find` names.

    Tried again while that fails, as a field does.
    """
    these = object()

    def done(saved: SavedAt) -> None:
        desk.saved(these, saved)
        desk.look_over(words)

    def failed(error: object) -> None:
        desk.show_error(error)
        QTimer.singleShot(RETRY_MS, desk, ask)

    def ask() -> None:
        if desk.is_open:
            desk.unsaved(these)
            desk.do(
                unkept.add,
                find,
                part,
                words,
                between,
                then=done,
                failed=failed,
            )

    ask()


def expect(desk: Desk, binding: Binding, target: Target, part: str = "") -> None:
    """Words typed from now on are of this target, also if its field never comes."""
    shown = binding.field
    if shown is None or (shown.target, shown.part) != (target, part):
        keep = partial(hand_over, desk, lambda _session: target, part)
        binding.wait(desk, (target, part), keep)
