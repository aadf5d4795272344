"""Logging by allow-list: numbers, truth values and known words; people's words never."""

from __future__ import annotations

import contextlib
import logging
import re
import traceback
from pathlib import Path
from typing import Final, TextIO

FILE: Final = "drempel-{number}.log"
"""Each window has its own, numbered as they were begun."""
MAX_BYTES: Final = 300_000
KEPT_FILES: Final = 10
_OURS: Final = re.compile(FILE.format(number=r"(\d{1,9})"))

REFUSED: Final = "#"
"""Written instead of a value that is no number, truth value or known word."""

WORDS: Final = frozenset(
    {
        "crash", "damaged", "demand", "folder", "full", "idle", "linux", "locked", "missing",
        "newer", "none", "ok", "readonly", "refused", "suspend", "timeout", "windows", "wrong",
    }
)  # fmt: skip
"""The only words that may stand as a value."""

_logger: Final = logging.getLogger("drempel")
_logger.propagate = False
_logger.setLevel(logging.INFO)
_logger.addHandler(logging.NullHandler())


def event(name: str, **facts: float | str) -> None:
    """Write one line `name key=value …`; `name` and keys are literals of the program's own code."""
    _logger.info("%s", " ".join([name, *(f"{key}={_safe(facts[key])}" for key in sorted(facts))]))


def bug(error: BaseException) -> None:
    """Write the type of an error and where it came from, without its message or any value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    _logger.error("%s", f"bug {type(error).__name__} {places}".rstrip())


def write_to(folder: Path) -> logging.Handler:
    """Log to a file of its own in `folder`, until `stop` is given the result.

    Files never grow past MAX_BYTES, and the newest KEPT_FILES stay. Raises OSError when the folder
    cannot be written.
    """
    handler = _Files(folder)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    _logger.removeHandler(handler)
    handler.close()


class _Files(logging.StreamHandler[TextIO]):
    """Goes on in a new file when one is full.

    None is renamed, and none is shared: Windows renames no file that another window has open.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__(_begin(folder))

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record) + self.terminator
        try:
            if self.stream.tell() + len(line.encode()) + len("\r") > MAX_BYTES:
                full = self.stream
                self.setStream(_begin(self._folder))
                full.close()
            self.stream.write(line)
            self.flush()
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        self.stream.close()
        super().close()


def _begin(folder: Path) -> TextIO:
    """A new, empty file; the oldest go, unless another window has them open on Windows."""
    there = {int(found[1]): one for one in folder.iterdir() if (found := _OURS.fullmatch(one.name))}
    for number in sorted(there)[: -KEPT_FILES + 1]:
        with contextlib.suppress(OSError):
            there[number].unlink()
    number = max(there, default=0)
    while True:
        number += 1
        with contextlib.suppress(FileExistsError):  # another window begins one as well
            return (folder / FILE.format(number=number)).open("x", encoding="utf-8")


def _safe(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) and value in WORDS else REFUSED
