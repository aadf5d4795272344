"""Upkeep of a share: put back what it lost, bundle what is many, remove what is bundled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.sync import names, pack
from app.sync.names import PackName, SegmentName

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.model.sealed import Held
    from app.sync.keeper import Ledger
    from app.sync.share.contract import Share
    from app.sync.shelf import Holdings, Shelf

FANOUT: Final = 8
"""Files of one tier that become one of the next."""
PACK_BYTES: Final = 64 * 1024 * 1024
"""Largest pack, in bytes."""


def lacking(shelf: Shelf, held: Holdings) -> list[str]:
    """Ids of segments that the vault holds and the share does not."""
    there = {name.id for name in shelf.segments}
    for name in shelf.packs:
        there |= held.inside(name)
    return sorted(held.by_id.keys() - there)


def torn(shelf: Shelf, held: Holdings) -> list[str]:
    """Ids of segments that the share lists with another length than they have."""
    found = {
        name.id
        for name, size in shelf.segments.items()
        if name.id in held.by_id and held.by_id[name.id].size != size
    }
    for name, size in shelf.packs.items():
        chain = held.chain(name)
        if chain is not None and pack_size(chain) != size:
            found |= {one.id for one in chain}
    return sorted(found)


def put(
    ledger: Ledger, share: Share, held: Holdings, ids: list[str], step: Callable[[int, int], None]
) -> int:
    """Writes segments into the share, many of one device as packs; how many files."""
    files = 0
    for run in held.runs(ids):
        for part in _parts(run):
            if len(part) < FANOUT:
                for one in part:
                    name = str(SegmentName(one.device, one.number, one.id))
                    share.write(names.LOG, name, ledger.sealed(one.id))
                files += len(part)
            else:
                write_pack(ledger, share, part)
                files += 1
            step(files, len(ids))
    return files


def write_pack(ledger: Ledger, share: Share, part: list[Held]) -> PackName:
    """One pack of these segments, which follow each other."""
    name = PackName(
        part[0].device, part[0].number, part[-1].number, pack.hash_of([one.id for one in part])
    )
    share.write(names.LOG, str(name), pack.write([ledger.sealed(one.id) for one in part]))
    return name


def bundle(ledger: Ledger, share: Share, shelf: Shelf, held: Holdings, me: str) -> bool:
    """Packs this laptop's own files where eight of a size stand together; true when it did.

    Removes only what a pack that is listed whole holds.
    """
    done = _remove_covered(share, shelf, held, me)
    chain = own_chain(held, me)
    tiers = _tiers(shelf, held, me, {one.id for one in chain})
    for files in tiers.values():
        for part in _neighbours(files):
            run = [one for _size, held_ in part for one in held_]
            if sum(one.size for one in run) <= PACK_BYTES:
                write_pack(ledger, share, run)
                return True
    return done


def own_chain(held: Holdings, me: str) -> list[Held]:
    """This laptop's own segments as one chain, oldest first (the longest after a fork)."""
    tips = held.tips(me)
    if not tips:
        return []
    chain = [tips[-1]]
    while (before := held.before(chain[-1])) is not None and before in held.by_id:
        chain.append(held.by_id[before])
    return chain[::-1]


def _remove_covered(share: Share, shelf: Shelf, held: Holdings, me: str) -> bool:
    own = {name: chain for name in shelf.packs if name.device == me and (chain := held.chain(name))}
    done = False
    for name, chain in own.items():
        if shelf.packs[name] != pack_size(chain):
            continue
        inside = {one.id for one in chain}
        for one in shelf.segments:
            if one.id in inside:
                share.remove(names.LOG, str(one))
                done = True
        for other, parts in own.items():
            if other != name and {one.id for one in parts} < inside:
                share.remove(names.LOG, str(other))
                done = True
    return done


def pack_size(chain: list[Held]) -> int:
    """Bytes of a pack of these segments."""
    return 2 * len(pack.MAGIC) + sum(4 + one.size for one in chain)


def _tiers(
    shelf: Shelf, held: Holdings, me: str, chain: set[str]
) -> dict[int, list[tuple[int, list[Held]]]]:
    """{tier: [(bytes, segments)]} of this laptop's own files, in order."""
    files: list[list[Held]] = [
        [held.by_id[name.id]] for name in shelf.segments if name.device == me and name.id in chain
    ]
    for name in shelf.packs:
        parts = held.chain(name) if name.device == me else None
        if parts and {one.id for one in parts} <= chain:
            files.append(parts)
    found: dict[int, list[tuple[int, list[Held]]]] = {}
    for parts in sorted(files, key=lambda one: one[0].number):
        tier = 0
        while FANOUT ** (tier + 1) <= len(parts):
            tier += 1
        found.setdefault(tier, []).append((sum(one.size for one in parts), parts))
    return found


def _neighbours(
    files: list[tuple[int, list[Held]]],
) -> list[list[tuple[int, list[Held]]]]:
    """Groups of eight files that follow each other without a gap."""
    groups: list[list[tuple[int, list[Held]]]] = []
    run: list[tuple[int, list[Held]]] = []
    for one in files:
        if run and run[-1][1][-1].number + 1 != one[1][0].number:
            run = []
        run.append(one)
        if len(run) == FANOUT:
            groups.append(run)
            run = []
    return groups


def _parts(run: list[Held]) -> list[list[Held]]:
    parts: list[list[Held]] = []
    size = PACK_BYTES
    for one in run:
        if size + one.size > PACK_BYTES:
            parts.append([])
            size = 0
        parts[-1].append(one)
        size += one.size
    return parts
