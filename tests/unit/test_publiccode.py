"""`publiccode.yml` says what the standard makes mandatory, and nothing that is not so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
MANDATORY: Final = frozenset(
    {
        "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
        "softwareType", "legal/license", "maintenance/type", "maintenance/contacts",
        "localisation/localisationReady", "localisation/availableLanguages",
    }
)  # fmt: skip
OF_EACH_LANGUAGE: Final = ("shortDescription", "longDescription", "features")
WAITING: Final = frozenset({"url", "maintenance/contacts"})
"""What nobody can say before the code is published; docs/publishing.md names both."""
LANGUAGES: Final = ("nl", "en")
MAX_SHORT: Final = 150
LONG: Final = range(150, 10_001)


def said() -> dict[str, str]:
    """{path of a key: what follows it}, a folded text as one line. The file is plain YAML."""
    found: dict[str, str] = {}
    inside: list[tuple[int, str]] = []
    for line in (ROOT / "publiccode.yml").read_text("utf-8").splitlines():
        key = re.fullmatch(r"( *)([A-Za-z]+):(?: (.*))?", line)
        if key is None:
            if inside and line.strip():
                path = "/".join(name for _depth, name in inside)
                found[path] = f"{found[path]} {line.strip()}".removeprefix("> ").strip()
            continue
        depth = len(key[1])
        inside = [(deep, name) for deep, name in inside if deep < depth] + [(depth, key[2])]
        found["/".join(name for _depth, name in inside)] = key[3] or ""
    return found


def test_that_only_what_must_wait_for_publication_is_missing() -> None:
    found = said()
    assert MANDATORY - found.keys() == WAITING
    assert all(found[key] for key in MANDATORY - WAITING)
    page = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    assert all(f"`{key}`" in page for key in WAITING)


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_descriptions_have_the_length_that_catalogues_take(language: str) -> None:
    found = {key: said()[f"description/{language}/{key}"] for key in OF_EACH_LANGUAGE}
    assert 0 < len(found["shortDescription"]) <= MAX_SHORT
    assert len(found["longDescription"]) in LONG
    assert found["features"].count("- ") >= 5


def test_that_it_names_the_same_licence_as_the_package() -> None:
    licence = re.search(r'^license = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert licence is not None
    assert said()["legal/license"] == licence[1]
