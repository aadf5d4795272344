"""Erasure: what two members decided is gone for ever, and its sealed bytes with it.

docs/sharing-format.md, section 7.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from app.crypto.seal import SealBrokenError
from app.crypto.signing import SigningKey
from app.model.base import dossier_space
from app.model.sealed import Standing
from app.sync import erased, names, segment
from app.sync.inbox import as_kept
from app.sync.signed import TornError, canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from app.model.sealed import Erasure, Held, Identity
    from app.sync.ledger import Ledger
    from app.sync.segment import Frame, Segment
    from app.sync.share.contract import Share
    from app.sync.shelf import Holdings, Shelf
    from app.sync.team import Team


def follow(ledger: Ledger, team: Team, held: Holdings) -> bool:
    """Deletes from the vault what the team's erasures name; true when there was any new one.

    What was written here again since, where it was erased, goes too: nobody else would take it.
    With a household go the closed notes about it that this laptop can read: no other may know them.
    """
    done = ledger.erasing()
    closed = ledger.closed_about({home for one in team.erasures for home in _homes(one)})
    new = [
        whole
        for one in team.erasures
        if (whole := _with_closed(one, closed)) != one or one.entry not in done
    ]
    again = len(new) < len(team.erasures) and ledger.wrote_again(team.erasures)
    if not new and not again:
        return False
    holding = {one.entry: _holding(ledger, one, held) for one in new}
    ledger.erase([*team.erasures, *new] if again else new)
    for entry, found in holding.items():
        ledger.note_erasing(entry, found)
    return True


def _homes(erasure: Erasure) -> Iterable[str]:
    """The households that go with everything of them."""
    before = dossier_space("")
    return (one.removeprefix(before) for one in erasure.spaces if one.startswith(before))


def _with_closed(erasure: Erasure, closed: Mapping[str, frozenset[str]]) -> Erasure:
    found = (closed.get(home, frozenset()) for home in _homes(erasure))
    return replace(erasure, spaces=erasure.spaces.union(*found))


def _holding(ledger: Ledger, erasure: Erasure, held: Holdings) -> list[str]:
    """Segments here that hold something of it, as far as this vault can tell."""
    known = {key.id: key for key in ledger.space_keys()}
    return [
        one
        for one in held.by_id
        if erased.holds(ledger, erasure, segment.read(ledger.sealed(one)), known)
    ]


def replace_own(ledger: Ledger, team: Team, me: Identity, held: Holdings) -> int:
    """Writes this laptop's segments again without what was erased; how many.

    Those of the devices it goes on from are signed as they were; those of removed devices are
    adopted, when this member is one of the two who decided.
    """
    wanted = frozenset().union(*ledger.erasing().values())
    if not wanted:
        return 0
    signs = {**ledger.predecessor_keys(), me.device: me.sign}
    adopted = team.removed.keys() if me.member in team.erasers() else frozenset()
    done = 0
    for one in sorted(wanted & held.by_id.keys()):
        whose = held.by_id[one].device
        if whose in signs:
            done += _replace(ledger, team, (whose, signs[whose]), held.by_id[one])
        elif whose in adopted:
            done += _replace(ledger, team, (me.device, me.sign), held.by_id[one])
    return done


def _replace(ledger: Ledger, team: Team, signer: tuple[str, bytes], one: Held) -> int:
    """1 when something in the segment had to go."""
    old = segment.read(ledger.sealed(one.id))
    frames: list[Frame] = []
    touched = carries = False
    for frame in old.frames:
        kept, changed, has_changes = _without(ledger, team.erasures, old, frame)
        touched |= changed
        carries |= has_changes
        if kept is not None:
            frames.append(kept)
    if not touched:
        return 0
    device, sign = signer[0], SigningKey(signer[1])
    sealed = segment.write(
        sign, team=team.id, device=device, number=one.number,
        previous=one.previous, boxes=old.boxes, frames=frames, carries=carries,
        replaces=[old.id, *old.replaces], adopts=None if one.device == device else one.device,
        follows=old.follows,
    )  # fmt: skip
    ledger.replace_segment(as_kept(segment.read(sealed), sealed, sign.public, one.standing))
    return 1


def _without(
    ledger: Ledger, erasures: Iterable[Erasure], old: Segment, frame: Frame
) -> tuple[Frame | None, bool, bool]:
    """(the frame without what was erased, whether that changed it, whether changes are left)."""
    space = ledger.erased_space(frame.key)
    if space is not None:
        return None, True, False
    key = next((one for one in ledger.space_keys() if one.id == frame.key), None)
    if key is None:
        return frame, False, old.carries
    try:
        content = segment.open_lines(old, frame, key.key)
    except (SealBrokenError, TornError):
        return frame, False, old.carries
    left = [line for line in content.changes if not erased.is_erased(line, erasures)]
    if len(left) == len(content.changes):
        return frame, False, bool(left)
    lines = [*left, *(canonical(note) for note in content.notes)]
    place = (old.team, old.origin, old.number)
    return segment.seal_lines(key.key, key.space, place, lines), True, bool(left)


def clean(ledger: Ledger, share: Share, there: Shelf, team: Team, outdated: Collection[str]) -> int:
    """Removes from the share what has a replacement, and these packs with it; how many files.

    What else is in a pack lies there by itself again.
    """
    if not team.erasures:
        return 0
    gone = ledger.replaced()
    done = 0
    for name in there.segments:
        if name.id in gone:
            share.remove(names.LOG, str(name))
            done += 1
    for pack in sorted(outdated):
        share.remove(names.LOG, pack)
    return done + len(outdated)


def only_in(ledger: Ledger, held: Holdings, out: Collection[str]) -> list[str]:
    """Ids of the changes that stand in these segments and in no segment that counts.

    A restored backup may have sent the same change under another device, so all are looked at.
    """
    known = {key.id: key.key for key in ledger.space_keys()}
    leaving = {name for one in out for name in _changes(ledger, one, known)}
    for one in held.by_id.values():
        if leaving and one.id not in out and one.standing is Standing.COUNTS:
            leaving -= set(_changes(ledger, one.id, known))
    return sorted(leaving)


def _changes(ledger: Ledger, name: str, known: dict[str, bytes]) -> Iterable[str]:
    found = segment.read(ledger.sealed(name))
    for frame in found.frames:
        key = known.get(frame.key)
        if key is None:
            continue
        try:
            lines = segment.open_lines(found, frame, key).changes
        except (SealBrokenError, TornError):
            continue
        for line in lines:
            try:
                yield str(json.loads(line)["id"])
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
