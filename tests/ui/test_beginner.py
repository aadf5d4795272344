"""Beginning, opening, closing off, putting back and setting, in any order: nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from app.services import session
from app.services.demo import make
from app.storage.vault import create_vault
from tests.helpers.lives import a_life
from tests.helpers.vaults import TINY
from tests.ui.beginner import Beginner
from tests.ui.laptop import Laptop

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STEPS: Final = 40
STEPS_LONG: Final = 100
SHORT: Final = 2
LONG: Final = 60
"""Lives of the long run."""


@pytest.fixture
def laptop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only_asked_for: None) -> Laptop:
    """Nothing on it yet; keys cost next to nothing."""

    def cheap(path: Path, words: str, fields: Any, clock: Any, _cost: Any) -> Any:
        return create_vault(path, words, fields, clock, TINY)

    monkeypatch.setattr(session, "create_vault", cheap)
    here = Laptop(tmp_path)
    monkeypatch.setattr(make, "make_team", here.make_practice)
    return here


def live(hands: Beginner, faults: list[str], steps: int) -> None:
    with a_life(hands.did, hands.leave):
        for _ in range(steps):
            hands.step()
            assert not faults, faults[0]
            if hands.chance.random() < 0.5:
                hands.look()
        hands.finish()
        assert not faults, faults[0]


@pytest.mark.parametrize("seed", range(SHORT))
def test_that_whatever_a_beginner_does_nothing_is_lost(
    qtbot: QtBot, laptop: Laptop, faults: list[str], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(Beginner(laptop, qtbot, seed, monkeypatch), faults, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SHORT, LONG))
def test_that_nothing_is_lost_in_many_lives(
    qtbot: QtBot, laptop: Laptop, faults: list[str], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(Beginner(laptop, qtbot, seed, monkeypatch), faults, STEPS_LONG)
