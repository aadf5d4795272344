"""A household that is erased for ever takes the closed notes about it along, on every laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.services import erasing
from app.services.importing import import_file
from app.storage.edits import Edit
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, write

if TYPE_CHECKING:
    from pathlib import Path

    from app.services.session import Session
    from tests.sync.rounds.conftest import Office

Duo = tuple["Session", "Session"]
OTHER = "01J00000000000000000000H02"


def note(session: Session, *readers: Session, entity: str = "N1", about: str = HOUSEHOLD) -> None:
    me = session.vault.member_id
    who = [me, *(one.vault.member_id for one in readers)]
    write(
        session, "closed_note", entity, household=about, author=me, readers=who,
        text=f"{CANARY} over mevrouw",
    )  # fmt: skip


def decide(first: Session, second: Session, office: Office) -> str:
    """What the second proposes, the first confirms; nobody has shared the decision yet."""
    asked = erasing.propose_household(second, HOUSEHOLD, "bewaartermijn")
    office.level()
    erasing.confirm(first, asked)
    return asked


def nothing_left(session: Session) -> bool:
    return (
        session.vault.rows("closed_note") == []
        and not session.vault.search(CANARY)
        and CANARY not in "\n".join(session.vault.export_lines(closed=True))
    )


def test_that_a_closed_note_that_only_the_coordinator_reads_goes_with_its_household(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    note(first)
    office.level()
    decide(first, second, office)
    office.level()
    assert nothing_left(first)
    (gone,) = erasing.erased(first)
    assert gone.waiting == ()


def test_that_a_note_for_two_who_decided_nothing_goes_from_both_and_from_the_share(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third, fourth = office.laptop("Zeynep Öz"), office.laptop("Íñigo Ñúñez")
    for one in (third, fourth):
        office.admit(first, one)
    office.level()
    note(third, fourth)
    office.level()
    assert fourth.vault.search(CANARY)
    key = next(k for k in third.vault.sharing.space_keys() if k.space == "c:N1")
    decide(first, second, office)
    office.level_of(first, second, fourth)
    fourth.vault.record([Edit("household", OTHER, {"name": "Familie Łoś"})])
    office.level_of(fourth, first)
    (gone,) = erasing.erased(first)
    assert "Zeynep Öz" in gone.waiting
    assert "Íñigo Ñúñez" in gone.waiting
    office.level()
    assert nothing_left(third)
    assert nothing_left(fourth)
    assert erasing.erased(first)[0].waiting == ()
    for session in office.sessions:
        sealed = session.vault.sharing.segments()
        assert not any(key.id.encode() in session.vault.sharing.sealed(one.id) for one in sealed)


def test_that_a_note_written_before_one_heard_of_it_goes_too(office: Office, duo: Duo) -> None:
    first, second = duo
    decide(first, second, office)
    office.sync(first)
    note(second)
    office.level()
    assert nothing_left(second)
    note(second, entity="N2")
    office.level()
    assert nothing_left(second)


def test_that_nobody_erases_a_note_by_filing_it_under_an_erased_household(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    first.vault.record([Edit("household", OTHER, {"name": "Familie Łoś"})])
    note(first, second, about=OTHER)
    office.level()
    decide(first, second, office)
    office.level()
    write(second, "closed_note", "N1", household=HOUSEHOLD)
    office.level()
    assert [getattr(one, "text", "") for one in first.vault.rows("closed_note")] == [
        f"{CANARY} over mevrouw"
    ]


def test_that_an_old_export_does_not_bring_back_what_was_erased(
    office: Office, duo: Duo, tmp_path: Path
) -> None:
    first, second = duo
    note(first)
    office.level()
    file = tmp_path / "oud.jsonl"
    for closed in (False, True):
        lines = list(first.vault.export_lines(closed=closed))
        wanted = [line for line in lines if HOUSEHOLD in line and '"kind":"goal"' not in line]
        file.with_suffix(f".{closed}").write_text("\n".join(wanted) + "\n", encoding="utf-8")
    decide(first, second, office)
    office.level()
    for session in duo:
        for closed in (False, True):
            with pytest.raises(UserError, match="import_erased"):
                import_file(session.vault, session.clock, file.with_suffix(f".{closed}"))
        assert nothing_left(session)
