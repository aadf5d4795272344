"""Segments and packs, and what a laptop's private keys open of them (sections 4 and 5)."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.sync.format.second_reader.boxes import open_box
from tests.sync.format.second_reader.files import (
    CROCKFORD,
    DEVICE,
    FILE_ID,
    KEY_ID,
    LARGEST_BOX,
    LARGEST_FILE,
    LARGEST_FRAME,
    Body,
    RefusedError,
    Signed,
    base32,
    canonical,
    check,
    file_id,
    open_sealed,
    parse,
    space_key_id,
    take_apart,
    unbase64,
    unzstd,
)
from tests.sync.format.second_reader.team import Team

MOST_LINES = 100_000
MOST_NOTES = 16
MOST_DEVICES = 1_000
MOST_COUNTED = 2**53 - 1
MOST_NESTED = 50
LONGEST_NAME = 200
MOST_NUMBERED = 99_999_999
KEYS = {"adopts", "carries", "device", "follows", "number", "previous", "replaces", "team"}
CHANGE = {"counter", "device", "entity", "fields", "id", "kind", "replaces", "space", "wall"}
NAMED = ("device", "entity", "kind", "space", "wall")
CHANGE_ID = re.compile(f"[{CROCKFORD}]{{26}}")


@dataclass(frozen=True)
class Segment:
    """One segment, whole; its signature is not looked at yet."""

    file: Signed
    device: str
    number: int
    previous: str | None
    follows: str
    replaces: tuple[str, ...]
    adopts: str | None
    boxes: tuple[tuple[str, bytes], ...]
    frames: tuple[tuple[str, bytes], ...]

    @property
    def id(self) -> str:
        """The id of the file."""
        return self.file.id

    @property
    def speaks_for(self) -> str:
        """The device whose words these are."""
        return self.adopts or self.device

    @property
    def place(self) -> tuple[str, int]:
        """Where it stands: two of one place are a fork, or one replaces the other."""
        return self.speaks_for, self.number


@dataclass
class Opened:
    """What is in the segments that count, as far as these keys open it."""

    keys: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """By the id of a key its space and the key itself."""
    changes: dict[str, Body] = field(default_factory=dict)
    notes: list[tuple[Segment, Body]] = field(default_factory=list)
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    """The segment and why something in it does not count."""
    sealed: set[str] = field(default_factory=set)
    """Ids of keys that frames were made with and that this laptop does not have."""


def _sizes(body: Body) -> int:
    parts = [body.get("boxes"), body.get("frames")]
    total = 0
    for part in parts:
        check(isinstance(part, list), "no list of sizes")
        for one in part:  # type: ignore[union-attr]
            size = one.get("size") if isinstance(one, dict) else None
            check(isinstance(size, int) and not isinstance(size, bool) and size >= 0, "a size")
            total += size  # type: ignore[operator]
    return total


def read_segment(data: bytes) -> Segment:
    """The segment in these bytes; refused when a size, a spelling or a field is wrong."""
    file = take_apart(data, "DRS1", _sizes)
    body = file.body
    check(body.keys() >= KEYS, "a key is not there")
    number, previous, adopts = body.get("number"), body.get("previous"), body.get("adopts")
    check(type(number) is int and 1 <= number <= MOST_NUMBERED, "the number")
    check(_is(FILE_ID, body.get("team")) and _is(FILE_ID, body.get("follows")), "which team")
    check(_is(DEVICE, body.get("device")), "whose")
    check(previous is None or _is(FILE_ID, previous), "what came before")
    check(adopts is None or _is(DEVICE, adopts), "whom it adopts")
    check(isinstance(body.get("carries"), bool), "whether it carries changes")
    replaces = body.get("replaces")
    check(isinstance(replaces, list) and all(_is(FILE_ID, one) for one in replaces), "replaces")
    parts, at = [], 0
    for one in body["boxes"] + body["frames"]:
        parts.append(file.payload[at : at + one["size"]])
        at += one["size"]
    to = [one.get("to") for one in body["boxes"]]
    check(all(_is(DEVICE, one) or one == "recovery" for one in to), "a box for nobody")
    check(len(set(to)) == len(to), "two boxes for one")
    keys = [one.get("key") for one in body["frames"]]
    check(all(_is(KEY_ID, one) for one in keys), "a frame without a key")
    return Segment(
        file,
        body["device"],
        int(number),  # type: ignore[arg-type]
        previous,
        body["follows"],
        tuple(replaces),  # type: ignore[arg-type]
        adopts,
        tuple(zip(to, parts, strict=False)),
        tuple(zip(keys, parts[len(to) :], strict=True)),
    )


def _is(pattern: Any, value: object) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def read_pack(data: bytes, count: int, name: str) -> list[bytes]:
    """The bytes of the segments in a pack; refused when its name says another number or hash."""
    check(data[:4] == b"DRP1" and len(data) <= LARGEST_FILE, "the magic")
    check(int.from_bytes(data[4:8], "big") == count, "more or fewer than its name says")
    at, found = 8, []
    for _ in range(count):
        check(at + 4 <= len(data), "torn")
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        check(end <= len(data), "torn")
        found.append(data[at + 4 : end])
        at = end
    check(at == len(data), "more than it says")
    ids = b"".join(bytes.fromhex(file_id(one)) for one in found)
    check(hashlib.sha256(ids).hexdigest()[:40] == name, "not what its name says")
    return found


def counting(held: Iterable[Segment], team: Team) -> tuple[list[Segment], list[Segment]]:
    """The segments that count, and those of removed devices that are kept apart.

    What is of nobody in the team is in neither.
    """
    known = [one for one in held if _signed_by_its_device(one, team)]
    places = {one.id: one.place for one in known}
    mine = [one for one in known if _may_replace(one, team, places)]
    within = {device: _within(team.cut(device), mine) for device in team.removed}
    counts: list[Segment] = []
    apart: list[Segment] = []
    for one in mine:
        cut = within.get(one.speaks_for)
        stands = cut is None or one.id in cut
        (counts if stands else apart).append(one)
    return counts, apart


def _within(cut: Iterable[str], held: Iterable[Segment]) -> set[str]:
    """What a cut names and what comes before; what was adopted has the place of the old one."""
    by_id = {one.id: one for one in held}
    instead = defaultdict(list)
    for one in by_id.values():
        if one.adopts is not None:
            for old in one.replaces:
                instead[old].append(one.id)
    reached: set[str] = set()
    waiting = list(cut)
    while waiting:
        id_ = waiting.pop()
        if id_ not in reached:
            reached.add(id_)
            waiting += instead[id_]
            if id_ in by_id and by_id[id_].previous:
                waiting.append(str(by_id[id_].previous))
    return reached


def _signed_by_its_device(segment: Segment, team: Team) -> bool:
    device = team.everyone.get(segment.device)
    same = segment.file.body.get("team") == team.id
    return device is not None and same and segment.file.signed_by(device.sign)


def _may_replace(segment: Segment, team: Team, places: dict[str, tuple[str, int]]) -> bool:
    """Whether it counts, as far as it is for what it says that it replaces."""
    if segment.adopts is None:
        return not segment.replaces or bool(team.erasures)
    if any(places.get(old, segment.place) != segment.place for old in segment.replaces):
        return False
    writer = team.everyone[segment.device].member
    may = any(writer in one.members for one in team.erasures)
    return may and segment.adopts in team.removed and bool(segment.replaces)


def opened(
    counts: Iterable[Segment], apart: Iterable[Segment], team: Team, private: dict[str, bytes]
) -> Opened:
    """All that these private keys (by device, or `recovery`) open, without what was erased.

    Of segments that are kept apart only the keys are taken: others wrote under them.
    """
    found = Opened()
    segments = sorted(counts, key=lambda one: (one.device, one.number, one.id))
    for segment in (*segments, *apart):
        for to, sealed in segment.boxes:
            if to in private:
                _take_keys(found, segment, to, sealed, private[to])
    for segment in segments:
        for key, sealed in segment.frames:
            if key not in found.keys:
                found.sealed.add(key)
                continue
            try:
                _take_lines(found, team, segment, key, sealed)
            except RefusedError as error:
                found.set_aside.append((segment.id, str(error)))
    _forget_notes(found, team)
    return found


def _forget_notes(found: Opened, team: Team) -> None:
    """Closed notes go along when each household that they ever were about was erased."""
    about = defaultdict(set)
    for change in found.changes.values():
        if change["kind"] == "closed_note" and "household" in change["fields"]:
            about[change["space"]].add(f"d:{change['fields']['household']}")
    erased: set[str] = set().union(*(one.spaces for one in team.erasures))
    gone = {space for space, dossiers in about.items() if dossiers <= erased}
    for id_ in [id_ for id_, change in found.changes.items() if change["space"] in gone]:
        del found.changes[id_]


def _take_keys(found: Opened, segment: Segment, to: str, sealed: bytes, private: bytes) -> None:
    info = {"from": segment.speaks_for, "team": segment.file.body["team"], "to": to, "what": "keys"}
    try:
        body = parse(unzstd(open_box(sealed, private, info), LARGEST_BOX))
        check(isinstance(body, dict) and isinstance(body.get("keys"), list), "no keys")
        given = [_key(one) for one in body["keys"]]
    except RefusedError as error:
        found.set_aside.append((segment.id, str(error)))
        return
    for space, key in given:
        found.keys[space_key_id(key, space)] = space, key


def _key(said: object) -> tuple[str, bytes]:
    check(isinstance(said, dict), "no key")
    one: Body = said  # type: ignore[assignment]
    devices = one.get("devices")
    check(_is_name(one.get("space")) and _is(DEVICE, one.get("by")), "no space, or no maker")
    check(isinstance(devices, list) and len(devices) <= MOST_DEVICES, "for nobody")
    check(all(_is(DEVICE, device) for device in devices), "for no device")  # type: ignore[union-attr]
    return one["space"], unbase64(one.get("key"), 32)


def lines_of(segment: Segment, key_id: str, sealed: bytes, key: bytes) -> list[bytes]:
    """The lines of a frame; refused when it does not open here, or holds too much."""
    place = {"device": segment.speaks_for, "key": key_id, "number": segment.number}
    bound_to = canonical(place | {"team": segment.file.body["team"]})
    plain = unzstd(open_sealed(sealed, key, "drempel frame 1", bound_to), LARGEST_FRAME)
    check(plain.count(b"\n") < MOST_LINES, "too many lines")
    return plain.split(b"\n") if plain else []


def _take_lines(found: Opened, team: Team, segment: Segment, key_id: str, sealed: bytes) -> None:
    space, key = found.keys[key_id]
    speaks, notes = set(team.line(segment.speaks_for)), 0
    for line in lines_of(segment, key_id, sealed, key):
        try:
            said = parse(line)
            check(isinstance(said, dict), "no object")
            if _is_note(line, said) and notes < MOST_NOTES:
                notes += 1
                found.notes.append((segment, said))
                continue
            check_change(said, space, speaks)
            if not _erased(said, team):
                found.changes[said["id"]] = said
        except RefusedError as error:
            found.set_aside.append((segment.id, str(error)))


def _is_note(line: bytes, said: Body) -> bool:
    return isinstance(said.get("_"), str) and line == canonical(said)


def change_id(change: Body) -> str:
    """The id that the content of a change gives it."""
    rest = {name: value for name, value in change.items() if name != "id"}
    return base32(hashlib.sha256(canonical(rest)).digest()[:16])


def check_change(said: Body, space: str, speaks: Container[str]) -> None:
    """Refuse what is no change of this space by one of these devices."""
    check(set(said) == CHANGE, "other keys than a change has")
    check(all(_is_name(said[name]) for name in NAMED), "no name")
    check(type(said["counter"]) is int and 1 <= said["counter"] <= MOST_COUNTED, "the counter")
    fields, replaces = said["fields"], said["replaces"]
    check(isinstance(fields, dict) and bool(fields), "no fields")
    check(all(map(_is_name, fields)) and not _deeper(fields, MOST_NESTED), "a field")
    check(isinstance(replaces, dict), "it replaces nothing that is")
    for ids in replaces.values():
        check(isinstance(ids, list) and bool(ids), "it replaces nothing")
        check(all(_is(CHANGE_ID, one) for one in ids), "it replaces no change")
        check(ids == sorted(set(ids)), "not in order")
    try:
        check(change_id(said) == said["id"], "the id is not that of the content")
    except (ValueError, RecursionError) as error:
        raise RefusedError("a value that JSON cannot carry") from error
    check(said["space"] == space, "of another space")
    check(said["device"] in speaks, "of another device")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and "\0" not in value


def _deeper(value: object, most: int) -> bool:
    """Whether something lies deeper in this value than `most`."""
    inside = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inside, list) or not inside:
        return False
    return most == 0 or any(_deeper(one, most - 1) for one in inside)


def _erased(change: Body, team: Team) -> bool:
    named = change["space"], change["entity"], change["kind"]
    return any(change["space"] in one.spaces or named in one.entities for one in team.erasures)
