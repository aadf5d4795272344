"""Thousands of small teams with every fault at once: nothing is lost, equals are equal."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import pytest

from app.storage.store import Store
from app.sync import upkeep
from tests.sync.simulation.fate import fated
from tests.sync.simulation.truths import check
from tests.sync.simulation.world import LARGER, LARGEST, SIZES, World

if TYPE_CHECKING:
    from tests.sync.simulation.world import Made

SEEDS: Final = int(os.environ.get("DREMPEL_SEEDS", "40"))
BATCH: Final = 4
"""Seeds of one test: few, so that no process works alone at the end."""
KEPT: Final = Path(".simulation-failures")
FANOUTS: Final = (3, 3, 8)
"""Files that become one pack: mostly few, so that a short life knows packs of packs."""
LONG: Final = 120
"""Steps of the longest lives."""
ENOUGH: Final = 1000
"""Seeds of which every fault must be part at least `OFTEN` times."""
OFTEN: Final = 10
MUST_HAPPEN: Final = (
    "brings back", "brings files back", "clock at 2001", "clock at 2040",
    "copies of a synchroniser", "copy that does not notice", "copy that notices",
    "counts to the end", "crash after the vault wrote", "crash after upload",
    "crash before the vault wrote", "crash between files", "crash between statements",
    "damaged while read", "deletes", "disk of the vault full", "empties a share",
    "erases a dossier", "erases a goal", "further laptop", "goes on typing", "half copied",
    "hands over", "has another time", "is backed up", "leaves a segment of a newer format",
    "loses files of a share", "loses its disk", "moves the cut", "new member", "not listed yet",
    "reader added", "reader taken out", "removes a laptop", "removes a member",
    "replaces what came later", "replaces words of another entity", "rolls a share back", "settles",
    "share away", "share full", "signs a bomb", "signs what no program writes", "stale listing",
    "teams of 15", "types a draft", "uses the sheet", "vanishes while read", "writes a closed note",
    "writes with a newer program",
)  # fmt: skip


def live(seed: int, made: Made) -> Counter[str]:
    """One seed from beginning to end; how often what happened."""
    folder = made.folder / f"seed{seed}"
    chance = Random(f"shape {seed}")
    size = LARGEST if seed % 100 == 0 else chance.choice(LARGER if seed % 100 == 50 else SIZES)
    made.team(size)
    folder.mkdir()
    world = World(seed, folder, made)
    gc.disable()  # a life is short: one look at what it left behind is enough
    try:
        with fated(seed), patch.object(upkeep, "FANOUT", chance.choice(FANOUTS)):
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
        gc.enable()
        world.end()
    world.tally[f"teams of {size}"] += 1
    del world.tally[""]
    return world.tally


@pytest.mark.parametrize("first", range(0, SEEDS, BATCH))
def test_that_a_team_in_trouble_loses_nothing(
    first: int, made: Made, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tally: Counter[str] = Counter()
    for seed in range(first, min(first + BATCH, SEEDS)):
        tally += live(seed, made)
    counted = _all_counted(tmp_path_factory, first, tally)
    if counted is not None and SEEDS >= ENOUGH:
        sys.stdout.writelines(f"{often:8d} {what}\n" for what, often in sorted(counted.items()))
        seldom = {what: counted[what] for what in MUST_HAPPEN if counted[what] < OFTEN}
        assert not seldom, "the simulation shows too little"


def test_that_what_a_vault_remembers_is_what_stands_in_it(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was written since: each answer is beside what the vault says when asked anew."""
    kept, grown = Store.kept, Store.grown

    def asked_anew(self: Store, what: object, stamp: object, read: Any, *asked: Any) -> Any:
        told = kept(self, what, stamp, read, *asked)
        assert told == read(*asked), f"{what} is not what stands in the vault"
        return told

    def from_the_first(self: Store, what: object, stamp: object, upto: int, read: Any) -> Any:
        told = grown(self, what, stamp, upto, read)
        assert told == read(0), f"{what} is not what stands in the vault"
        return told

    monkeypatch.setattr(Store, "kept", asked_anew)
    monkeypatch.setattr(Store, "grown", from_the_first)
    for seed in (1, 2, 27, 50):
        live(seed, made)


def _all_counted(
    folders: pytest.TempPathFactory, first: int, tally: Counter[str]
) -> Counter[str] | None:
    """What happened in all batches, of whichever process, for the one that comes last."""
    folder = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "simulation"
    folder.mkdir(exist_ok=True)
    beside = folder / f"{first}.part"
    beside.write_text(json.dumps(tally))
    beside.rename(folder / f"{first}.json")
    parts = list(folder.glob("*.json"))
    if len(parts) < len(range(0, SEEDS, BATCH)):
        return None
    counted: Counter[str] = Counter()
    for part in parts:
        counted += Counter(json.loads(part.read_text()))
    return counted
