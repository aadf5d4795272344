"""Segments, in front of the seal and behind it."""

from __future__ import annotations

from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.seal import SealBrokenError
from app.sync import segment, signed
from app.sync.segment import Box, Frame
from app.sync.signed import TornError
from tests.sync.format.keyring import (
    DEVICE,
    OTHER,
    SIGN,
    SPACE_KEY,
    TEAM,
    devices,
    ids,
    json_values,
    mutations,
)

HEAD = "c" * 40
PLACE = (TEAM, DEVICE, 7)
FRAME = segment.seal_lines(SPACE_KEY, "team", PLACE, [b'{"a":1}', segment.note_line("seen")])


def written(**other: Any) -> bytes:
    parts: dict[str, Any] = {
        "team": TEAM, "device": DEVICE, "number": 7, "previous": None, "boxes": (),
        "frames": (FRAME,), "carries": True, "follows": HEAD, **other,
    }  # fmt: skip
    return segment.write(SIGN, **parts)


WHOLE = written()
BODY = signed.read(segment.MAGIC, WHOLE).body


def with_body(**other: Any) -> bytes:
    return signed.write(segment.MAGIC, {**BODY, **other}, FRAME.sealed, SIGN)


@given(
    devices, st.integers(1, segment.MAX_NUMBER), st.none() | ids, st.booleans(),
    st.lists(devices, unique=True, max_size=3),
    st.lists(st.tuples(ids.map(lambda one: one[:32]), st.binary(max_size=40)), max_size=3),
    st.lists(ids, unique=True, max_size=3), st.none() | devices,
)  # fmt: skip
def test_that_what_was_written_is_read(  # noqa: PLR0917 - a segment has these parts
    device: str, number: int, previous: str | None, carries: bool, to: list[str],
    frames: list[tuple[str, bytes]], replaces: list[str], adopts: str | None,
) -> None:  # fmt: skip
    boxes = [Box(one, one.encode()) for one in to]
    found = segment.read(
        written(
            device=device, number=number, previous=previous, carries=carries, boxes=boxes,
            frames=[Frame(*one) for one in frames], replaces=replaces, adopts=adopts,
        )
    )  # fmt: skip
    assert (found.device, found.number, found.previous) == (device, number, previous)
    assert found.follows == HEAD
    assert [(one.key, one.sealed) for one in found.frames] == frames
    assert (list(found.boxes), found.carries) == (boxes, carries)
    assert (list(found.replaces), found.adopts) == (sorted(replaces), adopts)
    assert (found.name.device, found.name.number, found.name.id) == (
        adopts or device, number, found.id,
    )  # fmt: skip


@given(mutations(WHOLE) | st.binary(max_size=400))
def test_that_other_bytes_are_torn_or_not_signed(data: bytes) -> None:
    try:
        found = segment.read(data)
    except TornError:
        return
    assert not found.file.signed_by(SIGN.public)


@given(st.sampled_from(sorted(BODY)), json_values)
def test_that_a_well_signed_body_of_any_content_is_a_segment_or_torn(name: str, value: Any) -> None:
    try:
        data = with_body(**{name: value})
    except ValueError:
        return
    try:
        found = segment.read(data)
    except TornError:
        return
    assert 1 <= found.number <= segment.MAX_NUMBER
    sealed = [box.sealed for box in found.boxes] + [one.sealed for one in found.frames]
    assert len(b"".join(sealed)) == len(FRAME.sealed)


SIZE = len(FRAME.sealed)
KEYS = BODY["frames"][0]["key"]


@pytest.mark.parametrize(
    "body",
    [
        {"number": 0}, {"number": 10**8}, {"number": True}, {"number": 1.0}, {"number": 2**63},
        {"device": DEVICE.lower()}, {"device": f"{DEVICE}\n"}, {"team": "A" * 40}, {"team": None},
        {"previous": "x"}, {"previous": 1},
        {"follows": None}, {"follows": "C" * 40}, {"follows": "c"}, {"follows": 1},
        {"carries": 1}, {"adopts": "x"}, {"adopts": 1},
        {"replaces": "a" * 40}, {"replaces": ["x"]}, {"replaces": {"a" * 40: 1}},
        {"frames": []}, {"frames": {}}, {"frames": [{"key": KEYS}]}, {"frames": [[KEYS, SIZE]]},
        {"frames": [{"key": KEYS, "size": -1}, {"key": KEYS, "size": SIZE + 1}]},
        {"frames": [{"key": KEYS, "size": True}, {"key": KEYS, "size": SIZE - 1}]},
        {"frames": [{"key": KEYS.upper() + "A", "size": SIZE}]},
        {"boxes": [{"size": 0, "to": "everyone"}]}, {"boxes": [{"size": 0, "to": 1}]},
        {"boxes": [{"size": 0, "to": DEVICE}, {"size": 0, "to": DEVICE}]}, {"boxes": "boxes"},
        {"boxes": [{"size": 0, "to": "recovery"}, {"size": 0, "to": "recovery"}]},
    ],
    ids=repr,
)  # fmt: skip
def test_that_a_value_that_no_segment_has_is_torn(body: dict[str, Any]) -> None:
    with pytest.raises(TornError):
        segment.read(with_body(**body))


def test_that_a_key_that_is_lacking_is_torn_and_one_too_many_is_kept() -> None:
    for name in BODY:
        body = {key: value for key, value in BODY.items() if key != name}
        with pytest.raises(TornError):
            segment.read(signed.write(segment.MAGIC, body, FRAME.sealed, SIGN))
    assert segment.read(with_body(greeting="ñ")).file.body["greeting"] == "ñ"


# ---------------------------------------------------------------- inside the seal


def test_that_a_frame_opens_in_its_place_alone() -> None:
    found = segment.read(WHOLE)
    content = segment.open_lines(found, FRAME, SPACE_KEY)
    assert content.changes == (b'{"a":1}',)
    assert content.notes == ({"_": "seen"},)
    for other in ({"number": 8}, {"device": OTHER}, {"team": "b" * 40}, {"adopts": OTHER}):
        elsewhere = segment.read(written(**other))
        with pytest.raises(SealBrokenError):
            segment.open_lines(elsewhere, FRAME, SPACE_KEY)
    with pytest.raises(SealBrokenError):
        segment.open_lines(found, Frame("0" * 32, FRAME.sealed), SPACE_KEY)
    with pytest.raises(SealBrokenError):
        segment.open_lines(found, FRAME, bytes(32))


def test_that_an_adopted_frame_opens_as_its_first_owners() -> None:
    adopted = segment.read(written(device=OTHER, adopts=DEVICE))
    assert segment.open_lines(adopted, FRAME, SPACE_KEY).changes == (b'{"a":1}',)


@given(st.binary(max_size=300))
def test_that_no_bytes_behind_the_seal_do_more_than_not_unpack(packed: bytes) -> None:
    try:
        segment.read_lines(segment.unpack(packed))
    except TornError:
        return


@given(st.lists(st.binary(max_size=60).map(lambda one: one.replace(b"\n", b"")), max_size=9))
def test_that_lines_are_changes_or_notes_and_none_is_lost(lines: list[bytes]) -> None:
    content = segment.read_lines(segment.unpack(segment.pack_lines(lines)))
    notes = tuple(signed.canonical(note) for note in content.notes)
    said = lines if b"\n".join(lines) else []
    assert sorted([*content.changes, *notes]) == sorted(said)


@pytest.mark.parametrize(
    "line",
    [
        b'{"_":1}', b'{"_":null}', b'{"_":"seen"', b'{"_":"seen"} ', b'{"_":"seen","_":"seen"}',
        b'{"_":' + b"[" * 100_000, rb'{"_":"\ud800"}', b'{"_":"seen","b":1,"a":1}',
        b'{"_":"seen","a":NaN}', b'{"_":"seen","a":1e999}', b'{"_":"\xff"}', b'{ "_":"seen"}',
        b'{"_":"seen","a":' + b"9" * 5000 + b"}",
    ],
    ids=lambda line: repr(line[:30]),
)  # fmt: skip
def test_that_what_is_no_note_is_a_change(line: bytes) -> None:
    assert segment.read_lines(line) == segment.Content((line,), ())


def test_that_notes_beyond_measure_are_changes() -> None:
    lines = b"\n".join([segment.note_line("seen")] * (segment.MAX_NOTES + 2))
    content = segment.read_lines(lines)
    assert (len(content.notes), len(content.changes)) == (segment.MAX_NOTES, 2)


def test_that_lines_beyond_measure_are_no_frame() -> None:
    assert len(segment.read_lines(b"\n" * (segment.MAX_LINES - 1)).changes) == segment.MAX_LINES
    with pytest.raises(TornError):
        segment.read_lines(b"\n" * segment.MAX_LINES)


def test_that_what_unpacks_beyond_measure_is_never_unpacked() -> None:
    bomb = zstandard.ZstdCompressor().compress(bytes(1000))
    assert segment.unpack(bomb, 1000) == bytes(1000)
    with pytest.raises(TornError):
        segment.unpack(bomb, 999)
    liar = zstandard.ZstdCompressor().compressobj()
    with pytest.raises(TornError):
        segment.unpack(liar.compress(bytes(1000)) + liar.flush())


@pytest.mark.parametrize("claimed", [1, 100, 99_999, 100_001, 2**26, 2**32 - 1])
def test_that_a_claimed_size_that_is_not_true_is_torn(claimed: int) -> None:
    packed = bytearray(zstandard.ZstdCompressor().compress(bytes(100_000)))
    assert packed[4] == 0xA0  # four bytes of content size follow
    packed[5:9] = claimed.to_bytes(4, "little")
    with pytest.raises(TornError):
        segment.unpack(bytes(packed))


def test_that_nothing_follows_what_was_packed() -> None:
    packed = segment.pack_lines([b"x"])
    for more in (b"\0", packed):
        with pytest.raises(TornError):
            segment.unpack(packed + more)


@given(st.dictionaries(st.sampled_from(["team", "d:1"]), st.lists(st.binary(max_size=9))))
def test_that_splitting_loses_no_line(lines: dict[str, list[bytes]]) -> None:
    parts = segment.split(lines)
    for space, said in lines.items():
        assert [line for name, part in parts if name == space for line in part] == said


def test_that_a_frame_stays_about_as_large_as_it_should() -> None:
    half = bytes(segment.FRAME_TARGET // 2)
    parts = segment.split({"team": [half, half, b"x", half], "a": []})
    assert [len(part) for _space, part in parts] == [2, 2]
