"""Taking widgets out of a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout


def empty(layout: QLayout, start: int = 0) -> None:
    """Take away everything from the place `start` on; out of sight at once, gone a little later."""
    while layout.count() > start:
        item = layout.takeAt(start)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
