"""One vault and two: what an edit replaces, what a difference is, how it is settled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError
from app.storage.changes import MAX_COUNTER, make_change
from app.storage.edits import Edit
from app.storage.vault import Vault
from tests.helpers.vaults import a_clock, a_vault, exchange, reopened, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Vault, Vault]]:
    """Two laptops that both know household H1, visit V1 and note N1."""
    a = a_vault(tmp_path / "a", "Fatma Şahin")
    b = a_vault(tmp_path / "b", "Ioan Țepeș")
    a.record(
        [
            Edit("household", "H1", {"name": "Familie de Boer"}),
            Edit("visit", "V1", {"household": "H1"}),
            Edit("domain_note", "N1", note_fields(a, "eerste tekst")),
        ]
    )
    exchange(a, b)
    yield a, b
    a.close()
    b.close()


def note_fields(vault: Vault, text: str) -> dict[str, Any]:
    return {
        "household": "H1", "visit": "V1", "area": "financien", "author": vault.member_id,
        "text": text,
    }  # fmt: skip


def text_of(vault: Vault, *, drafts: bool = False) -> str:
    note = vault.get("domain_note", "N1", drafts=drafts)
    assert note is not None
    return str(note.model_dump()["text"])


def write(vault: Vault, text: str) -> None:
    vault.record([Edit("domain_note", "N1", {"text": text})])


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
    ids=str,
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


# ---------------------------------------------------------------- drafts


def test_that_typing_is_shown_and_survives_a_restart(tmp_path: Path) -> None:
    vault = a_vault(tmp_path / "a")
    vault.record([Edit("household", "H1", {"name": "x"}), Edit("visit", "V1", {"household": "H1"})])
    context = {k: v for k, v in note_fields(vault, "").items() if k != "text"}
    vault.draft("domain_note", "N1", "text", "half", context)
    assert vault.get("domain_note", "N1") is None
    assert text_of(vault, drafts=True) == "half"
    vault._store.db.close()  # noqa: SLF001  (as a crash would)
    vault = reopened(tmp_path / "a")
    assert [draft.value for draft in vault.drafts()] == ["half"]
    (change,) = vault.commit_draft("domain_note", "N1")
    assert change.values() == {**context, "text": "half"}
    assert vault.drafts() == []
    vault.close()


def test_that_closing_makes_changes_of_drafts(pair: tuple[Vault, Vault], tmp_path: Path) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "tot hier")
    a.close()
    again = reopened(a.path)
    assert text_of(again) == "tot hier"
    assert again.drafts() == []
    again.close()


def test_that_typing_back_makes_no_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "eerste tekst!")
    a.draft("domain_note", "N1", "text", "eerste tekst")
    assert a.commit_drafts() == []


def test_that_what_arrives_under_the_cursor_becomes_a_difference(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.draft("domain_note", "N1", "text", "eerste tekst, aangevuld")
    write(b, "van b")
    exchange(b, a)
    a.draft("domain_note", "N1", "text", "eerste tekst, aangevuld door a")
    a.commit_drafts()
    (difference,) = a.differences()
    assert {h.value for h in difference.heads} == {"van b", "eerste tekst, aangevuld door a"}


def test_that_a_field_that_was_empty_on_the_screen_replaces_nothing(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.draft("domain_note", "N1", "wish", "rust", seen=None)
    b.record([Edit("domain_note", "N1", {"wish": "een baan"})])
    exchange(b, a)
    a.commit_drafts()
    (difference,) = a.differences()
    assert {h.value for h in difference.heads} == {"rust", "een baan"}


def test_that_wiping_much_text_first_keeps_it(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    long = "een heel verhaal dat ineens weg is, met alle woorden erbij"
    a.draft("domain_note", "N1", "text", long)
    for length in range(len(long), 0, -7):
        a.draft("domain_note", "N1", "text", long[:length])
    a.draft("domain_note", "N1", "text", "")
    a.commit_drafts()
    assert long in [p.value for p in a.history("N1", "text")]
    assert text_of(a) == ""
    assert a.differences() == []


def test_that_small_corrections_make_one_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    for text in ("eerste tekst m", "eerste tekst me", "eerste tekst met", "eerste tekst mee"):
        a.draft("domain_note", "N1", "text", text)
    assert len(a.commit_drafts()) == 1


def test_that_a_draft_that_can_never_be_saved_is_refused_at_the_first_key(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    with pytest.raises(UserError, match="missing_household"):
        a.draft("domain_note", "N9", "text", "los")
    with pytest.raises(UserError, match="invalid_value"):
        a.draft("domain_note", "N1", "text", "x" * 300_000)
    assert a.drafts() == []


def test_that_a_draft_the_model_refuses_by_now_blocks_no_other(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "goed")
    a.draft("household", "H1", "phone", "020")
    a._store.db.run("UPDATE drafts SET value = '3' WHERE kind = 'household'")  # noqa: SLF001
    assert len(a.commit_drafts()) == 1
    assert [draft.value for draft in a.drafts()] == [3]
    assert text_of(a) == "goed"


def test_that_closing_on_a_full_disk_keeps_the_drafts(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "text", "op het laatste moment " * 3000)
    a.tidy()
    db = a._store.db  # noqa: SLF001
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    a.close()
    again = reopened(a.path)
    kept = [d.value for d in again.drafts()] + [p.value for p in again.history("N1", "text")]
    assert "op het laatste moment " * 3000 in kept
    again.close()


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    "words", ["łukasz", "lukasz", "LUKA", "sevgi yıl", "SEVGİ YIL", "őze", "oze", "peña", "pena"]
)
def test_that_search_forgives_accents_and_case(pair: tuple[Vault, Vault], words: str) -> None:
    a, _b = pair
    a.record([Edit("household", "H3", {"name": "Łukasz, Sevgi Yıldız-Őze en Peña"})])
    (hit,) = a.search(words)
    assert hit.id == "H3"
    assert hit.marks


def test_that_marks_stand_on_the_words_found(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    write(a, "Æ ß " * 30 + "de schuldhulp van de straße begint\nmaandag" + " verder" * 40)
    (hit,) = a.search("strass maan")
    assert [hit.snippet[begin:end] for begin, end in hit.marks] == ["straße", "maandag"]


def test_that_search_can_stay_inside_one_household(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.record([Edit("household", "H3", {"name": "eerste buur"})])
    assert {hit.id for hit in a.search("eerste")} == {"H3", "N1"}
    assert [hit.id for hit in a.search("eerste", household="H1")] == ["N1"]
    assert a.search("  ") == []
    assert a.search('" OR * ( NEAR') == []


def test_that_settings_stay_on_this_laptop(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    before = list(a.export_lines(closed=True))
    a.set_setting("theme", {"dark": True})
    exchange(a, b)
    assert a.setting("theme") == {"dark": True}
    assert b.setting("theme") is None
    assert list(a.export_lines(closed=True)) == before


def test_that_services_cannot_write_past_the_history(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    with pytest.raises(UserError):
        a.query("DELETE FROM household")
    assert a.get("household", "H1") is not None


def test_that_rows_are_chosen_and_sorted(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.record([Edit("household", f"G{n}", {"name": f"naam {n}"}) for n in range(4)])
    found = a.rows("household", {"id": ["G1", "G3"]}, ["-name"], limit=5)
    assert [r.id for r in found] == ["G3", "G1"]
    assert [r.id for r in a.rows("household", {"name": "naam 2"})] == ["G2"]
    assert len(a.rows("household", {"phone": None})) == 5
    with pytest.raises(KeyError):
        a.rows("household", {"1=1; --": 3})
