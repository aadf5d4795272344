"""What a member with hostile content cannot do, and a coordinator elsewhere neither."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from app.crypto.signing import SigningKey
from app.services import sharing, team
from app.sync import proposal, segment, signed
from app.sync.fields import spelled
from app.sync.files import entry_named
from tests.sync.rounds.conftest import CANARY, Office, export, title, write
from tests.sync.tampering.attacker import DOSSIER, Attacker, Duo


def put_entry(office: Office, who: Any, **body: Any) -> str:
    """An entry under the head, signed by this laptop, whatever the rules say; its id."""
    me, known = team.identity(who), team.the_team(office.sessions[0])
    whole = {
        "by": me.device, "number": known.number + 1, "previous": known.head, "team": known.id,
        **body,
    }  # fmt: skip
    file = entry_named(known.number + 1, signed.write(b"DRM1", whole, b"", SigningKey(me.sign)))
    (office.folder / "member" / file.name).write_bytes(file.data)
    return file.id


def test_that_a_member_signs_as_nobody_else(office: Office, duo: Duo) -> None:
    first, second = duo
    before = export(first)
    name = Attacker(office, second).put(device=first.vault.device_id)
    report = office.sync(first)
    assert [(one.file, one.reason) for one in report.refused] == [(f"log/{name}", "bad_signature")]
    assert export(first) == before


@pytest.mark.parametrize("action", ["remove", "hand_over", "admit", "recut"])
def test_that_a_member_does_nothing_that_a_coordinator_does(
    office: Office, duo: Duo, action: str
) -> None:
    first, second = duo
    known = team.the_team(first)
    me = team.identity(second)
    bodies: dict[str, dict[str, Any]] = {
        "remove": {"member": first.vault.member_id, "cut": {}},
        "hand_over": {"member": second.vault.member_id},
        "admit": {
            "device": "01J00000000000000000000D01", "member": "01J00000000000000000000M01",
            "sign": spelled(bytes(32)), "box": spelled(bytes(1216)), "request": "0" * 40,
        },
        "recut": {"cut": {me.device: ["0" * 40]}},
    }  # fmt: skip
    false = put_entry(office, second, action=action, **bodies[action])
    office.level()
    for who in duo:
        now = team.the_team(who)
        assert (now.devices, now.coordinator, now.head) == (
            known.devices, known.coordinator, known.head,
        )  # fmt: skip
        assert false in {one.id for one in now.refused}


def test_that_nobody_erases_alone(office: Office, duo: Duo) -> None:
    first, second = duo
    known = team.the_team(first)
    for who in duo:
        asked = proposal.propose(known, team.identity(who), spaces=[DOSSIER])
        file = signed.read(b"DRE1", asked.data)
        put_entry(office, who, action="erase", proposal=file.body, second=spelled(file.signature))
    forged = signed.read(
        b"DRE1", proposal.propose(known, team.identity(first), spaces=[DOSSIER]).data
    )
    said = {**forged.body, "by": second.vault.member_id, "device": second.vault.device_id}
    put_entry(office, first, action="erase", proposal=said, second=spelled(forged.signature))
    office.level()
    for who in duo:
        assert team.the_team(who).erasures == ()
        assert title(who) == "De post open durven maken"


def test_that_a_coordinator_of_another_team_does_nothing_here(
    office: Office, duo: Duo, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, _second = duo
    work = tmp_path_factory.mktemp("elders")
    (work / "gedeeld").mkdir()
    elsewhere = Office(work / "gedeeld", work)
    boss = elsewhere.laptop("Őry Gábor")
    elsewhere.found(boss)
    known = team.the_team(first)
    put_entry(office, boss, action="hand_over", member=boss.vault.member_id)
    me = team.identity(boss)
    data = segment.write(
        SigningKey(me.sign), team=known.id, device=me.device, number=1, previous=None, boxes=(),
        frames=(), carries=False, follows=known.head,
    )  # fmt: skip
    (office.folder / "log" / str(segment.read(data).name)).write_bytes(data)
    report = office.sync(first)
    assert report.strangers == 1
    assert team.the_team(first).devices == known.devices
    assert team.the_team(first).coordinator == known.coordinator
    boss.lock()


def test_that_a_fork_by_an_old_coordinator_is_seen_by_all_and_alike(
    office: Office, duo: Duo
) -> None:
    """And loses, however small its id: the other one wrote since, and said whom he follows."""
    first, second = duo
    before = team.the_team(first)
    team.hand_over(first, second.vault.member_id)
    office.sync(first)
    write(second, "goal", "G2", title=CANARY)
    office.level()
    true = team.the_team(second)
    me = team.identity(first)
    body = {
        "action": "remove", "by": me.device, "cut": {}, "member": second.vault.member_id,
        "number": before.number + 1, "previous": before.head, "team": before.id,
    }  # fmt: skip
    tries = (
        signed.write(b"DRM1", {**body, "nonce": at}, b"", SigningKey(me.sign)) for at in count()
    )
    sealed = next(one for one in tries if signed.file_id(one) < true.head)
    false = entry_named(before.number + 1, sealed)
    (office.folder / "member" / false.name).write_bytes(false.data)
    with sharing.opened(str(office.folder)) as share:
        for who in duo:
            team.fetch(who, share)
    mine, theirs = team.the_team(first), team.the_team(second)
    assert mine == theirs
    assert mine.entries == true.entries
    assert mine.forks == (false.id,)
    assert office.sync(second).rivals == 1


def test_that_a_former_reader_gets_no_new_key(office: Office, duo: Duo) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    write(first, "reader", "R1", member=third.vault.member_id, active=True)
    office.level()
    write(first, "reader", "R1", member=third.vault.member_id, active=False)
    office.level()
    before = {one.id for one in third.vault.sharing.space_keys(DOSSIER)}
    assert before
    write(second, "goal", "G1", title=CANARY)
    attacker = Attacker(office, third)
    line = segment.note_line("granted", keys=sorted(before), to=[third.vault.device_id])
    attacker.put([attacker.frame([line], DOSSIER)])
    office.level()
    write(first, "goal", "G2", title=CANARY)
    office.level()
    assert {one.id for one in third.vault.sharing.space_keys(DOSSIER)} == before
    assert CANARY not in "".join(export(third))
    assert title(first) == CANARY


def test_that_an_empty_segment_says_nothing(office: Office, duo: Duo) -> None:
    first, second = duo
    before = export(first)
    Attacker(office, second).put()
    assert office.sync(first).refused == []
    assert export(first) == before
