"""Teams that just began, for every life of this process."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.helpers.vaults import quick_folder
from tests.sync.simulation.world import LARGER, LARGEST, SIZES, made_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.sync.simulation.world import Made


@pytest.fixture(scope="session")
def made() -> Iterator[Made]:
    """All of them, while no test breaks a rule; in memory, as nothing here is about the disk."""
    folder = quick_folder()
    begun = made_in(folder)
    for size in sorted({*SIZES, *LARGER, LARGEST}):
        begun.team(size)
    yield begun
    shutil.rmtree(folder)
