"""Where the keyboard goes: with Tab, back to where it was, or into a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


def tab_within(cover: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next (or previous) control of `cover`, round and round.

    For `focusNextPrevChild` of a widget that covers others. Always True: also where nothing
    in it can have the keyboard, Tab goes nowhere else.
    """
    start = QApplication.focusWidget()
    here = start if start is not None and cover.isAncestorOf(start) else cover
    other = _beside(here, forward=forward)
    while other is not here:
        if cover.isAncestorOf(other) and _takes_tab(other, cover):
            _give_keyboard(other, forward=forward)
            break
        other = _beside(other, forward=forward)
    return True


def tab_in_order(page: QWidget, parts: Iterable[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to the next control of `parts`, whenever each of them was made.

    For `focusNextPrevChild` of a page of which parts are drawn again. After the last, and before
    the first, it goes out of the page; round and round where there is nothing else. False when the
    keyboard is in none of the parts.
    """
    every = [one for part in parts for one in (part, *part.findChildren(QWidget))]
    stops = [one for one in every if _takes_tab(one, page)]
    here = QApplication.focusWidget()
    if here not in stops:
        return False
    place = stops.index(here) + (1 if forward else -1)
    if 0 <= place < len(stops):
        other = stops[place]
    else:
        other = _beside(here, forward=forward)
        while other is not here and (page.isAncestorOf(other) or not _takes_tab(other)):
            other = _beside(other, forward=forward)
        if other is here:
            other = stops[0 if forward else -1]
    _give_keyboard(other, forward=forward)
    return True


def give_back(before: QWidget | None, otherwise: Callable[[], object]) -> None:
    """Give the keyboard to where it was; where that is gone or out of sight, do `otherwise`.

    A page that was drawn again meanwhile has deleted what stood on it.
    """
    if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        otherwise()


def enter(page: QWidget) -> None:
    """Give the keyboard to the first control of `page`, or to the page itself without one."""
    stops = (one for one in page.findChildren(QWidget) if _takes_tab(one))
    next(stops, page).setFocus(Qt.FocusReason.OtherFocusReason)


def _give_keyboard(widget: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason
    widget.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)


def _beside(widget: QWidget, *, forward: bool) -> QWidget:
    beside = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return beside or widget


def _takes_tab(widget: QWidget, cover: QWidget | None = None) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    shown = widget.isVisible() if cover is None else widget.isVisibleTo(cover)
    return stops and widget.isEnabled() and shown
