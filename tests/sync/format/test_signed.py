"""The signed file: what it holds comes back; anything else is torn, and says so by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import signed
from app.sync.signed import NewerError, TornError
from tests.sync.format.keyring import OTHER_SIGN, SIGN, json_values, mutations, words

MAGIC = b"DRS1"
WHOLE = signed.write(MAGIC, {"device": "ğ", "sizes": [3, 4]}, b"payload", SIGN)


def raw(body: bytes, payload: bytes = b"", size: int | None = None) -> bytes:
    """A well-signed file with this text as its body."""
    length = (len(body) if size is None else size).to_bytes(4, "big")
    unsigned = MAGIC + length + body + payload
    return unsigned + SIGN.sign(signed._digest(MAGIC, unsigned))  # noqa: SLF001 - as write does


@given(st.dictionaries(words, json_values, max_size=5), st.binary(max_size=200))
def test_that_what_was_written_is_read(body: dict[str, Any], payload: bytes) -> None:
    try:
        data = signed.write(MAGIC, body, payload, SIGN)
    except ValueError:
        assert "Infinity" in json.dumps(body)
        return
    file = signed.read(MAGIC, data)
    assert (file.body, file.payload, file.id) == (body, payload, signed.file_id(data))
    assert file.signed_by(SIGN.public)
    assert not file.signed_by(OTHER_SIGN.public)
    assert not file.signed_by(b"no key")


@given(mutations(WHOLE))
def test_that_other_bytes_are_torn_or_have_another_name_and_no_signature(data: bytes) -> None:
    try:
        file = signed.read(MAGIC, data)
    except TornError:
        return
    assert file.id != signed.file_id(WHOLE)
    assert not file.signed_by(SIGN.public)


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: MAGIC + data))
def test_that_bytes_of_no_origin_are_torn(data: bytes) -> None:
    with pytest.raises(TornError):
        signed.read(MAGIC, data)


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"null", b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a":NaN}',
        b'{"a":Infinity}', b'{"a":1e999}', b'{"a":' + b"9" * 5000 + b"}", b'{"a":"\\ud800"}',
        b'{"a":"\\u0041"}', b"{" * 100_000, b"[" * 2_000_000, b'{"a":"\xff"}', b"",
        '{"a":1}'.encode("utf-16"), b"\xef\xbb\xbf{}", b'{"a":1.0e0}', b'{"a":-0}', b"{}\n",
    ],
    ids=lambda body: repr(body[:20]),
)  # fmt: skip
def test_that_a_body_that_is_not_spelled_canonically_is_torn(body: bytes) -> None:
    with pytest.raises(TornError):
        signed.read(MAGIC, raw(body))


@pytest.mark.parametrize("size", [0, 1, 7, 9, 2**32 - 1, signed.MAX_BODY, signed.MAX_BODY + 1])
def test_that_a_claimed_size_that_is_not_there_is_torn(size: int) -> None:
    with pytest.raises(TornError):
        signed.read(MAGIC, raw(b'{"a":12}', size=size))


def test_that_a_file_beyond_measure_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(TornError, match="too large"):
        signed.read(MAGIC, bytes(signed.MAX_FILE + 1))
    with pytest.raises(ValueError, match="body too large"):
        signed.write(MAGIC, {"a": "x" * signed.MAX_BODY}, b"", SIGN)


@pytest.mark.parametrize("digit", b"23456789")
def test_that_a_newer_version_is_told_apart(digit: int) -> None:
    with pytest.raises(NewerError):
        signed.read(MAGIC, WHOLE[:3] + bytes([digit]) + WHOLE[4:])


@pytest.mark.parametrize("digit", b"0:x\0")
def test_that_a_version_that_never_was_is_torn(digit: int) -> None:
    with pytest.raises(TornError) as caught:
        signed.read(MAGIC, WHOLE[:3] + bytes([digit]) + WHOLE[4:])
    assert not isinstance(caught.value, NewerError)


def test_that_another_kind_of_file_is_torn_and_its_signature_is_of_its_kind() -> None:
    with pytest.raises(TornError):
        signed.read(b"DRM1", WHOLE)
    file = signed.read(b"DRM1", b"DRM1" + WHOLE[4:])
    assert not file.signed_by(SIGN.public)


@pytest.mark.parametrize("sizes", [[3], [3, 5], [-1, 8], [7, 2**63], []])
def test_that_parts_fill_the_payload_exactly(sizes: list[int]) -> None:
    file = signed.read(MAGIC, WHOLE)
    assert file.parts([3, 0, 4]) == [b"pay", b"", b"load"]
    with pytest.raises(TornError):
        file.parts(sizes)


def test_that_no_repr_shows_what_is_inside() -> None:
    assert "payload" not in repr(signed.read(MAGIC, WHOLE)).replace("payload=", "")
