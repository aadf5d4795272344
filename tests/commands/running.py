"""Runs `drempel` as a process of its own and reads what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from tests.helpers.vaults import PASSPHRASE

ROOT: Final = Path(__file__).parents[2]
SECONDS: Final = 100


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run left behind."""

    code: int
    out: bytes
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out.decode("utf-8"))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.decode("utf-8").splitlines()]


def drempel(
    *words: str | Path,
    vault: Path | None = None,
    passphrase: str | Path | None = PASSPHRASE,
    more_input: str | bytes = b"",
    out: IO[bytes] | int = subprocess.PIPE,
) -> Ran:
    """One run; a passphrase that is text goes in on standard input. Never a traceback."""
    front: list[str | Path] = [] if vault is None else ["--vault", vault]
    given = more_input.encode() if isinstance(more_input, str) else more_input
    if isinstance(passphrase, Path):
        front += ["--passphrase-file", passphrase]
    elif passphrase is not None:
        front += ["--passphrase-file", "-"]
        given = passphrase.encode() + b"\n" + given
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, front), *map(str, words)],
        input=given,
        stdout=out,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "ascii"},
        timeout=SECONDS,
        check=False,
    )
    told = done.stderr.decode("utf-8")
    assert "Traceback" not in told
    return Ran(done.returncode, done.stdout or b"", told)


def refused(ran: Ran, code: int = 1) -> str:
    """The one sentence on standard error of a run that could not do it."""
    assert (ran.code, ran.out) == (code, b"")
    assert len(ran.err.splitlines()) == 1
    return ran.err.strip()
