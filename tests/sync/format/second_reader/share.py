"""A share read as a folder of files, by who has some private keys."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.sync.format.second_reader import log, records
from tests.sync.format.second_reader.files import (
    LARGEST_FILE,
    NAMES,
    RefusedError,
    Signed,
    check,
    file_id,
    open_sealed,
    parse,
    take_apart,
)
from tests.sync.format.second_reader.forks import Said, Tree, decided, tree
from tests.sync.format.second_reader.team import Team


@dataclass(frozen=True)
class Holding:
    """What one laptop holds: the id of its team, and its private keys by device."""

    team: str
    boxes: dict[str, bytes]
    signs: dict[str, bytes] = field(default_factory=dict)
    """Its public signing keys by device: only where it stands at a fork depends on them."""


@dataclass(frozen=True)
class Reading:
    """All that a share says to a holder of keys."""

    tree: Tree
    team: Team
    entries: list[str]
    segments: list[log.Segment]
    apart: list[log.Segment]
    opened: log.Opened
    records: records.Records
    refused: dict[str, str]


Files = Mapping[str, bytes]
"""What lies in a share, by its name with the folder in front: `log/…`."""


def files_of(folder: Path) -> dict[str, bytes]:
    """What lies in a folder that is a share; what is too large for any file of it is not read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for place in ("", "member", "log", "blob")
        if (folder / place).is_dir()
        for path in (folder / place).iterdir()
        if path.is_file() and path.stat().st_size <= LARGEST_FILE
    }


def _named(files: Files, kind: str) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    for name, data in sorted(files.items()):
        if found := NAMES[kind].fullmatch(name):
            yield name, found.groups(), data


def _signed(files: Files, kind: str, magic: str, refused: dict[str, str]) -> list[Signed]:
    found = []
    for name, parts, data in _named(files, kind):
        try:
            file = take_apart(data, magic)
            check(file.id == parts[-1], "the id is not that in the name")
            if kind == "entry":
                check(file.body.get("number") == int(parts[0]), "another number")
            found.append(file)
        except RefusedError as error:
            refused[name] = str(error)
    return found


def tree_of(team: str, files: Iterable[bytes]) -> Tree:
    """The membership that lies in these files, whatever they are called; requests are ignored."""
    found: dict[bytes, list[Signed]] = {b"DRM": [], b"DRN": []}
    for data in files:
        with suppress(RefusedError):
            kind = data[:3]
            if kind in found:
                found[kind].append(take_apart(data, f"{kind.decode()}1"))
    return tree(team, found[b"DRM"], found[b"DRN"])


def _segments(files: Files, refused: dict[str, str]) -> dict[str, log.Segment]:
    found = {}
    for name, (device, number, id_), data in _named(files, "segment"):
        try:
            one = log.read_segment(data)
            check(one.id == id_, "the id is not that in the name")
            check((one.speaks_for.lower(), one.number) == (device, int(number)), "another's place")
            found[one.id] = one
        except RefusedError as error:
            refused[name] = str(error)
    for name, (device, first, last, hash_), data in _named(files, "pack"):
        try:
            inside = log.read_pack(data, int(last) - int(first) + 1, hash_)
        except RefusedError as error:
            refused[name] = str(error)
            continue
        for sealed in inside:
            try:
                one = log.read_segment(sealed)
                check(one.speaks_for.lower() == device, "another's place")
                found[one.id] = one
            except RefusedError as error:
                refused[name] = str(error)
    return found


def marker(files: Files) -> str:
    """The team that the marker of this share names."""
    for _, (id_,), data in _named(files, "marker"):
        said = parse(data)
        check(isinstance(said, dict) and said.get("format") == 1, "no marker of format 1")
        check(said.get("share") == id_ and isinstance(said.get("team"), str), "not its marker")
        return str(said["team"])
    raise RefusedError("no marker")


def read(files: Files, holding: Holding) -> Reading:
    """All that this share says to who holds these keys."""
    refused: dict[str, str] = {}
    entries = _signed(files, "entry", "DRM1", refused)
    successors = _signed(files, "successor", "DRN1", refused)
    grown = tree(holding.team, entries, successors)
    grown.own = holding.signs
    held = _segments(files, refused)
    for one in held.values():
        if one.adopts is None:
            grown.said += [
                Said(one.device, sign, one.follows, one.number)
                for sign in grown.keys_of(one.device)
                if one.file.signed_by(sign)
            ]
    team, counted = decided(grown)
    counts, apart = log.counting(held.values(), team)
    opened = log.opened(counts, apart, team, holding.boxes)
    summed = records.add_up(opened.changes.values())
    return Reading(grown, team, counted, counts, apart, opened, summed, refused)


def attachment(files: Files, blob: str, key: bytes) -> bytes:
    """The bytes of an attachment, by the id and the key that its record holds."""
    data = files[f"blob/{blob}"]
    check(file_id(data) == blob and data[:4] == b"DRB1", "not what its name says")
    return open_sealed(data[4:], key, "drempel blob 1", None)
