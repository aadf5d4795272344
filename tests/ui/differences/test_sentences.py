"""Every kind and field has a label, every value reads as words; marked words are the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import KINDS
from app.services.difference_trails import Writer
from app.ui.differences.labels import field_label, labels
from app.ui.differences.phrases import people
from app.ui.differences.sentences import tell_value
from app.ui.differences.worddiff import combined, gone, marked
from app.ui.kinds import kind_label, kind_word
from app.ui.text import set_language

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = "01J9ZZZZZZZZZZZZZZZZZZZZZZ"
EVERY = [(kind, field) for kind, model in KINDS.items() for field in model.model_fields
         if field != "id"]  # fmt: skip


def test_that_the_table_of_labels_is_the_model() -> None:
    assert set(labels()) == set(EVERY)


def test_that_no_label_is_a_field_name() -> None:
    for kind, field in EVERY:
        label = field_label(kind, field)
        assert label[:1].isupper(), label
        assert "_" not in label
        assert kind_label(kind)[:1].isupper()


def test_that_a_kind_has_one_name_at_the_head_of_a_line_and_within_one() -> None:
    assert (kind_label("action"), kind_word("action")) == ("Actie", "actie")
    assert (kind_label("assessment"), kind_word("assessment")) == ("ZRM-meting", "ZRM-meting")
    assert len({kind_label(kind) for kind in KINDS}) == len(KINDS)


def test_that_who_wrote_is_listed_in_the_language_of_the_screen() -> None:
    writers = [
        Writer(name, "2026-03-12T14:03", 0, here=False, mine=False)
        for name in ("Şahin Öz", "Fenna Łukasz", "Şahin Öz")
    ]
    assert people(writers) == "Şahin en Fenna"
    set_language("en")
    assert people(writers) == "Şahin and Fenna"


def test_that_a_newer_kind_or_field_is_a_sentence_and_never_a_name() -> None:
    assert "nieuwere versie" in kind_label("robot_arm")
    assert "robot_arm" not in field_label("household", "robot_arm")
    assert "geheim" not in tell_value("household", "robot_arm", {"key": "geheim"}, {}).whole()
    assert "[" not in tell_value("household", "robot_arm", [{"x": 1}], {}).whole()


TEXTS = {"day": "2026-06-12", "moment": "2026-06-12T14:03", "time": "14:03"}


SIMPLE: dict[str, list[Any]] = {"boolean": [True, False], "integer": [1]}


def _samples(kind: str, field: str) -> list[Any]:
    """Values as JSON that this field may hold, as its schema says it."""
    schema = KINDS[kind].model_json_schema()
    return list(_of(schema["properties"][field], schema.get("$defs", {})))


def _of(schema: dict[str, Any], known: dict[str, Any]) -> Iterator[Any]:
    if "$ref" in schema:
        yield from _of(known[schema["$ref"].rsplit("/", 1)[1]], known)
    elif "enum" in schema:
        yield from schema["enum"]
    elif schema.get("type") == "object":
        parts = schema["properties"].items()
        yield {name: next(_of(part, known)) for name, part in parts}
        yield {}
    elif schema.get("type") == "array":
        yield list(_of(schema["items"], known))
    elif schema.get("type") == "string":
        text = TEXTS.get(schema.get("description", ""))
        yield text or (ID if "0-9A-Za-z" in schema.get("pattern", "") else "woord")
    else:
        yield from SIMPLE.get(schema.get("type", ""), [])
        for part in schema.get("anyOf", ()):
            yield from _of(part, known)


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_that_every_value_reads_as_words(kind: str, field: str) -> None:
    for value in [*_samples(kind, field), None, ""]:
        told = tell_value(kind, field, value, {}).whole()
        assert told
        assert ID not in told
        assert not re.search(r"\d{4}-\d{2}|[{}\[\]_]", told), told


@pytest.mark.parametrize("value", [5, 2.5, True, "x", ["x", 3], {"on": 3}, {"level": "3"}, None])
@pytest.mark.parametrize("field", ["score", "help_ends", "address", "text", "pair", "blob", "tie"])
def test_that_a_value_of_a_wrong_shape_breaks_nothing(field: str, value: object) -> None:
    assert tell_value("household", field, value, {}).main


def test_that_registers_are_sentences() -> None:
    ends = tell_value("household", "help_ends", {"on": "2026-06-12", "reason": "de les"}, {})
    assert (ends.main, ends.more) == ("vrijdag 12 juni 2026", "de les")
    score = tell_value("assessment_score", "score", {"level": 3, "reason": "op tijd"}, {})
    assert (score.main, score.more) == ("3 · beperkt zelfredzaam", "op tijd")
    home = {"street": "Lindestraat", "number": "41", "postcode": "9711 AB", "city": "Noorderhaven"}
    address = tell_value("household", "address", home, {})
    assert (address.main, address.more) == ("Lindestraat 41", "9711 AB Noorderhaven")
    key = tell_value("attachment", "blob", {"id": "x", "key": "geheim", "size": 2_400_000}, {})
    assert key.whole() == "Een bestand, 2,4 MB"


def test_that_only_the_words_that_differ_are_marked() -> None:
    pieces = marked("De huur is op tijd betaald.", ["De huur is te laat betaald."])
    assert pieces == [("De huur is ", False), ("op tijd", True), (" betaald.", False)]


def test_that_texts_without_anything_in_common_are_not_marked_at_all() -> None:
    assert marked("Mehmet belt zelf.", ["Geen gehoor, kaartje gedaan"]) == [
        ("Mehmet belt zelf.", False)
    ]


def test_that_what_nobody_says_any_more_is_gone() -> None:
    pieces = gone("De huur is betaald.", ["De huur is niet betaald.", "De huur en gas is betaald."])
    assert [words for words, lost in pieces if lost] == []
    pieces = gone("De huur is betaald.", ["De huur is laat.", "De huur is te laat."])
    assert [words for words, lost in pieces if lost] == ["betaald"]


def test_that_a_combination_says_shared_sentences_once_and_all_others() -> None:
    one = "De huur is betaald. Mehmet belt zelf."
    other = "De huur is betaald. Anja gaat mee."
    assert combined([one, other]) == "De huur is betaald. Mehmet belt zelf. Anja gaat mee."


@given(st.text(max_size=60), st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_that_marking_changes_no_letter(text: str, others: list[str]) -> None:
    assert "".join(words for words, _mark in marked(text, others)) == text
    assert "".join(words for words, _mark in gone(text, others)) == text


@given(st.lists(st.text("ab. \n", min_size=1, max_size=20), min_size=2, max_size=3))
def test_that_a_combination_loses_no_word(texts: list[str]) -> None:
    whole = combined(texts)
    for text in texts:
        assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", whole))
