"""`python -m installer`: the program with all it needs in one folder, tried, and packed.

Linux: a Debian package in `dist`. Windows: a folder in a zip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
WORK: Final = ROOT / "build" / "installer"
DIST: Final = ROOT / "dist"


def main() -> int:
    """0, or what the step that failed says."""
    from installer import debian, trying

    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    DIST.mkdir(exist_ok=True)
    _draw()
    program = _freeze()
    trying.see_that_it_works(program / Path(sys.executable).with_stem("drempel").name)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if sys.platform == "win32":
        packed = Path(shutil.make_archive(str(DIST / f"drempel-{version}"), "zip", WORK, "drempel"))
    else:
        packed = debian.package(program, WORK / "drempel.png", version, DIST)
    print(f"{packed.relative_to(ROOT)}  {packed.stat().st_size / 2**20:.0f} MB")
    return 0


def _draw() -> None:
    """The sign of the program, as a file for menus and one for Windows."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtWidgets import QApplication

    from app.ui.kit.mark import SIZES, mark

    application = QApplication([])
    mark(max(SIZES)).save(str(WORK / "drempel.png"))
    with Image.open(WORK / "drempel.png") as picture:
        picture.save(WORK / "drempel.ico", sizes=[(side, side) for side in SIZES])
    del application


def _freeze() -> Path:
    spec = ROOT / "installer" / "drempel.spec"
    words = ("--noconfirm", "--log-level", "ERROR", "--distpath", WORK, "--workpath", WORK / "work")
    subprocess.run([sys.executable, "-m", "PyInstaller", *words, spec], cwd=ROOT, check=True)
    return WORK / "drempel"


if __name__ == "__main__":
    sys.exit(main())
