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
from bench.lines import LINES, SHARED
from bench.run import ROOT, Bench

PAGE: Final = ROOT / "docs" / "performance.md"
INTRODUCTION: Final = """# Performance

Made by `make bench` (`python -m bench`): do not edit. Each figure stands beside its floor, measured
in the same run on the same machine: the least that the same thing can cost with bare tools. Times
hang on the machine and on what else it does; ratios hang on it less. Nothing is skipped for the
measurement: screens are the program's own, drawn off screen; vaults are encrypted, on disk, and
every commit waits for it.
"""
SHARING: Final = """\
Laptops and peer are processes of their own that do the same by turns, on one disk; of each side
the quickest counts. Seconds are those of all threads on the processor, as a machine that does other
things too leaves them alone; where it says so, by the clock. Both seal what lies in the folder. The
laptop also keeps the sealed files, encrypts its vault, checks every change and keeps its history;
the peer's own file is not encrypted. The words for search follow in idle moments, or with the first
search.

![Joining a team, from 10,000 to 50,000 records](growth-joining.svg)

![A round, from one to five years](growth-years.svg)
"""
PARTS: Final = {
    "The program": ("", tuple(name for name in LINES if name not in SHARED)),
    "Sharing": (SHARING, SHARED),
}
"""{heading: (what stands above its table, lines)}."""


def main() -> int:
    """0 also when a goal was missed: the table says so; a bench is no test."""
    asked = _arguments()
    parts = [part for part in PARTS if asked.part in ("", part)]
    wanted = asked.lines or [name for part in parts for name in PARTS[part][1]]
    found: dict[str, list[Line]] = {}
    full = not asked.lines and not asked.quick
    with tempfile.TemporaryDirectory(prefix="drempel-bench-", dir=asked.folder) as folder:
        bench = Bench(Path(folder), asked.quick, PAGE.parent if full else None)
        for name in wanted:
            print(f"… {name}", file=sys.stderr, flush=True)
            found[name] = LINES[name](bench)
    print(table(line for lines in found.values() for line in lines))
    if full:
        for part in parts:
            _write(part, [line for name in PARTS[part][1] for line in found[name]])
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("lines", nargs="*", choices=[*LINES, []], metavar="LINE",
                        help=f"which to measure; all = {', '.join(LINES)}")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="vaults a tenth the size")
    parser.add_argument("--folder", type=Path, help="where the vaults lie; a real disk")
    parser.add_argument("--part", choices=["", *PARTS], default="", help="one part of the page")
    return parser.parse_args()


def _write(part: str, lines: list[Line]) -> None:
    """Puts one part into the page and leaves the other as it was measured."""
    page = PAGE.read_text(encoding="utf-8")
    _head, *old = page.split("\n## ")
    known = dict(text.split("\n", 1) for text in old)
    known[part] = _part(part, lines)
    body = "".join(f"\n## {name}\n{known[name]}" for name in PARTS if name in known)
    PAGE.write_text(INTRODUCTION + body, encoding="utf-8")


def _part(part: str, lines: list[Line]) -> str:
    missed = [line.what for line in lines if not line.met]
    verdict = f"Missed: {'; '.join(missed)}." if missed else "Every goal was reached."
    above = f"{PARTS[part][0]}\n" if PARTS[part][0] else ""
    return f"\n{above}{_machine()}\n\n{table(lines)}\n\n{verdict}\n"


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
