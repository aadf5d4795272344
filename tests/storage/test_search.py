"""Finding and reading: forgiving of accents, bounded to what is there."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.model.folding import fold
from app.storage.edits import Edit
from app.storage.indexing import AT_ONCE
from app.storage.vault import Vault
from tests.helpers.vaults import exchange
from tests.storage.given import write


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


def many_notes(vault: Vault, count: int) -> None:
    vault.record(
        [
            Edit("domain_note", f"M{n}", {"household": "H1", "visit": "V1", "text": f"bericht {n}"})
            for n in range(count)
        ]
    )


def test_that_a_search_finds_what_came_in_a_moment_ago_however_much(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    many_notes(a, AT_ONCE + 50)
    b.apply(list(a.changes()))
    assert b.query("SELECT count(*) AS waits FROM to_index")[0]["waits"] > AT_ONCE
    assert b.check()["ok"]
    assert len(b.search("bericht", limit=1000)) == AT_ONCE + 50
    assert b.query("SELECT count(*) AS waits FROM to_index")[0]["waits"] == 0
    assert b.check()["ok"]


def test_that_idle_moments_do_what_search_would_have_to(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    many_notes(a, 3 * AT_ONCE)
    b.apply(list(a.changes()))
    rounds = 0
    while b.tidy():
        rounds += 1
    assert rounds >= 2
    assert b.query("SELECT count(*) AS waits FROM to_index")[0]["waits"] == 0
    assert len(b.search("bericht", limit=1000)) == 3 * AT_ONCE


def test_that_what_was_deleted_or_rewritten_meanwhile_is_found_as_it_is(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    many_notes(a, AT_ONCE + 50)
    b.apply(list(a.changes()))
    b.delete("domain_note", "M3")
    b.record([Edit("domain_note", "M4", {"text": "iets anders"})])
    assert b.check()["ok"]
    found = {hit.id for hit in b.search("bericht", limit=1000)}
    assert len(found) == AT_ONCE + 48
    assert not found & {"M3", "M4"}
    assert [hit.id for hit in b.search("iets anders")] == ["M4"]
    b.restore("domain_note", "M3")
    assert "M3" in {hit.id for hit in b.search("bericht", limit=1000)}
    assert b.check()["ok"]


def test_that_a_household_is_found_by_its_card_as_it_is_now(pair: tuple[Vault, Vault]) -> None:
    a, b = pair
    a.record([Edit("household", "G1", {"name": "Fam. Núñez", "phone": "0612345678"})])
    a.record([Edit("household", "G1", {"name": "Fam. Őszi"})])
    b.apply(list(a.changes()))
    for vault in (a, b):
        assert vault.search_households("oszi 0612") == ["G1"]
        assert vault.search_households("nunez") == []
        assert vault.check()["ok"]
    a.delete("household", "G1")
    b.apply(list(a.changes()))
    assert b.search_households("oszi") == []
    b.restore("household", "G1")
    assert b.search_households("oszi") == ["G1"]
    b.rebuild()
    assert b.search_households("oszi 0612") == ["G1"]
    assert b.check()["ok"]


def test_that_cards_of_a_whole_region_are_found_before_and_after_an_idle_moment(
    pair: tuple[Vault, Vault],
) -> None:
    a, b = pair
    many = range(AT_ONCE + 1)
    a.record([Edit("household", f"G{n}", {"name": f"Yılmaz {n} straat"}) for n in many])
    b.apply(list(a.changes()))
    a.delete("household", "G7")
    b.apply(list(a.changes()))
    assert b.check()["ok"]
    assert len(b.search_households("straat")) == AT_ONCE
    assert b.search_households("yilmaz 7 straat") == []
    assert b.check()["ok"]


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


@given(st.text(st.characters()))
def test_that_folding_is_what_unicode_says_letter_after_letter(text: str) -> None:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    assert fold(text) == fold(bare)
    assert fold(text) == "".join(map(fold, text))
