"""What happened once has one word on every tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.services import households
from tests.ui.conftest import Opened


def _words(page: QWidget) -> list[str]:
    shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
    return [one.text() for one in shown if isinstance(one, QLabel)] + [
        one.accessibleName() for one in shown
    ]


def _wait_for_the_contact(opened: Opened, page: QWidget) -> None:
    opened.qtbot.waitUntil(lambda: "De huur is betaald" in " ".join(_words(page)))


def test_that_a_contact_has_one_word_in_the_timeline_and_among_the_talks(opened: Opened) -> None:
    home = opened.ask(lambda s: households.lines(s, "Yıldırım")[0].id)
    opened.bench.open_household(home)
    screen = opened.bench.dossier
    said = {}
    for tab in ("overview", "visits"):
        opened.qtbot.mouseClick(screen.tabs.button(tab), Qt.MouseButton.LeftButton)
        page = screen.pages[tab]
        _wait_for_the_contact(opened, page)
        said[tab] = {word for word in ("Gebeld", "Telefoon") if word in " ".join(_words(page))}
    assert said == {"overview": {"Gebeld"}, "visits": {"Gebeld"}}
