"""Notes to laptops: sound ones are heeded, others are nobody's."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.sealed import Seen
from app.sync import notes
from app.sync.segment import MAX_NUMBER
from app.sync.signed import TornError
from tests.sync.format.keyring import DEVICE, json_values

KEY, ENTRY = "a" * 32, "b" * 40


def test_that_sound_notes_say_what_they_say() -> None:
    assert notes.seen_in({"devices": {DEVICE: [3, [5, 7]]}}) == {DEVICE: Seen(3, frozenset({5, 7}))}
    assert notes.granted_in({"keys": [KEY], "to": [DEVICE]}) == ([KEY], [DEVICE])
    assert notes.erased_in({"entries": [ENTRY]}) == [ENTRY]


@pytest.mark.parametrize(
    "said",
    [
        None, [], 3, [1], [1, [], 2], [1, {}], [1, None], ["1", []], [True, []], [1.0, []],
        [-1, []], [MAX_NUMBER + 1, []], [0, [-1]], [0, ["1"]], [0, [2**63]], [float("inf"), []],
        [0, list(range(notes.MOST_EXTRAS + 1))],
    ],
    ids=lambda said: str(said)[:30],
)  # fmt: skip
def test_that_numbers_that_no_segment_has_are_refused(said: Any) -> None:
    with pytest.raises(TornError):
        notes.seen_in({"devices": {DEVICE: said}})


@pytest.mark.parametrize(
    "note",
    [
        {}, {"devices": []}, {"devices": {"me": [1, []]}}, {"devices": {"\ud800": [1, []]}},
        {"devices": {f"{n:026d}": [0, []] for n in range(notes.MOST_DEVICES + 1)}},
    ],
    ids=lambda note: str(note)[:40],
)  # fmt: skip
def test_that_strange_devices_are_refused(note: dict[str, Any]) -> None:
    with pytest.raises(TornError):
        notes.seen_in(note)


@pytest.mark.parametrize(
    "note",
    [
        {}, {"keys": [KEY]}, {"keys": KEY, "to": [DEVICE]}, {"keys": [KEY], "to": ["\0"]},
        {"keys": [1], "to": [DEVICE]}, {"keys": [KEY] * 500, "to": [DEVICE] * 500},
        {"keys": [KEY] * (notes.MOST_GRANTS + 1), "to": []},
    ],
    ids=lambda note: str(note)[:40],
)  # fmt: skip
def test_that_strange_grants_are_refused(note: dict[str, Any]) -> None:
    with pytest.raises(TornError):
        notes.granted_in(note)


@given(st.dictionaries(st.sampled_from(["devices", "keys", "to", "entries"]), json_values))
def test_that_notes_of_any_content_are_sound_or_refused(note: dict[str, Any]) -> None:
    for read in (notes.seen_in, notes.granted_in, notes.erased_in):
        try:
            read(note)
        except TornError:
            continue
