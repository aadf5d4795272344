"""`drempel demo`: the fictional team, to practise with, to test with, to take pictures of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from app.clock import SystemClock
from app.commands.context import hint, show, writing

DEFAULT_FOLDER: Final = Path("drempel-voorbeeld")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `demo`."""
    command = commands.add_parser("demo", help="makes a fictional team and opens it")
    command.add_argument("folder", type=Path, nargs="?", default=DEFAULT_FOLDER, metavar="DIR")
    command.add_argument("--headless", action="store_true", help="opens nothing, prints JSON")
    command.add_argument("--households", type=_count, default=0, help="this many in all")
    command.add_argument("--visits", type=_count, default=3, help="of each made-up household")
    command.add_argument("--seed", type=int, default=1, help="the same seed, the same team")
    command.set_defaults(run=_demo)


def _count(text: str) -> int:
    """A whole number from 0; argparse answers anything else with 2."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def _demo(arguments: argparse.Namespace) -> int:
    from app.services.demo.make import PASSPHRASE, Size, first_vault, make_team

    folder: Path = arguments.folder
    vault = None if arguments.headless else first_vault(folder)
    if vault is None:
        size = Size(arguments.households, arguments.visits, arguments.seed)
        with writing(folder):
            made = make_team(folder, SystemClock(), size)
        if arguments.headless:
            show(made)
            return 0
        vault = Path(made["vaults"][0]["file"])
    hint(f"Voorbeeldteam in {folder}. De wachtzin is: {PASSPHRASE}")
    code: int = arguments.open_program(vault)
    return code
