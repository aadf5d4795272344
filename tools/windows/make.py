"""Python for Windows, in Wine, with every locked package as Windows gets it; the tests run there.

`python -m tools.windows.make FOLDER [LOCK]`; decision 0026. Wine stands in for Windows: it holds
open files, knows no folders to sync, and spells paths with drives, as Windows does.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

from tools.windows import wine

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
COMPILER: Final = "x86_64-w64-mingw32-gcc"
RUNTIME: Final = (3, 11)
"""The Python that the runtime is, so the library that is copied beside it must be of it."""
LEFT_OUT: Final = ("site-packages", "test", "lib-dynload", "config-*", "__pycache__")
"""Of the library: what is of Linux, or no use."""
_NAME: Final = re.compile(r"\[\s*\d+\][^\n]*?\b(_?Py\w+)$", re.MULTILINE)


def make(folder: Path, lock: Path = ROOT / "requirements-dev.lock") -> None:
    """Everything in `folder`, which is made anew, with the packages of `lock`."""
    if sys.version_info[:2] != RUNTIME:
        sys.exit("The Python for Windows is 3.11; make it with that.")
    for needed in ("wine", COMPILER):
        if shutil.which(needed) is None:
            sys.exit(f"{needed} is absent; CONTRIBUTING.md names the packages.")
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "python"
    library = python / "Lib"
    without = shutil.ignore_patterns(*LEFT_OUT)
    shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=without)
    _install(HERE / "runtime.lock", folder / "runtime")
    _place_runtime(folder / "runtime" / "deploy_libs", python)
    _install(lock, library / "site-packages")
    fonts = library / "site-packages" / "PySide6" / "lib" / "fonts"
    shutil.copytree(ROOT / "resources" / "fonts", fonts, ignore=shutil.ignore_patterns("*.py"))
    _compile(python)
    wine.run(folder, "wineboot", "--init")


def _install(lock: Path, target: Path) -> None:
    """What Windows gets of a lock, by its hashes."""
    uv = Path(sys.executable).with_name("uv")
    windows = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11")
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", sys.executable, *windows, "--target", target,
         "--require-hashes", "--no-deps", "-r", lock],
        check=True,
    )  # fmt: skip


def _place_runtime(found: Path, python: Path) -> None:
    (python / "DLLs").mkdir()
    for file in found.iterdir():
        if file.suffix == ".pyd":
            file.rename(python / "DLLs" / file.name)
        elif not file.name.startswith("api-ms-"):
            file.rename(python / file.name)


def _compile(python: Path) -> None:
    """What the runtime lacks, and what Wine 8 lacks of Windows 10."""
    core = next(python.glob("python3??.dll"))
    linked = (f"-L{python}", f"-l:{core.name}")
    _gcc("-municode", "-o", python / "python.exe", HERE / "python.c", *linked)
    for name, more in (("bcryptprimitives", ("-ladvapi32",)), ("icuuc", ())):
        _gcc("-shared", "-o", python / f"{name}.dll", HERE / f"{name}.c", *more)
    _make_python3(core)


def _make_python3(core: Path) -> None:
    """python3.dll hands every name on; packages for more than one Python ask it."""
    told = subprocess.run(
        [COMPILER.replace("gcc", "objdump"), "-p", core], capture_output=True, text=True, check=True
    )
    names = sorted(set(_NAME.findall(told.stdout)))
    lines = (f"  {name} = {core.stem}.{name}" for name in names)
    exports = core.with_name("python3.def")
    exports.write_text("\n".join(("LIBRARY python3.dll", "EXPORTS", *lines, "")), encoding="utf-8")
    compiled = exports.with_suffix(".o")
    tool = COMPILER.replace("gcc", "dlltool")
    subprocess.run([tool, "-d", exports, "-e", compiled], check=True)
    _gcc("-shared", "-nostartfiles", "-Wl,--entry=0", "-o", core.with_name("python3.dll"), compiled)


def _gcc(*words: str | Path) -> None:
    subprocess.run([COMPILER, *words], check=True)


if __name__ == "__main__":
    make(*(Path(word).resolve() for word in sys.argv[1:]))
