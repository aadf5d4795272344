"""The look is on for every test of the kit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.theme import apply_theme


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light", 1.0)
    yield
    apply_theme(qapp, "light", 1.0)
