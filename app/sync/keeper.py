"""What sharing asks of a vault: `app.storage.sharing` keeps it, services add who reads what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from contextlib import AbstractContextManager

    from app.model.sealed import (
        Erasure,
        Held,
        Identity,
        Kept,
        Merged,
        Opened,
        Seen,
        SpaceKey,
        Unsent,
        Vote,
        Waiting,
    )
    from app.sync.known import Worked
    from app.sync.shelf import Holdings


class Ledger(Protocol):
    """Each writing method is one durable transaction, and harmless when done again."""

    def together(self) -> AbstractContextManager[None]:
        """What is written inside is one transaction."""
        ...

    def identity(self) -> Identity | None: ...
    def predecessor_keys(self) -> dict[str, bytes]:
        """{device: private signing key}."""
        ...

    def predecessor_boxes(self) -> dict[str, bytes]:
        """{device: private box key}."""
        ...

    def complete(self) -> None:
        """Keys for this device, and for those it goes on from that never had any."""
        ...

    def go_on(self) -> None:
        """As another device, with new keys, of the same member."""
        ...

    def moved(self) -> bool: ...
    def take_member(self, member: str) -> None: ...
    def team(self) -> str | None: ...
    def place(self, url: str) -> tuple[str, str] | None: ...
    def set_place(self, url: str, share: str, digest: str, at: str) -> None: ...
    def pending(self) -> bool:
        """Whether drafts or changes of this laptop wait to be sent."""
        ...

    def holds(self) -> str:
        """Another text whenever this vault got a file, key or segment, or replaced one."""
        ...

    def member_files(self) -> dict[str, bytes]: ...
    def keep_member_files(self, files: Mapping[str, bytes]) -> None: ...
    def segments(self, after: int = 0) -> list[Held]:
        """All, or those that were kept after this place."""
        ...

    def extent(self) -> tuple[int, int]:
        """(how often something kept was replaced or stood otherwise, place of the newest)."""
        ...

    def votes(self) -> list[Vote]:
        """What the writers of the held segments followed, the last number of each."""
        ...

    def sealed(self, segment: str) -> bytes: ...
    def join_team(self, team: str) -> None: ...
    def set_identity(self, sign: bytes, box: bytes) -> None: ...
    def predecessors(self) -> tuple[str, ...]: ...
    def keep_segments(self, kept: Sequence[Kept], offered: Sequence[SpaceKey]) -> None: ...
    def space_keys(self, space: str | None = None) -> list[SpaceKey]:
        """In the order in which this vault got them."""
        ...

    def openable(self, limit: int) -> list[Waiting]:
        """Frames that wait and whose key this vault has."""
        ...

    def sealed_frames(self) -> int:
        """How many frames wait for a key."""
        ...

    def merge(
        self, opened: Sequence[Opened], authors: Mapping[str, str], erased: Sequence[Erasure]
    ) -> Merged: ...
    def retract(self, segments: Collection[str], changes: Collection[str]) -> None: ...
    def readmit(self, ids: Collection[str]) -> None: ...
    def unsent(self, limit_bytes: int = ...) -> Unsent: ...
    def keep_own(self, kept: Kept, upto: int, new_keys: Sequence[SpaceKey]) -> None: ...
    def seen(self) -> dict[str, dict[str, Seen]]: ...
    def note_seen(self, device: str, number: int, seen: Mapping[str, Seen]) -> None: ...
    def note_granted(self, space: str, keys: Collection[str], devices: Collection[str]) -> None: ...
    def granted(self) -> dict[str, frozenset[str]]: ...
    def note_erased(self, device: str, entries: Collection[str]) -> None: ...
    def erased_by(self) -> dict[str, frozenset[str]]: ...
    def erase(self, erasures: Sequence[Erasure]) -> None: ...
    def closed_about(self, households: Collection[str]) -> dict[str, frozenset[str]]:
        """{household: spaces of the closed notes here that were never about any other than these}.

        Those that are erased are here no more.
        """
        ...

    def wrote_again(self, erased: Sequence[Erasure]) -> bool:
        """Whether something waits to be sent that is erased for ever."""
        ...

    def erasing(self) -> dict[str, frozenset[str]]:
        """{erasure carried out here: segments here that still hold it, sealed}."""
        ...

    def note_erasing(self, entry: str, segments: Collection[str]) -> None: ...
    def erased_space(self, key: str) -> str | None:
        """The erased space to which a key belonged; None for any other key."""
        ...

    def replace_segment(self, kept: Kept) -> None:
        """An own segment again, without what was erased; nothing in it is new here."""
        ...

    def replaced(self) -> dict[str, str]:
        """{segment that an erasure took away: the one in its place}."""
        ...

    def blobs(self) -> list[tuple[str, int, bool]]: ...
    def blob(self, name: str) -> bytes | None: ...
    def put_blob(
        self, name: str, sealed: bytes | None, size: int, breathe: Callable[[], object] = ...
    ) -> None: ...
    def erased_blobs(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class ReaderSaid:
    """A record `reader`: `author` says that `member` reads along in this space, or no longer."""

    space: str
    member: str
    active: bool
    author: str


@dataclass(frozen=True, slots=True)
class Circles:
    """What the records say of who reads what."""

    said: tuple[ReaderSaid, ...] = ()
    initial: dict[str, frozenset[str]] = field(default_factory=dict)
    """{space: members} for spaces that this vault holds: by the card, or the closed note."""
    everyone: bool = False
    """The organisation's policy: the whole team reads each dossier."""


class Keeper(Protocol):
    """A vault that is open, with what its records say."""

    @property
    def ledger(self) -> Ledger: ...
    def holdings(self) -> Holdings:
        """What the ledger holds now; one and the same while the vault is open."""
        ...

    def worked(self) -> Worked:
        """What rounds worked out before; one and the same while the vault is open."""
        ...

    def prepare(self) -> None:
        """Drafts become changes."""
        ...

    def circles(self) -> Circles: ...
    def attachments(self) -> dict[str, int]:
        """{sealed file that a record here names: its size in bytes}."""
        ...

    def takes_attachments(self) -> bool:
        """Whether they are all fetched, and not when somebody opens one."""
        ...

    def differences(self) -> int:
        """How many are open."""
        ...

    def now(self) -> str:
        """Local date and time to the minute."""
        ...
