"""The command line: what can be asked, with which words; argparse answers wrong ones with 2."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands import demo, printing, records, team, vault


def parser() -> argparse.ArgumentParser:
    """Everything that `drempel` understands, beside opening the program."""
    top = argparse.ArgumentParser(
        prog="drempel", description="Work book for sociale wijkteams; without a command it opens."
    )
    top.add_argument("--vault", type=Path, metavar="FILE", help="the vault to work on")
    top.add_argument(
        "--passphrase-file", metavar="FILE", help="file with the passphrase; - = standard input"
    )
    team.credentials_option(top)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for topic in (demo, vault, team, records, printing):
        topic.add_to(commands)
    return top
