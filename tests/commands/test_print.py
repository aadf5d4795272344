"""`drempel print`: the documents of the program, in a file."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.clock import SystemClock
from app.services.demo.make import PASSPHRASE
from app.storage.vault import open_vault
from tests.commands.running import drempel, here, refused

FIND = {
    "visit": "SELECT id FROM v_visit WHERE speaker <> '' AND status = 'gehouden' ORDER BY id",
    "plan": "SELECT id FROM v_plan ORDER BY id",
    "dossier": "SELECT household AS id FROM v_plan ORDER BY id",
}


@pytest.fixture(scope="module")
def ids(team: dict[str, Any]) -> dict[str, str]:
    """One of each document that the story can print."""
    vault = open_vault(Path(team["vaults"][0]["file"]), PASSPHRASE, SystemClock())
    try:
        return {document: vault.query(sql)[0]["id"] for document, sql in FIND.items()}
    finally:
        vault.close()


@pytest.mark.parametrize("document", FIND)
def test_that_a_document_is_written_as_a_pdf_that_can_be_read(
    team: dict[str, Any], ids: dict[str, str], document: str, tmp_path: Path
) -> None:
    first, out = team["vaults"][0], tmp_path / "uit.pdf"
    own = tmp_path / "team"  # a paper that is printed is written down
    shutil.copytree(Path(first["file"]).parent, own)
    ran = drempel("print", document, ids[document], "-o", out,
                  vault=own / Path(first["file"]).name,
                  passphrase=Path(first["passphrase_file"]))  # fmt: skip
    assert (ran.code, ran.out) == (0, b"")
    assert "niet meer versleuteld" in ran.err
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    assert pages[0].extract_text().strip()


@pytest.mark.parametrize("document", ["plan", "dossier"])
def test_that_of_a_dossier_of_others_nothing_is_printed(
    team: dict[str, Any], tmp_path: Path, document: str
) -> None:
    colleague = team["vaults"][2]
    kept = Path(colleague["passphrase_file"])
    cards = here("export", vault=Path(colleague["file"]), passphrase=kept).lines
    card = next(one["id"] for one in cards if one["kind"] == "household")
    target = tmp_path / "x.pdf"
    ran = here("print", document, card, "-o", target, vault=Path(colleague["file"]),
                  passphrase=kept)  # fmt: skip
    assert "leest dit dossier niet" in refused(ran)
    assert not target.exists()


def test_that_what_cannot_be_printed_or_written_is_one_sentence(
    vault: Path, team: dict[str, Any], ids: dict[str, str], tmp_path: Path
) -> None:
    nothing = here("print", "dossier", "H404", "-o", tmp_path / "uit.pdf", vault=vault)
    assert "staat niet in deze kluis" in refused(nothing)
    assert not (tmp_path / "uit.pdf").exists()
    first = team["vaults"][0]
    nowhere = here("print", "plan", ids["plan"], "-o", tmp_path / "weg" / "uit.pdf",
                      vault=Path(first["file"]),
                      passphrase=Path(first["passphrase_file"]))  # fmt: skip
    assert "uit.pdf" in refused(nowhere)
