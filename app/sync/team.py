"""Who belongs to the team, as the signed entries say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.model.sealed import Erasure


@dataclass(frozen=True, slots=True)
class Device:
    """One laptop of one member, with its public keys."""

    id: str
    member: str
    sign: bytes = field(repr=False)
    box: bytes = field(repr=False)

    @property
    def parts(self) -> frozenset[str | bytes]:
        """What no other device may have."""
        return frozenset((self.id, self.sign, self.box))


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or an entry without effect, and why in one word."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Team:
    """The team after `head`, entry `number`; number -1 while the founding entry is not here.

    `devices` may write now; of `removed`, only what `cuts` names, and before, counts. Both hold
    successors too: `successors` is {new device: the one it goes on from}. `forks` are entries that
    count as well as the one that was taken beside them. `waiting` are files whose predecessor is
    not in the chain.
    """

    id: str
    head: str = ""
    number: int = -1
    coordinator: str = ""
    devices: Mapping[str, Device] = field(default_factory=dict)
    removed: Mapping[str, Device] = field(default_factory=dict)
    cuts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    recovery_sign: bytes = field(default=b"", repr=False)
    recovery_box: bytes = field(default=b"", repr=False)
    erasures: tuple[Erasure, ...] = ()
    deciders: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    forks: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    sheet_used: bool = False
    """The coordinator became it by the recovery sheet, not by the one before."""

    @property
    def founded(self) -> bool:
        return self.number >= 0

    def device(self, device: str) -> Device | None:
        """Of those that are in the team and those that were."""
        return self.devices.get(device) or self.removed.get(device)

    def author(self, device: str) -> str | None:
        """The member to whom the device belongs or belonged; None for a stranger's."""
        found = self.device(device)
        return found.member if found else None

    def line(self, device: str) -> tuple[str, ...]:
        """The device and all that it goes on from, the nearest first."""
        found = [device]
        while (before := self.successors.get(found[-1])) and before not in found:
            found.append(before)
        return tuple(found)

    def along(self, device: str) -> frozenset[str]:
        """Who leaves the team with this device: it, and all that go on from it."""
        return frozenset(one for one in self.devices if device in self.line(one))

    def lost_with(self, device: str, here: str) -> str:
        """The device to remove where `device` is lost: its laptop holds the keys of its whole line.

        That is the first of the line, or the first with which `here`, who removes, stays.
        """
        found = device
        for one in self.line(device)[1:]:
            if one not in self.devices or here in self.along(one):
                break
            found = one
        return found

    def members(self) -> dict[str, tuple[str, ...]]:
        """{member: devices that are in the team now}."""
        found: dict[str, list[str]] = {}
        for device in self.devices.values():
            found.setdefault(device.member, []).append(device.id)
        return {member: tuple(sorted(found[member])) for member in sorted(found)}

    def is_coordinator(self, member: str) -> bool:
        return bool(member) and member == self.coordinator

    def erasers(self) -> frozenset[str]:
        """Members who proposed or confirmed an erasure."""
        return self.deciders
