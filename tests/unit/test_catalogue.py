"""The English of the screens is complete, current and fills in the same values."""

from __future__ import annotations

import json
from pathlib import Path

from tools.catalogue import ENGLISH, collect, faults, unreadable


def test_that_every_text_of_the_screens_has_english_and_none_is_stale() -> None:
    english = json.loads(ENGLISH.read_text(encoding="utf-8"))
    assert faults(set(collect()), english) == []
    assert unreadable() == []


def test_that_the_english_is_sorted_so_that_two_people_can_add_to_it() -> None:
    keys = list(json.loads(ENGLISH.read_text(encoding="utf-8")))
    assert keys == sorted(keys)


def test_that_a_missing_a_stale_an_empty_and_an_altered_text_are_each_told() -> None:
    english = {"Weg": "Gone", "Leeg": " ", "Dag {naam}": "Hello {name}"}
    told = faults({"Nieuw", "Leeg", "Dag {naam}"}, english)
    assert told == [
        "no English: 'Nieuw'",
        "no screen says this: 'Weg'",
        "other values than the Dutch: 'Dag {naam}'",
        "empty English: 'Leeg'",
    ]


def test_that_both_branches_of_a_choice_are_collected_and_a_variable_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "screen.py").write_text('a = tr("Ja" if b else "Nee")\nc = tr(words)\n')
    assert collect(tmp_path) == {"Ja": "screen.py:1", "Nee": "screen.py:1"}
    assert unreadable(tmp_path) == ["screen.py:2"]
