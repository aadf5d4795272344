"""What must be true at the end of the sealed bytes: what was erased, what came back, what opens."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from app.crypto.boxes import BoxKey
from app.crypto.seal import SealBrokenError
from app.sync import names, pack, segment
from app.sync.keys import open_box
from app.sync.names import PackName, SegmentName
from app.sync.signed import TornError, file_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.model.sealed import Erasure, SpaceKey
    from tests.sync.simulation.laptops import Laptop
    from tests.sync.simulation.truths import View
    from tests.sync.simulation.world import World


def what_was_erased_is_gone(world: World, views: list[View]) -> None:
    """From every log; sealed too from whoever says that nothing is left, and all heard that.

    What a device wrote whose keys died with its disk, nobody writes anew until it is removed: who
    cannot open it cannot tell.
    """
    if not views or not views[0].team.erasures:
        return
    keys = {key.id: key.key for view in views for known in view.keys.values() for key in known}
    there = {device for view in views for device in view.devices} | views[0].team.removed.keys()
    holding: dict[str, bool] = {}
    for view in views:
        own = {key.id: key.key for known in view.keys.values() for key in known}
        left = view.laptop.vault.sharing.erasing()
        for erasure in view.team.erasures:
            assert not any(
                erasure.covers(row["space"], row["kind"], row["id"])
                or world.about.get(row["space"]) in erasure.spaces
                for row in view.laptop.vault.query("SELECT space, kind, id FROM entities")
            ), f"{view.name} still shows what was erased"
            if left.get(erasure.entry):
                world.tally["sealed bytes stay with who cannot tell"] += 1
                continue
            for one in view.laptop.vault.sharing.segments():
                name = f"{one.id} {erasure.entry} {one.device in there or view.name}"
                if name not in holding:
                    known = keys if one.device in there else own
                    holding[name] = _holds(view, one.id, known, erasure)
                assert not holding[name], f"{view.name} keeps what was erased, sealed"
            for other in views:
                said = other.laptop.vault.sharing.erased_by().get(erasure.entry, frozenset())
                assert view.devices[0] in said, f"{other.name} never heard it of {view.name}"


def what_was_replaced_is_gone(world: World, views: list[View]) -> None:
    """From every vault, and from the places where all shared at the end, packs too."""
    replaced: set[str] = set()
    for view in views:
        held = {one.id: (one.device, one.number) for one in view.laptop.vault.sharing.segments()}
        instead = view.laptop.vault.sharing.replaced()
        for one in instead:
            at = instead[one]
            while at in instead:
                at = instead[at]
            if at in held:
                replaced.add(one)
                assert held.get(one) != held[at], f"{view.name} keeps {one}"
    for place in world.quiet if replaced else ():
        for (folder, name), data in place.files.items():
            if folder == names.LOG and (found := names.log_name(name)):
                left = replaced.intersection(_inside(found, data))
                assert not left, f"{name} still holds {sorted(left)}"


def _inside(name: SegmentName | PackName, data: bytes) -> list[str]:
    """Ids of the segments in a file, as far as it is whole."""
    if isinstance(name, SegmentName):
        return [name.id]
    with suppress(TornError):
        return [file_id(one) for one in pack.read(data, name)]
    return []


def _holds(view: View, name: str, keys: dict[str, bytes], erasure: Erasure) -> bool:
    return any(
        erasure.covers(str(said["space"]), str(said["kind"]), str(said["entity"]))
        for said in _sealed(view.laptop.vault.sharing.sealed(name), keys)
    )


def what_came_back_is_not_sent_again(world: World, views: list[View]) -> None:
    """What died with a disk and came back through a share is in a segment already."""
    if not world.came_back:
        return
    keys = {key.id: key.key for view in views for known in view.keys.values() for key in known}
    for view in views:
        ledger = view.laptop.vault.sharing
        for one in ledger.segments():
            if lost := world.came_back.get(one.device):
                again = {str(said["id"]) for said in _sealed(ledger.sealed(one.id), keys)} & lost
                assert not again, f"{view.name}: {one.device} sent again {sorted(again)[:3]}"


def _sealed(data: bytes, keys: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """The changes in a segment, as far as these keys open it."""
    found = segment.read(data)
    for frame in found.frames:
        try:
            lines = segment.open_lines(found, frame, keys[frame.key]).changes
        except (KeyError, SealBrokenError, TornError):
            continue
        for line in lines:
            try:
                said = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(said, dict) and said.keys() >= {"id", "space", "kind", "entity"}:
                yield said


def keys_in_reach(view: View, other: Laptop) -> list[SpaceKey]:
    """What a laptop holds, and what its own keys open in all that another one keeps."""
    ledger = view.laptop.vault.sharing
    me = other.vault.sharing.identity()
    boxes = {**other.vault.sharing.predecessor_boxes(), **({me.device: me.box} if me else {})}
    found = list(other.vault.sharing.space_keys())
    for held in ledger.segments():
        sealed = segment.read(ledger.sealed(held.id))
        for box in sealed.boxes:
            if box.to in boxes:
                with suppress(SealBrokenError, TornError):
                    found += open_box(box, sealed, BoxKey(boxes[box.to]))
    return found
