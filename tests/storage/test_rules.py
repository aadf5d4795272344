"""Rules that few people meet: odd deletes, circles, empty typing, what other versions send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from app.errors import UserError
from app.model import KINDS, build
from app.model.base import Line, Record, SpaceRule, dossier_space
from app.storage import exchange as exchanging
from app.storage.changes import Change, make_change
from app.storage.edits import Edit
from app.storage.registry import DELETED, DREMPEL, Registry
from tests.helpers.vaults import exchange, state
from tests.storage.given import text_of, write

if TYPE_CHECKING:
    from app.storage.vault import Vault


def told(
    kind: str, entity: str, fields: dict[str, Any], space: str = "team", counter: int = 50
) -> Change:
    return make_change(
        space=space, kind=kind, entity=entity, fields=fields, replaces={}, device="X",
        counter=counter, wall="2026-03-02T09:00:00Z",
    )  # fmt: skip


def is_deleted(vault: Vault, entity: str) -> bool:
    (row,) = vault.query("SELECT deleted FROM entities WHERE id = ?", (entity,))
    return bool(row["deleted"])


def test_that_a_kind_this_version_does_not_know_can_be_deleted(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    drone = told("drone", "R1", {"wings": 4})
    gone = {"heads": {"wings": [drone.id]}, "children": []}
    a.apply([drone, told("drone", "R1", {DELETED: gone}, counter=51)])
    exchange(a, b)
    assert is_deleted(a, "R1")
    assert state(a) == state(b)


def test_that_what_holds_no_words_is_deleted_like_the_rest(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.record([
        Edit("visit_area", "VA1", {"household": "H1", "visit": "V1", "area": "geld"})
    ])  # fmt: skip
    a.delete("visit_area", "VA1")
    exchange(a, b)
    assert b.get("visit_area", "VA1") is None
    assert state(a) == state(b)


@pytest.mark.parametrize(
    "said",
    [
        {"heads": ["text"], "children": {"N1": 1}},
        {"heads": {"text": "all"}, "children": [1]},
        {"heads": {"text": [3]}},
        {},
        "weg",
    ],
    ids=["no object", "no list", "no ids", "nothing", "a word"],
)
def test_that_a_delete_that_names_nothing_hides_nothing(
    pair: tuple[Vault, Vault], said: Any
) -> None:
    a, b = pair
    a.apply([told("domain_note", "N1", {DELETED: said}, dossier_space("H1"))])
    exchange(a, b)
    assert text_of(a) == "eerste tekst"
    assert state(a) == state(b)


def test_that_one_who_brought_it_back_outweighs_one_who_deleted_it(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.delete("domain_note", "N1")
    b.delete("domain_note", "N1")
    b.restore("domain_note", "N1")
    exchange(a, b)
    assert text_of(a) == "eerste tekst"
    assert [difference.field for difference in b.differences()] == [DELETED]
    exchange(a, b)
    assert state(a) == state(b)


def test_that_a_record_that_hangs_under_itself_can_be_deleted_and_come_back(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    a.record([Edit("domain_note", "N1", {"visit": "N1"})])
    a.delete("domain_note", "N1")
    assert a.get("domain_note", "N1") is None
    a.restore("domain_note", "N1")
    exchange(a, b)
    assert text_of(b) == "eerste tekst"


def test_that_what_is_not_there_cannot_be_settled_undone_or_deleted(
    pair: tuple[Vault, Vault],
) -> None:
    a, _b = pair
    with pytest.raises(UserError, match="no_difference"):
        a.settle("domain_note", "N1", "wish", value="rust")
    with pytest.raises(UserError, match="no_such_change"):
        a.undo("0" * 26)
    with pytest.raises(UserError, match="no_such_record"):
        a.delete("domain_note", "N404")


def test_that_typing_nothing_in_an_empty_field_makes_no_change(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.draft("domain_note", "N1", "wish", "r")
    a.draft("domain_note", "N1", "wish", "")
    assert a.commit_drafts() == []
    assert a.drafts() == []


def test_that_changes_go_out_whole_however_few_are_read_at_once(
    pair: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, _b = pair
    everything = list(a.changes())
    for page in (1, 2, len(everything)):
        monkeypatch.setattr(exchanging, "PAGE", page)
        assert list(a.changes()) == everything


def test_that_the_card_comes_before_the_dossier(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    write(a, "de naam Hőgye staat in een notitie")
    a.record([Edit("household", "H2", {"name": "Familie Hőgye"})])
    assert a.search_households("hogye") == ["H2", "H1"]
    assert a.search_households("hog eerste") == []
    assert a.search_households(" ") == []


def test_that_the_field_with_most_of_the_words_is_shown(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    a.record([
        Edit("domain_note", "N1", {"text": "geld", "own_words": "geld en huur", "wish": "huur"})
    ])  # fmt: skip
    (hit,) = a.search("geld huur")
    assert hit.field == "own_words"


def test_that_nothing_that_passes_by_shows_what_people_wrote(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    write(a, "geheim")
    a.draft("domain_note", "N1", "text", "geheimer")
    shown = [
        *a.drafts(), *a.search("geheim"), *a.history("N1", "text"),
        *a.heads("domain_note", "N1")["text"], *a._store.typing.values(),  # noqa: SLF001
    ]  # fmt: skip
    assert len(shown) == 6
    assert not [one for one in shown if "geheim" in repr(one)]


def test_that_every_dossier_kind_asks_for_its_household() -> None:
    dossier = [model for model in KINDS.values() if model.space is SpaceRule.DOSSIER]
    assert dossier
    assert all("household" in model.required for model in dossier)


class Unsure(Record):
    kind: ClassVar = "unsure"
    space: ClassVar = SpaceRule.TEAM

    value: Line | int = ""


def test_that_a_field_of_two_types_is_no_field() -> None:
    with pytest.raises(TypeError, match="value needs one JSON type"):
        Registry({"unsure": Unsure})


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_field_has_the_type_that_the_published_schema_gives(kind: str) -> None:
    schema = KINDS[kind].model_json_schema()
    for name, field in DREMPEL[kind].fields.items():
        said = [schema["properties"][name]]
        said = [part for one in said for part in one.get("anyOf", [one])]
        said = [schema["$defs"][one["$ref"].split("/")[-1]] if "$ref" in one else one
                for one in said]  # fmt: skip
        assert {one["type"] for one in said} - {"null"} == {field.json_type}


def test_that_every_kind_can_be_built_in_a_moment_when_nobody_waits() -> None:
    build()
    assert all(model.__pydantic_complete__ for model in KINDS.values())


def test_that_a_delete_counts_before_those_of_its_children_have_come(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    here = a.position()
    first, *_children = a.delete("household", "H1")
    b.apply([first])
    assert b.get("household", "H1") is None
    assert b.get("visit", "V1") is not None
    b.apply(list(a.changes(since=here)))
    assert b.get("visit", "V1") is None


@pytest.mark.parametrize("stays", [True, False])
def test_that_a_delete_in_difference_is_settled_by_taking_a_side(
    pair: tuple[Vault, Vault], *, stays: bool
) -> None:
    a, b = pair
    a.delete("domain_note", "N1")
    b.delete("domain_note", "N1")
    b.restore("domain_note", "N1")
    exchange(a, b)
    (difference,) = a.differences()
    side = next(head for head in difference.heads if (head.value is None) == stays)
    a.settle("domain_note", "N1", DELETED, take=side.id)
    exchange(a, b)
    assert (b.get("domain_note", "N1") is not None) == stays
    assert b.differences() == []


def test_that_what_was_never_deleted_needs_no_bringing_back(pair: tuple[Vault, Vault]) -> None:
    a, _b = pair
    assert a.restore("domain_note", "N1") == []
    assert text_of(a) == "eerste tekst"


def test_that_a_household_of_which_another_wrote_the_card_is_not_deleted(
    pair: tuple[Vault, Vault],
) -> None:
    """Also where he wrote earlier, and also what an older program said."""
    a, b = pair
    b.record([Edit("household", "H1", {"phone": "010 123 45 67"})])
    exchange(a, b)
    a.record([Edit("household", "H1", {"phone": "010 765 43 21"})])
    with pytest.raises(UserError, match="household_stays"):
        a.delete("household", "H1")
    heads = a.heads("household", "H1")
    seen = {name: [one.id for one in several] for name, several in heads.items()}
    gone = {"heads": seen, "children": ["V1"]}
    exchange(a, b)
    for vault in (a, b):
        vault.apply([told("household", "H1", {DELETED: gone})])
        assert vault.get("household", "H1") is not None
        assert [one.field for one in vault.differences()] == [DELETED]
        assert vault.check()["ok"]
    a.restore("household", "H1")
    exchange(a, b)
    assert not b.differences()
