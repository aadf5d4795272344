"""Segments: what one device recorded since its last one, a sealed frame per space."""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import zstandard

from app.crypto.frames import key_id, open_frame, seal_frame
from app.sync import signed
from app.sync.names import SegmentName
from app.sync.signed import SignedFile, TornError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.crypto.signing import SigningKey

MAGIC: Final = b"DRS1"
MAX_PLAIN: Final = 64 * 1024 * 1024
"""Largest frame after unpacking, in bytes: a small file must not fill the memory."""
FRAME_TARGET: Final = 1024 * 1024
"""Bytes of lines after which a new frame is begun."""
MAX_NUMBER: Final = 99_999_999
MAX_LINES: Final = 100_000
"""Lines in a frame: empty ones take no room, and each costs memory."""
MAX_NOTES: Final = 16
"""Notes to laptops in a frame; honest ones hold three at the most."""
_LEVEL: Final = 3
_LOCAL: Final = threading.local()
_DEVICE: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_HEX32: Final = re.compile(r"[0-9a-f]{32}")
_HEX40: Final = re.compile(r"[0-9a-f]{40}")
RECOVERY: Final = "recovery"
"""The receiver of the boxes that only the recovery sheet opens."""


@dataclass(frozen=True, slots=True)
class Box:
    """Keys for one receiver, sealed."""

    to: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Frame:
    """Changes of one space, sealed under the key with this id."""

    key: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of sound shape; `signed_by` of its file says whether it is the device's."""

    file: SignedFile = field(repr=False)
    team: str
    device: str
    number: int
    previous: str | None
    boxes: tuple[Box, ...]
    frames: tuple[Frame, ...]
    carries: bool
    follows: str
    """The entry that was the head of the membership to who wrote it."""
    replaces: tuple[str, ...] = ()
    adopts: str | None = None

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def name(self) -> SegmentName:
        return SegmentName(self.origin, self.number, self.id)

    @property
    def origin(self) -> str:
        """The device in whose chain it stands: the adopted one after an adoption."""
        return self.adopts or self.device

    @property
    def place(self) -> tuple[str, int]:
        """(device that it counts for, number)."""
        return self.origin, self.number

    def bound(self, frame: Frame) -> bytes:
        return bound_to(self.team, self.origin, self.number, frame.key)


@dataclass(frozen=True, slots=True)
class Content:
    """What one frame says: changes as lines, and notes to laptops."""

    changes: tuple[bytes, ...] = field(repr=False)
    notes: tuple[dict[str, Any], ...] = field(repr=False)


def bound_to(team: str, device: str, number: int, key: str) -> bytes:
    """What a frame is bound to, so that it opens in no other place."""
    return signed.canonical({"device": device, "key": key, "number": number, "team": team})


def write(  # noqa: PLR0913  (a segment has these parts)
    key: SigningKey,
    *,
    team: str,
    device: str,
    number: int,
    previous: str | None,
    boxes: Sequence[Box],
    frames: Sequence[Frame],
    carries: bool,
    follows: str,
    replaces: Sequence[str] = (),
    adopts: str | None = None,
) -> bytes:
    """The bytes of a segment."""
    body = {
        "adopts": adopts,
        "boxes": [{"size": len(box.sealed), "to": box.to} for box in boxes],
        "carries": carries,
        "device": device,
        "follows": follows,
        "frames": [{"key": frame.key, "size": len(frame.sealed)} for frame in frames],
        "number": number,
        "previous": previous,
        "replaces": sorted(replaces),
        "team": team,
    }
    payload = b"".join([*(box.sealed for box in boxes), *(frame.sealed for frame in frames)])
    return signed.write(MAGIC, body, payload, key)


def read(data: bytes) -> Segment:
    """Raises TornError (NewerError), whatever the bytes are."""
    file = signed.read(MAGIC, data)
    body = file.body
    try:
        boxes, frames = _list(body["boxes"]), _list(body["frames"])
        parts = file.parts([_whole(part["size"]) for part in (*boxes, *frames)])
        tos = [box["to"] for box in boxes]
        keys = [frame["key"] for frame in frames]
        segment = Segment(
            file, body["team"], body["device"], _whole(body["number"]), body["previous"],
            tuple(Box(*pair) for pair in zip(tos, parts, strict=False)),
            tuple(Frame(*pair) for pair in zip(keys, parts[len(tos) :], strict=True)),
            body["carries"], body["follows"], tuple(_list(body["replaces"])), body["adopts"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, TornError):
            raise
        raise TornError("other keys than a segment has") from error
    _check(segment)
    return segment


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TornError("no list")
    return value


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TornError("a size is no whole number")
    return value


def _check(segment: Segment) -> None:
    sound = (
        _is(_HEX40, segment.team)
        and _is(_DEVICE, segment.device)
        and _is(_HEX40, segment.follows)
        and (segment.adopts is None or _is(_DEVICE, segment.adopts))
        and 1 <= segment.number <= MAX_NUMBER
        and (segment.previous is None or _is(_HEX40, segment.previous))
        and all(_is(_HEX32, frame.key) for frame in segment.frames)
        and all(box.to == RECOVERY or _is(_DEVICE, box.to) for box in segment.boxes)
        and len({box.to for box in segment.boxes}) == len(segment.boxes)
        and all(_is(_HEX40, old) for old in segment.replaces)
        and isinstance(segment.carries, bool)
    )
    if not sound:
        raise TornError("a value that a segment cannot have")


def _is(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


# ---------------------------------------------------------------- inside the seal


def pack_lines(lines: Iterable[bytes]) -> bytes:
    """The plaintext of a frame."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(b"\n".join(lines))


def unpack(packed: bytes, limit: int = MAX_PLAIN) -> bytes:
    """Raises TornError for what is no zstd frame, or says or proves to be larger than `limit`."""
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= limit:
            raise TornError("larger than allowed, or of unknown size")
        return _unpacker().decompress(packed, max_output_size=size, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise TornError("does not unpack") from error


def _unpacker() -> zstandard.ZstdDecompressor:
    """One a thread: making one costs more than unpacking a small frame."""
    found: zstandard.ZstdDecompressor | None = getattr(_LOCAL, "unpacker", None)
    if found is None:
        found = _LOCAL.unpacker = zstandard.ZstdDecompressor()
    return found


def seal_lines(
    key: bytes, space: str, place: tuple[str, str, int], lines: Iterable[bytes]
) -> Frame:
    """A frame for `place` = (team, device, number)."""
    name = key_id(key, space)
    return Frame(name, seal_frame(key, pack_lines(lines), bound_to(*place, name)))


def open_lines(segment: Segment, frame: Frame, key: bytes) -> Content:
    """What the frame says; raises SealBrokenError or TornError."""
    return read_lines(unpack(open_frame(key, frame.sealed, segment.bound(frame))))


def read_lines(plain: bytes) -> Content:
    """Sorts lines into changes and notes; a line that is no note is a change, whatever it says.

    Raises TornError for more than MAX_LINES; what is more than MAX_NOTES is a change as well.
    """
    if plain.count(b"\n") >= MAX_LINES:
        raise TornError("more lines than a frame has")
    changes: list[bytes] = []
    notes: list[dict[str, Any]] = []
    for line in plain.split(b"\n") if plain else ():
        maybe = line.startswith(b'{"_":') and len(notes) < MAX_NOTES
        note = _note(line) if maybe else None
        if note is None:
            changes.append(line)
        else:
            notes.append(note)
    return Content(tuple(changes), tuple(notes))


def _note(line: bytes) -> dict[str, Any] | None:
    try:
        note = json.loads(line)
        sound = signed.canonical(note) == line and isinstance(note["_"], str)
    except (ValueError, RecursionError):
        return None
    return note if sound else None


def note_line(kind: str, **said: Any) -> bytes:  # noqa: ANN401  (any JSON value)
    """A note to laptops; `_` sorts before every letter, so it stands first."""
    return signed.canonical({"_": kind, **said})


def split(lines: Mapping[str, Sequence[bytes]]) -> list[tuple[str, list[bytes]]]:
    """(space, lines) per frame, none much larger than FRAME_TARGET."""
    found: list[tuple[str, list[bytes]]] = []
    for space in sorted(lines):
        part: list[bytes] = []
        size = 0
        for line in lines[space]:
            if part and size + len(line) > FRAME_TARGET:
                found.append((space, part))
                part, size = [], 0
            part.append(line)
            size += len(line)
        if part:
            found.append((space, part))
    return found
