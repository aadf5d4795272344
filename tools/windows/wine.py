"""Runs a program of Windows: `python -m tools.windows.wine FOLDER -m pytest tests/storage`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def run(folder: Path, *words: str | Path) -> int:
    """The exit code; what it says goes through pipes, for Wine knows no terminal here."""
    quiet = {"WINEDEBUG": "-all", "WINEARCH": "win64", "PYTHONDONTWRITEBYTECODE": "1"}
    environment = {**os.environ, **quiet, "WINEPREFIX": str(folder / "prefix")}
    program = [shutil.which("wine") or "wine", *words]
    with subprocess.Popen(
        program, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        for line in process.stdout or ():
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    return process.returncode


def main(words: list[str]) -> int:
    folder = Path(words[0]).resolve()
    return run(folder, folder / "python" / "python.exe", "-u", *words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
