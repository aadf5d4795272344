"""In English the lists of the field are English too; what people wrote stays as they wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.conversation import content
from app.services import households, visits
from app.services.records import persons
from app.ui.dossier.overview import OverviewTab
from app.ui.preferences import Preferences, save
from tests.ui.conftest import Opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def english(tmp_path: Path) -> None:
    save(tmp_path / "instellingen.json", Preferences(language="en"))


@pytest.fixture
def opened(english: None, locked: Opened) -> Opened:
    locked.unlock()
    return locked


def test_that_the_rail_of_a_talk_is_english(opened: Opened) -> None:
    home = opened.ask(lambda s: households.lines(s, "Yıldırım")[0].id)
    opened.bench.start_visit(home)
    opened.qtbot.waitUntil(opened.bench.in_visit)
    talk = opened.bench.gesprek.talk
    opened.qtbot.waitUntil(lambda: talk.rail.model().rowCount() == len(content.areas().areas))
    shown = [talk.rail.model().index(row, 0).data() for row in range(talk.rail.model().rowCount())]
    assert shown == [area.title.en for area in content.areas().areas]


def test_that_the_timeline_and_its_words_are_english(opened: Opened) -> None:
    home = opened.ask(lambda s: households.lines(s, "Yıldırım")[0].id)
    opened.bench.open_household(home)
    screen = opened.bench.dossier
    opened.qtbot.mouseClick(screen.tabs.button("overview"), Qt.MouseButton.LeftButton)
    page = screen.pages["overview"]
    assert isinstance(page, OverviewTab)
    opened.qtbot.waitUntil(lambda: "De huur is betaald" in _named(page.timeline))
    assert _named(page.timeline).startswith("Called ")


def test_that_the_domains_of_the_zrm_are_english(opened: Opened) -> None:
    home = opened.ask(lambda s: households.lines(s, "Yıldırım")[0].id)
    visit = opened.ask(visits.start, home)
    person = opened.ask(lambda s: persons(s, home)[0].id)
    opened.ask(visits.set_present, visit, [person])
    opened.bench.start_visit(home)
    talk = opened.bench.gesprek.talk
    opened.qtbot.waitUntil(lambda: opened.bench.in_visit() and talk.page.detail is not None)
    opened.bench.gesprek.show_step("na_afloop")
    page = opened.bench.gesprek.aftermath
    opened.qtbot.waitUntil(lambda: "Finances: 5" in _named(page))


def _named(page: QWidget) -> str:
    return " ".join(one.accessibleName() for one in page.findChildren(QWidget) if one.isVisible())
