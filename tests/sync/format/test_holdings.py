"""Chains of segments, as hostile ones may name each other."""

from __future__ import annotations

from app.model.sealed import Held, Standing
from app.sync.names import PackName
from app.sync.segment import MAX_NUMBER
from app.sync.shelf import Holdings
from tests.sync.format.keyring import DEVICE

FIRST, LAST, INSTEAD = "a" * 40, "b" * 40, "c" * 40


def held(name: str, number: int, previous: str | None) -> Held:
    return Held(name, DEVICE, number, previous, 100, Standing.COUNTS, carries=True)


def test_that_a_circle_of_replacements_has_an_end() -> None:
    """The last names the first as its previous, and what replaced the first names the last."""
    circle = Holdings([held(LAST, MAX_NUMBER, FIRST), held(INSTEAD, 1, LAST)], {FIRST: INSTEAD})
    assert circle.bundle(PackName(DEVICE, 1, MAX_NUMBER, "d" * 40)) is None
    assert circle.tips(DEVICE) == []
    assert len(circle.runs([LAST, INSTEAD])) <= 2
