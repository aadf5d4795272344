"""Giving out: own changes become sealed segments, under keys for who should read them now."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from app.crypto.signing import SigningKey
from app.model.base import TEAM_SPACE
from app.sync import keys, segment
from app.sync.inbox import as_kept
from app.sync.segment import RECOVERY, note_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.model.sealed import Identity, Seen, SpaceKey, Unsent
    from app.sync.circle import Readers
    from app.sync.ledger import Ledger
    from app.sync.segment import Box
    from app.sync.shelf import Holdings
    from app.sync.team import Team

SEGMENT_BYTES: Final = 2_000_000
"""Lines that go into one segment, in bytes, give or take one change."""


class Outbox:
    """Writes the segments of this laptop; each is in the vault before it goes anywhere."""

    def __init__(self, ledger: Ledger, team: Team, me: Identity, readers: Readers) -> None:
        self._ledger, self._team, self._me, self.readers = ledger, team, me, readers
        self._keys: dict[str, list[SpaceKey]] = defaultdict(list)
        for key in ledger.space_keys():
            self._keys[key.space].append(key)
        self._granted = ledger.granted()

    @cached_property
    def _sign(self) -> SigningKey:
        return SigningKey(self._me.sign)

    def write(
        self, held: Holdings, *, answer: bool, step: Callable[[int], None]
    ) -> tuple[int, int]:
        """(changes, segments) written; `answer` = others' changes came in since the last one.

        Who has nothing to say but that an erasure is done here, says that. `step` hears how many
        changes were sealed.
        """
        tips = held.tips(self._me.device)
        last = tips[-1] if tips else None
        number, previous = (last.number, last.id) if last else (0, None)
        changes, segments = 0, 0
        lacking = self._lacking()
        while True:
            unsent, gone = self._ledger.unsent(SEGMENT_BYTES), self._erased()
            if not (unsent.count or lacking or gone or (answer and not segments)):
                return changes, segments
            number += 1
            previous = self._one(number, previous, unsent, gone, lacking, held)
            # Keys that were made on the way are made for all who should have them.
            lacking = {}
            changes += unsent.count
            segments += 1
            step(changes)

    def _one(
        self,
        number: int,
        previous: str | None,
        unsent: Unsent,
        gone: list[str],
        lacking: Mapping[str, list[SpaceKey]],
        held: Holdings,
    ) -> str:
        lines = {space: list(found) for space, found in unsent.lines.items()}
        lines.setdefault(TEAM_SPACE, []).append(note_line("seen", devices=_told(held.seen)))
        if gone:
            lines[TEAM_SPACE].append(note_line("erased", entries=gone))
        granted = self._granting(lacking)
        for space, (ids, devices) in granted.items():
            lines.setdefault(space, []).append(
                note_line("granted", keys=sorted(ids), to=sorted(devices))
            )
        made: list[SpaceKey] = []
        frames = []
        place = (self._team.id, self._me.device, number)
        using = {space: self._current(space, made) for space in lines}
        for space, part in segment.split(lines):
            frames.append(segment.seal_lines(using[space].key, space, place, part))
        sealed = segment.write(
            self._sign, team=self._team.id, device=self._me.device, number=number,
            previous=previous, boxes=self._boxes(made, lacking), frames=frames,
            carries=bool(unsent.count), follows=self._team.head,
        )  # fmt: skip
        kept = as_kept(segment.read(sealed), sealed, self._sign.public)
        with self._ledger.together():
            self._ledger.keep_own(kept, unsent.upto, made)
            self._ledger.note_seen(self._me.device, number, held.seen)
            for space, (ids, devices) in granted.items():
                self._ledger.note_granted(space, ids, devices)
            if gone:
                self._ledger.note_erased(self._me.device, gone)
        for ids, devices in granted.values():
            for one in ids:
                self._granted[one] = self._granted.get(one, frozenset()) | devices
        return kept.id

    # ------------------------------------------------------------ keys

    def _current(self, space: str, made: list[SpaceKey]) -> SpaceKey:
        """The key for exactly who should read this space now; a new one if there is none.

        An old key that a former reader was given since is none.
        """
        devices = self.readers.devices(space) | {self._me.device}
        fitting = [
            key
            for key in self._keys[space]
            if key.devices == devices
            and self._granted.get(key.id, frozenset()) <= devices
            and self.readers.trusts(key)
        ]
        if fitting:
            return max(fitting, key=lambda key: key.id)
        key = keys.make(space, devices, self._me.device)
        made.append(key)
        self._keys[space].append(key)
        return key

    def _lacking(self) -> dict[str, list[SpaceKey]]:
        """{device: keys that it should have and was never given}, as far as this laptop knows.

        Who lets somebody in and leaves in one go still gives what was there.
        """
        found: dict[str, list[SpaceKey]] = defaultdict(list)
        for space, known in self._keys.items():
            wanted = self.readers.devices(space)
            for key in known:
                without = wanted - key.devices
                if without and self._me.member in self.readers.ever(space):
                    for device in without - self._granted.get(key.id, frozenset()):
                        found[device].append(key)
        found.pop(self._me.device, None)
        return found

    def _granting(
        self, lacking: Mapping[str, list[SpaceKey]]
    ) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """{space: (key ids, devices)} of what this segment gives."""
        ids: dict[str, set[str]] = defaultdict(set)
        devices: dict[str, set[str]] = defaultdict(set)
        for device, given in lacking.items():
            for key in given:
                ids[key.space].add(key.id)
                devices[key.space].add(device)
        return {space: (frozenset(ids[space]), frozenset(devices[space])) for space in ids}

    def _boxes(self, made: list[SpaceKey], lacking: Mapping[str, list[SpaceKey]]) -> list[Box]:
        given: dict[str, list[SpaceKey]] = defaultdict(list)
        for device, known in lacking.items():
            given[device] += known
        for key in made:
            # To this laptop too: its backup must open what was written after it was made.
            for device in key.devices:
                given[device].append(key)
            given[RECOVERY].append(key)
        return [
            keys.seal_keys(self._team.id, self._me.device, to, self._public(to), given[to])
            for to in sorted(given)
        ]

    def _public(self, to: str) -> bytes:
        return self._team.recovery_box if to == RECOVERY else self._team.devices[to].box

    def _erased(self) -> list[str]:
        """Erasures of which nothing is left here, not yet told."""
        told = self._ledger.erased_by()
        return [
            entry
            for entry, left in self._ledger.erasing().items()
            if not left and self._me.device not in told.get(entry, frozenset())
        ]


def _told(seen: Mapping[str, Seen]) -> dict[str, list[object]]:
    """As a note spells it: {device: [prefix, extras]}."""
    return {device: [one.prefix, sorted(one.extras)] for device, one in seen.items()}
