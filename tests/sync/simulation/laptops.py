"""Laptops of the simulation: real vaults, real keys, and a way to die at any call."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.clock import FixedClock, new_id
from app.conversation.content import areas
from app.conversation.organisation import Organisation
from app.conversation.zrm_texts import NONE
from app.model import KINDS
from app.services.session import Session
from app.services.sharing import SessionKeeper
from app.storage import opening
from app.storage.edits import Edit
from app.storage.registry import Registry
from app.storage.vault import Vault
from app.sync.rounds import Round
from tests.helpers.vaults import PASSPHRASE, TINY, a_clock
from tests.sync.simulation.places import Crash, Door

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from random import Random

    from app.sync.report import Report

SMALL = Registry(
    {
        kind: KINDS[kind]
        for kind in ("team", "member", "household", "reader", "domain_note", "closed_note", "goal")
    }
)
"""The kinds that the simulation writes: a small vault opens fast."""


def template(folder: Path) -> Path:
    """A vault without records, to copy."""
    path = folder / "template"
    opening.make(path, PASSPHRASE, {}, a_clock(), TINY, Registry({})).store.db.close()
    opening.unlock(path, PASSPHRASE, a_clock(), SMALL).store.db.close()
    return path


@dataclass(slots=True)
class Laptop:
    """One laptop; `session` is None while it is off."""

    name: str
    path: Path
    clock: FixedClock
    session: Session
    member: str
    restored: int = 0

    @property
    def vault(self) -> Vault:
        return self.session.vault

    def sync(self, door: Door, chance: Random | None = None, faults: float = 0.0) -> Report | None:
        """One round; None when the laptop died in it, and was started again."""
        keeper = Dying(self.session, chance, faults)
        try:
            return Round(keeper, door, new_place=True).run()
        except Crash:
            self.restart()
            return None

    def restart(self) -> None:
        """The power is back: whatever was in no transaction that ended is gone."""
        self.vault._store.db.connection.close()  # noqa: SLF001 - death asks no method
        self.session = _session(self.path, self.clock)


def start_laptop(folder: Path, made: Path, name: str, when: datetime) -> Laptop:
    """A laptop with a new vault of a new member."""
    path = folder / name
    for file in made.parent.glob(f"{made.name}*"):
        shutil.copy(file, folder / file.name.replace(made.name, name))
    clock = FixedClock(when)
    session = _session(path, clock)
    store = session.vault._store  # noqa: SLF001 - a copy of the template becomes its own
    member = new_id(clock)
    with store.db.transaction():
        opening.begin(store, member, new_id(clock))
    session.vault.record([Edit("member", member, {"name": f"{name} Ğazi-Łukasz"})])
    return Laptop(name, path, clock, session, member)


def _session(path: Path, clock: FixedClock) -> Session:
    vault = Vault(opening.unlock(path, PASSPHRASE, clock, SMALL))
    return Session(vault, clock, Organisation(), areas(), NONE)


class Dying(SessionKeeper):
    """A keeper whose ledger may die before or after any call."""

    def __init__(self, session: Session, chance: Random | None, faults: float) -> None:
        super().__init__(session)
        wrapped: Any = session.vault.sharing
        if chance is not None and chance.random() < faults:
            wrapped = _Mortal(wrapped, chance.randrange(80))
        object.__setattr__(self, "_ledger", wrapped)

    @property
    def ledger(self) -> Any:
        return self._ledger  # type: ignore[attr-defined]


class _Mortal:
    def __init__(self, inner: Any, calls: int) -> None:
        self._inner, self._calls = inner, calls

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)

        def call(*args: Any, **more: Any) -> Any:
            self._calls -= 1
            if self._calls == 1:
                raise Crash
            result = found(*args, **more)
            if self._calls == 0:
                raise Crash
            return result

        return call
