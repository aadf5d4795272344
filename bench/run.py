"""One run of the bench: its vaults, made when a line first asks for them, and its children."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench import stock
from bench.stock import Stock

ROOT: Final = Path(__file__).parents[1]
QUICK: Final = 10
"""A quick run measures vaults that are this many times smaller."""


@dataclass
class Bench:
    """Makes each vault when the first line asks for it."""

    folder: Path
    quick: bool = False
    pictures: Path | None = None
    """Where pictures of growth are written; None = nowhere."""
    memory: dict[str, float] = field(default_factory=dict)

    def size(self, full: int) -> int:
        """How many this run measures of what a full one does."""
        return full // QUICK if self.quick else full

    @cached_property
    def year(self) -> Stock:
        """A team after years: 2,000 households, 150,000 notes."""
        return stock.make(self.folder / "year", self.size(2000), 15)

    @cached_property
    def wide(self) -> Stock:
        """A region: 50,000 households."""
        return stock.make(self.folder / "wide", self.size(50_000), 0)

    def ask(self, name: str, vault: Stock, *more: str) -> dict[str, Any]:
        """The answer of one child process that opens a vault."""
        return self.run(name, vault.vault, *more)

    def run(self, name: str, path: Path, *more: str) -> dict[str, Any]:
        """The answer of one child process."""
        words = [sys.executable, "-m", "bench.child", name, str(path), *more]
        done = subprocess.run(words, cwd=ROOT, env=_as_installed(), stdout=subprocess.PIPE,
                              check=True)  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def start_ms(self, name: str) -> float:
        """From the call of the process until it says that it can be used."""
        words = [sys.executable, "-m", "bench.child", name, str(self.year.vault)]
        begun = perf_counter()
        with subprocess.Popen(words, cwd=ROOT, env=_as_installed(), stdout=subprocess.PIPE) as run:
            line = run.stdout.readline() if run.stdout else b""
            taken = (perf_counter() - begun) * 1000
        self.memory[name] = json.loads(line)["memory"]
        return taken


def _as_installed() -> dict[str, str]:
    """An installed program finds its modules compiled; so do both sides here."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
