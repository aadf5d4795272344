"""Two accounts of who is in the team, on real laptops: all follow the true one, and say so."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.crypto.signing import SigningKey
from app.errors import UserError
from app.services import sharing, team
from app.sync import entries, requests, segment, signed
from app.sync.fields import spelled
from app.sync.files import Named, entry_named
from tests.sync.membership.people import keys_of, laptop
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, export, title, write
from tests.sync.tampering.attacker import DOSSIER

if TYPE_CHECKING:
    from app.model.sealed import Identity
    from app.services.session import Session
    from app.sync.team import Team

Duo = tuple["Session", "Session"]
FAKES = [laptop(f"Niemand {number}") for number in range(1, 4)]


def hang(me: Identity, known: Team, previous: str, number: int, **body: Any) -> Named:
    """An entry under any other, whatever the rules say of it."""
    whole = {"by": me.device, "number": number, "previous": previous, "team": known.id, **body}
    return entry_named(number, signed.write(b"DRM1", whole, b"", SigningKey(me.sign)))


def least(me: Identity, known: Team, number: int, **body: Any) -> Named:
    """One that has a smaller id than the true entry of this number."""
    previous, true = known.entries[number - 1], known.entries[number]
    tries = (hang(me, known, previous, number, **body, nonce=at) for at in range(100_000))
    return next(one for one in tries if one.id < true)


def let_in(one: Identity) -> dict[str, Any]:
    return {"action": "admit", "request": "0" * 40, **keys_of(one)}


@dataclass
class Deposed:
    """A former coordinator with his old key; `lie` puts a side of his own into a folder."""

    office: Office
    session: Session

    def lie(self, known: Team, number: int, folder: Path | None = None) -> str:
        """Instead of the true entry `number`; whom he made up says that he follows it."""
        me = team.identity(self.session)
        files = [least(me, known, number, **let_in(FAKES[0]))]
        for one in FAKES[1:]:
            number += 1
            files.append(hang(me, known, files[-1].id, number, **let_in(one)))
        where = folder or self.office.folder
        for file in files:
            (where / "member" / file.name).write_bytes(file.data)
        for one in (*FAKES, me):
            data = segment.write(
                SigningKey(one.sign), team=known.id, device=one.device, number=900, previous=None,
                boxes=(), frames=(), carries=True, follows=files[-1].id,
            )  # fmt: skip
            (where / "log" / str(segment.read(data).name)).write_bytes(data)
        return files[0].id


@pytest.fixture
def third(office: Office, duo: Duo) -> Session:
    found = office.laptop("Fatoumata Çelik")
    office.admit(duo[0], found)
    write(duo[0], "reader", "R1", member=found.vault.member_id, active=True)
    office.level()
    assert title(found)
    return found


@pytest.fixture
def deposed(office: Office, duo: Duo, third: Session) -> Deposed:
    """Ayşe handed over to Łukasz, who let her go; Fatoumata heard nothing of it."""
    return let_go(office, duo)


def let_go(office: Office, duo: Duo) -> Deposed:
    """The new coordinator lets go who was it before."""
    first, second = duo
    team.hand_over(first, second.vault.member_id)
    office.level_of(first, second)
    team.remove(second, first.vault.member_id)
    office.sync(second)
    return Deposed(office, first)


def handed_over(office: Office, duo: Duo) -> Team:
    """The team of the new coordinator, who wrote in it."""
    first, second = duo
    team.hand_over(first, second.vault.member_id)
    office.sync(first)
    write(second, "goal", "G2", title=CANARY)
    office.sync(second)
    return team.the_team(second)


def given_to(session: Session, before: set[str]) -> set[str]:
    """Who was given a key in segments that this vault got since."""
    ledger = session.vault.sharing
    fresh = [segment.read(ledger.sealed(one.id)) for one in ledger.segments()]
    return {box.to for one in fresh if one.id not in before for box in one.boxes}


# ---------------------------------------------------------------- a former coordinator


@pytest.mark.parametrize("number", [1, 2, 3])
def test_that_a_removed_coordinator_is_given_no_key_and_all_see_the_fork(
    office: Office, duo: Duo, third: Session, deposed: Deposed, number: int
) -> None:
    """Wherever he was coordinator; also by a laptop that was away and sees everything at once."""
    first, second = duo
    true = team.the_team(second)
    false = deposed.lie(true, number)
    before = {one.id for one in second.vault.sharing.segments()}
    for _ in range(2):
        for who in (third, second):
            report = office.sync(who)
            assert report.rivals == 1
            assert team.the_team(who).entries == true.entries
            assert team.the_team(who).forks == (false,)
    write(third, "goal", "G2", title=CANARY)
    write(second, "goal", "G3", title=CANARY)
    office.level_of(third, second)
    assert title(second, "G2") == title(third, "G3") == CANARY
    outside = {first.vault.device_id, *(one.device for one in FAKES)}
    assert not given_to(second, before) & outside
    keys = {one.id for one in first.vault.sharing.space_keys()}
    assert not {one.id for one in second.vault.sharing.space_keys(DOSSIER)} <= keys
    fresh = [segment.read(second.vault.sharing.sealed(one.id))
             for one in second.vault.sharing.segments() if one.id not in before]  # fmt: skip
    own = [one for one in fresh if one.device in {who.vault.device_id for who in (second, third)}]
    assert own
    assert not {frame.key for one in own for frame in one.frames} & keys


def test_that_a_laptop_that_followed_the_false_side_comes_back_with_its_work(
    office: Office, duo: Duo, third: Session, tmp_path: Path
) -> None:
    """Fatoumata was shown nothing but the false side, believed it, and wrote."""
    _first, second = duo
    stick = tmp_path / "stick"
    shutil.copytree(office.folder, stick)
    former = let_go(office, duo)
    true = team.the_team(second)
    former.lie(true, 3, stick)
    write(third, "goal", "G2", title=CANARY)
    office.sync(third, stick)
    assert FAKES[0].device in team.the_team(third).devices
    before = {one.id for one in second.vault.sharing.segments()}
    for _ in range(2):
        office.sync(third)
        office.sync(second)
    for who in (second, third):
        assert team.the_team(who).entries == true.entries
        assert title(who, "G2") == CANARY
    assert export(second) == export(third)
    write(third, "goal", "G2", title="Weer onder ons")
    office.level_of(third, second)
    assert title(second, "G2") == "Weer onder ons"
    late = {one.id for one in second.vault.sharing.segments()} - before
    assert late


def test_that_an_erasure_on_a_false_side_erases_nothing_here(
    office: Office, duo: Duo, third: Session
) -> None:
    """The laptop that was away hears who follows what before it does anything."""
    first, second = duo
    true = handed_over(office, duo)
    me = team.identity(first)
    top = least(me, true, 3, **let_in(FAKES[0]))
    body = {"by": FAKES[0].member, "changes": [], "device": FAKES[0].device,
            "nonce": spelled(bytes(32)), "spaces": [DOSSIER], "team": true.id}  # fmt: skip
    asked = signed.read(b"DRE1", signed.write(b"DRE1", body, b"", SigningKey(FAKES[0].sign)))
    erase = hang(
        me, true, top.id, 4, action="erase", proposal=body, second=spelled(asked.signature)
    )
    for file in (top, erase):
        (office.folder / "member" / file.name).write_bytes(file.data)
    for who in (third, second):
        office.sync(who)
        assert title(who)
        assert team.the_team(who).erasures == ()
    assert third.vault.sharing.erasing() == {}


def test_that_a_laptop_that_is_let_go_on_a_false_side_hears_the_others(
    office: Office, duo: Duo, third: Session
) -> None:
    first, _second = duo
    true = handed_over(office, duo)
    out = least(
        team.identity(first), true, 3, action="remove", cut={}, member=third.vault.member_id
    )
    (office.folder / "member" / out.name).write_bytes(out.data)
    assert office.sync(third).rivals == 1
    assert team.the_team(third).entries == true.entries
    assert title(third, "G2") == CANARY


def test_that_who_was_let_go_keeps_nothing_of_what_he_hears(
    office: Office, duo: Duo, third: Session, deposed: Deposed
) -> None:
    first, second = duo
    deposed.lie(team.the_team(second), 2)
    write(second, "goal", "G2", title=CANARY)
    office.level_of(second, third)
    with pytest.raises(UserError, match="removed_from_team"):
        office.sync(first)
    before = {one.id for one in first.vault.sharing.segments()}
    write(third, "goal", "G3", title=CANARY)
    office.level_of(third, second)
    with pytest.raises(UserError, match="removed_from_team"):
        office.sync(first)
    assert {one.id for one in first.vault.sharing.segments()} == before
    assert CANARY not in "".join(export(first))


def test_that_a_new_coordinator_lets_in_beside_a_false_side(
    office: Office, duo: Duo, third: Session, deposed: Deposed
) -> None:
    _first, second = duo
    deposed.lie(team.the_team(second), 1)
    office.sync(third)
    fourth = office.laptop("Őry Gábor")
    office.admit(second, fourth)
    office.level_of(second, third, fourth)
    heads = {team.the_team(who).head for who in (second, third, fourth)}
    assert len(heads) == 1
    assert fourth.vault.device_id in team.the_team(third).devices
    assert office.sync(fourth).rivals == 1


@pytest.mark.parametrize("number", [1, 3])
def test_that_who_asks_beside_a_false_side_waits_and_hears_when_let_in(
    office: Office, duo: Duo, third: Session, deposed: Deposed, number: int
) -> None:
    _first, second = duo
    fourth = office.laptop("Őry Gábor")
    with sharing.opened(str(office.folder)) as share:
        asked = team.ask(fourth, share)
        deposed.lie(team.the_team(second), number)
        fourth.vault.draft("goal", "G9", "title", "Half get", {"household": HOUSEHOLD})
        for _ in range(2):
            team.fetch(fourth, share)
            assert team.the_team(fourth).forks
            assert not team.is_member(fourth)
        assert [draft.value for draft in fourth.vault.drafts()] == ["Half get"]
        office.sync(second)
        team.admit(second, asked, asked.member, share)
        team.fetch(fourth, share)
    assert team.is_member(fourth)
    assert team.the_team(fourth).entries == team.the_team(second).entries


# ---------------------------------------------------------------- an honest one


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_that_the_two_laptops_of_a_coordinator_end_on_one_path(
    office: Office, duo: Duo, third: Session, tmp_path: Path, order: tuple[int, ...]
) -> None:
    """Each let somebody in without the other; all follow the same, in whatever order they share."""
    first, second = duo
    other = office.laptop("Ayşe thuis")
    known, mine = team.the_team(first), team.identity(other)
    file = requests.make_request(known.id, mine, "Ğ", "MEE", known.devices.values())
    other.vault.sharing.join_team(known.id)
    entry = entries.admit(
        known, team.identity(first), requests.read_request(file.data), first.vault.member_id
    )
    first.vault.sharing.keep_member_files({entry.name: entry.data})
    for who in (first, other, second, third):
        office.sync(who)
    stick = tmp_path / "stick"
    shutil.copytree(office.folder, stick)
    fourth, fifth = office.laptop("Őry Gábor"), office.laptop("سلمى الحسيني")
    office.admit(first, fourth)
    office.folder, place = stick, office.folder
    office.admit(other, fifth)
    office.folder = place
    write(other, "goal", "G2", title=CANARY)
    everybody = [first, other, [second, third][order[0] % 2]]
    for at in order:
        office.sync(everybody[at], stick)
        office.sync(everybody[at])
    office.level_of(first, other, second, third)
    told = {team.the_team(who).entries for who in (first, other, second, third)}
    assert len(told) == 1
    assert {office.sync(who).rivals for who in (first, other, second, third)} == {1}
    assert title(first, "G2") == CANARY
    assert {one.vault.device_id for one in (fourth, fifth)} & team.the_team(second).devices.keys()


def test_that_who_writes_says_whom_he_follows(office: Office, duo: Duo) -> None:
    _first, second = duo
    write(second, "goal", "G2", title=CANARY)
    office.sync(second)
    ledger = second.vault.sharing
    known = team.the_team(second)
    last = [one for one in ledger.segments() if one.device == second.vault.device_id][-1]
    assert segment.read(ledger.sealed(last.id)).follows == known.head
    assert known.head in {one.follows for one in ledger.votes()}
    marks = {one.device: one.signer for one in ledger.votes()}
    assert marks[second.vault.device_id] == signed.mark(known.devices[last.device].sign)
