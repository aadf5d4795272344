"""What every command needs: the vault's path, its passphrase, one JSON document out.

Storage is loaded by the command that opens a vault: wrong words are answered at once.
"""

from __future__ import annotations

import argparse
import errno
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app import disk
from app.clock import SystemClock
from app.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.vault import Vault

STANDARD_INPUT: Final = "-"
NOT_TOLD: Final = "stdout_unwritable"
"""Id of the UserError for an answer that standard output refuses."""
_BOM: Final = "\ufeff"
"""What editors on Windows put before the first letter of a file."""


def a_name(text: str) -> str:
    """A name, bare; argparse answers nothing at all with 2."""
    if not text.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return text.strip()


def read_passphrase(source: str | None) -> str:
    """First line of the file, or of standard input for `-`; raises UserError when there is none."""
    if source is None:
        raise UserError("no_passphrase")
    try:
        line = sys.stdin.readline() if source == STANDARD_INPUT else first_line(Path(source))
    except UnicodeError as error:
        raise UserError("passphrase_not_utf8") from error
    passphrase = line.removeprefix(_BOM).rstrip("\r\n")
    if not passphrase:
        raise UserError("no_passphrase")
    return passphrase


def first_line(path: Path) -> str:
    """Text up to the first line end; raises UserError, or UnicodeError for what is no UTF-8."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline()
    except OSError as error:
        raise UserError("file_unreadable", file=path.name) from error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises UserError with the file's name for what the disk refuses."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError("file_unwritable", file=path.name) from error


@contextmanager
def writing_out() -> Iterator[None]:
    """Raises UserError for what standard output refuses: it may be a file on a full disk.

    BrokenPipeError where nobody reads on; Windows calls that a wrong argument.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if sys.platform == "win32" and error.errno == errno.EINVAL:
            raise BrokenPipeError from error
        raise UserError(NOT_TOLD) from error


def vault_path(arguments: argparse.Namespace) -> Path:
    """The path given to `--vault`; raises UserError when it was not given."""
    if arguments.vault is None:
        raise UserError("no_vault")
    return disk.reached(arguments.vault, disk.BESIDE_VAULT)


@contextmanager
def opened(arguments: argparse.Namespace, passphrase: str | None = None) -> Iterator[Vault]:
    """The unlocked vault; closed again whatever happens. The passphrase is read when not given."""
    from app.storage.vault import open_vault

    path = vault_path(arguments)
    vault = open_vault(
        path, passphrase or read_passphrase(arguments.passphrase_file), SystemClock()
    )
    try:
        yield vault
    finally:
        vault.close()


def show(document: Any) -> None:  # noqa: ANN401 - any JSON document
    """One JSON document on standard output, keys as given, UTF-8."""
    with writing_out():
        print(json.dumps(document, ensure_ascii=False, indent=1))


def hint(text: str) -> None:
    """Progress and hints go to standard error, so that output stays one document."""
    print(text, file=sys.stderr)
