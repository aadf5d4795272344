"""Devices that go on from another: `DRN1` files, and which of them stand."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.sync import signed
from app.sync.fields import BOX_BYTES, DEVICE, FILE, MEMBER, SIGN_BYTES, Fields
from app.sync.signed import SignedFile, TornError
from app.sync.team import Device

MAGIC: Final = b"DRN1"
MOST: Final = 64
"""Successors that stand on one admitted device: a hostile member's files must not slow all down."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that says: `device` goes on from `by`."""

    by: str
    device: Device
    team: str
    file: SignedFile = field(repr=False)

    @property
    def id(self) -> str:
        return self.file.id


def read_claim(data: bytes) -> Claim:
    """Raises TornError; the signature is for `stand` to look at."""
    file = signed.read(MAGIC, data)
    fields = Fields(file.body)
    device = read_device(fields)
    by = fields.text("by", DEVICE)
    if file.payload or by == device.id:
        raise TornError("no successor")
    return Claim(by, device, fields.text("team", FILE), file)


def read_device(fields: Fields) -> Device:
    """The device that a body is about; raises TornError."""
    return Device(
        fields.text("device", DEVICE),
        fields.text("member", MEMBER),
        fields.raw("sign", SIGN_BYTES),
        fields.raw("box", BOX_BYTES),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Successors that stand: {id: device}, {id: old device}, those removed, and the files."""

    devices: Mapping[str, Device] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


class Claims:
    """All claims of a share; who of them stands depends on who is admitted, and who is gone."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.all = sorted(claims, key=lambda claim: claim.id)
        self._by: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.all:
            self._by[claim.by].append(claim)
        self._checked: dict[tuple[str, bytes], bool] = {}

    def stand(self, admitted: Mapping[str, Device], gone: Collection[str]) -> Standing:
        """An admitted device is never taken over.

        Of two claims to one id or key that stands which hangs on a device that is not removed, and
        was admitted first.
        """
        roots = [root for root in admitted.values() if root.id in self._by]
        if not roots:
            return Standing()
        found: dict[str, Device] = {}
        before: dict[str, str] = {}
        lost: set[str] = set()
        files: set[str] = set()
        taken = {part for one in admitted.values() for part in one.parts}
        for root in sorted(roots, key=lambda one: one.id in gone):
            for claim, old in self._line(root, taken):
                found[claim.device.id] = claim.device
                before[claim.device.id] = old
                files.add(claim.id)
                if {old, claim.device.id} & {*gone, *lost}:
                    lost.add(claim.device.id)
        return Standing(found, before, frozenset(lost), frozenset(files))

    def _line(self, root: Device, taken: set[str | bytes]) -> list[tuple[Claim, str]]:
        """The successors on one admitted device, nearest first; what they take joins `taken`."""
        line: list[tuple[Claim, str]] = []
        queue = deque([root])
        while queue:
            old = queue.popleft()
            for claim in self._by.get(old.id, ()):
                new = claim.device
                parts = new.parts
                if len(line) == MOST:
                    return line
                if new.member == old.member and not parts & taken and self._signed(claim, old):
                    taken |= parts
                    line.append((claim, old.id))
                    queue.append(new)
        return line

    def _signed(self, claim: Claim, old: Device) -> bool:
        key = (claim.id, old.sign)
        if key not in self._checked:
            self._checked[key] = claim.file.signed_by(old.sign)
        return self._checked[key]
