"""`import`, `export`, `differences`, `settle`, `history`, `search`: the contract of records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.clock import SystemClock
from app.services.demo.make import PASSPHRASE as PASSPHRASE_OF_THE_STORY
from app.storage.edits import Edit
from app.storage.vault import open_vault
from tests.commands.running import drempel, here, refused
from tests.helpers.vaults import a_vault, exchange, reopened

if TYPE_CHECKING:
    from tests.commands.running import Ran

HOUSEHOLD = {"kind": "household", "id": "H1", "fields": {"name": "Familie Őszi-Çağlar"}}
VISIT = {"kind": "visit", "id": "V1", "fields": {"household": "H1", "place": "بيت الجيران"}}
ASSESSMENT = {
    "kind": "assessment",
    "id": "A1",
    "fields": {"household": "H1", "person": "P1", "on": "2026-02-07"},
}
SCORE = {"household": "H1", "assessment": "A1", "domain": "financien", "scorer": "M1"}


def score(level: object) -> dict[str, Any]:
    return {"kind": "assessment_score", "id": "S1", "fields": {**SCORE, "score": {"level": level}}}


def file(folder: Path, *lines: dict[str, Any] | bytes, name: str = "in.jsonl") -> Path:
    path = folder / name
    path.write_bytes(
        b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
            for line in lines
        )
    )
    return path


def opened_with(passphrase: Path, vault: Path, *words: str | Path) -> Ran:
    return here(*words, vault=vault, passphrase=passphrase)


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"kind": "robot", "id": "R", "fields": {}}, "kind"),
        ({**HOUSEHOLD, "id": "H2", "fields": {"name": 3}}, "name"),
        (score(6), "score.level"),
        (score(2.5), "score.level"),
        ({**VISIT, "id": "V2", "fields": {"household": "H9"}}, "household"),
        (b'{"kind":"household","id":"H2","fields":{"name":"' + b"x" * 10_000_000 + b'"}}', "name"),
        (b'{"kind":"household","id":"H2","fields":{"\\ud800":"x"}}', "\\ud800"),
        (b'{"kind":"household","id":"H2","fields":{"name":"\xff"}}', "-"),
    ],
    ids=["kind", "type", "six", "half", "parent", "10 MB", "surrogate", "utf-8"],
)
def test_that_a_bad_record_brings_in_nothing_and_line_and_field_are_named(
    vault: Path, tmp_path: Path, bad: dict[str, Any] | bytes, field: str
) -> None:
    said = refused(here("import", file(tmp_path, HOUSEHOLD, VISIT, bad), vault=vault))
    assert "Regel 3" in said
    assert f"‘{field}’" in said
    left = reopened(vault)
    assert left.info()["counts"]["household"] == 0
    left.close()


def test_that_an_import_points_out_what_may_be_a_bsn(vault: Path, tmp_path: Path) -> None:
    written = {"name": "Jansen 111222333", "help_ends": {"on": "", "reason": "111 222 333"}}
    plain = {"name": "Tel. 050 555 01 23, dossier 111222334", "phone": "0612345678"}
    lines = file(
        tmp_path, {**HOUSEHOLD, "fields": written}, {**HOUSEHOLD, "id": "H9", "fields": plain}
    )
    ran = here("import", lines, vault=vault)
    assert ran.code == 0
    told = [line.split(":")[0] for line in ran.err.splitlines() if "BSN" in line]
    assert told == ["Regel 1, veld ‘name’", "Regel 1, veld ‘help_ends’"]
    assert "111" not in ran.err
    assert len(here("export", vault=vault).lines) == 3


def test_that_an_import_names_only_so_many_numbers(vault: Path, tmp_path: Path) -> None:
    many = [{**HOUSEHOLD, "id": f"H{at}", "fields": {"name": "111222333"}} for at in range(25)]
    ran = here("import", file(tmp_path, *many), vault=vault)
    assert (ran.code, ran.err.count("Regel "), "nog 5 keer" in ran.err) == (0, 20, True)


def test_that_an_export_imported_elsewhere_exports_the_same_bytes(
    vault: Path, tmp_path: Path
) -> None:
    with_mark = file(tmp_path, b"\xef\xbb\xbf" + json.dumps(HOUSEHOLD).encode(), VISIT)
    done = drempel("import", with_mark, vault=vault)
    assert (done.code, done.out) == (0, b"")
    assert "2 regels" in done.err
    out = tmp_path / "uit.jsonl"
    assert drempel("export", out, vault=vault).out == b""
    other = tmp_path / "ander.drempel"
    fresh = a_vault(other)
    fresh.delete("member", fresh.member_id)
    fresh.close()
    assert drempel("import", out, vault=other).code == 0
    assert drempel("export", vault=other).out == out.read_bytes()


def test_that_an_import_of_what_is_there_sets_only_the_fields_given(
    vault: Path, tmp_path: Path
) -> None:
    here("import", file(tmp_path, HOUSEHOLD), vault=vault)
    phone = {"kind": "household", "id": "H1", "fields": {"phone": "050 555 01 99"}}
    assert here("import", file(tmp_path, phone), vault=vault).code == 0
    past = here("history", "H1", vault=vault).document
    assert [(one["field"], one["value"], one["current"]) for one in past] == [
        ("name", "Familie Őszi-Çağlar", True),
        ("phone", "050 555 01 99", True),
    ]
    assert all(one.keys() == {"field", "value", "author", "device", "when", "current"}
               for one in past)  # fmt: skip
    assert "staat niet in deze kluis" in refused(here("history", "H2", vault=vault))


def test_that_readers_of_the_same_dossiers_export_the_same_bytes(team: dict[str, Any]) -> None:
    first, second, third = (
        opened_with(Path(one["passphrase_file"]), Path(one["file"]), "export")
        for one in team["vaults"]
    )
    assert (first.code, first.err) == (0, "")
    assert first.out == second.out
    lines = first.lines
    assert [(one["kind"], one["id"]) for one in lines] == sorted(
        (one["kind"], one["id"]) for one in lines
    )
    kinds = {one["kind"] for one in lines}
    assert {"household", "person", "visit", "domain_note", "action", "plan"} <= kinds
    assert "closed_note" not in kinds
    assert sum(one["kind"] == "household" for one in lines) == 60
    outside = {one["kind"] for one in third.lines}
    assert outside <= {"agenda_item", "directory_entry", "household", "initiative", "meeting",
                       "member", "referral", "signal", "team"}  # fmt: skip


def test_that_closed_notes_come_only_when_asked_and_readable(team: dict[str, Any]) -> None:
    first, _second, third = team["vaults"]
    asked = opened_with(Path(first["passphrase_file"]), Path(first["file"]), "export", "--closed")
    assert any(one["kind"] == "closed_note" for one in asked.lines)
    outside = open_vault(Path(third["file"]), PASSPHRASE_OF_THE_STORY, SystemClock())
    assert outside.info()["counts"]["closed_note"] == 0
    outside.close()


def test_that_the_story_holds_one_open_difference(team: dict[str, Any]) -> None:
    second = team["vaults"][1]
    ran = opened_with(Path(second["passphrase_file"]), Path(second["file"]), "differences")
    (difference,) = ran.document
    assert (difference["kind"], difference["field"]) == ("household", "help_ends")
    assert len({head["author"] for head in difference["heads"]}) == 2


def test_that_a_difference_is_listed_settled_and_gone(vault: Path, tmp_path: Path) -> None:
    mine, theirs = reopened(vault), a_vault(tmp_path / "collega", "Łukasz Nuñez")
    for one, name in ((mine, "Familie Ağa"), (theirs, "Familie Ağaoğlu")):
        one.record([Edit("household", "H1", {"name": name})])
    exchange(mine, theirs)
    mine.close()
    theirs.close()
    (difference,) = here("differences", vault=vault).document
    assert difference.keys() == {"id", "kind", "entity", "field", "heads"}
    shown, other = difference["heads"]
    assert shown.keys() == {"id", "value", "author", "device", "when"}
    assert shown["author"] != other["author"]
    settle = ("settle", difference["id"], "--take")
    assert "keuze" in refused(here(*settle, "0" * 26, vault=vault))
    assert here(*settle, other["id"], vault=vault).code == 0
    assert here("differences", vault=vault).document == []
    past = here("history", "H1", "name", vault=vault).document
    assert [one["value"] for one in past if one["current"]] == [other["value"]]
    assert "geen verschil" in refused(here(*settle, other["id"], vault=vault))


@pytest.mark.parametrize(
    ("kind", "words", "fields"),
    [
        ("household", "laatste les", {"help_ends": {"on": "2026-02-07", "reason": "laatste les"}}),
        ("referral", "andere gemeente", {"not_taken_reason": "verhuisd: andere gemeente"}),
        ("person", "tante", {"safe_contact": {"call": True, "note": "alleen via haar tante"}}),
        ("contact", "huurcommissie", {"next": {"what": "huurcommissie", "due": "2026-02-07"}}),
        ("consent", "keukentafel", {"given": {"how": "aan de keukentafel"}}),
        ("plan", "crisisopvang", {"heavier_help": {"prevented": True, "why": "crisisopvang"}}),
        ("visit_summary", "ander bedrag", {"agreed": {"yes": False, "no_because": "ander bedrag"}}),
        ("assessment_score", "deurwaarder", {"score": {"level": 2, "reason": "deurwaarder"}}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_search_finds_what_was_written_beside_a_day_or_a_tick(
    vault: Path, tmp_path: Path, kind: str, words: str, fields: dict[str, Any]
) -> None:
    own = {"household": {}, "referral": {}}.get(kind, {"household": "H1"})
    needs = {
        "visit_summary": {"visit": "V1", "person": "P1"},
        "consent": {"purpose": "delen"},
        "assessment_score": SCORE,
    }
    bare = {"name": "x"} if kind in ("household", "referral", "person") else needs.get(kind, {})
    line = {"kind": kind, "id": "E1", "fields": {**own, **bare, **fields}}
    lines = (HOUSEHOLD, VISIT, ASSESSMENT, line)
    assert here("import", file(tmp_path, *lines), vault=vault).code == 0
    (hit,) = here("search", words, vault=vault).document
    assert (hit["id"], hit["field"]) == ("E1", next(iter(fields)))
    assert "2026" not in hit["snippet"]


def test_that_search_finds_words_without_their_accents(team: dict[str, Any]) -> None:
    first = team["vaults"][0]
    ran = opened_with(Path(first["passphrase_file"]), Path(first["file"]), "search", "yildirim")
    assert ran.code == 0
    assert any("Yıldırım" in hit["snippet"] for hit in ran.document)
    assert all({"id", "snippet"} <= hit.keys() for hit in ran.document)
