"""Erasing goes on, whatever a removed member left behind."""

from __future__ import annotations

from app.model.base import TEAM_SPACE
from app.services import team
from app.storage.changes import make_change
from app.sync import entries, proposal
from app.sync.segment import Frame
from tests.sync.rounds.conftest import CANARY, Office, export
from tests.sync.tampering.attacker import Attacker, Duo


def test_that_a_frame_that_opens_for_nobody_stops_no_erasure(office: Office, duo: Duo) -> None:
    first, second = duo
    third = office.laptop("Zeynep Öz")
    office.admit(first, third)
    attacker = Attacker(office, second, number=500)
    change = make_change(
        space=TEAM_SPACE, kind="member", entity="M9", fields={"name": CANARY}, replaces={},
        device=attacker.device, counter=9, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip
    broken = Frame(attacker.key().id, b"\0" * 60)
    attacker.put([attacker.frame([change.line().encode()]), broken])
    office.level()
    assert CANARY in "".join(export(third))
    team.remove(first, second.vault.member_id)
    office.level_of(first, third)
    known = team.the_team(first)
    gone = [(TEAM_SPACE, "member", "M9")]
    asked = proposal.propose(known, team.identity(third), entities=gone)
    entry = entries.erase(known, team.identity(first), proposal.read_proposal(asked.data))
    first.vault.sharing.keep_member_files({asked.name: asked.data, entry.name: entry.data})
    office.level_of(first, third)
    for who in (first, third):
        assert team.the_team(who).erasures
        assert CANARY not in "".join(export(who))
        assert attacker.wrote[0].split("-")[2][:40] not in {
            one.id for one in who.vault.sharing.segments()
        }
