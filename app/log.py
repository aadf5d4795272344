"""Logging by allow-list: numbers, truth values and known words; people's words never."""

from __future__ import annotations

import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import Final

FILE: Final = "drempel.log"
MAX_BYTES: Final = 1_000_000
KEPT_FILES: Final = 2

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
    """Log to a file in `folder` that never grows past MAX_BYTES, until `stop` is given the result.

    Raises OSError when the folder cannot be written.
    """
    handler = logging.handlers.RotatingFileHandler(
        folder / FILE, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)
    return handler


def stop(handler: logging.Handler) -> None:
    _logger.removeHandler(handler)
    handler.close()


def _safe(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    return value if isinstance(value, str) and value in WORDS else REFUSED
