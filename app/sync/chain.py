"""The chain of membership entries: which count, and what each does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from app.crypto.signing import SIGNATURE_BYTES
from app.model.sealed import Erasure
from app.sync import signed
from app.sync.fields import BOX_BYTES, DEVICE, FILE, MEMBER, NONCE_BYTES, SIGN_BYTES, WORD, Fields
from app.sync.heirs import Claims, Standing, read_device
from app.sync.proposal import read_proposal, rebuild, signed_by
from app.sync.signed import SignedFile, TornError
from app.sync.team import Device

MAGIC: Final = b"DRM1"
FOUND: Final = "found"
RECOVERY: Final = "recovery"
"""Who signs with the sheet, in `by`."""
OF_THE_SHEET: Final = frozenset({"hand_over", "remove"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of sound shape; what it does is read when its turn comes."""

    action: str
    by: str
    number: int
    previous: str
    team: str
    file: SignedFile = field(repr=False)

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def from_sheet(self) -> bool:
        return self.by == RECOVERY


def read_entry(data: bytes) -> Entry:
    """Raises TornError. The founding entry has no team and no previous: both are ""."""
    file = signed.read(MAGIC, data)
    fields = Fields(file.body)
    if file.payload:
        raise TornError("an entry has no payload")
    action, number = fields.text("action", WORD), fields.number("number")
    by = RECOVERY if file.body.get("by") == RECOVERY else fields.text("by", DEVICE)
    if number == 0:
        if action != FOUND or fields.has("previous") or fields.has("team"):
            raise TornError("no founding entry")
        return Entry(action, by, 0, "", "", file)
    previous, team = fields.text("previous", FILE), fields.text("team", FILE)
    if by == RECOVERY and action not in OF_THE_SHEET:
        raise TornError("not an action of the sheet")
    return Entry(action, by, number, previous, team, file)


class Chain:
    """The team while its entries are followed. `void` = entries without effect, and why."""

    def __init__(self, founding: Entry, claims: Claims) -> None:
        """Raises TornError when the founding entry does not found anything."""
        fields = Fields(founding.file.body)
        founder = read_device(fields)
        self.recovery_sign = fields.raw("recovery_sign", SIGN_BYTES)
        self.recovery_box = fields.raw("recovery_box", BOX_BYTES)
        fields.raw("nonce", NONCE_BYTES)
        if founding.by != founder.id or not founding.file.signed_by(founder.sign):
            raise TornError("not signed by the founder")
        self.team = founding.id
        self.entries = [founding.id]
        self.coordinator = founder.member
        self.sheet_used = False
        self.admitted = {founder.id: founder}
        self.gone: set[str] = set()
        self.cuts: dict[str, frozenset[str]] = {}
        self.erasures: list[Erasure] = []
        self.deciders: set[str] = set()
        self.void: list[tuple[str, str]] = []
        self._claims = claims
        self._taken = set(founder.parts)
        self.heirs = Standing()
        self._look_at_heirs()

    @property
    def number(self) -> int:
        return len(self.entries) - 1

    @property
    def head(self) -> str:
        return self.entries[-1]

    def device(self, device: str) -> Device | None:
        return self.admitted.get(device) or self.heirs.devices.get(device)

    def present(self, device: str) -> Device | None:
        """A device that may write now."""
        out = device in self.gone or device in self.heirs.gone
        return None if out else self.device(device)

    def accepts(self, entry: Entry) -> bool:
        """Whether the entry, which names the head, was written by who may write the next one."""
        if entry.number != self.number + 1:
            return False
        if entry.from_sheet:
            return self.by_sheet(entry)
        writer = self.writer(entry.by)
        return writer is not None and entry.file.signed_by(writer.sign)

    def writer(self, device: str) -> Device | None:
        """The device when it may write the next entry: one of the coordinator's, and present."""
        found = self.present(device)
        return found if found is not None and found.member == self.coordinator else None

    def here(self) -> Iterator[Device]:
        """All devices that may write now."""
        for one in chain(self.admitted.values(), self.heirs.devices.values()):
            if self.present(one.id) is one:
                yield one

    def by_sheet(self, entry: Entry) -> bool:
        return entry.from_sheet and entry.file.signed_by(self.recovery_sign)

    def follow(self, entry: Entry) -> None:
        """Makes an accepted entry the head. One that cannot be done is void, and stays a link."""
        act = _ACTIONS.get(entry.action, Chain.unknown)
        try:
            act(self, entry, Fields(entry.file.body))
        except TornError as error:
            self.void.append((entry.id, error.reason))
        self.entries.append(entry.id)

    # ------------------------------------------------------------ actions

    def unknown(self, _entry: Entry, _fields: Fields) -> None:
        raise TornError("unknown_action")

    def admit(self, _entry: Entry, fields: Fields) -> None:
        new = read_device(fields)
        fields.text("request", FILE)
        parts = new.parts
        if parts & self._taken or new.id in self.gone:
            raise TornError("taken")
        self._taken |= parts
        self.admitted[new.id] = new
        self._look_at_heirs()

    def remove(self, _entry: Entry, fields: Fields) -> None:
        member, device = fields.maybe("member", MEMBER), fields.maybe("device", DEVICE)
        if (member is None) == (device is None):
            raise TornError("a member or a device")
        cut = fields.cut("cut")
        if device is not None:
            out = {device}
        else:
            out = {one.id for one in self.admitted.values() if one.member == member}
        if not self._present_of(self.coordinator) - out:
            raise TornError("last_coordinator_device")
        before = self._all_gone()
        self.gone |= out
        self._look_at_heirs()
        for one in self._all_gone() - before:
            self.cuts[one] = cut.get(one, frozenset())
        for one in cut.keys() - before:
            self.cuts[one] = cut[one]

    def recut(self, _entry: Entry, fields: Fields) -> None:
        self.cuts.update(fields.cut("cut"))

    def hand_over(self, entry: Entry, fields: Fields) -> None:
        member = fields.text("member", MEMBER)
        if not self._present_of(member):
            raise TornError("no_such_member")
        self.coordinator, self.sheet_used = member, entry.from_sheet

    def erase(self, entry: Entry, fields: Fields) -> None:
        second = fields.raw("second", SIGNATURE_BYTES)
        proposal = read_proposal(rebuild(fields.object("proposal"), second))
        proposer = self.present(proposal.device)
        if proposal.team != self.team or proposer is None or proposer.member != proposal.by:
            raise TornError("not_by_a_member")
        if proposal.by == self.coordinator:
            raise TornError("own_proposal")
        if not signed_by(proposal, proposer.sign):
            raise TornError("not_signed")
        self.erasures.append(proposal.erasure(entry.id))
        self.deciders |= {proposal.by, self.coordinator}

    # ------------------------------------------------------------ helpers

    def _present_of(self, member: str) -> set[str]:
        """Admitted devices of a member: successors stand on one of these, or fell with it."""
        return {
            one.id
            for one in self.admitted.values()
            if one.member == member and one.id not in self.gone
        }

    def _all_gone(self) -> set[str]:
        return self.gone | self.heirs.gone

    def _look_at_heirs(self) -> None:
        self.heirs = self._claims.stand(self.admitted, self.gone)


_ACTIONS: Final[Mapping[str, Callable[[Chain, Entry, Fields], None]]] = {
    "admit": Chain.admit,
    "remove": Chain.remove,
    "recut": Chain.recut,
    "hand_over": Chain.hand_over,
    "erase": Chain.erase,
}


def endorsed(entries: Mapping[str, Entry], sheets: Iterable[Entry]) -> set[str]:
    """Ids that an entry of the sheet hangs under, near or far."""
    found: set[str] = set()
    for sheet in sheets:
        at = sheet.previous
        while at in entries and at not in found:
            found.add(at)
            at = entries[at].previous
    return found
