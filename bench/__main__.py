"""`make bench`: a table, each line beside its floor in the same run."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import Final

from app.clock import SystemClock
from bench.figures import Line, table
from bench.lines import LINES, ROOT, Bench

PAGE: Final = ROOT / "docs" / "performance.md"
INTRODUCTION: Final = """# Performance

Made by `make bench` (`python -m bench`): do not edit. Each figure stands beside its floor, measured
in the same run on the same machine: the least that the same thing can cost with bare tools. Times
hang on the machine and on what else it does; ratios hang on it less. Nothing is skipped for the
measurement: screens are the program's own, drawn off screen; vaults are encrypted, on disk, and
every commit waits for it.
"""


def main() -> int:
    """0 also when a goal was missed: the table says so; a bench is no test."""
    asked = _arguments()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="drempel-bench-", dir=asked.folder) as folder:
        bench = Bench(Path(folder), asked.quick)
        for name in asked.lines or LINES:
            print(f"… {name}", file=sys.stderr, flush=True)
            lines += LINES[name](bench)
    print(table(lines))
    if not asked.lines and not asked.quick:
        PAGE.write_text(_page(lines), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("lines", nargs="*", choices=[*LINES, []], metavar="LINE",
                        help=f"which to measure; all = {', '.join(LINES)}")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="vaults a tenth the size")
    parser.add_argument("--folder", type=Path, help="where the vaults lie; a real disk")
    return parser.parse_args()


def _page(lines: list[Line]) -> str:
    missed = [line.what for line in lines if not line.met]
    verdict = f"Missed: {'; '.join(missed)}." if missed else "Every goal was reached."
    return f"{INTRODUCTION}\n{_machine()}\n\n{table(lines)}\n\n{verdict}\n"


def _machine() -> str:
    memory = ""
    if hasattr(os, "sysconf"):
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
        memory = f", {pages * size / 2**30:.0f} GB of memory"
    busy = (
        f" Load average at the end: {os.getloadavg()[1]:.1f}." if hasattr(os, "getloadavg") else ""
    )
    return (
        f"{SystemClock().today()}: {os.cpu_count()} cores{memory}, {platform.system()},"
        f" Python {platform.python_version()}.{busy}"
    )


if __name__ == "__main__":
    sys.exit(main())
