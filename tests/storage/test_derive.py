"""What follows from the log: the same in one stretch or many, of one change or of several."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage import derive, exchange
from app.storage.changes import Change, make_change
from app.storage.registry import DREMPEL
from tests.helpers.vaults import a_vault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.vault import Vault


@pytest.fixture
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    vault = a_vault(tmp_path_factory.mktemp("derive") / "a")
    yield vault
    vault.close()


def change(
    counter: int, fields: dict[str, Any], *earlier: Change, kind: str = "household"
) -> Change:
    replaces = {name: [one.id for one in earlier] for name in fields}
    return make_change(
        space="team", kind=kind, entity="H1", fields=fields, replaces=replaces, device="D",
        counter=counter, wall="2026-03-02T09:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("batch", [1, 2, 20_000])
def test_that_a_rebuild_in_parts_remembers_what_came_too_early(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    first = change(1, {"name": "eerst"})
    second = change(2, {"name": "daarna"}, first)
    vault.apply([second])
    vault.apply([change(3, {"phone": "020"})])
    vault.apply([first])
    monkeypatch.setattr(derive, "BATCH", batch)
    vault.rebuild()
    assert [head.value for head in vault.heads("household", "H1")["name"]] == ["daarna"]
    assert vault.differences() == []
    assert vault.query("SELECT name, phone FROM v_household") == [
        {"name": "daarna", "phone": "020"}
    ]


@pytest.mark.parametrize("batch", [1, 3, 5_000])
def test_that_many_changes_come_in_whole_in_batches_of_any_size(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(exchange, "BATCH", batch)
    made = [change(1, {"name": "0"})]
    for number in range(1, 8):
        made.append(change(number + 1, {"name": str(number)}, made[-1]))
    report = vault.apply([*reversed(made), b"{", made[0]])
    assert (report.received, report.set_aside, report.differences) == (8, 1, 0)
    assert vault.query("SELECT name FROM v_household") == [{"name": "7"}]
    assert vault.check()["ok"]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.just("a"), inner),
    max_leaves=3,
)
names = st.sampled_from(["name", "address", "pair", "urgent", "visit_interval", "no such field"])


@given(told=st.dictionaries(names, values, min_size=1))
def test_that_a_row_is_the_same_of_one_change_and_of_several(
    vault: Vault, told: dict[str, Any]
) -> None:
    kinds = {"household": told, "goal": {"order": next(iter(told.values()))},
             "consent": {}, "member": {"active": next(iter(told.values()))}}  # fmt: skip
    vault._store.db.run("BEGIN")  # noqa: SLF001  (each example begins with nothing)
    try:
        for kind, fields in kinds.items():
            if not fields:
                continue
            at_once = change(1, fields, kind=kind)
            apart = [change(2, {name: value}, at_once, kind=kind) for name, value in fields.items()]
            seen = []
            for some in ([at_once], [*apart, change(1, {"no such field": 1}, kind=kind)]):
                exchange.merge(vault._store, some)  # noqa: SLF001
                seen.append(vault.query(f"SELECT * FROM v_{kind} WHERE id = 'H1'"))
            assert seen[0] == seen[1]
    finally:
        vault._store.db.run("ROLLBACK")  # noqa: SLF001


@pytest.mark.parametrize(
    ("json_type", "fitting", "other"),
    [
        ("string", "x", [3, True, None, ["x"], {"a": "x"}]),
        ("integer", 7, ["7", 1.5, True, 2**70, None]),
        ("boolean", True, [1, "true", None]),
        ("array", ["a"], ["a", {"a": 1}, None]),
        ("object", {"a": 1}, [["a"], "a", None]),
    ],
)
def test_that_a_column_takes_only_what_its_field_can_hold(
    vault: Vault, json_type: str, fitting: Any, other: list[Any]
) -> None:
    spec, field = next(
        (spec, field)
        for spec in DREMPEL.kinds.values()
        for field in spec.fields.values()
        if field.json_type == json_type
    )
    for value, wanted in [(fitting, fitting), *((value, None) for value in other)]:
        text = json.dumps({field.name: value})
        stored = vault._store.db.value(f"SELECT {field.value_in('?1')}", (text,))  # noqa: SLF001
        assert spec.fields[field.name].read(stored) == wanted


@pytest.mark.parametrize("moved", [{"household": "H2"}, {"household": "H2", "visit": 3}])
def test_that_a_record_that_moves_is_found_where_it_is_now(
    vault: Vault, moved: dict[str, Any]
) -> None:
    note = change(1, {"household": "H1", "visit": "V1", "text": "a"}, kind="domain_note")
    vault.apply([note])
    for fields in ({"text": "b"}, moved, {"text": "c"}):
        vault.apply([change(2, fields, note, kind="domain_note")])
    visit = None if "visit" in moved else "V1"
    for _again in range(2):
        found = vault.query("SELECT visit FROM v_domain_note WHERE household = 'H2' AND id = 'H1'")
        assert found == [{"visit": visit}]
        assert vault.query("SELECT id FROM v_domain_note WHERE household = 'H1'") == []
        assert vault.query("SELECT parent, household FROM entities WHERE id = 'H1'") == [
            {"parent": visit, "household": "H2"}
        ]
        vault.rebuild()
