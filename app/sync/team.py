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
