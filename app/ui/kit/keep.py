"""Tab within what covers the rest: nothing behind it gets the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


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
            reason = Qt.FocusReason.TabFocusReason
            other.setFocus(reason if forward else Qt.FocusReason.BacktabFocusReason)
            break
        other = _beside(other, forward=forward)
    return True


def _beside(widget: QWidget, *, forward: bool) -> QWidget:
    beside = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return beside or widget


def _takes_tab(widget: QWidget, cover: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return stops and widget.isEnabled() and widget.isVisibleTo(cover)
