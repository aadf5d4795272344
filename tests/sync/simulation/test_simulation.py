"""Thousands of small teams with every fault at once: nothing is lost, equals are equal."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import pytest

from tests.helpers.vaults import quick_folder
from tests.sync.simulation.fate import fated
from tests.sync.simulation.truths import check
from tests.sync.simulation.world import World, made_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sync.simulation.world import Made

SEEDS: Final = int(os.environ.get("DREMPEL_SEEDS", "1000"))
BATCH: Final = 25
KEPT: Final = Path(".simulation-failures")
SIZES: Final = (2, 2, 3, 3, 3, 4, 5)
LARGEST: Final = 15
LONG: Final = 120
"""Steps of the longest lives."""


@pytest.fixture(scope="module")
def made() -> Iterator[Made]:
    """In memory where there is such a place: the simulation is not about the disk."""
    folder = quick_folder()
    yield made_in(folder)
    shutil.rmtree(folder)


def live(seed: int, made: Made) -> Counter[str]:
    """One seed from beginning to end; how often what happened."""
    folder = made.folder / f"seed{seed}"
    chance = Random(f"shape {seed}")
    size = LARGEST if seed % 100 == 0 else chance.choice(SIZES)
    made.team(size)
    folder.mkdir()
    world = World(seed, folder, made)
    try:
        with fated(seed):
            world.found(size) if seed % 20 == 1 else world.begin(size)
            world.run(LONG if seed % 25 == 2 else chance.randrange(8, 40))
            world.heal()
            check(world)
    except BaseException as error:
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{seed}.txt").write_text(f"{type(error).__name__}: {error}\n")
        error.add_note(f"seed {seed}")
        raise
    finally:
        world.end()
    world.tally[f"teams of {size}"] += 1
    return world.tally


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_that_a_team_in_trouble_loses_nothing(first: int, made: Made) -> None:
    for seed in range(first, min(first + BATCH, SEEDS)):
        live(seed, made)
