"""Sees that the packed program works, on its own: what a packer forgets, it forgets silently."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

STAYS_S: Final = 15
"""A window that is still there after this long did not fail to open."""


def see_that_it_works(program: Path) -> None:
    """Makes the practice team with it, prints a paper, shares, and opens its window.

    Raises CalledProcessError or RuntimeError when one of these fails.
    """
    with tempfile.TemporaryDirectory(prefix="drempel-") as place:
        folder = Path(place)
        around = surroundings(os.environ, place)

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
        for one in (program, *program.parent.glob("Drempel-venster*")):
            _see_its_window([one, "--vault", first["file"]], around)


def surroundings(ours: Mapping[str, str], home: str) -> dict[str, str]:
    """What the program finds around it on a laptop without Python, of what is around us.

    Windows tells no case apart in these names, and Python there gives all of them in capitals.
    """
    around = {name: value for name, value in ours.items() if name.upper() in _KEPT}
    return around | {"HOME": home, "QT_QPA_PLATFORM": "offscreen"}


def _see_its_window(command: list[Path | str], around: dict[str, str]) -> None:
    window = subprocess.Popen(command, env=around)
    try:
        code = window.wait(STAYS_S)
    except subprocess.TimeoutExpired:
        window.terminate()
        window.wait()
    else:
        raise RuntimeError(f"its window did not stay: {code}")


_KEPT: Final = frozenset(
    {"APPDATA", "LOCALAPPDATA", "PATH", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE"}
)
"""Without SystemRoot no program on Windows finds its chance or its network."""


def _first(exported: str, kind: str) -> str:
    records = map(json.loads, exported.splitlines())
    return str(next(record["id"] for record in records if record["kind"] == kind))
