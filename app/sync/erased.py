"""What of a sealed segment is erased for ever, as far as the keys of this vault can tell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.crypto.seal import SealBrokenError
from app.sync import segment
from app.sync.signed import TornError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.model.sealed import Erasure, SpaceKey
    from app.sync.ledger import Ledger
    from app.sync.segment import Frame, Segment


def note(
    ledger: Ledger,
    erasures: Iterable[Erasure],
    found: Iterable[Segment],
    known: Mapping[str, SpaceKey],
) -> None:
    """Remembers which of these segments hold something of erasures that were carried out here.

    Told before they are kept or merged: a crash in between then forgets none.
    """
    done, segments = ledger.erasing(), list(found)
    for erasure in erasures:
        holding = [one.id for one in segments if holds(ledger, erasure, one, known)]
        if holding and erasure.entry in done:
            ledger.note_erasing(erasure.entry, holding)


def holds(ledger: Ledger, erasure: Erasure, found: Segment, known: Mapping[str, SpaceKey]) -> bool:
    """Whether a frame of the segment holds something that the erasure names."""
    return any(_in(ledger, erasure, found, frame, known) for frame in found.frames)


def _in(
    ledger: Ledger,
    erasure: Erasure,
    found: Segment,
    frame: Frame,
    known: Mapping[str, SpaceKey],
) -> bool:
    key = known.get(frame.key)
    if key is None:
        return ledger.erased_space(frame.key) in erasure.spaces
    if key.space in erasure.spaces:
        return True
    if key.space not in {space for space, _kind, _entity in erasure.entities}:
        return False
    try:
        lines = segment.open_lines(found, frame, key.key).changes
    except (SealBrokenError, TornError):
        return False
    return any(is_erased(line, [erasure]) for line in lines)


def is_erased(line: bytes, erasures: Iterable[Erasure]) -> bool:
    """Whether the line is a change of what one of these erasures names."""
    try:
        change = json.loads(line)
        return any(
            one.covers(change["space"], change["kind"], change["entity"]) for one in erasures
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
