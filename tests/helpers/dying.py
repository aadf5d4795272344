"""A process that writes in a vault until it is struck, and what must be there after."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final

from app.disk import sync_folder
from app.storage.files import HEADERS, beside, sync_file
from tests.helpers.vaults import a_vault, reopened
from tests.storage import typist

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from app.storage.vault import Vault

Told = tuple[str, int]
"""What was said to be saved: `typed`, `recorded` or `imported`, and its number."""


@dataclass(frozen=True, slots=True)
class Moment:
    """After this many words, and then so many seconds more: in the middle of anything."""

    words: int
    seconds: float


def processes() -> Any:
    """Each a process of its own, born from one that has loaded the program already."""
    if os.name == "nt":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([typist.__name__])
    return context


def first_vault(folder: Path) -> Path:
    """A closed vault to take copies of: making one takes longer than typing in it."""
    path = folder / "begin.drempel"
    a_vault(path).close()
    return path


def copied(first: Path, path: Path) -> Path:
    """On the disk before anything is written in it."""
    for suffix in ("", *HEADERS):
        shutil.copy(beside(first, suffix), beside(path, suffix))
        sync_file(beside(path, suffix))
    sync_folder(path.parent)
    return path


def type_until(path: Path, moment: Moment, strike: Callable[[BaseProcess], None]) -> list[Told]:
    """What the process said was saved, all of it, up to the moment it was struck."""
    context = processes()
    listen, say = context.Pipe(duplex=False)
    process = context.Process(target=typist.type_on, args=(path, say))
    process.start()
    say.close()
    heard = [listen.recv() for _word in range(1 + moment.words)]
    wait([process.sentinel], moment.seconds)
    strike(process)
    heard.extend(_rest(listen))
    process.join()
    process.close()
    listen.close()
    assert heard[0][0] == typist.OPEN
    return heard[1:]


def _rest(listen: Any) -> list[Told]:
    heard = []
    try:
        while True:
            heard.append(listen.recv())
    except EOFError:
        return heard


def assert_all_there(path: Path, heard: list[Told]) -> None:
    """The vault opens, is sound, and holds all that was said to be saved; an import whole or not.

    Raises AssertionError.
    """
    vault = reopened(path)
    try:
        assert vault.check()["ok"]
        households = {row["id"] for row in vault.query("SELECT id FROM v_household")}
        assert {f"H{n}" for what, n in heard if what == "recorded"} <= households
        assert [n for what, n in heard if what == "typed" and not _there(vault, n)] == []
        names = vault.query("SELECT name, count(*) AS n FROM v_directory_entry GROUP BY name")
        assert all(row["n"] == typist.LINES for row in names)
        assert {str(n) for what, n in heard if what == "imported"} <= {r["name"] for r in names}
    finally:
        vault.close()


def _there(vault: Vault, number: int) -> bool:
    signal = f"S{number // 40}"
    texts = [d.value for d in vault.drafts() if d.entity == signal]
    texts += [p.value for p in vault.history(signal, "note")]
    return any(f"w{number}" in text.split() for text in texts)


LONGEST_SECONDS: Final = 0.06
"""About one import of the typist."""
