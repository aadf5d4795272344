"""A restored backup, a copied vault: the laptop goes on under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from app.model.sealed import Identity
from app.sync import successor
from tests.sync.membership.people import AYSE, LUKASZ, OERY, Log, team_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.sync.keeper import Ledger


@dataclass
class Shelf:
    """The part of a vault that going on asks for, in memory."""

    log: Log
    me: Identity | None
    before: tuple[Identity, ...] = ()
    became: list[tuple[str, bytes, bytes]] = field(default_factory=list)
    kept_first: bool = False

    def identity(self) -> Identity | None:
        return self.me

    def predecessors(self) -> tuple[str, ...]:
        return tuple(one.device for one in self.before)

    def predecessor_keys(self) -> dict[str, bytes]:
        return {one.device: one.sign for one in self.before}

    def team(self) -> str | None:
        return self.log.id

    def member_files(self) -> dict[str, bytes]:
        return {str(place): data for place, data in enumerate(self.log.files)}

    def keep_member_files(self, files: Mapping[str, bytes]) -> None:
        self.kept_first = not self.became
        self.log.files += files.values()

    def succeed(self, device: str, sign: bytes, box: bytes) -> None:
        self.became.append((device, sign, box))


def went_on(vault: Shelf) -> Identity:
    successor.go_on(cast("Ledger", vault))
    ((device, sign, box),) = vault.became
    return Identity(device, "", sign, box)


def test_that_a_copied_vault_goes_on_for_the_same_member() -> None:
    log = team_of(LUKASZ)
    vault = Shelf(log, LUKASZ)
    new = went_on(vault)
    assert new.device != LUKASZ.device
    assert log.team.author(new.device) == LUKASZ.member
    assert log.team.successors == {new.device: LUKASZ.device}
    assert vault.kept_first


def test_that_two_copies_become_two_laptops() -> None:
    log = team_of(LUKASZ)
    one, two = went_on(Shelf(log, LUKASZ)), went_on(Shelf(log, LUKASZ))
    assert len({one.device, two.device, LUKASZ.device}) == 3
    assert len(log.team.members()[LUKASZ.member]) == 3


def test_that_a_restored_backup_without_keys_of_its_own_goes_on_from_its_latest() -> None:
    log = team_of(LUKASZ)
    new = went_on(Shelf(log, None, (OERY, LUKASZ, AYSE)))
    assert log.team.successors == {new.device: LUKASZ.device}


def test_that_a_successor_has_a_successor() -> None:
    log = team_of(LUKASZ)
    second = went_on(Shelf(log, LUKASZ))
    third = went_on(Shelf(log, second, (LUKASZ,)))
    assert log.team.author(third.device) == LUKASZ.member
    assert log.team.successors[third.device] == second.device


def test_that_who_is_not_in_the_team_yet_goes_on_alone() -> None:
    log = team_of(LUKASZ)
    new = went_on(Shelf(log, OERY))
    assert log.team.author(new.device) is None
    assert log.team.waiting == ()
