"""`drempel import, export, differences, settle, history, search`: records in and out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.clock import SystemClock
from app.commands.context import hint, opened, show, writing_out
from app.errors import UserError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from app.storage.reading import Difference

MOST_NUMBERS: Final = 20
"""An import names this many places that may hold a BSN at most."""
MOST_HITS: Final = 1000
"""A search on the command line gives this many places at most."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds every command that reads or writes records."""

    def command(
        name: str, run: Callable[[argparse.Namespace], None], words: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words)
        added.set_defaults(run=run)
        return added

    command("import", _import, "records, one a line, all or nothing").add_argument(
        "file", type=Path
    )
    out = command("export", _export, "all current records that this vault can read")
    out.add_argument("file", type=Path, nargs="?")
    out.add_argument("--closed", action="store_true", help="with the closed notes it can read")
    command("differences", _differences, "what two people wrote differently, as JSON")
    settle = command("settle", _settle, "settles one difference for the whole team")
    settle.add_argument("id", help="as `differences` prints it")
    settle.add_argument("--take", required=True, metavar="HEAD", help="id of the value to keep")
    history = command("history", _history, "every value ever set, oldest first, as JSON")
    history.add_argument("entity")
    history.add_argument("field", nargs="?")
    command("search", _search, "where these words stand, as JSON").add_argument("words", nargs="+")


def _import(arguments: argparse.Namespace) -> None:
    from app.services.importing import import_file

    with opened(arguments) as vault:
        report = import_file(vault, SystemClock(), arguments.file)
    hint(f"{report.lines} regels gelezen, {report.changes} wijzigingen vastgelegd.")
    for line, field in report.like_bsn[:MOST_NUMBERS]:
        hint(f"Regel {line}, veld ‘{field}’: dit getal lijkt op een BSN. Haal het hier weg.")
    if (more := len(report.like_bsn) - MOST_NUMBERS) > 0:
        hint(f"En nog {more} keer zo'n getal.")


def _export(arguments: argparse.Namespace) -> None:
    from app.services.files import whole_file

    with opened(arguments) as vault:
        lines = vault.export_lines(closed=arguments.closed)
        if arguments.file is None:
            with writing_out():
                _write(lines, sys.stdout.write)
            return
        with whole_file(arguments.file) as file:
            _write(lines, lambda text: file.write(text.encode()))


def _write(lines: Iterable[str], write: Callable[[str], int]) -> None:
    for line in lines:
        write(line.rstrip("\n") + "\n")


def _differences(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        show([_difference(found) for found in vault.differences()])


def _difference(found: Difference) -> dict[str, Any]:
    heads = [
        {"id": head.id, "value": head.value, "author": head.author, "device": head.device,
         "when": head.when}
        for head in found.heads
    ]  # fmt: skip
    return {"id": found.id, "kind": found.kind, "entity": found.entity, "field": found.field,
            "heads": heads}  # fmt: skip


def _settle(arguments: argparse.Namespace) -> None:
    from app.services import circle, session

    with opened(arguments) as vault:
        found = next((one for one in vault.differences() if one.id == arguments.id), None)
        if found is None:
            raise UserError("no_difference")
        who = session.of(vault, SystemClock())
        circle.settle(who, (found.kind, found.entity), found.field, take=arguments.take)


def _history(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        past = vault.history(arguments.entity, arguments.field)
    if not past:
        raise UserError("no_such_record")
    show([
        {"field": one.field, "value": one.value, "author": one.author, "device": one.device,
         "when": one.when, "current": one.current}
        for one in past
    ])  # fmt: skip


def _search(arguments: argparse.Namespace) -> None:
    with opened(arguments) as vault:
        hits = vault.search(" ".join(arguments.words), limit=MOST_HITS)
    show([
        {"kind": hit.kind, "id": hit.id, "household": hit.household, "field": hit.field,
         "snippet": hit.snippet}
        for hit in hits
    ])  # fmt: skip
