"""A text that is taken without a look at the model is one that the model takes as it is."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import UserError
from app.model import KINDS
from app.storage.edits import checked_values
from app.storage.registry import KindSpec, Registry

ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
TEXTS = (
    "",
    " met ruimte \n",
    "Łukasz, Müşerref, Őszi, Núñez, هدى 👩🏽‍🤝‍👩🏻",
    "e\N{COMBINING ACUTE ACCENT}",
    "\x00\x1b",
    "\ud83d",
    "a" * 400,
    "ł" * 401,
    "👩" * 200_000,
    "a" * 200_001,
    "2026-03-12",
)
SPECS = [spec for kind in KINDS if (spec := Registry(KINDS).get(kind)) is not None]


def as_the_model_says(spec: KindSpec, name: str, value: object) -> object:
    try:
        return checked_values(spec, ID, {name: value})[name]
    except UserError:
        return UserError


@pytest.mark.parametrize("spec", SPECS, ids=list(KINDS))
def test_that_what_is_taken_as_it_is_is_what_the_model_makes_of_it(spec: KindSpec) -> None:
    for name in spec.fields:
        for value in TEXTS:
            if spec.takes_text(name, value):
                assert as_the_model_says(spec, name, value) == value


@pytest.mark.parametrize("value", [None, 1, True, ["a"], {"a": "b"}, type("S", (str,), {})("a")])
def test_that_only_a_text_is_taken_as_it_is(value: Any) -> None:
    assert not any(spec.takes_text(name, value) for spec in SPECS for name in spec.fields)


def test_that_words_of_a_note_are_taken_and_an_id_or_a_day_never() -> None:
    specs = {spec.kind: spec for spec in SPECS}
    assert specs["domain_note"].takes_text("text", TEXTS[2])
    assert not specs["domain_note"].takes_text("text", "\ud83d")
    assert not specs["domain_note"].takes_text("visit", "01ARZ")
    assert not specs["person"].takes_text("born", "1980-01-01")
    assert not specs["domain_note"].takes_text("no such field", "a")
