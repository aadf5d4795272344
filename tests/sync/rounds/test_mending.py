"""What a place holds half is written anew; what a fork or an erasure left is mended."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.model.base import dossier_space
from app.model.sealed import Standing
from app.services import team
from app.storage.edits import Edit
from app.sync import entries, proposal
from app.sync.upkeep import FANOUT
from tests.sync.rounds.conftest import HOUSEHOLD, erase, export, title, write

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from tests.sync.rounds.conftest import Office

Duo = tuple["Session", "Session"]


def test_that_a_half_copied_segment_is_written_anew_by_who_holds_it(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    write(first, "goal", "G1", title="Heel")
    before = set(office.files("log/*"))
    office.sync(first)
    (new,) = set(office.files("log/*")) - before
    whole = new.read_bytes()
    new.write_bytes(whole[: len(whole) // 2])
    office.sync(first)
    assert new.read_bytes() == whole
    office.sync(second)
    assert title(second) == "Heel"


def flipped(file: Path) -> bytes:
    """Damages it without changing its length; what it held before."""
    whole = file.read_bytes()
    file.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
    return whole


def test_that_a_damaged_segment_of_the_right_length_is_written_anew(
    office: Office, duo: Duo
) -> None:
    """By who holds it, once somebody says that he has what came later and not this."""
    first, second = duo
    write(first, "goal", "G1", title="Heel")
    before = set(office.files("log/*"))
    office.sync(first)
    (new,) = set(office.files("log/*")) - before
    whole = flipped(new)
    assert not office.sync(second).up_to_date[device(second)]
    write(first, "goal", "G2", title="Later")
    office.level_of(first, second, first, second)
    assert new.read_bytes() == whole
    assert title(second) == "Heel"
    assert office.sync(second).up_to_date[device(second)]


def test_that_a_damaged_pack_of_the_right_length_is_written_anew(office: Office, duo: Duo) -> None:
    first, second = duo
    for number in range(2 * FANOUT):
        write(first, "goal", "G1", title=f"Woord {number}")
        office.sync(first)
    pack = max(office.files("log/*.pack"))
    whole = flipped(pack)
    office.sync(second)
    assert len(second.vault.sharing.segments()) < len(first.vault.sharing.segments())
    write(first, "goal", "G2", title="Later")
    office.level_of(first, second, first, second)
    assert whole in [file.read_bytes() for file in office.files("log/*.pack")]
    assert export(first) == export(second)


def device(session: Session) -> str:
    me = session.vault.sharing.identity()
    assert me is not None
    return me.device


def test_that_a_half_copied_entry_of_the_team_is_written_anew(office: Office, duo: Duo) -> None:
    entry = office.files("member/*.entry")[-1]
    whole = entry.read_bytes()
    entry.write_bytes(whole[:100])
    office.sync(duo[0])
    assert entry.read_bytes() == whole


def test_that_who_was_removed_on_a_side_that_the_sheet_overruled_counts_again(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Ñuño")
    office.admit(first, third)
    office.level()
    sheet = " ".join(team.recovery_words(first))
    team.recover(third, sheet)
    write(second, "goal", "G1", title="Eerlijk werk")
    team.remove(first, second.vault.member_id)
    office.sync(second)
    office.sync(first)
    assert Standing.APART in {one.standing for one in first.vault.sharing.segments()}
    office.level_of(third, first, second, third, first)
    assert not team.the_team(first).removed
    assert {one.standing for one in first.vault.sharing.segments()} == {Standing.COUNTS}
    assert title(first) == "Eerlijk werk"


def test_that_what_was_erased_and_written_again_goes_with_the_next_round(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    erase(first, second, dossier_space(HOUSEHOLD), "goal", "G1")
    office.level()
    write(second, "goal", "G1", title="Toch weer")
    office.level()
    assert title(first) == title(second) == ""
    assert export(first) == export(second)


def test_that_who_comes_later_reads_what_a_removed_laptop_wrote_before_it_erased(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Ñuño")
    office.admit(first, third)
    third.vault.record([Edit("household", "H7", {"name": "Familie Ğazi"})])
    office.level()
    third.vault.record([Edit("household", "H8", {"name": "Verkeerde familie"})])
    office.level()
    third.vault.record([Edit("household", "H7", {"phone": "010 123 45 67"})])
    office.level()
    erase(first, second, "team", "household", "H8")
    office.level()
    team.remove(first, third.vault.member_id)
    office.level_of(first, second)
    fourth = office.laptop("Zeynep Öz")
    office.admit(first, fourth)
    office.level_of(first, second, fourth)
    rows = fourth.vault.query("SELECT name FROM v_household ORDER BY name")
    assert [row["name"] for row in rows] == ["Familie Ğazi", "Familie Şahin"]


def test_that_a_pack_with_what_was_erased_leaves_the_share(office: Office, duo: Duo) -> None:
    first, second = duo
    for number in range(20):
        write(second, "goal", "G2", title=f"stap {number}")
        office.sync(second)
    office.level()
    old = office.files("log/*.pack")
    erased = {
        one.id: second.vault.sharing.sealed(one.id)
        for one in second.vault.sharing.segments()
        if one.device == second.vault.device_id
    }
    erase(first, second, dossier_space(HOUSEHOLD), "goal", "G2")
    office.level()
    gone = [sealed for id_, sealed in erased.items() if id_ in first.vault.sharing.replaced()]
    assert old
    assert len(gone) >= 20
    assert not any(path.exists() for path in old)
    for path in office.files("log/*"):
        assert not any(sealed in path.read_bytes() for sealed in gone)
    third = office.laptop("Ñuño")
    office.admit(first, third)
    office.level()
    known, held = ({one.id for one in who.vault.sharing.segments()} for who in (third, first))
    assert known == held


def test_that_what_a_removed_laptop_sent_late_is_erased_sealed_too(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Ñuño")
    office.admit(first, third)
    office.level()
    third.vault.record([Edit("household", "H9", {"name": "Verkeerde familie"})])
    stick = office.work / "stick"
    stick.mkdir()
    office.sync(third, stick)
    erase(first, second, "team", "household", "H9")
    team.remove(first, third.vault.member_id)
    office.level_of(first, second)
    for path in (stick / "log").iterdir():
        shutil.copy(path, office.folder / "log")
    late = {one.id for one in third.vault.sharing.segments()}
    office.level_of(first, second)
    for session in duo:
        held = {one.id for one in session.vault.sharing.segments()}
        replaced = session.vault.sharing.replaced()
        assert len(late - held) == 1
        assert late - held <= replaced.keys()
        assert not any(session.vault.sharing.erasing().values())


def test_that_a_copy_erases_what_it_wrote_as_the_laptop_it_was_copied_from(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    write(second, "goal", "G2", title="Verkeerd dossier")
    second.vault.record([Edit("household", HOUSEHOLD, {"phone": "06"})])
    office.level()
    old = second.vault.device_id
    second.vault.sharing.go_on()
    made = proposal.propose(
        team.the_team(first), team.identity(first), spaces=(),
        entities=[(dossier_space(HOUSEHOLD), "goal", "G2")],
    )  # fmt: skip
    team.hand_over(first, second.vault.member_id)
    office.level()
    file = entries.erase(
        team.the_team(second), team.identity(second), proposal.read_proposal(made.data)
    )
    second.vault.sharing.keep_member_files({file.name: file.data})
    office.level()
    assert not any(first.vault.sharing.erasing().values())
    assert {one.id for one in first.vault.sharing.segments() if one.device == old} == {
        one.id for one in second.vault.sharing.segments() if one.device == old
    }
    assert export(first) == export(second)
