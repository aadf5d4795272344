"""What must be true at the end of every seed (docs/sharing-format.md; the rules of history)."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from app.clock import derived_id
from app.errors import DamagedError, UserError
from app.model.base import TEAM_SPACE
from app.model.sealed import Standing
from app.services import team
from app.services.sharing import circles
from app.storage.changes import MAX_COUNTER
from app.storage.edits import Edit
from app.sync import segment
from app.sync.circle import Readers
from app.sync.membership import accepted
from tests.sync.simulation import people
from tests.sync.simulation.history import History
from tests.sync.simulation.places import Door
from tests.sync.simulation.sealed_truths import (
    keys_in_reach,
    what_came_back_is_not_sent_again,
    what_was_erased_is_gone,
    what_was_replaced_is_gone,
)
from tests.sync.simulation.second_truth import a_second_reader_finds_the_same

if TYPE_CHECKING:
    from app.model.sealed import SpaceKey
    from app.sync.team import Team
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.world import World

_HEADS = (
    "SELECT e.space, e.kind, e.id, e.deleted, h.field, c.id AS change FROM entities e"
    " JOIN heads h ON h.entity = e.key JOIN changes c ON c.seq = h.seq"
    " ORDER BY e.space, e.kind, e.id, h.field, c.id"
)
WORDS: Final = {"household": "phone", "goal": "title", "domain_note": "text", "team": "name"}
"""{kind: a field of it that several write at once}."""
SECOND: Final = 0.25
"""Of how many lives the second reader looks at the end: it costs a twentieth of each."""
_CHANGES = "SELECT e.space, c.id FROM entities e JOIN changes c ON c.entity = e.key ORDER BY c.id"


@dataclass
class View:
    """What one laptop holds and believes."""

    laptop: Laptop

    @property
    def name(self) -> str:
        return self.laptop.name

    @cached_property
    def team(self) -> Team:
        return team.the_team(self.laptop.session)

    @cached_property
    def keys(self) -> dict[str, list[SpaceKey]]:
        found: dict[str, list[SpaceKey]] = defaultdict(list)
        for key in self.laptop.vault.sharing.space_keys():
            found[key.space].append(key)
        return found

    @cached_property
    def readers(self) -> Readers:
        keys = self.laptop.vault.sharing.space_keys()
        return Readers(self.laptop.member, self.team, circles(self.laptop.session), keys)

    @cached_property
    def devices(self) -> tuple[str, ...]:
        """This laptop's, and those it goes on from."""
        return (self.laptop.vault.device_id, *self.laptop.vault.sharing.predecessors())

    @cached_property
    def states(self) -> dict[str, list[Any]]:
        """{space: every head of every field, whether it counts as deleted, and every change}."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.laptop.vault.query(_HEADS):
            found[row["space"]].append(tuple(row.values()))
        for row in self.laptop.vault.query(_CHANGES):
            found[row["space"]].append(row["id"])
        return found

    @cached_property
    def _below(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self.laptop.vault.query(
            "SELECT parent, id, space FROM entities WHERE NOT deleted"
        ):
            found[row["parent"]].append((row["id"], row["space"]))
        return found

    def spaces_below(self, entity: str) -> set[str]:
        """Of what hangs under it and is not deleted."""
        todo, seen, found = [entity], {entity}, set[str]()
        while todo:
            for child, space in self._below.get(todo.pop(), ()):
                found.add(space)
                todo += [child] if child not in seen else []
                seen.add(child)
        return found

    @cached_property
    def changes(self) -> frozenset[str]:
        rows = self.laptop.vault.query("SELECT id FROM changes")
        return frozenset(row["id"] for row in rows)

    @cached_property
    def export(self) -> list[str]:
        return list(self.laptop.vault.export_lines(closed=True))


def check(world: World) -> None:
    """Raises AssertionError that says which laptop and which rule."""
    views = [View(one) for one in world.laptops if one.name not in world.gone]
    same_membership(views)
    equals_are_equal(views)
    nothing_is_lost(world, views)
    what_was_erased_is_gone(world, views)
    what_was_replaced_is_gone(world, views)
    what_came_back_is_not_sent_again(world, views)
    for view in views:
        outsiders_hold_nothing(view)
        nothing_forged_counts(world, view)
        removed_count_no_more(view)
        closed_notes_are_closed(world, view)
    what_was_typed_is_kept(world)
    if views:
        view = world.chance.choice(views)
        if world.chance.random() < SECOND:
            a_second_reader_finds_the_same(world, view)
        rows_follow_from_history(view)
        what_is_shown_follows_from_the_changes(view)
        changes_are_as_they_were_made(world, view)
        nobody_else_reads_what_is_new(world, view, views)


def rows_follow_from_history(view: View) -> None:
    try:
        view.laptop.vault.check()
    except DamagedError as error:
        raise AssertionError(f"{view.name}: {error.id}") from error


def what_is_shown_follows_from_the_changes(view: View) -> None:
    """Heads, deletes and words, beside a second reading of the rules of history."""
    found = History(view.laptop.vault.changes())
    told = {
        (*entity, int(found.is_deleted(entity)), name, change.id)
        for entity, fields in found.heads.items()
        for name, several in fields.items()
        for change in several
    }
    here = {row for rows in view.states.values() for row in rows if isinstance(row, tuple)}
    assert here == told, f"{view.name} shows {sorted(here ^ told)[:2]}"
    for kind, name in WORDS.items():
        rows = view.laptop.vault.query(f"SELECT space, id, {name} FROM {kind}")
        for row in rows:
            shown = found.shown((row["space"], kind, row["id"])).get(name) or ""
            assert (row[name] or "") == shown, (
                f"{view.name} shows other words of {kind} {row['id']}"
            )


def changes_are_as_they_were_made(world: World, view: View) -> None:
    """Nothing in the log is anything but what somebody did."""
    found = History(view.laptop.vault.changes())
    for change in found.by_id.values():
        made = world.written.get(change.id)
        assert made in {None, change}, f"{view.name} holds another {change.id}"
        for name, target in found.named(change) if change.id in world.made else ():
            assert target.counter < change.counter or change.counter == MAX_COUNTER, (
                f"{change.id} does not come after the {name} that it replaces"
            )
        if change.id in world.edits:
            several = [ids for ids in json.loads(change.replaces).values() if len(ids) > 1]
            assert not several, f"{change.id} settles what nobody settled"
        assert (
            made
            or change.id in world.began
            or change.kind in {"member", "team"}
            or str(change.values().get("title")).startswith(people.TYPED)
        ), f"nobody made {change.id} of {change.kind}"


def what_was_typed_is_kept(world: World) -> None:
    """It names what was on the screen when it was begun, whatever came in since."""
    found = (
        [found for one in world.laptops for found in typed_changes(world, one)]
        if world.typed
        else ()
    )
    drafts = {draft.value for one in world.laptops for draft in one.vault.drafts()}
    for text, typed in world.typed.items():
        named = [replaces for said, replaces in found if said == text]
        assert all(ids == ([typed.seen] if typed.seen else []) for ids in named), (
            f"{text} replaces what {typed.laptop} did not see"
        )
        assert (
            named
            or text in drafts
            or any(
                one.covers(typed.space, "goal", typed.entity)
                for laptop in world.laptops
                for one in team.the_team(laptop.session).erasures
            )
        ), f"{typed.laptop} lost {text}"


def typed_changes(world: World, laptop: Laptop) -> list[tuple[str, list[str]]]:
    """(title, what it replaces) of what was typed; who settles may take the same words."""
    rows = laptop.vault.query(
        "SELECT id, fields ->> 'title' AS title, replaces ->> 'title' AS named FROM changes"
        f" WHERE fields ->> 'title' GLOB '{people.TYPED}*'"
    )
    return [
        (row["title"], json.loads(row["named"] or "[]"))
        for row in rows
        if row["id"] not in world.written
    ]


def closed_notes_are_closed(world: World, view: View) -> None:
    """With who wrote it and whom he named."""
    for space, readers in world.closed.items():
        if space in view.states and view.laptop.member not in readers:
            wrote = {
                world.written[one].device for one in view.states[space] if one in world.written
            }
            # He may have been let in since as a further laptop of somebody else.
            owners = {view.team.author(device) for device in wrote}
            assert wrote & set(view.devices) or view.laptop.member in owners, (
                f"{view.name} reads {space}"
            )


def nobody_else_reads_what_is_new(world: World, view: View, views: list[View]) -> None:
    """What is written now is under keys that only those hold, or could open, who should read it.

    A laptop that goes on from another holds the keys of that one too; when it is removed, so is
    that one.
    """
    laptop, ledger = view.laptop, view.laptop.vault.sharing
    before = {one.id for one in ledger.segments()}
    edits = [Edit("team", "team", {"name": "na alles"})]
    edits += [
        Edit("goal", derived_id("last", space), {"household": space[2:], "title": "na alles"})
        for space in view.keys
        if space.startswith("d:") and laptop.member in view.readers.members(space)
    ]
    for edit in edits:
        with suppress(UserError):
            laptop.vault.record([edit])
    laptop.sync(Door(world.places[0], world.good), world.good)
    fresh = [
        segment.read(ledger.sealed(one.id)) for one in ledger.segments() if one.id not in before
    ]
    own = [one for one in fresh if one.device in view.devices and not one.replaces]
    used = {frame.key for one in own for frame in one.frames}
    spaces = {key.id: key.space for key in ledger.space_keys()}
    out = view.team.removed.keys() - world.copies_of_who_removed
    for other in world.laptops:
        devices = () if other.vault.device_id in out else View(other).devices
        for key in keys_in_reach(view, other):
            assert (
                key.id not in used
                or may_read(view, views, spaces[key.id]).intersection(devices)
                or other.name == view.name
            ), f"{other.name} can read what {view.name} writes now in {key.space}"


def may_read(view: View, views: list[View], space: str) -> frozenset[str]:
    """Devices that may read what a laptop writes now.

    Those of whom it believes, and, where one of these took its member out, of whom that one let in:
    whoever is taken out is not told what was decided since.
    """
    found = view.readers.devices(space)
    for one in views:
        if one.laptop.member in view.readers.members(space):
            members = one.readers.members(space)
            found |= one.readers.devices(space) if view.laptop.member not in members else set()
    return found


def same_membership(views: list[View]) -> None:
    told = {(one.team.head, *one.team.devices, *one.team.erasures) for one in views}
    assert len(told) <= 1, "laptops know different teams"


def equals_are_equal(views: list[View]) -> None:
    """Two laptops that read a space hold the same in it, to the byte.

    What one of them deleted may still be seen by who reads something below it that the other does
    not (docs/sharing-format.md, section 10).
    """
    for one, other in combinations(views, 2):
        together = [
            space for space in one.states.keys() | other.states.keys() if both(space, one, other)
        ]
        for space in together:
            said, told = states_and_gone(one, space), states_and_gone(other, space)
            assert said[0] == told[0], f"{space}: {one.name} and {other.name} differ"
            for view, entities in ((one, told[1] - said[1]), (other, said[1] - told[1])):
                unseen = [
                    entity for entity in entities if not view.spaces_below(entity) - {*together}
                ]
                assert not unseen, f"{view.name} alone shows {unseen}"
        if len(together) == len(one.states) == len(other.states):
            assert one.export == other.export, f"exports of {one.name}, {other.name} differ"


def states_and_gone(view: View, space: str) -> tuple[list[Any], set[str]]:
    """Everything of a space without what counts as deleted, and the ids of that."""
    rows = view.states.get(space, [])
    heads = [row for row in rows if isinstance(row, tuple)]
    gone = {entity for _space, _kind, entity, deleted, *_head in heads if deleted}
    plain = [row[:3] + row[4:] if isinstance(row, tuple) else row for row in rows]
    return plain, gone


def both(space: str, one: View, other: View) -> bool:
    """Both read the space, and each knows it of the other; who was taken out is not told."""
    members = {one.laptop.member, other.laptop.member}
    return members <= one.readers.members(space) & other.readers.members(space)


def nothing_is_lost(world: World, views: list[View]) -> None:
    """What became a change is with every reader of its space, or erased, or it died with a disk.

    A reader is who reads it in the eyes of the laptops of the writer that hold it.
    """
    out = [View(one) for one in world.laptops if one.name in world.gone]
    for change in world.written.values():
        family = [view for view in views if change.device in view.devices]
        if not family or change.id in world.lost or is_erased(world, views[0].team, change):
            continue
        writers = [view for view in family if change.id in view.changes]
        assert writers or any(change.id in view.changes for view in out), (
            f"{change.id} in {change.space} is with nobody who wrote it"
        )
        for view in views if writers else ():
            assert change.id in view.changes or not all(
                view.laptop.member in writer.readers.members(change.space) for writer in writers
            ), f"{view.name} lost {change.id} in {change.space}"


def is_erased(world: World, known: Team, change: Any) -> bool:
    """Closed notes go with the dossier that they are about."""
    dossier = world.about.get(change.space, "")
    return any(
        one.covers(change.space, change.kind, change.entity) or dossier in one.spaces
        for one in known.erasures
    )


def outsiders_hold_nothing(view: View) -> None:
    """A vault holds words of a dossier only when it was given a key of it."""
    others = view.states.keys() - view.keys.keys() - {TEAM_SPACE}
    assert not others, f"{view.name} reads {sorted(others)}"


def nothing_forged_counts(world: World, view: View) -> None:
    """The author is who signed; the space is that of the key."""
    assert not world.forbidden & view.changes, f"{view.name} merged what was forged"


def removed_count_no_more(view: View) -> None:
    """Of a removed device only what the cut names counts, and nothing of a stranger's."""
    ledger = view.laptop.vault.sharing
    previous = {one.id: one.previous for one in ledger.segments()}
    counting = {
        device: accepted(view.team, device, previous, ledger.replaced())
        for device in view.team.removed
    }
    for one in ledger.segments():
        expected = one.device in view.team.devices or one.id in counting.get(one.device, ())
        assert (one.standing is Standing.COUNTS) == expected, f"{view.name}: {one.id}"
