"""What goes wrong beside the share: newer and hostile programs, clocks, disks, copies."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import zstandard

from app.crypto.frames import key_id, seal_frame
from app.crypto.signing import SigningKey
from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.storage import sending
from app.storage.changes import MAX_COUNTER, make_change
from app.sync import names, segment
from app.sync.inbox import as_kept
from app.sync.known import team_of
from app.sync.segment import Frame
from app.sync.shelf import Holdings
from tests.sync.simulation import people
from tests.sync.simulation.places import Door

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.model.sealed import SpaceKey
    from app.storage.changes import Change
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.world import World

WALL: Final = "2027-01-01T00:00:00Z"
MOST_COPIES: Final = 2
MOST_RESTORED: Final = 2
BOMB: Final = zstandard.ZstdCompressor().compress(bytes(65 * 1024 * 1024))
"""A frame of a few kilobytes that says that it becomes more than any may."""

# ---------------------------------------------------------------- programs


def writes_with_a_newer_program(world: World, laptop: Laptop) -> bool:
    """Fields and kinds that this one does not know."""
    for kind in ("goal_of_next_year", "team"):
        _own(world, laptop, kind, {"field_of_next_year": [1, {"ş": None}]})
    return True


def leaves_a_segment_of_a_newer_format(world: World, laptop: Laptop) -> bool:
    """It waits, and stands in nobody's way."""
    data = b"DRS2" + world.chance.randbytes(40)
    device, number = laptop.vault.device_id, world.chance.randrange(1, 9)
    name = f"{device.lower()}-{number:08d}-{world.chance.randbytes(20).hex()}.seg"
    world.chance.choice(world.places).files[names.LOG, name] = data
    return True


def _own(world: World, laptop: Laptop, kind: str, fields: dict[str, Any], **said: Any) -> None:
    """A change of the card of the team, or of what is `said`."""
    change = _change(laptop, kind=kind, fields=fields, **said)
    laptop.vault.apply([change], laptop.vault.authors())
    world.written[change.id] = change


def _change(laptop: Laptop, **said: Any) -> Change:
    """As another program on this laptop would write it."""
    counter = min(laptop.vault._store.counter() + 1, MAX_COUNTER)  # noqa: SLF001 - another program
    usual = {
        "space": TEAM_SPACE, "entity": "team", "replaces": {}, "device": laptop.vault.device_id,
        "counter": counter, "wall": WALL,
    }  # fmt: skip
    return make_change(**{**usual, **said})


def counts_to_the_end(world: World, laptop: Laptop) -> bool:
    """A counter after which there is none."""
    _own(world, laptop, "team", {"name": "kwaad"}, counter=MAX_COUNTER)
    return True


def replaces_words_of_another_entity(world: World, laptop: Laptop) -> bool:
    """It counts for its own entity only."""
    others = [change for change in laptop.vault.changes() if change.kind == "household"]
    if not others:
        return False
    victim = world.chance.choice(others)
    replaces = {name: [victim.id] for name in victim.values() if name in {"name", "phone"}}
    if replaces:
        _own(world, laptop, "team", dict.fromkeys(replaces, "gekaapt"), replaces=replaces)
    return bool(replaces)


def replaces_what_came_later(world: World, laptop: Laptop) -> bool:
    """It counts for what came before it only."""
    others = [
        change
        for change in laptop.vault.changes()
        if change.kind == "household" and change.counter > 1 and "phone" in change.values()
    ]
    if not others:
        return False
    victim = world.chance.choice(others)
    _own(
        world, laptop, "household", {"phone": "teruggedraaid"}, entity=victim.entity, counter=1,
        replaces={"phone": [victim.id]},
    )  # fmt: skip
    return True


def signs_what_no_program_writes(world: World, laptop: Laptop) -> bool:
    """A forged author, another space, no change at all, numbers without end."""
    other = world.chance.choice(world.laptops)
    device = "SOMEBODY" if other.member == laptop.member else other.vault.device_id
    forged = _line(device, TEAM_SPACE, "team", {"name": "vals"})
    elsewhere = _line(laptop.vault.device_id, "d:elsewhere", "goal", {"title": "elders"})
    sound = json.loads(_line(laptop.vault.device_id, TEAM_SPACE, "team", {"name": "groot"}))
    lines = [
        b"geen json", b'{"_":7}', b'{"counter":' + b"9" * 5000 + b"}", b"[" * 3000,
        json.dumps({**sound, "counter": 2**63}).encode(),
        json.dumps({**sound, "counter": 1e308}).encode(),
        forged, elsewhere,
    ]  # fmt: skip
    world.forbidden |= {json.loads(line)["id"] for line in (forged, elsewhere)}
    lines += [_said_anew(change) for change in _of_its_own(laptop)[-2:]]
    sound_one = _change(laptop, kind="team", fields={"name": f"goed {world.chance.random()}"})
    lines.insert(world.chance.randrange(len(lines)), sound_one.line().encode())
    if not _plant(
        laptop,
        lambda key, place: segment.seal_lines(key.key, TEAM_SPACE, place, lines),
    ):
        return False
    store, before = laptop.vault._store, laptop.vault.position()  # noqa: SLF001 - another program
    laptop.vault.apply([sound_one], laptop.vault.authors())
    sending.note_echoes(store, before)
    world.written[sound_one.id] = sound_one
    return True


def _of_its_own(laptop: Laptop) -> list[Change]:
    """What this laptop wrote on a card."""
    return [
        change
        for change in laptop.vault.changes()
        if change.device == laptop.vault.device_id and change.kind == "household"
    ]


def _said_anew(change: Change) -> bytes:
    """Other words under the id of a change that is there already."""
    said = json.loads(change.line())
    return json.dumps({**said, "fields": dict.fromkeys(said["fields"], "anders")}).encode()


def signs_a_bomb(_world: World, laptop: Laptop) -> bool:
    """A small frame that would fill the memory."""

    def bomb(key: SpaceKey, place: tuple[str, str, int]) -> Frame:
        name = key_id(key.key, TEAM_SPACE)
        bound = segment.bound_to(*place, name)
        return Frame(name, seal_frame(key.key, BOMB, bound))

    return _plant(laptop, bomb)


def _line(device: str, space: str, kind: str, fields: dict[str, Any]) -> bytes:
    return (
        make_change(
            space=space, kind=kind, entity="team", fields=fields, replaces={}, device=device,
            counter=3, wall=WALL,
        )
        .line()
        .encode()
    )  # fmt: skip


def _plant(laptop: Laptop, frame: Callable[[SpaceKey, tuple[str, str, int]], Frame]) -> bool:
    """A segment under the laptop's own good signature."""
    ledger = laptop.vault.sharing
    me, known = ledger.identity(), ledger.team()
    keys = ledger.space_keys(TEAM_SPACE)
    if me is None or known is None or not keys or ledger.moved():
        return False
    tips = Holdings(ledger.segments(), ledger.replaced()).tips(me.device)
    number = (tips[-1].number if tips else 0) + 1
    sealed = segment.write(
        SigningKey(me.sign), team=known, device=me.device, number=number,
        previous=tips[-1].id if tips else None, boxes=[],
        frames=[frame(keys[-1], (known, me.device, number))], carries=True,
        follows=team_of(ledger).head,
    )  # fmt: skip
    public = SigningKey(me.sign).public
    ledger.keep_own(as_kept(segment.read(sealed), sealed, public), 0, [])
    return True


# ---------------------------------------------------------------- clocks and disks


def has_another_time(world: World, laptop: Laptop) -> bool:
    days = timedelta(days=world.chance.randrange(-4000, 4000))
    laptop.clock.advance(days.total_seconds())
    return True


def is_backed_up(_world: World, laptop: Laptop) -> bool:
    laptop.back_up()
    return True


def loses_its_disk(world: World, _laptop: Laptop) -> bool:
    """The last backup goes on, as a device of its own."""
    backed_up = [one for one in world.laptops if one.backup and one.restored < MOST_RESTORED]
    backed_up = [one for one in backed_up if not world.must_stay(one)]
    if not backed_up:
        return False
    laptop = world.chance.choice(backed_up)
    before = laptop.vault.device_id
    lost = laptop.restore()
    world.typed = {text: one for text, one in world.typed.items() if one.laptop != laptop.name}
    assert laptop.vault.device_id != before
    world.lost |= lost
    world.came_back[laptop.vault.device_id] = lost
    return True


def is_copied(world: World, laptop: Laptop) -> bool:
    """Both go on, often apart; half of the copies do not notice that they are one."""
    if world.copies >= MOST_COPIES or world.must_stay(laptop):
        return False
    world.copies += 1
    noticed = world.chance.random() < 0.5
    with suppress(UserError):
        name = f"{laptop.name}-copy{world.copies}"
        copy = laptop.copied(name, noticed=noticed)
        world.laptops.append(copy)
        world.tally["copy that notices" if noticed else "copy that does not notice"] += 1
        if world.chance.random() < 0.5:
            people.writes(world, copy)
            copy.sync(Door(world.places[1], world.luck), world.luck)
    return True


# ---------------------------------------------------------------- shares


def empties_a_share(world: World, _laptop: Laptop) -> bool:
    place = world.chance.choice(world.places)
    place.remember()
    place.files.clear()
    return True


def rolls_a_share_back(world: World, _laptop: Laptop) -> bool:
    place = world.chance.choice(world.places)
    if place.before:
        place.files = dict(world.chance.choice(place.before))
    place.remember()
    return len(place.before) > 1


def loses_files_of_a_share(world: World, _laptop: Laptop) -> bool:
    """For ever, or until they come back."""
    place = world.chance.choice(world.places)
    place.remember()
    for key in [key for key in place.files if world.chance.random() < 0.2]:
        place.away[key] = place.files.pop(key)
    return True


def brings_files_back(world: World, _laptop: Laptop) -> bool:
    came = [place for place in world.places if place.away]
    for place in came:
        place.files = {**place.away, **place.files}
        place.away = {}
    return bool(came)


ACTS = {
    writes_with_a_newer_program: 1, leaves_a_segment_of_a_newer_format: 0.5, counts_to_the_end: 0.3,
    replaces_words_of_another_entity: 1, replaces_what_came_later: 1,
    signs_what_no_program_writes: 1, signs_a_bomb: 0.5,
    has_another_time: 0.5, is_backed_up: 1.5, loses_its_disk: 2, is_copied: 1, empties_a_share: 0.4,
    rolls_a_share_back: 0.6, loses_files_of_a_share: 0.7, brings_files_back: 0.7,
}  # fmt: skip
"""Each with how often it is tried."""
