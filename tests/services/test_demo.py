"""The fictional team: every stage, every leefgebied, two readers and one outsider."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import UserError
from app.model.visit import VisitSummary
from app.model.words import Status
from app.services import attention, households, session
from app.services.demo.crowd import AREAS, Told, crowd
from app.services.demo.fill import Crowd, changes
from app.services.demo.make import PASSPHRASE, Size, first_vault, make_team
from app.services.demo.story import Story
from app.services.paper_lines import strengths
from app.services.records import rows
from app.storage.vault import Vault, open_vault
from tests.helpers.vaults import TINY, a_clock, a_vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team with a few households more than the story."""
    made = tmp_path_factory.mktemp("team")
    make_team(made, a_clock(), Size(20, 1, 3), TINY)
    return made


@pytest.fixture
def first(folder: Path) -> Iterator[Vault]:
    yield from opened(first_vault(folder))


def opened(path: Path | None) -> Iterator[Vault]:
    assert path is not None
    vault = open_vault(path, PASSPHRASE, a_clock())
    yield vault
    vault.close()


def ids(vault: Vault, sql: str) -> list[Any]:
    return [next(iter(row.values())) for row in vault.query(sql)]


def test_that_the_story_shows_every_stage_and_every_leefgebied(first: Vault) -> None:
    shown = set(ids(first, "SELECT DISTINCT status FROM v_household"))
    assert ids(first, "SELECT id FROM v_referral WHERE household IS NULL")
    assert shown | {Status.REFERRED.value} == {status.value for status in Status}
    assert set(ids(first, "SELECT DISTINCT area FROM v_visit_area")) == set(AREAS)
    assert len(ids(first, "SELECT id FROM v_household")) == 20


def test_that_nothing_in_the_story_hangs_loose(first: Vault) -> None:
    for kind in ("person", "visit", "domain_note", "action", "goal", "plan", "contact"):
        loose = ids(
            first,
            f"SELECT r.id FROM v_{kind} r WHERE NOT EXISTS"
            " (SELECT 1 FROM v_household h WHERE h.id = r.household)",
        )
        assert loose == [], kind


def test_that_a_plan_of_the_story_says_what_goes_well(folder: Path) -> None:
    path = first_vault(folder)
    assert path is not None
    s = session.unlock(path, PASSPHRASE, a_clock())
    said = {line.name: strengths(s, line.id) for line in households.lines(s)}
    assert any("Ik kan goed uitleggen." in line for line in said["Familie Yıldırım-Bakker"])
    assert any("Zingen verleer je niet." in line for line in said["Mevrouw Ó Briain"])
    answers = {one.agreed.yes for one in rows(s, VisitSummary) if one.agreed}
    assert answers == {True, False}
    s.lock()


def test_that_the_outsider_holds_no_dossier_and_no_closed_note(folder: Path) -> None:
    third = folder / f"{Story(a_clock().today()).book['laptops'][2]}.drempel"
    for vault in opened(third):
        spaces = set(ids(vault, "SELECT DISTINCT space FROM entities"))
        assert spaces == {"team"}


def test_that_the_team_differs_about_one_thing_only(folder: Path) -> None:
    for key in Story(a_clock().today()).book["laptops"][:2]:
        for vault in opened(folder / f"{key}.drempel"):
            (difference,) = vault.differences()
            assert difference.field == "help_ends"
            assert len(difference.heads) == 2


def test_that_all_else_in_the_story_fits_together(folder: Path) -> None:
    unlocked = session.unlock(folder / "sanne.drempel", PASSPHRASE, a_clock())
    try:
        assert attention.lines(unlocked) == ()
    finally:
        unlocked.lock()


def test_that_every_vault_of_the_team_is_sound(folder: Path) -> None:
    for key in Story(a_clock().today()).book["laptops"]:
        for vault in opened(folder / f"{key}.drempel"):
            assert vault.check()["ok"]
            assert vault.set_aside() == []


def test_that_a_crowd_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    today = a_clock().today()
    made = [list(crowd(5, Told(2), seed, today, ["M1", "M2"])) for seed in (4, 4, 5)]
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_that_a_crowd_is_what_an_import_of_the_same_records_gives(tmp_path: Path) -> None:
    today, members = a_clock().today(), ["M1", "M2"]
    lines = tmp_path / "crowd.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for kind, entity, fields in crowd(4, Told(2), 4, today, members):
            file.write(json.dumps({"kind": kind, "id": entity, "fields": fields}) + "\n")
    told = Crowd(4, 2, 4, today, tuple(members), "D1", "M1", 7, a_clock().now().isoformat())
    imported, filled = (a_vault(tmp_path / name) for name in ("in", "vol"))
    imported.import_jsonl(lines)
    filled.apply(changes(told), {"D1": "M1"})

    def households(vault: Vault) -> list[str]:
        return [line for line in vault.export_lines() if '"kind":"member"' not in line]

    assert households(imported) == households(filled)
    assert filled.check()["ok"]
    assert filled.set_aside() == []
    imported.close()
    filled.close()


def test_that_a_folder_with_a_team_is_left_alone(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with pytest.raises(UserError, match="demo_exists"):
        make_team(folder, a_clock(), cost=TINY)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_that_an_empty_folder_holds_no_team(tmp_path: Path) -> None:
    assert first_vault(tmp_path) is None
