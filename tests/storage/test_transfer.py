"""Import is all or nothing and says where; export is the same bytes everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError, catalogue, sentence
from app.storage.edits import Edit
from app.storage.transfer import MAX_LINE_BYTES
from tests.helpers.vaults import a_vault, exchange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.storage.vault import Vault

HOUSEHOLD = {"kind": "household", "id": "H1", "fields": {"name": "Familie Ünal"}}
VISIT = {"kind": "visit", "id": "V1", "fields": {"household": "H1"}}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    vault = a_vault(tmp_path / "a")
    yield vault
    vault.close()


def file(tmp_path: Path, *lines: dict[str, Any] | bytes) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    )
    return path


def test_that_an_import_comes_in_whole_and_twice_is_once(vault: Vault, tmp_path: Path) -> None:
    path = file(tmp_path, VISIT, b"", HOUSEHOLD)
    assert vault.import_jsonl(path).changes == 2
    assert vault.import_jsonl(path).changes == 0
    assert vault.get("visit", "V1") is not None
    (past,) = vault.history("H1", "name")
    assert (past.author, past.device) == (vault.member_id, vault.device_id)


def test_that_an_import_sets_only_the_fields_given(vault: Vault, tmp_path: Path) -> None:
    vault.record([Edit("household", "H1", {"name": "oud", "phone": "020"})])
    line = {"kind": "household", "id": "H1", "fields": {"name": "nieuw"}}
    assert vault.import_jsonl(file(tmp_path, line)).changes == 1
    assert vault.query("SELECT name, phone FROM v_household") == [{"name": "nieuw", "phone": "020"}]
    assert [p.value for p in vault.history("H1", "name")] == ["oud", "nieuw"]


def test_that_a_byte_order_mark_is_forgiven(vault: Vault, tmp_path: Path) -> None:
    path = file(tmp_path, b"\xef\xbb\xbf" + json.dumps(HOUSEHOLD).encode())
    assert vault.import_jsonl(path).changes == 1


def test_that_a_record_is_one_line_to_every_reader(vault: Vault, tmp_path: Path) -> None:
    words = "regel\x85na\u2028regel\u2029\nslot \\u2028"
    vault.record([Edit("household", "H1", {"name": words})])
    out = tmp_path / "uit.jsonl"
    out.write_text("".join(line + "\n" for line in vault.export_lines()), encoding="utf-8")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["fields"]["name"] for line in lines].count(words) == 1
    assert vault.import_jsonl(out).changes == 0


def score(value: Any) -> dict[str, Any]:
    fields = {
        "household": "H1", "assessment": "A1", "domain": "financien", "scorer": "M1",
        "score": {"level": value, "reason": "x"},
    }  # fmt: skip
    return {"kind": "assessment_score", "id": "S1", "fields": fields}


def action(order: int) -> dict[str, Any]:
    fields = {"household": "H1", "what": "x", "order": order}
    return {"kind": "action", "id": "A2", "fields": fields}


@pytest.mark.parametrize(
    ("bad", "told", "field"),
    [
        ({"kind": "robot", "id": "R", "fields": {}}, "import_unknown_kind", "kind"),
        ({"kind": ["x"], "id": "R", "fields": {}}, "import_unknown_kind", "kind"),
        ({**HOUSEHOLD, "id": "H2", "fields": {"name": 3}}, "import_wrong_value", "name"),
        ({**HOUSEHOLD, "id": "H2", "fields": {"kleur": 3}}, "import_unknown_field", "kleur"),
        ({**HOUSEHOLD, "id": "", "fields": {"name": "x"}}, "import_wrong_value", "id"),
        ({**HOUSEHOLD, "id": "a b", "fields": {"name": "x"}}, "import_wrong_value", "id"),
        ({**HOUSEHOLD, "id": "H2", "fields": []}, "import_wrong_value", "fields"),
        ({"kind": "household", "id": "H2"}, "import_missing_field", "fields"),
        ({**HOUSEHOLD, "extra": 1}, "import_unknown_field", "extra"),
        ({**VISIT, "id": "V2", "fields": {}}, "import_missing_field", "household"),
        ({**VISIT, "id": "V2", "fields": {"household": "H9"}}, "import_missing_parent",
         "household"),
        ({"kind": "domain_note", "id": "N1",
          "fields": {"household": "H9", "visit": "V1", "area": "geld", "author": "M"}},
         "import_missing_parent", "household"),
        ({**HOUSEHOLD, "fields": {"name": "anders"}}, "import_twice", "id"),
        (score(6), "import_wrong_value", "score.level"),
        (score(2.5), "import_wrong_value", "score.level"),
        (score("3"), "import_wrong_value", "score.level"),
        (b"{nee", "import_not_json", "-"),
        (b"[]", "import_not_json", "-"),
        (b'{"kind":"household","id":"H2","fields":{"name":"a","name":"b"}}', "import_not_json",
         "-"),
        (b'{"kind":"household","id":"H2","fields":{"name":NaN}}', "import_not_json", "-"),
        (b'{"kind":"household","id":"H2","fields":{"name":"\\ud800"}}', "import_wrong_value",
         "name"),
        ({**HOUSEHOLD, "id": "H2", "fields": {"name": "een\0twee"}}, "import_wrong_value", "name"),
        (b'{"kind":"household","id":"H2","fields":{"name":"\xff"}}', "import_not_utf8", "-"),
        (b"[" * 100_000, "import_not_json", "-"),
        ({**HOUSEHOLD, "fields": {"name": "x" * 10_000_000}}, "import_value_too_long", "name"),
        (b'"' + b"x" * MAX_LINE_BYTES + b'"', "import_line_too_long", "-"),
        (action(2**53), "import_wrong_value", "order"),
        (action(-(2**70)), "import_wrong_value", "order"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)  # fmt: skip
def test_that_a_bad_line_brings_in_nothing_and_is_named(
    vault: Vault, tmp_path: Path, bad: dict[str, Any] | bytes, told: str, field: str
) -> None:
    before = vault.position()
    with pytest.raises(UserError) as failure:
        vault.import_jsonl(file(tmp_path, HOUSEHOLD, VISIT, bad))
    error = failure.value
    assert (error.id, error.params["line"], error.params["field"]) == (told, 3, field)
    assert "Regel 3" in sentence(error)
    assert error.id in catalogue()
    assert vault.position() == before
    assert len(json.dumps(HOUSEHOLD)) < MAX_LINE_BYTES


@pytest.mark.parametrize("household", ["H2", "", None], ids=["other", "empty", "null"])
def test_that_what_is_in_a_dossier_is_not_moved_to_another(
    vault: Vault, tmp_path: Path, household: str | None
) -> None:
    other = {**HOUSEHOLD, "id": "H2"}
    vault.import_jsonl(file(tmp_path, HOUSEHOLD, other, VISIT))
    before = list(vault.export_lines())
    moved = {**VISIT, "fields": {"household": household}}
    with pytest.raises(UserError, match="import_other_household") as failure:
        vault.import_jsonl(file(tmp_path, moved))
    assert (failure.value.params["line"], failure.value.params["field"]) == (1, "household")
    assert list(vault.export_lines()) == before


def test_that_an_empty_or_missing_file_is_told(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="import_empty"):
        vault.import_jsonl(file(tmp_path))
    with pytest.raises(UserError, match="import_unreadable"):
        vault.import_jsonl(tmp_path / "weg")


def test_that_an_export_is_the_same_bytes_in_every_vault(vault: Vault, tmp_path: Path) -> None:
    vault.import_jsonl(file(tmp_path, HOUSEHOLD, VISIT))
    other = a_vault(tmp_path / "b")
    exchange(vault, other)
    lines = list(vault.export_lines())
    assert lines == list(other.export_lines())
    assert lines == sorted(lines, key=lambda x: (json.loads(x)["kind"], json.loads(x)["id"]))
    assert all(json.dumps(json.loads(x), ensure_ascii=False, sort_keys=True,
                          separators=(",", ":")) == x for x in lines)  # fmt: skip
    other.close()
    third = a_vault(tmp_path / "c")
    path = tmp_path / "out.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    third.import_jsonl(path)
    mine = f'"id":"{third.member_id}"'
    assert [x for x in third.export_lines() if mine not in x] == lines
    third.close()


def test_that_closed_notes_leave_only_when_asked(vault: Vault) -> None:
    vault.record([
        Edit("household", "H1", {"name": "x"}),
        Edit("closed_note", "C1", {"household": "H1", "author": vault.member_id, "text": "stil"}),
    ])  # fmt: skip
    assert not any('"C1"' in line for line in vault.export_lines())
    assert any('"C1"' in line for line in vault.export_lines(closed=True))
    assert [c.space for c in vault.changes(spaces=["c:C1"])] == ["c:C1"]


def test_that_what_was_deleted_comes_back_as_the_file_says_it(vault: Vault, tmp_path: Path) -> None:
    person = {"kind": "person", "id": "P1", "fields": {"household": "H1", "name": "Zoë Őry"}}
    vault.import_jsonl(file(tmp_path, HOUSEHOLD, person))
    kept = "\n".join(vault.export_lines()).encode()
    vault.record([Edit("person", "P1", {"phone": "050 555 01 23"})])
    vault.delete("person", "P1")
    assert vault.import_jsonl(file(tmp_path, HOUSEHOLD, person)).changes == 1
    assert "\n".join(vault.export_lines()).encode() == kept
    vault.delete("household", "H1")
    assert vault.rows("person") == []
    vault.import_jsonl(file(tmp_path, HOUSEHOLD, person))
    assert "\n".join(vault.export_lines()).encode() == kept
    vault.check()
