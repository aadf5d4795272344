"""The vault's side of sharing: keys, sealed segments, what came in and what is to go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.model.sealed import Standing
from app.storage import (
    arriving,
    erasing,
    identity,
    retracting,
    segments,
    sending,
    told,
)

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
    from app.storage.opening import Unlocked
    from app.storage.store import Store

_TEAM: Final = "team"
SEGMENT_BYTES: Final = 2_000_000
"""About how many bytes of changes go into one segment, before they are sealed."""


class Sharing:
    """Every method that writes is one durable transaction, and harmless when done again."""

    def __init__(self, unlocked: Unlocked) -> None:
        self._unlocked = unlocked

    @property
    def _store(self) -> Store:
        return self._unlocked.store

    def together(self) -> AbstractContextManager[None]:
        """What is written inside is one durable transaction."""
        return self._store.db.transaction()

    # ------------------------------------------------------------ who this laptop is

    def identity(self) -> Identity | None:
        """None until this device has keys: before sharing."""
        return identity.identity(self._store)

    def set_identity(self, sign: bytes, box: bytes) -> None:
        """New private keys for this device."""
        identity.set_identity(self._store, sign, box)

    def succeed(self, device: str, sign: bytes | None = None, box: bytes | None = None) -> None:
        """Goes on as another device of the same member, with these keys."""
        identity.succeed(self._store, device, sign, box, self._unlocked.path)

    def complete(self) -> None:
        """See `identity.complete`."""
        identity.complete(self._store)

    def go_on(self) -> None:
        """See `identity.go_on`."""
        identity.go_on(self._store, self._unlocked.path)

    def predecessors(self) -> tuple[str, ...]:
        """See `identity.predecessors`; also while this device has no keys."""
        return identity.predecessors(self._store)

    def predecessor_keys(self) -> dict[str, bytes]:
        """{device: private key to sign with} of the devices that this one goes on from."""
        return dict(identity.predecessor_keys(self._store, "sign"))

    def predecessor_boxes(self) -> dict[str, bytes]:
        """{device: private key to open boxes with} of the devices that this one goes on from."""
        return dict(identity.predecessor_keys(self._store, "box"))

    def take_member(self, member: str) -> None:
        """See `identity.take_member`."""
        identity.take_member(self._store, member)

    def moved(self) -> bool:
        """See `identity.moved`."""
        return identity.moved(self._store)

    # ------------------------------------------------------------ the team and its places

    def team(self) -> str | None:
        """Id of the team; None while this vault shares with nobody."""
        return self._store.meta(_TEAM)

    def join_team(self, team: str) -> None:
        self._store.set_meta(_TEAM, team)

    def places(self) -> list[tuple[str, str, str, str]]:
        """See `told.places`."""
        return told.places(self._store)

    def place(self, url: str) -> tuple[str, str] | None:
        """See `told.place`."""
        return told.place(self._store, url)

    def set_place(self, url: str, share: str, digest: str, at: str) -> None:
        told.set_place(self._store, url, share, digest, at)

    def holds(self) -> str:
        """See `told.holds`."""
        return told.holds(self._store)

    def member_files(self) -> dict[str, bytes]:
        """See `told.member_files`."""
        return dict(told.member_files(self._store))

    def keep_member_files(self, files: Mapping[str, bytes]) -> None:
        """See `told.keep_member_files`."""
        told.keep_member_files(self._store, files)

    # ------------------------------------------------------------ segments and keys

    def segments(self, after: int = 0) -> list[Held]:
        """See `segments.held`."""
        return list(segments.held(self._store, after))

    def extent(self) -> tuple[int, int]:
        """See `segments.extent`."""
        return segments.extent(self._store)

    def votes(self) -> list[Vote]:
        """See `segments.votes`."""
        return segments.votes(self._store)

    def sealed(self, segment: str) -> bytes:
        """See `segments.sealed`."""
        return segments.sealed(self._store, segment)

    def keep_segments(self, kept: Sequence[Kept], offered: Sequence[SpaceKey]) -> None:
        """See `segments.keep`."""
        segments.keep(self._store, kept, offered)

    def replaced(self) -> dict[str, str]:
        """See `segments.replaced`."""
        return dict(segments.replaced(self._store))

    def openable(self, limit: int) -> list[Waiting]:
        """See `segments.openable`."""
        return segments.openable(self._store, limit)

    def sealed_frames(self) -> int:
        """See `segments.sealed_frames`."""
        return segments.sealed_frames(self._store)

    def space_keys(self, space: str | None = None) -> list[SpaceKey]:
        """See `segments.keys`."""
        return list(segments.keys(self._store, space))

    # ------------------------------------------------------------ in, out, and out again

    def merge(
        self, opened: Sequence[Opened], authors: Mapping[str, str], erased: Sequence[Erasure]
    ) -> Merged:
        """See `arriving.merge`."""
        return arriving.merge(self._store, opened, authors, erased)

    def retract(self, segments: Collection[str], changes: Collection[str]) -> None:
        """See `retracting.retract`."""
        retracting.retract(self._store, segments, changes)

    def readmit(self, ids: Collection[str]) -> None:
        """These segments count; all their frames wait again."""
        segments.stand(self._store, ids, Standing.COUNTS)

    def unsent(self, limit_bytes: int = SEGMENT_BYTES) -> Unsent:
        """See `sending.unsent`."""
        return sending.unsent(self._store, limit_bytes)

    def is_sent(self, kind: str, entity: str) -> bool:
        """See `sending.is_sent`."""
        return sending.is_sent(self._store, kind, entity)

    def pending(self) -> bool:
        """See `sending.pending`."""
        return sending.pending(self._store)

    def waiting(self, most: int) -> int:
        """See `sending.waiting`."""
        return sending.waiting(self._store, most)

    def keep_own(self, kept: Kept, upto: int, new_keys: Sequence[SpaceKey]) -> None:
        """See `sending.keep_own`."""
        sending.keep_own(self._store, kept, upto, new_keys)

    def erase(self, erasures: Sequence[Erasure]) -> None:
        """See `erasing.erase`."""
        erasing.erase(self._store, erasures)

    def closed_about(self, households: Collection[str]) -> dict[str, frozenset[str]]:
        """See `erasing.closed_about`."""
        return erasing.closed_about(self._store, households)

    def wrote_again(self, erased: Sequence[Erasure]) -> bool:
        """See `sending.wrote_again`."""
        return sending.wrote_again(self._store, erased)

    def erased_space(self, key: str) -> str | None:
        """See `segments.erased_space`."""
        return segments.erased_space(self._store, key)

    def replace_segment(self, kept: Kept) -> None:
        """An own segment again, without what was erased; nothing in it is new here."""
        segments.keep(self._store, [kept], (), opened=True)

    def erasing(self) -> dict[str, frozenset[str]]:
        """See `told.erasing`."""
        return dict(told.erasing(self._store))

    def note_erasing(self, entry: str, segments: Collection[str]) -> None:
        """See `told.note_erasing`."""
        told.note_erasing(self._store, entry, segments)

    # ------------------------------------------------------------ what others told

    def seen(self) -> dict[str, dict[str, Seen]]:
        """See `told.seen`."""
        return dict(told.seen(self._store))

    def note_seen(self, device: str, number: int, seen: Mapping[str, Seen]) -> None:
        """See `told.note_seen`."""
        told.note_seen(self._store, device, number, seen)

    def note_granted(self, space: str, keys: Collection[str], devices: Collection[str]) -> None:
        """See `told.note_granted`."""
        told.note_granted(self._store, space, keys, devices)

    def granted(self) -> dict[str, frozenset[str]]:
        """See `told.granted`."""
        return dict(told.granted(self._store))

    def note_erased(self, device: str, entries: Collection[str]) -> None:
        """See `told.note_erased`."""
        told.note_erased(self._store, device, entries)

    def erased_by(self) -> dict[str, frozenset[str]]:
        """See `told.erased_by`."""
        return dict(told.erased_by(self._store))

    # ------------------------------------------------------------ attachments

    def put_blob(
        self,
        id: str,  # noqa: A002
        sealed: bytes | None,
        size: int,
        breathe: Callable[[], object] = lambda: None,
    ) -> None:
        """See `told.put_blob`."""
        told.put_blob(self._store, id, sealed, size, breathe)

    def blob(self, id: str) -> bytes | None:  # noqa: A002
        """See `told.blob`."""
        return told.blob(self._store, id)

    def blobs(self) -> list[tuple[str, int, bool]]:
        """See `told.blobs`."""
        return told.blobs(self._store)

    def erased_blobs(self) -> frozenset[str]:
        """See `told.erased_blobs`."""
        return told.erased_blobs(self._store)

    def delete_blob(self, id: str) -> None:  # noqa: A002
        told.delete_blob(self._store, id)
