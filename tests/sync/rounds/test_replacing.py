"""Only who wrote a segment, or who erased, writes it again; nobody takes away what others wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.crypto.signing import SigningKey
from app.errors import UserError
from app.services import team
from app.sync import segment
from tests.sync.rounds.conftest import title, write

if TYPE_CHECKING:
    from app.model.sealed import Held
    from app.services.session import Session
    from tests.sync.rounds.conftest import Office

Duo = tuple["Session", "Session"]


def instead_of(office: Office, who: Session, old: Held, number: int) -> str:
    """`who` puts a segment without content in the share that says it replaces `old`; its id."""
    me, known = team.identity(who), team.the_team(who)
    data = segment.write(
        SigningKey(me.sign), team=known.id, device=me.device, number=number,
        previous=old.previous, boxes=(), frames=(), carries=False, follows=known.head,
        replaces=[old.id],
    )  # fmt: skip
    name = segment.read(data).name
    (office.folder / "log" / str(name)).write_bytes(data)
    return name.id


def held(session: Session) -> dict[str, Held]:
    return {one.id: one for one in session.vault.sharing.segments()}


@pytest.mark.parametrize("same_number", [True, False])
def test_that_a_member_takes_away_no_segment_of_another(
    office: Office, duo: Duo, same_number: bool
) -> None:
    first, second = duo
    mine = [one for one in held(first).values() if one.device == first.vault.device_id]
    before = set(held(first))
    false = instead_of(office, second, mine[0], mine[0].number if same_number else 77)
    report = office.sync(first)
    assert before <= set(held(first))
    assert false not in held(first)
    assert {one.reason for one in report.refused} == {"replaces_another"}


def test_that_a_member_hides_nothing_from_a_laptop_that_has_not_fetched_it(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Zeynep Öz")
    office.admit(first, third)
    office.level()
    write(first, "goal", "G2", title="Samen koken")
    office.sync(first)
    new = max(
        (one for one in held(first).values() if one.device == first.vault.device_id),
        key=lambda one: one.number,
    )
    instead_of(office, second, new, 78)
    office.sync(third)
    assert new.id in held(third)
    office.sync(second)
    assert title(second, "G2") == "Samen koken"


def test_that_a_removed_member_changes_nothing_of_what_counts(office: Office, duo: Duo) -> None:
    first, second = duo
    write(second, "goal", "G3", title="Naar het repaircafé")
    office.level()
    theirs = max(
        (one for one in held(first).values() if one.device == second.vault.device_id),
        key=lambda one: one.number,
    )
    team.remove(first, second.vault.member_id)
    office.sync(first)
    false = instead_of(office, second, theirs, theirs.number)
    office.sync(first)
    office.sync(first)
    assert theirs.id in held(first)
    assert false not in held(first)
    assert title(first, "G3") == "Naar het repaircafé"
    with pytest.raises(UserError, match="removed_from_team"):
        office.sync(second)
