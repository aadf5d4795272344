"""`drempel print …`: the document as the program prints it, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.clock import SystemClock
from app.commands.context import hint, read_passphrase, vault_path

if TYPE_CHECKING:
    import argparse

DOCUMENTS: Final = ("visit", "plan", "dossier")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `print`."""
    command = commands.add_parser("print", help="a document as PDF")
    command.add_argument("document", choices=DOCUMENTS)
    command.add_argument("id", help="of the visit, the plan or the household")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    command.set_defaults(run=_print)


def _print(arguments: argparse.Namespace) -> None:
    from app.services import printing as documents
    from app.services.files import write_file
    from app.services.session import unlock

    passphrase = read_passphrase(arguments.passphrase_file)
    session = unlock(vault_path(arguments), passphrase, SystemClock())
    try:
        pages = documents.by_name(session, arguments.document, arguments.id)
        write_file(arguments.output, pages)
        documents.kept(session, arguments.document, arguments.id)
    finally:
        session.lock()
    hint("Dit bestand is niet meer versleuteld: bewaar het zorgvuldig.")
