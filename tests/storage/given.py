"""What the tests of the vault write and look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError, catalogue, sentence
from app.storage.edits import Edit
from tests.helpers.vaults import PASSPHRASE, reopened

if TYPE_CHECKING:
    from app.storage.vault import Vault

ROOT = Path(__file__).parents[2]
NAME = "Familie Ğazi-Łukaszewicz"


def note_fields(vault: Vault, text: str) -> dict[str, Any]:
    return {
        "household": "H1", "visit": "V1", "area": "financien", "author": vault.member_id,
        "text": text,
    }  # fmt: skip


def text_of(vault: Vault, *, drafts: bool = False) -> str:
    note = vault.get("domain_note", "N1", drafts=drafts)
    assert note is not None
    return str(note.model_dump()["text"])


def write(vault: Vault, text: str) -> None:
    vault.record([Edit("domain_note", "N1", {"text": text})])


def name_in(path: Path, passphrase: str = PASSPHRASE) -> str:
    vault = reopened(path, passphrase)
    try:
        (row,) = vault.query("SELECT name FROM v_household WHERE id = 'H1'")
        return str(row["name"])
    finally:
        vault.close()


def told(error: UserError) -> str:
    """The Dutch sentence; fails when the id has none of its own."""
    assert error.id in catalogue()
    return sentence(error)
