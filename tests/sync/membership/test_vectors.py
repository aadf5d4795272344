"""The vectors of membership: what another implementation must find too."""

from __future__ import annotations

import base64
import json
from functools import partial
from importlib.resources import files
from typing import Any

import pytest

from app.crypto.recovery import RecoveryKeys
from app.crypto.spoken import from_twenty_four, six_words, twenty_four
from app.model.sealed import Vote
from app.sync import signed
from app.sync.membership import evaluate
from app.sync.votes import Heard
from tests.sync.format.second_reader import words
from tests.sync.format.second_reader.forks import Said, decided
from tests.sync.format.second_reader.share import tree_of
from tests.sync.membership import vectors

CASES: dict[str, Any] = json.loads((vectors.FOLDER / "membership.json").read_text("utf-8"))
SPOKEN = (files("resources") / "wordlists" / "spoken.txt").read_text("utf-8").split()
WORDS: dict[str, Any] = json.loads((vectors.FOLDER / "membership-words.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_that_the_files_of_each_vector_give_the_team_that_it_says(name: str) -> None:
    case = CASES[name]
    members = [base64.b64decode(text) for text in case["files"]]
    own = {device: base64.b64decode(key) for device, key in case["own"].items()}
    votes = [
        Vote(device, signed.mark(base64.b64decode(key)), follows, number)
        for device, key, follows, number in case["said"]
    ]
    for order in (1, -1):
        heard = partial(Heard, votes[::order], own)
        assert vectors.told(evaluate(case["team"], members[::order], heard)) == case["expected"]
    second = tree_of(case["team"], members)
    second.own = own
    second.said = [Said(one, base64.b64decode(key), *rest) for one, key, *rest in case["said"]]
    team, path = decided(second)
    expected = case["expected"]
    assert path == expected["entries"]
    assert team.coordinator == expected["coordinator"]
    assert {name: one.member for name, one in team.present.items()} == expected["devices"]
    assert {name: one.member for name, one in team.removed.items()} == expected["removed"]
    assert {name: sorted(team.cut(name)) for name in team.removed} == expected["cuts"]
    assert [[one.entry, sorted(one.spaces)] for one in team.erasures] == [
        [one["entry"], one["spaces"]] for one in expected["erasures"]
    ]


def test_that_the_vectors_are_those_that_are_written_today() -> None:
    assert vectors.cases() == CASES


def test_that_six_words_are_those_of_the_vector() -> None:
    given = dict(WORDS["six_words"])
    said = given.pop("words")
    raw = {name: base64.b64decode(given[name]) for name in ("box", "nonce", "sign")}
    assert list(six_words(**{**given, **raw})) == said
    assert words.six_words(given, SPOKEN) == said


def test_that_sheets_give_the_keys_of_the_vector() -> None:
    for sheet in WORDS["sheets"]:
        secret = from_twenty_four(" ".join(sheet["words"]))
        assert secret.hex() == sheet["secret"]
        assert list(twenty_four(secret)) == words.sheet(secret, SPOKEN) == sheet["words"]
        assert [one.hex() for one in words.sheet_keys(secret)] == [sheet["sign"], sheet["box"]]
        keys = RecoveryKeys.of(secret)
        assert keys.sign.public.hex() == sheet["sign"]
        assert keys.box.public.hex() == sheet["box"]
