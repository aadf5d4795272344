"""Who is in the team: what each entry of the membership does (section 3 of the page)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from tests.sync.format.second_reader.files import (
    DEVICE,
    FILE_ID,
    LARGEST_BODY,
    RECORD_ID,
    Body,
    RefusedError,
    Signed,
    canonical,
    check,
    signed,
    unbase64,
)

RECOVERY = "recovery"
MOST_SUCCESSORS = 64
_WORD = re.compile(r"[a-z_]{1,40}")
_SPACE = re.compile(r"[0-9A-Za-z:_.\-]{1,80}")
SIGN, BOX = 32, 1216


@dataclass(frozen=True)
class Device:
    """One laptop: whose it is and its public keys."""

    id: str
    member: str
    sign: bytes
    box: bytes
    after: str | None = None

    @property
    def parts(self) -> frozenset[object]:
        """What no other device may have."""
        return frozenset((self.id, self.sign, self.box))

    @staticmethod
    def read(body: Body, after: str | None = None) -> "Device":
        """The device that an entry or a successor introduces; refused when a field is wrong."""
        check(_is(DEVICE, body.get("device")), "no device")
        check(_is(RECORD_ID, body.get("member")), "no member")
        keys = unbase64(body.get("sign"), SIGN), unbase64(body.get("box"), BOX)
        return Device(body["device"], body["member"], *keys, after)


@dataclass(frozen=True)
class Erasure:
    """What two members erased."""

    entry: str
    spaces: frozenset[str]
    entities: frozenset[tuple[str, str, str]]
    members: frozenset[str]


@dataclass(frozen=True)
class Team:
    """The membership as it is behind one entry."""

    id: str
    entry: str
    number: int
    coordinator: str
    recovery: bytes
    admitted: tuple[Device, ...]
    removals: dict[str, tuple[str, ...]]
    """What was removed by an entry, a device or a member as it was named, with its cut."""
    gone: frozenset[str]
    """Admitted devices that were removed."""
    erasures: tuple[Erasure, ...]
    said: dict[str, tuple[Signed, ...]]
    """Successor files by the device that they go on from, whoever signed them."""
    void: frozenset[str] = frozenset()

    @cached_property
    def everyone(self) -> dict[str, Device]:
        """All devices that are or were in the team, successors too."""
        return _with_successors(self)

    @cached_property
    def removed(self) -> dict[str, Device]:
        """Devices that are in the team no more."""
        return {
            id_: device
            for id_, device in self.everyone.items()
            if not self.gone.isdisjoint(self.line(id_))
        }

    @cached_property
    def present(self) -> dict[str, Device]:
        """Devices that are in the team now."""
        return {id_: device for id_, device in self.everyone.items() if id_ not in self.removed}

    def line(self, device: str) -> list[str]:
        """The device and all that it goes on from."""
        found, at = [device], self.everyone.get(device)
        while at is not None and at.after:
            found.append(at.after)
            at = self.everyone[at.after]
        return found

    def cut(self, device: str) -> tuple[str, ...]:
        """The last segments of a removed device that count."""
        return self.removals.get(device, ())

    def devices_of(self, member: str) -> list[Device]:
        """The devices of this member that are in the team."""
        return [device for device in self.present.values() if device.member == member]

    def members(self) -> set[str]:
        """Who has a device in the team."""
        return {device.member for device in self.present.values()}


def _is(pattern: object, value: object) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))  # type: ignore[attr-defined]


def _with_successors(team: Team) -> dict[str, Device]:
    """Admitted devices and what goes on from them, those of a device that is removed last."""
    found = {device.id: device for device in team.admitted}
    taken: set[object] = {part for one in team.admitted for part in one.parts}
    for root in sorted(team.admitted, key=lambda one: one.id in team.gone):
        line = [root]
        for old in line:
            for file in team.said.get(old.id, ()):
                new = _successor(file, team, old)
                if new is None or new.parts & taken or len(line) > MOST_SUCCESSORS:
                    continue
                taken |= new.parts
                found[new.id] = new
                line.append(new)
    return found


def _successor(file: Signed, team: Team, old: Device) -> Device | None:
    """The device that goes on from this one, when that one signed so."""
    if file.body.get("team") != team.id or not file.signed_by(old.sign):
        return None
    try:
        device = Device.read(file.body, old.id)
    except RefusedError:
        return None
    return device if device.member == old.member else None


def by_writer(files: Iterable[Signed]) -> dict[str, tuple[Signed, ...]]:
    """Successor files by the device that names one, each time the smallest id first."""
    found: dict[str, list[Signed]] = {}
    for file in sorted(files, key=lambda one: one.id):
        found.setdefault(str(file.body.get("by")), []).append(file)
    return {by: tuple(named) for by, named in found.items()}


def founded(file: Signed, said: Iterable[Signed]) -> Team:
    """The team behind its first entry; refused when that founds nothing."""
    body = file.body
    founder = Device.read(body)
    check(body.get("by") == founder.id and file.signed_by(founder.sign), "not the founder's")
    unbase64(body.get("nonce"), 32)
    unbase64(body.get("recovery_box"), BOX)
    recovery = unbase64(body.get("recovery_sign"), SIGN)
    return Team(
        id=file.id,
        entry=file.id,
        number=0,
        coordinator=founder.member,
        recovery=recovery,
        admitted=(founder,),
        removals={},
        gone=frozenset(),
        erasures=(),
        said=by_writer(said),
    )


def is_entry(file: Signed, team: str) -> bool:
    """Whether it has the fields without which a file is no entry of this team at all."""
    body = file.body
    action, number, by = body.get("action"), body.get("number"), body.get("by")
    if not _is(_WORD, action) or not (by == RECOVERY or _is(DEVICE, by)):
        return False
    if type(number) is not int or not 0 <= number <= 999_999:
        return False
    if number == 0:
        founds = action == "found" and body.get("previous") is None and body.get("team") is None
        return founds and file.id == team
    if by == RECOVERY and action not in {"hand_over", "remove"}:
        return False
    return _is(FILE_ID, body.get("previous")) and body.get("team") == team


def may_follow(team: Team, file: Signed) -> bool:
    """Whether this entry has the place, the number and the signature to be the next one."""
    body = file.body
    if body["previous"] != team.entry or body["number"] != team.number + 1:
        return False
    if body["by"] == RECOVERY:
        return file.signed_by(team.recovery)
    writer = team.present.get(body["by"])
    return writer is not None and writer.member == team.coordinator and file.signed_by(writer.sign)


def followed(team: Team, file: Signed) -> Team:
    """The team behind the next entry, which is void where it cannot be done."""
    there = replace(team, entry=file.id, number=team.number + 1)
    try:
        action = _ACTIONS.get(str(file.body.get("action")))
        check(action is not None, "an action of a later program")
        return action(there, file)  # type: ignore[misc]
    except RefusedError:
        return replace(there, void=there.void | {file.id})


def _admit(team: Team, file: Signed) -> Team:
    device = Device.read(file.body)
    check(_is(FILE_ID, file.body.get("request")), "no request")
    check(not any(device.parts & one.parts for one in team.admitted), "is or was here")
    check(device.id not in team.gone, "a device that was removed")
    return replace(team, admitted=(*team.admitted, device))


def _cut(body: Body) -> dict[str, tuple[str, ...]]:
    cut = body.get("cut")
    check(isinstance(cut, dict), "no cut")
    for device, ids in cut.items():  # type: ignore[union-attr]
        check(_is(DEVICE, device) and isinstance(ids, list), "a cut of nothing")
        check(all(_is(FILE_ID, one) for one in ids), "a cut at nothing")
    return {device: tuple(ids) for device, ids in cut.items()}  # type: ignore[union-attr]


def _remove(team: Team, file: Signed) -> Team:
    cut = _cut(file.body)
    member, device = file.body.get("member"), file.body.get("device")
    check((member is None) != (device is None), "who is removed")
    if member is not None:
        check(_is(RECORD_ID, member), "no member")
        named = {one.id for one in team.admitted if one.member == member}
    else:
        check(_is(DEVICE, device), "no device")
        named = {str(device)}
    after = replace(team, gone=team.gone | named)
    check(
        any(one.after is None for one in after.devices_of(team.coordinator)),
        "the coordinator would be gone",
    )
    fallen = set(after.removed) - set(team.removed)
    return replace(after, removals=team.removals | {one: cut.get(one, ()) for one in fallen})


def _recut(team: Team, file: Signed) -> Team:
    moved = {one: ids for one, ids in _cut(file.body).items() if one in team.removed}
    return replace(team, removals=team.removals | moved)


def _hand_over(team: Team, file: Signed) -> Team:
    member = file.body.get("member")
    check(_is(RECORD_ID, member), "no member")
    check(any(one.after is None for one in team.devices_of(str(member))), "has no device")
    return replace(team, coordinator=str(member))


def _erase(team: Team, file: Signed) -> Team:
    body = file.body.get("proposal")
    check(isinstance(body, dict), "no proposal")
    proposal: Body = body  # type: ignore[assignment]
    spelled = canonical(proposal)
    check(len(spelled) <= LARGEST_BODY, "too large")
    signer = team.present.get(str(proposal.get("device")))
    check(signer is not None and proposal.get("team") == team.id, "nobody of this team")
    check(signer.member == proposal.get("by") != team.coordinator, "not another member")  # type: ignore[union-attr]
    before = b"DRE1" + len(spelled).to_bytes(4, "big") + spelled
    second = unbase64(file.body.get("second"), 64)
    check(signed(signer.sign, "DRE1", before, second), "not signed by the second")  # type: ignore[union-attr]
    unbase64(proposal.get("nonce"), 32)
    spaces, changes = proposal.get("spaces"), proposal.get("changes")
    check(isinstance(spaces, list) and isinstance(changes, list), "nothing to erase")
    check(bool(spaces or changes) and "team" not in spaces, "nothing, or all of the team")  # type: ignore[operator]
    check(all(_is(_SPACE, one) for one in spaces), "a space")  # type: ignore[union-attr]
    for one in changes:  # type: ignore[union-attr]
        check(isinstance(one, list) and len(one) == 3, "an entity")
        forms = zip((_SPACE, RECORD_ID, _WORD), one, strict=True)
        check(all(_is(form, part) for form, part in forms), "an entity")
    members = frozenset({team.coordinator, str(proposal["by"])})
    entities = frozenset((one[0], one[1], one[2]) for one in changes)  # type: ignore[union-attr]
    erasure = Erasure(file.id, frozenset(spaces), entities, members)  # type: ignore[arg-type]
    return replace(team, erasures=(*team.erasures, erasure))


_ACTIONS: dict[str, Callable[[Team, Signed], Team]] = {
    "admit": _admit,
    "remove": _remove,
    "recut": _recut,
    "hand_over": _hand_over,
    "erase": _erase,
}
