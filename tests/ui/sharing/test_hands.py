"""Three laptops and a folder to which anything happens: no fault, no word lost, all level."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QFileDialog

from app.services import sharing_jobs
from tests.helpers import homes
from tests.ui.sharing import truths
from tests.ui.sharing.conftest import Desk, Table, a_laptop
from tests.ui.sharing.hands import Hands
from tests.ui.sharing.misfortune import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STEPS: Final = 25
STEPS_LONG: Final = 120
LONG: Final = 40
"""Lives of the long run."""
IN_A_TEAM: Final = 0.8
"""Of how many lives two are a team from the start."""
MOST_ROUNDS: Final = 12
"""More than it takes until nothing is new."""


@pytest.fixture
def three(table: Table, qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Desk, ...]]:
    """The third may be somebody's further laptop, or a new member, or nobody of the team."""
    third = a_laptop(qtbot, tmp_path, "Ñandú الأمين", 3)
    yield (*table.desks, third)
    third.program.close()
    third.program.window.deleteLater()


def live(three: tuple[Desk, ...], folder: Path, faults: list[str], seed: int, steps: int) -> None:
    """One life; what failed is printed with what was done."""
    chance = Random(seed)
    place = Folder(folder, chance)
    everyone = tuple(
        Hands(desk, chance, number, place) for number, desk in enumerate(three, start=1)
    )
    for one in everyone:
        one.others = tuple(other for other in everyone if other is not one)
        one.ask(lambda s: homes.new_household(s, "Familie Şahin", pair=[s.vault.member_id]))
    did = [f"seed {seed}"]
    for one in everyone:
        one.did = did
    try:
        if chance.random() < IN_A_TEAM:
            together(everyone[0], everyone[1], folder)
        for _ in range(steps):
            chance.choice(everyone).step()
            assert not faults, faults[0]
        end(everyone, place, faults)
    except BaseException:
        print("\n".join(did))  # noqa: T201 - pytest shows it beside the failure
        raise
    finally:
        for one in everyone:
            one.release()


def together(first: Hands, second: Hands, folder: Path) -> None:
    """The first two are a team, with a household of both."""
    first.desk.job(sharing_jobs.begin, "Team Noorderhaven", str(folder))
    words = second.desk.job(sharing_jobs.ask_to_join, str(folder))
    first.desk.job(sharing_jobs.let_in, words, None)
    assert second.desk.job(sharing_jobs.look_for_answer)
    both = [one.ask(lambda s: s.vault.member_id) for one in (first, second)]
    first.ask(lambda s: homes.new_household(s, "Familie Yılmaz", pair=both))
    for one in (first, second):
        one.share()


def end(everyone: tuple[Hands, ...], place: Folder, faults: list[str]) -> None:
    """All share until nothing is new; then what must be true is."""
    place.back()
    for one in everyone:
        one.front()
        one.unlock()
        one.settle_down()
    for one in truths.members(everyone):
        one.share_for_good()
    share_all = sharing(everyone)
    share_all()
    truths.all_shared(everyone)
    truths.level(everyone)
    truths.what_was_said_is_kept(everyone)
    truths.screens_say_what_is_so(everyone)
    truths.nobody_else_reads_what_is_new(everyone, share_all)
    for one in everyone:
        assert one.ask(lambda s: s.vault.check())["ok"]
    assert not faults, faults[0]


def sharing(everyone: tuple[Hands, ...]) -> Callable[[], None]:
    """Everyone, by turns."""

    def share_all() -> None:
        before: list[object] = []
        for _ in range(MOST_ROUNDS):
            for one in everyone:
                one.front()
                one.share()
            now = [one.ask(truths.mark) for one in everyone]
            if now == before:
                return
            before = now
        pytest.fail("there is always something new")

    return share_all


@pytest.fixture
def stick(faults: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Who is asked for a folder points at a stick."""
    (tmp_path / "stick").mkdir()
    found = str(tmp_path / "stick")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: found)
    return faults


def test_that_nothing_that_a_team_does_is_a_fault(
    three: tuple[Desk, ...], table: Table, stick: list[str]
) -> None:
    live(three, table.folder, stick, 0, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, LONG))
def test_that_nothing_is_a_fault_in_many_lives_of_a_team(
    three: tuple[Desk, ...], table: Table, stick: list[str], seed: int
) -> None:
    live(three, table.folder, stick, seed, STEPS_LONG)
