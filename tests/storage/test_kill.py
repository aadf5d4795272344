"""A laptop that dies at any moment: what was shown as saved is there when it comes back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.dying import (
    LONGEST_SECONDS,
    Moment,
    assert_all_there,
    copied,
    first_vault,
    type_until,
)
from tests.helpers.vaults import on_disk

MOMENTS = 12
LONG_MOMENTS = 200
LONG_PARTS = 4
"""So that two workers can share them."""
MOST_WORDS = 120
"""Words that the typist may say before it dies."""


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    yield from on_disk()


def test_that_nothing_saved_is_lost_when_the_laptop_dies(tmp_path: Path) -> None:
    die_often(tmp_path, MOMENTS, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_that_nothing_saved_is_lost_at_two_hundred_moments(tmp_path: Path, part: int) -> None:
    die_often(tmp_path, LONG_MOMENTS // LONG_PARTS, seed=2 + part)


def die_often(folder: Path, moments: int, seed: int) -> None:
    chance = random.Random(seed)
    first = first_vault(folder)
    for number in range(moments):
        path = copied(first, folder / f"{number}.drempel")
        moment = Moment(chance.randrange(MOST_WORDS), chance.uniform(0, LONGEST_SECONDS))
        heard = type_until(path, moment, lambda process: process.kill())
        assert_all_there(path, heard)
