"""Small words of every screen, in both languages."""

from __future__ import annotations

import pytest

from app.ui.text import file_size, joined, listed, people, set_language


@pytest.fixture(params=["nl", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    language = str(request.param)
    set_language(language)
    return language


def test_that_what_is_not_known_leaves_no_sign_behind(spoken: str) -> None:
    also = {"nl": "en", "en": "and"}[spoken]
    assert joined("Korenstraat", "", "050 555") == "Korenstraat · 050 555"
    assert joined("vader", "50 jaar", sign=", ") == "vader, 50 jaar"
    assert joined("", "") == joined() == listed([]) == listed([""]) == people([]) == ""
    assert (
        listed(["een doel", "", "een actie", "een plan"]) == f"een doel, een actie {also} een plan"
    )
    nobody = {"nl": "Zonder naam", "en": "Without a name"}[spoken]
    assert people([" "]) == nobody
    assert people(["Şahin Öz", "", "Fenna de Boer"]) == f"Şahin, {nobody} {also} Fenna"


def test_that_the_size_of_a_file_is_written_as_the_language_writes_numbers(spoken: str) -> None:
    assert [file_size(size) for size in (1, 999_999, 1_000_000, 40_000_000)] == [
        "1 kB", "999 kB", *({"nl": ["1,0 MB", "40,0 MB"], "en": ["1.0 MB", "40.0 MB"]}[spoken]),
    ]  # fmt: skip
