"""What the vault and the share hand each other: sealed segments, keys, and what was inside."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Standing(IntEnum):
    """Whether a segment counts: apart = kept, not merged (after the cut of a removed device)."""

    COUNTS = 1
    APART = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this laptop is in the team; private keys, so never in a repr."""

    device: str
    member: str
    sign: bytes = field(repr=False)
    """Ed25519 private key, 32 bytes."""
    box: bytes = field(repr=False)
    """HPKE private key, as `app.crypto.boxes` writes it."""
    predecessors: tuple[str, ...] = ()
    """Devices that this one goes on from, the latest first."""


class Held(NamedTuple):
    """One segment that the vault keeps, without its bytes."""

    id: str
    device: str
    number: int
    previous: str | None
    size: int
    standing: Standing
    carries: bool
    """Holds changes, as far as anyone can tell from outside: not notes to laptops alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment to keep, with the keys of its frames in order; `replaces` = ids it takes over."""

    id: str
    device: str
    number: int
    previous: str | None
    sealed: bytes = field(repr=False)
    frames: tuple[str, ...]
    standing: Standing = Standing.COUNTS
    carries: bool = True
    replaces: tuple[str, ...] = ()
    follows: str = ""
    """The entry of the membership that its writer followed."""
    signer: str = ""
    """Mark of the key that it was found to be signed with (`app.sync.signed.mark`)."""


@dataclass(frozen=True, slots=True)
class Vote:
    """Segment `number`, as the last that names it, follows entry `follows`.

    It says so for the device only where that has the key with this mark.
    """

    device: str
    signer: str
    follows: str
    number: int


@dataclass(frozen=True, slots=True)
class SpaceKey:
    """A key of a space, made by device `by` for exactly `devices`; `giver` = whose box held it."""

    id: str
    space: str
    key: bytes = field(repr=False)
    by: str
    devices: frozenset[str]
    giver: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A frame that was not opened yet."""

    segment: str
    index: int
    key: str
    device: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The changes of one opened frame, as lines; they count for this space and these devices."""

    segment: str
    index: int
    space: str
    devices: frozenset[str]
    lines: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a device says it holds of another: 1…prefix, and `extras`."""

    prefix: int = 0
    extras: frozenset[int] = frozenset()

    def covers(self, number: int) -> bool:
        return number <= self.prefix or number in self.extras

    def covers_all(self, numbers: Sequence[int]) -> bool:
        """Of numbers in order."""
        return (
            not numbers
            or numbers[-1] <= self.prefix
            or all(one in self.extras for one in numbers[bisect_right(numbers, self.prefix) :])
        )

    def passed_over(self) -> Iterable[int]:
        """Numbers that it lacks though it has later ones, in order; there may be many."""
        last = max(self.extras, default=0)
        return (one for one in range(self.prefix + 1, last) if one not in self.extras)


@dataclass(frozen=True, slots=True)
class Merged:
    """`received` and `set_aside`: changes that are new here."""

    received: int = 0
    set_aside: int = 0

    def __add__(self, other: Merged) -> Merged:
        return Merged(self.received + other.received, self.set_aside + other.set_aside)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Own changes in the order of recording: lines per space, and up to which position."""

    lines: dict[str, list[bytes]] = field(repr=False)
    upto: int
    count: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is gone for ever: whole spaces, and entities as (space, kind, id)."""

    entry: str
    spaces: frozenset[str]
    entities: frozenset[tuple[str, str, str]]

    def covers(self, space: str, kind: str, entity: str) -> bool:
        return space in self.spaces or (space, kind, entity) in self.entities
