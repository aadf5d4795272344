"""What is a change and what is not, whoever sends it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage import exchange, words
from app.storage.changes import (
    MAX_DEPTH,
    Change,
    MalformedChangeError,
    _hash,
    canonical,
    make_change,
    once,
    parse_change,
)
from app.storage.searching import search
from tests.helpers.vaults import a_vault

if TYPE_CHECKING:
    from pathlib import Path

    from app.storage.vault import Vault

PARTS: dict[str, Any] = {
    "space": "team", "kind": "household", "entity": "H1", "fields": {"name": "Łucja"},
    "replaces": {}, "device": "D", "counter": 3, "wall": "2026-03-02T09:00:00Z",
}  # fmt: skip

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def nested(depth: int) -> Any:
    value: Any = 1
    for _level in range(depth):
        value = [value]
    return value


@given(value=values)
def test_that_a_change_is_read_as_it_was_written(value: Any) -> None:
    try:
        change = make_change(**{**PARTS, "fields": {"name": value}})
    except MalformedChangeError:
        assert "\\ud" in json.dumps(value)
        return
    assert parse_change(change.line()) == change
    assert parse_change(json.loads(change.line().encode())) == change
    assert parse_change(change) is change
    assert change.values() == {"name": value}


def as_read(raw: bytes | str | dict[str, Any]) -> Change | str:
    try:
        return parse_change(raw)
    except MalformedChangeError as error:
        return error.reason


def the_long_way(line: str) -> Change | str:
    try:
        body = json.loads(line, object_pairs_hook=once)
    except ValueError:
        return "no JSON"
    return as_read(body)


@given(
    value=values,
    extra=st.sampled_from(["", '"kind":"k","replaces":{},"space":"s"', "\\", '"', "\x7f", "é"]),
    name=st.text(min_size=1, max_size=6) | st.just("n" * 201),
    counter=st.sampled_from([1, 2**53 - 1, 2**53, 0, -1]),
    spoil=st.sampled_from(
        [("", ""), (":", ": "), ('"fields":{', '"fields":{ '), ("é", "\\u00e9"), ("}", "}}"),
         ('"x":', '"x":1,"x":'), ('"a"', '"b"'), (',"1', ', "1'),
         ("{}", '{"f":[]}'), ("true", "1"), ("0", "00")]
    ),
    replaces=st.sampled_from(
        [{}, {"x": ["0" * 26]}, {"b": ["0" * 26, "1" * 26], "x": ["0" * 26]}, {"": ["0" * 26]},
         {"n" * 201: ["0" * 26]}, {"b": ["1" * 26, "0" * 26]}, {"x": ["0" * 26] * 2}, {"x": []},
         {"x": ["0"]}, {"x": "0" * 26}]
    ),
    seal=st.booleans(),
    end=st.sampled_from(["", "\n", " ", "x"]),
)  # fmt: skip
def test_that_the_spelling_by_which_a_change_is_quickly_read_decides_nothing(
    *,
    value: Any,
    extra: str,
    name: str,
    counter: int,
    spoil: tuple[str, str],
    replaces: Any,
    seal: bool,
    end: str,
) -> None:
    """A line as laptops write it takes a short way: it accepts what the long way accepts."""
    fields = {"x": value, "a": extra}
    inside = {**PARTS, "entity": name, "counter": counter, "fields": fields, "replaces": replaces}
    try:
        text = canonical(inside).replace(*spoil)
        text.encode()
    except ValueError:
        return
    # An id that fits the very bytes, whatever they say, or one that fits nothing.
    id_ = _hash(text.encode()) if seal else "0" * 26
    line = f'{text[:-1]},"id":"{id_}"}}{end}'
    assert as_read(line.encode()) == as_read(line) == the_long_way(line)


def test_that_the_id_depends_on_every_part() -> None:
    other = {
        "space": "d:x", "kind": "visit", "entity": "H2", "fields": {"name": "b"},
        "replaces": {"name": ["0" * 26]}, "device": "E", "counter": 4, "wall": "w",
    }  # fmt: skip
    ids = {make_change(**PARTS).id} | {
        make_change(**{**PARTS, name: value}).id for name, value in other.items()
    }
    assert len(ids) == 1 + len(other)


def test_that_a_change_never_shows_words() -> None:
    assert "Łucja" not in repr(make_change(**PARTS))


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("space", "", "space"),
        ("kind", 3, "kind"),
        ("entity", "a\0b", "entity"),
        ("device", "d" * 500, "device"),
        ("wall", None, "wall"),
        ("counter", 0, "bounds"),
        ("counter", 2**53, "bounds"),
        ("counter", True, "whole"),
        ("counter", 1.0, "whole"),
        ("fields", {}, "fields"),
        ("fields", [], "fields"),
        ("fields", {"": 1}, "name"),
        ("fields", {"a": float("inf")}, "JSON"),
        ("fields", {"a": "\ud800"}, "JSON"),
        ("fields", {"a": {1, 2}}, "JSON"),
        ("fields", {"a": nested(MAX_DEPTH + 5)}, "deep"),
        ("fields", {"a": {"b": nested(MAX_DEPTH + 5)}}, "deep"),
        ("fields", {"a": nested(20_000)}, "JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_what_is_no_change_says_why(part: str, value: Any, reason: str) -> None:
    with pytest.raises(MalformedChangeError) as failure:
        make_change(**{**PARTS, part: value})
    assert reason in failure.value.reason


@pytest.mark.parametrize(
    "replaces", [[], {"name": "x"}, {"name": []}, {"name": ["B" * 26, "A" * 26]}, {"name": ["i"]}]
)
def test_that_replaces_are_ids_in_order(replaces: Any) -> None:
    body = {**PARTS, "replaces": replaces, "id": "0" * 26}
    with pytest.raises(MalformedChangeError, match="replaces"):
        parse_change(body)


@pytest.mark.parametrize("said", ['"counter":3', '"name":"Łucja"', '"_":{}'])
def test_that_a_line_that_says_a_name_twice_is_no_change(said: str) -> None:
    """Of two values one reader would take the first and another the last."""
    fields = {"name": "Łucja", "x": {"_": {}}}
    line = make_change(**{**PARTS, "fields": fields}).line()
    assert line.count(said) == 1
    assert parse_change(line.replace(said, f"{said} "))
    with pytest.raises(MalformedChangeError, match="no JSON"):
        parse_change(line.replace(said, f"{said},{said}"))


def test_that_many_shallow_values_are_fine() -> None:
    wide = {"a": [[n] for n in range(MAX_DEPTH * 3)], "b": {str(n): {} for n in range(9)}}
    assert make_change(**{**PARTS, "fields": wide}).values() == wide


@pytest.fixture
def vault(tmp_path: Path) -> Any:
    vault = a_vault(tmp_path / "a")
    yield vault
    vault.close()


def test_that_what_was_set_aside_is_tried_again_after_an_upgrade(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = make_change(**PARTS), b"nooit"

    def strict(_raw: object) -> Change:
        raise MalformedChangeError("a rule of an older program")

    store = vault._store  # noqa: SLF001
    with monkeypatch.context() as older:
        older.setattr(exchange, "parse_change", strict)
        assert vault.apply([good.line(), bad]).set_aside == 2
    exchange.retry_after_upgrade(store)
    assert len(vault.set_aside()) == 2
    monkeypatch.setattr(exchange, "RULES", exchange.RULES + 1)
    exchange.retry_after_upgrade(store)
    assert [kept.body for kept in vault.set_aside()] == ["nooit"]
    assert "nooit" not in repr(vault.set_aside())
    assert vault.get("household", "H1") is not None


def test_that_changes_can_be_asked_by_space_device_and_place(vault: Vault) -> None:
    here = vault.position()
    a, b = make_change(**PARTS), make_change(**{**PARTS, "space": "d:H1", "device": "E"})
    vault.apply([a, b])
    assert list(vault.changes(since=here)) == [a, b]
    assert list(vault.changes(device="E")) == [b]
    assert list(vault.changes(since=here, spaces={"team"})) == [a]
    assert vault.apply([]).received == 0


def test_that_a_stored_value_is_searched_by_its_words() -> None:
    assert words.fold_stored('{"a":"Één","b":["ŁÓDŹ"]}', None, 3, "[geen json") == (
        "een lodz\n\n[geen json"
    )
    assert words.plain_text({"a": ["x", {"b": "y"}], "c": 3}) == "x y"


def test_that_a_register_is_found_and_shown(vault: Vault) -> None:
    vault.apply(
        [make_change(**{**PARTS, "fields": {"address": {"street": "Čapekstraat", "city": "Ede"}}})]
    )
    found = search(vault._store, "capek", None, 5)  # noqa: SLF001
    assert [(hit.id, hit.field) for hit in found] == [("H1", "address")]
