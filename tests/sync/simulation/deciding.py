"""What the coordinator decides, and what takes two: who belongs to the team, what is erased."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from app.crypto.spoken import twenty_four
from app.errors import UserError
from app.model.base import dossier_space
from app.services import team
from app.sync import entries, proposal, requests
from tests.sync.simulation.laptops import new_laptop
from tests.sync.simulation.places import Door

if TYPE_CHECKING:
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.world import World

MOST_GONE: Final = 2
MOST_NEW: Final = 2


def lets_in(laptop: Laptop, first: Laptop, member: str | None = None) -> None:
    """Without the six words: they are slow, and tested elsewhere."""
    known = team.the_team(first.session)
    me = team.identity(laptop.session)
    asked = requests.make_request(known.id, me, laptop.name, "", known.devices.values())
    laptop.vault.sharing.join_team(known.id)
    request = requests.read_request(asked.data)
    file = entries.admit(known, team.identity(first.session), request, member or me.member)
    first.vault.sharing.keep_member_files({file.name: file.data})


def lets_a_newcomer_in(world: World, _laptop: Laptop) -> bool:
    """Somebody new, or somebody's further laptop."""
    first = world.coordinating()
    if first is None or world.joined >= MOST_NEW:
        return False
    world.joined += 1
    further = world.chance.random() < 0.5
    when = datetime(world.chance.choice((2001, 2026, 2040)), 5, 4, 9, 0, tzinfo=UTC)
    laptop = new_laptop(world.folder, world.team_made.vault, f"late{world.joined}", when)
    members = sorted(team.the_team(first.session).members())
    lets_in(laptop, first, world.chance.choice(members) if further else None)
    world.laptops.append(laptop)
    world.tally["further laptop" if further else "new member"] += 1
    return True


def removes_a_member(world: World, _laptop: Laptop) -> bool:
    """In the middle; some hear of it first."""
    first = world.coordinating()
    if first is None or world.removals >= MOST_GONE:
        return False
    known = team.the_team(first.session)
    others = [one for one in sorted(known.members()) if one != first.member]
    if len(others) < 2:
        return False
    world.removals += 1
    with suppress(UserError):
        team.remove(first.session, world.chance.choice(others))
    return True


def removes_a_laptop(world: World, _laptop: Laptop) -> bool:
    """Rather one that goes on from another: it holds the keys of that one too."""
    first = world.coordinating()
    if first is None or world.removals >= MOST_GONE:
        return False
    if world.chance.random() < 0.7:
        _tells_that_it_goes_on(world, first)
    known = team.the_team(first.session)
    devices = known.devices.keys() - {first.vault.device_id}
    if len(devices) < 2:
        return False
    world.removals += 1
    further = sorted(one for one in devices if len(known.line(one)) > 1)
    lost = world.chance.choice(further or sorted(devices))
    with suppress(UserError):
        team.remove_laptop(first.session, lost)
        if {*known.line(lost)}.intersection(known.line(first.vault.device_id)):
            world.copies_of_who_removed |= known.along(lost)
        return True
    return False


def _tells_that_it_goes_on(world: World, first: Laptop) -> None:
    """One that goes on from another shares, and who coordinates hears of it."""
    others = [one for one in world.laptops if one is not first]
    going_on = [one for one in others if one.vault.sharing.predecessors()]
    for laptop in (world.chance.choice(going_on), first) if going_on else ():
        with suppress(UserError):
            laptop.sync(Door(world.places[0], world.good), world.good)


def moves_the_cut(world: World, _laptop: Laptop) -> bool:
    first = world.coordinating()
    removed = sorted(team.the_team(first.session).removed) if first else ()
    if first is None or not removed:
        return False
    team.move_cut(first.session, world.chance.choice(removed))
    return True


def hands_over(world: World, _laptop: Laptop) -> bool:
    first = world.coordinating()
    if first is None or world.erases:
        return False
    member = world.chance.choice(sorted(team.the_team(first.session).members()))
    team.hand_over(first.session, member)
    return member != first.member


def uses_the_sheet(world: World, laptop: Laptop) -> bool:
    """Another member coordinates from now on; the sheet decides over what was done beside it.

    Not in a life with erasures: what was erased before the sheet spoke does not come back.
    """
    if world.erases or world.recovered:
        return False
    with suppress(UserError):
        team.recover(laptop.session, " ".join(twenty_four(world.secret)))
        world.recovered = True
    return world.recovered


def erases(world: World, laptop: Laptop) -> bool:
    """Two members decide that a goal, or a whole dossier, is gone for ever."""
    first = world.coordinating()
    rows = laptop.vault.query("SELECT id, household FROM v_goal WHERE household > '' ORDER BY id")
    if first is None or not world.erases or laptop.member == first.member or not rows:
        return False
    row = world.chance.choice(rows)
    space, whole = dossier_space(row["household"]), world.chance.random() < 0.3
    made = proposal.propose(
        team.the_team(laptop.session), team.identity(laptop.session),
        spaces=(space,) if whole else (),
        entities=() if whole else [(space, "goal", row["id"])],
    )  # fmt: skip
    known = team.the_team(first.session)
    if laptop.vault.device_id not in known.devices:
        return False
    with suppress(UserError):
        file = entries.erase(known, team.identity(first.session), proposal.read_proposal(made.data))
        first.vault.sharing.keep_member_files({file.name: file.data})
        world.tally["erases a dossier" if whole else "erases a goal"] += 1
        return True
    return False


ACTS = {
    lets_a_newcomer_in: 1, removes_a_member: 1, removes_a_laptop: 0.5, moves_the_cut: 1,
    hands_over: 1, uses_the_sheet: 0.7, erases: 3,
}  # fmt: skip
"""Each with how often it is tried."""
