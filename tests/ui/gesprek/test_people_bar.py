"""Names typed under "Wie zitten er aan tafel?": no lock, refresh or full disk takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.clock import FixedClock, derived_id
from app.services import session, visits
from app.services.records import persons
from app.ui.gesprek import GesprekScreen
from app.ui.gesprek.people_bar import PeopleBar
from app.ui.worker import Worker
from tests.ui.gesprek.conftest import PASSPHRASE, Vault

NEW = derived_id("test", "familie Ibn Şahin")
NAMES = ["Yusuf al-Amin", "Zeynep Ibn Şahin"]


@pytest.fixture
def first(qtbot: QtBot, worker: Worker, vault: Vault, clock: FixedClock) -> Iterator[GesprekScreen]:
    """The visit to a household of which nobody is known, with names in the line."""
    vault.record("household", NEW, name="Familie Ibn Şahin", status="afspraak")
    made = GesprekScreen(worker, clock)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.open_visit(vault(visits.start, NEW))
    qtbot.waitUntil(made.people_bar.isVisible, timeout=5000)
    line_of(made.people_bar).insert(" en ".join(NAMES))
    yield made
    made.clear()
    made.close()
    made.deleteLater()


def line_of(bar: PeopleBar) -> QLineEdit:
    return bar.line.line


def known(vault: Vault) -> list[str]:
    return [person.name for person in vault(persons, NEW)]


def test_that_a_lock_makes_persons_of_the_names_in_the_line(
    qtbot: QtBot, first: GesprekScreen, worker: Worker, vault: Vault, clock: FixedClock
) -> None:
    path = vault(lambda s: s.vault.path)
    first.lock_requested.connect(worker.lock)
    with qtbot.waitSignal(worker.locked, timeout=5000):
        first.to_lock.idle.emit()
    assert line_of(first.people_bar).text() == ""
    opened = session.unlock(path, PASSPHRASE, clock)
    assert [person.name for person in persons(opened, NEW)] == NAMES
    opened.lock()


def test_that_a_person_from_elsewhere_takes_no_names_out_of_the_line(
    qtbot: QtBot, first: GesprekScreen, vault: Vault
) -> None:
    vault.record("person", derived_id("test", "łucja"), household=NEW, name="Łucja Şahin")
    qtbot.waitUntil(lambda: first.visit is not None and len(first.visit.persons) == 1, timeout=5000)
    assert first.people_bar.isVisible()
    qtbot.keyClick(line_of(first.people_bar), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sorted(known(vault)) == sorted(["Łucja Şahin", *NAMES]), timeout=5000)
    assert not first.people_bar.isVisible()


def test_that_names_that_the_disk_refused_stand_in_the_line_again(
    qtbot: QtBot, first: GesprekScreen, vault: Vault, refusing: Callable[[bool], None]
) -> None:
    refusing(True)
    line = line_of(first.people_bar)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text() == " en ".join(NAMES), timeout=5000)
    assert first.people_bar.isVisible()
    refusing(False)
    qtbot.mouseClick(first.people_bar.later, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: known(vault) == NAMES, timeout=5000)


def test_that_safety_is_asked_of_nobody_where_nobody_is_known(
    qtbot: QtBot, first: GesprekScreen
) -> None:
    first.show_step("na_afloop")
    first.aftermath._part("closing")  # noqa: SLF001 - as its tab does
    qtbot.waitUntil(first.aftermath.closing.isVisible)
    assert not first.aftermath.closing.safety.isVisible()
    assert not first.aftermath.closing.when.isVisible()
