"""The shipped lists: complete, sound, and told apart by ids that never change."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from app.conversation import content
from app.conversation.organisation import Organisation, read_areas, read_organisation
from app.conversation.zrm_texts import NONE, read_zrm_texts
from app.errors import UserError, sentence
from app.model.words import AreaState, Carrier, ContactKind, Resort, Source, Status

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path


def test_that_there_are_fifteen_leefgebieden_and_thirteen_domains() -> None:
    assert len(content.areas().areas) == 15
    assert len(content.instrument("zrm2017").domains) == 13
    assert len(content.instrument("zrm2013").domains) == 11


def test_that_every_area_informs_a_domain_of_the_zrm() -> None:
    domains = {domain.id for domain in content.instrument().domains}
    for area in content.areas().areas:
        assert area.zrm
        assert set(area.zrm) <= domains


def test_that_together_the_areas_inform_every_domain() -> None:
    informed = {domain for area in content.areas().areas for domain in area.zrm}
    assert informed == {domain.id for domain in content.instrument().domains}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("wie", Resort),
        ("bronnen", Source),
        ("statussen", Status),
        ("dragers", Carrier),
        ("contactsoorten", ContactKind),
    ],
)
def test_that_a_list_names_what_the_model_stores(name: str, words: type[StrEnum]) -> None:
    assert [item.id for item in content.choices(name).items] == [word.value for word in words]


def test_that_an_id_of_another_version_shows_as_itself() -> None:
    assert content.choices("wie").name("buurtzuster") == "buurtzuster"
    assert content.choices("wie").plain("buurtzuster") == "buurtzuster"
    assert content.choices("wie").plain("zelf") == "u zelf"
    assert content.areas().get("elders") is None
    assert content.instrument().level_name(2) == "niet zelfredzaam"
    assert str(content.areas().areas[0].title) == "Geld en rekeningen"
    assert {state.value for state in AreaState} == {"goed", "aandacht", "liever_niet"}


def test_that_a_team_without_settings_file_can_begin(tmp_path: Path) -> None:
    assert read_organisation(tmp_path / "organisatie.json") == Organisation()
    assert read_areas(Organisation()) == content.areas()
    assert read_zrm_texts(tmp_path / "zrm.json") == NONE


def test_that_the_shipped_template_is_a_sound_settings_file(tmp_path: Path) -> None:
    text = files("resources").joinpath("templates/organisatie.json").read_text("utf-8")
    path = tmp_path / "organisatie.json"
    path.write_text(text, encoding="utf-8")
    assert read_organisation(path).days_aim == 3


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ('{"days_aim": 0}', "days_aim"),
        ('{"phone": 50}', "phone"),
        ('{"kleur": "rood"}', "kleur"),
    ],
)
def test_that_a_wrong_setting_is_named_in_one_sentence(
    tmp_path: Path, text: str, field: str
) -> None:
    path = tmp_path / "organisatie.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_organisation(path)
    assert f"het veld {field} " in sentence(caught.value)


@pytest.mark.parametrize(("text", "line"), [("geen json", 1), ('{"team": "Oost",\n "phone" 1}', 2)])
def test_that_the_line_is_named_where_a_file_stops_being_json(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "organisatie.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_organisation(path)
    assert sentence(caught.value).startswith(f"Regel {line} van organisatie.json ")
    with pytest.raises(UserError, match="not_json"):
        read_zrm_texts(path)


def test_that_a_file_that_is_no_text_is_said_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "organisatie.json"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(UserError, match="organisation_unreadable"):
        read_organisation(path)


def _settings(folder: Path, **fields: object) -> Organisation:
    path = folder / "organisatie.json"
    path.write_text(json.dumps(fields), encoding="utf-8")
    return read_organisation(path)


def test_that_a_policy_may_close_an_area(tmp_path: Path) -> None:
    kept = read_areas(_settings(tmp_path, closed_areas=["justitie"]))
    assert len(kept.areas) == 14
    assert kept.get("justitie") is None


def test_that_the_own_leefgebieden_of_a_team_are_read_from_beside_the_settings(
    tmp_path: Path,
) -> None:
    own = content.areas().model_copy(update={"areas": content.areas().areas[:3], "version": "x-1"})
    (tmp_path / "eigen.json").write_text(own.model_dump_json(), encoding="utf-8")
    assert read_areas(_settings(tmp_path, leefgebieden="eigen.json")).version == "x-1"


@pytest.mark.parametrize("closed", [["justicie"], ["justitie", "elders"]])
def test_that_a_misspelt_closed_area_is_said_and_not_left_open(
    tmp_path: Path, closed: list[str]
) -> None:
    with pytest.raises(UserError) as caught:
        read_areas(_settings(tmp_path, closed_areas=closed))
    assert "closed_areas" in sentence(caught.value)


def test_that_a_policy_cannot_close_the_whole_conversation(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="organisation_wrong"):
        read_areas(_settings(tmp_path, closed_areas=[area.id for area in content.areas().areas]))


@pytest.mark.parametrize(("text", "error"), [("{}", "areas_wrong"), ("x", "not_json")])
def test_that_wrong_leefgebieden_are_refused_by_name(tmp_path: Path, text: str, error: str) -> None:
    (tmp_path / "eigen.json").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=error):
        read_areas(_settings(tmp_path, leefgebieden="eigen.json"))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "geld en zo"}, "areas.1.id"),
        ({"id": "geld"}, "areas.1.id"),
        ({"zrm": ["geluk"]}, "areas.1.zrm"),
        ({"title": {"nl": "", "en": "Work"}}, "areas.1.title.nl"),
    ],
)
def test_that_an_own_leefgebied_that_the_program_cannot_keep_is_named(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    own = content.areas().model_dump(mode="json")
    own["areas"][1] |= change
    (tmp_path / "eigen.json").write_text(json.dumps(own), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_areas(_settings(tmp_path, leefgebieden="eigen.json"))
    assert f"bij {field}." in sentence(caught.value)


@pytest.mark.skipif(os.name == "nt", reason="Windows says that there is no such file")
def test_that_a_file_name_no_disk_can_hold_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="organisation_unreadable"):
        read_areas(_settings(tmp_path, leefgebieden="x" * 5000))
    with pytest.raises(UserError, match="zrm_texts_wrong"):
        read_zrm_texts(tmp_path / ("x" * 5000))


def test_that_a_shipped_area_is_findable_and_has_its_icon_in_the_one_set() -> None:
    charmap = json.loads(
        files("qtawesome").joinpath("fonts/phosphor-charmap-1.3.0.json").read_text("utf-8")
    )
    for area in content.areas().areas:
        assert area.icon in charmap
        assert len(area.words) >= 30
        assert len(set(area.words)) == len(area.words)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in files("resources").joinpath("content").iterdir())
)
def test_that_every_list_carries_its_own_version_and_tells_its_entries_apart(name: str) -> None:
    found = json.loads(files("resources").joinpath(f"content/{name}").read_text("utf-8"))
    assert found["version"] + ".json" == name
    assert found["id"] + "-1.json" == name
    entries = [one["id"] for key in ("items", "areas", "domains") for one in found.get(key, [])]
    assert entries
    assert len(set(entries)) == len(entries)
    if "items" in found:
        assert content.choices(found["id"]).name(entries[0])


def test_that_unreadable_or_unknown_leefgebieden_are_refused(tmp_path: Path) -> None:
    (tmp_path / "eigen.json").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="organisation_unreadable"):
        read_areas(_settings(tmp_path, leefgebieden="eigen.json"))
    with pytest.raises(UserError, match="areas_wrong"):
        read_areas(_settings(tmp_path, leefgebieden="bestaat-niet"))


def test_that_no_indicator_text_is_shipped() -> None:
    template = json.loads(files("resources").joinpath("templates/zrm-teksten.json").read_text())
    assert all(text == "" for levels in template["texts"].values() for text in levels.values())
    assert NONE.of("financien") == {}


def test_that_the_organisations_own_indicator_texts_are_shown_by_level(tmp_path: Path) -> None:
    path = tmp_path / "zrm.json"
    texts = {"financien": {"2": "eigen omschrijving", "3": ""}}
    path.write_text(
        json.dumps({"format": "drempel-zrm-texts-1", "instrument": "zrm2017", "texts": texts}),
        encoding="utf-8",
    )
    assert read_zrm_texts(path).of("financien") == {2: "eigen omschrijving"}
    assert read_zrm_texts(None) == NONE


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"instrument": "zrm2017", "texts": {"geld": {"1": "x"}}}, "texts.geld"),
        ({"instrument": "zrm1999", "texts": {}}, "instrument"),
        ({"instrument": "zrm2017", "texts": {"financien": {"6": "x"}}}, "texts.financien"),
    ],
)
def test_that_wrong_indicator_texts_are_named(
    tmp_path: Path, fields: dict[str, object], field: str
) -> None:
    path = tmp_path / "zrm.json"
    path.write_text(json.dumps({"format": "drempel-zrm-texts-1"} | fields), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_zrm_texts(path)
    assert field in sentence(caught.value)


def test_that_indicator_texts_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "zrm.json"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="organisation_unreadable"):
        read_zrm_texts(path)
