"""Thousands of small teams with every fault at once: nothing is lost, equals are equal."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.sync.simulation.fate import fated
from tests.sync.simulation.laptops import template
from tests.sync.simulation.truths import check
from tests.sync.simulation.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = int(os.environ.get("DREMPEL_SEEDS", "1000"))
BATCH = 25
KEPT = Path(".simulation-failures")


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A template in memory where there is such a place: the simulation is not about the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own in it
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    yield template(folder)
    shutil.rmtree(folder)


def live(seed: int, made: Path) -> None:
    """One seed from beginning to end."""
    folder = made.parent / f"seed{seed}"
    folder.mkdir()
    with fated(seed):
        _live(seed, folder, made)


def _live(seed: int, folder: Path, made: Path) -> None:
    chance = Random(f"life {seed}")
    world = World(seed, folder, made)
    try:
        world.found(chance.choice((2, 2, 3, 3, 3, 4, 5, 15 if seed % 50 == 0 else 4)))
        world.run(chance.randrange(10, 60))
        world.heal()
        check(world)
    except BaseException as error:
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{seed}.txt").write_text(f"{type(error).__name__}: {error}\n")
        error.add_note(f"seed {seed}")
        raise
    finally:
        for laptop in world.laptops:
            laptop.vault._store.db.connection.close()  # noqa: SLF001 - no drafts to keep
        shutil.rmtree(folder)


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_that_a_team_in_trouble_loses_nothing(first: int, made: Path) -> None:
    for seed in range(first, min(first + BATCH, SEEDS)):
        live(seed, made)
