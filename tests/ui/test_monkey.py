"""Whatever is pressed and typed, and however late the vault answers: no fault, no word lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from app.services import agreements, households, referrals, visits
from tests.helpers.lives import a_life
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.conftest import Opened

STEPS: Final = 40
STEPS_LONG: Final = 250
LONG: Final = 60
"""Lives of the long run."""


def more(s: Session) -> str:
    """A visit, a plan, and meldingen of every kind; the visit's id."""
    home = households.lines(s)[0].id
    visit = visits.start(s, home)
    visits.set_present(s, visit, [one.id for one in s.vault.rows("person", {"household": home})])
    agreements.add_action(s, home, "Bellen", goal=agreements.add_goal(s, home, "Post", "geld"))
    visits.finish(s, visit)
    visits.plan(s, home, s.clock.today().isoformat(), "15:00")
    melding = referrals.new(s, {"name": "Aad", "legal": True, "reason": "Valt vaak"})
    referrals.assign(s, melding, [s.vault.member_id])
    referrals.new(s, {"name": "Zoë Ağır", "legal": True})
    return visit


def live(opened: Opened, faults: list[str], seed: int, steps: int) -> None:
    opened.ask(more)
    monkey = Monkey(opened, seed)
    with a_life(monkey.did, monkey.release):
        for _ in range(steps):
            monkey.step()
            assert not faults, faults[0]
        monkey.type_and_lock()
        assert opened.ask(lambda s: s.vault.check())["ok"]
        assert not faults, faults[0]


def test_that_nothing_that_hands_do_is_a_fault(opened: Opened, faults: list[str]) -> None:
    live(opened, faults, 0, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, LONG))
def test_that_nothing_is_a_fault_in_many_lives(
    opened: Opened, faults: list[str], seed: int
) -> None:
    live(opened, faults, seed, STEPS_LONG)
