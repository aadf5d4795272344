"""Sees that the packed program works, on its own: what a packer forgets, it forgets silently."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final

STAYS_S: Final = 15
"""A window that is still there after this long did not fail to open."""


def see_that_it_works(program: Path) -> None:
    """Makes the practice team with it, prints a paper, shares, and opens its window.

    Raises CalledProcessError or RuntimeError when one of these fails.
    """
    with tempfile.TemporaryDirectory(prefix="drempel-") as place:
        folder = Path(place)
        around = {name: value for name, value in os.environ.items() if name in _KEPT}
        around |= {"HOME": place, "QT_QPA_PLATFORM": "offscreen"}

        def call(*words: str) -> str:
            done = subprocess.run([program, *words], env=around, cwd=folder, check=True,
                                  stdout=subprocess.PIPE, encoding="utf-8")  # fmt: skip
            return done.stdout

        made = json.loads(call("demo", "team", "--headless"))
        first = made["vaults"][0]
        opening = ("--vault", first["file"], "--passphrase-file", first["passphrase_file"])
        household = _first(call(*opening, "export"), "household")
        call(*opening, "print", "dossier", household, "-o", "dossier.pdf")
        if not (folder / "dossier.pdf").read_bytes().startswith(b"%PDF"):
            raise RuntimeError("no paper")
        call(*opening, "sync", "--share", made["share"])
        window = subprocess.Popen([program, "--vault", first["file"]], env=around)
        try:
            code = window.wait(STAYS_S)
        except subprocess.TimeoutExpired:
            window.terminate()
            window.wait()
        else:
            raise RuntimeError(f"its window did not stay: {code}")


_KEPT: Final = ("PATH", "SystemRoot", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "USERPROFILE")


def _first(exported: str, kind: str) -> str:
    records = map(json.loads, exported.splitlines())
    return str(next(record["id"] for record in records if record["kind"] == kind))
