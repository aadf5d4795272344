"""`drempel vault …`: make, look at, check, rebuild, re-seal, back up and restore."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import SystemClock
from app.commands.context import a_name, hint, opened, read_passphrase, show, vault_path
from app.errors import UserError

if TYPE_CHECKING:
    import argparse


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `vault` with its verbs."""
    verbs = commands.add_parser("vault", help="make, check or move a vault").add_subparsers(
        required=True, metavar="VERB"
    )
    make = verbs.add_parser("create", help="a new vault")
    make.add_argument("--name", required=True, type=a_name, help="name of the member")
    make.add_argument("--organisation", default="", help="where the member comes from")
    make.set_defaults(run=_create)
    for name, run, words in (
        ("info", _info, "what is in it, as JSON"),
        ("check", _check, "reads every page and compares the rows with the history"),
        ("rebuild", _rebuild, "makes the current rows anew from the history"),
        ("rekey", _rekey, "a new data key: an old header opens nothing any more"),
    ):
        verbs.add_parser(name, help=words).set_defaults(run=run)
    change = verbs.add_parser("change-passphrase", help="seals the key under another passphrase")
    change.add_argument("--new-passphrase-file", metavar="FILE", help="- = second line of input")
    change.set_defaults(run=_change_passphrase)
    for name, run, words in (
        ("backup", _backup, "a sealed copy"),
        ("restore", _restore, "puts a sealed copy back, once it has proved to open"),
    ):
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("file", type=Path)
        verb.set_defaults(run=run)


def _create(arguments: argparse.Namespace) -> None:
    from app.storage.vault import create_vault

    path, passphrase = vault_path(arguments), read_passphrase(arguments.passphrase_file)
    member = {"name": arguments.name, "organisation": arguments.organisation}
    create_vault(path, passphrase, member, SystemClock()).close()
    _weigh(passphrase)


def _info(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        show(vault.info())


def _check(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        show(vault.check())


def _rebuild(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        vault.rebuild()


def _rekey(arguments: argparse.Namespace) -> None:
    passphrase = read_passphrase(arguments.passphrase_file)
    with opened(arguments, passphrase) as vault:
        vault.rekey(passphrase)


def _change_passphrase(arguments: argparse.Namespace) -> None:
    old = read_passphrase(arguments.passphrase_file)
    new = _new_passphrase(arguments.new_passphrase_file)
    with opened(arguments, old) as vault:
        vault.change_passphrase(old, new)
    _weigh(new)


def _new_passphrase(source: str | None) -> str:
    if source is None and sys.stdin.isatty():
        new = getpass.getpass("Nieuwe wachtzin: ")
        if new != getpass.getpass("Nog een keer: "):
            raise UserError("passphrases_differ")
        if not new:
            raise UserError("no_passphrase")
        return new
    return read_passphrase(source or "-")


def _weigh(passphrase: str) -> None:
    """A script may have its reasons for a short one: it is said, not refused."""
    from app.services.passphrase import LEAST, too_short

    if too_short(passphrase):
        hint(f"Deze wachtzin is kort: een van minstens {LEAST} tekens is veel moeilijker te raden.")


def _backup(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        vault.backup(arguments.file)
    hint(f"Reservekopie gemaakt: {arguments.file.name}")


def _restore(arguments: argparse.Namespace) -> None:
    from app.storage.vault import restore_vault

    passphrase = read_passphrase(arguments.passphrase_file)
    kept = restore_vault(vault_path(arguments), arguments.file, passphrase, SystemClock())
    hint("De reservekopie opent en is teruggezet.")
    if kept is not None:
        hint(f"De kluis die er stond is er nog, als {kept.name}: daar staat wat er later bij kwam.")
