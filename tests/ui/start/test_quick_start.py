"""A program that starts does not look for rubbish among what it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
STARTS = """
import gc, os, sys
from pathlib import Path
searched = []
gc.callbacks.append(lambda phase, found: searched.append(found["generation"]))
from app.bootstrap import start
begun = len(searched)
folder = Path(sys.argv[1])
program = start(folder / "kluis.drempel", folder / "instellingen.json")
print(len(searched) - begun, gc.isenabled(), gc.get_freeze_count() > 10_000)
program.close()
"""


def test_that_what_is_loaded_at_the_start_is_not_searched_for_rubbish(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", STARTS, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["0", "True", "True"]
