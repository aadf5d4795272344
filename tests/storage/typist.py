"""A process that types and imports until it is killed; it prints what it was told is saved."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Final

from app.storage.edits import Edit
from tests.helpers.vaults import reopened

LINES: Final = 150
"""Records of one import."""


def import_file(folder: Path, number: int) -> Path:
    """A file whose records all come in, or none."""
    path = folder / f"import-{number}.jsonl"
    lines = (
        {"kind": "directory_entry", "id": f"I{number}-{n}", "fields": {"name": f"{number}"}}
        for n in range(LINES)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def main(path: Path) -> None:
    vault = reopened(path)
    say("open")
    text = ""
    for number in itertools.count():
        text = text + f" w{number}" if number % 40 else f"w{number}"
        vault.draft("signal", f"S{number // 40}", "note", text, {"theme": "geld"})
        say(f"typed {number}")
        if number % 7 == 0:
            vault.record([Edit("household", f"H{number}", {"name": f"naam {number}"})])
            say(f"recorded {number}")
        if number % 11 == 0:
            vault.commit_drafts()
        if number % 15 == 0:
            vault.import_jsonl(import_file(path.parent, number))
            say(f"imported {number}")


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
