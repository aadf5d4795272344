"""Every error a person can mend has one clear sentence, in Dutch and in English."""

from __future__ import annotations

import ast
import json
import string
from importlib.resources import files
from pathlib import Path

import pytest

from app import errors
from app.errors import DamagedError, UserError, catalogue, sentence

APP = Path(errors.__file__).parent


def _ids_in_code() -> set[str]:
    return {
        node.args[0].value
        for path in APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"UserError", "DamagedError"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def _params(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_that_every_error_of_the_code_has_a_sentence() -> None:
    assert _ids_in_code() - set(catalogue()) == set()


def test_that_both_languages_say_the_same_with_the_same_parameters() -> None:
    for id_, texts in catalogue().items():
        assert set(texts) == {"en", "nl"}, id_
        assert _params(texts["nl"]) == _params(texts["en"]), id_


def test_that_every_sentence_ends_and_fits_on_a_line_or_three() -> None:
    for id_, texts in catalogue().items():
        for text in texts.values():
            assert text[-1] in ".?!…)", id_
            assert len(text) <= 280, id_


def test_that_the_catalogue_is_sorted() -> None:
    text = files("resources").joinpath("errors.json").read_text("utf-8")
    ids = list(json.loads(text))
    assert ids == sorted(ids)


def test_that_the_sentence_carries_its_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"x.y": {"nl": "Regel {line} klopt niet.", "en": "Line {line} is wrong."}}
    monkeypatch.setattr(errors, "catalogue", lambda: catalogue() | entry)
    assert sentence(UserError("x.y", line=3)) == "Regel 3 klopt niet."
    assert sentence(UserError("x.y", line=3), "en") == "Line 3 is wrong."
    assert sentence(UserError("x.y", line=3), "fr") == "Regel 3 klopt niet."
    assert sentence(UserError("x.y")) == "Regel … klopt niet."


def test_that_an_unknown_id_still_gets_a_sentence() -> None:
    assert sentence(UserError("no.such")) == catalogue()[errors.UNKNOWN]["nl"]


def test_that_words_of_people_are_in_no_repr() -> None:
    error = UserError("x.y", name="Şükran")
    assert "Şükran" not in f"{error} {error!r} {error.args}"


def test_that_damage_has_an_exit_code_of_its_own() -> None:
    assert UserError("a.b").exit_code == 1
    assert DamagedError("a.b").exit_code == 3


def test_that_a_parameter_may_be_called_id() -> None:
    assert UserError("a.b", id="01J").params == {"id": "01J"}
