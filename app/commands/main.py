"""Runs one headless command: 0 done, 1 one sentence, 2 wrong arguments, 3 damaged data."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app import log
from app.commands.arguments import parser
from app.commands.context import NOT_TOLD, writing_out
from app.errors import UNKNOWN, UserError, sentence

if TYPE_CHECKING:
    from collections.abc import Callable


def run(words: list[str], open_program: Callable[[Path | None], int]) -> int:
    """Exit code of the command in `words`; a traceback never reaches the screen.

    `open_program` shows the window, on the given vault or on the one opened last.
    """
    _mend_streams()
    _speak_utf8()
    arguments = parser().parse_args(words)
    arguments.open_program = open_program
    try:
        if arguments.command is None:
            return open_program(arguments.vault)
        code: int | None = arguments.run(arguments)
        with writing_out():
            sys.stdout.flush()
    except UserError as error:
        print(sentence(error), file=sys.stderr)
        if error.id == NOT_TOLD:
            _tell_nobody()
        return error.exit_code
    except BrokenPipeError:
        _tell_nobody()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last place before a person
        too_long = isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG
        if not too_long:
            log.bug(error)
        print(sentence(UserError("name_too_long" if too_long else UNKNOWN)), file=sys.stderr)
        return 1
    return code or 0


def _tell_nobody() -> None:
    """What still waits to be written is not tried again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _mend_streams() -> None:
    """A stream that was closed by who started us gives nothing, and refuses an answer.

    Else hints for standard error would land in the answer, and its number in a file.
    """
    for name, mode in (("stdin", "r"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 (till the end)
            setattr(sys, name, nothing)


def _speak_utf8() -> None:
    """What is no text, half a character in the name of a file or a field, is said as its code."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", newline=None)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
