"""Chains of segments, as hostile ones may name each other."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from app.model.sealed import Held, Kept, Standing
from app.sync import pack
from app.sync.names import PackName, SegmentName
from app.sync.segment import MAX_NUMBER
from app.sync.shelf import Holdings
from tests.helpers.vaults import a_vault
from tests.sync.format.keyring import DEVICE

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.sharing import Sharing
    from app.sync.names import LogName

DEVICES = (DEVICE, DEVICE[::-1])
FIRST, LAST, INSTEAD = "a" * 40, "b" * 40, "c" * 40


def held(name: str, number: int, previous: str | None) -> Held:
    return Held(name, DEVICE, number, previous, 100, Standing.COUNTS, carries=True)


def test_that_a_circle_of_replacements_has_an_end() -> None:
    """The last names the first as its previous, and what replaced the first names the last."""
    circle = Holdings([held(LAST, MAX_NUMBER, FIRST), held(INSTEAD, 1, LAST)], {FIRST: INSTEAD})
    assert circle.bundle(PackName(DEVICE, 1, MAX_NUMBER, "d" * 40)) is None
    assert circle.tips(DEVICE) == []
    assert len(circle.runs([LAST, INSTEAD])) <= 2


def a_step(chance: random.Random, ledger: Sharing) -> None:
    """More segments, now and then after a fork or a gap; or some move out, in, or are replaced."""
    there = ledger.segments()
    what = chance.random()
    some = chance.sample(there, min(len(there), 2))
    if what < 0.1:
        ledger.retract([one.id for one in some], [])
    elif what < 0.2:
        ledger.readmit([one.id for one in some])
    elif what < 0.3 and some:
        old = some[0]
        ledger.keep_segments([_kept(chance, old.device, old.number, old.previous, old.id)], [])
    else:
        before = chance.choice(there[-4:]) if there else None
        device = before.device if before and chance.random() < 0.8 else chance.choice(DEVICES)
        number = before.number + 1 if before and before.device == device else 1
        previous = before.id if number > 1 and before else None
        ledger.keep_segments([_kept(chance, device, number, previous)], [])


def _kept(
    chance: random.Random, device: str, number: int, previous: str | None, *replaces: str
) -> Kept:
    name = f"{chance.getrandbits(160):040x}"
    carries = chance.random() < 0.7
    return Kept(name, device, number, previous, b"x", (), carries=carries, replaces=replaces)


def packs_of(held: Holdings) -> set[PackName]:
    """Of every two and three that follow each other."""
    found = set()
    for last in held.by_id.values():
        for count in (2, 3):
            chain = held.back(last.id, count)
            if chain:
                name = pack.hash_of([one.id for one in chain])
                found.add(PackName(last.device, chain[0].number, last.number, name))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_that_what_was_followed_is_what_is_read_anew(tmp_path: Path, seed: int) -> None:
    chance, kept = random.Random(seed), Holdings()
    names: set[PackName] = set()
    with closing(a_vault(tmp_path / "a.drempel", "Łukasz Ñ")) as vault:
        ledger = vault.sharing
        for _step in range(40):
            a_step(chance, ledger)
            kept.follow(ledger)
            anew = Holdings(ledger.segments(), ledger.replaced())
            names |= packs_of(anew)
            assert kept.by_id == anew.by_id
            assert (kept.seen, kept.carried, kept.merged) == (anew.seen, anew.carried, anew.merged)
            assert [kept.bundle(name) for name in names] == [anew.bundle(name) for name in names]
            for device in anew.devices:
                files: list[LogName] = [
                    one for one in names if one.first % 2 and one.device == device
                ]
                tips = anew.tips(device)
                files += [SegmentName(device, one.number, one.id) for one in tips]
                assert kept.tips(device) == anew.tips(device)
                assert kept.counting(device) == anew.counting(device)
                assert kept.apart(device) == anew.apart(device)
                assert kept.lacking(device, files) == anew.lacking(device, files)
