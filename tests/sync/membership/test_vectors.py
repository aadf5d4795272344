"""The vectors of membership: what another implementation must find too."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import Any

import pytest

from app.crypto.recovery import RecoveryKeys
from app.crypto.spoken import from_twenty_four, six_words, twenty_four
from app.model.sealed import Vote
from app.sync import signed
from app.sync.membership import evaluate
from app.sync.votes import Heard
from tests.sync.format.decider import Decider
from tests.sync.membership import vectors

CASES: dict[str, Any] = json.loads((vectors.FOLDER / "membership.json").read_text("utf-8"))
WORDS: dict[str, Any] = json.loads((vectors.FOLDER / "membership-words.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_that_the_files_of_each_vector_give_the_team_that_it_says(name: str) -> None:
    case = CASES[name]
    files = [base64.b64decode(text) for text in case["files"]]
    own = {device: base64.b64decode(key) for device, key in case["own"].items()}
    votes = [
        Vote(device, signed.mark(base64.b64decode(key)), follows, number)
        for device, key, follows, number in case["said"]
    ]
    for order in (1, -1):
        heard = partial(Heard, votes[::order], own)
        assert vectors.told(evaluate(case["team"], files[::order], heard)) == case["expected"]
    said = [tuple(one) for one in case["said"]]
    path = Decider(case["team"], files, said, case["own"]).path()
    assert [one[0] for one in path] == case["expected"]["entries"]


def test_that_the_vectors_are_those_that_are_written_today() -> None:
    assert vectors.cases() == CASES


def test_that_six_words_are_those_of_the_vector() -> None:
    given = dict(WORDS["six_words"])
    words = given.pop("words")
    raw = {name: base64.b64decode(given[name]) for name in ("box", "nonce", "sign")}
    assert list(six_words(**{**given, **raw})) == words


def test_that_sheets_give_the_keys_of_the_vector() -> None:
    for sheet in WORDS["sheets"]:
        secret = from_twenty_four(" ".join(sheet["words"]))
        assert secret.hex() == sheet["secret"]
        assert list(twenty_four(secret)) == sheet["words"]
        keys = RecoveryKeys.of(secret)
        assert keys.sign.public.hex() == sheet["sign"]
        assert keys.box.public.hex() == sheet["box"]
