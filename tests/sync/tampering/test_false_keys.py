"""Keys that a laptop never should have given: who is believed, and what nobody writes under."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from app.crypto.frames import key_id
from app.model.base import TEAM_SPACE
from app.services import team
from app.storage.edits import Edit
from app.sync import segment
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, export, title, write
from tests.sync.tampering.attacker import DOSSIER, Attacker, Duo, false_key

if TYPE_CHECKING:
    from app.services.session import Session


def highest(space: str) -> bytes:
    """A key of the attacker's choice whose id is higher than any that chance makes."""
    tried = (hashlib.sha256(str(n).encode()).digest() for n in range(2000))
    return max(tried, key=lambda key: key_id(key, space))


def used(session: Session, key: str) -> list[str]:
    """Segments, as this vault holds them, with a frame under this key."""
    ledger = session.vault.sharing
    held = {one.id: segment.read(ledger.sealed(one.id)) for one in ledger.segments()}
    return [name for name, one in held.items() if key in {frame.key for frame in one.frames}]


@pytest.mark.parametrize("space", [TEAM_SPACE, DOSSIER])
def test_that_nobody_writes_under_a_key_that_a_removed_laptop_gives(
    office: Office, duo: Duo, space: str
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    write(first, "reader", "R1", member=third.vault.member_id, active=True)
    office.level()
    attacker = Attacker(office, third)
    team.remove(first, third.vault.member_id)
    office.level_of(first, second)
    left = {first.vault.device_id, second.vault.device_id}
    mine = highest(space)
    attacker.put(boxes=attacker.boxes(false_key(space, first.vault.device_id, left, mine), *left))
    office.level_of(first, second)
    first.vault.record([Edit("household", HOUSEHOLD, {"phone": CANARY})])
    write(first, "goal", "G1", title=CANARY)
    office.level_of(first, second)
    assert title(second) == CANARY
    assert used(first, key_id(mine, space)) == []


def test_that_a_key_said_to_be_made_by_a_reader_makes_nobody_a_reader(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    office.level()
    attacker = Attacker(office, third)
    everyone = team.the_team(first).devices
    said = false_key(DOSSIER, first.vault.device_id, everyone)
    attacker.put(boxes=attacker.boxes(said, first.vault.device_id, second.vault.device_id))
    office.level()
    write(second, "goal", "G1", title=CANARY)
    office.level()
    assert title(first) == CANARY
    assert title(third) == ""
    assert CANARY not in "".join(export(third))
