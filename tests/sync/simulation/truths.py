"""What must be true at the end of every seed (docs/sharing-format.md; the rules of history)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from app.model.base import TEAM_SPACE
from app.model.sealed import Standing
from app.services import team
from app.services.sharing import circles
from app.sync.circle import Readers
from app.sync.membership import counts

if TYPE_CHECKING:
    from app.sync.team import Team
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.world import World


def check(world: World) -> None:
    """Raises AssertionError that says which laptop and which rule."""
    staying = [one for one in world.laptops if one.name not in world.gone]
    same_membership(staying)
    equals_are_equal(staying)
    nothing_is_lost(world, staying)
    for laptop in staying:
        outsiders_hold_nothing(laptop)
        rows_follow_from_history(laptop)
        removed_count_no_more(laptop)
        erased_is_gone(laptop)


def same_membership(laptops: list[Laptop]) -> None:
    told = {one.name: team.the_team(one.session) for one in laptops}
    first = next(iter(told.values()))
    for name, other in told.items():
        assert (other.head, other.devices.keys(), other.erasures) == (
            first.head, first.devices.keys(), first.erasures,
        ), f"{name} knows another team"  # fmt: skip


def equals_are_equal(laptops: list[Laptop]) -> None:
    """Two laptops that read a space hold the same in it, to the byte."""
    found = {one.name: states(one) for one in laptops}
    views = {one.name: readers_of(one) for one in laptops}
    for one in laptops:
        for other in laptops:
            for space in found[one.name].keys() & found[other.name].keys():
                if together(space, one, other, views):
                    assert found[one.name][space] == found[other.name][space], (
                        f"{space}: {one.name} and {other.name} differ"
                    )
    exports = {one.name: list(one.vault.export_lines(closed=True)) for one in laptops}
    readership = {one.name: frozenset(states(one)) for one in laptops}
    for one in laptops:
        for other in laptops:
            same = readership[one.name] == readership[other.name]
            if same and all(together(space, one, other, views) for space in found[one.name]):
                assert exports[one.name] == exports[other.name], f"{one.name}, {other.name}"


def together(space: str, one: Laptop, other: Laptop, views: dict[str, Readers]) -> bool:
    """Both read the space, and each knows it of the other; who was taken out is not told."""
    both = {one.member, other.member}
    return both <= views[one.name].members(space) & views[other.name].members(space)


def states(laptop: Laptop) -> dict[str, Any]:
    """{space: every head of every field, and whether the entity counts as deleted}."""
    found: dict[str, Any] = defaultdict(list)
    for row in laptop.vault.query(
        "SELECT e.space, e.kind, e.id, e.deleted, h.field, c.id AS change FROM entities e"
        " JOIN heads h ON h.entity = e.key JOIN changes c ON c.seq = h.seq"
        " ORDER BY e.space, e.kind, e.id, h.field, c.id"
    ):
        found[row["space"]].append(tuple(row.values()))
    for row in laptop.vault.query(
        "SELECT e.space, c.id FROM entities e JOIN changes c ON c.entity = e.key ORDER BY c.id"
    ):
        found[row["space"]].append(row["id"])
    return found


def readers_of(laptop: Laptop) -> Readers:
    keys: dict[str, list[Any]] = defaultdict(list)
    for key in laptop.vault.sharing.space_keys():
        keys[key.space].append(key)
    return Readers(laptop.member, team.the_team(laptop.session), circles(laptop.session), keys)


def nothing_is_lost(world: World, laptops: list[Laptop]) -> None:
    """What became a change is with every reader of its space, or erased, or apart, or it died.

    A reader is who reads it in the eyes of the laptop that wrote.
    """
    first = team.the_team(laptops[0].session)
    views = {one.vault.device_id: readers_of(one) for one in laptops}
    for laptop in laptops:
        have = {change.id for change in laptop.vault.changes()}
        for change in world.written.values():
            if change.id in have or change.id in world.lost or change.device not in views:
                continue
            if _erased(first, change):
                continue
            if laptop.member in views[change.device].members(change.space):
                raise AssertionError(f"{laptop.name} lost {change.id} in {change.space}")


def _erased(known: Team, change: Any) -> bool:
    return any(one.covers(change.space, change.kind, change.entity) for one in known.erasures)


def outsiders_hold_nothing(laptop: Laptop) -> None:
    """A vault holds words of a dossier only when it was given a key of it."""
    given = {key.space for key in laptop.vault.sharing.space_keys()} | {TEAM_SPACE}
    held = {row["space"] for row in laptop.vault.query("SELECT DISTINCT space FROM entities")}
    assert held <= given, f"{laptop.name} reads {held - given}"


def rows_follow_from_history(laptop: Laptop) -> None:
    laptop.vault.check()


def removed_count_no_more(laptop: Laptop) -> None:
    """Of a removed device only what the cut names is in the log."""
    known = team.the_team(laptop.session)
    standing = {one.id: one.standing for one in laptop.vault.sharing.segments()}
    previous = {one.id: one.previous for one in laptop.vault.sharing.segments()}
    for one in laptop.vault.sharing.segments():
        expected = counts(known, one.device, one.id, previous)
        assert (standing[one.id] is Standing.COUNTS) == expected, f"{laptop.name}: {one.id}"


def erased_is_gone(laptop: Laptop) -> None:
    for erasure in team.the_team(laptop.session).erasures:
        for space, kind, entity in erasure.entities:
            assert not laptop.vault.query(
                "SELECT 1 FROM entities e JOIN changes c ON c.entity = e.key"
                " WHERE e.space = ? AND e.kind = ? AND e.id = ?",
                (space, kind, entity),
            ), f"{laptop.name} still holds {entity}"
