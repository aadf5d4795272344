"""A closed note in difference: folded until somebody asks, and on nobody's agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.helpers.apart import HOME, VISIT, Apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.differences.conftest import Seen


def a_closed_note(apart: Apart) -> None:
    apart.write(apart.sanne, "closed_note", "C1", household=HOME, visit=VISIT, text="samen")
    apart.meet()
    apart.write(apart.sanne, "closed_note", "C1", text="Mehmet is bang.")
    apart.write(apart.fenna, "closed_note", "C1", text="Mehmet durft niet.")


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    return a_closed_note


def test_that_a_closed_note_shows_no_word_until_somebody_asks(seen: Seen) -> None:
    seen.look(1)
    (card,) = seen.screen.cards
    texts = [side.words for side in card.sides if side.words]
    assert not any(words.isVisible() for words in texts)
    assert not card.press("1")
    assert card.reveal is not None
    assert card.reveal.hasFocus()
    here = QApplication.focusWidget()
    seen.qtbot.keyClick(here, Qt.Key.Key_Return)
    seen.qtbot.waitUntil(lambda: all(words.isVisible() for words in texts))
    assert [button.key for button in card.buttons] == ["1", "2", "3"]
    seen.qtbot.keyClick(QApplication.focusWidget(), "1")
    seen.wait_for(0)
