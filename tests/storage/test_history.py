"""One vault and two: what an edit replaces, what a difference is, how it is settled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError
from app.storage.changes import MAX_COUNTER, make_change
from app.storage.edits import Edit
from app.storage.vault import Vault
from tests.helpers.vaults import a_clock, a_vault, exchange, state
from tests.storage.given import note_fields, text_of, write

if TYPE_CHECKING:
    from pathlib import Path


def test_that_two_who_write_apart_both_keep_their_words(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    write(a, "van a")
    write(b, "van b")
    exchange(a, b)
    (difference,) = a.differences()
    assert {head.value for head in difference.heads} == {"van a", "van b"}
    assert {head.author for head in difference.heads} == {a.member_id, b.member_id}
    assert state(a) == state(b)


def test_that_an_ordinary_edit_leaves_a_difference_standing(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    write(a, "van a")
    write(b, "van b")
    exchange(a, b)
    write(a, "later")
    (difference,) = a.differences()
    assert difference.heads[0].value == "later"
    assert len(difference.heads) == 2


def test_that_a_team_settles_once(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    write(a, "van a")
    write(b, "van b")
    exchange(a, b)
    wanted = next(h for h in a.differences()[0].heads if h.value == "van a")
    a.settle("domain_note", "N1", "text", take=wanted.id)
    exchange(a, b)
    assert text_of(b) == "van a"
    assert b.differences() == []
    assert "van b" in [past.value for past in b.history("N1", "text")]


def test_that_settling_takes_only_a_head_that_is_there(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    with pytest.raises(UserError, match="no_such_head"):
        a.settle("domain_note", "N1", "text", take="0" * 26)


def test_that_a_difference_can_be_settled_on_a_joined_text(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    write(a, "van a")
    write(b, "van b")
    exchange(a, b)
    b.settle("domain_note", "N1", "text", value="van a en van b")
    exchange(a, b)
    assert text_of(a) == "van a en van b"
    assert not a.differences()


def test_that_a_clock_of_2040_wins_no_argument(tmp_path: Path) -> None:
    late = a_clock()
    late.advance(14 * 365 * 24 * 3600)
    a, b = a_vault(tmp_path / "a", clock=late), a_vault(tmp_path / "b")
    a.record([Edit("household", "H1", {"name": "oud"})])
    exchange(a, b)
    b.record([Edit("household", "H1", {"name": "nieuw"})])
    exchange(a, b)
    assert [head.value for head in a.heads("household", "H1")["name"]] == ["nieuw"]
    a.close()
    b.close()


def test_that_a_delete_that_missed_an_edit_stays_visible(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.delete("domain_note", "N1")
    write(b, "net nog bijgewerkt")
    exchange(a, b)
    assert text_of(a) == "net nog bijgewerkt"
    assert [d.field for d in b.differences()] == ["_deleted"]
    assert state(a) == state(b)


def test_that_a_new_child_keeps_its_household(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.delete("household", "H1")
    assert a.get("visit", "V1") is None
    b.record([Edit("visit", "V2", {"household": "H1"})])
    exchange(a, b)
    assert a.get("household", "H1") is not None
    assert a.get("visit", "V2") is not None
    (difference,) = a.differences()
    a.settle("household", "H1", "_deleted", value=None)
    exchange(a, b)
    assert b.get("household", "H1") is not None
    assert not [d for d in b.differences() if d.id == difference.id]


def test_that_what_was_deleted_is_found_nowhere_and_comes_back(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.delete("household", "H1")
    exchange(a, b)
    for vault in (a, b):
        assert vault.search("eerste") == []
        assert vault.query("SELECT * FROM v_visit") == []
        assert [entity for entity, _when in vault.deleted("household")] == ["H1"]
        assert not any('"H1"' in line for line in vault.export_lines(closed=True))
    b.restore("household", "H1")
    exchange(a, b)
    assert [hit.id for hit in a.search("eerste")] == ["N1"]
    assert a.get("visit", "V1") is not None


def test_that_undo_is_a_new_change_with_the_old_value(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    (change,) = a.record([Edit("domain_note", "N1", {"text": "fout"})])
    (back,) = a.undo(change.id)
    assert text_of(a) == "eerste tekst"
    assert back.id != change.id
    assert [p.value for p in a.history("N1", "text")] == ["eerste tekst", "fout", "eerste tekst"]
    with pytest.raises(UserError, match="undo_too_late"):
        a.undo(change.id)


def test_that_undo_of_a_first_value_empties_the_field(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    (change,) = a.record([Edit("household", "H1", {"phone": "020 123 45 67"})])
    a.undo(change.id)
    assert a.query("SELECT phone FROM v_household") == [{"phone": None}]


def test_that_undo_of_a_beginning_takes_it_back_and_can_be_undone(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    (change,) = a.record([Edit("household", "H2", {"name": "per ongeluk"})])
    (deleted,) = a.undo(change.id)
    assert a.get("household", "H2") is None
    a.undo(deleted.id)
    assert a.get("household", "H2") is not None


def test_that_the_same_value_makes_no_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    assert a.record([Edit("household", "H1", {"name": "Familie de Boer"})]) == []


@pytest.mark.parametrize(
    ("kind", "fields", "told"),
    [
        ("robot", {"name": "x"}, "unknown_kind"),
        ("household", {"colour": "x"}, "unknown_field"),
        ("household", {"name": 3}, "invalid_value"),
        ("domain_note", {"text": "zonder huishouden"}, "missing_household"),
    ],
)
def test_that_what_the_model_does_not_know_is_refused_whole(
    pair: tuple[Vault, Vault], kind: str, fields: dict[str, Any], told: str
) -> None:
    a, _b = pair
    before = a.position()
    with pytest.raises(UserError, match=told):
        a.record([Edit("household", "H9", {"name": "eerst"}), Edit(kind, "X1", fields)])
    assert a.position() == before
    assert a.get("household", "H9") is None


def test_that_a_hostile_counter_stops_nobody(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    hostile = make_change(
        space="team", kind="household", entity="H1", fields={"name": "gekaapt"}, replaces={},
        device="X", counter=MAX_COUNTER, wall="w",
    )  # fmt: skip
    a.apply([hostile])
    a.settle("household", "H1", "name", value="hersteld")
    a.record([Edit("household", "H1", {"name": "verder"})])
    exchange(a, b)
    assert [h.value for h in b.heads("household", "H1")["name"]] == ["verder"]


def test_that_a_change_cannot_replace_what_is_of_another_entity(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    (head,) = a.heads("household", "H1")["name"]
    foreign = make_change(
        space="team", kind="household", entity="H2", fields={"name": "x"},
        replaces={"name": [head.id]}, device="X", counter=999, wall="w",
    )  # fmt: skip
    a.apply([foreign])
    assert [h.id for h in a.heads("household", "H1")["name"]] == [head.id]


def test_that_a_forged_id_is_set_aside_and_shown(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    line = json.loads(next(iter(a.changes())).line())
    line["fields"] = {"name": "vervalst"}
    report = a.apply([line, line])
    assert (report.received, report.set_aside) == (0, 1)
    assert "id is not the hash" in a.set_aside()[0].reason


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe", "", "null", '{"id":"x"}', '{"fields":' + "[" * 5000, {"fields": object()},
        {"id": "A" * 26, "space": "team", "kind": "k", "entity": "e", "fields": {"a": "\ud800"},
         "replaces": {}, "device": "d", "counter": 1, "wall": "w"},
        {"id": "A" * 26, "space": "team", "kind": "k", "entity": "e", "fields": {"a": 1},
         "replaces": {}, "device": "d", "counter": 2**63, "wall": "w"},
        {"id": "A" * 26, "space": "team", "kind": "k", "entity": "e", "fields": {},
         "replaces": {}, "device": "d", "counter": 1, "wall": "w"},
        {"id": "A" * 26, "space": "team", "kind": "k", "entity": "e", "fields": {"a": 1},
         "replaces": {"a": ["x"]}, "device": "d", "counter": 1, "wall": "w"},
    ],
    ids=[
        "no text", "empty", "null", "only an id", "too deep", "no JSON", "half a letter",
        "counter too high", "no fields", "replaces no id",
    ],
)  # fmt: skip
def test_that_one_bad_change_never_blocks_the_others(pair: tuple[Vault, Vault], raw: Any) -> None:
    a, _b = pair
    good = make_change(
        space="team", kind="household", entity="H7", fields={"name": "goed"}, replaces={},
        device="X", counter=1, wall="w",
    )  # fmt: skip
    report = a.apply([raw, good])
    assert (report.received, report.set_aside) == (1, 1)
    assert a.get("household", "H7") is not None


def test_that_unknown_kinds_and_fields_are_kept_and_passed_on(
    pair: tuple[Vault, Vault], tmp_path: Path
) -> None:
    a, b = pair
    newer = [
        make_change(space="team", kind="drone", entity="R1", fields={"wings": 4}, replaces={},
                    device="X", counter=7, wall="w"),
        make_change(space="team", kind="household", entity="H1", fields={"colour": "rood"},
                    replaces={}, device="X", counter=8, wall="w"),
    ]  # fmt: skip
    a.apply(newer)
    b.apply([c.line() for c in a.changes()])
    assert {c.id for c in newer} <= {c.id for c in b.changes()}
    assert [p.value for p in b.history("R1")] == [4]
    assert list(a.export_lines()) == list(b.export_lines())


def test_that_a_value_of_a_wrong_type_stays_out_of_the_row_only(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    a.apply([
        make_change(space="team", kind="household", entity="H1", fields={"phone": [1, 2]},
                    replaces={}, device="X", counter=8, wall="w")
    ])  # fmt: skip
    assert a.query("SELECT phone FROM v_household") == [{"phone": None}]
    assert [h.value for h in a.heads("household", "H1")["phone"]] == [[1, 2]]


def test_that_a_planted_twin_in_another_space_does_not_hide_the_real_one(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    a.apply([
        make_change(space="aaa", kind="household", entity="H1", fields={"name": "nep"},
                    replaces={}, device="X", counter=99, wall="w")
    ])  # fmt: skip
    household = a.get("household", "H1")
    assert household is not None
    assert household.model_dump()["name"] == "Familie de Boer"


def test_that_what_moved_to_another_space_is_read_there(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.delete("domain_note", "N1")
    a.record([Edit("domain_note", "N1", note_fields(a, "verhuisd"), space="d:H2")])
    exchange(a, b)
    assert text_of(b) == "verhuisd"
