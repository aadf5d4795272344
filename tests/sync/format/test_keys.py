"""Keys in boxes, boxes, frames and signatures: only the right key opens, in the right place."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import frames, signing
from app.crypto.boxes import PRIVATE_BYTES, PUBLIC_BYTES, BoxKey, seal_box
from app.crypto.seal import SealBrokenError
from app.crypto.signing import SigningKey
from app.sync import keys, segment
from app.sync.segment import Box, Segment
from app.sync.signed import TornError
from tests.sync.format.keyring import BOX, DEVICE, OTHER, SIGN, TEAM, json_values, mutations

KEYS = [keys.make("team", frozenset((DEVICE, OTHER)), DEVICE), keys.make("d:ğ", frozenset(), OTHER)]


def holding(*boxes: Box, device: str = DEVICE) -> Segment:
    return segment.read(
        segment.write(
            SIGN, team=TEAM, device=device, number=1, previous=None, boxes=boxes, frames=(),
            carries=False, follows=TEAM,
        )
    )  # fmt: skip


def boxed(content: Any) -> Box:
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    info = keys.info(TEAM, DEVICE, OTHER)
    return Box(OTHER, seal_box(BOX.public, segment.pack_lines([text]), info))


def test_that_keys_come_out_of_their_box_with_their_giver() -> None:
    box = keys.seal_keys(TEAM, DEVICE, OTHER, BOX.public, KEYS)
    found = {one.space: one for one in keys.open_box(box, holding(box), BOX)}
    for key in KEYS:
        one = found[key.space]
        assert (one.id, one.key, one.by, one.devices) == (key.id, key.key, key.by, key.devices)
        assert one.giver == DEVICE
        assert key.key.hex() not in repr(one)


def test_that_a_box_opens_for_one_receiver_of_one_giver_alone() -> None:
    box = keys.seal_keys(TEAM, DEVICE, OTHER, BOX.public, KEYS)
    for wrong, found in (
        (Box(DEVICE, box.sealed), holding(box)),
        (box, holding(box, device=OTHER)),
        (Box(OTHER, box.sealed + b"x"), holding(box)),
        (Box(OTHER, b""), holding(box)),
    ):
        with pytest.raises(SealBrokenError):
            keys.open_box(wrong, found, BOX)
    with pytest.raises(SealBrokenError):
        keys.open_box(box, holding(box), BoxKey.generate())


GOOD = {
    "by": DEVICE,
    "devices": [DEVICE],
    "key": base64.b64encode(bytes(32)).decode(),
    "space": "s",
}


@pytest.mark.parametrize(
    "content",
    [
        b"\xff", b"[" * 100_000, [], {}, {"keys": 1}, {"keys": [1]}, {"keys": [{}]},
        *({"keys": [{**GOOD, **one}]} for one in (
            {"key": "AAAA"}, {"key": "!"}, {"key": 1}, {"space": ""}, {"space": "x" * 201},
            {"space": "\0"}, {"space": "\ud800"}, {"space": 1}, {"by": "me"}, {"by": "\ud800"},
            {"by": None}, {"devices": "ab"}, {"devices": [1]}, {"devices": [DEVICE.lower()]},
            {"devices": [DEVICE] * 1001}, {"devices": {DEVICE: 1}},
        )),
    ],
    ids=lambda content: str(content)[:60],
)  # fmt: skip
def test_that_a_box_without_sound_keys_gives_none(content: Any) -> None:
    box = boxed(content)
    with pytest.raises(TornError):
        keys.open_box(box, holding(box), BOX)


def test_that_a_box_beyond_measure_is_not_unpacked() -> None:
    box = boxed(b" " * (keys.MAX_PLAIN + 1))
    with pytest.raises(TornError):
        keys.open_box(box, holding(box), BOX)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), json_values))
def test_that_keys_of_any_content_are_sound_or_torn(other: dict[str, Any]) -> None:
    box = boxed({"keys": [GOOD, {**GOOD, **other}]})
    try:
        found = keys.open_box(box, holding(box), BOX)
    except TornError:
        return
    assert all(one.by and one.space.encode() for one in found)


# ---------------------------------------------------------------- app.crypto


@given(st.binary(max_size=100), st.binary(max_size=20))
def test_that_a_frame_opens_with_its_key_place_and_purpose_alone(
    plain: bytes, place: bytes
) -> None:
    key = bytes(32)
    sealed = frames.seal_frame(key, plain, place)
    assert len(sealed) == len(plain) + frames.OVERHEAD
    assert frames.open_frame(key, sealed, place) == plain
    for other in (
        (bytes([1] * 32), sealed, place, frames.FRAME),
        (key, sealed, place + b"x", frames.FRAME),
        (key, sealed, place, frames.BLOB),
        (key, sealed[:-1], place, frames.FRAME),
        (key, b"", place, frames.FRAME),
    ):
        with pytest.raises(SealBrokenError):
            frames.open_frame(*other)
    assert frames.seal_frame(key, plain, place) != sealed


def test_that_a_frame_with_any_bit_turned_stays_shut() -> None:
    sealed = frames.seal_frame(bytes(32), b"words", b"place")
    for at in range(len(sealed)):
        for bit in range(8):
            other = sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :]
            with pytest.raises(SealBrokenError):
                frames.open_frame(bytes(32), other, b"place")


def test_that_the_id_of_a_key_is_of_its_space() -> None:
    assert frames.key_id(bytes(32), "team") != frames.key_id(bytes(32), "d:1")


SEALED = seal_box(BOX.public, b"words", b"info")


@given(mutations(SEALED))
def test_that_a_box_that_was_touched_stays_shut(sealed: bytes) -> None:
    with pytest.raises(SealBrokenError):
        BOX.open(sealed, b"info")


def test_that_a_box_opens_with_its_key_and_info_alone() -> None:
    assert BOX.open(SEALED, b"info") == b"words"
    assert BoxKey(BOX.private).open(SEALED, b"info") == b"words"
    with pytest.raises(SealBrokenError):
        BOX.open(SEALED, b"other")
    assert repr(BOX) == "<box key>"
    assert len(BoxKey.generate().public) == PUBLIC_BYTES


@pytest.mark.parametrize("size", [0, 31, PRIVATE_BYTES - 1, PRIVATE_BYTES + 1, PUBLIC_BYTES - 1])
def test_that_keys_of_another_size_are_none(size: int) -> None:
    with pytest.raises(ValueError, match="96 bytes"):
        BoxKey(bytes(size))
    with pytest.raises(ValueError, match="1216 bytes"):
        seal_box(bytes(size), b"", b"")


def test_that_a_signature_is_of_one_key_over_exactly_this() -> None:
    key = SigningKey(SIGN.private)
    signature = key.sign(b"data")
    assert signing.verify(key.public, signature, b"data")
    assert not signing.verify(SigningKey.generate().public, signature, b"data")
    assert not signing.verify(key.public, signature, b"date")
    assert not signing.verify(key.public, signature[:-1], b"data")
    assert not signing.verify(b"short", signature, b"data")
    assert repr(key) == "<signing key>"
    with pytest.raises(ValueError, match="32"):
        SigningKey(b"short")
