"""A restored backup, a copied vault: the laptop goes on under a name of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from app.clock import derived_id
from app.crypto.boxes import BoxKey
from app.crypto.signing import SigningKey
from app.model.sealed import Identity
from app.sync import successor
from tests.sync.membership.people import AYSE, LUKASZ, OERY, SALMA, Log, team_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.sync.ledger import Ledger


@dataclass
class Vault:
    """The part of a vault that going on asks for, in memory."""

    log: Log
    device: str
    own: Identity | None = None
    before: tuple[Identity, ...] = ()
    told: list[str] = field(default_factory=list)

    def identity(self) -> Identity | None:
        return self.own and replace(self.own, predecessors=self.predecessors())

    def predecessors(self) -> tuple[str, ...]:
        return tuple(one.device for one in self.before)

    def predecessor_keys(self) -> dict[str, bytes]:
        return {one.device: one.sign for one in self.before}

    def predecessor_boxes(self) -> dict[str, bytes]:
        return {one.device: one.box for one in self.before}

    def team(self) -> str | None:
        return self.log.id

    def member_files(self) -> dict[str, bytes]:
        return {str(place): data for place, data in enumerate(self.log.files)}

    def keep_member_files(self, files: Mapping[str, bytes]) -> None:
        assert self.own, "the keys are kept before the team hears of them"
        self.told += files
        self.log.files += files.values()

    def go_on(self) -> None:
        self.before = (*((self.own,) if self.own else ()), *self.before)
        sign, box = SigningKey.generate(), BoxKey.generate()
        self.device = derived_id(sign.public.hex())
        self.own = Identity(self.device, "", sign.private, box.private)


def vault_of(log: Log, me: Identity) -> Vault:
    return Vault(log, me.device, me)


def went_on(vault: Vault) -> Identity:
    successor.go_on(cast("Ledger", vault))
    me = vault.identity()
    assert me is not None
    return me


def test_that_a_copied_vault_goes_on_for_the_same_member() -> None:
    log = team_of(LUKASZ)
    new = went_on(vault_of(log, LUKASZ))
    assert new.device != LUKASZ.device
    assert log.team.author(new.device) == LUKASZ.member
    assert log.team.successors == {new.device: LUKASZ.device}


def test_that_two_copies_become_two_laptops() -> None:
    log = team_of(LUKASZ)
    one, two = went_on(vault_of(log, LUKASZ)), went_on(vault_of(log, LUKASZ))
    assert len({one.device, two.device, LUKASZ.device}) == 3
    assert len(log.team.members()[LUKASZ.member]) == 3


def test_that_a_restored_backup_goes_on_from_the_latest_that_the_team_knows() -> None:
    log = team_of(LUKASZ)
    vault = Vault(log, SALMA.device, SALMA, (LUKASZ, AYSE))
    successor.vouch(cast("Ledger", vault))
    assert log.team.successors == {SALMA.device: LUKASZ.device}


def test_that_a_copy_of_a_restored_backup_speaks_for_what_was_written_in_between() -> None:
    log = team_of(LUKASZ)
    copy = Vault(log, SALMA.device, SALMA, (OERY, LUKASZ))
    successor.vouch(cast("Ledger", copy))
    assert log.team.successors == {OERY.device: LUKASZ.device, SALMA.device: OERY.device}
    original = Vault(log, OERY.device, OERY, (LUKASZ,))
    successor.vouch(cast("Ledger", original))
    assert not original.told


def test_that_who_is_vouched_for_is_not_vouched_for_again() -> None:
    log = team_of(LUKASZ)
    vault = vault_of(log, LUKASZ)
    went_on(vault)
    successor.vouch(cast("Ledger", vault))
    assert len(vault.told) == 1


def test_that_a_successor_has_a_successor() -> None:
    log = team_of(LUKASZ)
    vault = vault_of(log, LUKASZ)
    second, third = went_on(vault), went_on(vault)
    assert log.team.author(third.device) == LUKASZ.member
    assert log.team.successors[third.device] == second.device


def test_that_who_is_not_in_the_team_yet_goes_on_alone() -> None:
    log = team_of(LUKASZ)
    new = went_on(vault_of(log, OERY))
    assert log.team.author(new.device) is None
    assert log.team.waiting == ()


def test_that_a_vault_that_never_shared_gets_no_keys_by_itself() -> None:
    log = team_of(LUKASZ)
    vault = Vault(log, OERY.device)
    successor.vouch(cast("Ledger", vault))
    assert vault.identity() is None
