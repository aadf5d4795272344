"""Upkeep of a share: put back what it lost, bundle what is many, remove what is bundled."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from app.sync import names, pack
from app.sync.names import PackName, SegmentName
from app.sync.share.contract import Missing, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.model.sealed import Held, Seen
    from app.sync.ledger import Ledger
    from app.sync.names import LogName
    from app.sync.share.contract import Share
    from app.sync.shelf import Holdings, Shelf

FANOUT: Final = 8
"""Files of one tier that become one of the next."""
MOST_DOUBTED: Final = 100
"""Numbers of one device that one laptop may bring under suspicion."""
PACK_BYTES: Final = 64 * 1024 * 1024
"""Largest pack, in bytes."""


def lacking(shelf: Shelf, held: Holdings) -> list[str]:
    """Ids of segments that the vault holds and the share does not."""
    files: dict[str, list[LogName]] = defaultdict(list)
    for name in _listed(shelf):
        files[name.device].append(name)
    return sorted(one for device in held.devices for one in held.lacking(device, files[device]))


def _listed(shelf: Shelf) -> list[LogName]:
    return [*shelf.segments, *shelf.packs]


def torn(shelf: Shelf, held: Holdings) -> list[str]:
    """Ids of segments that the share lists with another length than they have."""
    found = {
        name.id
        for name, size in shelf.segments.items()
        if name.id in held.by_id and held.by_id[name.id].size != size
    }
    for name, size in shelf.packs.items():
        bundle = held.bundle(name)
        if bundle is not None and bundle.size != size:
            found |= bundle.ids
    return sorted(found)


def doubted(shelf: Shelf, said: Iterable[Mapping[str, Seen]]) -> list[LogName]:
    """Files that the share lists, with something that another laptop passed over: it holds later.

    `said`: of each other laptop, what it says that it holds. The bytes may not be what they were,
    though they are as many.
    """
    passed: dict[str, set[int]] = defaultdict(set)
    for told in said:
        for device, seen in told.items():
            if not seen.extras:
                continue
            passed[device].update(islice(seen.passed_over(), MOST_DOUBTED))
    return [
        name
        for name in _listed(shelf)
        if any(_holds(name, number) for number in passed.get(name.device, ()))
    ]


def _holds(name: LogName, number: int) -> bool:
    if isinstance(name, SegmentName):
        return name.number == number
    return name.first <= number <= name.last


def _sealed_as(held: Holdings, name: LogName) -> list[str]:
    """Ids of the segments in a file of this name, in order; empty when one of them is not held."""
    if isinstance(name, SegmentName):
        return [name.id] if name.id in held.by_id else []
    bundle = held.bundle(name)
    return [one.id for one in bundle.segments] if bundle else []


def mend(ledger: Ledger, share: Share, held: Holdings, name: LogName) -> bool:
    """Writes a file anew whose bytes are not those that its name says; true when it did.

    What is not held here somebody else mends.
    """
    sealed = [ledger.sealed(one) for one in _sealed_as(held, name)]
    if not sealed:
        return False
    data = sealed[0] if isinstance(name, SegmentName) else pack.write(sealed)
    try:
        lies_there = share.read(names.LOG, str(name), len(data))
    except (Missing, TooLarge):
        return False  # gone or grown since it was listed: the next look tells
    if lies_there == data:
        return False
    share.write(names.LOG, str(name), data)
    return True


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
    covered = _covered(shelf, held, me)
    for name in sorted(map(str, covered)):
        share.remove(names.LOG, name)
    own = [one for one in _listed(shelf) if one.device == me and one not in covered]
    for files in _tiers(own, held, {one.id for one in own_chain(held, me)}).values():
        for part in _neighbours(files):
            run = [one for parts in part for one in parts]
            if sum(one.size for one in run) <= PACK_BYTES:
                write_pack(ledger, share, run)
                return True
    return bool(covered)


def own_chain(held: Holdings, me: str) -> list[Held]:
    """This laptop's own segments as one chain, oldest first (the longest after a fork)."""
    tips = held.tips(me)
    if not tips:
        return []
    chain = [tips[-1]]
    while (before := held.before(chain[-1])) is not None and before in held.by_id:
        chain.append(held.by_id[before])
    return chain[::-1]


def _covered(shelf: Shelf, held: Holdings, me: str) -> set[LogName]:
    """This laptop's own files that lie whole in a pack of its own."""
    packs = {
        name: bundle
        for name in shelf.packs
        if name.device == me and (bundle := held.bundle(name)) is not None
    }
    found: set[LogName] = set()
    for name, whole in packs.items():
        if shelf.packs[name] == whole.size:
            found |= {one for one in shelf.segments if one.id in whole.ids}
            found |= {other for other, part in packs.items() if part.ids < whole.ids}
    return found


def _tiers(own: list[LogName], held: Holdings, chain: set[str]) -> dict[int, list[Sequence[Held]]]:
    """{tier: segments of each file} of these files, in order."""
    files: list[Sequence[Held]] = []
    for name in own:
        if isinstance(name, PackName):
            bundle = held.bundle(name)
            files += [bundle.segments] if bundle and bundle.ids <= chain else []
        elif name.id in chain:
            files.append((held.by_id[name.id],))
    tiers: dict[int, list[Sequence[Held]]] = defaultdict(list)
    for parts in sorted(files, key=lambda one: one[0].number):
        tier = 0
        while FANOUT ** (tier + 1) <= len(parts):
            tier += 1
        tiers[tier].append(parts)
    return tiers


def _neighbours(files: list[Sequence[Held]]) -> list[list[Sequence[Held]]]:
    """Groups of eight files that follow each other without a gap."""
    groups: list[list[Sequence[Held]]] = []
    run: list[Sequence[Held]] = []
    for one in files:
        if run and run[-1][-1].number + 1 != one[0].number:
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
