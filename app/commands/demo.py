"""`drempel demo`: the fictional team, to practise with, to test with, to take pictures of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.clock import SystemClock
from app.commands.context import show
from app.services.demo.make import Size, make_team

if TYPE_CHECKING:
    import argparse

DEFAULT_FOLDER: Final = Path("drempel-voorbeeld")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `demo`."""
    command = commands.add_parser("demo", help="makes a fictional team and opens it")
    command.add_argument("folder", type=Path, nargs="?", default=DEFAULT_FOLDER, metavar="DIR")
    command.add_argument("--headless", action="store_true", help="opens nothing, prints JSON")
    command.add_argument("--households", type=int, default=0, help="this many in all")
    command.add_argument("--visits", type=int, default=3, help="of each made-up household")
    command.add_argument("--seed", type=int, default=1, help="the same seed, the same team")
    command.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> None:
    size = Size(arguments.households, arguments.visits, arguments.seed)
    made = make_team(arguments.folder, SystemClock(), size)
    if arguments.headless:
        show(made)
        return
    arguments.open_program(Path(made["vaults"][0]["file"]))
