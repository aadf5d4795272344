"""A part of a screen that is shown before it has its place is a window of its own for a moment."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

if TYPE_CHECKING:
    import pytest

_OUR_CODE: Final = "app."
_PLAIN: Final = (Qt.WindowType.Widget, Qt.WindowType.Window)


def forbid_stray_windows(patch: pytest.MonkeyPatch) -> None:
    """From now on the program may show no part of it that has no place in its window yet.

    Such a part flashes beside the program and takes the keyboard along. Tests may show parts on
    their own; what is looked at is only what the program's code shows while its window stands.
    """
    for name in ("setVisible", "show"):
        patch.setattr(QWidget, name, _looked_at(getattr(QWidget, name)))


def _looked_at(real: Any) -> Any:
    def shown(self: QWidget, *asked: bool) -> None:
        if all(asked) and self.isWindow() and _program_asks(sys._getframe(1).f_globals):  # noqa: SLF001 - who shows it
            own = isinstance(self, QMainWindow | QDialog) or self.windowType() not in _PLAIN
            assert own or not _program_stands(), f"{type(self).__name__} is shown without a place"
        real(self, *asked)

    return shown


def _program_asks(caller: dict[str, Any]) -> bool:
    return str(caller.get("__name__", "")).startswith(_OUR_CODE)


def _program_stands() -> bool:
    return any(
        isinstance(window, QMainWindow) and window.isVisible()
        for window in QApplication.topLevelWidgets()
    )
