"""Runs `drempel`, as a process of its own or in this one, and reads what it says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any, Final

from app.commands.main import run
from tests.helpers.vaults import PASSPHRASE

ROOT: Final = Path(__file__).parents[2]
SECONDS: Final = 100
QUICK: Final = "tests.commands.quick"


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
    program: str = "app",
) -> Ran:
    """One run; a passphrase that is text goes in on standard input. Never a traceback.

    As `QUICK` it makes vaults with a cheap key, and is the same in all else.
    """
    front, given = _asked(vault, passphrase, more_input)
    done = subprocess.run(
        [sys.executable, "-m", program, *front, *map(str, words)],
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


def here(
    *words: str | Path,
    vault: Path | None = None,
    passphrase: str | Path | None = PASSPHRASE,
    more_input: str | bytes = b"",
) -> Ran:
    """As `drempel`, in this process: where it is about what a command does, not how it starts."""
    front, given = _asked(vault, passphrase, more_input)
    out, err = (TextIOWrapper(BytesIO(), encoding="ascii") for _ in range(2))
    before, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(given), encoding="ascii")
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*front, *map(str, words)], lambda _vault: 99)
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        sys.stdin = before
    said, told = (_written(stream) for stream in (out, err))
    assert b"Traceback" not in told
    return Ran(code, said, told.decode("utf-8"))


def _written(stream: TextIOWrapper) -> bytes:
    stream.flush()
    return stream.buffer.getvalue()  # type: ignore[attr-defined, no-any-return]


def _asked(
    vault: Path | None, passphrase: str | Path | None, more_input: str | bytes
) -> tuple[list[str], bytes]:
    """The words that go before a command, and what goes in on standard input."""
    front = [] if vault is None else ["--vault", str(vault)]
    more = more_input.encode() if isinstance(more_input, str) else more_input
    if passphrase is None:
        return front, more
    if isinstance(passphrase, Path):
        return [*front, "--passphrase-file", str(passphrase)], more
    return [*front, "--passphrase-file", "-"], passphrase.encode() + b"\n" + more


def refused(ran: Ran, code: int = 1) -> str:
    """The one sentence on standard error of a run that could not do it."""
    assert (ran.code, ran.out) == (code, b"")
    assert len(ran.err.splitlines()) == 1
    return ran.err.strip()
