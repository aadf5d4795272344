"""What people do: write, settle, delete, choose readers. Each act says whether it happened."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from app.clock import derived_id
from app.errors import UserError
from app.model.base import dossier_space
from app.storage import edits
from app.storage.edits import Edit

if TYPE_CHECKING:
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.world import World

TYPED: Final = "concept"
"""How a text begins that was typed and not saved at once."""


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody typed, and the head that stood on the screen when that began."""

    laptop: str
    space: str
    entity: str
    seen: str | None


def opens_a_household(world: World, laptop: Laptop) -> bool:
    members = world.members()
    pair = sorted({laptop.member, *world.chance.sample(members, min(2, len(members)))})
    entity = derived_id("h", str(world.chance.random()))
    return world.record(laptop, Edit("household", entity, {"name": "Familie Ş", "pair": pair}))


def writes(world: World, laptop: Laptop) -> bool:
    """Notes, goals, and the same field of the same card by several."""
    cards = laptop.vault.query("SELECT id, pair FROM v_household ORDER BY id")
    if not cards:
        return opens_a_household(world, laptop)
    card = world.chance.choice(cards)
    text = f"woorden {world.chance.random()}"
    if laptop.member not in (card["pair"] or "") or world.chance.random() < 0.3:
        number = world.chance.choice((text, text, "010 123 45 67"))
        return world.record(laptop, Edit("household", card["id"], {"phone": number}))
    if world.chance.random() < 0.5:
        return world.record(laptop, _goal(world, card["id"], text))
    entity = derived_id("n", card["id"], laptop.member)
    fields = {"household": card["id"], "author": laptop.member, "text": text}
    return world.record(laptop, Edit("domain_note", entity, fields))


def begins_a_goal(world: World, laptop: Laptop) -> bool:
    for card in laptop.vault.query("SELECT id, pair FROM v_household ORDER BY id"):
        if laptop.member in (card["pair"] or ""):
            text = f"doel {world.chance.random()}"
            return world.record(laptop, _goal(world, card["id"], text))
    return False


def _goal(world: World, household: str, title: str) -> Edit:
    """The first of a household, or one that hangs under it as under a plan: the second, or new."""
    first = derived_id("goal", household, "0")
    if world.chance.random() < 0.5:
        return Edit("goal", first, {"household": household, "title": title})
    other = derived_id("goal", household, world.chance.choice(("1", "1", title)))
    return Edit("goal", other, {"household": household, "title": title, "plan": first})


def types_a_draft(world: World, laptop: Laptop) -> bool:
    """Goes on with what is being typed there, or begins over what is on the screen."""
    rows = laptop.vault.query("SELECT id, space FROM v_goal ORDER BY id LIMIT 1")
    for row in rows:
        text = f"{TYPED} {world.chance.random()}"
        heads = laptop.vault.heads("goal", row["id"]).get("title", ())
        begun = [one.value for one in laptop.vault.drafts() if one.entity == row["id"]]
        new = Typing(laptop.name, row["space"], row["id"], heads[0].id if heads else None)
        with suppress(UserError):
            laptop.vault.draft("goal", row["id"], "title", text)
            # A draft out of a backup is one of which nobody remembers how it began.
            before = world.typed.pop(begun[0], None) if begun else new
            if before is not None:
                world.typed[text] = replace(new, seen=before.seen)
    return bool(rows)


def settles(world: World, laptop: Laptop) -> bool:
    for found in laptop.vault.differences()[:1]:
        take = world.chance.choice(found.heads).id
        with suppress(UserError):
            world.note(laptop.vault.settle(found.kind, found.entity, found.field, take=take))
            return True
    return False


def deletes(world: World, laptop: Laptop) -> bool:
    """Rather what others hang under."""
    rows = laptop.vault.query("SELECT id, plan FROM v_goal ORDER BY id")
    if not rows:
        return False
    first = [row for row in rows if not row["plan"]] if world.chance.random() < 0.7 else ()
    entity = world.chance.choice(first or rows)["id"]
    with suppress(UserError):
        world.note(laptop.vault.delete("goal", entity))
        if world.chance.random() < 0.3:
            world.tally["brings back"] += brings_back(world, laptop)
    return True


def adds_a_person(world: World, laptop: Laptop) -> bool:
    """What hangs under a card, and only the readers of its dossier know of."""
    cards = laptop.vault.query("SELECT id, pair FROM v_household ORDER BY id")
    mine = [card["id"] for card in cards if laptop.member in (card["pair"] or "")]
    if not mine:
        return False
    household = world.chance.choice(mine)
    entity = derived_id("p", household, str(world.chance.random()))
    return world.record(laptop, Edit("person", entity, {"household": household, "name": "Ñ"}))


def deletes_a_card(world: World, laptop: Laptop) -> bool:
    """As programs before November 2026 did: whoever wrote it, and whoever reads what is below."""
    rows = laptop.vault.query("SELECT id FROM v_household ORDER BY id")
    if not rows:
        return False
    entity, store = world.chance.choice(rows)["id"], laptop.vault._store  # noqa: SLF001
    with suppress(UserError):
        key = edits._existing(store, "household", entity)  # noqa: SLF001
        world.note(edits.write(store, edits._delete_steps(store, key, set())))  # noqa: SLF001
        if world.chance.random() < 0.3:
            world.note(laptop.vault.restore("household", entity))
    return True


def brings_back(world: World, laptop: Laptop) -> bool:
    """Something that was deleted, perhaps along with what it hung under."""
    gone = laptop.vault.deleted("goal")
    if not gone:
        return False
    with suppress(UserError):
        world.note(laptop.vault.restore("goal", world.chance.choice(sorted(gone))[0]))
        return True
    return False


def chooses_a_reader(world: World, laptop: Laptop) -> bool:
    """Adds somebody to a circle, or takes somebody out."""
    rows = laptop.vault.query(
        "SELECT DISTINCT household FROM v_goal WHERE household <> '' ORDER BY household"
    )
    if not rows:
        return False
    household = world.chance.choice(rows)["household"]
    member = world.chance.choice(world.members())
    active = world.chance.random() < 0.6
    fields = {"household": household, "member": member, "reason": "invallen", "active": active}
    edit = Edit("reader", derived_id("reader", household, member), fields)
    world.tally["reader added" if active else "reader taken out"] += 1
    return world.record(laptop, edit)


def writes_a_closed_note(world: World, laptop: Laptop) -> bool:
    rows = laptop.vault.query("SELECT id FROM v_household ORDER BY id LIMIT 1")
    if not rows:
        return False
    readers = sorted({laptop.member, world.chance.choice(world.members())})
    fields = {
        "household": rows[0]["id"], "author": laptop.member, "text": "gesloten", "readers": readers,
    }  # fmt: skip
    entity = derived_id("c", str(world.chance.random()))
    world.closed[f"c:{entity}"] = frozenset(readers)
    world.about[f"c:{entity}"] = dossier_space(rows[0]["id"])
    return world.record(laptop, Edit("closed_note", entity, fields))


ACTS = {
    writes: 10, opens_a_household: 1, begins_a_goal: 2, types_a_draft: 1, settles: 2, deletes: 2,
    adds_a_person: 1, deletes_a_card: 0.5, brings_back: 1, chooses_a_reader: 2,
    writes_a_closed_note: 1,
}  # fmt: skip
"""Each with how often it is tried."""
