"""What the vault says late: nothing opens behind the lock, or where one has gone on from."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from app.services import households, referrals
from app.services.target import Target
from app.ui.dossier.controls import Register, ValueControl
from app.ui.dossier.forms import Item
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.ui.conftest import Opened

CTRL = Qt.KeyboardModifier.ControlModifier
Go = dict[str, "Callable[[], object]"]


@pytest.fixture
def late(opened: Opened) -> Iterator[Callable[[], None]]:
    """The worker is held until this is called, and what it was asked is answered then."""
    gate = Event()
    opened.bench.referral.close_panel()  # made before: what is late is its answer

    def over() -> None:
        gate.set()
        heard: list[bool] = []
        opened.program._worker._put(  # noqa: SLF001 - also behind the lock
            lambda: opened.program._worker._answered.emit(heard.append, True),  # noqa: SLF001
            None,
            "short",
        )
        opened.qtbot.waitUntil(lambda: bool(heard))

    opened.ask(lambda _s: True)
    opened.program._worker.run(lambda _s: gate.wait(20))  # noqa: SLF001
    yield over
    gate.set()


@pytest.fixture
def ways(opened: Opened) -> Go:
    """Ways to something that the vault is asked for first."""
    home = opened.ask(households.lines)[0].id
    melding = opened.ask(referrals.listing)[0].id
    return {
        "a new melding": opened.bench.new_referral,
        "one that is there": lambda: opened.bench.edit_referral(melding),
        "a visit": lambda: opened.bench.start_visit(home),
    }


@pytest.mark.parametrize("what", ["a new melding", "one that is there", "a visit"])
def test_that_what_comes_after_the_lock_stays_behind_it(
    opened: Opened, ways: Go, late: Callable[[], None], what: str
) -> None:
    ways[what]()
    opened.program.lock()
    late()
    assert opened.program.window.current_screen() == "start"
    assert opened.bench.referral.isHidden()
    page = opened.program.start.unlock_page
    page.passphrase.line.setText(PASSPHRASE)
    page.button.click()
    opened.qtbot.waitUntil(lambda: opened.program.window.current_screen() == "today")
    ways["a new melding"]()
    opened.qtbot.waitUntil(opened.bench.referral.isVisible)
    opened.bench.referral.close_panel()
    assert not opened.program.notice.text()


def test_that_a_melding_that_comes_late_does_not_open_where_one_went_meanwhile(
    opened: Opened, ways: Go, late: Callable[[], None]
) -> None:
    ways["one that is there"]()
    opened.qtbot.keyClick(opened.program.window, Qt.Key.Key_1, CTRL)
    late()
    assert opened.bench.referral.isHidden()
    ways["one that is there"]()
    opened.qtbot.waitUntil(opened.bench.referral.isVisible)


def test_that_an_answer_for_a_part_of_the_screen_that_is_gone_is_heard_by_nobody(
    opened: Opened, late: Callable[[], None]
) -> None:
    desk, window = opened.bench.dossier.desk, opened.program.window
    for wrap in (lambda then: then, partial):
        part = QLabel(window)
        desk.ask(lambda _session: "te laat", then=wrap(part.setText))
        delete(part)
    late()
    opened.ask(lambda _session: True)  # what is wrong is said in a turn of its own
    assert not opened.program.notice.text()


def test_that_a_choice_that_is_drawn_no_more_hears_nothing_of_its_register(opened: Opened) -> None:
    desk, window = opened.bench.dossier.desk, opened.program.window
    home = opened.ask(households.lines)[0].id
    register = Register(desk, Target("household", home, "help_ends"), window)
    day = ValueControl(desk, register.target, Item("help_ends", "Tot", "day", part="on"), register)
    delete(day)
    register.read()
    for _ in range(2):
        opened.ask(lambda _session: True)
    assert not opened.program.notice.text()
