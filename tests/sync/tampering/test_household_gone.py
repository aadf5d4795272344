"""Who makes a household gone: nobody alone, but who alone wrote its card and reads its dossier."""

from __future__ import annotations

import pytest

from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.services import differences, households, undoing
from app.services.session import Session
from app.storage.changes import make_change
from app.storage.edits import Edit
from app.storage.registry import DELETED
from tests.sync.rounds.conftest import HOUSEHOLD, Office, write
from tests.sync.tampering.attacker import Attacker, Duo

NEW = "01J00000000000000000000H09"


def shown(session: Session, household: str) -> bool:
    return session.vault.get("household", household) is not None


def gone(who: Attacker, household: str, **odd: object) -> None:
    """What an older program writes when somebody deletes a card, and what anybody can sign."""
    heads = who.session.vault.heads("household", household)
    known = {name: [one.id for one in several] for name, several in heads.items()}
    change = make_change(
        space=TEAM_SPACE, kind="household", entity=household,
        fields={DELETED: {"heads": known, "children": [], **odd}}, replaces={}, device=who.device,
        counter=900, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip
    who.put([who.frame([change.line().encode()])])


def a_card(session: Session, *pair: str) -> None:
    session.vault.record([Edit("household", NEW, {"name": "Familie Núñez", "pair": [*pair]})])


def test_that_who_does_not_read_a_dossier_cannot_delete_the_household(
    duo: Duo, third: Session
) -> None:
    before = third.vault.position()
    with pytest.raises(UserError, match="household_stays"):
        households.remove(third, "household", HOUSEHOLD)
    assert third.vault.position() == before


def test_that_one_of_two_who_wrote_a_card_cannot_delete_the_household(
    office: Office, duo: Duo
) -> None:
    """That takes two, and is for ever: erasing."""
    first, second = duo
    with pytest.raises(UserError, match="household_stays"):
        households.remove(second, "household", HOUSEHOLD)
    second.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"})])
    office.level()
    with pytest.raises(UserError, match="household_stays"):
        households.remove(first, "household", HOUSEHOLD)


@pytest.mark.parametrize("reads", [False, True])
def test_that_a_signed_delete_of_a_household_of_others_hides_it_from_nobody(
    office: Office, duo: Duo, third: Session, *, reads: bool
) -> None:
    gone(Attacker(office, duo[1] if reads else third), HOUSEHOLD)
    office.level()
    for one in office.sessions:
        assert shown(one, HOUSEHOLD)
        (difference,) = differences.differences(one)
        assert difference.deleted
        assert difference.stays
        assert one.vault.check()["ok"]
        with pytest.raises(UserError, match="household_stays"):
            differences.take(one, difference, difference.sides[0].head)
    (difference,) = differences.differences(third)
    differences.take(third, difference, "")
    office.level()
    assert all(shown(one, HOUSEHOLD) for one in office.sessions)
    assert not any(differences.differences(one) for one in office.sessions)


@pytest.mark.parametrize(
    "odd", [{"heads": 7}, {"heads": {"name": 7}}, {"heads": {"name": [{}]}}, {"children": 7},
            {"children": [{}, []]}],
    ids=str,
)  # fmt: skip
def test_that_an_odd_delete_is_a_difference_like_another(
    office: Office, duo: Duo, third: Session, odd: dict[str, object]
) -> None:
    gone(Attacker(office, third), HOUSEHOLD, **odd)
    office.level()
    (difference,) = differences.differences(duo[0])
    differences.take(duo[0], difference, "")
    assert not differences.differences(duo[0])


def test_that_who_alone_wrote_a_card_takes_it_back_for_all(
    office: Office, duo: Duo, third: Session
) -> None:
    first, second = duo
    done = undoing.noted(first, lambda s: a_card(s, second.vault.member_id, s.vault.member_id))
    office.level()
    assert all(shown(one, NEW) for one in office.sessions)
    undoing.take_back(first, done.step)
    office.level()
    assert not any(shown(one, NEW) for one in office.sessions)
    assert not any(differences.differences(one) for one in office.sessions)


def test_that_who_reads_what_the_delete_did_not_see_keeps_the_household_for_all(
    office: Office, duo: Duo, third: Session
) -> None:
    """Until one of them says so, who does not read it cannot know that there is something."""
    first, second = duo
    a_card(first, first.vault.member_id, second.vault.member_id)
    write(first, "person", "P1", household=NEW, name="Inés Núñez")
    office.level()
    write(second, "person", "P2", household=NEW, name="Wiśniewska")
    households.remove(first, "household", NEW)
    office.level()
    assert [shown(one, NEW) for one in (first, second, third)] == [True, True, False]
    (difference,) = differences.differences(second)
    differences.take(second, difference, "")
    office.level()
    assert all(shown(one, NEW) for one in office.sessions)
    assert not any(differences.differences(one) for one in office.sessions)


def test_that_a_card_for_others_is_taken_back_until_it_was_sent(
    office: Office, duo: Duo, third: Session
) -> None:
    """Who takes a call for a duo does not read what they write afterwards."""
    members = [one.vault.member_id for one in duo]
    done = undoing.noted(third, lambda s: a_card(s, *members))
    undoing.take_back(third, done.step)
    assert not shown(third, NEW)
    households.bring_back(third, "household", NEW)
    office.level()
    with pytest.raises(UserError, match="household_stays"):
        households.remove(third, "household", NEW)
