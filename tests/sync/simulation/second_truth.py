"""Who has only docs/sharing-format.md and a laptop's private keys reads what that laptop holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from app.crypto.signing import SigningKey
from tests.sync.format.second_reader.files import RefusedError
from tests.sync.format.second_reader.share import Holding, read

if TYPE_CHECKING:
    from tests.sync.format.second_reader.records import Records
    from tests.sync.simulation.truths import View
    from tests.sync.simulation.world import World


def a_second_reader_finds_the_same(world: World, view: View) -> None:
    """The team, every change, every head, and what is deleted."""
    files = {
        f"{folder}/{name}".removeprefix("/"): data
        for place in world.quiet
        for (folder, name), data in place.files.items()
    }
    try:
        found = read(files, holding_of(view))
    except RefusedError as error:
        raise AssertionError(f"{view.name}: {error}") from error
    assert found.entries == list(view.team.entries), f"{view.name}: other entries"
    assert set(found.team.present) == set(view.team.devices), f"{view.name}: another team"
    assert found.opened.changes.keys() == view.changes, f"{view.name}: other changes"
    assert states(found.records) == {
        space: {row for row in rows if isinstance(row, tuple)}
        for space, rows in view.states.items()
    }, f"{view.name}: other records"


def holding_of(view: View) -> Holding:
    ledger = view.laptop.vault.sharing
    me = ledger.identity()
    assert me is not None
    signs = {me.device: me.sign, **ledger.predecessor_keys()}
    public = {device: SigningKey(sign).public for device, sign in signs.items()}
    return Holding(view.team.id, {me.device: me.box, **ledger.predecessor_boxes()}, public)


def states(records: Records) -> dict[str, set[Any]]:
    """As `View.states` spells them."""
    found: dict[str, set[Any]] = defaultdict(set)
    for entity, fields in records.heads.items():
        deleted = int(records.deleted(entity))
        for name, heads in fields.items():
            found[entity[0]] |= {(*entity, deleted, name, one["id"]) for one in heads}
    return dict(found)
