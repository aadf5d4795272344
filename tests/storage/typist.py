"""A process that types and imports until it is killed; it tells what it was told is saved."""

from __future__ import annotations

import itertools
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from app.errors import UserError
from app.storage.edits import Edit
from tests.helpers.vaults import reopened

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from app.storage.vault import Vault

LINES: Final = 150
"""Records of one import."""
OPEN: Final = "open"


def import_file(folder: Path, number: int) -> Path:
    """A file whose records all come in, or none."""
    path = folder / f"import-{number}.jsonl"
    lines = (
        {"kind": "directory_entry", "id": f"I{number}-{n}", "fields": {"name": f"{number}"}}
        for n in range(LINES)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def type_on(path: Path, say: Connection) -> None:
    """Until the process dies, or the disk takes no more."""
    vault = reopened(path)
    say.send((OPEN, 0))
    with suppress(UserError, OSError):
        _type(vault, path.parent, say)


def _type(vault: Vault, folder: Path, say: Connection) -> None:
    text = ""
    for number in itertools.count():
        text = text + f" w{number}" if number % 40 else f"w{number}"
        vault.draft("signal", f"S{number // 40}", "note", text, {"theme": "geld"})
        say.send(("typed", number))
        if number % 7 == 0:
            vault.record([Edit("household", f"H{number}", {"name": f"naam {number}"})])
            say.send(("recorded", number))
        if number % 11 == 0:
            vault.commit_drafts()
        if number % 15 == 0:
            vault.import_jsonl(import_file(folder, number))
            say.send(("imported", number))
