"""Taking in: fetch, verify, keep the sealed bytes, and merge what can be opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from app.crypto.boxes import BoxKey
from app.crypto.seal import SealBrokenError
from app.errors import UserError
from app.model.base import TEAM_SPACE
from app.model.sealed import Kept, Merged, Opened, Standing, Vote
from app.sync import erased, keys, membership, names, notes, pack, segment, signed
from app.sync.names import PackName, SegmentName
from app.sync.share.contract import Missing, TooLarge
from app.sync.shelf import Previous
from app.sync.signed import NewerError, TornError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from app.model.sealed import Held, Identity, Seen, SpaceKey, Waiting
    from app.sync.ledger import Ledger
    from app.sync.report import Report
    from app.sync.segment import Content, Segment
    from app.sync.share.contract import Share
    from app.sync.shelf import Holdings, Shelf
    from app.sync.team import Team

BATCH_BYTES: Final = 8 * 1024 * 1024
"""Sealed bytes kept in one transaction."""
OPEN_AT_ONCE: Final = 1_000
"""Frames opened and merged in one transaction."""
OPEN_BYTES: Final = 4 * 1024 * 1024
"""Bytes of lines after which no further frame joins a transaction: a small file may hold many, and
who types meanwhile waits for one transaction."""
MAX_MEMBER_FILE: Final = 1024 * 1024
"""Largest file of `member/`, in bytes."""
_MEMBER_MAGICS: Final = {
    "entry": b"DRM1", "request": b"DRQ1", "successor": b"DRN1", "proposal": b"DRE1",
}  # fmt: skip


def fetch_members(ledger: Ledger, share: Share, shelf: Shelf, report: Report) -> bool:
    """Keeps the files of `member/` that are new and whole; true when there were any."""
    wanted = sorted(set(shelf.member) - set(ledger.member_files()))
    found: dict[str, bytes] = {}
    for name, data in _read(share, names.MEMBER, wanted, MAX_MEMBER_FILE, report):
        try:
            file = signed.read(_MEMBER_MAGICS[name.rpartition(".")[2]], data)
        except TornError as error:
            report.refuse(f"{names.MEMBER}/{name}", _reason(error))
            continue
        if file.id != names.member_id(name) or names.entry_number(name) not in {
            None, file.body.get("number"),
        }:  # fmt: skip
            report.refuse(f"{names.MEMBER}/{name}", "other_content")
            continue
        found[name] = data
    if found:
        ledger.keep_member_files(found)
    return bool(found)


class Inbox:
    """Brings the segments of one share into one vault."""

    def __init__(self, ledger: Ledger, team: Team, me: Identity, report: Report) -> None:
        self._ledger, self._team, self._me, self._report = ledger, team, me, report
        self._openers: dict[str, BoxKey] = {}
        self._fresh: dict[str, Segment] = {}
        self._last: Segment | None = None
        self._held: Mapping[str, Held] = {}
        self._places: dict[str, tuple[str, int]] = {}
        """{segment that came since: (device, number)}."""
        self._instead: dict[str, str] = {}
        self.outdated: set[str] = set()
        """Names of packs that an erasure took something away from; all else in them is held."""
        self._seen: dict[str, tuple[int, dict[str, Seen]]] = {}
        """{device: the last segment of a batch in which it told what it holds, and what}."""

    # ------------------------------------------------------------ fetching

    def decide(self, team: Team) -> None:
        """From now on this is the team: what was fetched said whom the others follow."""
        if team != self._team:
            self._team = team
            self._note_erased(list(self._fresh.values()), [])

    def fetch(
        self,
        share: Share,
        shelf: Shelf,
        held: Holdings,
        step: Callable[[int, int], None],
        *,
        undecided: bool = False,
    ) -> int:
        """Keeps every sound segment that is new; how many. `step` hears done and all, in files.

        While the team is `undecided` nothing takes the place of anything.
        """
        wanted = self._look(shelf, held)
        taken: list[tuple[Segment, bytes]] = []
        instead: list[tuple[Segment, bytes]] = []
        size = count = 0
        previous = Previous(held.by_id)
        for done, (name, data) in enumerate(
            _read(share, names.LOG, wanted, signed.MAX_FILE, self._report), start=1
        ):
            inside = [(self._sound(name, sealed), sealed) for sealed in self._unwrap(name, data)]
            self._note_outdated(name, [found for found, _sealed in inside], held)
            for found, sealed in inside:
                if found is None or found.id in previous or self._is_gone(found.name):
                    continue
                previous.more[found.id] = found.previous
                self._places[found.id] = found.place
                (instead if found.replaces else taken).append((found, sealed))
                size += len(sealed)
            if size > BATCH_BYTES:
                count += self._keep(taken, previous)
                taken, size = [], 0
            step(done, len(wanted))
        count += self._keep(taken, previous)
        if undecided:
            return count
        rightful = [
            (one, sealed)
            for found, sealed in instead
            if (one := self._rightful(found, previous)) is not None
        ]
        return count + self._keep(rightful, previous)

    def overhear(self, share: Share, shelf: Shelf, held: Holdings) -> frozenset[Vote]:
        """Whom the segments follow that this vault does not hold; nothing of them is kept."""
        wanted = self._look(shelf, held)
        return frozenset(
            Vote(found.origin, signed.mark(self._public(found) or b""), found.follows, found.number)
            for name, data in _read(share, names.LOG, wanted, signed.MAX_FILE, self._report)
            for sealed in self._unwrap(name, data)
            if (found := self._sound(name, sealed)) is not None
        )

    def _look(self, shelf: Shelf, held: Holdings) -> list[str]:
        """The files of which something is not held."""
        self._instead = self._ledger.replaced()
        self._held, self._places = held.by_id, {}
        packs = sorted(str(name) for name in shelf.packs if held.bundle(name) is None)
        return packs + sorted(
            str(name)
            for name in shelf.segments
            if name.id not in held.by_id and not self._is_gone(name)
        )

    def _is_gone(self, name: SegmentName) -> bool:
        """An erasure took it away, and its replacement stands in its very place.

        What others say of it is nothing: nobody takes away what others wrote.
        """
        at, here = name.id, (name.device, name.number)
        if at not in self._instead:
            return False
        while at in self._instead:
            at = self._instead[at]
        if self._place(at) in {None, here}:
            return True
        rest = [one for one in (*self._held, *self._places) if self._place(one) == here]
        return any(name.id in self._segment(one).replaces for one in rest if one != name.id)

    def _note_outdated(self, name: str, inside: list[Segment | None], held: Holdings) -> None:
        """What else is in the pack is here, or a rival of what is: it would take its place."""
        new = [found for found in inside if found is None or found.id not in held.by_id]
        gone = {found.id for found in new if found and self._is_gone(found.name)}
        places = {(one.device, one.number) for one in held.by_id.values()} if gone else set()
        if gone and all(
            found and (found.id in gone or (found.replaces and found.place in places))
            for found in new
        ):
            self.outdated.add(name)

    def _place(self, name: str) -> tuple[str, int] | None:
        """(device, number) of a segment that is here."""
        if name in self._held:
            return self._held[name].device, self._held[name].number
        return self._places.get(name)

    def _rightful(self, found: Segment, previous: Mapping[str, str | None]) -> Segment | None:
        """Nobody takes away what others wrote, and no removed device what counts of its own.

        What claims the place of another takes nothing, but what it says counts: whether the other
        is held depends on what came first. An adopted segment says nothing of its own.
        """
        right = bool(self._team.erasures)
        if right and any(self._place(old) not in {None, found.place} for old in found.replaces):
            right, found = found.adopts is None, replace(found, replaces=())
        elif right and found.adopts is None:
            right = membership.counts(self._team, found.origin, found.id, previous, self._instead)
        if right:
            return found
        self._report.refuse(f"{names.LOG}/{found.name}", "replaces_another")
        return None

    def _unwrap(self, name: str, data: bytes) -> list[bytes]:
        what = names.log_name(name)
        if not isinstance(what, PackName):
            return [data]
        try:
            return pack.read(data, what)
        except TornError as error:
            self._report.refuse(f"{names.LOG}/{name}", _reason(error))
            return []

    def _sound(self, name: str, sealed: bytes) -> Segment | None:
        """The segment when it is whole, ours, of a known device and signed by it."""
        path = f"{names.LOG}/{name}"
        try:
            found = segment.read(sealed)
        except TornError as error:
            self._report.refuse(path, _reason(error))
            return None
        what = names.log_name(name)
        named = found.name == what or (isinstance(what, PackName) and found.origin == what.device)
        if not named:
            self._report.refuse(path, "other_content")
        elif found.team != self._team.id:
            self._report.refuse(path, "other_team")
        elif (public := self._public(found)) is None:
            self._report.strangers += 1
        elif not found.file.signed_by(public):
            self._report.refuse(path, "bad_signature")
        else:
            return found
        return None

    def _public(self, found: Segment) -> bytes | None:
        device = self._team.devices.get(found.device) or self._team.removed.get(found.device)
        if device is None:
            return None
        if found.adopts is not None and not may_adopt(self._team, found):
            return None
        return device.sign

    def _keep(self, taken: list[tuple[Segment, bytes]], previous: Mapping[str, str | None]) -> int:
        if not taken:
            return 0
        instead = self._ledger.replaced()
        instead |= {
            old: found.id for found, _sealed in taken if found.adopts for old in found.replaces
        }
        accepted = {
            device: membership.accepted(self._team, device, previous, instead)
            for device in self._team.removed.keys() & {found.origin for found, _sealed in taken}
        }
        kept, offered = [], []
        for found, sealed in taken:
            counts = found.id in accepted.get(found.origin, (found.id,))
            standing = Standing.COUNTS if counts else Standing.APART
            kept.append(as_kept(found, sealed, self._public(found) or b"", standing))
            offered += self.keys_in(found)
            self._fresh[found.id] = found
        self._note_erased([found for found, _sealed in taken], offered)
        self._ledger.keep_segments(kept, offered)
        return len(kept)

    def _note_erased(self, found: list[Segment], offered: list[SpaceKey]) -> None:
        if self._team.erasures:
            known = {key.id: key for key in (*self._ledger.space_keys(), *offered)}
            erased.note(self._ledger, self._team.erasures, found, known)

    def keys_in(self, found: Segment) -> list[SpaceKey]:
        """The keys for this device, and for those before it whose own keys are still here."""
        given = []
        for box in found.boxes:
            if (opener := self._opener(box.to)) is None:
                continue
            try:
                given += keys.open_box(box, found, opener)
            except (SealBrokenError, TornError):
                self._report.refuse(f"{names.LOG}/{found.name}", "keys_do_not_open")
        return given

    def _opener(self, device: str) -> BoxKey | None:
        """The key to boxes for this device, and for those before it; None for any other device."""
        if device not in self._openers:
            boxes = {**self._ledger.predecessor_boxes(), self._me.device: self._me.box}
            if device not in boxes:
                return None
            self._openers[device] = BoxKey(boxes[device])
        return self._openers[device]

    # ------------------------------------------------------------ opening

    def settle(self, step: Callable[[], None] = lambda: None) -> Merged:
        """Opens and merges every frame whose key this vault has; `step` comes between batches.

        Notes to laptops are heeded in the transaction in which their frame stops waiting.
        """
        total = Merged()
        known = {key.id: key for key in self._ledger.space_keys()}
        while waiting := self._ledger.openable(OPEN_AT_ONCE):
            total += self._open(waiting, known)
            step()
        self._fresh.clear()
        return total

    def _open(self, waiting: list[Waiting], known: dict[str, SpaceKey]) -> Merged:
        opened: list[Opened] = []
        told: list[tuple[Segment, str, dict[str, Any]]] = []
        size = 0
        for one in waiting:
            found = self._segment(one.segment)
            space = known[one.key].space
            content = self._content(found, one, known[one.key])
            family = frozenset(self._team.line(found.origin))
            opened.append(Opened(one.segment, one.index, space, family, content.changes))
            told += [(found, space, note) for note in content.notes]
            size += sum(map(len, content.changes))
            if size > OPEN_BYTES:
                break
        devices = {device for one in opened for device in one.devices}
        authors = {device: who for device in devices if (who := self._team.author(device))}
        self._seen.clear()
        with self._ledger.together():
            for found, space, note in told:
                self._heed(found, space, note)
            for device, (number, seen) in self._seen.items():
                self._ledger.note_seen(device, number, seen)
            self._note_erased([self._segment(one.segment) for one in opened], [])
            return self._ledger.merge(opened, authors, self._team.erasures)

    def _segment(self, name: str) -> Segment:
        """Frames of one segment come one after the other: the last one is read once."""
        if (fresh := self._fresh.get(name)) is not None:
            return fresh
        if self._last is None or self._last.id != name:
            self._last = segment.read(self._ledger.sealed(name))
        return self._last

    def _content(self, found: Segment, one: Waiting, key: SpaceKey) -> Content:
        try:
            return segment.open_lines(found, found.frames[one.index], key.key)
        except (SealBrokenError, TornError):
            self._report.refuse(f"{names.LOG}/{found.name}", "frame_does_not_open")
            return segment.Content((f"segment {found.id} frame {one.index}".encode(),), ())

    def _heed(self, found: Segment, space: str, note: dict[str, Any]) -> None:
        try:
            if note["_"] == "seen" and space == TEAM_SPACE:
                seen = notes.seen_in(note)
                if found.number > self._seen.get(found.device, (0, {}))[0]:
                    self._seen[found.device] = (found.number, seen)
            elif note["_"] == "granted":
                self._ledger.note_granted(space, *notes.granted_in(note))
            elif note["_"] == "erased" and space == TEAM_SPACE:
                self._ledger.note_erased(found.device, notes.erased_in(note))
        except TornError:
            self._report.refuse(f"{names.LOG}/{found.name}", "note_not_understood")


def may_adopt(team: Team, found: Segment) -> bool:
    """Only for an erasure, for a device that is gone, by the two who decided."""
    return (
        found.adopts in team.removed
        and bool(found.replaces)
        and team.author(found.device) in team.erasers()
    )


def as_kept(
    found: Segment, sealed: bytes, public: bytes, standing: Standing = Standing.COUNTS
) -> Kept:
    """The segment as the vault keeps it; `public` is the key that signed it."""
    return Kept(
        found.id, found.origin, found.number, found.previous, sealed,
        tuple(frame.key for frame in found.frames), standing, found.carries, found.replaces,
        found.follows, signed.mark(public),
    )  # fmt: skip


def _read(
    share: Share, folder: str, wanted: Iterable[str], limit: int, report: Report
) -> Iterator[tuple[str, bytes]]:
    """The files that can be read; one that cannot be is named, a share that is away raises."""
    for name, data in share.read_all(folder, wanted, limit):
        if isinstance(data, UserError):
            raise data
        if isinstance(data, TooLarge):
            report.refuse(f"{folder}/{name}", "too_large")
        elif isinstance(data, Missing):
            report.refuse(f"{folder}/{name}", "not_there_yet")
        elif isinstance(data, Exception):
            raise data
        else:
            yield name, data


def _reason(error: TornError) -> str:
    return "newer_version" if isinstance(error, NewerError) else "not_whole"
