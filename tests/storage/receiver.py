"""A process that keeps segments, merges them and cuts some away, until it is killed."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from app.model.sealed import Kept, Opened, SpaceKey
from app.storage.changes import Change, make_change
from app.storage.edits import Edit
from tests.helpers.vaults import reopened

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from app.storage.vault import Vault

OTHER: Final = "D" * 26
CHANGES: Final = 40
"""Changes in one segment."""


def name_of(number: int) -> str:
    return f"{number:040}"


def changes_in(number: int) -> list[Change]:
    """What segment `number` holds; the same in every process."""
    return [
        make_change(
            space="team", kind="directory_entry", entity=f"I{number}-{n}",
            fields={"name": f"{number}"}, replaces={}, device=OTHER, counter=n + 1,
            wall="2026-03-02T09:00:00",
        )
        for n in range(CHANGES)
    ]  # fmt: skip


def opened(number: int) -> Opened:
    lines = tuple(change.line().encode() for change in changes_in(number))
    return Opened(name_of(number), 0, "team", frozenset({OTHER}), lines)


def receive_on(path: Path, say: Connection) -> None:
    """Until the process dies."""
    vault = reopened(path)
    say.send(("open", 0))
    for number in itertools.count(1):
        _receive(vault, number, say)


def _receive(vault: Vault, number: int, say: Connection) -> None:
    key = SpaceKey("k1", "team", b"k" * 32, OTHER, frozenset({OTHER}), OTHER)
    kept = Kept(name_of(number), OTHER, number, None, b"sealed" * 500, ("k1",))
    vault.sharing.keep_segments([kept], [key])
    say.send(("kept", number))
    vault.sharing.merge([opened(number)], {OTHER: "M" * 26}, [])
    say.send(("merged", number))
    if number % 5 == 0:
        vault.sharing.retract([name_of(number)], [change.id for change in changes_in(number)])
        say.send(("cut", number))
    if number % 7 == 0:
        vault.record([Edit("household", f"H{number}", {"name": "x"})])
        part = vault.sharing.unsent()
        own = Kept(f"a{number:039}", vault.device_id, number, None, b"own", ())
        vault.sharing.keep_own(own, part.upto, [])
        say.send(("sent", number))
