"""Puts a crowd of made-up households into the vaults that read every dossier."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice, repeat
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

from app.clock import SystemClock
from app.model import KINDS
from app.model.base import space_of
from app.services.demo.crowd import Told, crowd
from app.storage.changes import make_change
from app.storage.vault import open_vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from app.storage.changes import Change

PORTION: Final = 100_000
"""Changes in one transaction: fewer write the same pages again, more make the WAL long."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who came when, and who wrote it down: one device, from one count on, at one moment."""

    households: int
    visits: int
    seed: int
    today: date
    members: tuple[str, ...]
    device: str
    author: str
    counter: int
    wall: str


def changes(told: Crowd) -> Iterator[Change]:
    """What the writer recorded; the same on every run and in every process."""
    records = crowd(told.households, Told(told.visits), told.seed, told.today, list(told.members))
    for counter, (kind, entity, fields) in enumerate(records, start=told.counter + 1):
        yield make_change(
            space=space_of(KINDS[kind], entity, fields) or "", kind=kind, entity=entity,
            fields=fields, replaces={}, device=told.device, counter=counter, wall=told.wall,
        )  # fmt: skip


def fill(paths: Sequence[Path], passphrase: str, told: Crowd) -> None:
    """Gives every (closed) vault the crowd, side by side: each has a process of its own.

    Raises UserError; the vaults then open with as much of the crowd as was done.
    """
    with ProcessPoolExecutor(len(paths), mp_context=get_context("spawn")) as pool:
        list(pool.map(_fill, paths, repeat(passphrase), repeat(told)))


def _fill(path: Path, passphrase: str, told: Crowd) -> None:
    vault = open_vault(path, passphrase, SystemClock())
    try:
        new = changes(told)
        for first in new:
            portion = islice(new, PORTION - 1)
            vault.apply(chain((first,), portion), {told.device: told.author})
    finally:
        vault.close()
