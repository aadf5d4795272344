"""Arrows, Home and End among what stands in one row or column."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.kit.keep import roved

KEY = Qt.Key
ENTRIES = ("plan", "zrm", "netwerk")
SCEDILLA = 0x15E
"""A key of a Turkish keyboard that Qt has no name for."""


@pytest.mark.parametrize(
    ("key", "here", "there"),
    [
        (KEY.Key_Right, 0, "zrm"),
        (KEY.Key_Right, 2, "plan"),
        (KEY.Key_Left, 0, "netwerk"),
        (KEY.Key_Home, 2, "plan"),
        (KEY.Key_End, 0, "netwerk"),
        (KEY.Key_Down, 0, ""),
        (SCEDILLA, 0, ""),
    ],
)
def test_that_arrows_go_round_and_another_key_goes_nowhere(key: int, here: int, there: str) -> None:
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    assert roved(press, ENTRIES, here, (KEY.Key_Left,), (KEY.Key_Right,)) == there
    assert roved(press, (), here, (KEY.Key_Left,), (KEY.Key_Right,)) == ""
