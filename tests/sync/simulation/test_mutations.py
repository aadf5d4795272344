"""The simulation is worth something: a program with one rule broken does not get through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.sync.simulation import broken_history, broken_sharing, test_simulation
from tests.sync.simulation.broken_history import (
    a_delete_hides_what_it_never_saw,
    an_edit_settles_what_it_did_not_see,
    the_author_is_who_the_content_says,
    the_clock_decides,
    the_last_to_arrive_wins,
    words_of_another_entity_are_replaced,
)
from tests.sync.simulation.broken_sharing import a_key_is_used_for_ever, the_cut_is_not_looked_at
from tests.sync.simulation.test_simulation import live

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.sync.simulation.world import Made

    Breaks = Callable[[pytest.MonkeyPatch], None]

FEW: Final = 40
MANY: Final = 1000
"""Seeds within which a broken rule must show."""
QUICK: Final = (
    the_author_is_who_the_content_says, the_last_to_arrive_wins, the_clock_decides,
    words_of_another_entity_are_replaced, an_edit_settles_what_it_did_not_see,
    a_delete_hides_what_it_never_saw, the_cut_is_not_looked_at, a_key_is_used_for_ever,
)  # fmt: skip
"""What shows within a few seeds of many."""
CAUGHT: Final = (AssertionError, KeyError)
"""A truth does not hold, or the program stumbles over what it left."""
SLOW: Final = tuple(
    one for one in (*broken_history.BROKEN, *broken_sharing.BROKEN) if one not in QUICK
)


@pytest.fixture(autouse=True)
def kept_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed that finds a broken rule is none that failed."""
    monkeypatch.setattr(test_simulation, "KEPT", tmp_path)


def lives(made: Made, seeds: int) -> None:
    for seed in range(seeds):
        live(seed, made)


@pytest.mark.parametrize("breaks", QUICK)
def test_that_a_broken_rule_shows_soon(
    breaks: Breaks, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    with pytest.raises(CAUGHT):
        lives(made, FEW)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("breaks", SLOW)
def test_that_a_broken_rule_shows(
    breaks: Breaks, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch)
    with pytest.raises(CAUGHT):
        lives(made, MANY)
