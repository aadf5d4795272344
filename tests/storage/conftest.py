"""What the tests of the vault begin with: two laptops that know a note, or one closed vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.storage.edits import Edit
from tests.helpers.vaults import a_vault, exchange, reopened
from tests.storage.given import NAME, note_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.storage.vault import Vault


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Vault, Vault]]:
    """Two laptops that both know household H1, visit V1 and note N1."""
    a = a_vault(tmp_path / "a", "Fatma Şahin")
    b = a_vault(tmp_path / "b", "Ioan Țepeș")
    a.record(
        [
            Edit("household", "H1", {"name": "Familie de Boer"}),
            Edit("visit", "V1", {"household": "H1"}),
            Edit("domain_note", "N1", note_fields(a, "eerste tekst")),
        ]
    )
    exchange(a, b)
    yield a, b
    a.close()
    b.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed vault with one household."""
    vault = a_vault(tmp_path / "kluis.drempel")
    vault.record([Edit("household", "H1", {"name": NAME})])
    vault.close()
    return tmp_path / "kluis.drempel"


@pytest.fixture
def opened(path: Path) -> Iterator[Vault]:
    vault = reopened(path)
    yield vault
    vault.close()
