"""The tables on paper are the tables in the vault, and older vaults open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.storage import schema
from app.storage.files import HEADERS
from app.storage.migrations import STEPS
from app.storage.registry import DREMPEL, Registry
from tests.helpers.vaults import PASSPHRASE, a_vault, reopened
from tests.storage.test_invariants import SMALL

FROZEN = Path(__file__).parent / "frozen"
STORED = Path(schema.__file__).with_name("schema.sql")


def test_that_schema_sql_is_up_to_date() -> None:
    assert STORED.read_text(encoding="utf-8") == schema.schema_sql()


def test_that_an_older_vault_takes_every_step_it_has_not_had(tmp_path: Path) -> None:
    for suffix in ("", *HEADERS):
        shutil.copy(FROZEN / f"v1.drempel{suffix}", tmp_path / f"kluis{suffix}")
    vault = reopened(tmp_path / "kluis", PASSPHRASE)
    assert vault.query("PRAGMA user_version") == [{"user_version": len(STEPS)}]
    vault.close()


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_that_a_vault_of_an_earlier_release_opens_and_holds_everything(
    tmp_path: Path, version: str
) -> None:
    for suffix in ("", *HEADERS):
        shutil.copy(FROZEN / f"{version}.drempel{suffix}", tmp_path / f"kluis{suffix}")
    vault = reopened(tmp_path / "kluis", PASSPHRASE)
    frozen = (FROZEN / f"{version}.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(vault.export_lines(closed=True)) == frozen
    assert vault.check()["ok"]
    assert vault.history("FROZEN-H1", "name")[0].value == "Familie Oğuz"
    vault.close()


def test_that_all_that_waits_in_a_vault_from_before_sharing_is_there_and_can_be_shared(
    tmp_path: Path,
) -> None:
    for suffix in ("", *HEADERS):
        shutil.copy(FROZEN / f"v2.drempel{suffix}", tmp_path / f"kluis{suffix}")
    vault = reopened(tmp_path / "kluis", PASSPHRASE)
    assert [draft.value for draft in vault.drafts()] == ["nog niet klaar"]
    assert [one.field for one in vault.differences()] == ["name"]
    assert [one.body for one in vault.set_aside()] == ["{"]
    assert vault.deleted("contact")[0][0] == "FROZEN-X1"
    assert vault.setting("plaats") == {"scherm": "vandaag"}
    assert vault.sharing.identity() is None
    assert not vault.sharing.moved()
    assert {change.id for change in vault.changes(device=vault.device_id)} == {
        json.loads(line)["id"] for lines in vault.sharing.unsent().lines.values() for line in lines
    }
    vault.close()


def test_that_another_model_rebuilds_the_rows_and_keeps_the_history(tmp_path: Path) -> None:
    path = tmp_path / "a"
    a_vault(path, registry=SMALL).close()
    wider = Registry({kind: spec.model for kind, spec in DREMPEL.kinds.items()})
    vault = reopened(path, registry=wider)
    before = [change.id for change in vault.changes()]
    assert vault.check()["ok"]
    assert "member" in vault.info()["counts"]
    vault.close()
    again = reopened(path, registry=SMALL)
    assert [change.id for change in again.changes()] == before
    again.close()


@pytest.mark.parametrize("kind", DREMPEL.kinds)
def test_that_records_are_found_by_id_parent_and_household_without_reading_all(
    tmp_path: Path, kind: str
) -> None:
    spec, asked = DREMPEL[kind], list[str]()
    vault = a_vault(tmp_path / "kluis")
    database = vault._store.db  # noqa: SLF001 - what it was asked
    database.connection.set_trace_callback(asked.append)
    for field in {spec.parent or "id", "id", "household"} & {"id", *spec.fields}:
        vault.rows(kind, {field: "A" * 26})
        vault.rows(kind, {field: ["A" * 26, "B" * 26]})
    database.connection.set_trace_callback(None)
    read = [row[3] for sql in asked for row in database.all(f"EXPLAIN QUERY PLAN {sql}")]
    assert read
    assert [step for step in read if step.startswith("SCAN") and "json_each" not in step] == []
    vault.close()
